-- Orders after the decision: why they are held, series of prescriptions, pharmacies' questions, refills, routing,
-- and signing of controlled substances.

-- A pharmacy's question that this visit answers: its RxRenewalRequest. The prescription then travels as the answer.
alter table orders
  add column answers_message_id text,
  add column answers_prescription_id uuid,
  add column held_at timestamptz,
  -- The person who holds it; null when the clock or a counterparty does. What a person held, a person releases.
  add column held_by uuid,
  add foreign key (clinic_id, held_by) references staff_members (clinic_id, id),
  add foreign key (clinic_id, answers_prescription_id) references prescriptions (clinic_id, id);

alter table prescriptions
  -- Its place in a titration: 1 unless it is a later step of a series.
  add column step integer not null default 1 check (step between 1 and 20),
  -- Not before this day; null for one that leaves with its decision.
  add column starts_on date,
  add column sent_as text not null default 'NewRx' check (sent_as in ('NewRx', 'RxRenewalResponse', 'RxChangeResponse')),
  -- The pharmacy's message this one answers, and how.
  add column answers_message_id text,
  add column answer_outcome text check (answer_outcome in ('approved', 'approved-with-changes', 'replace')),
  add column dispensed_quantity numeric check (dispensed_quantity >= 0),
  add column prior_authorization text,
  -- When a provider was told that it failed, and that nothing has been heard of it.
  add column overdue_told_at timestamptz,
  -- A controlled substance: when the second factor was shown, and the registration it was signed under.
  add column second_factor_at timestamptz,
  add column dea_number text,
  -- And what the signer said: the day of the live visit, and that the state's monitoring program was looked into.
  add column live_visit_on date,
  add column pdmp_checked_at timestamptz,
  add check ((sent_as = 'NewRx') = (answers_message_id is null)),
  add check ((sent_as = 'NewRx') = (answer_outcome is null)),
  add check (dea_schedule is null or dea_schedule = 'C38046' or (second_factor_at is not null and dea_number is not null
    and live_visit_on is not null and pdmp_checked_at is not null));

-- One approval, one prescription alive a step; a replacement names what it replaces.
drop index prescriptions_one_per_decision;
create unique index prescriptions_one_per_decision on prescriptions (clinic_id, decision_id, step) where replaces_id is null;
-- One answer a question.
create unique index prescriptions_one_per_question on prescriptions (clinic_id, answers_message_id)
  where answers_message_id is not null and status not in ('cancelled', 'rerouted');
create index prescriptions_patient on prescriptions (clinic_id, patient_id, signed_at desc);
create index prescriptions_troubled on prescriptions (clinic_id, order_id) where status in ('rejected', 'transmission_unknown', 'cancel_denied');
create index prescriptions_unheard on prescriptions (status_at) where status in ('sent', 'verified');

-- An amendment is an approval that names the decision whose prescription it replaces.
alter table consultation_approvals
  add column amends_id uuid,
  add foreign key (clinic_id, amends_id) references consultation_approvals (clinic_id, id);

-- Somebody compared what was written with what is meant. Only ever added.
create table medication_verifications (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  order_id uuid not null,
  prescription_id uuid not null,
  verified_by uuid not null,
  rxcui text,
  ndc text,
  note text check (length(note) <= 500),
  verified_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id),
  foreign key (clinic_id, prescription_id) references prescriptions (clinic_id, id),
  foreign key (clinic_id, verified_by) references staff_members (clinic_id, id)
);
create index medication_verifications_order on medication_verifications (clinic_id, order_id, verified_at desc);

-- What people did with an order and why, in their words. Only ever added.
create table order_remarks (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('hold', 'release', 'cancel', 'reroute', 'adjust', 'verify', 'change_request', 'titration')),
  reason text,
  text text not null check (length(text) between 1 and 2000),
  author_name text not null,
  at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id)
);
create index order_remarks_order on order_remarks (clinic_id, order_id, at);

-- What pharmacies ask to change.
create table change_requests (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  prescription_id uuid not null,
  order_id uuid not null,
  patient_id uuid not null,
  message_id text not null,
  code text not null check (code in ('D', 'G', 'OS', 'P', 'S', 'T', 'U')),
  sub_codes text[] not null default '{}',
  reason_text text,
  requested jsonb not null default '[]',
  status text not null default 'open' check (status in ('open', 'approved', 'approved_with_changes', 'denied', 'validated', 'closed')),
  answer jsonb,
  answered_by uuid,
  answered_at timestamptz,
  version integer not null default 1,
  received_at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, message_id),
  foreign key (clinic_id, prescription_id) references prescriptions (clinic_id, id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, answered_by) references providers (clinic_id, id),
  check ((status = 'open') = (answered_at is null))
);
create index change_requests_open on change_requests (clinic_id, received_at) where status = 'open';
create index change_requests_prescription on change_requests (clinic_id, prescription_id);
create index change_requests_order on change_requests (clinic_id, order_id) where status = 'open';

