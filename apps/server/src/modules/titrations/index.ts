/**
 * Titrations: one approval, a series of prescriptions, each sent on its day and only after the check-in it asks
 * for. The gate is passed again before each leaves; stopping cancels what has not left.
 */
export { advanceTitrationsCron, startTitrationJob } from './advance-titrations.job.ts'
export { titrationHandlers } from './routes.ts'
