-- The work: consultations, decisions, orders, prescriptions, money, messages.

create table consultations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid not null,
  intake_id uuid,
  category text not null check (category in ('weight', 'ed', 'hair')),
  visit_kind text not null default 'first' check (visit_kind in ('first', 'follow_up', 'refill')),
  status text not null check (status in ('submitted', 'claimed', 'info_requested', 'escalated', 'approved', 'denied', 'completed', 'cancelled', 'expired')),
  priority text not null check (priority in ('urgent', 'high', 'normal')),
  priority_reasons jsonb not null default '[]',
  patient_state text not null check (patient_state ~ '^[A-Z]{2}$'),
  reason text not null default '',
  submitted_at timestamptz not null,
  due_at timestamptz not null,
  awaiting_payment boolean not null default true,
  answered_at timestamptz,
  preferred_provider_id uuid,
  claimed_by uuid,
  claimed_at timestamptz,
  lease_expires_at timestamptz,
  escalation_route text check (escalation_route in ('emergency', 'synchronous', 'in_person')),
  decision_id uuid,
  decided_at timestamptz,
  effective_at timestamptz,
  closed_at timestamptz,
  active_seconds integer not null default 0,
  ready_to_approve boolean not null default false,
  card jsonb not null default '{}',
  -- What the patient answered, twice: as the engine reads it and as a person reads it.
  safety_answers jsonb not null default '{}',
  answers jsonb not null default '[]',
  version integer not null default 1,
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, intake_id) references intakes (clinic_id, id),
  foreign key (clinic_id, claimed_by) references providers (clinic_id, id),
  foreign key (clinic_id, preferred_provider_id) references providers (clinic_id, id),
  check ((status = 'claimed') = (claimed_by is not null and lease_expires_at is not null)),
  check (status not in ('approved', 'denied') or (decision_id is not null and effective_at is not null))
);
create index consultations_due on consultations (clinic_id, due_at, id)
  where status in ('submitted', 'claimed') and not awaiting_payment;
create index consultations_stale on consultations (submitted_at)
  where status = 'info_requested' or (status = 'submitted' and awaiting_payment);
create index consultations_lease on consultations (lease_expires_at) where status = 'claimed';
create index consultations_patient on consultations (clinic_id, patient_id, submitted_at desc);
create index consultations_decided on consultations (clinic_id, decided_at) where decided_at is not null;

-- Each run of the engine with the exact input it saw, so that it can be replayed.
create table treatment_recommendations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  recommended_treatment jsonb not null,
  confidence_score numeric(3,2) check (confidence_score between 0 and 1),
  reasoning text not null,
  engine_version text not null,
  rule_versions jsonb not null,
  input_snapshot jsonb not null,
  assessed_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id)
);
create index treatment_recommendations_consultation on treatment_recommendations (clinic_id, consultation_id, created_at desc);

create table safety_assessments (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  proposal jsonb not null,
  result jsonb not null,
  engine_version text not null,
  input_snapshot jsonb not null,
  assessed_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id)
);
create index safety_assessments_consultation on safety_assessments (clinic_id, consultation_id);

-- Decisions are only ever added; an undo is a row of its own that names what it undoes.
create table consultation_approvals (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  provider_id uuid not null,
  status text not null check (status in ('approved', 'denied', 'info_requested', 'escalated', 'undone')),
  approval_notes text,
  reason_code text,
  patient_message text,
  treatment jsonb,
  override_reasons jsonb not null default '[]',
  assessment_id uuid,
  undoes_id uuid,
  approved_at timestamptz not null,
  effective_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id),
  foreign key (clinic_id, assessment_id) references safety_assessments (clinic_id, id),
  foreign key (clinic_id, undoes_id) references consultation_approvals (clinic_id, id),
  check ((status = 'undone') = (undoes_id is not null)),
  unique (clinic_id, undoes_id)
);
create index consultation_approvals_consultation on consultation_approvals (clinic_id, consultation_id, approved_at);
create index consultation_approvals_provider on consultation_approvals (clinic_id, provider_id, approved_at);

create table consultation_notes (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  author_id uuid not null,
  kind text not null check (kind in ('note', 'addendum')),
  body text not null default '',
  status text not null default 'draft' check (status in ('draft', 'signed')),
  version integer not null default 1,
  saved_at timestamptz not null,
  signed_at timestamptz,
  decision_id uuid,
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, author_id) references providers (clinic_id, id),
  check ((status = 'signed') = (signed_at is not null))
);
create unique index consultation_notes_one_draft on consultation_notes (clinic_id, consultation_id, author_id)
  where kind = 'note' and status = 'draft';
