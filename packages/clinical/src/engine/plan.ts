/** The prescription as it would be written: product, quantity, directions, and the whole titration with dates. */

import type { Facts } from '../facts/facts.ts'
import { readFrequency } from '../facts/frequency.ts'
import type { Drug, Step } from '../knowledge/drug.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import type { DrugId, PrescriptionPlan, Product, TitrationStep } from '../types.ts'
import { currentTherapy, type Limits, mustRestart, normaliseDose, stepIndex } from './dose.ts'

/** Schedules climb to here by themselves; beyond it the clinician decides by response. */
const climbTo: Readonly<Partial<Record<DrugId, number>>> = {
  tirzepatide: 5,
  orforglipron: 5.5,
  phentermine_topiramate: 7.5,
  metformin: 1000,
  naltrexone_bupropion: 16,
  spironolactone: 100,
}
const climbLimit = (drug: Drug): number => climbTo[drug.id] ?? Math.max(...drug.dosing.usualMaintenanceMg)

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** The product for a dose: generic before brand, one unit before several, whole before split. */
export function productFor(
  drug: Drug,
  doseMg: number,
): { readonly product: Product; readonly units: number } | null {
  const ordered = [
    ...drug.products.filter((item) => item.brand === null),
    ...drug.products.filter((item) => item.brand !== null),
  ]
  if (drug.id === 'liraglutide') {
    const pen = drug.products[0]
    return pen === undefined ? null : { product: pen, units: doseMg / pen.doseMg }
  }
  const exact = ordered.find((item) => Math.abs(item.doseMg - doseMg) < 1e-9)
  if (exact !== undefined) return { product: exact, units: 1 }
  let best: { product: Product; units: number } | null = null
  for (const product of ordered) {
    const units = doseMg / product.doseMg
    const whole = Number.isInteger(Math.round(units * 1e6) / 1e6) && units <= 4
    const split = drug.id === 'minoxidil_oral' && (units === 0.5 || units === 0.25)
    if ((whole || split) && (best === null || Math.abs(units - 1) < Math.abs(best.units - 1)))
      best = { product, units }
  }
  return best
}

const amounts: Readonly<Record<string, string>> = { '0.25': 'one quarter tablet', '0.5': 'one half tablet' }

/** "1 tablet (50 mg)", "1 pen (0.25 mg)", "1 mL". */
function doseText(drug: Drug, doseMg: number): string {
  const found = productFor(drug, doseMg)
  const strength = `${Number(doseMg.toFixed(4))} mg`
  if (drug.id === 'liraglutide' || found === null) return strength
  const { product, units } = found
  if (drug.route === 'topical')
    return drug.id === 'minoxidil_topical'
      ? `1 mL (${product.doseMg === 20 ? '2' : '5'} % solution)`
      : 'a palmful'
  const label = drug.id === 'phentermine_topiramate' ? product.strength.replace('/', ' / ') : strength
  const part = amounts[String(units)]
  if (part !== undefined) return `${part} (${label})`
  const noun = drug.supply.unit === 'pen' ? 'pen' : drug.supply.unit
  return `${units} ${noun}${units === 1 ? '' : 's'} (${label})`
}

const isSplitSchedule = (drug: Drug): boolean => (drug.dosing.steps[0]?.minDays ?? 99) < 14

/** Directions in plain words. `frequency` as in a plan or as a clinician writes it. */
export function composeSig(drugId: DrugId, doseMg: number, frequency: string, daysSupply: number): string {
  const drug = drugById[drugId]
  const dose = normaliseDose(drug, doseMg)
  const step = drug.dosing.steps.find(
    (item) => item.doseMg === dose && item.frequency === frequency && item.sig !== undefined,
  )
  const words = step?.sig ?? drug.sig(doseText(drug, dose), frequency)
  const days = Number.isFinite(daysSupply) && daysSupply > 0 ? ` ${daysSupply}-day supply.` : ''
  return `${words}${days}`
}

function quantityOf(
  drug: Drug,
  step: { doseMg: number; perDay: number },
  days: number,
  product: Product,
): number {
  if (drug.supply.quantity !== undefined)
    return Math.round((drug.supply.quantity * days) / drug.supply.firstFillDays)
  if (drug.dosing.regimen.kind === 'weekly') return Math.round(days / 7)
  return Math.ceil(Math.round(((step.doseMg * step.perDay * days) / product.doseMg) * 1000) / 1000)
}

function stepsFrom(drug: Drug, first: number, cap: number | null): readonly Step[] {
  const limit = climbLimit(drug)
  return drug.dosing.steps.filter((step, index) => {
    if (index < first) return false
    const daily = step.doseMg * step.perDay
    if (
      cap !== null &&
      (drug.id === 'naltrexone_bupropion' || drug.id === 'metformin' ? daily : step.doseMg) > cap + 1e-9
    )
      return false
    return index === first || step.doseMg <= limit + 1e-9
  })
}

type CachedPlan = {
  readonly frequency: string
  readonly today: number
  readonly cap: number | null
  readonly plan: PrescriptionPlan | null
}
/** Plans by drug and dose: the same plan is asked for again with every change of a form. */
const cache = new Map<DrugId, Map<number, CachedPlan[]>>()
const cacheLimit = 8

