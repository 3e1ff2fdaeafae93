/** What a pharmacy may ask to change, what its codes mean, and which answers each takes. Pure. */
import { composeSig, formulary, type Product } from '@countersign/clinical'
import type { AnswerChangeRequest, ChangeRequestCode, SignedTreatment } from '@countersign/contract'

export type Answer = AnswerChangeRequest['answer']

export const meanings: Record<ChangeRequestCode, string> = {
  D: 'The pharmacist asks about a safety finding.',
  G: 'A generic is asked for.',
  OS: 'It is out of stock: another is asked for.',
  P: 'The payer wants a prior authorization.',
  S: 'The prescription is not clear.',
  T: 'Another medicine of the class is proposed.',
  U: 'Something about the prescriber’s authority is to be confirmed.',
}

const confirmations: Record<string, string> = {
  A: 'State license',
  B: 'DEA license in the state',
  C: 'DEA registration for this class',
  D: 'State controlled substance registration',
  E: 'State controlled substance registration for this class',
  F: 'NADEAN number',
  G: 'An individual NPI',
  H: 'Enrollment with the prescription plan',
  I: 'The criteria of prescriptive authority',
  J: 'Enrollment in the REMS program',
  K: 'Being the patient’s lock-in prescriber',
  L: 'The supervising prescriber',
  M: 'Certificate to prescribe',
}
export const confirmWords = (subCodes: readonly string[]): string[] =>
  subCodes.map((code) =>
    Object.hasOwn(confirmations, code) ? (confirmations[code] ?? code) : `Code ${code}`,
  )

/** A code that is not known is no question of ours. */
export const isCode = (code: string): code is ChangeRequestCode => Object.hasOwn(meanings, code)

/** @param replaceable whether the pharmacy still has the prescription and has handed nothing out. */
export function answersTo(
  code: ChangeRequestCode,
  replaceable: boolean,
  requested: readonly { treatment: SignedTreatment | null }[],
): Answer[] {
  if (code === 'U') return ['validate', 'deny']
  if (!replaceable) return ['deny']
  if (code === 'S') return ['approve_with_changes', 'deny']
  const asAsked = code === 'P' || requested.some(({ treatment }) => treatment !== null)
  return [...(asAsked ? (['approve'] as const) : []), 'approve_with_changes', 'deny']
}

/** What a pharmacist writes of a medicine; an identifier or a figure it left out is null. */
interface Asked {
  readonly description: string
  readonly rxcui: string | null
  readonly ndc: string | null
  readonly quantity: number | null
  readonly daysSupply: number | null
  readonly refills: number | null
}

function productFor(asked: Asked): Product | null {
  const all = formulary.drugs.flatMap(({ products }) => products)
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()
  return (
    all.find(({ rxcui }) => rxcui !== null && rxcui === asked.rxcui) ??
    all.find(({ ndc }) => ndc !== null && ndc === asked.ndc) ??
    all.find(({ description }) => same(description, asked.description)) ??
    null
  )
}

/** What the clinic's formulary makes of what is asked for; null when it has no such product. */
export function treatmentFor(asked: Asked, prescribed: SignedTreatment): SignedTreatment | null {
  const product = productFor(asked)
  const drug = product && formulary.drugs.find(({ id }) => id === product.drugId)
  if (!product || !drug) return null
  const sameDrug = drug.id === prescribed.drugId
  const doseMg = sameDrug ? prescribed.doseMg : product.doseMg
  const frequency = sameDrug
    ? prescribed.frequency
    : (drug.dosing.steps.find((step) => step.doseMg === doseMg)?.frequency ?? drug.dosing.start.frequency)
  const daysSupply = asked.daysSupply ?? prescribed.daysSupply
  return {
    drug: drug.plainName,
    drugId: drug.id,
    productRxcui: product.rxcui,
    doseMg,
    frequency,
    quantity: asked.quantity ?? prescribed.quantity,
    daysSupply,
    refills: asked.refills ?? prescribed.refills,
    sig: sameDrug ? prescribed.sig : composeSig(drug.id, doseMg, frequency, daysSupply),
  }
}
