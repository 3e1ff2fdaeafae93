/**
 * From the chart to the engine's input. A list the patient never went through stays absent, which the
 * engine reads as unknown; a reading too old to act on is left out the same way.
 */
import type { CaseInput, PriorFill } from '@countersign/clinical'
import type { Category } from '@countersign/contract'
import { differenceInDays } from 'date-fns/differenceInDays'
import { differenceInMonths } from 'date-fns/differenceInMonths'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { PatientFacts } from '../patients/index.ts'

/** The intake's and later answers' share of the engine's input, stored with the consultation. */
export type SafetyAnswers = {
  intakeAnswers: NonNullable<CaseInput['patient']['intakeAnswers']>
  pregnant?: boolean | null
  breastfeeding?: boolean | null
  priorTherapy?: CaseInput['patient']['priorTherapy']
  /** Where an answer that was not the intake's came from: the request it answered, and when. By fact. */
  learned?: Readonly<Record<string, { sourceId: string; at: string }>>
}
export type EarlierPrescription = { drug: string; drugDescription: string; daysSupply: number; at: Date }

/** Months after which a reading no longer speaks for today. Blood pressure: formulary §0.4; weight and pulse alike. */
export const VITALS_MONTHS = 6
export const LAB_MONTHS = 12

const vitals = { height: '8302-2', weight: '29463-7', bloodPressure: '85354-9', heartRate: '8867-4' } as const
const labs: Record<string, string> = {
  '4548-4': 'hba1c',
  '2823-3': 'potassium',
  '1963-8': 'bicarbonate',
  '2857-1': 'psa',
  '2160-0': 'creatinine',
  '3016-3': 'tsh',
  '2986-8': 'testosterone',
}
const EGFR = '98979-8'

export function buildCaseInput(
  facts: PatientFacts,
  consultation: { id: string; category: Category; safetyAnswers: SafetyAnswers },
  earlier: readonly EarlierPrescription[],
  now: Date,
): CaseInput {
  const latest = (code: string, months: number | null) =>
    facts.observations
      .filter((o) => o.code === code && (months === null || differenceInMonths(now, o.effectiveAt) < months))
      .sort((a, b) => b.effectiveAt.getTime() - a.effectiveAt.getTime())[0]
  const bloodPressure = latest(vitals.bloodPressure, VITALS_MONTHS)
  const labValues = Object.fromEntries(
    Object.entries(labs).map(([code, name]) => [name, latest(code, LAB_MONTHS)?.value ?? null]),
  )
  return {
    id: consultation.id,
    category: consultation.category,
    patient: {
      age: differenceInYears(now, parseISO(facts.birthDate)),
      sex: facts.sex,
      heightCm: latest(vitals.height, null)?.value ?? null,
      weightKg: latest(vitals.weight, VITALS_MONTHS)?.value ?? null,
      systolic: bloodPressure?.value ?? null,
      diastolic: bloodPressure?.value2 ?? null,
      heartRate: latest(vitals.heartRate, VITALS_MONTHS)?.value ?? null,
      eGFR: latest(EGFR, LAB_MONTHS)?.value ?? null,
      pregnant: consultation.safetyAnswers.pregnant ?? null,
      breastfeeding: consultation.safetyAnswers.breastfeeding ?? null,
      conditions:
        facts.reviewed.conditions || facts.conditions.length > 0
          ? facts.conditions.map(({ code, text, monthsAgo }) => ({ code, text, monthsAgo }))
          : null,
      conditionsComplete: facts.reviewed.conditions,
      medications: facts.reviewed.medications
        ? [
            ...facts.medications.map(({ text, dose }) => ({ name: text, dose })),
            ...earlier.map((rx) => ({ name: nameOf(rx) })),
          ]
        : null,
      allergies: facts.reviewed.allergies
        ? facts.allergies.map(({ substance, reaction }) => ({ substance, reaction }))
        : null,
      labs: labValues,
      intakeAnswers: consultation.safetyAnswers.intakeAnswers,
      priorTherapy: consultation.safetyAnswers.priorTherapy ?? null,
      priorFills: priorFills(facts, earlier, now),
    },
  }
}

/**
 * As a chart would list it: a package's own words ("pen injector") are no medicine, and what a pen of many doses
 * holds (3 mL) is no dose.
 */
const nameOf = ({ drugDescription }: EarlierPrescription): string =>
  drugDescription.replace(/\s*(?:pen |auto-?)?injector$/i, '').replace(/\s*[\d.]+ mg\/3 mL\b/i, '')

function priorFills(facts: PatientFacts, earlier: readonly EarlierPrescription[], now: Date): PriorFill[] {
  const reported = facts.medications.flatMap(({ text, lastFilledOn, daysSupply }) =>
    lastFilledOn === null
      ? []
      : [{ drug: text, lastFillDaysAgo: differenceInDays(now, parseISO(lastFilledOn)), daysSupply }],
  )
  const ours = earlier.map(({ drug, at, daysSupply }) => ({
    drug,
    lastFillDaysAgo: differenceInDays(now, at),
    daysSupply,
  }))
  return [...reported, ...ours]
}
