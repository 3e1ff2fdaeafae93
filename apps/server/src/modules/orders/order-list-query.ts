/** Orders by lane, newest approval first, and what happened to one of them. */
import type {
  Category,
  HoldReason,
  OrderDetail,
  OrderLane,
  OrderRow,
  OrderStatus,
  PrescriptionStatus,
  Role,
  TroubleKind,
} from '@countersign/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { actionsFor, OVERDUE_MS, STALLED_MS, troubleFor } from './trouble.ts'

/** The order o's own prescription that needs somebody most, else its newest that is no step to come, as x. */
const worst = (now: Date) => sql`
  left join lateral (select w.* from (
    select p.id, p.status, p.status_at, p.drug_description, p.pharmacy_id, p.reject_code, p.reject_text,
      case
        when o.status in ('cancelled', 'denied') then null
        when p.status = 'rejected' and p.reject_code = 'not_filled' then 'not_filled'
        when p.status = 'rejected' then 'rejected'
        when p.status = 'transmission_unknown' then 'unknown'
        when p.status = 'cancel_denied' then 'cancel_denied'
        when p.status = 'sent' and p.status_at < ${new Date(now.getTime() - STALLED_MS)} then 'stalled'
        when p.status = 'verified' and p.status_at < ${new Date(now.getTime() - OVERDUE_MS)} then 'overdue'
      end as kind
    from prescriptions p
    where p.clinic_id = o.clinic_id and p.order_id = o.id and p.status <> 'draft'
  ) w order by w.kind is null, w.id desc limit 1) x on true`

/** Why the order stands in the trouble lane, if it does. */
const kind = sql<TroubleKind | null>`case
  when o.status = 'on_hold' and o.hold_reason <> 'pharmacy' then null
  when x.kind is not null then x.kind
  when o.status = 'on_hold' then 'pharmacy_hold'
  when i.status = 'payment_failed' then 'payment_failed' end`

/** Where staff find an order. Every order is in exactly one lane. */
const lane = sql<OrderLane>`case
  when o.status = 'on_hold' and o.hold_reason <> 'pharmacy' then 'on_hold'
  when ${kind} is not null then 'trouble'
  when o.status in ('filled', 'shipped', 'completed', 'cancelled', 'denied') then 'done'
  else 'sent' end`

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

/** Every order that was approved and not undone, as a common table. */
const approvedOrders = (viewer: OrderViewer) => sql`
  select o.id, o.consultation_id, o.patient_id, o.status, o.pharmacy_id, o.approved_by, o.approved_at, o.hold_reason,
    o.hold_text, o.held_at, ${lane} as lane, ${kind} as kind,
    coalesce(x.drug_description, o.treatment ->> 'drug', '') as drug,
    x.id as prescription_id, x.status as rx_status, x.status_at, x.reject_code, x.reject_text,
    coalesce(x.pharmacy_id, o.pharmacy_id) as rx_pharmacy_id
  from orders o
  join invoices i on i.clinic_id = o.clinic_id and i.order_id = o.id
  ${worst(viewer.now)}
  where o.clinic_id = ${viewer.clinicId} and o.approved_at is not null ${seenBy(viewer)}`

export type OrderListFilter = {
  lane: OrderLane | null
  limit: number
  /** The last row of the page before. */
  after: { approvedAt: Date; id: string } | null
}

type ListedOrder = OrderRow & { approvedAtExact: Date }