/** The dose a patient would start or go on with. */
export function suggestedDose(
  drug: Drug,
  facts: Facts,
  limits: Limits,
): { readonly doseMg: number; readonly frequency: string } {
  const prior = currentTherapy(facts, drug.id)
  if (prior === null || prior.doseMg === null || mustRestart(facts, drug)) return limits.start
  const priorDose = normaliseDose(drug, prior.doseMg)
  const { steps, labelledSchedule } = drug.dosing
  const capped = limits.cap === null ? Number.POSITIVE_INFINITY : limits.cap.doseMg
  if (!labelledSchedule || drug.id === 'naltrexone_bupropion' || drug.id === 'metformin') {
    const single = Math.min(
      priorDose,
      drug.dosing.maxSingleMg,
      drug.id === 'naltrexone_bupropion' ? capped / 2 : capped,
    )
    const same = steps.filter((step) => step.doseMg === single).at(-1)
    return { doseMg: single, frequency: same?.frequency ?? limits.start.frequency }
  }
  const index = stepIndex(drug, priorDose)
  const step = steps[Math.max(index, 0)]
  const next = steps[index + 1]
  const poor = /poor|bad|intoler|vomit|severe|not tolerat/i.test(prior.tolerability ?? '')
  const served = step !== undefined && prior.weeksAtDose !== null && prior.weeksAtDose * 7 >= step.minDays
  const climbs =
    next !== undefined &&
    served &&
    !poor &&
    next.doseMg <= climbLimit(drug) + 1e-9 &&
    next.doseMg <= capped + 1e-9
  const chosen = climbs ? next : step
  return {
    doseMg: Math.min(chosen?.doseMg ?? priorDose, capped),
    frequency: chosen?.frequency ?? limits.start.frequency,
  }
}

/** The plan for a dose of a drug from today on; null when no product makes the dose. */
export function buildPlan(
  drug: Drug,
  doseMg: number,
  frequency: string,
  today: number,
  cap: number | null,
): PrescriptionPlan | null {
  let doses = cache.get(drug.id)
  if (doses === undefined) {
    doses = new Map()
    cache.set(drug.id, doses)
  }
  let entries = doses.get(doseMg)
  if (entries === undefined) {
    entries = []
    doses.set(doseMg, entries)
    if (doses.size > 64) doses.clear()
  }
  for (const entry of entries)
    if (entry.today === today && entry.cap === cap && entry.frequency === frequency) return entry.plan
  const plan = makePlan(drug, doseMg, frequency, today, cap)
  if (entries.length >= cacheLimit) entries.shift()
  entries.push({ frequency, today, cap, plan })
  return plan
}

function makePlan(
  drug: Drug,
  doseMg: number,
  frequency: string,
  today: number,
  cap: number | null,
): PrescriptionPlan | null {
  const dose = normaliseDose(drug, doseMg)
  const found = productFor(drug, dose)
  if (found === null) return null
  const { supply } = drug
  const schedule = drug.dosing.steps
  const position = schedule.findIndex(
    (step) => Math.abs(step.doseMg - dose) < 1e-9 && (step.frequency === frequency || !isSplitSchedule(drug)),
  )
  const steps = position < 0 ? [] : stepsFrom(drug, position, cap)
  const titration: TitrationStep[] = []
  let day = 0
  for (const [index, step] of steps.entries()) {
    const product = productFor(drug, step.doseMg)?.product
    if (product === undefined) break
    const last = index === steps.length - 1
    const days = last ? Math.max(step.minDays, supply.firstFillDays) : step.minDays
    titration.push({
      doseMg: step.doseMg,
      frequency: step.frequency,
      fromWeek: Math.floor(day / 7) + 1,
      toWeek: last ? null : Math.floor((day + step.minDays) / 7),
      startsOn: dateOf(today + day),
      quantity: quantityOf(drug, step, days, product),
      daysSupply: days,
      product,
    })
    day += step.minDays
  }
  const daily = readFrequency(frequency)
  const perDay = daily === null || daily.unit !== 'day' ? 1 : daily.takings
  const base = {
    product: found.product,
    doseMg: dose,
    frequency,
    quantityUnitCode: found.product.quantityUnitCode,
    titration,
  }
  if (isSplitSchedule(drug) && position === 0 && titration.length > 1) {
    // Steps of a week share the first fill of four weeks.
    const days = 28
    let left = days
    let total = 0
    const words: string[] = []
    for (const [index, step] of steps.entries()) {
      const span = index === steps.length - 1 ? left : Math.min(step.minDays, left)
      if (span <= 0) break
      total += step.doseMg * step.perDay * span
      const weekFrom = Math.floor((days - left) / 7) + 1
      left -= span
      const weekTo = Math.floor((days - left) / 7)
      const label = weekFrom === weekTo ? `Week ${weekFrom}` : `Weeks ${weekFrom}–${weekTo}`
      words.push(`${label}: ${step.sig ?? drug.sig(doseText(drug, step.doseMg), step.frequency)}`)
    }
    const quantity = Math.ceil(Math.round((total / found.product.doseMg) * 1000) / 1000)
    return { ...base, quantity, daysSupply: days, refills: 0, sig: `${words.join(' ')} ${days}-day supply.` }
  }
  const firstStep = steps[0]
  const days = steps.length > 1 && firstStep !== undefined ? firstStep.minDays : supply.firstFillDays
  return {
    ...base,
    quantity: quantityOf(drug, { doseMg: dose, perDay }, days, found.product),
    daysSupply: days,
    refills:
      steps.length > 1
        ? 0
        : steps.length === 1 && supply.maxDays >= 84 && supply.refills === 0
          ? 2
          : supply.refills,
    sig: composeSig(drug.id, dose, frequency, days),
  }
}
