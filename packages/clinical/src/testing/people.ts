/** Plainly fictional, complete cases that tests change one fact at a time. Not used by the engine. */

import { assessCase } from '../engine/assess.ts'
import type {
  Answer,
  CaseAssessment,
  CaseInput,
  Category,
  ClinicPolicy,
  Option,
  PatientInput,
  Proposal,
} from '../types.ts'

/** What a test changes. Lists replace the base's; answers and labs are merged; null removes. */
export type Change = {
  readonly patient?: Partial<PatientInput>
  readonly conditions?: readonly (string | { code?: string; text?: string; monthsAgo?: number })[]
  readonly meds?: readonly string[]
  readonly allergies?: readonly (string | { substance: string; reaction?: string })[]
  readonly answers?: Readonly<Record<string, Answer>>
  readonly labs?: Readonly<Record<string, number>>
  readonly prior?: NonNullable<PatientInput['priorTherapy']>
  readonly fills?: NonNullable<PatientInput['priorFills']>
  readonly proposed?: Proposal
}

export const today = '2026-11-22'

const core: PatientInput = {
  age: 40,
  systolic: 122,
  diastolic: 78,
  heartRate: 70,
  eGFR: 95,
  heightCm: 175,
  weightKg: 105,
  conditions: [],
  medications: [],
  allergies: [],
}
const man: PatientInput = { ...core, sex: 'male' }
const woman: PatientInput = { ...core, sex: 'female', pregnant: false, breastfeeding: false }

const screens = { scoff: 0, phq2: 0, phq9Item9: 0 }
const weightAnswers = {
  ...screens,
  familyHistoryMTC: 'no',
  pancreatitisHistory: 'no',
  opioidUse: 'no',
  seizureHistory: 'no',
  maoiLast14Days: 'no',
  alcoholUse: 'none',
  plannedSurgery: 'no',
}
const fertility = {
  contraception: 'IUD',
  pregnancyTest: 'negative',
  pregnancyPlans: 'none',
  periods: 'regular',
}
const edAnswers = {
  nitrateUse: 'no',
  recreationalNitrites: 'no',
  recentCardiacEvent: 'no',
  climbsTwoFlightsWithoutSymptoms: true,
  shim: 12,
  symptomDurationMonths: 12,
  alcoholPerOccasion: 1,
}
const hairAnswers = {
  ...screens,
  hairLossPattern: 'receding hairline',
  symptomDurationMonths: 24,
  scalpPhoto: true,
  onset: 'gradual',
}

const labs = { hba1c: 5.4, potassium: 4.2, bicarbonate: 25, testosterone: 480, alt: 22 }

export const bases = {
  weightMan: { category: 'weight', patient: { ...man, labs, intakeAnswers: weightAnswers } },
  weightWoman: {
    category: 'weight',
    patient: { ...woman, labs, intakeAnswers: { ...weightAnswers, ...fertility } },
  },
  ed: { category: 'ed', patient: { ...man, labs, intakeAnswers: edAnswers } },
  hairMan: { category: 'hair', patient: { ...man, labs, intakeAnswers: hairAnswers } },
  hairWoman: {
    category: 'hair',
    patient: {
      ...woman,
      labs,
      intakeAnswers: { ...hairAnswers, ...fertility, hairLossPattern: 'Ludwig II' },
    },
  },
} as const satisfies Record<string, CaseInput>
export type BaseName = keyof typeof bases

/** A base case with one change. */
export function person(base: BaseName, change: Change = {}): CaseInput {
  const from: CaseInput = bases[base]
  const category: Category = from.category
  return {
    category,
    patient: {
      ...from.patient,
      ...(change.conditions === undefined
        ? {}
        : {
            conditions: change.conditions.map((item) => (typeof item === 'string' ? { text: item } : item)),
          }),
      ...(change.meds === undefined ? {} : { medications: change.meds.map((name) => ({ name })) }),
      ...(change.allergies === undefined
        ? {}
        : {
            allergies: change.allergies.map((item) =>
              typeof item === 'string' ? { substance: item } : item,
            ),
          }),
      labs: { ...from.patient.labs, ...change.labs },
      intakeAnswers: { ...from.patient.intakeAnswers, ...change.answers },
      ...(change.prior === undefined ? {} : { priorTherapy: change.prior }),
      ...(change.fills === undefined ? {} : { priorFills: change.fills }),
      ...change.patient,
    },
    ...(change.proposed === undefined ? {} : { proposed: change.proposed }),
  }
}

export const assessed = (base: BaseName, change: Change = {}, policy: ClinicPolicy = {}): CaseAssessment =>
  assessCase(person(base, change), { now: today, policy })

export function optionOf(assessment: CaseAssessment, drugId: string): Option {
  const option = assessment.options.find((item) => item.drugId === drugId)
  if (option === undefined) throw new Error(`no option ${drugId}`)
  return option
}

/** Severity of a rule's finding on a drug (or on the case), null when it did not fire. */
export function severityOf(assessment: CaseAssessment, rule: string, drugId: string | null): string | null {
  const findings = drugId === null ? assessment.findings : optionOf(assessment, drugId).findings
  return findings.find((finding) => finding.rule === rule)?.severity ?? null
}
