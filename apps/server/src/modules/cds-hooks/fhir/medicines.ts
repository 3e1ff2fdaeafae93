/**
 * Medicines out of codings and words, in words the engine reads. A code that is not known stays in the list as its
 * number, which the engine then says it did not understand: nothing is dropped in silence.
 */
import {
  doseIn,
  drugNamed,
  formulary,
  type MedicationEntry,
  type PriorTherapy,
  type Product,
} from '@countersign/clinical'
import { nameOfRxcui, resolveMedication } from '@countersign/clinical/terminology'
import { differenceInDays } from 'date-fns/differenceInDays'
import { differenceInWeeks } from 'date-fns/differenceInWeeks'
import {
  type Concept,
  codesOf,
  type Dosage,
  momentOf,
  type Reference,
  type Resource,
  schemas,
  wordsOf,
} from './resources.ts'

const products: readonly Product[] = formulary.drugs.flatMap((drug) => drug.products)
const byRxcui = new Map(products.flatMap((one) => (one.rxcui === null ? [] : [[one.rxcui, one] as const])))
const byNdc = new Map(products.flatMap((one) => (one.ndc === null ? [] : [[ndc11(one.ndc), one] as const])))

/** Eleven digits, however the hyphens stood (4-4-2, 5-3-2, 5-4-1; 21 CFR 207.33). */
function ndc11(text: string): string {
  const parts = text.split('-')
  if (parts.length !== 3) return text.replaceAll('-', '')
  const [labeler = '', product = '', pack = ''] = parts
  return labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0')
}

/** RxNorm's words for forms, as a person would write them: read as medicines of their own they would be unknown ones. */
const formWords: readonly (readonly [RegExp, string])[] = [
  [/^\s*[\d.]+ (?:ACTUAT|HR|ML|DAY|MG)\s+(?=[A-Za-z])/i, ''],
  [/\/(?:ACTUAT|actuation|spray)\b/gi, ''],
  [/\bUNT\/ML\b/gi, 'units/mL'],
  [/\bTransdermal System\b/gi, 'patch'],
  [/\b(?:Auto-?Injector|Pen Injector|Prefilled Syringe|Cartridge)\b/gi, 'injection'],
  [/\bMetered Dose\b/gi, ''],
  [/\bTranslingual\b/gi, 'sublingual'],
  [/\bDrug Implant\b/gi, ''],
]
const plainForms = (text: string): string =>
  formWords
    .reduce((words, [pattern, instead]) => words.replace(pattern, instead), text)
    .replace(/\s+/g, ' ')
    .trim()

export type NamedMedicine = {
  /** As the engine is to read it: the words, else what the code stands for. */
  text: string
  /** The formulary's product behind the code. */
  product: Product | null
  /** What the code stands for when the words are of another medicine. */
  otherByCode: string | null
}

/** Null when neither words nor code came. */
export function nameMedicine(concept: Concept | undefined): NamedMedicine | null {
  const rxcuis = codesOf(concept, 'rxnorm')
  const ndcs = codesOf(concept, 'ndc')
  const product =
    rxcuis.map((code) => byRxcui.get(code)).find(Boolean) ??
    ndcs.map((code) => byNdc.get(ndc11(code))).find(Boolean) ??
    null
  const coded = product?.description ?? rxcuis.map(nameOfRxcui).find((name) => name !== null) ?? null
  const words = wordsOf(concept)
  const [rxcui] = rxcuis
  const [ndc] = ndcs
  const text = words ?? coded ?? (rxcui ? `RxNorm ${rxcui}` : ndc ? `NDC ${ndc}` : null)
  if (text === null) return null
  const differs = words !== null && coded !== null && !sameIngredients(words, coded)
  return { text: plainForms(text), product, otherByCode: differs ? coded : null }
}

const ingredientsOf = (text: string): string[] =>
  resolveMedication(text).flatMap(({ ingredients }) => ingredients.map(({ name }) => name))
const sameIngredients = (words: string, coded: string): boolean => {
  const stated = new Set(ingredientsOf(words))
  return ingredientsOf(coded).every((name) => stated.has(name))
}

type Held = {
  medicationCodeableConcept?: Concept | undefined
  medicationReference?: Reference | undefined
  contained?: readonly { resourceType: string; id?: unknown }[] | undefined
}
/** Medication resources that came along, by "Medication/id". */
export type Shelf = ReadonlyMap<string, Concept | undefined>

/** The medicine of a request, statement or dispense; a reference that leads nowhere keeps its number. */
export function medicineOf(resource: Held, shelf: Shelf): NamedMedicine | null {
  if (resource.medicationCodeableConcept) return nameMedicine(resource.medicationCodeableConcept)
  const reference = resource.medicationReference
  if (!reference) return null
  const target = reference.reference ?? ''
  const inside = (resource.contained ?? []).find(({ id }) => `#${String(id)}` === target)
  const contained = inside ? schemas.Medication.safeParse(inside) : null
  const concept = contained?.success
    ? contained.data.code
    : shelf.get(/(Medication\/[A-Za-z0-9\-.]+)/.exec(target)?.[1] ?? target)
  const named = nameMedicine(concept)
  if (named) return named
  const text = reference.display?.trim() || target
  return text === '' ? null : { text, product: null, otherByCode: null }
}

