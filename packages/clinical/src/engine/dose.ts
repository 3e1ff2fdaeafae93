/**
 * Doses: the adjusted start and cap of a drug for a patient (§6.1 and the rules' limits), the position in a
 * titration schedule, and the one verdict of §8.2 on a proposed dose.
 */

import type { Facts, TherapyFact } from '../facts/facts.ts'
import { type Frequency, readFrequency } from '../facts/frequency.ts'
import type { Dose, Drug, Step } from '../knowledge/drug.ts'
import type { DoseLimit } from '../knowledge/rule.ts'
import type { DoseVerdict, DrugId, MissingCode } from '../types.ts'

export type AppliedLimit = DoseLimit & { readonly rule: string; readonly text: string }

export type Limits = {
  readonly start: Dose
  /** Least of the rules' starts, with its rule; null when none applies. */
  readonly adjustedStart: { readonly doseMg: number; readonly by: AppliedLimit } | null
  readonly cap: { readonly doseMg: number; readonly by: AppliedLimit } | null
  readonly everyHours: number | null
}

const startFor = (limit: AppliedLimit, facts: Facts): number | null => {
  const start = facts.sex === 'female' && limit.startFemale !== undefined ? limit.startFemale : limit.start
  const bounds = [start, limit.max].filter((value): value is number => value !== undefined)
  return bounds.length === 0 ? null : Math.min(...bounds)
}

/** Takings of one dose a day, for drugs taken in several: converts a cap for the day into one for a taking. */
const perTaking = (drug: Drug): number => (drug.id === 'naltrexone_bupropion' ? 2 : 1)

/** What the rules that fired make of the drug's start, cap and interval. */
export function limitsFor(drug: Drug, facts: Facts, applied: readonly AppliedLimit[]): Limits {
  const own =
    facts.sex === 'female' && drug.dosing.startFemale !== undefined
      ? drug.dosing.startFemale
      : drug.dosing.start
  const { startWith } = drug.dosing
  const plain =
    startWith !== undefined && facts.byConcept.has(startWith.concept)
      ? { ...own, doseMg: startWith.doseMg }
      : own
  let adjustedStart: Limits['adjustedStart'] = null
  let cap: Limits['cap'] = null
  let everyHours: number | null = null
  for (const limit of applied) {
    const start = startFor(limit, facts)
    if (start !== null && start < (adjustedStart?.doseMg ?? Number.POSITIVE_INFINITY))
      adjustedStart = { doseMg: start, by: limit }
    if (limit.max !== undefined && limit.max < (cap?.doseMg ?? Number.POSITIVE_INFINITY))
      cap = { doseMg: limit.max, by: limit }
    if (limit.everyHours !== undefined) everyHours = Math.max(everyHours ?? 0, limit.everyHours)
  }
  const doseMg =
    adjustedStart === null ? plain.doseMg : Math.min(plain.doseMg, adjustedStart.doseMg / perTaking(drug))
  const frequency =
    everyHours !== null && everyHours > 24
      ? `${plain.frequency}, at most once every ${everyHours} hours`
      : plain.frequency
  return { start: { doseMg, frequency }, adjustedStart, cap, everyHours }
}

// --- position in the schedule -----------------------------------------------------------------------------

/** Contrave is named by naltrexone (8, 16, 24, 32) or bupropion (90 …); Qsymia by phentermine or topiramate. */
export function normaliseDose(drug: Drug, doseMg: number): number {
  if (drug.id === 'naltrexone_bupropion') {
    if (doseMg >= 90 && doseMg % 90 === 0) return (doseMg / 90) * 8
    if (doseMg === 98 || doseMg === 196) return (doseMg / 98) * 8
  }
  if (drug.id === 'phentermine_topiramate') {
    const byTopiramate: Readonly<Record<number, number>> = { 23: 3.75, 46: 7.5, 69: 11.25, 92: 15 }
    return byTopiramate[doseMg] ?? doseMg
  }
  if (drug.id === 'minoxidil_topical' && doseMg <= 5) return doseMg * 10
  if (drug.id === 'ketoconazole_shampoo' && doseMg <= 2) return doseMg * 10
  return doseMg
}

