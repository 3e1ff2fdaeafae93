/**
 * Change requests: what a pharmacy asks to change on a prescription it has. Each is a task of a provider, answered
 * once; what changes the prescription passes the gate.
 */
export { answerChangeJob } from './answer-change.job.ts'
export { hearChange } from './hear-change.ts'
export { changeRequestHandlers } from './routes.ts'