export type ChartMedicine = {
  /** "MedicationRequest/123", to tell an order from its own earlier copy. */
  reference: string | null
  named: NamedMedicine
  dose: string | null
  active: boolean
  /** Since when on this order, or when it ended. */
  since: Date | null
  ended: Date | null
}

const ignored = ['draft', 'cancelled', 'entered-in-error', 'not-taken']
const ended = ['completed', 'stopped', 'ended']

export function readRequest(resource: Resource<'MedicationRequest'>, shelf: Shelf): ChartMedicine | null {
  const named = medicineOf(resource, shelf)
  if (!named || resource.doNotPerform || ignored.includes(resource.status ?? '')) return null
  const [dosage] = resource.dosageInstruction ?? []
  const since = momentOf(resource.authoredOn)
  return {
    reference: resource.id === undefined ? null : `MedicationRequest/${resource.id}`,
    named,
    dose: dosage?.text ?? null,
    active: !ended.includes(resource.status ?? ''),
    since,
    ended: momentOf(dosage?.timing?.repeat?.boundsPeriod?.end) ?? suppliedUntil(resource, since),
  }
}

/** The last day its supply can have lasted to. */
function suppliedUntil({ dispenseRequest }: Resource<'MedicationRequest'>, since: Date | null): Date | null {
  const supply = dispenseRequest?.expectedSupplyDuration
  const days = supply === undefined ? null : daysOf(supply)
  if (since === null || days === null) return null
  return new Date(since.getTime() + days * (1 + (dispenseRequest?.numberOfRepeatsAllowed ?? 0)) * 86_400_000)
}

export function readStatement(resource: Resource<'MedicationStatement'>, shelf: Shelf): ChartMedicine | null {
  const named = medicineOf(resource, shelf)
  if (!named || ignored.includes(resource.status ?? '')) return null
  const { effectivePeriod, effectiveDateTime, status, dosage } = resource
  return {
    reference: null,
    named,
    dose: dosage?.[0]?.text ?? null,
    active: !ended.includes(status ?? ''),
    since: momentOf(effectivePeriod?.start ?? effectiveDateTime),
    ended: momentOf(effectivePeriod?.end),
  }
}

/** Longer ago than any window in which a stopped medicine still counts. */
const FORGOTTEN_DAYS = 400

/** What the list says to the engine: in use, or stopped and when. Null: too long ago to matter. */
export function toEntries(medicine: ChartMedicine, now: Date): MedicationEntry[] {
  const { named, active, dose } = medicine
  const over = medicine.ended ?? medicine.since
  if (!active && over !== null && differenceInDays(now, over) > FORGOTTEN_DAYS) return []
  const days = medicine.ended === null ? null : Math.max(0, differenceInDays(now, medicine.ended))
  const suffix = active ? '' : days === null ? ' (stopped)' : ` (stopped ${days} days ago)`
  const names = named.otherByCode === null ? [named.text] : [named.text, named.otherByCode]
  return names.map((name) => ({ name: `${name}${suffix}`, dose }))
}

/** A medicine of the formulary in use: what its next dose is judged against. */
export function toTherapy({ named, dose, active, since }: ChartMedicine, now: Date): PriorTherapy[] {
  const words = `${named.text} ${dose ?? ''}`
  const doseMg = doseIn(dose) ?? doseIn(named.text)
  const drug = active ? drugNamed(named.text, { doseMg, text: words, frequency: dose }) : null
  if (drug === null) return []
  return [
    {
      drug: named.text,
      doseMg,
      doseText: words,
      current: true,
      weeksAtDose: since === null ? null : Math.max(0, differenceInWeeks(now, since)),
    },
  ]
}

const dayLengths: Record<string, number> = {
  d: 1,
  day: 1,
  days: 1,
  wk: 7,
  week: 7,
  weeks: 7,
  mo: 30,
  month: 30,
  months: 30,
}
/** Days of a duration; a bare number is days (UCUM "d" is the rule in dispenses). */
export function daysOf({
  value,
  unit,
  code,
}: {
  value?: number
  unit?: string
  code?: string
}): number | null {
  if (value === undefined || !(value > 0)) return null
  const length = dayLengths[(code ?? unit ?? 'd').toLowerCase()]
  return length === undefined ? null : Math.round(value * length)
}

export const firstInOrder = (dosages: readonly Dosage[] | undefined): Dosage | undefined =>
  [...(dosages ?? [])].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))[0]
