/** One step judged on today's facts, with the dose before it as the present therapy. Shared by check-in, review and release. */
import { type Finding, formulary } from '@countersign/clinical'
import type { CheckInAnswers, Override, SignedTreatment } from '@countersign/contract'
import { differenceInDays } from 'date-fns/differenceInDays'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import type { Tx } from '../../platform/db/database.ts'
import { type CaseJudgement, judgeCase } from '../consultations/index.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { carriedAnswers, deltasOf, reasonsOf, rhythmOf, signalOf } from '../refills/index.ts'
import { type Basis, loadBasis, type Series, type Step } from './queries.ts'

export type JudgedStep = {
  basis: Basis
  judgement: CaseJudgement
  /** Findings of weight that the provider has neither signed with in view nor reviewed since. */
  fresh: Finding[]
  /** Of the signed overrides and the review, for the gate. */
  overrides: Override[]
}

export const treatmentOf = (step: Step): SignedTreatment => ({
  drug: formulary.drugs.find(({ id }) => id === step.drugId)?.plainName ?? step.drugDescription,
  drugId: step.drugId,
  productRxcui: step.rxcui,
  doseMg: step.doseMg,
  frequency: step.frequency,
  quantity: step.quantity,
  daysSupply: step.daysSupply,
  refills: step.refills,
  sig: step.sig,
})

/** @param note a provider's words of now, for what needs a reason. */
export async function judgeStep(
  tx: Tx,
  series: Series,
  steps: readonly Step[],
  step: Step,
  now: Date,
  note: string | null = null,
): Promise<JudgedStep> {
  const before = steps.find((one) => one.step === step.step - 1)
  if (!before) throw new Error('a step has none before it')
  const basis = await loadBasis(tx, series)
  const { clinicId, consultationId } = series
  // The day a dose began, not the day of the asking: weeks that will be served by the start count as served.
  const served = Math.max(differenceInDays(parseISO(step.startsOn), parseISO(before.startsOn)), 0)
  const today = differenceInDays(now, parseISO(before.startsOn))
  const on = {
    drugId: before.drugId,
    doseMg: before.doseMg,
    weeksAtDose: Math.floor(Math.max(served, today) / 7),
  }
  const known = new Set([...basis.knownRules, ...step.reviewedRules])
  const reasonFor = (rule: string): Override => ({
    rule,
    reason:
      note ??
      basis.overridden.find((one) => one.rule === rule)?.reason ??
      'Reviewed by a provider before this step of the titration.',
  })
  const judge = (overrides: Override[]) =>
    judgeCase(tx, { clinicId, consultationId, now }, treatmentOf(step), overrides, {
      safetyAnswers: carriedAnswers(basis.safetyAnswers, on, step.answers),
      withOwn: true,
    })
  const first = await judge([])
  const heavy = first.judged.assessment.findings.filter(
    ({ severity }) => severity === 'major' || severity === 'moderate',
  )
  const accepted = heavy.filter(({ rule }) => note !== null || known.has(rule)).map(({ rule }) => rule)
  const overrides = [...new Set(accepted)].map(reasonFor)
  const judgement = overrides.length === 0 ? first : await judge(overrides)
  const fresh = heavy.filter(({ rule }) => note === null && !known.has(rule))
  return { basis, judgement, fresh, overrides }
}

/** What keeps a step from going on, in words; empty when nothing does. */
export function obstacles({ judgement, fresh }: JudgedStep): string[] {
  const { gate, misfits } = judgement
  return [
    ...(gate.ok ? [] : gate.reasons.map(({ text }) => text)),
    ...misfits,
    ...fresh.filter(({ rule }) => !isTiming(rule)).map(({ text }) => text),
  ]
}

const isTiming = (rule: string): boolean => ['RX-REFILL', 'RX-GAP', 'RX-EARLY'].includes(rule)

/** Refill timing is judged on the day of the step, not on the day it is asked about. */
export const isTooSoon = ({ judgement }: JudgedStep): boolean => judgement.judged.case.refill === 'too_soon'

/** The signal of a check-in: the lines of a refill that a patient's word can change. */
export async function signalOfCheckIn(
  tx: Tx,
  series: Series,
  steps: readonly Step[],
  step: Step,
  answers: CheckInAnswers,
  now: Date,
) {
  const judged = await judgeStep(tx, series, steps, { ...step, answers }, now)
  const facts = await loadPatientFacts(tx, series.clinicId, series.patientId)
  const before = steps.find((one) => one.step === step.step - 1)
  const deltas = deltasOf({
    now,
    category: judged.basis.category,
    sex: facts.sex,
    age: differenceInYears(now, parseISO(facts.birthDate)),
    drug: { name: step.drugId, rhythm: rhythmOf(step.frequency), daysSupply: step.daysSupply },
    approvedAt: before?.answeredAt ?? judged.basis.approvedAt,
    lastVisitAt: judged.basis.approvedAt,
    facts,
    answers,
    before: before?.answers ?? null,
    engine: judged.judgement.judged.case,
    findings: judged.judgement.judged.assessment.findings,
    knownRules: [...judged.basis.knownRules, ...step.reviewedRules],
    blocking: obstacles(judged),
    request: [],
  }).filter(({ key }) => key !== 'refill_timing')
  return { signal: signalOf(deltas), reasons: reasonsOf(deltas) }
}
