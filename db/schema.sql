-- Generated from db/migrations by "npm run db:generate-schema"; "npm run check" fails when it is out of date.

-- schema app

create schema app;

CREATE OR REPLACE FUNCTION app.acting(a_token text, a_clinic_slug text)
 RETURNS TABLE(user_id text, name text, email text, two_factor_enabled boolean, expires_at timestamp with time zone, clinic_id uuid, role text, staff_member_id uuid, provider_id uuid, patient_id uuid, second_factor_demanded boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select u.id, u.name, u.email, coalesce(u.two_factor_enabled, false), s.expires_at,
      m.clinic_id, m.role, m.staff_member_id, m.provider_id, m.patient_id,
      k.settings ->> 'staffSecondFactor' is distinct from 'optional'
    from auth.session s
    join auth.user u on u.id = s.user_id
    left join lateral (
      select * from app.memberships_of(u.id) o
      order by o.clinic_slug = coalesce(a_clinic_slug, '') desc, o.role = 'patient', o.clinic_slug limit 1
    ) m on true
    left join clinics k on k.id = m.clinic_id
    where s.token = a_token
  $function$
;

CREATE OR REPLACE FUNCTION app.cds_client_by_issuer(a_issuer text)
 RETURNS TABLE(clinic_id uuid, id uuid, jwks jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select c.clinic_id, c.id, c.jwks from cds_clients c where c.issuer = a_issuer and c.revoked_at is null $function$
;

CREATE OR REPLACE FUNCTION app.clinic_by_slug(a_slug text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select id from clinics where slug = a_slug $function$
;

CREATE OR REPLACE FUNCTION app.clinic_of_intake(a_token_hash text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select clinic_id from intakes where token_hash = a_token_hash $function$
;

CREATE OR REPLACE FUNCTION app.crossed_deadlines(at_time timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, consultation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select c.clinic_id, c.id from consultations c
    where c.status in ('submitted', 'claimed') and not c.awaiting_payment and c.overdue_told_at is null
      and c.due_at <= at_time and c.due_at > at_time - interval '1 hour'
    order by c.due_at limit most
  $function$
;

CREATE OR REPLACE FUNCTION app.current_clinic()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.clinic_id', true), '')::uuid $function$
;

CREATE OR REPLACE FUNCTION app.due_titration_steps(before date, most integer)
 RETURNS TABLE(clinic_id uuid, series_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select distinct s.clinic_id, s.series_id from titration_steps s
    join titration_series t on t.clinic_id = s.clinic_id and t.id = s.series_id and t.status = 'active'
    where s.status in ('planned', 'check_in', 'ready') and s.starts_on < before
    limit most
  $function$
;

CREATE OR REPLACE FUNCTION app.enqueue(task text, payload jsonb, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, job_key text DEFAULT NULL::text, max_attempts integer DEFAULT NULL::integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'graphile_worker', 'public', 'pg_temp'
AS $function$
declare pair record;
begin
  for pair in select key, value from jsonb_each_text(payload) loop
    if pair.value is not null and pair.value !~ '^[A-Za-z0-9:_-]{1,64}$' then
      raise exception 'job payload of % may hold identifiers only (%)', task, pair.key using errcode = 'check_violation';
    end if;
  end loop;
  perform graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => job_key, max_attempts => max_attempts);
end $function$
;

CREATE OR REPLACE FUNCTION app.find_patients(words text[], in_states text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare clinic uuid := app.current_clinic();
begin
  return query
    select p.id from patients p
    where p.clinic_id = clinic and app.search_text(p.given_name, p.family_name, p.mrn) like words[1]
      and (in_states is null or p.state = any(in_states))
      and not exists (select from unnest(words) w where app.search_text(p.given_name, p.family_name, p.mrn) not like w)
    order by lower(p.family_name), lower(p.given_name), p.id limit most;
end $function$
;

CREATE OR REPLACE FUNCTION app.find_pending(words text[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare clinic uuid := app.current_clinic();
begin
  return query
    select c.id
    from patients p join consultations c on c.clinic_id = p.clinic_id and c.patient_id = p.id
    where p.clinic_id = clinic and c.clinic_id = clinic
      and app.search_text(p.given_name, p.family_name, p.mrn) like words[1]
      and c.status in ('submitted', 'claimed') and not c.awaiting_payment
      and not exists (select from unnest(words) w
        where coalesce(app.search_text(p.given_name, p.family_name, p.mrn) like w or lower(c.card -> 'proposal' ->> 'label') like w, false) is false)
    union
    select c.id
    from consultations c join patients p on p.clinic_id = c.clinic_id and p.id = c.patient_id
    where c.clinic_id = clinic and p.clinic_id = clinic
      and lower(c.card -> 'proposal' ->> 'label') like words[1]
      and c.status in ('submitted', 'claimed') and not c.awaiting_payment
      and not exists (select from unnest(words) w
        where coalesce(app.search_text(p.given_name, p.family_name, p.mrn) like w or lower(c.card -> 'proposal' ->> 'label') like w, false) is false);
end $function$
;

CREATE OR REPLACE FUNCTION app.find_prescription(a_message_id text, a_prescriber_order_number text)
 RETURNS TABLE(clinic_id uuid, order_id uuid, prescription_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select p.clinic_id, p.order_id, p.id from prescriptions p where p.message_id = a_message_id
    union
    select p.clinic_id, p.order_id, p.id from prescription_messages m
      join prescriptions p on p.clinic_id = m.clinic_id and p.id = m.prescription_id
      where m.direction = 'out' and m.message_id = a_message_id
    union
    select p.clinic_id, p.order_id, p.id from prescriptions p where p.prescriber_order_number = a_prescriber_order_number
    limit 2
  $function$
;

CREATE OR REPLACE FUNCTION app.forget_answers(before timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ delete from idempotency_keys where created_at < before $function$
;

CREATE OR REPLACE FUNCTION app.forget_cds_tokens(before timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ delete from cds_used_tokens where expires_at < before $function$
;

CREATE OR REPLACE FUNCTION app.forget_queue_changes(before timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ delete from queue_changes where at < before $function$
;

CREATE OR REPLACE FUNCTION app.invitation_by_token(a_token_hash text)
 RETURNS TABLE(clinic_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select i.clinic_id, i.id from staff_invitations i where i.token_hash = a_token_hash $function$
;

CREATE OR REPLACE FUNCTION app.lapsed_leases(at_time timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, consultation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select c.clinic_id, c.id from consultations c where c.status = 'claimed' and c.lease_expires_at < at_time order by c.lease_expires_at limit most $function$
;

CREATE OR REPLACE FUNCTION app.memberships_of(a_user_id text)
 RETURNS TABLE(clinic_id uuid, clinic_slug text, role text, staff_member_id uuid, provider_id uuid, patient_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select s.clinic_id, c.slug, s.role, s.id, p.id, null::uuid
    from staff_members s join clinics c on c.id = s.clinic_id
    left join providers p on p.clinic_id = s.clinic_id and p.staff_member_id = s.id
    where s.user_id = a_user_id and s.status = 'active'
    union all
    select p.clinic_id, c.slug, 'patient', null, null, p.id
    from patients p join clinics c on c.id = p.clinic_id where p.user_id = a_user_id
  $function$
;

CREATE OR REPLACE FUNCTION app.note_case_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into queue_changes (clinic_id, was, became)
    values (new.clinic_id, case when tg_op = 'UPDATE' then app.queue_place(old) end, app.queue_place(new));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION app.note_queue_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into queue_changes (clinic_id) values (new.clinic_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION app.notify_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('countersign_events', '');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION app.overdue_orders(before timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, order_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
  $function$
;

CREATE OR REPLACE FUNCTION app.queue_place(c public.consultations)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case when c.status in ('submitted', 'claimed') and not c.awaiting_payment then jsonb_build_array(
      c.patient_state, c.category, c.priority, c.ready_to_approve, c.answered_at is not null, c.claimed_by, c.preferred_provider_id,
      (extract(epoch from c.submitted_at) * 1000000)::bigint, (extract(epoch from c.due_at) * 1000000)::bigint) end
  $function$
;

CREATE OR REPLACE FUNCTION app.refuse_signed_note()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status = 'signed' then
    raise exception 'a signed note changes only by addendum' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION app.running_out(on_day date, most integer)
 RETURNS TABLE(clinic_id uuid, prescription_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select p.clinic_id, p.id from prescriptions p
    where p.status in ('filled', 'partially_filled') and p.refills = 0
      and (p.dea_schedule is null or p.dea_schedule = 'C38046') and p.status_at > on_day - 400
      and (p.status_at::date + p.days_supply) between on_day - 3 and on_day + 7
      and not exists (select 1 from refill_requests r where r.clinic_id = p.clinic_id and r.prescription_id = p.id)
      and not exists (select 1 from prescriptions n where n.clinic_id = p.clinic_id and n.patient_id = p.patient_id
        and n.drug_id = p.drug_id and n.id > p.id and n.status not in ('cancelled', 'rerouted', 'rejected', 'expired'))
    limit most
  $function$
;

CREATE OR REPLACE FUNCTION app.search_text(given_name text, family_name text, mrn text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select lower(' ' || given_name || ' ' || family_name || ' ' || mrn) $function$
;

CREATE OR REPLACE FUNCTION app.stale_consultations(before timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, consultation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select c.clinic_id, c.id from consultations c
    where (c.status = 'submitted' and c.awaiting_payment and c.submitted_at < before)
       or (c.status = 'info_requested' and c.decided_at < before)
    limit most
  $function$
;

CREATE OR REPLACE FUNCTION app.stale_intakes(before timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, intake_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select i.clinic_id, i.id from intakes i where i.status = 'started' and i.updated_at < before limit most $function$
;

CREATE OR REPLACE FUNCTION app.tail_events(from_xid text, most integer)
 RETURNS TABLE(clinic_id uuid, id uuid, xid text, type text, subject_id uuid, patient_id uuid, body jsonb, at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select e.clinic_id, e.id, e.xid::text, e.type, e.subject_id, e.patient_id, e.body, e.at
    from events e where e.xid >= from_xid::xid8 order by e.xid, e.id limit most
  $function$
;

CREATE OR REPLACE FUNCTION app.unheard_prescriptions(sent_before timestamp with time zone, verified_before timestamp with time zone, most integer)
 RETURNS TABLE(clinic_id uuid, order_id uuid, prescription_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
    select p.clinic_id, p.order_id, p.id from prescriptions p
    where p.overdue_told_at is null
      and ((p.status = 'sent' and p.status_at < sent_before) or (p.status = 'verified' and p.status_at < verified_before))
    limit most
  $function$
;

grant execute on function app.acting(text,text) to countersign_app;
grant execute on function app.cds_client_by_issuer(text) to countersign_app;
grant execute on function app.clinic_by_slug(text) to countersign_app;
grant execute on function app.clinic_of_intake(text) to countersign_app;
grant execute on function app.crossed_deadlines(timestamp with time zone,integer) to countersign_app;
grant execute on function app.current_clinic() to public;
grant execute on function app.due_titration_steps(date,integer) to countersign_app;
grant execute on function app.enqueue(text,jsonb,timestamp with time zone,text,integer) to countersign_app;
grant execute on function app.find_patients(text[],text[],integer) to countersign_app;
grant execute on function app.find_pending(text[]) to countersign_app;
grant execute on function app.find_prescription(text,text) to countersign_app;
grant execute on function app.forget_answers(timestamp with time zone) to countersign_app;
grant execute on function app.forget_cds_tokens(timestamp with time zone) to countersign_app;
grant execute on function app.forget_queue_changes(timestamp with time zone) to countersign_app;
grant execute on function app.invitation_by_token(text) to countersign_app;
grant execute on function app.lapsed_leases(timestamp with time zone,integer) to countersign_app;
grant execute on function app.memberships_of(text) to countersign_app;
grant execute on function app.note_case_change() to public;
grant execute on function app.note_queue_change() to public;
grant execute on function app.notify_event() to public;
grant execute on function app.overdue_orders(timestamp with time zone,integer) to countersign_app;
grant execute on function app.queue_place(public.consultations) to public;
grant execute on function app.queue_place(public.consultations) to countersign_app;
grant execute on function app.refuse_signed_note() to public;
grant execute on function app.running_out(date,integer) to countersign_app;
grant execute on function app.search_text(text,text,text) to public;
grant execute on function app.stale_consultations(timestamp with time zone,integer) to countersign_app;
grant execute on function app.stale_intakes(timestamp with time zone,integer) to countersign_app;
grant execute on function app.tail_events(text,integer) to countersign_app;
grant execute on function app.unheard_prescriptions(timestamp with time zone,timestamp with time zone,integer) to countersign_app;
grant usage on schema app to countersign_app;
alter function app.enqueue(text,jsonb,timestamp with time zone,text,integer) owner to countersign_jobs;

-- schema auth

create schema auth;

create table auth.account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX account_user_id ON auth.account USING btree (user_id);

create table auth.session (
  id text not null,
  expires_at timestamp with time zone not null,
  token text not null,
  ip_address text,
  user_agent text,
  user_id text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_user_id ON auth.session USING btree (user_id);

create table auth.two_factor (
  id text not null,
  secret text not null,
  backup_codes text not null,
  user_id text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamp with time zone,
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX two_factor_user_id ON auth.two_factor USING btree (user_id);

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);

grant usage on schema auth to countersign_app;
grant delete, insert, select, update on table auth."user" to countersign_app;
grant delete, insert, select, update on table auth.account to countersign_app;
grant delete, insert, select, update on table auth.session to countersign_app;
grant delete, insert, select, update on table auth.two_factor to countersign_app;
grant delete, insert, select, update on table auth.verification to countersign_app;

-- schema public

create table public.audit_entries (
  clinic_id uuid not null,
  id uuid not null,
  at timestamp with time zone default now() not null,
  actor_id text,
  actor_role text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  patient_id uuid,
  request_id text,
  ip inet,
  details jsonb default '{}'::jsonb not null,
  constraint audit_entries_pkey PRIMARY KEY (clinic_id, id),
  constraint audit_entries_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (clinic_id, at DESC, id);
CREATE INDEX audit_entries_patient ON public.audit_entries USING btree (clinic_id, patient_id, at DESC);
alter table public.audit_entries enable row level security;
create policy clinic on public.audit_entries as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.case_views (
  clinic_id uuid not null,
  consultation_id uuid not null,
  user_id text not null,
  name text not null,
  since timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint case_views_pkey PRIMARY KEY (clinic_id, consultation_id, user_id),
  constraint case_views_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
alter table public.case_views enable row level security;
create policy clinic on public.case_views as permissive for all to public using ((clinic_id = app.current_clinic())) with check ((clinic_id = app.current_clinic()));

create table public.cds_cards (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  service text not null,
  rule text,
  rule_version integer,
  indicator text not null,
  engine_version text not null,
  protocol_version integer,
  given_at timestamp with time zone not null,
  constraint cds_cards_pkey PRIMARY KEY (clinic_id, id),
  constraint cds_cards_indicator_check CHECK ((indicator = ANY (ARRAY['info'::text, 'warning'::text, 'critical'::text]))),
  constraint cds_cards_clinic_id_client_id_fkey FOREIGN KEY (clinic_id, client_id) REFERENCES public.cds_clients(clinic_id, id),
  constraint cds_cards_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint cds_cards_clinic_id_protocol_version_fkey FOREIGN KEY (clinic_id, protocol_version) REFERENCES public.clinic_protocols(clinic_id, version)
);
alter table public.cds_cards enable row level security;
create policy clinic on public.cds_cards as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.cds_clients (
  clinic_id uuid not null,
  id uuid not null,
  name text not null,
  issuer text not null,
  jwks jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint cds_clients_pkey PRIMARY KEY (clinic_id, id),
  constraint cds_clients_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 300))),
  constraint cds_clients_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint cds_clients_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint cds_clients_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth."user"(id)
);
CREATE UNIQUE INDEX cds_clients_issuer ON public.cds_clients USING btree (issuer) WHERE (revoked_at IS NULL);
alter table public.cds_clients enable row level security;
create policy clinic on public.cds_clients as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.cds_feedback (
  clinic_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  outcome text not null,
  reason_code text,
  outcome_at timestamp with time zone not null,
  told_at timestamp with time zone not null,
  constraint cds_feedback_pkey PRIMARY KEY (clinic_id, id),
  constraint cds_feedback_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'overridden'::text]))),
  constraint cds_feedback_clinic_id_card_id_fkey FOREIGN KEY (clinic_id, card_id) REFERENCES public.cds_cards(clinic_id, id),
  constraint cds_feedback_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX cds_feedback_card ON public.cds_feedback USING btree (clinic_id, card_id);
alter table public.cds_feedback enable row level security;
create policy clinic on public.cds_feedback as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.cds_used_tokens (
  clinic_id uuid not null,
  client_id uuid not null,
  jti text not null,
  expires_at timestamp with time zone not null,
  constraint cds_used_tokens_pkey PRIMARY KEY (clinic_id, client_id, jti),
  constraint cds_used_tokens_jti_check CHECK (((length(jti) >= 1) AND (length(jti) <= 200))),
  constraint cds_used_tokens_clinic_id_client_id_fkey FOREIGN KEY (clinic_id, client_id) REFERENCES public.cds_clients(clinic_id, id),
  constraint cds_used_tokens_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX cds_used_tokens_expired ON public.cds_used_tokens USING btree (expires_at);
alter table public.cds_used_tokens enable row level security;
create policy clinic on public.cds_used_tokens as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.change_requests (
  clinic_id uuid not null,
  id uuid not null,
  prescription_id uuid not null,
  order_id uuid not null,
  patient_id uuid not null,
  message_id text not null,
  code text not null,
  sub_codes text[] default '{}'::text[] not null,
  reason_text text,
  requested jsonb default '[]'::jsonb not null,
  status text default 'open'::text not null,
  answer jsonb,
  answered_by uuid,
  answered_at timestamp with time zone,
  version integer default 1 not null,
  received_at timestamp with time zone not null,
  constraint change_requests_pkey PRIMARY KEY (clinic_id, id),
  constraint change_requests_clinic_id_message_id_key UNIQUE (clinic_id, message_id),
  constraint change_requests_check CHECK (((status = 'open'::text) = (answered_at IS NULL))),
  constraint change_requests_code_check CHECK ((code = ANY (ARRAY['D'::text, 'G'::text, 'OS'::text, 'P'::text, 'S'::text, 'T'::text, 'U'::text]))),
  constraint change_requests_status_check CHECK ((status = ANY (ARRAY['open'::text, 'approved'::text, 'approved_with_changes'::text, 'denied'::text, 'validated'::text, 'closed'::text]))),
  constraint change_requests_clinic_id_answered_by_fkey FOREIGN KEY (clinic_id, answered_by) REFERENCES public.providers(clinic_id, id),
  constraint change_requests_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint change_requests_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id),
  constraint change_requests_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint change_requests_clinic_id_prescription_id_fkey FOREIGN KEY (clinic_id, prescription_id) REFERENCES public.prescriptions(clinic_id, id)
);
CREATE INDEX change_requests_open ON public.change_requests USING btree (clinic_id, received_at) WHERE (status = 'open'::text);
CREATE INDEX change_requests_order ON public.change_requests USING btree (clinic_id, order_id) WHERE (status = 'open'::text);
CREATE INDEX change_requests_prescription ON public.change_requests USING btree (clinic_id, prescription_id);
alter table public.change_requests enable row level security;
create policy clinic on public.change_requests as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.clinic_protocols (
  clinic_id uuid not null,
  version integer not null,
  policy jsonb not null,
  reason text not null,
  author_id text not null,
  effective_from timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint clinic_protocols_pkey PRIMARY KEY (clinic_id, version),
  constraint clinic_protocols_check CHECK ((effective_from >= created_at)),
  constraint clinic_protocols_reason_check CHECK (((length(reason) >= 15) AND (length(reason) <= 1000))),
  constraint clinic_protocols_version_check CHECK ((version > 0)),
  constraint clinic_protocols_author_id_fkey FOREIGN KEY (author_id) REFERENCES auth."user"(id),
  constraint clinic_protocols_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
alter table public.clinic_protocols enable row level security;
create policy clinic on public.clinic_protocols as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.clinics (
  id uuid not null,
  slug text not null,
  name text not null,
  npi text not null,
  phone text not null,
  address jsonb not null,
  time_zone text default 'America/Chicago'::text not null,
  settings jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint clinics_pkey PRIMARY KEY (id),
  constraint clinics_slug_key UNIQUE (slug),
  constraint clinics_npi_check CHECK ((npi ~ '^[0-9]{10}$'::text)),
  constraint clinics_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'::text))
);
alter table public.clinics enable row level security;
create policy clinic on public.clinics as permissive for all to public using ((id = ( SELECT app.current_clinic() AS current_clinic))) with check ((id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.consultation_approvals (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  provider_id uuid not null,
  status text not null,
  approval_notes text,
  reason_code text,
  patient_message text,
  treatment jsonb,
  override_reasons jsonb default '[]'::jsonb not null,
  assessment_id uuid,
  undoes_id uuid,
  approved_at timestamp with time zone not null,
  effective_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  amends_id uuid,
  constraint consultation_approvals_pkey PRIMARY KEY (clinic_id, id),
  constraint consultation_approvals_clinic_id_undoes_id_key UNIQUE (clinic_id, undoes_id),
  constraint consultation_approvals_check CHECK (((status = 'undone'::text) = (undoes_id IS NOT NULL))),
  constraint consultation_approvals_status_check CHECK ((status = ANY (ARRAY['approved'::text, 'denied'::text, 'info_requested'::text, 'escalated'::text, 'undone'::text]))),
  constraint consultation_approvals_clinic_id_amends_id_fkey FOREIGN KEY (clinic_id, amends_id) REFERENCES public.consultation_approvals(clinic_id, id),
  constraint consultation_approvals_clinic_id_assessment_id_fkey FOREIGN KEY (clinic_id, assessment_id) REFERENCES public.safety_assessments(clinic_id, id),
  constraint consultation_approvals_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint consultation_approvals_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint consultation_approvals_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id),
  constraint consultation_approvals_clinic_id_undoes_id_fkey FOREIGN KEY (clinic_id, undoes_id) REFERENCES public.consultation_approvals(clinic_id, id)
);
CREATE INDEX consultation_approvals_consultation ON public.consultation_approvals USING btree (clinic_id, consultation_id, approved_at);
CREATE INDEX consultation_approvals_provider ON public.consultation_approvals USING btree (clinic_id, provider_id, approved_at);
alter table public.consultation_approvals enable row level security;
create policy clinic on public.consultation_approvals as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.consultation_notes (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  author_id uuid not null,
  kind text not null,
  body text default ''::text not null,
  status text default 'draft'::text not null,
  version integer default 1 not null,
  saved_at timestamp with time zone not null,
  signed_at timestamp with time zone,
  decision_id uuid,
  constraint consultation_notes_pkey PRIMARY KEY (clinic_id, id),
  constraint consultation_notes_check CHECK (((status = 'signed'::text) = (signed_at IS NOT NULL))),
  constraint consultation_notes_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'addendum'::text]))),
  constraint consultation_notes_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'signed'::text]))),
  constraint consultation_notes_clinic_id_author_id_fkey FOREIGN KEY (clinic_id, author_id) REFERENCES public.providers(clinic_id, id),
  constraint consultation_notes_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint consultation_notes_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX consultation_notes_consultation ON public.consultation_notes USING btree (clinic_id, consultation_id);
CREATE UNIQUE INDEX consultation_notes_one_draft ON public.consultation_notes USING btree (clinic_id, consultation_id, author_id) WHERE ((kind = 'note'::text) AND (status = 'draft'::text));
CREATE TRIGGER consultation_notes_signed BEFORE UPDATE ON public.consultation_notes FOR EACH ROW EXECUTE FUNCTION app.refuse_signed_note();
alter table public.consultation_notes enable row level security;
create policy clinic on public.consultation_notes as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.consultations (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  intake_id uuid,
  category text not null,
  visit_kind text default 'first'::text not null,
  status text not null,
  priority text not null,
  priority_reasons jsonb default '[]'::jsonb not null,
  patient_state text not null,
  reason text default ''::text not null,
  submitted_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  awaiting_payment boolean default true not null,
  answered_at timestamp with time zone,
  preferred_provider_id uuid,
  claimed_by uuid,
  claimed_at timestamp with time zone,
  lease_expires_at timestamp with time zone,
  escalation_route text,
  decision_id uuid,
  decided_at timestamp with time zone,
  effective_at timestamp with time zone,
  closed_at timestamp with time zone,
  active_seconds integer default 0 not null,
  ready_to_approve boolean default false not null,
  card jsonb default '{}'::jsonb not null,
  safety_answers jsonb default '{}'::jsonb not null,
  answers jsonb default '[]'::jsonb not null,
  version integer default 1 not null,
  overdue_told_at timestamp with time zone,
  constraint consultations_pkey PRIMARY KEY (clinic_id, id),
  constraint consultations_category_check CHECK ((category = ANY (ARRAY['weight'::text, 'ed'::text, 'hair'::text]))),
  constraint consultations_check CHECK (((status = 'claimed'::text) = ((claimed_by IS NOT NULL) AND (lease_expires_at IS NOT NULL)))),
  constraint consultations_check1 CHECK (((status <> ALL (ARRAY['approved'::text, 'denied'::text])) OR ((decision_id IS NOT NULL) AND (effective_at IS NOT NULL)))),
  constraint consultations_escalation_route_check CHECK ((escalation_route = ANY (ARRAY['emergency'::text, 'synchronous'::text, 'in_person'::text]))),
  constraint consultations_patient_state_check CHECK ((patient_state ~ '^[A-Z]{2}$'::text)),
  constraint consultations_priority_check CHECK ((priority = ANY (ARRAY['urgent'::text, 'high'::text, 'normal'::text]))),
  constraint consultations_status_check CHECK ((status = ANY (ARRAY['submitted'::text, 'claimed'::text, 'info_requested'::text, 'escalated'::text, 'approved'::text, 'denied'::text, 'completed'::text, 'cancelled'::text, 'expired'::text]))),
  constraint consultations_visit_kind_check CHECK ((visit_kind = ANY (ARRAY['first'::text, 'follow_up'::text, 'refill'::text]))),
  constraint consultations_clinic_id_claimed_by_fkey FOREIGN KEY (clinic_id, claimed_by) REFERENCES public.providers(clinic_id, id),
  constraint consultations_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint consultations_clinic_id_intake_id_fkey FOREIGN KEY (clinic_id, intake_id) REFERENCES public.intakes(clinic_id, id),
  constraint consultations_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint consultations_clinic_id_preferred_provider_id_fkey FOREIGN KEY (clinic_id, preferred_provider_id) REFERENCES public.providers(clinic_id, id)
);
CREATE INDEX consultations_decided ON public.consultations USING btree (clinic_id, decided_at) WHERE (decided_at IS NOT NULL);
CREATE INDEX consultations_due ON public.consultations USING btree (clinic_id, due_at, id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment));
CREATE INDEX consultations_lease ON public.consultations USING btree (lease_expires_at) WHERE (status = 'claimed'::text);
CREATE INDEX consultations_patient ON public.consultations USING btree (clinic_id, patient_id, submitted_at DESC);
CREATE INDEX consultations_pending_answered ON public.consultations USING btree (clinic_id, due_at, id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment) AND (answered_at IS NOT NULL));
CREATE INDEX consultations_pending_claimed ON public.consultations USING btree (clinic_id, claimed_by) WHERE (status = 'claimed'::text);
CREATE INDEX consultations_pending_deadline ON public.consultations USING btree (clinic_id, patient_state, due_at, id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment));
CREATE INDEX consultations_pending_drug ON public.consultations USING gin (lower(((card -> 'proposal'::text) ->> 'label'::text)) public.gin_trgm_ops) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment));
CREATE INDEX consultations_pending_preferred ON public.consultations USING btree (clinic_id, preferred_provider_id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment) AND (preferred_provider_id IS NOT NULL));
CREATE INDEX consultations_pending_priority ON public.consultations USING btree (clinic_id, patient_state, (
CASE priority
    WHEN 'urgent'::text THEN 0
    WHEN 'high'::text THEN 1
    ELSE 2
END), due_at, id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment));
CREATE INDEX consultations_pending_waiting ON public.consultations USING btree (clinic_id, patient_state, submitted_at, id) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment));
CREATE INDEX consultations_stale ON public.consultations USING btree (submitted_at) WHERE ((status = 'info_requested'::text) OR ((status = 'submitted'::text) AND awaiting_payment));
CREATE INDEX consultations_untold ON public.consultations USING btree (due_at) WHERE ((status = ANY (ARRAY['submitted'::text, 'claimed'::text])) AND (NOT awaiting_payment) AND (overdue_told_at IS NULL));
CREATE TRIGGER consultations_queue_insert AFTER INSERT ON public.consultations FOR EACH ROW WHEN ((new.status = ANY (ARRAY['submitted'::text, 'claimed'::text]))) EXECUTE FUNCTION app.note_case_change();
CREATE TRIGGER consultations_queue_update AFTER UPDATE ON public.consultations FOR EACH ROW WHEN (((old.status = ANY (ARRAY['submitted'::text, 'claimed'::text])) OR (new.status = ANY (ARRAY['submitted'::text, 'claimed'::text])))) EXECUTE FUNCTION app.note_case_change();
alter table public.consultations enable row level security;
create policy clinic on public.consultations as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.dea_registrations (
  clinic_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  state text not null,
  number text not null,
  schedules text[] not null,
  expires_on date not null,
  ended_at timestamp with time zone,
  constraint dea_registrations_pkey PRIMARY KEY (clinic_id, id),
  constraint dea_registrations_clinic_id_provider_id_state_key UNIQUE (clinic_id, provider_id, state),
  constraint dea_registrations_number_check CHECK ((number ~ '^[A-Z][A-Z9][0-9]{7}$'::text)),
  constraint dea_registrations_schedules_check CHECK ((schedules <@ ARRAY['C48672'::text, 'C48675'::text, 'C48676'::text, 'C48677'::text, 'C48679'::text])),
  constraint dea_registrations_state_check CHECK ((state ~ '^[A-Z]{2}$'::text)),
  constraint dea_registrations_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint dea_registrations_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id)
);
alter table public.dea_registrations enable row level security;
create policy clinic on public.dea_registrations as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.documents (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid,
  intake_id uuid,
  consultation_id uuid,
  kind text not null,
  title text not null,
  content_type text not null,
  byte_size integer not null,
  sha256 text not null,
  storage_key text not null,
  created_at timestamp with time zone default now() not null,
  constraint documents_pkey PRIMARY KEY (clinic_id, id),
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['scalp_photo'::text, 'identity_document'::text, 'photo'::text, 'lab_report'::text, 'other'::text]))),
  constraint documents_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX documents_consultation ON public.documents USING btree (clinic_id, consultation_id);
CREATE INDEX documents_intake ON public.documents USING btree (clinic_id, intake_id);
CREATE INDEX documents_patient ON public.documents USING btree (clinic_id, patient_id);
alter table public.documents enable row level security;
create policy clinic on public.documents as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.events (
  clinic_id uuid not null,
  id uuid not null,
  xid xid8 default pg_current_xact_id() not null,
  type text not null,
  subject_id uuid not null,
  patient_id uuid,
  body jsonb default '{}'::jsonb not null,
  at timestamp with time zone default now() not null,
  constraint events_pkey PRIMARY KEY (clinic_id, id),
  constraint events_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX events_clinic_xid ON public.events USING btree (clinic_id, xid, id);
CREATE INDEX events_xid ON public.events USING btree (xid, id);
CREATE TRIGGER events_notify AFTER INSERT ON public.events FOR EACH STATEMENT EXECUTE FUNCTION app.notify_event();
alter table public.events enable row level security;
create policy clinic on public.events as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.idempotency_keys (
  clinic_id uuid not null,
  actor_id text not null,
  key text not null,
  route text not null,
  request_hash text not null,
  response_status integer not null,
  response_body jsonb,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (clinic_id, actor_id, key),
  constraint idempotency_keys_key_check CHECK (((length(key) >= 8) AND (length(key) <= 200))),
  constraint idempotency_keys_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
alter table public.idempotency_keys enable row level security;
create policy clinic on public.idempotency_keys as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.information_requests (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  decision_id uuid not null,
  provider_id uuid not null,
  status text default 'open'::text not null,
  message text default ''::text not null,
  questions jsonb not null,
  answers jsonb,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  constraint information_requests_pkey PRIMARY KEY (clinic_id, id),
  constraint information_requests_check CHECK (((status = 'answered'::text) = (answers IS NOT NULL))),
  constraint information_requests_status_check CHECK ((status = ANY (ARRAY['open'::text, 'answered'::text, 'cancelled'::text]))),
  constraint information_requests_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint information_requests_clinic_id_decision_id_fkey FOREIGN KEY (clinic_id, decision_id) REFERENCES public.consultation_approvals(clinic_id, id),
  constraint information_requests_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX information_requests_consultation ON public.information_requests USING btree (clinic_id, consultation_id);
CREATE UNIQUE INDEX information_requests_one_open ON public.information_requests USING btree (clinic_id, consultation_id) WHERE (status = 'open'::text);
alter table public.information_requests enable row level security;
create policy clinic on public.information_requests as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.intakes (
  clinic_id uuid not null,
  id uuid not null,
  category text not null,
  questionnaire_version text not null,
  status text default 'started'::text not null,
  token_hash text not null,
  user_id text,
  patient_id uuid,
  answers jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  constraint intakes_pkey PRIMARY KEY (clinic_id, id),
  constraint intakes_token_hash_key UNIQUE (token_hash),
  constraint intakes_category_check CHECK ((category = ANY (ARRAY['weight'::text, 'ed'::text, 'hair'::text]))),
  constraint intakes_status_check CHECK ((status = ANY (ARRAY['started'::text, 'submitted'::text, 'abandoned'::text]))),
  constraint intakes_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint intakes_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint intakes_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
CREATE INDEX intakes_stale ON public.intakes USING btree (updated_at) WHERE (status = 'started'::text);
alter table public.intakes enable row level security;
create policy clinic on public.intakes as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.invoice_lines (
  clinic_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  description text not null,
  amount_cents integer not null,
  constraint invoice_lines_pkey PRIMARY KEY (clinic_id, id),
  constraint invoice_lines_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint invoice_lines_clinic_id_invoice_id_fkey FOREIGN KEY (clinic_id, invoice_id) REFERENCES public.invoices(clinic_id, id)
);
CREATE INDEX invoice_lines_invoice ON public.invoice_lines USING btree (clinic_id, invoice_id);
alter table public.invoice_lines enable row level security;
create policy clinic on public.invoice_lines as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.invoices (
  clinic_id uuid not null,
  id uuid not null,
  number text not null,
  order_id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  status text not null,
  currency text default 'usd'::text not null,
  amount_cents integer not null,
  issued_at timestamp with time zone,
  paid_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint invoices_pkey PRIMARY KEY (clinic_id, id),
  constraint invoices_clinic_id_number_key UNIQUE (clinic_id, number),
  constraint invoices_clinic_id_order_id_key UNIQUE (clinic_id, order_id),
  constraint invoices_amount_cents_check CHECK ((amount_cents >= 0)),
  constraint invoices_currency_check CHECK ((currency ~ '^[a-z]{3}$'::text)),
  constraint invoices_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'authorised'::text, 'open'::text, 'paid'::text, 'payment_failed'::text, 'void'::text, 'partially_refunded'::text, 'refunded'::text]))),
  constraint invoices_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint invoices_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id),
  constraint invoices_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX invoices_status ON public.invoices USING btree (clinic_id, status, created_at);
alter table public.invoices enable row level security;
create policy clinic on public.invoices as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.medication_verifications (
  clinic_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  prescription_id uuid not null,
  verified_by uuid not null,
  rxcui text,
  ndc text,
  note text,
  verified_at timestamp with time zone not null,
  constraint medication_verifications_pkey PRIMARY KEY (clinic_id, id),
  constraint medication_verifications_note_check CHECK ((length(note) <= 500)),
  constraint medication_verifications_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint medication_verifications_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id),
  constraint medication_verifications_clinic_id_prescription_id_fkey FOREIGN KEY (clinic_id, prescription_id) REFERENCES public.prescriptions(clinic_id, id),
  constraint medication_verifications_clinic_id_verified_by_fkey FOREIGN KEY (clinic_id, verified_by) REFERENCES public.staff_members(clinic_id, id)
);
CREATE INDEX medication_verifications_order ON public.medication_verifications USING btree (clinic_id, order_id, verified_at DESC);
alter table public.medication_verifications enable row level security;
create policy clinic on public.medication_verifications as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.messages (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  author_kind text not null,
  author_id uuid not null,
  author_name text not null,
  body text not null,
  sent_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (clinic_id, id),
  constraint messages_author_kind_check CHECK ((author_kind = ANY (ARRAY['patient'::text, 'staff'::text]))),
  constraint messages_body_check CHECK (((length(body) >= 1) AND (length(body) <= 8000))),
  constraint messages_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint messages_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint messages_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX messages_consultation ON public.messages USING btree (clinic_id, consultation_id, sent_at);
alter table public.messages enable row level security;
create policy clinic on public.messages as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.note_templates (
  clinic_id uuid not null,
  id uuid not null,
  provider_id uuid,
  kind text not null,
  name text not null,
  shortcut text,
  category text,
  body text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint note_templates_pkey PRIMARY KEY (clinic_id, id),
  constraint note_templates_body_check CHECK (((length(body) >= 1) AND (length(body) <= 8000))),
  constraint note_templates_category_check CHECK ((category = ANY (ARRAY['weight'::text, 'ed'::text, 'hair'::text]))),
  constraint note_templates_kind_check CHECK ((kind = ANY (ARRAY['template'::text, 'quick_text'::text]))),
  constraint note_templates_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint note_templates_shortcut_check CHECK ((shortcut ~ '^[a-z0-9-]{1,20}$'::text)),
  constraint note_templates_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint note_templates_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id)
);
CREATE INDEX note_templates_provider ON public.note_templates USING btree (clinic_id, provider_id);
alter table public.note_templates enable row level security;
create policy clinic on public.note_templates as permissive for all to public using ((clinic_id = app.current_clinic())) with check ((clinic_id = app.current_clinic()));

create table public.notifications (
  clinic_id uuid not null,
  id uuid not null,
  recipient_kind text not null,
  recipient_id uuid not null,
  channel text not null,
  template text not null,
  subject_id uuid not null,
  status text not null,
  dedupe_key text not null,
  attempts integer default 0 not null,
  failure text,
  queued_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint notifications_pkey PRIMARY KEY (clinic_id, id),
  constraint notifications_clinic_id_dedupe_key_key UNIQUE (clinic_id, dedupe_key),
  constraint notifications_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text]))),
  constraint notifications_recipient_kind_check CHECK ((recipient_kind = ANY (ARRAY['patient'::text, 'staff'::text]))),
  constraint notifications_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'bounced'::text, 'failed'::text, 'suppressed'::text]))),
  constraint notifications_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