-- Refills, whoever asked. The visit opened for one carries its state and its decision.
create table refill_requests (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  -- The prescription that is to be continued.
  prescription_id uuid not null,
  source text not null check (source in ('pharmacy', 'patient', 'schedule')),
  -- The pharmacy's RxRenewalRequest; it may also ask for what the patient asked for already.
  message_id text,
  requested jsonb,
  -- What the patient said about the treatment so far; null when nobody asked them.
  answers jsonb,
  answered_at timestamptz,
  signal text not null check (signal in ('green', 'amber', 'red')),
  why jsonb not null default '[]',
  requested_at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, consultation_id),
  unique (clinic_id, message_id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, prescription_id) references prescriptions (clinic_id, id),
  check (source <> 'pharmacy' or message_id is not null),
  check ((answers is null) = (answered_at is null)),
  -- A refill has the id of the visit opened for it.
  check (id = consultation_id)
);
create index refill_requests_prescription on refill_requests (clinic_id, prescription_id);
create index refill_requests_patient on refill_requests (clinic_id, patient_id, requested_at desc);

-- One approval, a series of prescriptions.
create table titration_series (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  order_id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  decision_id uuid not null,
  status text not null default 'active' check (status in ('active', 'stopped', 'completed')),
  stopped_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, decision_id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, decision_id) references consultation_approvals (clinic_id, id),
  check ((status = 'active') = (ended_at is null))
);
create index titration_series_patient on titration_series (clinic_id, patient_id) where status = 'active';
create index titration_series_order on titration_series (clinic_id, order_id) where status = 'active';

create table titration_steps (
  clinic_id uuid not null references clinics (id),
  series_id uuid not null,
  step integer not null check (step between 1 and 20),
  prescription_id uuid not null,
  starts_on date not null,
  status text not null check (status in ('planned', 'check_in', 'review', 'ready', 'released', 'cancelled')),
  asked_at timestamptz,
  answers jsonb,
  answered_at timestamptz,
  signal text check (signal in ('green', 'amber', 'red')),
  reasons jsonb not null default '[]',
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_notes text,
  -- Rules whose findings a provider had in view when reviewing.
  reviewed_rules text[] not null default '{}',
  primary key (clinic_id, series_id, step),
  unique (clinic_id, prescription_id),
  foreign key (clinic_id, series_id) references titration_series (clinic_id, id),
  foreign key (clinic_id, prescription_id) references prescriptions (clinic_id, id),
  foreign key (clinic_id, reviewed_by) references providers (clinic_id, id)
);
create index titration_steps_due on titration_steps (starts_on) where status in ('planned', 'check_in', 'ready');
create index titration_steps_review on titration_steps (clinic_id) where status = 'review';

-- What a pharmacy can do, as the network says.
alter table pharmacies add column capabilities text[] not null default '{}';
create index pharmacies_area on pharmacies (left(postal_code, 3)) where active;

alter table patients add foreign key (preferred_pharmacy_id) references pharmacies (ncpdp_id) not valid;

create table routing_rules (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  name text not null check (length(name) between 3 and 80),
  position integer not null check (position between 0 and 999),
  active boolean not null default true,
  -- A rule that was taken away still explains the orders it sent.
  removed_at timestamptz,
  category text check (category in ('weight', 'ed', 'hair')),
  drug_id text,
  state text check (state ~ '^[A-Z]{2}$'),
  coverage text check (coverage in ('cash', 'insured')),
  effect text not null check (effect in ('prefer_pharmacy', 'prefer_kind', 'require_capability', 'avoid_pharmacy')),
  pharmacy_id text references pharmacies (ncpdp_id),
  kind text check (kind in ('retail', 'mail_order', 'compounding')),
  capability text check (capability in ('glp1_stock', 'epcs', 'compounding', 'delivery', 'cold_chain', 'open_24_hours')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (clinic_id, id),
  check ((effect in ('prefer_pharmacy', 'avoid_pharmacy')) = (pharmacy_id is not null)),
  check ((effect = 'prefer_kind') = (kind is not null)),
  check ((effect = 'require_capability') = (capability is not null))
);
create index routing_rules_position on routing_rules (clinic_id, position) where removed_at is null;

-- Where a provider may sign controlled substances, and of which schedules (NCIt codes).
create table dea_registrations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  provider_id uuid not null,
  state text not null check (state ~ '^[A-Z]{2}$'),
  number text not null check (number ~ '^[A-Z][A-Z9][0-9]{7}$'),
  schedules text[] not null check (schedules <@ array['C48672', 'C48675', 'C48676', 'C48677', 'C48679']),
  expires_on date not null,
  -- When it was taken off the list; what was signed under it stays.
  ended_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, provider_id, state),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id)
);

