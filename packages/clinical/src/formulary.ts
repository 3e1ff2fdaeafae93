/** The formulary for callers: drugs, products, doses, directions and the plan for a chosen dose. */

import { limitsFor } from './engine/dose.ts'
import { evaluate } from './engine/evaluate.ts'
import { buildPlan, composeSig } from './engine/plan.ts'
import { prepareFacts } from './facts/prepare.ts'
import type { Dose, Drug } from './knowledge/drug.ts'
import { drugById, drugs, drugsOf } from './knowledge/drugs/index.ts'
import type { CaseInput, Category, Context, DrugId, PrescriptionPlan, Product } from './types.ts'

const timesOf = (drug: Drug): readonly Dose[] => {
  const seen = new Set<string>()
  const doses: Dose[] = []
  const add = (doseMg: number, frequency: string) => {
    const key = `${doseMg}|${frequency}`
    if (!seen.has(key)) {
      seen.add(key)
      doses.push({ doseMg, frequency })
    }
  }
  for (const step of drug.dosing.steps) add(step.doseMg, step.frequency)
  if (drug.dosing.steps.length === 0) {
    const singles = new Set([drug.dosing.start.doseMg, ...drug.dosing.usualMaintenanceMg])
    for (const product of drug.products)
      if (product.doseMg <= drug.dosing.maxSingleMg) singles.add(product.doseMg)
    if (drug.dosing.startFemale !== undefined) singles.add(drug.dosing.startFemale.doseMg)
    for (const doseMg of [...singles].sort((a, b) => a - b)) add(doseMg, drug.dosing.start.frequency)
  }
  if (drug.id === 'semaglutide_sc') add(7.2, 'once weekly')
  return doses
}

export const formulary: {
  readonly drugs: readonly Drug[]
  readonly drug: (drugId: DrugId) => Drug
  readonly drugsOf: (category: Category) => readonly Drug[]
  readonly productsFor: (drugId: DrugId) => readonly Product[]
  /** Doses a prescription form may offer, each with its frequency. */
  readonly dosesFor: (drugId: DrugId) => readonly Dose[]
} = {
  drugs,
  drug: (drugId) => drugById[drugId],
  drugsOf: (category) => drugsOf[category],
  productsFor: (drugId) => drugById[drugId].products,
  dosesFor: (drugId) => timesOf(drugById[drugId]),
}

export { composeSig }

/** Product, quantity, directions and titration for a dose; null when no product makes the dose. */
export function planFor(
  input: CaseInput,
  drugId: DrugId,
  doseMg: number,
  context: Context,
  frequency?: string,
): PrescriptionPlan | null {
  const drug = drugById[drugId]
  const facts = prepareFacts({ ...input, category: drug.category }, context.now, context.policy ?? {})
  const state = evaluate(facts).states.find((item) => item.drug.id === drugId)
  const limits = limitsFor(drug, facts, state?.limits ?? [])
  const step = drug.dosing.steps.find((item) => item.doseMg === doseMg)
  return buildPlan(
    drug,
    doseMg,
    frequency ?? step?.frequency ?? limits.start.frequency,
    facts.today,
    limits.cap?.doseMg ?? null,
  )
}
