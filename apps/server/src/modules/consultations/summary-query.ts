/** Everything the review shows, and the record that it was read, in one statement: one round trip however long the chart. */
import { type RawBuilder, sql } from 'kysely'
import { auditOfRead } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'

/** Columns are aggregated to JSON by PostgreSQL in the shape of the contract's summary, dates as timestamps. */
export function summaryQuery(actor: Actor, id: string, now: Date): RawBuilder<{ row: SummaryRow | null }> {
  const { clinicId, providerId } = actor
  const line = { action: 'chart.read', subjectType: 'consultation', subjectId: id, at: now } as const
  return sql`
    with c as (
      select * from consultations where clinic_id = ${clinicId} and id = ${id}
    ),
    told as (${auditOfRead(
      actor,
      line,
      sql`c.patient_id`,
      // A provider who holds no license where the patient is gets nothing to read.
      sql`from c where ${actor.role !== 'provider'}::boolean or exists (
        select from provider_licences l where l.clinic_id = c.clinic_id and l.provider_id = ${providerId} and l.state = c.patient_state
          and l.status = 'active' and l.expires_on >= ${now}::date)`,
    )})
    select jsonb_build_object(
      'consultation', to_jsonb(c) - 'safety_answers' - 'card',
      'patient', to_jsonb(p),
      'claimant', (select jsonb_build_object('id', v.id, 'given', v.given_name, 'family', v.family_name, 'credential', v.credential)
        from providers v where v.clinic_id = c.clinic_id and v.id = c.claimed_by),
      'licence', (select jsonb_build_object('status', l.status, 'expires_on', l.expires_on)
        from provider_licences l where l.clinic_id = c.clinic_id and l.provider_id = ${providerId} and l.state = c.patient_state),
      'conditions', coalesce((select jsonb_agg(to_jsonb(f) order by f.recorded_at, f.id) from patient_conditions f
        where f.clinic_id = c.clinic_id and f.patient_id = c.patient_id and f.status = 'active'), '[]'),
      'medications', coalesce((select jsonb_agg(to_jsonb(f) order by f.recorded_at, f.id) from patient_medications f
        where f.clinic_id = c.clinic_id and f.patient_id = c.patient_id and f.status = 'active'), '[]'),
      'allergies', coalesce((select jsonb_agg(to_jsonb(f) order by f.recorded_at, f.id) from patient_allergies f
        where f.clinic_id = c.clinic_id and f.patient_id = c.patient_id and f.status = 'active'), '[]'),
      'reviewed', coalesce((select jsonb_agg(r.list) from patient_list_reviews r
        where r.clinic_id = c.clinic_id and r.patient_id = c.patient_id), '[]'),
      'observations', coalesce((select jsonb_agg(to_jsonb(o) order by o.effective_at) from observations o
        where o.clinic_id = c.clinic_id and o.patient_id = c.patient_id), '[]'),
      'recommendation', (select jsonb_build_object('id', t.id, 'assessment', t.recommended_treatment, 'assessed_at', t.assessed_at)
        from treatment_recommendations t where t.clinic_id = c.clinic_id and t.consultation_id = c.id
        order by t.created_at desc, t.id desc limit 1),
      'documents', coalesce((select jsonb_agg(to_jsonb(d) || jsonb_build_object('earlier', d.consultation_id is distinct from c.id) order by d.created_at)
        from documents d where d.clinic_id = c.clinic_id and d.patient_id = c.patient_id
          and (d.consultation_id = c.id or (d.consultation_id is not null and d.kind in ('scalp_photo', 'photo')))), '[]'),
      'messages', coalesce((select jsonb_agg(to_jsonb(m) order by m.sent_at) from messages m
        where m.clinic_id = c.clinic_id and m.consultation_id = c.id), '[]'),
      'requests', coalesce((select jsonb_agg(to_jsonb(q) || jsonb_build_object('asked_by', v.given_name || ' ' || v.family_name || ', ' || v.credential) order by q.asked_at)
        from information_requests q join providers v on v.clinic_id = q.clinic_id and v.id = q.provider_id
        where q.clinic_id = c.clinic_id and q.consultation_id = c.id), '[]'),
      'decisions', coalesce((select jsonb_agg(to_jsonb(a) || jsonb_build_object('by', v.given_name || ' ' || v.family_name || ', ' || v.credential,
          'undone', exists (select 1 from consultation_approvals u where u.clinic_id = a.clinic_id and u.undoes_id = a.id)) order by a.approved_at)
        from consultation_approvals a join providers v on v.clinic_id = a.clinic_id and v.id = a.provider_id
        where a.clinic_id = c.clinic_id and a.consultation_id = c.id and a.status <> 'undone'), '[]'),
      'notes', coalesce((select jsonb_agg(to_jsonb(n) || jsonb_build_object('by', v.given_name || ' ' || v.family_name || ', ' || v.credential) order by n.saved_at)
        from consultation_notes n join providers v on v.clinic_id = n.clinic_id and v.id = n.author_id
        where n.clinic_id = c.clinic_id and n.consultation_id = c.id and (n.status = 'signed' or n.author_id = ${providerId})), '[]'),
      'earlier', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'category', e.category, 'status', e.status, 'submitted_at', e.submitted_at,
          'drug', (select rx.drug_description from orders o join prescriptions rx on rx.clinic_id = o.clinic_id and rx.order_id = o.id
            where o.clinic_id = e.clinic_id and o.consultation_id = e.id order by rx.signed_at desc limit 1)) order by e.submitted_at desc)
        from consultations e where e.clinic_id = c.clinic_id and e.patient_id = c.patient_id and e.id <> c.id), '[]'),
      'order', (select to_jsonb(o) || jsonb_build_object(
          'pharmacy', (select to_jsonb(ph) from pharmacies ph where ph.ncpdp_id = o.pharmacy_id),
          'prescriptions', coalesce((select jsonb_agg(to_jsonb(rx) || jsonb_build_object('pharmacy', to_jsonb(ph)) order by rx.signed_at)
            from prescriptions rx join pharmacies ph on ph.ncpdp_id = rx.pharmacy_id
            where rx.clinic_id = o.clinic_id and rx.order_id = o.id), '[]'),
          'invoice', (select to_jsonb(i) || jsonb_build_object('payment', (select jsonb_build_object('status', pm.status, 'failure_code', pm.failure_code)
              from payments pm where pm.clinic_id = i.clinic_id and pm.invoice_id = i.id order by pm.created_at desc limit 1))
            from invoices i where i.clinic_id = o.clinic_id and i.order_id = o.id))
        from orders o where o.clinic_id = c.clinic_id and o.consultation_id = c.id),
      'settings', k.settings
    ) as row
    from c
    join patients p on p.clinic_id = c.clinic_id and p.id = c.patient_id
    join clinics k on k.id = c.clinic_id`
}

