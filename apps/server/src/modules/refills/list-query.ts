/** The refills of a clinic as its people list them: those asked for by deadline, those decided newest first. */
import type { ConsultationStatus, RefillRow, RefillSource, Signal } from '@countersign/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Viewer } from '../identity/index.ts'
import { refillStatus, type SignedAs } from './refill.ts'

export type RefillFilter = {
  /** Null: whatever its state. */
  lane: 'requested' | 'decided' | null
  id?: string | null
  source: RefillSource | null
  signal: Signal | null
  limit: number
  after: { at: Date; id: string } | null
}
type Row = Omit<RefillRow, 'status' | 'requestedAt' | 'dueAt' | 'patient'> & {
  visit: ConsultationStatus
  signedAs: SignedAs | null
  requestedAt: Date
  dueAt: Date
  sortAt: Date
  patientId: string
  mrn: string
  patientName: string
  patientState: string
}

const seen = ({ clinicId, providerId, licensedOnly, now }: Viewer): RawBuilder<unknown> => sql`
  r.clinic_id = ${clinicId} and not c.awaiting_payment
  and (not ${licensedOnly}::boolean or c.patient_state in (
    select l.state from provider_licences l where l.clinic_id = ${clinicId} and l.provider_id = ${providerId}
      and l.status = 'active' and l.expires_on >= ${now}::date))`

const open = sql`(c.status in ('submitted', 'claimed', 'info_requested', 'escalated'))`

export async function selectRefills(
  db: Db,
  viewer: Viewer,
  filter: RefillFilter,
): Promise<(RefillRow & { sortAt: Date })[]> {
  const { providerId, now } = viewer
  const { after } = filter
  const requested = filter.lane !== 'decided'
  const lane = filter.lane === null ? sql`true` : requested ? open : sql`not ${open}`
  const sortAt = requested ? sql`c.due_at` : sql`coalesce(c.decided_at, c.closed_at, c.submitted_at)`
  const order = requested ? sql`asc` : sql`desc`
  const beyond = requested ? sql`>` : sql`<`
  const { rows } = await sql<Row>`
    select r.id, r.consultation_id as "consultationId", c.version, r.source, c.status as visit, c.category,
      t.id as "patientId", t.mrn, t.given_name || ' ' || t.family_name as "patientName", c.patient_state as "patientState",
      x.drug_description as drug, h.name as pharmacy, r.signal, r.why, r.requested_at as "requestedAt", c.due_at as "dueAt",
      r.answers is not null as asked,
      ${sortAt} as "sortAt",
      (c.status = 'claimed' and c.lease_expires_at > ${now} and c.claimed_by is distinct from ${providerId}::uuid) as "claimedByOther",
      case when n.id is null then null when n.drug_id <> x.drug_id then 'another_drug'
        when n.dose_mg = x.dose_mg and n.quantity = x.quantity and n.days_supply = x.days_supply and n.refills = x.refills
          and n.sig = x.sig then 'same' else 'changed' end as "signedAs"
    from refill_requests r
    join consultations c on c.clinic_id = r.clinic_id and c.id = r.consultation_id
    join patients t on t.clinic_id = r.clinic_id and t.id = r.patient_id
    join prescriptions x on x.clinic_id = r.clinic_id and x.id = r.prescription_id
    join orders o on o.clinic_id = r.clinic_id and o.consultation_id = r.consultation_id
    left join pharmacies h on h.ncpdp_id = o.pharmacy_id
    left join lateral (select p.id, p.drug_id, p.dose_mg, p.quantity, p.days_supply, p.refills, p.sig from prescriptions p
      where p.clinic_id = r.clinic_id and p.order_id = o.id and p.decision_id = o.decision_id and p.step = 1
      order by p.id limit 1) n on true
    where ${seen(viewer)} and ${lane} and (${filter.id ?? null}::uuid is null or r.id = ${filter.id ?? null})
      and (${filter.source}::text is null or r.source = ${filter.source})
      and (${filter.signal}::text is null or r.signal = ${filter.signal})
      and (${after?.at ?? null}::timestamptz is null
        or (${sortAt}, r.id) ${beyond} (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by ${sortAt} ${order}, r.id ${order}
    limit ${filter.limit + 1}`.execute(db)
  return rows.map(toRow)
}

/** Of those asked for. */
export async function countSignals(db: Db, viewer: Viewer): Promise<Record<Signal, number>> {
  const { rows } = await sql<{ signal: Signal; n: number }>`
    select r.signal, count(*)::int as n from refill_requests r
    join consultations c on c.clinic_id = r.clinic_id and c.id = r.consultation_id
    where ${seen(viewer)} and ${open} group by r.signal`.execute(db)
  const of = (signal: Signal) => rows.find((row) => row.signal === signal)?.n ?? 0
  return { green: of('green'), amber: of('amber'), red: of('red') }
}

/** One, whatever its state. Null when the clinic has none such, or it waits for its card. */
export async function selectRefill(db: Db, viewer: Viewer, id: string): Promise<RefillRow | null> {
  const any = { lane: null, id, source: null, signal: null, limit: 1, after: null }
  const [row] = await selectRefills(db, { ...viewer, licensedOnly: false }, any)
  if (!row) return null
  const { sortAt: _sortAt, ...rest } = row
  return rest
}

function toRow(row: Row): RefillRow & { sortAt: Date } {
  const { visit, signedAs, patientId, mrn, patientName, patientState, requestedAt, dueAt, ...rest } = row
  return {
    ...rest,
    status: refillStatus(visit, signedAs),
    patient: { id: patientId, mrn, name: patientName, state: patientState },
    requestedAt: requestedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }
}
