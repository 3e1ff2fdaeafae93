/**
 * Patients: who a patient is in this clinic, and the facts of the chart with where each came from.
 * Facts are only ever added here; what the patient says never erases what was known before.
 */
export { createOrMatchPatient } from './create-patient.ts'
export { observationLabels } from './observation-labels.ts'
export type { PatientFacts, RecordFacts } from './patient.ts'
export { loadPatientFacts, lockPatient } from './queries.ts'
export { recordFacts } from './record-facts.ts'
