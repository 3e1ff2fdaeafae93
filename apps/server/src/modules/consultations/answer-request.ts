/** The patient's answers bring the case back: new facts, a new run of the engine, the original age. */
import type { AskedQuestion, QuestionAnswer } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Patient } from '../identity/index.ts'
import { recordFacts } from '../patients/index.ts'
import { answersToFacts, learnedFrom, overlongLists, unansweredQuestions } from './answers-to-facts.ts'
import { must } from './claim-consultation.ts'
import { answer } from './consultation.ts'
import { lockOpenRequest, saveAnswers } from './note-queries.ts'
import { loadSafetyAnswers, lockConsultation, saveConsultation } from './queries.ts'
import { triageConsultation } from './triage-consultation.ts'

/** @throws not-found for a consultation that is not the patient's, validation-failed when a question is left out. */
export async function answerInformationRequest(
  tx: Tx,
  input: { actor: Patient; consultationId: string; answers: readonly QuestionAnswer[]; now: Date },
): Promise<void> {
  const { actor, consultationId, answers, now } = input
  const consultation = await lockConsultation(tx, actor.clinicId, consultationId)
  if (consultation.patientId !== actor.patientId) throw new Problem('not-found')
  const step = must(answer(consultation, now))
  const request = await lockOpenRequest(tx, actor.clinicId, consultationId)
  if (!request) throw new Problem('transition-not-allowed', { detail: 'No question is open.' })
  const refuse = (questions: readonly AskedQuestion[], message: string) => {
    if (questions.length === 0) return
    const errors = questions.map(({ id }) => ({ pointer: `/answers/${id}`, message }))
    throw new Problem('validation-failed', { errors })
  }
  refuse(unansweredQuestions(request.questions, answers), 'Answer this, or choose "I don’t know".')
  refuse(overlongLists(request.questions, answers), 'Write one a line, each in a few words.')
  const before = await loadSafetyAnswers(tx, actor.clinicId, consultationId)
  const { safetyAnswers, ...facts } = answersToFacts(request.questions, answers, before.safetyAnswers)
  await recordFacts(tx, {
    clinicId: actor.clinicId,
    patientId: actor.patientId,
    source: 'answer',
    sourceId: request.id,
    at: now,
    ...facts,
    observations: facts.observations.map((reading) => ({ ...reading, effectiveAt: now })),
  })
  await saveAnswers(tx, actor.clinicId, request.id, answers, now)
  await triageConsultation(tx, {
    ...consultation,
    safetyAnswers: learnedFrom(before.safetyAnswers, safetyAnswers, {
      sourceId: request.id,
      at: now.toISOString(),
    }),
    reason: before.reason,
    photos: before.photos,
    visitKind: before.visitKind,
    now,
  })
  await saveConsultation(tx, step.consultation, step.event, now)
  await recordAudit(tx, actor, {
    action: 'consultation.answered',
    subjectType: 'consultation',
    subjectId: consultationId,
    patientId: actor.patientId,
    details: { requestId: request.id },
    at: now,
  })
}
