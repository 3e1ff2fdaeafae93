-- Row-level security and rights, from the first table on. The app role owns nothing and bypasses nothing.

grant usage on schema public to countersign_app;

do $$
declare t record;
begin
  for t in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'clinic_id' and not a.attisdropped)
  loop
    execute format('alter table %I enable row level security', t.relname);
    execute format('create policy clinic on %I using (clinic_id = app.current_clinic()) with check (clinic_id = app.current_clinic())', t.relname);
    execute format('grant select, insert on %I to countersign_app', t.relname);
  end loop;
end $$;

alter table clinics enable row level security;
create policy clinic on clinics using (id = app.current_clinic());
grant select on clinics to countersign_app;
grant update (name, phone, address, time_zone, settings) on clinics to countersign_app;

-- Update is granted table by table: what is missing here is only ever added to.
grant update on idempotency_keys, staff_members, staff_invitations, providers, provider_licences, provider_preferences, patients,
  patient_conditions, patient_medications, patient_allergies, patient_list_reviews, documents, intakes, consultations,
  consultation_notes, information_requests, messages, orders, prescriptions, invoices, payments, notifications
  to countersign_app;

grant select, insert, update on pharmacies to countersign_app;
grant insert on unmatched_network_messages to countersign_app;
grant select, insert, update on payment_webhook_events to countersign_app;

-- A signed note and an opened invoice's lines never change.
create function app.refuse_signed_note() returns trigger language plpgsql as $$
begin
  if old.status = 'signed' then
    raise exception 'a signed note changes only by addendum' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consultation_notes_signed before update on consultation_notes
  for each row execute function app.refuse_signed_note();

-- Before a clinic is known: which clinics a signed-in person belongs to, and a clinic by its address.
create function app.memberships_of(a_user_id text)
  returns table (clinic_id uuid, clinic_slug text, role text, staff_member_id uuid, provider_id uuid, patient_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.clinic_id, c.slug, s.role, s.id, p.id, null::uuid
    from staff_members s join clinics c on c.id = s.clinic_id
    left join providers p on p.clinic_id = s.clinic_id and p.staff_member_id = s.id
    where s.user_id = a_user_id and s.status = 'active'
    union all
    select p.clinic_id, c.slug, 'patient', null, null, p.id
    from patients p join clinics c on c.id = p.clinic_id where p.user_id = a_user_id
  $$;
revoke all on function app.memberships_of(text) from public;
grant execute on function app.memberships_of(text) to countersign_app;

create function app.clinic_by_slug(a_slug text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id from clinics where slug = a_slug $$;
revoke all on function app.clinic_by_slug(text) from public;
grant execute on function app.clinic_by_slug(text) to countersign_app;

create function app.clinic_of_intake(a_token_hash text) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select clinic_id from intakes where token_hash = a_token_hash $$;
revoke all on function app.clinic_of_intake(text) from public;
grant execute on function app.clinic_of_intake(text) to countersign_app;

create function app.invitation_by_token(a_token_hash text)
  returns table (clinic_id uuid, id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select i.clinic_id, i.id from staff_invitations i where i.token_hash = a_token_hash $$;
revoke all on function app.invitation_by_token(text) from public;
grant execute on function app.invitation_by_token(text) to countersign_app;

-- The clock's work, over all clinics: which leases ran out, which intakes went stale, what is undecided at the network.
create function app.lapsed_leases(at_time timestamptz, most integer)
  returns table (clinic_id uuid, consultation_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.clinic_id, c.id from consultations c where c.status = 'claimed' and c.lease_expires_at < at_time order by c.lease_expires_at limit most $$;
revoke all on function app.lapsed_leases(timestamptz, integer) from public;
grant execute on function app.lapsed_leases(timestamptz, integer) to countersign_app;

create function app.stale_intakes(before timestamptz, most integer)
  returns table (clinic_id uuid, intake_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select i.clinic_id, i.id from intakes i where i.status = 'started' and i.updated_at < before limit most $$;
revoke all on function app.stale_intakes(timestamptz, integer) from public;
grant execute on function app.stale_intakes(timestamptz, integer) to countersign_app;

-- Decided orders whose prescription or payment should have moved by now: their job died with its process.
create function app.overdue_orders(before timestamptz, most integer)
  returns table (clinic_id uuid, order_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.clinic_id, p.order_id from prescriptions p
      where p.status in ('signed', 'transmitting') and p.status_at < before
    union
    select o.clinic_id, o.id from orders o
      join invoices i on i.clinic_id = o.clinic_id and i.order_id = o.id
      join payments y on y.clinic_id = i.clinic_id and y.invoice_id = i.id
      where o.effective_at < before and o.effective_at > before - interval '3 days' and o.status <> 'draft'
        and y.status = 'authorised' and y.updated_at < before
    limit most
  $$;
revoke all on function app.overdue_orders(timestamptz, integer) from public;
grant execute on function app.overdue_orders(timestamptz, integer) to countersign_app;

create function app.stale_consultations(before timestamptz, most integer)
  returns table (clinic_id uuid, consultation_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.clinic_id, c.id from consultations c
    where (c.status = 'submitted' and c.awaiting_payment and c.submitted_at < before)
       or (c.status = 'info_requested' and c.decided_at < before)
    limit most
  $$;
revoke all on function app.stale_consultations(timestamptz, integer) from public;
grant execute on function app.stale_consultations(timestamptz, integer) to countersign_app;

-- Answers kept for repeated requests may hold what was asked: none is needed after two days.
create function app.forget_answers(before timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ delete from idempotency_keys where created_at < before $$;
revoke all on function app.forget_answers(timestamptz) from public;
grant execute on function app.forget_answers(timestamptz) to countersign_app;
