/**
 * Refills: asked for by a pharmacy, the patient or the schedule. Each is a visit whose review shows what changed
 * since the last approval, decided by the same commands and behind the same gate as any visit.
 */
export { answerRenewalJob } from './answer-renewal.job.ts'
export { checkInQuestions } from './ask-check-in.ts'
export { carriedAnswers, factsOf } from './check-in.ts'
export { deltasOf, reasonsOf, signalOf } from './delta.ts'
export { hearRenewal } from './hear-renewal.ts'
export { rhythmOf } from './refill.ts'
export { refillHandlers } from './routes.ts'
export { runningOutCron } from './running-out.job.ts'
