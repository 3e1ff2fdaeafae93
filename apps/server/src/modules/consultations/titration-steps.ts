/** The later steps of an escalation, from the engine's own plan: what one approval signs beside its first prescription. */
import { composeSig, formulary, type PrescriptionPlan } from '@countersign/clinical'
import type { SignedTreatment } from '@countersign/contract'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'
import { Problem } from '../../platform/problem.ts'
import type { LaterStep } from '../orders/index.ts'

/** @throws validation-failed when the plan has no later step, or the first is not for the days of its step. */
export function stepsAfter(treatment: SignedTreatment, plan: PrescriptionPlan | null): LaterStep[] {
  const refuse = (message: string): never => {
    throw new Problem('validation-failed', { errors: [{ pointer: '/titration', message }] })
  }
  const [first, ...later] = plan?.titration ?? []
  // Weeks that share the first fill are one prescription already.
  if (!plan || !first || later.length === 0 || plan.daysSupply !== first.daysSupply)
    return refuse('This dose has no later steps to sign.')
  if (treatment.daysSupply !== first.daysSupply || treatment.refills !== 0)
    return refuse(`The first step of the series is ${first.daysSupply} days without refills.`)
  const drug = formulary.drugs.find(({ id }) => id === treatment.drugId)
  return later.map((step, index) => ({
    step: index + 2,
    afterDays: differenceInCalendarDays(parseISO(step.startsOn), parseISO(first.startsOn)),
    product: step.product,
    treatment: {
      ...treatment,
      productRxcui: step.product.rxcui,
      doseMg: step.doseMg,
      frequency: step.frequency,
      quantity: step.quantity,
      daysSupply: step.daysSupply,
      refills: 0,
      sig: drug ? composeSig(drug.id, step.doseMg, step.frequency, step.daysSupply) : treatment.sig,
    },
  }))
}
