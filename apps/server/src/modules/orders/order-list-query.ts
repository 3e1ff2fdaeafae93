/** Orders by lane: those that need somebody first and longest-waiting first, the others newest first. */
import type {
  Category,
  HoldReason,
  OrderLane,
  OrderQuery,
  OrderRow,
  OrderStatus,
  PrescriptionStatus,
  Role,
  TroubleKind,
} from '@countersign/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../platform/db/database.ts'
import { isControlled } from '../prescriptions/index.ts'
import {
  lane,
  perhapsOpen,
  type ReviewRow,
  reviewColumns,
  reviewOf,
  standsSince,
  troubleKind,
  waitingReview,
  worstPrescription,
} from './lane-query.ts'
import { actionsFor, troubleFor } from './trouble.ts'

/** Who looks. A provider sees orders of states they are licensed in on this day, and those they approved themselves. */
export type OrderViewer = {
  clinicId: string
  role: Role
  providerId: string | null
  /** YYYY-MM-DD */
  today: string
  now: Date
}

const seenBy = ({ providerId, today }: OrderViewer) =>
  providerId === null
    ? sql``
    : sql`and (o.approved_by = ${providerId} or exists (
        select 1 from consultations c join provider_licences l on l.clinic_id = c.clinic_id and l.state = c.patient_state
        where c.clinic_id = o.clinic_id and c.id = o.consultation_id
          and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${today}::date))`

/** Orders that were approved and not undone, as a common table: all of them, or those that may be open. */
const approvedOrders = (viewer: OrderViewer, which: 'all' | 'open') => sql`
  select o.id, o.consultation_id, o.patient_id, o.status, o.pharmacy_id, o.approved_by, o.approved_at, o.hold_reason,
    o.hold_text, ${lane} as lane, ${troubleKind} as kind, ${standsSince} as since, ${reviewColumns},
    coalesce(x.drug_description, o.treatment ->> 'drug', '') as drug,
    x.id as prescription_id, x.status as rx_status, x.reject_code, x.reject_text, x.dea_schedule,
    coalesce(x.pharmacy_id, o.pharmacy_id) as rx_pharmacy_id
  from orders o
  join invoices i on i.clinic_id = o.clinic_id and i.order_id = o.id
  ${worstPrescription(viewer.now)}
  ${waitingReview}
  where o.clinic_id = ${viewer.clinicId} and o.approved_at is not null ${seenBy(viewer)}
    ${which === 'open' ? sql`and o.id in (${perhapsOpen(viewer.clinicId)})` : sql``}`

/** Where a row stands in the list: the lane, then the order within it. Ascending. */
export type OrderPlace = { rank: number; turn: string; id: string }
const rank = sql<number>`array_position(array['trouble', 'needs_review', 'on_hold', 'sent', 'done'], q.lane)`
/** Microseconds; what needs nobody is newest first. */
const turn = sql<string>`((case when ${rank} <= 3 then 1 else -1 end) * (extract(epoch from q.since) * 1000000)::bigint)`

export type OrderListFilter = {
  lane: z.infer<typeof OrderQuery>['lane'] | null
  limit: number
  /** The last row of the page before. */
  after: OrderPlace | null
}

const wanted = (which: OrderListFilter['lane']) =>
  which === 'open' ? sql`q.lane <> 'done'` : which ? sql`q.lane = ${which}` : sql`true`

type Row = ReviewRow &
  OrderPlace & {
    consultationId: string
    status: OrderStatus
    lane: OrderLane
    drug: string
    kind: TroubleKind | null
    holdReason: HoldReason | null
    holdText: string | null
    since: Date
    prescriptionId: string | null
    rxStatus: PrescriptionStatus | null
    deaSchedule: string | null
    rejectCode: string | null
    rejectText: string | null
    rxPharmacy: string | null
    approvedAt: Date
    patientId: string
    mrn: string
    patientName: string
    age: number
    sex: 'female' | 'male'
    patientState: string
    category: Category
    pharmacy: string | null
    approvedBy: string | null
  }

