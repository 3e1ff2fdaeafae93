-- Speed at a million consultations: policies that ask for the clinic once a statement, indexes in each order a
-- queue is read in, search over names, and what tells an unchanged queue from a changed one.

create extension if not exists pg_trgm;

-- A policy that calls the function asks it for every row; one that selects it asks once. Tables of later
-- migrations should be made so.
do $$
declare p record;
begin
  for p in
    select c.relname, a.attname from pg_policy y
    join pg_class c on c.oid = y.polrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = case c.relname when 'clinics' then 'id' else 'clinic_id' end
    where n.nspname = 'public' and y.polname = 'clinic'
  loop
    execute format('alter policy clinic on %I using (%I = (select app.current_clinic())) with check (%I = (select app.current_clinic()))',
      p.relname, p.attname, p.attname);
  end loop;
end $$;

-- What waits, state by state, in each order it may be read in: a page reads no more than its own length a state,
-- however long the queue is. Priority is a rank where it is an order.
create index consultations_pending_deadline on consultations (clinic_id, patient_state, due_at, id)
  where status in ('submitted', 'claimed') and not awaiting_payment;
create index consultations_pending_waiting on consultations (clinic_id, patient_state, submitted_at, id)
  where status in ('submitted', 'claimed') and not awaiting_payment;
create index consultations_pending_priority on consultations
  (clinic_id, patient_state, (case priority when 'urgent' then 0 when 'high' then 1 else 2 end), due_at, id)
  where status in ('submitted', 'claimed') and not awaiting_payment;
create index consultations_pending_answered on consultations (clinic_id, due_at, id)
  where status in ('submitted', 'claimed') and not awaiting_payment and answered_at is not null;
create index consultations_pending_preferred on consultations (clinic_id, preferred_provider_id)
  where status in ('submitted', 'claimed') and not awaiting_payment and preferred_provider_id is not null;
create index consultations_pending_claimed on consultations (clinic_id, claimed_by) where status = 'claimed';

create index documents_consultation on documents (clinic_id, consultation_id);
create index payments_invoice on payments (clinic_id, invoice_id, created_at desc);
create index information_requests_consultation on information_requests (clinic_id, consultation_id);

-- Free text. LIKE is not leakproof, so row-level security would keep these indexes from being used: the function
-- below asks in its place, and answers for the transaction's own clinic only.
create function app.search_text(given_name text, family_name text, mrn text) returns text
  language sql immutable parallel safe
  as $$ select lower(' ' || given_name || ' ' || family_name || ' ' || mrn) $$;
create index patients_search on patients using gin (app.search_text(given_name, family_name, mrn) gin_trgm_ops);
create index consultations_pending_drug on consultations using gin (lower(card -> 'proposal' ->> 'label') gin_trgm_ops)
  where status in ('submitted', 'claimed') and not awaiting_payment;

-- What waits and says every word in its patient's name, record number or proposed drug. `words` are LIKE patterns,
-- the most telling first: that one is looked up, the others are compared.
create function app.find_pending(words text[]) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
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
end $$;
revoke all on function app.find_pending(text[]) from public;
grant execute on function app.find_pending(text[]) to countersign_app;

-- Patients who say every word at the beginning of a name or in their record number, by name. `words` are LIKE
-- patterns, the most telling first; `in_states` null for all. Planned anew each time: one word finds three people,
-- another half of the clinic.
create function app.find_patients(words text[], in_states text[], most int) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  as $$
declare clinic uuid := app.current_clinic();
begin
  return query
    select p.id from patients p
    where p.clinic_id = clinic and app.search_text(p.given_name, p.family_name, p.mrn) like words[1]
      and (in_states is null or p.state = any(in_states))
      and not exists (select from unnest(words) w where app.search_text(p.given_name, p.family_name, p.mrn) not like w)
    order by lower(p.family_name), lower(p.given_name), p.id limit most;
end $$;
revoke all on function app.find_patients(text[], text[], int) from public;
grant execute on function app.find_patients(text[], text[], int) to countersign_app;

-- Where a case stands in the queue, as everything beside a filter counts it; null where it does not stand in it.
-- Times are microseconds since 1970.
create function app.queue_place(c consultations) returns jsonb
  language sql immutable parallel safe
  as $$
    select case when c.status in ('submitted', 'claimed') and not c.awaiting_payment then jsonb_build_array(
      c.patient_state, c.category, c.priority, c.ready_to_approve, c.answered_at is not null, c.claimed_by, c.preferred_provider_id,
      (extract(epoch from c.submitted_at) * 1000000)::bigint, (extract(epoch from c.due_at) * 1000000)::bigint) end
  $$;

-- Each write that changes what some queue shows leaves its transaction's number here. Who read a queue under a
-- snapshot, and finds no line the snapshot did not see, would read the same again; and who counted it need only
-- add what these lines moved. Only ever added to, so that no two writers wait for each other; the clock takes old
-- lines away.
create table queue_changes (
  clinic_id uuid not null references clinics (id),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  -- Both null: nothing moved, but something told with a case changed, as a patient's name or a provider's licence.
  was jsonb,
  became jsonb,
  at timestamptz not null default clock_timestamp(),
  primary key (clinic_id, xid, seq)
);
create index queue_changes_at on queue_changes (at);
alter table queue_changes enable row level security;
create policy clinic on queue_changes using (clinic_id = (select app.current_clinic())) with check (clinic_id = (select app.current_clinic()));
grant select on queue_changes to countersign_app;

create function app.note_case_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  insert into queue_changes (clinic_id, was, became)
    values (new.clinic_id, case when tg_op = 'UPDATE' then app.queue_place(old) end, app.queue_place(new));
  return null;
end $$;
create trigger consultations_queue_insert after insert on consultations for each row
  when (new.status in ('submitted', 'claimed')) execute function app.note_case_change();
create trigger consultations_queue_update after update on consultations for each row
  when (old.status in ('submitted', 'claimed') or new.status in ('submitted', 'claimed'))
  execute function app.note_case_change();

create function app.note_queue_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  insert into queue_changes (clinic_id) values (new.clinic_id);
  return null;
end $$;
create trigger patients_queue_update after update of given_name, family_name, mrn, birth_date, sex on patients
  for each row execute function app.note_queue_change();
create trigger providers_queue_update after update on providers for each row execute function app.note_queue_change();
create trigger provider_licences_queue_insert after insert on provider_licences
  for each row execute function app.note_queue_change();
create trigger provider_licences_queue_update after update on provider_licences
  for each row execute function app.note_queue_change();

create function app.forget_queue_changes(before timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ delete from queue_changes where at < before $$;
revoke all on function app.forget_queue_changes(timestamptz) from public;
grant execute on function app.forget_queue_changes(timestamptz) to countersign_app;

grant execute on function app.queue_place(consultations) to countersign_app;

-- Who calls, in one question: whose session, in which of their clinics and roles, and whether that clinic wants a
-- second factor of its staff. One row for a session that stands, without a membership if there is none.
create function app.acting(a_token text, a_clinic_slug text)
  returns table (
    user_id text, name text, email text, two_factor_enabled boolean, expires_at timestamptz,
    clinic_id uuid, role text, staff_member_id uuid, provider_id uuid, patient_id uuid, second_factor_demanded boolean
  )
  language sql stable security definer set search_path = public, pg_temp
  as $$
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
  $$;
revoke all on function app.acting(text, text) from public;
grant execute on function app.acting(text, text) to countersign_app;