create index consultation_notes_consultation on consultation_notes (clinic_id, consultation_id);

create table information_requests (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  decision_id uuid not null,
  provider_id uuid not null,
  status text not null default 'open' check (status in ('open', 'answered', 'cancelled')),
  message text not null default '',
  questions jsonb not null,
  answers jsonb,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, decision_id) references consultation_approvals (clinic_id, id),
  check ((status = 'answered') = (answers is not null))
);
create unique index information_requests_one_open on information_requests (clinic_id, consultation_id) where status = 'open';

create table messages (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  author_kind text not null check (author_kind in ('patient', 'staff')),
  author_id uuid not null,
  author_name text not null,
  body text not null check (length(body) between 1 and 8000),
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index messages_consultation on messages (clinic_id, consultation_id, sent_at);

-- The network's directory, the same for every clinic.
create table pharmacies (
  ncpdp_id text primary key check (ncpdp_id ~ '^[0-9]{7}$'),
  npi text not null check (npi ~ '^[0-9]{10}$'),
  name text not null,
  kind text not null check (kind in ('retail', 'mail_order', 'compounding')),
  phone text not null,
  address_line text not null,
  city text not null,
  state text not null check (state ~ '^[A-Z]{2}$'),
  postal_code text not null,
  latitude numeric,
  longitude numeric,
  states_served text[] not null default '{}',
  active boolean not null default true,
  synced_at timestamptz not null
);
create index pharmacies_state on pharmacies (state) where active;

create table orders (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  status text not null check (status in ('draft', 'approved', 'on_hold', 'sent', 'partially_filled', 'filled', 'shipped', 'completed', 'cancelled', 'denied')),
  hold_reason text check (hold_reason in ('insurance', 'pharmacy', 'payment', 'safety')),
  -- Why in words, for the people who resolve it.
  hold_text text,
  pharmacy_id text references pharmacies (ncpdp_id),
  treatment jsonb,
  decision_id uuid,
  approved_by uuid,
  approved_at timestamptz,
  -- From when on the decision may leave the building; null while there is none.
  effective_at timestamptz,
  sent_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, consultation_id),
  foreign key (clinic_id, consultation_id) references consultations (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, decision_id) references consultation_approvals (clinic_id, id),
  check ((status = 'on_hold') = (hold_reason is not null))
);
create index orders_status on orders (clinic_id, status, created_at);
create index orders_effective on orders (effective_at) where effective_at is not null;

create table prescriptions (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  order_id uuid not null,
  patient_id uuid not null,
  provider_id uuid not null,
  decision_id uuid not null,
  pharmacy_id text not null references pharmacies (ncpdp_id),
  status text not null check (status in ('draft', 'signed', 'queued', 'transmitting', 'sent', 'verified', 'partially_filled', 'filled', 'rejected', 'rerouted', 'transmission_unknown', 'cancel_requested', 'cancelled', 'cancel_denied', 'expired')),
  drug_id text not null,
  drug_description text not null check (length(drug_description) between 1 and 105),
  rxcui text,
  rxcui_qualifier text check (rxcui_qualifier in ('SCD', 'SBD', 'GPCK', 'BPCK')),
  ndc text,
  strength text not null,
  form text not null,
  dose_mg numeric not null check (dose_mg > 0),
  frequency text not null,
  quantity numeric not null check (quantity > 0),
  quantity_unit_code text not null,
  days_supply integer not null check (days_supply > 0),
  refills integer not null check (refills >= 0),
  substitutions_allowed boolean not null default true,
  sig text not null check (length(sig) between 1 and 1000),
  dea_schedule text,
  diagnosis_code text,
  note_to_pharmacist text,
  written_on date not null,
  message_id text not null unique check (message_id ~ '^[A-Za-z0-9]{1,35}$'),
  prescriber_order_number text not null unique,
  attempts integer not null default 0,
  reject_code text,
  reject_text text,
  replaces_id uuid,
  signed_at timestamptz not null,
  sent_at timestamptz,
  status_at timestamptz not null,
  version integer not null default 1,
  primary key (clinic_id, id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id),
  foreign key (clinic_id, decision_id) references consultation_approvals (clinic_id, id),
  foreign key (clinic_id, replaces_id) references prescriptions (clinic_id, id)
);
-- One approval, one prescription alive; a replacement names what it replaces.
create unique index prescriptions_one_per_decision on prescriptions (clinic_id, decision_id) where replaces_id is null;
create unique index prescriptions_one_replacement on prescriptions (clinic_id, replaces_id) where replaces_id is not null;
create index prescriptions_order on prescriptions (clinic_id, order_id);
create index prescriptions_status on prescriptions (clinic_id, status, status_at);
create index prescriptions_on_their_way on prescriptions (status_at) where status in ('signed', 'transmitting');