export type Taking = {
  readonly doseMg: number
  readonly frequency: Frequency
  /** mg in the drug's own period: a week for weekly drugs, a day for all others. */
  readonly perPeriod: number
}

/** Reads a proposed dose as takings; an absent frequency is the drug's own. */
export function readTaking(
  drug: Drug,
  doseMg: number,
  frequencyText: string | null | undefined,
): Taking | null {
  const given = (frequencyText ?? '').trim()
  const frequency = readFrequency(given === '' ? drug.dosing.start.frequency : given)
  if (frequency === null) return null
  const dose = normaliseDose(drug, doseMg)
  if (drug.dosing.regimen.kind === 'weekly') {
    const weekly = frequency.unit === 'week' ? frequency.takings : frequency.takings * 7
    return { doseMg: dose, frequency, perPeriod: dose * weekly }
  }
  const daily = frequency.unit === 'week' ? frequency.takings / 7 : frequency.takings
  return frequency.divided
    ? { doseMg: dose / Math.max(daily, 1), frequency, perPeriod: dose }
    : { doseMg: dose, frequency, perPeriod: dose * Math.max(daily, frequency.unit === 'week' ? 0 : 1) }
}

/** The amount by which steps are compared: mg a day for drugs whose steps differ in takings. */
const stepAmount = (step: Step): number => step.doseMg * step.perDay
const usesDailyTotal = (drug: Drug): boolean => drug.id === 'naltrexone_bupropion' || drug.id === 'metformin'

/** Index of the highest step not above the amount; −1 = below the first. */
export function stepIndex(drug: Drug, amount: number): number {
  let index = -1
  drug.dosing.steps.forEach((step, position) => {
    const value = usesDailyTotal(drug) ? stepAmount(step) : step.doseMg
    if (amount >= value - 1e-9) index = position
  })
  return index
}

const sameDrug = (a: DrugId, b: DrugId): boolean =>
  a === b || (a.startsWith('tadalafil') && b.startsWith('tadalafil'))

/** The present use of the drug, the latest of several. */
export function currentTherapy(facts: Facts, drugId: DrugId): TherapyFact | null {
  const last = facts.therapy.findLast((item) => item.current && sameDrug(item.drugId, drugId))
  if (last !== undefined) return last
  const listed = facts.medications.find(
    (fact) => fact.active && fact.drugId !== null && sameDrug(fact.drugId, drugId),
  )
  if (listed === undefined) return null
  return {
    drugId,
    label: listed.label,
    words: listed.entry,
    doseMg: listed.doseMg,
    weeksAtDose: null,
    current: true,
    result: null,
    tolerability: null,
    attempts: null,
  }
}

/** Days without the drug, from the last fill or from stated missed doses; null = not known. */
export function gapDays(facts: Facts, drug: Drug): number | null {
  const fill = facts.fills
    .filter((item) => item.drugId === drug.id)
    .reduce<number | null>((least, item) => {
      const gap = item.lastFillDaysAgo - item.daysSupply
      return least === null || gap < least ? gap : least
    }, null)
  const missed = facts.answers.missedDoses
  const byDoses = missed === null ? null : missed * (drug.dosing.regimen.kind === 'weekly' ? 7 : 1)
  if (fill === null) return byDoses
  return byDoses === null ? Math.max(fill, 0) : Math.max(fill, byDoses)
}

/** Gap after which the schedule starts again (§5.0). */
const restartAfterDays: Readonly<Partial<Record<DrugId, number>>> = {
  semaglutide_sc: 28,
  tirzepatide: 20,
  liraglutide: 3,
}
export function mustRestart(facts: Facts, drug: Drug): boolean {
  const limit = restartAfterDays[drug.id]
  const gap = gapDays(facts, drug)
  return limit !== undefined && gap !== null && gap > limit
}

// --- the verdict --------------------------------------------------------------------------------------------

export type DoseJudgement = {
  readonly verdict: DoseVerdict
  readonly text: string
  readonly asks: readonly MissingCode[]
}

