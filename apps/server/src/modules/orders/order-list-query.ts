/** Orders by lane, newest approval first, and what happened to one of them. */
import type { Category, OrderDetail, OrderLane, OrderRow, OrderStatus } from '@countersign/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** Where staff find an order o, by its latest prescription x and its invoice i. Every order is in exactly one lane. */
const lane = sql<OrderLane>`case
  when o.status = 'on_hold' and o.hold_reason <> 'pharmacy' then 'on_hold'
  when o.status = 'on_hold' or i.status = 'payment_failed' then 'trouble'
  when o.status in ('filled', 'shipped', 'completed', 'cancelled', 'denied') then 'done'
  when x.status in ('transmission_unknown', 'cancel_denied') then 'trouble'
  else 'sent' end`

const paymentTrouble = 'The payment did not go through; the patient was asked for another card.'
const unknownTrouble = 'Whether the pharmacy has the prescription is being found out.'

/** Who looks. A provider sees orders of states they are licensed in on this day, and those they approved themselves. */
export type OrderViewer = { clinicId: string; providerId: string | null; today: string }

const seenBy = ({ providerId, today }: OrderViewer) =>
  providerId === null
    ? sql``
    : sql`and (o.approved_by = ${providerId} or exists (
        select 1 from consultations c join provider_licences l on l.clinic_id = c.clinic_id and l.state = c.patient_state
        where c.clinic_id = o.clinic_id and c.id = o.consultation_id
          and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${today}::date))`

/** Every order that was approved and not undone, as a common table. */
const approvedOrders = (viewer: OrderViewer) => sql`
  select o.id, o.consultation_id, o.patient_id, o.status, o.pharmacy_id, o.approved_by, o.approved_at,
    ${lane} as lane,
    coalesce(x.drug_description, o.treatment ->> 'drug', '') as drug,
    case
      when o.status = 'on_hold' then o.hold_text
      when i.status = 'payment_failed' then ${paymentTrouble}
      when x.status = 'transmission_unknown' then ${unknownTrouble}
      when x.status in ('rejected', 'cancel_denied') then x.reject_text
    end as trouble
  from orders o
  join invoices i on i.clinic_id = o.clinic_id and i.order_id = o.id
  left join lateral (
    select p.status, p.drug_description, p.reject_text from prescriptions p
    where p.clinic_id = o.clinic_id and p.order_id = o.id order by p.id desc limit 1
  ) x on true
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
    trouble: string | null
    approvedAt: Date
    patientId: string
    mrn: string
    patientName: string
    patientState: string
    category: Category
    pharmacy: string | null
    approvedBy: string | null
  }>`
    select q.id, q.consultation_id as "consultationId", q.status, q.lane, q.drug, q.trouble, q.approved_at as "approvedAt",
      t.id as "patientId", t.mrn, t.given_name || ' ' || t.family_name as "patientName", c.patient_state as "patientState",
      c.category, h.name as pharmacy, r.given_name || ' ' || r.family_name || ', ' || r.credential as "approvedBy"
    from (${approvedOrders(viewer)}) q
    join consultations c on c.clinic_id = ${clinicId} and c.id = q.consultation_id
    join patients t on t.clinic_id = ${clinicId} and t.id = q.patient_id
    left join pharmacies h on h.ncpdp_id = q.pharmacy_id
    left join providers r on r.clinic_id = ${clinicId} and r.id = q.approved_by
    where (${filter.lane}::text is null or q.lane = ${filter.lane})
      and (${after?.approvedAt ?? null}::timestamptz is null
        or (q.approved_at, q.id) < (${after?.approvedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by q.approved_at desc, q.id desc
    limit ${filter.limit + 1}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    consultationId: row.consultationId,
    patient: { id: row.patientId, mrn: row.mrn, name: row.patientName, state: row.patientState },
    category: row.category,
    status: row.status,
    lane: row.lane,
    drug: row.drug,
    pharmacy: row.pharmacy,
    trouble: row.trouble,
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt.toISOString(),
    approvedAtExact: row.approvedAt,
  }))
}

export async function countLanes(db: Db, viewer: OrderViewer): Promise<Record<OrderLane, number>> {
  const { rows } = await sql<{ lane: OrderLane; n: number }>`
    select lane, count(*)::int as n from (${approvedOrders(viewer)}) q group by lane`.execute(db)
  const counts: Record<OrderLane, number> = { on_hold: 0, sent: 0, trouble: 0, done: 0 }
  for (const { lane: name, n } of rows) counts[name] = n
  return counts
}

export type OrderHead = Pick<OrderDetail, 'consultationId' | 'patient' | 'category'>
/** `approvedBy`: the provider whose order it is; null while nobody approved it. */
type FoundOrder = { head: OrderHead; approvedBy: string | null }

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
  }
  return { head, approvedBy: row.approvedBy }
}