-- Every message to or from the network, kept encrypted.
create table prescription_messages (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  prescription_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  message_id text not null,
  relates_to_message_id text,
  type text not null,
  outcome text not null,
  body_encrypted bytea not null,
  at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, direction, message_id, type),
  foreign key (clinic_id, prescription_id) references prescriptions (clinic_id, id)
);
create index prescription_messages_prescription on prescription_messages (clinic_id, prescription_id, at);
create index prescription_messages_sent on prescription_messages (message_id) where direction = 'out';

-- What arrived and could not be matched to a clinic is kept too, for an operator to read.
create table unmatched_network_messages (
  id uuid primary key,
  message_id text,
  reason text not null,
  body_encrypted bytea not null,
  received_at timestamptz not null
);

-- Which prescription a message speaks of, before its clinic is known: by the message of ours it answers, or by
-- our order number. Two different answers mean that the message contradicts itself.
create function app.find_prescription(a_message_id text, a_prescriber_order_number text)
  returns table (clinic_id uuid, order_id uuid, prescription_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.clinic_id, p.order_id, p.id from prescriptions p where p.message_id = a_message_id
    union
    select p.clinic_id, p.order_id, p.id from prescription_messages m
      join prescriptions p on p.clinic_id = m.clinic_id and p.id = m.prescription_id
      where m.direction = 'out' and m.message_id = a_message_id
    union
    select p.clinic_id, p.order_id, p.id from prescriptions p where p.prescriber_order_number = a_prescriber_order_number
    limit 2
  $$;
revoke all on function app.find_prescription(text, text) from public;
grant execute on function app.find_prescription(text, text) to countersign_app;

create table invoices (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  number text not null,
  order_id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  status text not null check (status in ('draft', 'authorised', 'open', 'paid', 'payment_failed', 'void', 'partially_refunded', 'refunded')),
  currency text not null default 'usd' check (currency ~ '^[a-z]{3}$'),
  amount_cents integer not null check (amount_cents >= 0),
  issued_at timestamptz,
  paid_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (clinic_id, id),
  unique (clinic_id, number),
  unique (clinic_id, order_id),
  foreign key (clinic_id, order_id) references orders (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index invoices_status on invoices (clinic_id, status, created_at);

create table invoice_lines (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  invoice_id uuid not null,
  description text not null,
  amount_cents integer not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, invoice_id) references invoices (clinic_id, id)
);
create index invoice_lines_invoice on invoice_lines (clinic_id, invoice_id);

create table payments (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  invoice_id uuid not null,
  status text not null check (status in ('requires_method', 'authorised', 'captured', 'released', 'failed', 'refunded', 'partially_refunded')),
  amount_cents integer not null check (amount_cents > 0),
  captured_cents integer not null default 0 check (captured_cents between 0 and amount_cents),
  refunded_cents integer not null default 0 check (refunded_cents between 0 and captured_cents),
  checkout_session_id text unique,
  checkout_attempt integer not null default 0,
  payment_intent_id text unique,
  capture_before timestamptz,
  failure_code text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, invoice_id) references invoices (clinic_id, id)
);
create unique index payments_one_live on payments (clinic_id, invoice_id) where status in ('requires_method', 'authorised', 'captured', 'failed');

-- The processor's events, each acted on once. No clinic yet when it arrives.
create table payment_webhook_events (
  id text primary key,
  type text not null,
  received_at timestamptz not null,
  processed_at timestamptz
);

create table notifications (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  recipient_kind text not null check (recipient_kind in ('patient', 'staff')),
  recipient_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  template text not null,
  subject_id uuid not null,
  status text not null check (status in ('queued', 'sent', 'bounced', 'failed', 'suppressed')),
  dedupe_key text not null,
  attempts integer not null default 0,
  failure text,
  queued_at timestamptz not null,
  sent_at timestamptz,
  primary key (clinic_id, id),
  unique (clinic_id, dedupe_key)
);
