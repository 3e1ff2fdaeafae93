-- People and their facts. Every table here is a clinic's own; clinic_id leads every key.

create table staff_members (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  user_id text not null references auth.user (id),
  role text not null check (role in ('provider', 'coordinator', 'biller', 'admin', 'supervisor')),
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, user_id)
);
create index staff_members_user on staff_members (user_id);

create table staff_invitations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  email text not null,
  role text not null check (role in ('provider', 'coordinator', 'biller', 'admin', 'supervisor')),
  token_hash text not null unique,
  invited_by uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, invited_by) references staff_members (clinic_id, id)
);

-- A provider is a staff member who may hold licences and sign.
create table providers (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  staff_member_id uuid not null,
  given_name text not null,
  family_name text not null,
  credential text not null check (credential in ('MD', 'DO', 'NP', 'PA')),
  npi text not null check (npi ~ '^[0-9]{10}$'),
  phone text not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, staff_member_id),
  foreign key (clinic_id, staff_member_id) references staff_members (clinic_id, id)
);

create table provider_licences (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  provider_id uuid not null,
  state text not null check (state ~ '^[A-Z]{2}$'),
  number text not null,
  status text not null default 'active' check (status in ('active', 'suspended', 'revoked')),
  expires_on date not null,
  dea_number text,
  primary key (clinic_id, id),
  unique (clinic_id, provider_id, state),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id)
);

create table provider_preferences (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  provider_id uuid not null,
  notification_settings jsonb not null default '{}',
  dashboard_layout jsonb not null default '{}',
  default_filters jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, provider_id),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id)
);

create table patients (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  user_id text references auth.user (id),
  mrn text not null,
  given_name text not null,
  family_name text not null,
  birth_date date not null,
  sex text not null check (sex in ('female', 'male')),
  email text not null,
  phone text not null,
  address_line text not null,
  city text not null,
  state text not null check (state ~ '^[A-Z]{2}$'),
  postal_code text not null,
  identity_status text not null default 'unverified' check (identity_status in ('unverified', 'matched', 'mismatch')),
  preferred_pharmacy_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, id),
  unique (clinic_id, mrn),
  unique (clinic_id, user_id)
);
create index patients_user on patients (user_id);
create index patients_name on patients (clinic_id, lower(family_name), lower(given_name));

create table patient_conditions (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid not null,
  text text not null,
  code text,
  months_ago integer,
  status text not null default 'active' check (status in ('active', 'resolved')),
  source text not null check (source in ('intake', 'answer', 'provider', 'pharmacy', 'lab', 'import')),
  source_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index patient_conditions_patient on patient_conditions (clinic_id, patient_id);

create table patient_medications (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid not null,
  text text not null,
  dose text,
  status text not null default 'active' check (status in ('active', 'stopped')),
  source text not null check (source in ('intake', 'answer', 'provider', 'pharmacy', 'lab', 'import')),
  source_id uuid,
  last_filled_on date,
  days_supply integer,
  recorded_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index patient_medications_patient on patient_medications (clinic_id, patient_id);

create table patient_allergies (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid not null,
  substance text not null,
  reaction text,
  status text not null default 'active' check (status in ('active', 'refuted')),
  source text not null check (source in ('intake', 'answer', 'provider', 'pharmacy', 'lab', 'import')),
  source_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index patient_allergies_patient on patient_allergies (clinic_id, patient_id);

-- A patient who says "none" has answered; one who never answered has not. Both facts are kept.
create table patient_list_reviews (
  clinic_id uuid not null references clinics (id),
  patient_id uuid not null,
  list text not null check (list in ('conditions', 'medications', 'allergies')),
  source text not null,
  source_id uuid,
  reviewed_at timestamptz not null,
  primary key (clinic_id, patient_id, list),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);

-- Vitals and labs. `code` is LOINC; value2 holds the diastolic part of a blood pressure.
create table observations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid not null,
  code text not null,
  value numeric not null,
  value2 numeric,
  unit text not null,
  source text not null check (source in ('intake', 'answer', 'provider', 'pharmacy', 'lab', 'import')),
  source_id uuid,
  effective_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index observations_patient on observations (clinic_id, patient_id, code, effective_at desc);

create table documents (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  patient_id uuid,
  intake_id uuid,
  consultation_id uuid,
  kind text not null check (kind in ('scalp_photo', 'identity_document', 'photo', 'lab_report', 'other')),
  title text not null,
  content_type text not null,
  byte_size integer not null,
  sha256 text not null,
  storage_key text not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id)
);
create index documents_patient on documents (clinic_id, patient_id);
create index documents_intake on documents (clinic_id, intake_id);

create table intakes (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  category text not null check (category in ('weight', 'ed', 'hair')),
  questionnaire_version text not null,
  status text not null default 'started' check (status in ('started', 'submitted', 'abandoned')),
  token_hash text not null unique,
  user_id text references auth.user (id),
  patient_id uuid,
  answers jsonb not null default '{}',
  version integer not null default 1,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  primary key (clinic_id, id),
  foreign key (clinic_id, patient_id) references patients (clinic_id, id)
);
create index intakes_stale on intakes (updated_at) where status = 'started';
