/**
 * Whether the parts of a prescription say the same thing. Pure. The engine judges drug, dose and rhythm; the
 * pharmacist dispenses the product, the quantity and the words. What was not judged must follow from what was.
 */
import type { PrescriptionPlan, Product } from '@countersign/clinical'
import type { Proposal } from '@countersign/contract'
import type { GateReason } from './gate.ts'

/** Without `sig` the directions are not judged: they are not written yet. */
type Treatment = Proposal & { sig?: string }

/** More units of one product than this for one taking is no sensible way to make a dose. */
const MOST_UNITS = 4
/** A prescription that is no controlled substance is good for a year in most states; supply ends with it. */
const LONGEST_DAYS = 366

/** Why the prescription contradicts itself; empty when it does not. @param plan the engine's own for this dose. */
export function misfitsOf(
  treatment: Treatment,
  product: Product,
  plan: PrescriptionPlan | null,
): GateReason[] {
  if (!plan) return [{ text: `No product of the formulary makes a dose of ${treatment.doseMg} mg.` }]
  const units = unitsATaking(product, plan)
  if (units === null) {
    return [{ text: `${product.description} does not make a dose of ${treatment.doseMg} mg.` }]
  }
  return [
    ...amountMisfits(treatment, units, product, plan),
    ...directionMisfits(treatment, units, product, plan),
  ].map((text) => ({ text }))
}

/** Units of this product in one taking; null when they cannot make the dose. The plan's own strength always can. */
function unitsATaking(product: Product, plan: PrescriptionPlan): number | null {
  const units = plan.doseMg / product.doseMg
  if (product.doseMg === plan.product.doseMg && product.form === plan.product.form) return units
  if (/inject/i.test(product.form)) return product.doseMg === plan.product.doseMg ? units : null
  return Number.isInteger(units) && units <= MOST_UNITS ? units : null
}

function amountMisfits(
  { quantity, daysSupply, refills }: Treatment,
  units: number,
  product: Product,
  plan: PrescriptionPlan,
): string[] {
  const reasons: string[] = []
  // The plan's rate, in this product's units. As needed means at most once a day, whatever the plan packs.
  const rate = (plan.quantity / plan.daysSupply) * (plan.product.doseMg / product.doseMg)
  const asNeeded = /as needed/.test(plan.frequency) ? units : 0
  const most = Math.ceil(Math.max(rate, asNeeded) * daysSupply - 1e-9)
  // A package cannot be opened at the pharmacy: one whole package of the plan may always be written.
  const packaged = /inject|solution|foam|shampoo/i.test(product.form) ? plan.quantity : 0
  if (quantity > Math.max(most, packaged, 1))
    reasons.push(`A quantity of ${quantity} is more than ${daysSupply} days of this dose: at most ${most}.`)
  if (daysSupply * (refills + 1) > LONGEST_DAYS)
    reasons.push(`${daysSupply} days with ${refills} refills is more than a year.`)
  return reasons
}

const strengths = /(\d+(?:\.\d+)?)\s*mg\b/gi
const counts =
  /\b(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:tablet|capsule|pen|pill)s?\b/gi
const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const oftener =
  /\b(?:twice|(?:two|three|four|2|3|4) times|every \d+ hours|bid|tid|qid|b\.i\.d|t\.i\.d|q\.i\.d)(?![a-z])/gi
const daily = /\b(?:daily|every day|each day|a day|per day)\b/gi

const found = (text: string, pattern: RegExp): string[] =>
  [...text.toLowerCase().matchAll(pattern)].map((match) => match[1] ?? match[0])
const numberOf = (word: string): number => (words.includes(word) ? words.indexOf(word) + 1 : Number(word))

/** What the directions state and neither the dose nor the engine's own directions do. */
function directionMisfits(
  treatment: Treatment,
  units: number,
  product: Product,
  plan: PrescriptionPlan,
): string[] {
  const { sig, doseMg } = treatment
  if (sig === undefined) return []
  const samePack = product.doseMg === plan.product.doseMg
  const mg = new Set([doseMg, plan.doseMg, ...found(plan.sig, strengths).map(Number)])
  const pieces = new Set([units, ...(samePack ? found(plan.sig, counts).map(numberOf) : [])])
  const rhythm = `${plan.frequency} ${treatment.frequency} ${plan.sig}`.toLowerCase()
  const weekly = /week/.test(plan.frequency) && found(rhythm, daily).length === 0
  return [
    ...found(sig, strengths)
      .filter((number) => !mg.has(Number(number)))
      .map((number) => `The directions say ${number} mg; the dose is ${doseMg} mg.`),
    ...found(sig, counts)
      .filter((number) => !pieces.has(numberOf(number)))
      .map(
        (number) => `The directions say ${number} at a time; the dose is ${units} of ${product.strength}.`,
      ),
    ...found(sig, oftener)
      .filter((often) => !rhythm.includes(often))
      .map((often) => `The directions say “${often}”; the frequency is ${treatment.frequency}.`),
    ...(weekly ? found(sig, daily) : []).map(
      (often) => `The directions say “${often}”; the frequency is ${treatment.frequency}.`,
    ),
  ]
}
