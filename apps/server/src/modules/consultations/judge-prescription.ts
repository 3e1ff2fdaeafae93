/**
 * The one judgement of a prescription: the live check of the form and the gate both call this, so that what the
 * provider is shown is what the signature meets. Pure but for what it is given.
 */
import { formulary, type PrescriptionPlan, type Product, planFor } from '@countersign/clinical'
import type { Proposal } from '@countersign/contract'
import { Problem } from '../../platform/problem.ts'
import type { JudgedTreatment } from '../recommendations/index.ts'
import { misfitsOf } from './prescription-fits.ts'

export type JudgedPrescription = {
  /** Null when the formulary has no such product of the drug. */
  product: Product | null
  /** The engine's own for this dose; null when no product makes it. */
  plan: PrescriptionPlan | null
  /** Why it cannot be signed as written, beside what the engine found. */
  misfits: string[]
  /** NCIt code of a controlled substance's DEA schedule; null for any other. */
  schedule: string | null
}

/** What keeps the one who would sign from signing a controlled substance like this, in words. */
export type AskSigner = (schedule: string, amount: Proposal) => Promise<string[]>

/** Where nobody shows a second factor: refills, titration steps, amendments. */
export const onlyInTheVisit: AskSigner = async () => [
  'A controlled substance is signed in a visit’s own approval, with the second factor.',
]

/** @param sig undefined while no directions are written: they are then not judged. */
export async function judgePrescription(
  judged: Pick<JudgedTreatment, 'input' | 'context'>,
  proposal: Proposal,
  sig: string | undefined,
  askSigner: AskSigner,
): Promise<JudgedPrescription> {
  const drugId = formularyDrug(proposal.drugId)
  const product = productOf(proposal)
  const plan = planFor(judged.input, drugId, proposal.doseMg, judged.context, proposal.frequency)
  if (product === null)
    return { product, plan, misfits: ['The formulary has no such product of this drug.'], schedule: null }
  const schedule = product.deaSchedule
  const controlled = schedule === null ? [] : await askSigner(schedule, proposal)
  return {
    product,
    plan,
    misfits: [...controlled, ...misfitsOf({ ...proposal, sig }, product, plan).map(({ text }) => text)],
    schedule,
  }
}

/** Products without an RxCUI are found by their strength. */
function productOf({ drugId, productRxcui, doseMg }: Proposal): Product | null {
  const products = formulary.productsFor(formularyDrug(drugId))
  const product = products.find((one) =>
    productRxcui === null ? one.doseMg === doseMg : one.rxcui === productRxcui,
  )
  return product ?? null
}

/** @throws validation-failed for a drug the formulary does not know. */
export function formularyDrug(drugId: string) {
  const drug = formulary.drugs.find((known) => known.id === drugId)
  if (!drug) {
    throw new Problem('validation-failed', {
      errors: [{ pointer: '/treatment/drugId', message: 'Not in the formulary.' }],
    })
  }
  return drug.id
}
