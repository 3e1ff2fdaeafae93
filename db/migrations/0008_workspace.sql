-- What the provider workspace keeps besides cases: ready-made words for notes, who has a case open, which
-- deadlines were told, and finding a patient by the first letters of a name.

-- A clinic's own (provider_id null) or one provider's.
create table note_templates (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  provider_id uuid,
  kind text not null check (kind in ('template', 'quick_text')),
  name text not null check (length(name) between 1 and 60),
  -- What is typed after the semicolon to get a quick text.
  shortcut text check (shortcut ~ '^[a-z0-9-]{1,20}$'),
  -- Null: for every category.
  category text check (category in ('weight', 'ed', 'hair')),
  body text not null check (length(body) between 1 and 8000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, id),
  foreign key (clinic_id, provider_id) references providers (clinic_id, id)
);
create index note_templates_provider on note_templates (clinic_id, provider_id);
alter table note_templates enable row level security;
create policy clinic on note_templates using (clinic_id = app.current_clinic()) with check (clinic_id = app.current_clinic());
grant select, insert, update, delete on note_templates to countersign_app;

-- Who has a case on the screen now. Worth nothing after a crash, so it is not logged.
create unlogged table case_views (
  clinic_id uuid not null references clinics (id),
  consultation_id uuid not null,
  user_id text not null,
  name text not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (clinic_id, consultation_id, user_id)
);
alter table case_views enable row level security;
create policy clinic on case_views using (clinic_id = app.current_clinic()) with check (clinic_id = app.current_clinic());
grant select, insert, update, delete on case_views to countersign_app;

-- A deadline is told once, when it passes.
alter table consultations add column overdue_told_at timestamptz;
create index consultations_untold on consultations (due_at)
  where status in ('submitted', 'claimed') and not awaiting_payment and overdue_told_at is null;

-- Those that passed a little while ago: what passed long before anybody could be told is news to nobody.
create function app.crossed_deadlines(at_time timestamptz, most integer)
  returns table (clinic_id uuid, consultation_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.clinic_id, c.id from consultations c
    where c.status in ('submitted', 'claimed') and not c.awaiting_payment and c.overdue_told_at is null
      and c.due_at <= at_time and c.due_at > at_time - interval '1 hour'
    order by c.due_at limit most
  $$;
revoke all on function app.crossed_deadlines(timestamptz, integer) from public;
grant execute on function app.crossed_deadlines(timestamptz, integer) to countersign_app;

create index patients_family_prefix on patients (clinic_id, lower(family_name) text_pattern_ops);
create index patients_given_prefix on patients (clinic_id, lower(given_name) text_pattern_ops);
create index patients_mrn_prefix on patients (clinic_id, lower(mrn) text_pattern_ops);