/** One more row than asked for tells that there is a next page. */
export async function selectOrders(
  db: Db,
  viewer: OrderViewer,
  filter: OrderListFilter,
): Promise<ListedOrder[]> {
  const { after } = filter
  const { clinicId } = viewer
  const { rows } = await sql<{
    id: string
    consultationId: string
    status: OrderStatus
    lane: OrderLane
    drug: string
    kind: TroubleKind | null
    holdReason: HoldReason | null
    holdText: string | null
    heldAt: Date | null
    prescriptionId: string | null
    rxStatus: PrescriptionStatus | null
    statusAt: Date | null
    rejectCode: string | null
    rejectText: string | null
    rxPharmacy: string | null
    approvedAt: Date
    patientId: string
    mrn: string
    patientName: string
    patientState: string
    category: Category
    pharmacy: string | null
    approvedBy: string | null
  }>`
    select q.id, q.consultation_id as "consultationId", q.status, q.lane, q.kind, q.drug, q.approved_at as "approvedAt",
      q.hold_reason as "holdReason", q.hold_text as "holdText", q.held_at as "heldAt",
      q.prescription_id as "prescriptionId", q.rx_status as "rxStatus", q.status_at as "statusAt",
      q.reject_code as "rejectCode", q.reject_text as "rejectText", hx.name as "rxPharmacy",
      t.id as "patientId", t.mrn, t.given_name || ' ' || t.family_name as "patientName", c.patient_state as "patientState",
      c.category, h.name as pharmacy, r.given_name || ' ' || r.family_name || ', ' || r.credential as "approvedBy"
    from (${approvedOrders(viewer)}) q
    join consultations c on c.clinic_id = ${clinicId} and c.id = q.consultation_id
    join patients t on t.clinic_id = ${clinicId} and t.id = q.patient_id
    left join pharmacies h on h.ncpdp_id = q.pharmacy_id
    left join pharmacies hx on hx.ncpdp_id = q.rx_pharmacy_id
    left join providers r on r.clinic_id = ${clinicId} and r.id = q.approved_by
    where (${filter.lane}::text is null or q.lane = ${filter.lane})
      and (${after?.approvedAt ?? null}::timestamptz is null
        or (q.approved_at, q.id) < (${after?.approvedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by q.approved_at desc, q.id desc
    limit ${filter.limit + 1}`.execute(db)
  return rows.map((row) => ({
    ...troubleOf(row, viewer.role),
    id: row.id,
    consultationId: row.consultationId,
    patient: { id: row.patientId, mrn: row.mrn, name: row.patientName, state: row.patientState },
    category: row.category,
    status: row.status,
    lane: row.lane,
    drug: row.drug,
    pharmacy: row.pharmacy,
    holdReason: row.holdReason,
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt.toISOString(),
    approvedAtExact: row.approvedAt,
  }))
}

type Troubled = {
  kind: TroubleKind | null
  status: OrderStatus
  holdReason: HoldReason | null
  holdText: string | null
  heldAt: Date | null
  prescriptionId: string | null
  rxStatus: PrescriptionStatus | null
  statusAt: Date | null
  rejectCode: string | null
  rejectText: string | null
  rxPharmacy: string | null
  approvedAt: Date
}

function troubleOf(row: Troubled, role: Role): Pick<OrderRow, 'trouble' | 'troubleDetail'> {
  if (row.kind === null) return { trouble: row.holdText, troubleDetail: null }
  const ofOrder = row.kind === 'pharmacy_hold' || row.kind === 'payment_failed'
  const seat = { role, status: row.status, holdReason: row.holdReason }
  const allowed = actionsFor(seat, row.rxStatus ? [{ status: row.rxStatus, controlled: false }] : [])
  const since = (ofOrder ? row.heldAt : row.statusAt) ?? row.statusAt ?? row.approvedAt
  const detail = troubleFor(
    row.kind,
    { ...row, pharmacy: row.rxPharmacy, prescriptionId: ofOrder ? null : row.prescriptionId, since },
    allowed,
  )
  return { trouble: detail.text, troubleDetail: detail }
}

export async function countLanes(db: Db, viewer: OrderViewer): Promise<Record<OrderLane, number>> {
  const { rows } = await sql<{ lane: OrderLane; n: number }>`
    select lane, count(*)::int as n from (${approvedOrders(viewer)}) q group by lane`.execute(db)
  const counts: Record<OrderLane, number> = { on_hold: 0, sent: 0, trouble: 0, done: 0 }
  for (const { lane: name, n } of rows) counts[name] = n
  return counts
}

export type OrderHead = Pick<OrderDetail, 'consultationId' | 'patient' | 'category' | 'version' | 'holdText'>
/** `approvedBy`: the provider whose order it is; null while nobody approved it. */
type FoundOrder = { head: OrderHead; approvedBy: string | null; heldAt: Date | null }

export async function selectOrderHead(db: Db, clinicId: string, orderId: string): Promise<FoundOrder | null> {
  const row = await db
    .selectFrom('orders as o')
    .innerJoin('consultations as c', (j) =>
      j.onRef('c.clinic_id', '=', 'o.clinic_id').onRef('c.id', '=', 'o.consultation_id'),
    )
    .innerJoin('patients as t', (j) =>
      j.onRef('t.clinic_id', '=', 'o.clinic_id').onRef('t.id', '=', 'o.patient_id'),
    )
    .select([
      'c.id',
      'c.category',
      'c.patient_state',
      'o.approved_by as approvedBy',
      'o.version',
      'o.hold_text as holdText',
      'o.held_at as heldAt',
      't.id as patientId',
      't.mrn',
      't.given_name',
      't.family_name',
    ])
    .where('o.clinic_id', '=', clinicId)
    .where('o.id', '=', orderId)
    .executeTakeFirst()
  if (!row) return null
  const head: OrderHead = {
    consultationId: row.id,
    patient: {
      id: row.patientId,
      mrn: row.mrn,
      name: `${row.given_name} ${row.family_name}`,
      state: row.patient_state,
    },
    category: row.category as Category,
    version: row.version,
    holdText: row.holdText,
  }
  return { head, approvedBy: row.approvedBy, heldAt: row.heldAt }
}
