/** Questions about the person: sex, age, measurements, laboratory values, answers and states. */

import type { Facts } from '../facts/facts.ts'
import type { LabName, MissingCode } from '../types.ts'
import { conditionNames } from './history.ts'
import { certainly, type Predicate, predicate } from './predicate.ts'
import { NO, UNKNOWN, YES } from './tri.ts'

export const female = predicate(
  'female',
  (facts) => (facts.sex === null ? UNKNOWN : facts.sex === 'female' ? YES : NO),
  () => ['female'],
  ['sexAtBirth'],
  ['sex:not-male'],
)
export const male = predicate(
  'male',
  (facts) => (facts.sex === null ? UNKNOWN : facts.sex === 'male' ? YES : NO),
  () => ['male'],
  ['sexAtBirth'],
  ['sex:not-female'],
)

type Compare = '<' | '<=' | '>' | '>='

const compare = (value: number, how: Compare, limit: number): boolean =>
  how === '<' ? value < limit : how === '<=' ? value <= limit : how === '>' ? value > limit : value >= limit

type Measured = { readonly exceeds: (facts: Facts) => boolean; readonly unknown: (facts: Facts) => boolean }
const measured = new Map<string, Measured>()

/** Keys of the measured thresholds that a case passes or cannot be compared with. */
export function measuredKeys(facts: Facts): readonly string[] {
  const found: string[] = []
  for (const [says, item] of measured) {
    if (item.exceeds(facts)) found.push(`m:${says}`)
    else if (item.unknown(facts)) found.push(`u:${says}`)
  }
  return found
}

function measure(
  label: string,
  unit: string,
  read: (facts: Facts) => number | null,
  missing: readonly MissingCode[],
): (how: Compare, limit: number) => Predicate {
  return (how, limit) => {
    const unitText = unit === '' ? '' : ` ${unit}`
    const says = `${label} ${how} ${limit}${unitText}`
    const exceeds = (facts: Facts): boolean => {
      const value = read(facts)
      return value !== null && compare(value, how, limit)
    }
    measured.set(says, { exceeds, unknown: (facts) => read(facts) === null })
    return predicate(
      says,
      (facts) => {
        const value = read(facts)
        return value === null ? UNKNOWN : compare(value, how, limit) ? YES : NO
      },
      (facts) => [`${label} ${read(facts)}${unitText}`],
      missing,
      [`m:${says}`, `u:${says}`],
      [`m:${says}`],
    )
  }
}

export const age = measure('age', 'years', (facts) => facts.age, ['age'])
export const bmi = measure('BMI', 'kg/m²', (facts) => facts.bmi, ['heightWeight'])
export const systolic = measure('systolic', 'mmHg', (facts) => facts.systolic, ['bloodPressure'])
export const diastolic = measure('diastolic', 'mmHg', (facts) => facts.diastolic, ['bloodPressure'])
export const heartRate = measure('resting heart rate', '/min', (facts) => facts.heartRate, ['heartRate'])
export const eGFR = measure('eGFR', 'mL/min/1.73 m²', (facts) => facts.eGFR, ['eGFR'])
/** Cockcroft–Gault when it can be computed, else eGFR (formulary §0.5). */
export const creatinineClearance = measure(
  'CrCl/eGFR',
  'mL/min',
  (facts) => facts.creatinineClearance ?? facts.eGFR,
  ['eGFR'],
)

const labMissing: Readonly<Partial<Record<LabName, readonly MissingCode[]>>> = {
  hba1c: ['hba1c'],
  potassium: ['potassium'],
  bicarbonate: ['bicarbonate'],
  psa: ['psa'],
  testosterone: ['testosterone'],
  alt: ['liverStatus'],
}
const labUnits: Readonly<Partial<Record<LabName, string>>> = {
  potassium: 'mmol/L',
  bicarbonate: 'mmol/L',
  psa: 'ng/mL',
  calcitonin: 'pg/mL',
  tsh: 'mIU/L',
  alt: 'U/L',
}
export const lab = (name: LabName, how: Compare, limit: number): Predicate =>
  measure(name, labUnits[name] ?? '', (facts) => facts.labs[name], labMissing[name] ?? [])(how, limit)