alter table public.notifications enable row level security;
create policy clinic on public.notifications as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.observations (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  code text not null,
  value numeric not null,
  value2 numeric,
  unit text not null,
  source text not null,
  source_id uuid,
  effective_at timestamp with time zone not null,
  recorded_at timestamp with time zone default now() not null,
  constraint observations_pkey PRIMARY KEY (clinic_id, id),
  constraint observations_source_check CHECK ((source = ANY (ARRAY['intake'::text, 'answer'::text, 'provider'::text, 'pharmacy'::text, 'lab'::text, 'import'::text]))),
  constraint observations_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint observations_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX observations_patient ON public.observations USING btree (clinic_id, patient_id, code, effective_at DESC);
alter table public.observations enable row level security;
create policy clinic on public.observations as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.order_remarks (
  clinic_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  reason text,
  text text not null,
  author_name text not null,
  at timestamp with time zone not null,
  constraint order_remarks_pkey PRIMARY KEY (clinic_id, id),
  constraint order_remarks_kind_check CHECK ((kind = ANY (ARRAY['hold'::text, 'release'::text, 'cancel'::text, 'reroute'::text, 'adjust'::text, 'verify'::text, 'change_request'::text, 'titration'::text]))),
  constraint order_remarks_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000))),
  constraint order_remarks_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint order_remarks_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id)
);
CREATE INDEX order_remarks_order ON public.order_remarks USING btree (clinic_id, order_id, at);
alter table public.order_remarks enable row level security;
create policy clinic on public.order_remarks as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.orders (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  status text not null,
  hold_reason text,
  hold_text text,
  pharmacy_id text,
  treatment jsonb,
  decision_id uuid,
  approved_by uuid,
  approved_at timestamp with time zone,
  effective_at timestamp with time zone,
  sent_at timestamp with time zone,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  answers_message_id text,
  answers_prescription_id uuid,
  held_at timestamp with time zone,
  held_by uuid,
  constraint orders_pkey PRIMARY KEY (clinic_id, id),
  constraint orders_clinic_id_consultation_id_key UNIQUE (clinic_id, consultation_id),
  constraint orders_check CHECK (((status = 'on_hold'::text) = (hold_reason IS NOT NULL))),
  constraint orders_hold_reason_check CHECK ((hold_reason = ANY (ARRAY['insurance'::text, 'pharmacy'::text, 'payment'::text, 'safety'::text]))),
  constraint orders_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'approved'::text, 'on_hold'::text, 'sent'::text, 'partially_filled'::text, 'filled'::text, 'shipped'::text, 'completed'::text, 'cancelled'::text, 'denied'::text]))),
  constraint orders_clinic_id_answers_prescription_id_fkey FOREIGN KEY (clinic_id, answers_prescription_id) REFERENCES public.prescriptions(clinic_id, id),
  constraint orders_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint orders_clinic_id_decision_id_fkey FOREIGN KEY (clinic_id, decision_id) REFERENCES public.consultation_approvals(clinic_id, id),
  constraint orders_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint orders_clinic_id_held_by_fkey FOREIGN KEY (clinic_id, held_by) REFERENCES public.staff_members(clinic_id, id),
  constraint orders_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint orders_pharmacy_id_fkey FOREIGN KEY (pharmacy_id) REFERENCES public.pharmacies(ncpdp_id)
);
CREATE INDEX orders_effective ON public.orders USING btree (effective_at) WHERE (effective_at IS NOT NULL);
CREATE INDEX orders_status ON public.orders USING btree (clinic_id, status, created_at);
alter table public.orders enable row level security;
create policy clinic on public.orders as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.patient_allergies (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  substance text not null,
  reaction text,
  status text default 'active'::text not null,
  source text not null,
  source_id uuid,
  recorded_at timestamp with time zone default now() not null,
  constraint patient_allergies_pkey PRIMARY KEY (clinic_id, id),
  constraint patient_allergies_source_check CHECK ((source = ANY (ARRAY['intake'::text, 'answer'::text, 'provider'::text, 'pharmacy'::text, 'lab'::text, 'import'::text]))),
  constraint patient_allergies_status_check CHECK ((status = ANY (ARRAY['active'::text, 'refuted'::text]))),
  constraint patient_allergies_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint patient_allergies_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX patient_allergies_patient ON public.patient_allergies USING btree (clinic_id, patient_id);
alter table public.patient_allergies enable row level security;
create policy clinic on public.patient_allergies as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.patient_conditions (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  text text not null,
  code text,
  months_ago integer,
  status text default 'active'::text not null,
  source text not null,
  source_id uuid,
  recorded_at timestamp with time zone default now() not null,
  constraint patient_conditions_pkey PRIMARY KEY (clinic_id, id),
  constraint patient_conditions_source_check CHECK ((source = ANY (ARRAY['intake'::text, 'answer'::text, 'provider'::text, 'pharmacy'::text, 'lab'::text, 'import'::text]))),
  constraint patient_conditions_status_check CHECK ((status = ANY (ARRAY['active'::text, 'resolved'::text]))),
  constraint patient_conditions_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint patient_conditions_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX patient_conditions_patient ON public.patient_conditions USING btree (clinic_id, patient_id);
alter table public.patient_conditions enable row level security;
create policy clinic on public.patient_conditions as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.patient_list_reviews (
  clinic_id uuid not null,
  patient_id uuid not null,
  list text not null,
  source text not null,
  source_id uuid,
  reviewed_at timestamp with time zone not null,
  constraint patient_list_reviews_pkey PRIMARY KEY (clinic_id, patient_id, list),
  constraint patient_list_reviews_list_check CHECK ((list = ANY (ARRAY['conditions'::text, 'medications'::text, 'allergies'::text]))),
  constraint patient_list_reviews_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint patient_list_reviews_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
alter table public.patient_list_reviews enable row level security;
create policy clinic on public.patient_list_reviews as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.patient_medications (
  clinic_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  text text not null,
  dose text,
  status text default 'active'::text not null,
  source text not null,
  source_id uuid,
  last_filled_on date,
  days_supply integer,
  recorded_at timestamp with time zone default now() not null,
  constraint patient_medications_pkey PRIMARY KEY (clinic_id, id),
  constraint patient_medications_source_check CHECK ((source = ANY (ARRAY['intake'::text, 'answer'::text, 'provider'::text, 'pharmacy'::text, 'lab'::text, 'import'::text]))),
  constraint patient_medications_status_check CHECK ((status = ANY (ARRAY['active'::text, 'stopped'::text]))),
  constraint patient_medications_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint patient_medications_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX patient_medications_patient ON public.patient_medications USING btree (clinic_id, patient_id);
alter table public.patient_medications enable row level security;
create policy clinic on public.patient_medications as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.patients (
  clinic_id uuid not null,
  id uuid not null,
  user_id text,
  mrn text not null,
  given_name text not null,
  family_name text not null,
  birth_date date not null,
  sex text not null,
  email text not null,
  phone text not null,
  address_line text not null,
  city text not null,
  state text not null,
  postal_code text not null,
  identity_status text default 'unverified'::text not null,
  preferred_pharmacy_id text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint patients_pkey PRIMARY KEY (clinic_id, id),
  constraint patients_clinic_id_mrn_key UNIQUE (clinic_id, mrn),
  constraint patients_clinic_id_user_id_key UNIQUE (clinic_id, user_id),
  constraint patients_identity_status_check CHECK ((identity_status = ANY (ARRAY['unverified'::text, 'matched'::text, 'mismatch'::text]))),
  constraint patients_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text]))),
  constraint patients_state_check CHECK ((state ~ '^[A-Z]{2}$'::text)),
  constraint patients_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint patients_preferred_pharmacy_id_fkey FOREIGN KEY (preferred_pharmacy_id) REFERENCES public.pharmacies(ncpdp_id) NOT VALID,
  constraint patients_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
CREATE INDEX patients_family_prefix ON public.patients USING btree (clinic_id, lower(family_name) text_pattern_ops);
CREATE INDEX patients_given_prefix ON public.patients USING btree (clinic_id, lower(given_name) text_pattern_ops);
CREATE INDEX patients_mrn_prefix ON public.patients USING btree (clinic_id, lower(mrn) text_pattern_ops);
CREATE INDEX patients_name ON public.patients USING btree (clinic_id, lower(family_name), lower(given_name));
CREATE INDEX patients_search ON public.patients USING gin (app.search_text(given_name, family_name, mrn) public.gin_trgm_ops);
CREATE INDEX patients_user ON public.patients USING btree (user_id);
CREATE TRIGGER patients_queue_update AFTER UPDATE OF given_name, family_name, mrn, birth_date, sex ON public.patients FOR EACH ROW EXECUTE FUNCTION app.note_queue_change();
alter table public.patients enable row level security;
create policy clinic on public.patients as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.payment_webhook_events (
  id text not null,
  type text not null,
  received_at timestamp with time zone not null,
  processed_at timestamp with time zone,
  constraint payment_webhook_events_pkey PRIMARY KEY (id)
);

create table public.payments (
  clinic_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  status text not null,
  amount_cents integer not null,
  captured_cents integer default 0 not null,
  refunded_cents integer default 0 not null,
  checkout_session_id text,
  checkout_attempt integer default 0 not null,
  payment_intent_id text,
  capture_before timestamp with time zone,
  failure_code text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint payments_pkey PRIMARY KEY (clinic_id, id),
  constraint payments_checkout_session_id_key UNIQUE (checkout_session_id),
  constraint payments_payment_intent_id_key UNIQUE (payment_intent_id),
  constraint payments_amount_cents_check CHECK ((amount_cents > 0)),
  constraint payments_check CHECK (((captured_cents >= 0) AND (captured_cents <= amount_cents))),
  constraint payments_check1 CHECK (((refunded_cents >= 0) AND (refunded_cents <= captured_cents))),
  constraint payments_status_check CHECK ((status = ANY (ARRAY['requires_method'::text, 'authorised'::text, 'captured'::text, 'released'::text, 'failed'::text, 'refunded'::text, 'partially_refunded'::text]))),
  constraint payments_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint payments_clinic_id_invoice_id_fkey FOREIGN KEY (clinic_id, invoice_id) REFERENCES public.invoices(clinic_id, id)
);
CREATE INDEX payments_invoice ON public.payments USING btree (clinic_id, invoice_id, created_at DESC);
CREATE UNIQUE INDEX payments_one_live ON public.payments USING btree (clinic_id, invoice_id) WHERE (status = ANY (ARRAY['requires_method'::text, 'authorised'::text, 'captured'::text, 'failed'::text]));
alter table public.payments enable row level security;
create policy clinic on public.payments as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.pharmacies (
  ncpdp_id text not null,
  npi text not null,
  name text not null,
  kind text not null,
  phone text not null,
  address_line text not null,
  city text not null,
  state text not null,
  postal_code text not null,
  latitude numeric,
  longitude numeric,
  states_served text[] default '{}'::text[] not null,
  active boolean default true not null,
  synced_at timestamp with time zone not null,
  capabilities text[] default '{}'::text[] not null,
  constraint pharmacies_pkey PRIMARY KEY (ncpdp_id),
  constraint pharmacies_kind_check CHECK ((kind = ANY (ARRAY['retail'::text, 'mail_order'::text, 'compounding'::text]))),
  constraint pharmacies_ncpdp_id_check CHECK ((ncpdp_id ~ '^[0-9]{7}$'::text)),
  constraint pharmacies_npi_check CHECK ((npi ~ '^[0-9]{10}$'::text)),
  constraint pharmacies_state_check CHECK ((state ~ '^[A-Z]{2}$'::text))
);
CREATE INDEX pharmacies_area ON public.pharmacies USING btree ("left"(postal_code, 3)) WHERE active;
CREATE INDEX pharmacies_state ON public.pharmacies USING btree (state) WHERE active;

create table public.prescription_messages (
  clinic_id uuid not null,
  id uuid not null,
  prescription_id uuid not null,
  direction text not null,
  message_id text not null,
  relates_to_message_id text,
  type text not null,
  outcome text not null,
  body_encrypted bytea not null,
  at timestamp with time zone not null,
  constraint prescription_messages_pkey PRIMARY KEY (clinic_id, id),
  constraint prescription_messages_clinic_id_direction_message_id_type_key UNIQUE (clinic_id, direction, message_id, type),
  constraint prescription_messages_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  constraint prescription_messages_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint prescription_messages_clinic_id_prescription_id_fkey FOREIGN KEY (clinic_id, prescription_id) REFERENCES public.prescriptions(clinic_id, id)
);
CREATE INDEX prescription_messages_prescription ON public.prescription_messages USING btree (clinic_id, prescription_id, at);
CREATE INDEX prescription_messages_sent ON public.prescription_messages USING btree (message_id) WHERE (direction = 'out'::text);
alter table public.prescription_messages enable row level security;
create policy clinic on public.prescription_messages as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.prescriptions (
  clinic_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  patient_id uuid not null,
  provider_id uuid not null,
  decision_id uuid not null,
  pharmacy_id text not null,
  status text not null,
  drug_id text not null,
  drug_description text not null,
  rxcui text,
  rxcui_qualifier text,
  ndc text,
  strength text not null,
  form text not null,
  dose_mg numeric not null,
  frequency text not null,
  quantity numeric not null,
  quantity_unit_code text not null,
  days_supply integer not null,
  refills integer not null,
  substitutions_allowed boolean default true not null,
  sig text not null,
  dea_schedule text,
  diagnosis_code text,
  note_to_pharmacist text,
  written_on date not null,
  message_id text not null,
  prescriber_order_number text not null,
  attempts integer default 0 not null,
  reject_code text,
  reject_text text,
  replaces_id uuid,
  signed_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  status_at timestamp with time zone not null,
  version integer default 1 not null,
  secondary_diagnosis_code text,
  step integer default 1 not null,
  starts_on date,
  sent_as text default 'NewRx'::text not null,
  answers_message_id text,
  answer_outcome text,
  dispensed_quantity numeric,
  prior_authorization text,
  overdue_told_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  dea_number text,
  live_visit_on date,
  pdmp_checked_at timestamp with time zone,
  constraint prescriptions_pkey PRIMARY KEY (clinic_id, id),
  constraint prescriptions_message_id_key UNIQUE (message_id),
  constraint prescriptions_prescriber_order_number_key UNIQUE (prescriber_order_number),
  constraint prescriptions_answer_outcome_check CHECK ((answer_outcome = ANY (ARRAY['approved'::text, 'approved-with-changes'::text, 'replace'::text]))),
  constraint prescriptions_check CHECK (((sent_as = 'NewRx'::text) = (answers_message_id IS NULL))),
  constraint prescriptions_check1 CHECK (((sent_as = 'NewRx'::text) = (answer_outcome IS NULL))),
  constraint prescriptions_check2 CHECK (((dea_schedule IS NULL) OR (dea_schedule = 'C38046'::text) OR ((second_factor_at IS NOT NULL) AND (dea_number IS NOT NULL) AND (live_visit_on IS NOT NULL) AND (pdmp_checked_at IS NOT NULL)))),
  constraint prescriptions_days_supply_check CHECK ((days_supply > 0)),
  constraint prescriptions_dispensed_quantity_check CHECK ((dispensed_quantity >= (0)::numeric)),
  constraint prescriptions_dose_mg_check CHECK ((dose_mg > (0)::numeric)),
  constraint prescriptions_drug_description_check CHECK (((length(drug_description) >= 1) AND (length(drug_description) <= 105))),
  constraint prescriptions_message_id_check CHECK ((message_id ~ '^[A-Za-z0-9]{1,35}$'::text)),
  constraint prescriptions_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint prescriptions_refills_check CHECK ((refills >= 0)),
  constraint prescriptions_rxcui_qualifier_check CHECK ((rxcui_qualifier = ANY (ARRAY['SCD'::text, 'SBD'::text, 'GPCK'::text, 'BPCK'::text]))),
  constraint prescriptions_sent_as_check CHECK ((sent_as = ANY (ARRAY['NewRx'::text, 'RxRenewalResponse'::text, 'RxChangeResponse'::text]))),
  constraint prescriptions_sig_check CHECK (((length(sig) >= 1) AND (length(sig) <= 1000))),
  constraint prescriptions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'signed'::text, 'queued'::text, 'transmitting'::text, 'sent'::text, 'verified'::text, 'partially_filled'::text, 'filled'::text, 'rejected'::text, 'rerouted'::text, 'transmission_unknown'::text, 'cancel_requested'::text, 'cancelled'::text, 'cancel_denied'::text, 'expired'::text]))),
  constraint prescriptions_step_check CHECK (((step >= 1) AND (step <= 20))),
  constraint prescriptions_clinic_id_decision_id_fkey FOREIGN KEY (clinic_id, decision_id) REFERENCES public.consultation_approvals(clinic_id, id),
  constraint prescriptions_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint prescriptions_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id),
  constraint prescriptions_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint prescriptions_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id),
  constraint prescriptions_clinic_id_replaces_id_fkey FOREIGN KEY (clinic_id, replaces_id) REFERENCES public.prescriptions(clinic_id, id),
  constraint prescriptions_pharmacy_id_fkey FOREIGN KEY (pharmacy_id) REFERENCES public.pharmacies(ncpdp_id)
);
CREATE INDEX prescriptions_on_their_way ON public.prescriptions USING btree (status_at) WHERE (status = ANY (ARRAY['signed'::text, 'transmitting'::text]));
CREATE UNIQUE INDEX prescriptions_one_per_decision ON public.prescriptions USING btree (clinic_id, decision_id, step) WHERE (replaces_id IS NULL);
CREATE UNIQUE INDEX prescriptions_one_per_question ON public.prescriptions USING btree (clinic_id, answers_message_id) WHERE ((answers_message_id IS NOT NULL) AND (status <> ALL (ARRAY['cancelled'::text, 'rerouted'::text])));
CREATE UNIQUE INDEX prescriptions_one_replacement ON public.prescriptions USING btree (clinic_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX prescriptions_order ON public.prescriptions USING btree (clinic_id, order_id);
CREATE INDEX prescriptions_patient ON public.prescriptions USING btree (clinic_id, patient_id, signed_at DESC);
CREATE INDEX prescriptions_status ON public.prescriptions USING btree (clinic_id, status, status_at);
CREATE INDEX prescriptions_troubled ON public.prescriptions USING btree (clinic_id, order_id) WHERE (status = ANY (ARRAY['rejected'::text, 'transmission_unknown'::text, 'cancel_denied'::text]));
CREATE INDEX prescriptions_unheard ON public.prescriptions USING btree (status_at) WHERE (status = ANY (ARRAY['sent'::text, 'verified'::text]));
alter table public.prescriptions enable row level security;
create policy clinic on public.prescriptions as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.provider_licences (
  clinic_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  state text not null,
  number text not null,
  status text default 'active'::text not null,
  expires_on date not null,
  dea_number text,
  constraint provider_licences_pkey PRIMARY KEY (clinic_id, id),
  constraint provider_licences_clinic_id_provider_id_state_key UNIQUE (clinic_id, provider_id, state),
  constraint provider_licences_state_check CHECK ((state ~ '^[A-Z]{2}$'::text)),
  constraint provider_licences_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'revoked'::text]))),
  constraint provider_licences_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint provider_licences_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id)
);
CREATE TRIGGER provider_licences_queue_insert AFTER INSERT ON public.provider_licences FOR EACH ROW EXECUTE FUNCTION app.note_queue_change();
CREATE TRIGGER provider_licences_queue_update AFTER UPDATE ON public.provider_licences FOR EACH ROW EXECUTE FUNCTION app.note_queue_change();
alter table public.provider_licences enable row level security;
create policy clinic on public.provider_licences as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.provider_preferences (
  clinic_id uuid not null,
  id uuid not null,
  provider_id uuid not null,
  notification_settings jsonb default '{}'::jsonb not null,
  dashboard_layout jsonb default '{}'::jsonb not null,
  default_filters jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint provider_preferences_pkey PRIMARY KEY (clinic_id, id),
  constraint provider_preferences_clinic_id_provider_id_key UNIQUE (clinic_id, provider_id),
  constraint provider_preferences_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint provider_preferences_clinic_id_provider_id_fkey FOREIGN KEY (clinic_id, provider_id) REFERENCES public.providers(clinic_id, id)
);
alter table public.provider_preferences enable row level security;
create policy clinic on public.provider_preferences as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.providers (
  clinic_id uuid not null,
  id uuid not null,
  staff_member_id uuid not null,
  given_name text not null,
  family_name text not null,
  credential text not null,
  npi text not null,
  phone text not null,
  created_at timestamp with time zone default now() not null,
  constraint providers_pkey PRIMARY KEY (clinic_id, id),
  constraint providers_clinic_id_staff_member_id_key UNIQUE (clinic_id, staff_member_id),
  constraint providers_credential_check CHECK ((credential = ANY (ARRAY['MD'::text, 'DO'::text, 'NP'::text, 'PA'::text]))),
  constraint providers_npi_check CHECK ((npi ~ '^[0-9]{10}$'::text)),
  constraint providers_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint providers_clinic_id_staff_member_id_fkey FOREIGN KEY (clinic_id, staff_member_id) REFERENCES public.staff_members(clinic_id, id)
);
CREATE TRIGGER providers_queue_update AFTER UPDATE ON public.providers FOR EACH ROW EXECUTE FUNCTION app.note_queue_change();
alter table public.providers enable row level security;
create policy clinic on public.providers as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.queue_changes (
  clinic_id uuid not null,
  xid xid8 default pg_current_xact_id() not null,
  seq bigint generated always as identity not null,
  was jsonb,
  became jsonb,
  at timestamp with time zone default clock_timestamp() not null,
  constraint queue_changes_pkey PRIMARY KEY (clinic_id, xid, seq),
  constraint queue_changes_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id)
);
CREATE INDEX queue_changes_at ON public.queue_changes USING btree (at);
alter table public.queue_changes enable row level security;
create policy clinic on public.queue_changes as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.refill_requests (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  prescription_id uuid not null,
  source text not null,
  message_id text,
  requested jsonb,
  answers jsonb,
  answered_at timestamp with time zone,
  signal text not null,
  why jsonb default '[]'::jsonb not null,
  requested_at timestamp with time zone not null,
  constraint refill_requests_pkey PRIMARY KEY (clinic_id, id),
  constraint refill_requests_clinic_id_consultation_id_key UNIQUE (clinic_id, consultation_id),
  constraint refill_requests_clinic_id_message_id_key UNIQUE (clinic_id, message_id),
  constraint refill_requests_check CHECK (((source <> 'pharmacy'::text) OR (message_id IS NOT NULL))),
  constraint refill_requests_check1 CHECK (((answers IS NULL) = (answered_at IS NULL))),
  constraint refill_requests_check2 CHECK ((id = consultation_id)),
  constraint refill_requests_signal_check CHECK ((signal = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text]))),
  constraint refill_requests_source_check CHECK ((source = ANY (ARRAY['pharmacy'::text, 'patient'::text, 'schedule'::text]))),
  constraint refill_requests_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint refill_requests_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint refill_requests_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id),
  constraint refill_requests_clinic_id_prescription_id_fkey FOREIGN KEY (clinic_id, prescription_id) REFERENCES public.prescriptions(clinic_id, id)
);
CREATE INDEX refill_requests_patient ON public.refill_requests USING btree (clinic_id, patient_id, requested_at DESC);
CREATE INDEX refill_requests_prescription ON public.refill_requests USING btree (clinic_id, prescription_id);
alter table public.refill_requests enable row level security;
create policy clinic on public.refill_requests as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.routing_rules (
  clinic_id uuid not null,
  id uuid not null,
  name text not null,
  "position" integer not null,
  active boolean default true not null,
  removed_at timestamp with time zone,
  category text,
  drug_id text,
  state text,
  coverage text,
  effect text not null,
  pharmacy_id text,
  kind text,
  capability text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint routing_rules_pkey PRIMARY KEY (clinic_id, id),
  constraint routing_rules_capability_check CHECK ((capability = ANY (ARRAY['glp1_stock'::text, 'epcs'::text, 'compounding'::text, 'delivery'::text, 'cold_chain'::text, 'open_24_hours'::text]))),
  constraint routing_rules_category_check CHECK ((category = ANY (ARRAY['weight'::text, 'ed'::text, 'hair'::text]))),
  constraint routing_rules_check CHECK (((effect = ANY (ARRAY['prefer_pharmacy'::text, 'avoid_pharmacy'::text])) = (pharmacy_id IS NOT NULL))),
  constraint routing_rules_check1 CHECK (((effect = 'prefer_kind'::text) = (kind IS NOT NULL))),
  constraint routing_rules_check2 CHECK (((effect = 'require_capability'::text) = (capability IS NOT NULL))),
  constraint routing_rules_coverage_check CHECK ((coverage = ANY (ARRAY['cash'::text, 'insured'::text]))),
  constraint routing_rules_effect_check CHECK ((effect = ANY (ARRAY['prefer_pharmacy'::text, 'prefer_kind'::text, 'require_capability'::text, 'avoid_pharmacy'::text]))),
  constraint routing_rules_kind_check CHECK ((kind = ANY (ARRAY['retail'::text, 'mail_order'::text, 'compounding'::text]))),
  constraint routing_rules_name_check CHECK (((length(name) >= 3) AND (length(name) <= 80))),
  constraint routing_rules_position_check CHECK ((("position" >= 0) AND ("position" <= 999))),
  constraint routing_rules_state_check CHECK ((state ~ '^[A-Z]{2}$'::text)),
  constraint routing_rules_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint routing_rules_pharmacy_id_fkey FOREIGN KEY (pharmacy_id) REFERENCES public.pharmacies(ncpdp_id)
);
CREATE INDEX routing_rules_position ON public.routing_rules USING btree (clinic_id, "position") WHERE (removed_at IS NULL);
alter table public.routing_rules enable row level security;
create policy clinic on public.routing_rules as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.safety_assessments (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  proposal jsonb not null,
  result jsonb not null,
  engine_version text not null,
  input_snapshot jsonb not null,
  assessed_at timestamp with time zone not null,
  protocol_version integer,
  constraint safety_assessments_pkey PRIMARY KEY (clinic_id, id),
  constraint safety_assessments_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint safety_assessments_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint safety_assessments_clinic_id_protocol_version_fkey FOREIGN KEY (clinic_id, protocol_version) REFERENCES public.clinic_protocols(clinic_id, version)
);
CREATE INDEX safety_assessments_consultation ON public.safety_assessments USING btree (clinic_id, consultation_id);
alter table public.safety_assessments enable row level security;
create policy clinic on public.safety_assessments as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.schema_migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (version)
);

