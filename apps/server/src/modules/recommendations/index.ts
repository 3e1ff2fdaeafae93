/**
 * Recommendations: the chart goes into the clinical engine, its answer comes out and is kept with the exact
 * input it saw. Judges nothing itself.
 */
export type { SafetyAnswers } from './case-input.ts'
export { getRecommendations, loadCaseInput, validateTreatment } from './recommend-treatment.ts'