const judged = (verdict: DoseVerdict, text: string, asks: readonly MissingCode[] = []): DoseJudgement => ({
  verdict,
  text,
  asks,
})

const mg = (value: number): string => `${Number(value.toFixed(4))} mg`

/** Wegovy 7.2 mg is for adults with obesity who tolerated 2.4 mg for 4 weeks and need more loss. */
function highDoseAllowed(facts: Facts, prior: TherapyFact | null): boolean {
  const bmi = facts.startBmi ?? facts.bmi
  const tolerated = !/intoler|not tolerat|poor|bad|vomit/i.test(prior?.tolerability ?? '')
  return (
    bmi !== null &&
    bmi >= 30 &&
    prior?.doseMg !== null &&
    (prior?.doseMg ?? 0) >= 2.4 &&
    (prior?.weeksAtDose ?? 0) >= 4 &&
    tolerated
  )
}

function frequencyFits(drug: Drug, facts: Facts, taking: Taking): boolean {
  const { regimen } = drug.dosing
  const { frequency } = taking
  switch (regimen.kind) {
    case 'weekly':
      return frequency.unit === 'week' && frequency.takings === 1
    case 'prn':
      return frequency.takings <= 1 || (frequency.unit === 'week' && frequency.takings <= 7)
    case 'timesWeekly':
      return frequency.unit === 'week' && frequency.takings <= regimen.maxTakings
    case 'daily': {
      if (frequency.unit !== 'day') return false
      const most = drug.id === 'phentermine' && taking.doseMg === 8 ? 3 : regimen.maxTakings
      if (drug.id === 'minoxidil_topical' && facts.sex === 'female' && taking.doseMg > 20)
        return frequency.takings === 1
      return frequency.takings <= most
    }
  }
}

/** One verdict of §8.2: the gravest that applies, an overdose before a wrong frequency before a step. */
export function judgeDose(
  drug: Drug,
  facts: Facts,
  limits: Limits,
  doseMg: number,
  frequencyText: string | null | undefined,
): DoseJudgement {
  const taking = readTaking(drug, doseMg, frequencyText)
  if (taking === null) return judged('wrong_frequency', `The frequency "${frequencyText}" is not understood.`)
  const { dosing } = drug
  const prior = currentTherapy(facts, drug.id)
  const highDose = drug.id === 'semaglutide_sc' && taking.doseMg === 7.2 && highDoseAllowed(facts, prior)
  const maxSingle = drug.id === 'semaglutide_sc' && !highDose ? 2.4 : dosing.maxSingleMg
  if (taking.doseMg > (drug.id === 'tadalafil_daily' ? 20 : maxSingle) + 1e-9)
    return judged(
      'exceeds_max',
      `${mg(taking.doseMg)} is more than the highest single dose of ${mg(maxSingle)}.`,
    )
  if (drug.id === 'tadalafil_daily' && taking.doseMg > dosing.maxSingleMg)
    return judged(
      'wrong_frequency',
      `${mg(taking.doseMg)} is for use as needed; taken daily the most is 5 mg.`,
    )
  if (!frequencyFits(drug, facts, taking))
    return judged('wrong_frequency', `${drug.plainName} is taken ${dosing.start.frequency}.`)
  const maxPeriod =
    facts.sex === 'female' && dosing.maxPeriodFemaleMg !== undefined
      ? dosing.maxPeriodFemaleMg
      : drug.id === 'semaglutide_sc'
        ? maxSingle
        : drug.id === 'phentermine' && taking.doseMg === 8
          ? 24
          : dosing.maxPeriodMg
  if (taking.perPeriod > maxPeriod + 1e-9)
    return judged(
      'exceeds_max',
      `${mg(taking.perPeriod)} in all is more than the maximum of ${mg(maxPeriod)}.`,
    )
  const naive = prior === null || prior.doseMg === null
  const amount = usesDailyTotal(drug) ? taking.perPeriod : taking.doseMg
  if (limits.cap !== null && amount > limits.cap.doseMg + 1e-9)
    return judged(
      'exceeds_adjusted_cap',
      `${limits.cap.by.text}: at most ${mg(limits.cap.doseMg)} (${limits.cap.by.rule}).`,
    )
  if (limits.everyHours !== null && limits.everyHours > 24 && taking.frequency.unit === 'day')
    return judged('exceeds_adjusted_cap', `At most once every ${limits.everyHours} hours.`)
  // A risk (age, kidney, liver) limits the start; who is past it steps up. An interaction may be new.
  const reached = prior?.doseMg == null ? null : normaliseDose(drug, prior.doseMg)
  const established =
    reached !== null &&
    (reached >= taking.doseMg ||
      (limits.adjustedStart?.by.kind === 'risk' && reached >= limits.adjustedStart.doseMg))
  if (limits.adjustedStart !== null && !established && amount > limits.adjustedStart.doseMg + 1e-9) {
    const { by, doseMg: start } = limits.adjustedStart
    const verdict: DoseVerdict = by.kind === 'interaction' ? 'exceeds_adjusted_cap' : 'start_too_high'
    return judged(verdict, `${by.text}: start with ${mg(start)} (${by.rule}).`)
  }
  if (dosing.labelledSchedule) return judgeTitration(drug, facts, amount, taking, prior, naive)
  const usualStart =
    facts.sex === 'female' && dosing.startFemale !== undefined ? dosing.startFemale : dosing.start
  if (dosing.startIsCeiling && naive && amount > usualStart.doseMg + 1e-9)
    return judged('start_too_high', `The first dose is ${mg(usualStart.doseMg)}.`)
  return judged('ok', 'Dose and frequency are within the label.')
}

