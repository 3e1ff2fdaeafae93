/**
 * Consultations: a patient's case from submission to its end. One provider at a time holds it; every decision
 * passes the server's gate and is one transaction; nothing leaves before the undo window has passed.
 */

export { amendWithin } from './amend-approval.ts'
export { answerInformationRequest } from './answer-request.ts'
export { approveWithin } from './approve-consultation.ts'
export { holdWithin, releaseLapsedLeases } from './claim-consultation.ts'
export { denyWithin } from './decide-consultation.ts'
export { expireConsultationsCron } from './expire-consultations.job.ts'
export { completeConsultation, queueConsultation, settleDecision } from './follow-up.job.ts'
export { type CaseJudgement, judgeCase } from './judge-case.ts'
export { learnWithin } from './learn-answers.ts'
export { openConsultation } from './open-consultation.ts'
export { consultationHandlers } from './routes.ts'
export { tellOverdueCron } from './tell-overdue.job.ts'
