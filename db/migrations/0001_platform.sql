-- The ground every table stands on: the app schema, identity tables of the sign-in library,
-- clinics, events, audit, idempotency, jobs. Runs as the owner; the application never does.

create schema if not exists app;
create schema if not exists auth;
grant usage on schema app, auth to countersign_app;

-- The clinic a transaction speaks for. Reads as '' after the transaction that set it, hence nullif.
create function app.current_clinic() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.clinic_id', true), '')::uuid $$;

create table clinics (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  name text not null,
  npi text not null check (npi ~ '^[0-9]{10}$'),
  phone text not null,
  address jsonb not null,
  time_zone text not null default 'America/Chicago',
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- Sign-in (better-auth). Column names are the library's, in snake case.
create table auth.user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table auth.session (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  ip_address text,
  user_agent text,
  user_id text not null references auth.user (id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_user_id on auth.session (user_id);
create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references auth.user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_user_id on auth.account (user_id);
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
create table auth.two_factor (
  id text primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null references auth.user (id) on delete cascade,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index two_factor_user_id on auth.two_factor (user_id);
grant select, insert, update, delete on all tables in schema auth to countersign_app;

-- Events: ids and statuses only, never PHI. `xid` is what makes replay free of gaps: a reader that
-- saw every transaction below pg_snapshot_xmin resumes from that number and misses nothing.
create table events (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  type text not null,
  subject_id uuid not null,
  patient_id uuid,
  body jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (clinic_id, id)
);
create index events_xid on events (xid, id);
create index events_clinic_xid on events (clinic_id, xid, id);

create function app.notify_event() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('countersign_events', '');
  return null;
end $$;
create trigger events_notify after insert on events for each statement execute function app.notify_event();

-- The stream hub reads every clinic's events and hands each to that clinic's listeners only.
create function app.tail_events(from_xid text, most integer)
  returns table (clinic_id uuid, id uuid, xid text, type text, subject_id uuid, patient_id uuid, body jsonb, at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select e.clinic_id, e.id, e.xid::text, e.type, e.subject_id, e.patient_id, e.body, e.at
    from events e where e.xid >= from_xid::xid8 order by e.xid, e.id limit most
  $$;
revoke all on function app.tail_events(text, integer) from public;
grant execute on function app.tail_events(text, integer) to countersign_app;

-- Who did or saw what. Insert and read only: the app role holds no right to change a line.
create table audit_entries (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  at timestamptz not null default now(),
  actor_id text,
  actor_role text not null,
  action text not null,
  subject_type text not null,
  subject_id uuid,
  patient_id uuid,
  request_id text,
  ip inet,
  details jsonb not null default '{}',
  primary key (clinic_id, id)
);
create index audit_entries_patient on audit_entries (clinic_id, patient_id, at desc);
create index audit_entries_at on audit_entries (clinic_id, at desc, id);

create table idempotency_keys (
  clinic_id uuid not null references clinics (id),
  actor_id text not null,
  key text not null check (length(key) between 8 and 200),
  route text not null,
  request_hash text not null,
  response_status integer not null,
  response_body jsonb,
  created_at timestamptz not null default now(),
  primary key (clinic_id, actor_id, key)
);

-- The outbox: a job is part of the transaction that asks for it. The payload may hold ids only;
-- the check refuses anything that is not a short identifier, so that no PHI can slip in.
create function app.enqueue(task text, payload jsonb, run_at timestamptz default null, job_key text default null, max_attempts integer default null)
  returns void
  language plpgsql security definer set search_path = graphile_worker, public, pg_temp
  as $$
declare pair record;
begin
  for pair in select key, value from jsonb_each_text(payload) loop
    if pair.value is not null and pair.value !~ '^[A-Za-z0-9:_-]{1,64}$' then
      raise exception 'job payload of % may hold identifiers only (%)', task, pair.key using errcode = 'check_violation';
    end if;
  end loop;
  perform graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => job_key, max_attempts => max_attempts);
end $$;
-- An owner that is no superuser may hand a function over only to a role with create on its schema: lent.
grant create on schema app to countersign_jobs;
alter function app.enqueue(text, jsonb, timestamptz, text, integer) owner to countersign_jobs;
revoke create on schema app from countersign_jobs;
revoke all on function app.enqueue(text, jsonb, timestamptz, text, integer) from public;
grant execute on function app.enqueue(text, jsonb, timestamptz, text, integer) to countersign_app;
