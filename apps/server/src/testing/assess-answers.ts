/** What the engine concludes from answers to a questionnaire, by the way they go on the server. For tests only. */
import { assessCase, type CaseAssessment } from '@countersign/clinical'
import type { Answer, Category, Questionnaire } from '@countersign/contract'
import { answersToFacts } from '../modules/intake/answers-to-facts.ts'
import type { PatientFacts } from '../modules/patients/patient.ts'
import { buildCaseInput } from '../modules/recommendations/case-input.ts'

const nobody = {
  id: '',
  mrn: '',
  userId: null,
  givenName: '',
  familyName: '',
  email: '',
  phone: '',
  address: { line: '', city: '', state: 'TX', postalCode: '' },
  identityStatus: 'unverified',
} as const

/** An intake cannot be sent without sex and birth date; while either is not said it is not known here. */
export function assessAnswers(
  category: Category,
  questionnaire: Questionnaire,
  answers: Record<string, Answer>,
  now: Date,
): CaseAssessment {
  const told = answersToFacts(questionnaire, answers, now)
  const { safetyAnswers } = told
  const { sex, 'birth-date': born } = answers
  const recorded = { id: '', source: 'intake', recordedAt: now } as const
  const facts: PatientFacts = {
    ...nobody,
    birthDate: born?.kind === 'date' ? born.value : '2000-01-01',
    sex: sex?.kind === 'choice' && sex.codes[0] === 'female' ? 'female' : 'male',
    conditions: told.conditions.map((one) => ({ ...recorded, ...one })),
    medications: told.medications.map((one) => ({ ...recorded, ...one })),
    allergies: told.allergies.map((one) => ({ ...recorded, ...one })),
    observations: told.observations.map((one) => ({ ...one, source: 'intake' })),
    reviewed: {
      conditions: told.reviewedLists.includes('conditions'),
      medications: told.reviewedLists.includes('medications'),
      allergies: told.reviewedLists.includes('allergies'),
    },
  }
  const { patient } = buildCaseInput(facts, { id: '', category, safetyAnswers }, [], now)
  const known = { ...patient, ...(sex ? {} : { sex: null }), ...(born?.kind === 'date' ? {} : { age: null }) }
  return assessCase({ category, patient: known }, { now: now.toISOString() })
}