type Json = Record<string, unknown>
export type Pharmacy = {
  ncpdp_id: string
  name: string
  kind: 'retail' | 'mail_order' | 'compounding'
  phone: string
  address_line: string
  city: string
  state: string
  postal_code: string
}
/** Timestamps are strings as PostgreSQL's JSON writes them. */
export type SummaryRow = {
  consultation: {
    id: string
    version: number
    status: string
    category: string
    visit_kind: string
    priority: string
    priority_reasons: string[]
    reason: string
    submitted_at: string
    due_at: string
    answered_at: string | null
    claimed_by: string | null
    claimed_at: string | null
    lease_expires_at: string | null
    active_seconds: number
    decision_id: string | null
    effective_at: string | null
    patient_state: string
    answers: unknown
  }
  patient: {
    id: string
    mrn: string
    given_name: string
    family_name: string
    birth_date: string
    sex: 'female' | 'male'
    city: string
    state: string
    phone: string
    email: string
    identity_status: 'unverified' | 'matched' | 'mismatch'
  }
  claimant: { id: string; given: string; family: string; credential: string } | null
  licence: { status: string; expires_on: string } | null
  conditions: { id: string; text: string; code: string | null; source: string; recorded_at: string }[]
  medications: {
    id: string
    text: string
    dose: string | null
    source: string
    recorded_at: string
    last_filled_on: string | null
  }[]
  allergies: { id: string; substance: string; reaction: string | null; source: string; recorded_at: string }[]
  reviewed: string[]
  observations: {
    code: string
    value: number
    value2: number | null
    unit: string
    source: string
    effective_at: string
  }[]
  recommendation: { id: string; assessment: Json; assessed_at: string }
  documents: {
    id: string
    kind: string
    title: string
    content_type: string
    created_at: string
    earlier: boolean
  }[]
  messages: {
    id: string
    author_kind: string
    author_name: string
    body: string
    sent_at: string
    read_at: string | null
  }[]
  requests: {
    id: string
    status: string
    message: string
    asked_by: string
    asked_at: string
    answered_at: string | null
    questions: unknown
    answers: unknown
  }[]
  decisions: {
    id: string
    status: string
    by: string
    approved_at: string
    effective_at: string
    reason_code: string | null
    approval_notes: string | null
    override_reasons: { rule: string; severity: string; reason: string }[]
    undone: boolean
  }[]
  notes: {
    id: string
    kind: 'note' | 'addendum'
    status: 'draft' | 'signed'
    body: string
    version: number
    by: string
    saved_at: string
    signed_at: string | null
  }[]
  earlier: { id: string; category: string; status: string; submitted_at: string; drug: string | null }[]
  order: {
    id: string
    status: string
    hold_reason: string | null
    pharmacy: Pharmacy | null
    prescriptions: {
      id: string
      status: string
      drug_description: string
      sig: string
      quantity: number
      days_supply: number
      refills: number
      pharmacy: Pharmacy
      signed_at: string
      status_at: string
      reject_text: string | null
    }[]
    invoice: {
      id: string
      number: string
      status: string
      amount_cents: number
      currency: string
      payment: { status: string; failure_code: string | null } | null
    }
  }
  settings: Json
}