function judgeTitration(
  drug: Drug,
  facts: Facts,
  amount: number,
  taking: Taking,
  prior: TherapyFact | null,
  naive: boolean,
): DoseJudgement {
  const { steps } = drug.dosing
  const first = steps[0]
  if (first === undefined) return judged('ok', 'Dose and frequency are within the label.')
  const firstAmount = usesDailyTotal(drug) ? stepAmount(first) : first.doseMg
  const restart = mustRestart(facts, drug)
  if (naive || restart) {
    const why = restart ? 'After this gap the schedule starts again' : 'The first step'
    if (amount > firstAmount + 1e-9)
      return judged(
        'skips_titration',
        `${why}: ${mg(first.doseMg)} ${first.frequency}.`,
        prior !== null && prior.doseMg === null ? ['priorTherapy'] : [],
      )
    if (usesDailyTotal(drug) && drug.id === 'metformin' && taking.doseMg > 850)
      return judged('skips_titration', `${why}: ${mg(first.doseMg)} ${first.frequency}.`)
    return judged('ok', 'First step of the schedule.')
  }
  const priorDose = normaliseDose(drug, prior?.doseMg ?? 0)
  const priorAmount = usesDailyTotal(drug) ? priorDailyAmount(prior, priorDose) : priorDose
  if (amount <= priorAmount + 1e-9) return judged('ok', 'The same dose or less.')
  const from = stepIndex(drug, priorAmount)
  const to = stepIndex(drug, amount)
  if (to - from >= 2)
    return judged('skips_titration', `From ${mg(priorAmount)} to ${mg(amount)} skips a step.`)
  const minDays = steps[Math.max(from, 0)]?.minDays ?? 0
  if (prior?.weeksAtDose === null || prior?.weeksAtDose === undefined)
    return judged('ok', `Next step; at least ${minDays} days on the one before must be confirmed.`, [
      'priorTherapy',
    ])
  if (prior.weeksAtDose * 7 < minDays - 1e-9)
    return judged(
      'titration_too_fast',
      `${prior.weeksAtDose} weeks on ${mg(priorAmount)}; the step takes at least ${minDays} days.`,
    )
  return judged('ok', 'Next step of the schedule.')
}

/** A prior dose of a drug whose steps count mg a day; the words of the entry may hold the frequency. */
function priorDailyAmount(prior: TherapyFact | null, priorDose: number): number {
  const frequency = readFrequency(prior?.words)
  return frequency !== null && frequency.unit === 'day' ? priorDose * frequency.takings : priorDose
}
