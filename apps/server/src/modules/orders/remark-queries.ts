/** The SQL of what people wrote about an order, and of who compared its medication. Both are only ever added. */
import type { MedicationVerification } from '@countersign/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'

export type Remark = {
  clinicId: string
  orderId: string
  kind: 'hold' | 'release' | 'cancel' | 'reroute' | 'adjust' | 'verify' | 'change_request' | 'titration'
  reason: string | null
  text: string
  authorName: string
  at: Date
}

export async function insertRemark(tx: Tx, remark: Remark): Promise<void> {
  await tx
    .insertInto('order_remarks')
    .values({
      clinic_id: remark.clinicId,
      id: newId(),
      order_id: remark.orderId,
      kind: remark.kind,
      reason: remark.reason,
      text: remark.text,
      author_name: remark.authorName,
      at: remark.at,
    })
    .execute()
}

export async function insertVerification(
  tx: Tx,
  row: {
    clinicId: string
    orderId: string
    prescriptionId: string
    verifiedBy: string
    rxcui: string | null
    ndc: string | null
    note: string | null
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('medication_verifications')
    .values({
      clinic_id: row.clinicId,
      id: newId(),
      order_id: row.orderId,
      prescription_id: row.prescriptionId,
      verified_by: row.verifiedBy,
      rxcui: row.rxcui,
      ndc: row.ndc,
      note: row.note,
      verified_at: row.at,
    })
    .execute()
}

/** The last comparison of the order's medication; null when nobody compared it. */
export async function selectVerification(
  db: Db,
  clinicId: string,
  orderId: string,
): Promise<MedicationVerification | null> {
  const row = await db
    .selectFrom('medication_verifications as v')
    .innerJoin('staff_members as s', (j) =>
      j.onRef('s.clinic_id', '=', 'v.clinic_id').onRef('s.id', '=', 'v.verified_by'),
    )
    .innerJoin('auth.user as u', 'u.id', 's.user_id')
    .select([
      'v.prescription_id as prescriptionId',
      'u.name as by',
      'v.verified_at as at',
      'v.rxcui',
      'v.ndc',
      'v.note',
    ])
    .where('v.clinic_id', '=', clinicId)
    .where('v.order_id', '=', orderId)
    .orderBy('v.verified_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...row, at: row.at.toISOString() } : null
}