-- Codes of the authenticator as they were given for signing: the evidence of the second factor, and of failures.
create table signing_attempts (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  user_id text not null references auth.user (id),
  -- Of a right code, the 30 seconds it stands for since the epoch: it signs once. Null: the code was wrong.
  time_step bigint,
  at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, user_id, time_step)
);
create index signing_attempts_recent on signing_attempts (clinic_id, user_id, at);

do $$
declare t text;
begin
  foreach t in array array['medication_verifications', 'order_remarks', 'change_requests', 'refill_requests', 'titration_series', 'titration_steps',
      'routing_rules', 'dea_registrations', 'signing_attempts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy clinic on %I using (clinic_id = app.current_clinic()) with check (clinic_id = app.current_clinic())', t);
    execute format('grant select, insert on %I to countersign_app', t);
  end loop;
end $$;
grant update on change_requests, refill_requests, titration_series, titration_steps, routing_rules, dea_registrations to countersign_app;

-- The clock's work, over all clinics.
create function app.unheard_prescriptions(sent_before timestamptz, verified_before timestamptz, most integer)
  returns table (clinic_id uuid, order_id uuid, prescription_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.clinic_id, p.order_id, p.id from prescriptions p
    where p.overdue_told_at is null
      and ((p.status = 'sent' and p.status_at < sent_before) or (p.status = 'verified' and p.status_at < verified_before))
    limit most
  $$;
revoke all on function app.unheard_prescriptions(timestamptz, timestamptz, integer) from public;
grant execute on function app.unheard_prescriptions(timestamptz, timestamptz, integer) to countersign_app;

create function app.due_titration_steps(before date, most integer)
  returns table (clinic_id uuid, series_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct s.clinic_id, s.series_id from titration_steps s
    join titration_series t on t.clinic_id = s.clinic_id and t.id = s.series_id and t.status = 'active'
    where s.status in ('planned', 'check_in', 'ready') and s.starts_on < before
    limit most
  $$;
revoke all on function app.due_titration_steps(date, integer) from public;
grant execute on function app.due_titration_steps(date, integer) to countersign_app;

-- Prescriptions whose last supply of a series or refill runs out: the schedule asks for the next.
create function app.running_out(on_day date, most integer)
  returns table (clinic_id uuid, prescription_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.clinic_id, p.id from prescriptions p
    where p.status in ('filled', 'partially_filled') and p.refills = 0
      and (p.dea_schedule is null or p.dea_schedule = 'C38046') and p.status_at > on_day - 400
      and (p.status_at::date + p.days_supply) between on_day - 3 and on_day + 7
      and not exists (select 1 from refill_requests r where r.clinic_id = p.clinic_id and r.prescription_id = p.id)
      and not exists (select 1 from prescriptions n where n.clinic_id = p.clinic_id and n.patient_id = p.patient_id
        and n.drug_id = p.drug_id and n.id > p.id and n.status not in ('cancelled', 'rerouted', 'rejected', 'expired'))
    limit most
  $$;
revoke all on function app.running_out(date, integer) from public;
grant execute on function app.running_out(date, integer) to countersign_app;

-- A held order's prescription waits for a person, not for a job.
create or replace function app.overdue_orders(before timestamptz, most integer)
  returns table (clinic_id uuid, order_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.clinic_id, p.order_id from prescriptions p
      join orders o on o.clinic_id = p.clinic_id and o.id = p.order_id
      where p.status in ('signed', 'transmitting') and p.status_at < before
        and (o.status <> 'on_hold' or (o.hold_reason = 'pharmacy' and o.held_by is null) or p.status = 'transmitting')
    union
    select o.clinic_id, o.id from orders o
      join invoices i on i.clinic_id = o.clinic_id and i.order_id = o.id
      join payments y on y.clinic_id = i.clinic_id and y.invoice_id = i.id
      where o.effective_at < before and o.effective_at > before - interval '3 days' and o.status <> 'draft'
        and y.status = 'authorised' and y.updated_at < before
    limit most
  $$;
