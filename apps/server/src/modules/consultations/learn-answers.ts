/** New answers for a case that nobody has decided: the engine runs again, and whoever looks at it must look again. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'
import { loadSafetyAnswers, lockConsultation, saveConsultation } from './queries.ts'
import { triageConsultation } from './triage-consultation.ts'

/** @throws not-found, transition-not-allowed when it is decided or over. */
export async function learnWithin(
  tx: Tx,
  of: { clinicId: string; consultationId: string; now: Date },
  learn: (before: SafetyAnswers) => SafetyAnswers,
): Promise<void> {
  const { clinicId, consultationId, now } = of
  const consultation = await lockConsultation(tx, clinicId, consultationId)
  if (!['submitted', 'claimed', 'escalated'].includes(consultation.status)) {
    throw new Problem('transition-not-allowed', { detail: 'This visit does not take answers now.' })
  }
  const before = await loadSafetyAnswers(tx, clinicId, consultationId)
  await triageConsultation(tx, {
    ...consultation,
    ...before,
    safetyAnswers: learn(before.safetyAnswers),
    now,
  })
  await saveConsultation(tx, consultation, 'consultation.answered', now)
}
