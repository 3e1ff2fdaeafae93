/** What is offered: three services, one a hook, and the data each wants to be sent (CDS Hooks 2.0, "Discovery"). */
import type { CdsServices } from '@countersign/contract'
import { observationCodes } from './fhir/readings.ts'

const ofPatient = 'patient={{context.patientId}}'
/** Only search parameters the standard asks every client to support. */
const prefetch: Record<string, string> = {
  patient: 'Patient/{{context.patientId}}',
  conditions: `Condition?${ofPatient}`,
  medications: `MedicationRequest?${ofPatient}`,
  statements: `MedicationStatement?${ofPatient}`,
  dispenses: `MedicationDispense?${ofPatient}`,
  allergies: `AllergyIntolerance?${ofPatient}`,
  observations: `Observation?${ofPatient}&code=${observationCodes.map((code) => `http://loinc.org|${code}`).join(',')}`,
  familyHistory: `FamilyMemberHistory?${ofPatient}`,
  answers: `QuestionnaireResponse?${ofPatient}`,
}
const usageRequirements =
  'FHIR R4, everything by prefetch: nothing is fetched from the caller. Without the Patient the answer is 412; ' +
  'anything else that is absent counts as unknown and is named in a card. Questionnaire items are read by these ' +
  'linkIds: nitrateUse, recreationalNitrites, recentCardiacEvent, exerciseTolerance, familyHistoryMTC, ' +
  'pancreatitisHistory, seizureHistory, opioidUse, maoiLast14Days, alcoholUse, contraception, pregnancyTest, ' +
  'scoff, phq2, phq9Item9, shim, hairLossPattern, symptomDurationMonths, scalpPhoto.'

export const services: Readonly<Record<string, CdsServices['services'][number]>> = {
  'treatment-overview': {
    hook: 'patient-view',
    id: 'treatment-overview',
    title: 'Weight, ED and hair treatment: what is safe for this patient',
    description:
      'Red flags, dangers of treatments in use, and the treatments that may be offered, ranked, with their sources.',
    prefetch,
    usageRequirements,
  },
  'order-check': {
    hook: 'order-select',
    id: 'order-check',
    title: 'Weight, ED and hair treatment: check of the selected orders',
    description:
      'Contraindications, interactions, allergies, duplicates, dose and titration of each selected order, with an alternative where there is one.',
    prefetch,
    usageRequirements,
  },
  'order-signature-check': {
    hook: 'order-sign',
    id: 'order-signature-check',
    title: 'Weight, ED and hair treatment: check before signature',
    description: 'The same check of every draft order, before it is signed.',
    prefetch,
    usageRequirements,
  },
}

export const discover = (): CdsServices => ({ services: Object.values(services) })
