-- A clinic's protocol: what it tunes of the platform's own rows. Versions are only ever added.
create table clinic_protocols (
  clinic_id uuid not null references clinics (id),
  version integer not null check (version > 0),
  policy jsonb not null,
  reason text not null check (length(reason) between 15 and 1000),
  author_id text not null references auth.user (id),
  effective_from timestamptz not null,
  created_at timestamptz not null,
  primary key (clinic_id, version),
  check (effective_from >= created_at)
);

-- Which protocol judged; null: the product's defaults. Replay needs the snapshot as it was written: jsonb would
-- sort its keys, and the order of answers is an order of findings.
alter table treatment_recommendations add column protocol_version integer;
alter table treatment_recommendations alter column input_snapshot type json using input_snapshot::json;
alter table treatment_recommendations add foreign key (clinic_id, protocol_version) references clinic_protocols (clinic_id, version);
alter table safety_assessments add column protocol_version integer;
alter table safety_assessments add foreign key (clinic_id, protocol_version) references clinic_protocols (clinic_id, version);

-- Record systems that may call the CDS Hooks services, each by its issuer and its public keys.
create table cds_clients (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  issuer text not null check (length(issuer) between 1 and 300),
  jwks jsonb not null,
  created_by text not null references auth.user (id),
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (clinic_id, id)
);
-- An issuer speaks for one clinic: the token says who calls before any clinic is known.
create unique index cds_clients_issuer on cds_clients (issuer) where revoked_at is null;

-- A token is good for one call; kept until it would have expired anyway.
create table cds_used_tokens (
  clinic_id uuid not null references clinics (id),
  client_id uuid not null,
  jti text not null check (length(jti) between 1 and 200),
  expires_at timestamptz not null,
  primary key (clinic_id, client_id, jti),
  foreign key (clinic_id, client_id) references cds_clients (clinic_id, id)
);
create index cds_used_tokens_expired on cds_used_tokens (expires_at);

-- The cards given, and what became of each: rule and severity, nothing of the patient.
create table cds_cards (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  client_id uuid not null,
  service text not null,
  rule text,
  rule_version integer,
  indicator text not null check (indicator in ('info', 'warning', 'critical')),
  engine_version text not null,
  protocol_version integer,
  given_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references cds_clients (clinic_id, id),
  foreign key (clinic_id, protocol_version) references clinic_protocols (clinic_id, version)
);
create table cds_feedback (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  card_id uuid not null,
  outcome text not null check (outcome in ('accepted', 'overridden')),
  -- A code of the reasons the card offered; another system's own codes are not kept.
  reason_code text,
  outcome_at timestamptz not null,
  told_at timestamptz not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, card_id) references cds_cards (clinic_id, id)
);
create index cds_feedback_card on cds_feedback (clinic_id, card_id);

do $$
declare t text;
begin
  foreach t in array array['clinic_protocols', 'cds_clients', 'cds_used_tokens', 'cds_cards', 'cds_feedback'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy clinic on %I using (clinic_id = app.current_clinic()) with check (clinic_id = app.current_clinic())', t);
    execute format('grant select, insert on %I to countersign_app', t);
  end loop;
end $$;
grant update (revoked_at) on cds_clients to countersign_app;

-- The app's role deletes nothing: what has expired goes through this one door.
create function app.forget_cds_tokens(before timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ delete from cds_used_tokens where expires_at < before $$;
revoke all on function app.forget_cds_tokens(timestamptz) from public;
grant execute on function app.forget_cds_tokens(timestamptz) to countersign_app;

create function app.cds_client_by_issuer(a_issuer text)
  returns table (clinic_id uuid, id uuid, jwks jsonb)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.clinic_id, c.id, c.jwks from cds_clients c where c.issuer = a_issuer and c.revoked_at is null $$;
revoke all on function app.cds_client_by_issuer(text) from public;
grant execute on function app.cds_client_by_issuer(text) to countersign_app;

-- A BMI code stands beside the diagnosis it goes with, never alone (ICD-10-CM guidelines, section I.B.14).
alter table prescriptions add column secondary_diagnosis_code text;