/** One more row than asked for tells that there is a next page. */
export async function selectOrders(
  db: Db,
  viewer: OrderViewer,
  filter: OrderListFilter,
): Promise<(OrderRow & { place: OrderPlace })[]> {
  const { after } = filter
  const { clinicId } = viewer
  const { rows } = await sql<Row>`
    select q.id, q.consultation_id as "consultationId", q.status, q.lane, q.kind, q.drug, q.approved_at as "approvedAt",
      q.hold_reason as "holdReason", q.hold_text as "holdText", q.since, ${rank} as rank, ${turn}::text as turn,
      q."reviewKind", q."reviewSubject", q."reviewSince", q."reviewDetail",
      q.prescription_id as "prescriptionId", q.rx_status as "rxStatus", q.dea_schedule as "deaSchedule",
      q.reject_code as "rejectCode", q.reject_text as "rejectText", hx.name as "rxPharmacy",
      t.id as "patientId", t.mrn, t.given_name || ' ' || t.family_name as "patientName", t.sex,
      date_part('year', age(${viewer.today}::date, t.birth_date))::int as age, c.patient_state as "patientState",
      c.category, h.name as pharmacy, r.given_name || ' ' || r.family_name || ', ' || r.credential as "approvedBy"
    from (${approvedOrders(viewer, filter.lane === null || filter.lane === 'done' ? 'all' : 'open')}) q
    join consultations c on c.clinic_id = ${clinicId} and c.id = q.consultation_id
    join patients t on t.clinic_id = ${clinicId} and t.id = q.patient_id
    left join pharmacies h on h.ncpdp_id = q.pharmacy_id
    left join pharmacies hx on hx.ncpdp_id = q.rx_pharmacy_id
    left join providers r on r.clinic_id = ${clinicId} and r.id = q.approved_by
    where ${wanted(filter.lane)}
      and (${after?.rank ?? null}::int is null or (${rank}, ${turn}, q.id) >
        (${after?.rank ?? null}::int, ${after?.turn ?? null}::bigint, ${after?.id ?? null}::uuid))
    order by ${rank}, ${turn}, q.id
    limit ${filter.limit + 1}`.execute(db)
  return rows.map((row) => ({
    ...troubleOf(row, viewer.role),
    id: row.id,
    consultationId: row.consultationId,
    patient: {
      id: row.patientId,
      mrn: row.mrn,
      name: row.patientName,
      age: row.age,
      sex: row.sex,
      state: row.patientState,
    },
    category: row.category,
    status: row.status,
    lane: row.lane,
    drug: row.drug,
    pharmacy: row.pharmacy,
    review: row.lane === 'needs_review' ? reviewOf(row) : null,
    holdReason: row.holdReason,
    prescriptionStatus: row.rxStatus,
    since: row.since.toISOString(),
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt.toISOString(),
    place: { rank: row.rank, turn: row.turn, id: row.id },
  }))
}

/** Troubles of the order as a whole, not of one prescription. */
const ofOrder: readonly TroubleKind[] = ['pharmacy_hold', 'payment_failed', 'refund_due']

function troubleOf(row: Row, role: Role): Pick<OrderRow, 'trouble' | 'troubleDetail'> {
  if (row.kind === null) return { trouble: row.holdText, troubleDetail: null }
  const seat = { role, status: row.status, holdReason: row.holdReason, inEffect: true }
  const rx = row.rxStatus ? [{ status: row.rxStatus, controlled: isControlled(row.deaSchedule) }] : []
  const prescriptionId = ofOrder.includes(row.kind) ? null : row.prescriptionId
  const found = { ...row, pharmacy: row.rxPharmacy, prescriptionId }
  const detail = troubleFor(row.kind, found, actionsFor(seat, rx))
  return { trouble: detail.text, troubleDetail: detail }
}

export async function countLanes(db: Db, viewer: OrderViewer): Promise<Record<OrderLane, number>> {
  const { rows } = await sql<{ lane: OrderLane | 'all'; n: number }>`
    select lane, count(*)::int as n from (${approvedOrders(viewer, 'open')}) q group by lane
    union all
    select 'all', count(*)::int from orders o
      where o.clinic_id = ${viewer.clinicId} and o.approved_at is not null ${seenBy(viewer)}`.execute(db)
  const of = (name: OrderLane | 'all') => rows.find((row) => row.lane === name)?.n ?? 0
  const open = {
    trouble: of('trouble'),
    needs_review: of('needs_review'),
    on_hold: of('on_hold'),
    sent: of('sent'),
  }
  // What is in no other lane is done.
  return { ...open, done: Object.values(open).reduce((left, n) => left - n, of('all')) }
}
