/** A new case, inside the transaction of its intake: assessed at once, in the queue when its card is authorised. */
import type { Category, ConsultationSummary, Priority, VisitKind } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'
import { insertConsultation } from './queries.ts'
import { triageConsultation } from './triage-consultation.ts'

export type OpenConsultation = {
  actor: Actor
  /** Its own when the caller names it already. */
  consultationId?: string
  clinicId: string
  patientId: string
  patientState: string
  intakeId: string | null
  category: Category
  visitKind: VisitKind
  reason: string
  safetyAnswers: SafetyAnswers
  answers: ConsultationSummary['answers']
  photoCount: number
  /** True when a card must be authorised before providers are asked to look. */
  amountDue: boolean
  submittedAt: Date
}

export async function openConsultation(
  tx: Tx,
  input: OpenConsultation,
): Promise<{ consultationId: string; priority: Priority }> {
  const { clinicId, patientId, submittedAt } = input
  const consultationId = input.consultationId ?? newId()
  await insertConsultation(tx, {
    ...input,
    id: consultationId,
    priority: 'normal',
    dueAt: submittedAt,
    awaitingPayment: input.amountDue,
  })
  const { priority, awaitingPayment } = await triageConsultation(tx, {
    clinicId,
    id: consultationId,
    patientId,
    category: input.category,
    submittedAt,
    awaitingPayment: input.amountDue,
    safetyAnswers: input.safetyAnswers,
    reason: input.reason,
    photos: input.photoCount,
    visitKind: input.visitKind,
    now: submittedAt,
  })
  await recordEvent(tx, {
    clinicId,
    type: awaitingPayment ? 'consultation.submitted' : 'consultation.queued',
    subjectId: consultationId,
    patientId,
    body: { status: 'submitted', category: input.category, state: input.patientState, priority },
    at: submittedAt,
  })
  await recordAudit(tx, input.actor, {
    action: 'consultation.submitted',
    subjectType: 'consultation',
    subjectId: consultationId,
    patientId,
    at: submittedAt,
  })
  return { consultationId, priority }
}
