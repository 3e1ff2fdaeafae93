/**
 * Tells a pharmacy that its renewal request is denied, or ended without an answer, once the undo window has passed.
 * (An approval travels as the prescription itself.)
 */
import type { Deps } from '../../deps.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { answerInWords, networkId } from '../prescriptions/index.ts'
import { loadRenewalEnd } from './queries.ts'
import { denialForPharmacy } from './refill.ts'

type AnswerDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'encryption' | 'pharmacyNetwork'>

/** `answer-renewal` {clinicId, consultationId}. Safe to run again: the message and its id are fixed. */
export const answerRenewalJob =
  (deps: AnswerDeps): JobHandler =>
  async ({ clinicId, consultationId = '' }, { lastAttempt }) => {
    const end = await deps.db.read(clinicId, (db) => loadRenewalEnd(db, clinicId, consultationId))
    if (!end || end.approvedPrescription) return
    if (end.order !== 'denied' && end.order !== 'cancelled') return
    if (end.order === 'denied' && end.effectiveAt !== null && end.effectiveAt > deps.clock.now())
      throw new RetryLater('the decision is not in effect yet')
    const { code, text } = denialForPharmacy(end.reasonCode)
    const failed = await answerInWords(
      deps,
      {
        clinicId,
        prescriptionId: end.prescriptionId,
        questionId: end.messageId,
        // Of the visit: it ends once, so the pharmacy is told once.
        messageId: networkId(consultationId),
        type: 'RxRenewalResponse',
        answer: { outcome: 'denied', reasonCode: code, text },
      },
      lastAttempt,
    )
    if (failed !== null)
      deps.log.error({ consultationId, reason: failed }, 'a pharmacy could not be told of a denied renewal')
  }
