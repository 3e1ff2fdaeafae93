/**
 * Recommendations: the chart goes into the clinical engine, its answer comes out and is kept with the exact
 * input it saw and the protocol it was judged under. Judges nothing itself.
 */
export { LAB_MONTHS, type SafetyAnswers, VITALS_MONTHS } from './case-input.ts'
export {
  getRecommendations,
  type JudgedTreatment,
  judgeTreatment,
  validateTreatment,
} from './recommend-treatment.ts'
export { recommendationHandlers } from './routes.ts'
