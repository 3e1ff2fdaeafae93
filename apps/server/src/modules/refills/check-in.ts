/**
 * What a patient says between visits, as facts and as answers of the engine. Pure. What was not said stays unknown;
 * what was said months ago about a thing that changes from month to month is not said now.
 */
import type { PriorTherapy } from '@countersign/clinical'
import type { CheckInAnswers } from '@countersign/contract'
import type { RecordFacts } from '../patients/index.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'

/** The chart's share of the answers. A list is added to, never declared complete: only what is new was asked. */
export function factsOf(
  answers: CheckInAnswers,
  at: Date,
): Required<Pick<RecordFacts, 'conditions' | 'medications' | 'allergies' | 'observations'>> {
  const { weightKg, systolic, diastolic } = answers
  return {
    conditions: (answers.newConditions ?? []).map((text) => ({ text })),
    medications: (answers.newMedications ?? []).map((text) => ({ text })),
    allergies: (answers.newAllergies ?? []).map((substance) => ({ substance })),
    observations: [
      ...(weightKg === null ? [] : [{ code: '29463-7', value: weightKg, unit: 'kg', effectiveAt: at }]),
      ...(systolic === null || diastolic === null
        ? []
        : [{ code: '85354-9', value: systolic, value2: diastolic, unit: 'mm[Hg]', effectiveAt: at }]),
    ],
  }
}

/** How a dose was taken, in the words that the engine reads. Null when the patient was not asked. */
export function tolerabilityOf(answers: CheckInAnswers | null): string | null {
  if (answers === null || answers.sideEffects === null) return null
  if ((answers.warningSigns ?? []).length > 0) return `poor: ${answers.warningSigns?.join(', ')}`
  const worst = answers.sideEffects.filter(({ severity }) => severity !== 'mild')
  if (worst.length === 0) return 'good'
  const severe = worst.some(({ severity }) => severity === 'severe')
  return `${severe ? 'poor' : 'moderate'}: ${worst.map(({ text, severity }) => `${severity} ${text}`).join(', ')}`
}

export type OnTreatment = { drugId: string; doseMg: number; weeksAtDose: number }

/**
 * The answers a later look at the same treatment starts from: the last visit's, with what we prescribed since, and
 * what the patient says now. A "no" to pregnancy or breastfeeding speaks for its own day only.
 */
export function carriedAnswers(
  before: SafetyAnswers,
  on: OnTreatment,
  answers: CheckInAnswers | null,
): SafetyAnswers {
  const { pregnancyTest: _test, missedDoses: _missed, dosesMissed: _doses, ...kept } = before.intakeAnswers
  const pregnant = answers?.pregnant ?? (before.pregnant === true ? true : null)
  const therapy: PriorTherapy = {
    drug: on.drugId,
    doseMg: on.doseMg,
    weeksAtDose: on.weeksAtDose,
    current: true,
    tolerability: tolerabilityOf(answers),
  }
  const others = (before.priorTherapy ?? []).filter(
    ({ drug, current }) => drug !== on.drugId && current !== true,
  )
  return {
    ...before,
    intakeAnswers: {
      ...kept,
      ...(answers?.missedDoses !== null && answers !== null && { missedDoses: answers.missedDoses }),
    },
    pregnant,
    breastfeeding: answers?.breastfeeding ?? (before.breastfeeding === true ? true : null),
    priorTherapy: [...others, therapy],
  }
}