export type TriAnswer =
  | 'familyHistoryMTC'
  | 'pancreatitisHistory'
  | 'opioidUse'
  | 'seizureHistory'
  | 'maoi'
  | 'nitrateUse'
  | 'recreationalNitrites'
  | 'recentCardiacEvent'
  | 'partnerPregnant'
  | 'sexualDysfunction'
  | 'dizziness'
  | 'sexInadvisable'

const answerCodes: Readonly<
  Record<TriAnswer, { readonly label: string; readonly missing: readonly MissingCode[] }>
> = {
  familyHistoryMTC: {
    label: 'medullary thyroid cancer or MEN 2 (self or family)',
    missing: ['familyHistoryMTC'],
  },
  pancreatitisHistory: { label: 'history of pancreatitis', missing: ['pancreatitisHistory'] },
  opioidUse: { label: 'opioid use', missing: ['opioidUse'] },
  seizureHistory: { label: 'seizure history', missing: ['seizureHistory'] },
  maoi: { label: 'MAOI or linezolid in the last 14 days', missing: ['maoiUse14d'] },
  nitrateUse: { label: 'nitrate use', missing: ['nitrateUse'] },
  recreationalNitrites: { label: 'recreational nitrites', missing: ['recreationalNitrites'] },
  recentCardiacEvent: { label: 'recent cardiac event', missing: ['recentCardiacEvent'] },
  partnerPregnant: { label: 'pregnant partner', missing: [] },
  sexualDysfunction: { label: 'existing sexual dysfunction', missing: [] },
  dizziness: { label: 'dizziness', missing: [] },
  sexInadvisable: { label: 'sexual activity judged inadvisable', missing: [] },
}

/** The intake answered yes. */
export const answered = (key: TriAnswer): Predicate =>
  predicate(
    `answers yes: ${answerCodes[key].label}`,
    (facts) => facts.answers[key],
    () => [`intake: ${answerCodes[key].label}`],
    answerCodes[key].missing,
    [`a:${key}`],
    [`y:${key}`],
  )

/** The intake answered yes; unanswered reads as no because the requirement table reports it. */
export const saysYes = (key: TriAnswer): Predicate => certainly(answered(key))

export const pregnant = predicate(
  'pregnant',
  (facts) => facts.pregnant,
  (facts) => ['pregnant', ...conditionNames(facts.byConcept.get('pregnancy') ?? [])],
  ['pregnancyStatus'],
  ['s:pregnant'],
)
export const breastfeeding = predicate(
  'breastfeeding',
  (facts) => facts.breastfeeding,
  () => ['breastfeeding'],
  ['breastfeedingStatus'],
  ['s:breastfeeding'],
)
export const wocbp = predicate(
  'woman of childbearing potential',
  (facts) => facts.wocbp,
  () => ['childbearing potential'],
  ['age', 'sexAtBirth'],
  ['s:wocbp'],
)
export const dialysis = predicate(
  'dialysis or end-stage kidney disease',
  (facts) => facts.dialysis,
  (facts) => conditionNames(facts.byConcept.get('dialysis') ?? []),
  [],
  ['s:dialysis'],
)
export const childPugh = (...classes: readonly ('A' | 'B' | 'C')[]): Predicate =>
  predicate(
    `Child-Pugh ${classes.join('/')}`,
    (facts) =>
      facts.hepatic === 'unknown'
        ? UNKNOWN
        : facts.hepatic !== 'none' && classes.includes(facts.hepatic)
          ? YES
          : facts.conditionsKnown
            ? NO
            : UNKNOWN,
    (facts) => [`Child-Pugh ${facts.hepatic}`],
    ['childPugh'],
    ['s:hepatic', 'u:conditions'],
    ['s:hepatic'],
  )
export const childPughUnknown = predicate(
  'cirrhosis or hepatic failure without a Child-Pugh class',
  (facts) => (facts.hepatic === 'unknown' ? YES : NO),
  (facts) =>
    conditionNames([
      ...(facts.byConcept.get('cirrhosis') ?? []),
      ...(facts.byConcept.get('hepatic-failure') ?? []),
    ]),
  ['childPugh'],
  ['s:hepatic'],
)