create table public.signing_attempts (
  clinic_id uuid not null,
  id uuid not null,
  user_id text not null,
  time_step bigint,
  at timestamp with time zone not null,
  constraint signing_attempts_pkey PRIMARY KEY (clinic_id, id),
  constraint signing_attempts_clinic_id_user_id_time_step_key UNIQUE (clinic_id, user_id, time_step),
  constraint signing_attempts_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint signing_attempts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
CREATE INDEX signing_attempts_recent ON public.signing_attempts USING btree (clinic_id, user_id, at);
alter table public.signing_attempts enable row level security;
create policy clinic on public.signing_attempts as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.staff_invitations (
  clinic_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by uuid not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint staff_invitations_pkey PRIMARY KEY (clinic_id, id),
  constraint staff_invitations_token_hash_key UNIQUE (token_hash),
  constraint staff_invitations_role_check CHECK ((role = ANY (ARRAY['provider'::text, 'coordinator'::text, 'biller'::text, 'admin'::text, 'supervisor'::text]))),
  constraint staff_invitations_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint staff_invitations_clinic_id_invited_by_fkey FOREIGN KEY (clinic_id, invited_by) REFERENCES public.staff_members(clinic_id, id)
);
alter table public.staff_invitations enable row level security;
create policy clinic on public.staff_invitations as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.staff_members (
  clinic_id uuid not null,
  id uuid not null,
  user_id text not null,
  role text not null,
  status text default 'active'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint staff_members_pkey PRIMARY KEY (clinic_id, id),
  constraint staff_members_clinic_id_user_id_key UNIQUE (clinic_id, user_id),
  constraint staff_members_role_check CHECK ((role = ANY (ARRAY['provider'::text, 'coordinator'::text, 'biller'::text, 'admin'::text, 'supervisor'::text]))),
  constraint staff_members_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text]))),
  constraint staff_members_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint staff_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
);
CREATE INDEX staff_members_user ON public.staff_members USING btree (user_id);
alter table public.staff_members enable row level security;
create policy clinic on public.staff_members as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.titration_series (
  clinic_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  consultation_id uuid not null,
  patient_id uuid not null,
  decision_id uuid not null,
  status text default 'active'::text not null,
  stopped_reason text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint titration_series_pkey PRIMARY KEY (clinic_id, id),
  constraint titration_series_clinic_id_decision_id_key UNIQUE (clinic_id, decision_id),
  constraint titration_series_check CHECK (((status = 'active'::text) = (ended_at IS NULL))),
  constraint titration_series_status_check CHECK ((status = ANY (ARRAY['active'::text, 'stopped'::text, 'completed'::text]))),
  constraint titration_series_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint titration_series_clinic_id_decision_id_fkey FOREIGN KEY (clinic_id, decision_id) REFERENCES public.consultation_approvals(clinic_id, id),
  constraint titration_series_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint titration_series_clinic_id_order_id_fkey FOREIGN KEY (clinic_id, order_id) REFERENCES public.orders(clinic_id, id),
  constraint titration_series_clinic_id_patient_id_fkey FOREIGN KEY (clinic_id, patient_id) REFERENCES public.patients(clinic_id, id)
);
CREATE INDEX titration_series_order ON public.titration_series USING btree (clinic_id, order_id) WHERE (status = 'active'::text);
CREATE INDEX titration_series_patient ON public.titration_series USING btree (clinic_id, patient_id) WHERE (status = 'active'::text);
alter table public.titration_series enable row level security;
create policy clinic on public.titration_series as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.titration_steps (
  clinic_id uuid not null,
  series_id uuid not null,
  step integer not null,
  prescription_id uuid not null,
  starts_on date not null,
  status text not null,
  asked_at timestamp with time zone,
  answers jsonb,
  answered_at timestamp with time zone,
  signal text,
  reasons jsonb default '[]'::jsonb not null,
  reviewed_by uuid,
  reviewed_at timestamp with time zone,
  review_notes text,
  reviewed_rules text[] default '{}'::text[] not null,
  constraint titration_steps_pkey PRIMARY KEY (clinic_id, series_id, step),
  constraint titration_steps_clinic_id_prescription_id_key UNIQUE (clinic_id, prescription_id),
  constraint titration_steps_signal_check CHECK ((signal = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text]))),
  constraint titration_steps_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'check_in'::text, 'review'::text, 'ready'::text, 'released'::text, 'cancelled'::text]))),
  constraint titration_steps_step_check CHECK (((step >= 1) AND (step <= 20))),
  constraint titration_steps_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint titration_steps_clinic_id_prescription_id_fkey FOREIGN KEY (clinic_id, prescription_id) REFERENCES public.prescriptions(clinic_id, id),
  constraint titration_steps_clinic_id_reviewed_by_fkey FOREIGN KEY (clinic_id, reviewed_by) REFERENCES public.providers(clinic_id, id),
  constraint titration_steps_clinic_id_series_id_fkey FOREIGN KEY (clinic_id, series_id) REFERENCES public.titration_series(clinic_id, id)
);
CREATE INDEX titration_steps_due ON public.titration_steps USING btree (starts_on) WHERE (status = ANY (ARRAY['planned'::text, 'check_in'::text, 'ready'::text]));
CREATE INDEX titration_steps_review ON public.titration_steps USING btree (clinic_id) WHERE (status = 'review'::text);
alter table public.titration_steps enable row level security;
create policy clinic on public.titration_steps as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.treatment_recommendations (
  clinic_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  recommended_treatment jsonb not null,
  confidence_score numeric(3,2),
  reasoning text not null,
  engine_version text not null,
  rule_versions jsonb not null,
  input_snapshot json not null,
  assessed_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  protocol_version integer,
  constraint treatment_recommendations_pkey PRIMARY KEY (clinic_id, id),
  constraint treatment_recommendations_confidence_score_check CHECK (((confidence_score >= (0)::numeric) AND (confidence_score <= (1)::numeric))),
  constraint treatment_recommendations_clinic_id_consultation_id_fkey FOREIGN KEY (clinic_id, consultation_id) REFERENCES public.consultations(clinic_id, id),
  constraint treatment_recommendations_clinic_id_fkey FOREIGN KEY (clinic_id) REFERENCES public.clinics(id),
  constraint treatment_recommendations_clinic_id_protocol_version_fkey FOREIGN KEY (clinic_id, protocol_version) REFERENCES public.clinic_protocols(clinic_id, version)
);
CREATE INDEX treatment_recommendations_consultation ON public.treatment_recommendations USING btree (clinic_id, consultation_id, created_at DESC);
alter table public.treatment_recommendations enable row level security;
create policy clinic on public.treatment_recommendations as permissive for all to public using ((clinic_id = ( SELECT app.current_clinic() AS current_clinic))) with check ((clinic_id = ( SELECT app.current_clinic() AS current_clinic)));

