/** An order begins with its consultation, before anything is decided. */
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { insertDraftOrder, lockOrder, saveQuestion } from './queries.ts'

export type DraftOrder = {
  clinicId: string
  consultationId: string
  patientId: string
  /** Checked with `requirePharmacyFor` by whoever took it from the patient; null while none is chosen. */
  pharmacyId: string | null
  /** The pharmacy's renewal request that this visit answers, and the prescription it asks about. */
  question?: { messageId: string; prescriptionId: string } | null
  createdAt: Date
}

export async function draftOrder(tx: Tx, draft: DraftOrder): Promise<{ orderId: string }> {
  const orderId = newId()
  await insertDraftOrder(tx, { ...draft, question: draft.question ?? null, id: orderId })
  return { orderId }
}

/** A pharmacy asks for what the patient asked for already: the one visit answers both. The order must be a draft. */
export async function attachQuestion(
  tx: Tx,
  attach: { clinicId: string; consultationId: string; question: NonNullable<DraftOrder['question']> },
): Promise<boolean> {
  const order = await lockOrder(tx, attach.clinicId, { consultationId: attach.consultationId })
  if (order?.status !== 'draft' || order.answersMessageId !== null) return false
  await saveQuestion(tx, order, attach.question)
  return true
}
