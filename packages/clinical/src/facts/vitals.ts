/** Body size, blood pressure and kidney function. Implausible figures count as not answered, never as normal. */

import type { CaseInput } from '../types.ts'
import { numeric } from './answers.ts'
import type { ConditionFact } from './facts.ts'

const within = (value: number | null | undefined, low: number, high: number): number | null => {
  const number = numeric(value ?? undefined)
  return number === null || number < low || number > high ? null : number
}

/** kg/m² rounded half up to one decimal (G-06). The small term undoes binary error at the half. */
export const bodyMassIndex = (heightCm: number, weightKg: number): number =>
  Math.round((weightKg / (heightCm / 100) ** 2) * 10 + 1e-9) / 10

/** CKD-EPI 2021 (race-free), mL/min/1.73 m²; creatinine in mg/dL. NEJM 2021;385:1737. */
export function estimateEgfr(creatinine: number, age: number, sex: 'male' | 'female'): number {
  const kappa = sex === 'female' ? 0.7 : 0.9
  const alpha = sex === 'female' ? -0.241 : -0.302
  const ratio = creatinine / kappa
  const value =
    142 *
    Math.min(ratio, 1) ** alpha *
    Math.max(ratio, 1) ** -1.2 *
    0.9938 ** age *
    (sex === 'female' ? 1.012 : 1)
  return Math.round(value)
}

/** Cockcroft–Gault, mL/min, with adjusted body weight at a BMI of 30 or more (formulary §0.5). */
export function creatinineClearance(
  creatinine: number,
  age: number,
  sex: 'male' | 'female',
  weightKg: number,
  heightCm: number | null,
): number {
  const ideal = heightCm === null ? weightKg : (sex === 'female' ? 45.5 : 50) + 0.9055 * (heightCm - 152.4)
  const obese = heightCm !== null && bodyMassIndex(heightCm, weightKg) >= 30
  const weight = obese ? ideal + 0.4 * (weightKg - ideal) : weightKg
  return Math.round((((140 - age) * weight) / (72 * creatinine)) * (sex === 'female' ? 0.85 : 1))
}

export type Measures = {
  readonly age: number | null
  readonly sex: 'male' | 'female' | null
  readonly heightCm: number | null
  readonly weightKg: number | null
  readonly bmi: number | null
  readonly systolic: number | null
  readonly diastolic: number | null
  readonly heartRate: number | null
  readonly eGFR: number | null
  readonly eGFREstimated: boolean
  readonly creatinineClearance: number | null
}

/** Reads the measured facts; a reversed or impossible blood pressure is not a blood pressure. */
export function readMeasures(input: CaseInput, creatinine: number | null): Measures {
  const patient = input.patient
  const age = within(patient.age, 0, 130)
  const sexText = typeof patient.sex === 'string' ? patient.sex.toLowerCase().trim() : null
  const sex =
    sexText === 'male' || sexText === 'm' ? 'male' : sexText === 'female' || sexText === 'f' ? 'female' : null
  const heightCm = within(patient.heightCm, 90, 260)
  const weightKg = within(patient.weightKg, 20, 500)
  const systolicRead = within(patient.systolic, 40, 320)
  const diastolicRead = within(patient.diastolic, 15, 220)
  const reversed = systolicRead !== null && diastolicRead !== null && diastolicRead > systolicRead
  const stated = within(patient.eGFR, 0, 250)
  const estimated =
    stated === null && creatinine !== null && creatinine > 0 && age !== null && sex !== null
      ? estimateEgfr(creatinine, age, sex)
      : null
  return {
    age,
    sex,
    heightCm,
    weightKg,
    bmi: heightCm === null || weightKg === null ? null : bodyMassIndex(heightCm, weightKg),
    systolic: reversed ? null : systolicRead,
    diastolic: reversed ? null : diastolicRead,
    heartRate: within(patient.heartRate, 20, 300),
    eGFR: stated ?? estimated,
    eGFREstimated: stated === null && estimated !== null,
    creatinineClearance:
      creatinine !== null && creatinine > 0 && age !== null && sex !== null && weightKg !== null
        ? creatinineClearance(creatinine, age, sex, weightKg, heightCm)
        : null,
  }
}

const stated =
  /(?:\b(?:bp|b\/p|(?:blood )?pressure|hypertens\w+|htn|readings?)\b[^.;\n\d]{0,40}|^\s*)(\d{2,3})(?:'?s)? ?(?:\/|over) ?(\d{2,3})\b(?! ?mg)/i
const earlier =
  /\b(?:used to|before (?:i |he |she )?(?:start\w*|treat\w*|med\w*|tak\w+)|previously|prior to|(?:in|since|back in) (?:19|20)\d\d|as a|years? ago|when pregnant|during (?:pregnancy|surgery|labor))\b/i

export type Pressure = { readonly systolic: number; readonly diastolic: number; readonly label: string }

/** Blood pressures told in words within a month, or without a date and not as of the past. */
export function statedPressures(conditions: readonly ConditionFact[]): readonly Pressure[] {
  return conditions.flatMap((fact) => {
    if (fact.monthsAgo !== null && fact.monthsAgo > 1) return []
    const found = stated.exec(fact.match.text)
    if (found === null || earlier.test(fact.match.text)) return []
    const systolic = Number(found[1])
    const diastolic = Number(found[2])
    return systolic < 60 || systolic > 280 || diastolic < 35 || diastolic > 180 || diastolic >= systolic
      ? []
      : [{ systolic, diastolic, label: fact.label }]
  })
}

const dangerOf = (systolic: number, diastolic: number): number =>
  systolic < 90 || diastolic < 50 ? 4 : Math.max((systolic - 140) / 20, (diastolic - 90) / 10)

/** The stated blood pressure to act on when it is worse than the measured one (G-08); null otherwise. */
export function pressureOf(
  measures: Pick<Measures, 'systolic' | 'diastolic'>,
  conditions: readonly ConditionFact[],
): Pressure | null {
  let worst: Pressure | null = null
  let danger =
    measures.systolic === null || measures.diastolic === null
      ? 0
      : Math.max(0, dangerOf(measures.systolic, measures.diastolic))
  for (const told of statedPressures(conditions)) {
    const own = dangerOf(told.systolic, told.diastolic)
    if (own >= 0 && own > danger) {
      worst = told
      danger = own
    }
  }
  return worst
}
