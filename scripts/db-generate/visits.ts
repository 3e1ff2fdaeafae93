/** The visits of a generated database, and everything that hangs on them. Reads `gen_patients` and `gen_charts`. */
import type pg from 'pg'
import { PROVIDERS, type Size, SMALL_EVERY } from './people.ts'

/** Minutes over which what waits now came in. */
const WAITING_MINUTES = 26 * 60
/** Days over which everything else came before that. */
const HISTORY_DAYS = 3 * 365

/**
 * `gen_visits`: visits 1 … n, oldest first; the last `pending` of them wait. Closed ones ended in every way a visit
 * can, most with a medicine; of those that wait some are held, some were answered, one in fifty is the small
 * clinic's.
 */
export async function planVisits(owner: pg.Client, size: Size): Promise<void> {
  const { consultations, pending, patients } = size
  const first = consultations - pending
  await owner.query(
    `create temp table gen_planned as
    with drawn as (
      select n, n % ${SMALL_EVERY} = 0 as small, n > ${first} as waits, pg_temp.rnd(n, 21) as fate,
        case when n % ${SMALL_EVERY} = 0
          then ${SMALL_EVERY} * (1 + floor(pg_temp.rnd(n, 22) * ${Math.floor(patients / SMALL_EVERY)})::bigint)
          else (select x - (x % ${SMALL_EVERY} = 0)::int from (select 1 + floor(pg_temp.rnd(n, 22) * ${patients})::bigint as x) y) end as m,
        case when n > ${first}
          then $1::timestamptz - make_interval(secs => ${WAITING_MINUTES * 60} * (1 - (n - ${first} - pg_temp.rnd(n, 23)) / ${pending}::float8))
          else $1::timestamptz - interval '2 days' - make_interval(secs => ${HISTORY_DAYS * 86_400} * (1 - (n - pg_temp.rnd(n, 23)) / ${Math.max(first, 1)}::float8)) end as submitted_at
      from generate_series(1, ${consultations}) n
    )
    select d.n, d.m, d.small, d.waits, p.clinic_id, pg_temp.gid(6, d.n) as id, p.id as patient_id, p.state, p.chart, h.pharmacy_id,
      date_trunc('milliseconds', d.submitted_at) as submitted_at,
      case
        when d.waits then case when d.fate < 0.002 then 'claimed' else 'submitted' end
        when c.treatment is null then case when d.fate < 0.9 then 'denied' else 'escalated' end
        when d.fate < 0.82 then 'completed' when d.fate < 0.90 then 'denied' when d.fate < 0.95 then 'cancelled'
        when d.fate < 0.97 then 'expired' when d.fate < 0.985 then 'info_requested' when d.fate < 0.99 then 'submitted'
        else 'escalated' end as status,
      d.waits and d.fate between 0.5 and 0.53 as answered,
      pg_temp.gid(3, case when d.small then 2000 + 1 + floor(pg_temp.rnd(d.n, 24) * ${PROVIDERS.small})::int
        else 1000 + 1 + floor(pg_temp.rnd(d.n, 24) * ${PROVIDERS.big})::int end) as provider_id
    from drawn d join gen_patients p on p.m = d.m join gen_charts c on c.chart = p.chart
      left join (select state, min(ncpdp_id) as pharmacy_id from pharmacies group by 1) h on h.state = p.state
    order by d.n`,
    [size.at],
  )
  await owner.query('analyze gen_planned')
  // The charts are large and few: joined when a row is written, never copied in between.
  await owner.query('create temp view gen_visits as select * from gen_planned join gen_charts using (chart)')
}

/** Which visits get the whole of what hangs on them: all, or those that wait. */
export type Depth = 'full' | 'slim'
type Statement = { what: string; sql: string; at?: true }

const DECIDED = `status in ('completed', 'denied', 'info_requested', 'escalated')`
const closes = `least(submitted_at + interval '1 hour' * (1 + 10 * pg_temp.rnd(n, 31)), $1::timestamptz)`

