/** Runs the engine on a case inside the caller's transaction and writes its place in the queue and its card. */
import type { Category, Priority, VisitKind } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { getRecommendations, type SafetyAnswers } from '../recommendations/index.ts'
import { cardOf, readyToApprove } from './card.ts'
import { loadSettings, updateTriage } from './queries.ts'
import { dueAt } from './settings.ts'

export async function triageConsultation(
  tx: Tx,
  subject: {
    clinicId: string
    id: string
    patientId: string
    category: Category
    submittedAt: Date
    awaitingPayment: boolean
    safetyAnswers: SafetyAnswers
    reason: string
    photos: number
    visitKind: VisitKind
    now: Date
  },
): Promise<{ priority: Priority; awaitingPayment: boolean }> {
  const { clinicId, id } = subject
  const settings = await loadSettings(tx, clinicId)
  const { assessment, input } = await getRecommendations(tx, { ...subject, consultationId: id })
  // Danger does not wait for a card.
  const awaitingPayment = subject.awaitingPayment && assessment.priority !== 'urgent'
  await updateTriage(tx, {
    clinicId,
    id,
    priority: assessment.priority,
    priorityReasons: assessment.priorityReasons,
    dueAt: dueAt(subject.submittedAt, assessment.priority, settings),
    awaitingPayment,
    // A refill is signed from what changed since its last approval, never from a card.
    readyToApprove: subject.visitKind !== 'refill' && readyToApprove(assessment),
    card: cardOf(assessment, input, { reason: subject.reason, photos: subject.photos }),
    safetyAnswers: subject.safetyAnswers,
  })
  return { priority: assessment.priority, awaitingPayment }
}
