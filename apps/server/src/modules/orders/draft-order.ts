/** An order begins with its consultation, before anything is decided. */
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { insertDraftOrder } from './queries.ts'

export type DraftOrder = {
  clinicId: string
  consultationId: string
  patientId: string
  /** Checked with `requirePharmacyFor` by whoever took it from the patient; null while none is chosen. */
  pharmacyId: string | null
  createdAt: Date
}

export async function draftOrder(tx: Tx, draft: DraftOrder): Promise<{ orderId: string }> {
  const orderId = newId()
  await insertDraftOrder(tx, { ...draft, id: orderId })
  return { orderId }
}