create table public.unmatched_network_messages (
  id uuid not null,
  message_id text,
  reason text not null,
  body_encrypted bytea not null,
  received_at timestamp with time zone not null,
  constraint unmatched_network_messages_pkey PRIMARY KEY (id)
);

grant execute on function public.gin_extract_query_trgm(text,internal,smallint,internal,internal,internal,internal) to public;
grant execute on function public.gin_extract_value_trgm(text,internal) to public;
grant execute on function public.gin_trgm_consistent(internal,smallint,text,integer,internal,internal,internal,internal) to public;
grant execute on function public.gin_trgm_triconsistent(internal,smallint,text,integer,internal,internal,internal) to public;
grant execute on function public.gtrgm_compress(internal) to public;
grant execute on function public.gtrgm_consistent(internal,text,smallint,oid,internal) to public;
grant execute on function public.gtrgm_decompress(internal) to public;
grant execute on function public.gtrgm_distance(internal,text,smallint,oid,internal) to public;
grant execute on function public.gtrgm_in(cstring) to public;
grant execute on function public.gtrgm_options(internal) to public;
grant execute on function public.gtrgm_out(public.gtrgm) to public;
grant execute on function public.gtrgm_penalty(internal,internal,internal) to public;
grant execute on function public.gtrgm_picksplit(internal,internal) to public;
grant execute on function public.gtrgm_same(public.gtrgm,public.gtrgm,internal) to public;
grant execute on function public.gtrgm_union(internal,internal) to public;
grant execute on function public.set_limit(real) to public;
grant execute on function public.show_limit() to public;
grant execute on function public.show_trgm(text) to public;
grant execute on function public.similarity(text,text) to public;
grant execute on function public.similarity_dist(text,text) to public;
grant execute on function public.similarity_op(text,text) to public;
grant execute on function public.strict_word_similarity(text,text) to public;
grant execute on function public.strict_word_similarity_commutator_op(text,text) to public;
grant execute on function public.strict_word_similarity_dist_commutator_op(text,text) to public;
grant execute on function public.strict_word_similarity_dist_op(text,text) to public;
grant execute on function public.strict_word_similarity_op(text,text) to public;
grant execute on function public.word_similarity(text,text) to public;
grant execute on function public.word_similarity_commutator_op(text,text) to public;
grant execute on function public.word_similarity_dist_commutator_op(text,text) to public;
grant execute on function public.word_similarity_dist_op(text,text) to public;
grant execute on function public.word_similarity_op(text,text) to public;
grant usage on schema public to public;
grant usage on schema public to countersign_app;
grant insert, select on table public.audit_entries to countersign_app;
grant delete, insert, select, update on table public.case_views to countersign_app;
grant insert, select on table public.cds_cards to countersign_app;
grant insert, select, update (revoked_at) on table public.cds_clients to countersign_app;
grant insert, select on table public.cds_feedback to countersign_app;
grant insert, select on table public.cds_used_tokens to countersign_app;
grant insert, select, update on table public.change_requests to countersign_app;
grant insert, select on table public.clinic_protocols to countersign_app;
grant select, update (address), update (name), update (phone), update (settings), update (time_zone) on table public.clinics to countersign_app;
grant insert, select on table public.consultation_approvals to countersign_app;
grant insert, select, update on table public.consultation_notes to countersign_app;
grant insert, select, update on table public.consultations to countersign_app;
grant insert, select, update on table public.dea_registrations to countersign_app;
grant insert, select, update on table public.documents to countersign_app;
grant insert, select on table public.events to countersign_app;
grant insert, select, update on table public.idempotency_keys to countersign_app;
grant insert, select, update on table public.information_requests to countersign_app;
grant insert, select, update on table public.intakes to countersign_app;
grant insert, select on table public.invoice_lines to countersign_app;
grant insert, select, update on table public.invoices to countersign_app;
grant insert, select on table public.medication_verifications to countersign_app;
grant insert, select, update on table public.messages to countersign_app;
grant delete, insert, select, update on table public.note_templates to countersign_app;
grant insert, select, update on table public.notifications to countersign_app;
grant insert, select on table public.observations to countersign_app;
grant insert, select on table public.order_remarks to countersign_app;
grant insert, select, update on table public.orders to countersign_app;
grant insert, select, update on table public.patient_allergies to countersign_app;
grant insert, select, update on table public.patient_conditions to countersign_app;
grant insert, select, update on table public.patient_list_reviews to countersign_app;
grant insert, select, update on table public.patient_medications to countersign_app;
grant insert, select, update on table public.patients to countersign_app;
grant insert, select, update on table public.payment_webhook_events to countersign_app;
grant insert, select, update on table public.payments to countersign_app;
grant insert, select, update on table public.pharmacies to countersign_app;
grant insert, select on table public.prescription_messages to countersign_app;
grant insert, select, update on table public.prescriptions to countersign_app;
grant insert, select, update on table public.provider_licences to countersign_app;
grant insert, select, update on table public.provider_preferences to countersign_app;
grant insert, select, update on table public.providers to countersign_app;
grant select on table public.queue_changes to countersign_app;
grant insert, select, update on table public.refill_requests to countersign_app;
grant insert, select, update on table public.routing_rules to countersign_app;
grant insert, select on table public.safety_assessments to countersign_app;
grant insert, select on table public.signing_attempts to countersign_app;
grant insert, select, update on table public.staff_invitations to countersign_app;
grant insert, select, update on table public.staff_members to countersign_app;
grant insert, select, update on table public.titration_series to countersign_app;
grant insert, select, update on table public.titration_steps to countersign_app;
grant insert, select on table public.treatment_recommendations to countersign_app;
grant insert on table public.unmatched_network_messages to countersign_app;