/** In an order in which foreign keys hold; each statement stands alone. */
export const statements = (depth: Depth): Statement[] => {
  const some = depth === 'full' ? 'true' : 'waits'
  return [
    {
      what: 'intakes',
      sql: `insert into intakes (clinic_id, id, category, questionnaire_version, status, token_hash, patient_id, answers, started_at, updated_at, submitted_at)
        select clinic_id, pg_temp.gid(7, n), category, questionnaire_version, 'submitted', 'generated-' || pg_temp.gid(7, n), patient_id, '{}',
          submitted_at - interval '6 minutes', submitted_at, submitted_at
        from gen_visits where ${some}`,
    },
    {
      what: 'consultations',
      at: true,
      sql: `insert into consultations (clinic_id, id, patient_id, intake_id, category, visit_kind, status, priority, priority_reasons, patient_state, reason,
          submitted_at, due_at, awaiting_payment, answered_at, preferred_provider_id, claimed_by, claimed_at, lease_expires_at, decision_id,
          decided_at, effective_at, closed_at, active_seconds, ready_to_approve, card, safety_answers, answers, version)
        select clinic_id, id, patient_id, case when ${some} then pg_temp.gid(7, n) end, category, 'first', status, priority, priority_reasons, state, reason, submitted_at,
          submitted_at + make_interval(mins => case priority when 'urgent' then 60 when 'high' then 480 else 1500 end),
          status = 'submitted' and not waits, case when answered then submitted_at + interval '5 minutes' end, case when answered then provider_id end,
          case when status = 'claimed' then provider_id end, case when status = 'claimed' then $1::timestamptz - interval '1 minute' end,
          case when status = 'claimed' then $1::timestamptz + interval '2 minutes' end,
          case when ${DECIDED} then pg_temp.gid(8, n) end, case when ${DECIDED} then ${closes} end, case when ${DECIDED} then ${closes} + interval '10 seconds' end,
          case when not waits and status not in ('submitted', 'info_requested') then ${closes} + interval '1 day' end,
          case when waits then 0 else 40 + floor(200 * pg_temp.rnd(n, 32))::int end, ready and not answered, card, safety_answers,
          case when waits then answers else closed_answers end, case when waits then 1 else 4 end
        from gen_visits`,
    },
    {
      what: 'treatment_recommendations',
      sql: `insert into treatment_recommendations (clinic_id, id, consultation_id, recommended_treatment, confidence_score, reasoning, engine_version,
          rule_versions, input_snapshot, assessed_at, created_at)
        select clinic_id, pg_temp.gid(9, n), id, case when waits then assessment else closed_assessment end, confidence, 'Generated', 'generated', '{}',
          input_text::json, submitted_at, submitted_at
        from gen_visits where ${some}`,
    },
    {
      what: 'consultation_approvals',
      at: true,
      sql: `insert into consultation_approvals (clinic_id, id, consultation_id, provider_id, status, approval_notes, reason_code, patient_message, treatment,
          approved_at, effective_at, created_at)
        select clinic_id, pg_temp.gid(8, n), id, provider_id, case status when 'completed' then 'approved' else status end, 'Generated',
          case when status = 'denied' then 'not_indicated' end, case when status = 'denied' then 'This is not right for you.' end,
          case when status = 'completed' then treatment end, ${closes}, ${closes} + interval '10 seconds', ${closes}
        from gen_visits where ${DECIDED} and ${some} and not waits`,
    },
    {
      what: 'consultation_approvals (asked)',
      sql: `insert into consultation_approvals (clinic_id, id, consultation_id, provider_id, status, approved_at, effective_at, created_at)
        select clinic_id, pg_temp.gid(10, n), id, provider_id, 'info_requested', submitted_at, submitted_at, submitted_at from gen_visits where answered`,
    },
    {
      what: 'information_requests',
      sql: `insert into information_requests (clinic_id, id, consultation_id, decision_id, provider_id, status, message, questions, answers, asked_at, answered_at)
        select clinic_id, pg_temp.gid(11, n), id, pg_temp.gid(10, n), provider_id, 'answered', 'One question before I decide.',
          '[{"id": "q1", "text": "Do you smoke?", "kind": "yes_no", "fact": null}]', '[{"questionId": "q1", "unknown": false, "yes": false}]',
          submitted_at, submitted_at + interval '5 minutes'
        from gen_visits where answered`,
    },
    {
      what: 'consultation_notes',
      at: true,
      sql: `insert into consultation_notes (clinic_id, id, consultation_id, author_id, kind, body, status, saved_at, signed_at, decision_id)
        select clinic_id, pg_temp.gid(12, n), id, provider_id, 'note', 'Generated note of a generated visit.', 'signed', ${closes}, ${closes}, pg_temp.gid(8, n)
        from gen_visits where status = 'completed' and ${some}`,
    },
    {
      what: 'orders',
      at: true,
      sql: `insert into orders (clinic_id, id, consultation_id, patient_id, status, pharmacy_id, treatment, decision_id, approved_by, approved_at, effective_at,
          sent_at, closed_at, created_at)
        select clinic_id, pg_temp.gid(13, n), id, patient_id,
          case status when 'completed' then 'completed' when 'denied' then 'denied' when 'cancelled' then 'cancelled' when 'expired' then 'cancelled' else 'draft' end,
          pharmacy_id, case when status = 'completed' then treatment end,
          case when status in ('completed', 'denied') and ${some} and not waits then pg_temp.gid(8, n) end, case when status = 'completed' then provider_id end,
          case when status = 'completed' then ${closes} end, case when status in ('completed', 'denied') then ${closes} + interval '10 seconds' end,
          case when status = 'completed' then ${closes} + interval '11 seconds' end, case when status = 'completed' then ${closes} + interval '1 day' end, submitted_at
        from gen_visits v where ${some}`,
    },
    {
      what: 'prescriptions',
      at: true,
      sql: `insert into prescriptions (clinic_id, id, order_id, patient_id, provider_id, decision_id, pharmacy_id, status, drug_id, drug_description, rxcui,
          rxcui_qualifier, ndc, strength, form, dose_mg, frequency, quantity, quantity_unit_code, days_supply, refills, sig, written_on, message_id,
          prescriber_order_number, signed_at, sent_at, status_at)
        select clinic_id, pg_temp.gid(14, n), pg_temp.gid(13, n), patient_id, provider_id, pg_temp.gid(8, n), pharmacy_id,
          'filled', product ->> 'drugId', product ->> 'description', product ->> 'rxcui', case when product ->> 'rxcui' is not null then product ->> 'tty' end,
          product ->> 'ndc', product ->> 'strength', product ->> 'form', (treatment ->> 'doseMg')::numeric, treatment ->> 'frequency',
          (treatment ->> 'quantity')::numeric, product ->> 'quantityUnitCode', (treatment ->> 'daysSupply')::int, (treatment ->> 'refills')::int,
          treatment ->> 'sig', (${closes})::date, replace(pg_temp.gid(14, n)::text, '-', ''), replace(pg_temp.gid(15, n)::text, '-', ''),
          ${closes}, ${closes} + interval '11 seconds', ${closes} + interval '1 day'
        from gen_visits v where status = 'completed' and ${some}`,
    },
    {
      what: 'invoices',
      at: true,
      sql: `insert into invoices (clinic_id, id, number, order_id, consultation_id, patient_id, status, amount_cents, issued_at, paid_at, created_at)
        select clinic_id, pg_temp.gid(16, n), 'G-' || n, pg_temp.gid(13, n), id, patient_id,
          case status when 'completed' then 'paid' when 'cancelled' then 'void' when 'denied' then 'void' when 'expired' then 'void' else 'authorised' end,
          4900, case when status = 'completed' then ${closes} end, case when status = 'completed' then ${closes} end, submitted_at
        from gen_visits where ${some}`,
    },
    {
      what: 'invoice_lines',
      sql: `insert into invoice_lines (clinic_id, id, invoice_id, description, amount_cents)
        select clinic_id, pg_temp.gid(17, n), pg_temp.gid(16, n), 'Visit', 4900 from gen_visits where ${some}`,
    },
    {
      what: 'payments',
      at: true,
      sql: `insert into payments (clinic_id, id, invoice_id, status, amount_cents, captured_cents, payment_intent_id, created_at, updated_at)
        select clinic_id, pg_temp.gid(18, n), pg_temp.gid(16, n),
          case when status = 'completed' then 'captured' when status in ('cancelled', 'denied', 'expired') then 'released' else 'authorised' end,
          4900, case when status = 'completed' then 4900 else 0 end, 'pi_generated_' || n, submitted_at, ${closes}
        from gen_visits where ${some} and not (status = 'submitted' and not waits)`,
    },
    {
      what: 'observations',
      sql: `insert into observations (clinic_id, id, patient_id, code, value, value2, unit, source, source_id, effective_at, recorded_at)
        select v.clinic_id, pg_temp.gid(19, v.n * 16 + o.i), v.patient_id, o.fact ->> 'code',
          case o.fact ->> 'code' when '29463-7' then round(((o.fact ->> 'value')::numeric * (0.94 + 0.12 * pg_temp.rnd(v.n, 33)::numeric)), 1) else (o.fact ->> 'value')::numeric end,
          (o.fact ->> 'value2')::numeric, o.fact ->> 'unit', 'intake', pg_temp.gid(7, v.n), v.submitted_at, v.submitted_at
        from gen_visits v, jsonb_array_elements(v.observations) with ordinality o (fact, i) where ${some}`,
    },
    {
      what: 'documents',
      sql: `insert into documents (clinic_id, id, patient_id, intake_id, consultation_id, kind, title, content_type, byte_size, sha256, storage_key, created_at)
        select clinic_id, pg_temp.gid(20, n), patient_id, pg_temp.gid(7, n), id, 'scalp_photo', 'Photo', 'image/jpeg', 1, repeat('0', 64), 'generated/' || n, submitted_at
        from gen_visits where category = 'hair' and ${some}`,
    },
    {
      what: 'messages',
      sql: `insert into messages (clinic_id, id, consultation_id, patient_id, author_kind, author_id, author_name, body, sent_at)
        select clinic_id, pg_temp.gid(21, n), id, patient_id, 'patient', patient_id, 'Generated patient', 'A question of a generated patient.', submitted_at + interval '1 minute'
        from gen_visits where pg_temp.rnd(n, 34) < 0.1 and ${some}`,
    },
    {
      what: 'events',
      sql: `insert into events (clinic_id, id, type, subject_id, patient_id, body, at)
        select clinic_id, pg_temp.gid(22, n), 'consultation.queued', id, patient_id, jsonb_build_object('status', 'submitted', 'category', category, 'state', state), submitted_at
        from gen_visits where waits`,
    },
    {
      what: 'audit_entries',
      sql: `insert into audit_entries (clinic_id, id, at, actor_role, action, subject_type, subject_id, patient_id)
        select clinic_id, pg_temp.gid(23, n), submitted_at, 'patient', 'consultation.submitted', 'consultation', id, patient_id from gen_visits where ${some}`,
    },
    ...facts(some),
  ]
}

