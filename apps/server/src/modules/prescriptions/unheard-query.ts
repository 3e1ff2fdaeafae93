/** The SQL of prescriptions that a pharmacy has not confirmed or not filled in time. */
import { sql } from 'kysely'
import type { Database, Tx } from '../../platform/db/database.ts'

/** Over all clinics, those that nobody was told of. */
export async function listUnheard(
  database: Pick<Database, 'global'>,
  { sentBefore, verifiedBefore, most }: { sentBefore: Date; verifiedBefore: Date; most: number },
): Promise<{ clinicId: string; prescriptionId: string }[]> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string; prescriptionId: string }>`
      select clinic_id as "clinicId", prescription_id as "prescriptionId"
      from app.unheard_prescriptions(${sentBefore}, ${verifiedBefore}, ${most})`.execute(db),
  )
  return rows
}

/** Null when it has moved on, or its provider was told already. */
export async function markUnheardTold(
  tx: Tx,
  clinicId: string,
  id: string,
  at: Date,
): Promise<{ clinicId: string; id: string; orderId: string; providerId: string; status: string } | null> {
  const row = await tx
    .updateTable('prescriptions')
    .set({ overdue_told_at: at })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('status', 'in', ['sent', 'verified'])
    .where('overdue_told_at', 'is', null)
    .returning(['order_id as orderId', 'provider_id as providerId', 'status'])
    .executeTakeFirst()
  return row ? { ...row, clinicId, id } : null
}
