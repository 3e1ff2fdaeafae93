/** One order's head: whose it is, who decided it, who holds it, and what of it waits for a signature. */
import type { Category, OrderDetail } from '@countersign/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type ReviewRow, reviewColumns, reviewOf, waitingReview } from './lane-query.ts'

export type OrderHead = Pick<
  OrderDetail,
  'consultationId' | 'patient' | 'category' | 'version' | 'holdText' | 'holdBy' | 'review'
>
/** `approvedBy`: the provider whose order it is; null while nobody approved it. */
export type FoundOrder = {
  head: OrderHead
  approvedBy: string | null
  heldAt: Date | null
  closedAt: Date | null
  effectiveAt: Date | null
}

export async function selectOrderHead(
  db: Db,
  clinicId: string,
  orderId: string,
  now: Date,
): Promise<FoundOrder | null> {
  const { rows } = await sql<
    ReviewRow & {
      consultationId: string
      category: Category
      version: number
      holdText: string | null
      holdBy: string | null
      heldAt: Date | null
      closedAt: Date | null
      effectiveAt: Date | null
      approvedBy: string | null
      patientId: string
      mrn: string
      name: string
      age: number
      sex: 'female' | 'male'
      state: string
    }
  >`
    select o.consultation_id as "consultationId", c.category, o.version, o.hold_text as "holdText", u.name as "holdBy",
      o.held_at as "heldAt", o.closed_at as "closedAt", o.effective_at as "effectiveAt", o.approved_by as "approvedBy",
      t.id as "patientId", t.mrn, t.given_name || ' ' || t.family_name as name, t.sex, c.patient_state as state,
      date_part('year', age(${now}::date, t.birth_date))::int as age, ${reviewColumns}
    from orders o
    join consultations c on c.clinic_id = o.clinic_id and c.id = o.consultation_id
    join patients t on t.clinic_id = o.clinic_id and t.id = o.patient_id
    left join staff_members s on s.clinic_id = o.clinic_id and s.id = o.held_by
    left join auth."user" u on u.id = s.user_id
    ${waitingReview}
    where o.clinic_id = ${clinicId} and o.id = ${orderId}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const { patientId: id, mrn, name, age, sex, state } = row
  const head: OrderHead = {
    consultationId: row.consultationId,
    patient: { id, mrn, name, age, sex, state },
    category: row.category,
    version: row.version,
    holdText: row.holdText,
    holdBy: row.holdBy,
    review: reviewOf(row),
  }
  const { approvedBy, heldAt, closedAt, effectiveAt } = row
  return { head, approvedBy, heldAt, closedAt, effectiveAt }
}
