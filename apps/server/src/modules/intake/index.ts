/**
 * Intake: a patient's answers, from the first question to the one transaction that makes a consultation of them.
 */
export { abandonIntakesCron } from './abandon-intakes.job.ts'
export { intakeHandlers } from './routes.ts'
