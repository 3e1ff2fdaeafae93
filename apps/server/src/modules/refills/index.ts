/**
 * Refills: asked for by a pharmacy, the patient or the schedule. Each is a visit whose review shows what changed
 * since the last approval, decided by the same commands and behind the same gate as any visit.
 */
export { answerRenewalJob } from './answer-renewal.job.ts'
export { hearRenewal } from './hear-renewal.ts'
export { refillHandlers } from './routes.ts'
export { runningOutCron } from './running-out.job.ts'