const facts = (some: string): Statement[] => {
  const whose =
    some === 'true'
      ? 'gen_patients p'
      : '(select * from gen_patients q where exists (select from gen_visits v where v.m = q.m and v.waits)) p'
  return [
    {
      what: 'patient_conditions',
      at: true,
      sql: `insert into patient_conditions (clinic_id, id, patient_id, text, code, months_ago, source, recorded_at)
        select p.clinic_id, pg_temp.gid(24, p.m * 16 + f.i), p.id, f.fact ->> 'text', f.fact ->> 'code', (f.fact ->> 'monthsAgo')::int, 'intake', $1
        from ${whose} join gen_charts c on c.chart = p.chart, jsonb_array_elements(c.conditions) with ordinality f (fact, i)`,
    },
    {
      what: 'patient_medications',
      at: true,
      sql: `insert into patient_medications (clinic_id, id, patient_id, text, dose, source, recorded_at)
        select p.clinic_id, pg_temp.gid(25, p.m * 16 + f.i), p.id, f.fact ->> 'text', f.fact ->> 'dose', 'intake', $1
        from ${whose} join gen_charts c on c.chart = p.chart, jsonb_array_elements(c.medications) with ordinality f (fact, i)`,
    },
    {
      what: 'patient_allergies',
      at: true,
      sql: `insert into patient_allergies (clinic_id, id, patient_id, substance, reaction, source, recorded_at)
        select p.clinic_id, pg_temp.gid(26, p.m * 16 + f.i), p.id, f.fact ->> 'substance', f.fact ->> 'reaction', 'intake', $1
        from ${whose} join gen_charts c on c.chart = p.chart, jsonb_array_elements(c.allergies) with ordinality f (fact, i)`,
    },
    {
      what: 'patient_list_reviews',
      at: true,
      sql: `insert into patient_list_reviews (clinic_id, patient_id, list, source, reviewed_at)
        select p.clinic_id, p.id, l, 'intake', $1 from ${whose}, unnest(array['conditions', 'medications', 'allergies']) l`,
    },
  ]
}
