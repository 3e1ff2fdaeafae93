/**
 * A draft MedicationRequest to what the engine judges: drug, one dose in mg, rhythm in words, supply. Pure. What the
 * order does not state stays unstated; a dose in tablets counts by the strength of the product.
 */
import { type Category, doseIn, drugNamed, formulary, type Proposal } from '@countersign/clinical'
import { z } from 'zod'
import { daysOf, firstInOrder, medicineOf, type NamedMedicine, type Shelf } from './medicines.ts'
import {
  codesOf,
  type Dosage,
  patientOf,
  type Quantity,
  type Resource,
  schemas,
  take,
  wordsOf,
} from './resources.ts'

export type DraftOrder = {
  /** "MedicationRequest/abc": what a suggestion refers to. */
  reference: string
  resource: Resource<'MedicationRequest'>
  named: NamedMedicine
  /** Null: no drug of the formulary. */
  judged: { category: Category; proposal: Proposal } | null
  /** Ordered, by its stated reason, for a use that is not the formulary's. */
  otherUse: boolean
  /** Instructions after the first are not judged. */
  furtherInstructions: number
}

export const OrderContext = z.looseObject({
  selections: z.array(z.string().max(300)).max(200).optional(),
  draftOrders: z.unknown().optional(),
})

export type ReadOrders =
  | {
      ok: true
      orders: DraftOrder[]
      unreadable: number
      others: number
      /** References of drafts that are there and are not judged. */
      passedOver: string[]
    }
  | { ok: false; pointer: string; message: string }

export function readOrders(draftOrders: unknown, patientId: string, shelf: Shelf): ReadOrders {
  const taken = take(draftOrders)
  if (taken === null || taken === 'unreadable') {
    return {
      ok: false,
      pointer: '/context/draftOrders',
      message: 'Send the draft orders as a FHIR R4 Bundle.',
    }
  }
  const drafts = new Map(shelf)
  for (const one of taken.resources) {
    const medication = schemas.Medication.safeParse(one)
    if (medication.success) drafts.set(`Medication/${medication.data.id}`, medication.data.code)
  }
  const orders: DraftOrder[] = []
  const passedOver: string[] = []
  let unreadable = 0
  let others = 0
  for (const one of taken.resources) {
    if (one.resourceType === 'Medication') continue
    const reference = `${one.resourceType}/${one.id}`
    if (one.resourceType !== 'MedicationRequest') {
      others += 1
      passedOver.push(reference)
      continue
    }
    const parsed = schemas.MedicationRequest.safeParse(one)
    const named = parsed.success ? medicineOf(parsed.data, drafts) : null
    if (!parsed.success || named === null || parsed.data.id === undefined) {
      unreadable += 1
      passedOver.push(reference)
      continue
    }
    const whose = patientOf(parsed.data)
    if (whose !== null && whose !== patientId.replace(/^.*Patient\//, '')) {
      return { ok: false, pointer: '/context/draftOrders', message: 'Holds an order of another patient.' }
    }
    if (parsed.data.doNotPerform) passedOver.push(reference)
    else orders.push(readOrder(parsed.data, parsed.data.id, named))
  }
  return { ok: true, orders, unreadable, others, passedOver }
}

/** Whether a selection is of this draft: by its id alone, as "Type/id", or by the whole address. */
export const selects = (selection: string, reference: string): boolean =>
  selection === reference ||
  selection.endsWith(`/${reference}`) ||
  (!selection.includes('/') && reference.endsWith(`/${selection}`))

function readOrder(resource: Resource<'MedicationRequest'>, id: string, named: NamedMedicine): DraftOrder {
  const dosage = firstInOrder(resource.dosageInstruction)
  const strength = named.product?.doseMg ?? doseIn(named.text)
  const doseMg = dosage === undefined ? null : doseOf(dosage, strength)
  const frequency = dosage === undefined ? null : frequencyOf(dosage)
  const route = wordsOf(dosage?.route) ?? ''
  const words = `${named.text} ${route}`.trim()
  const drugId =
    named.product !== null && !named.product.drugId.startsWith('tadalafil')
      ? named.product.drugId
      : drugNamed(words, { doseMg, frequency, text: dosage?.text ?? null })
  const category = drugId === null ? null : formulary.drug(drugId).category
  const { quantity, expectedSupplyDuration, numberOfRepeatsAllowed } = resource.dispenseRequest ?? {}
  return {
    reference: `MedicationRequest/${id}`,
    resource,
    named,
    otherUse: category !== null && usedOtherwise(resource, category),
    furtherInstructions: Math.max(0, (resource.dosageInstruction?.length ?? 0) - 1),
    judged:
      drugId === null || category === null
        ? null
        : {
            category,
            proposal: {
              drug: words,
              drugId,
              doseMg,
              frequency,
              quantity: quantity?.value ?? null,
              daysSupply: expectedSupplyDuration ? daysOf(expectedSupplyDuration) : null,
              refills: numberOfRepeatsAllowed ?? null,
              productRxcui: named.product?.rxcui ?? null,
            },
          },
  }
}

/** The codes that say an order is for one of the formulary's uses. */
const usesOf: Record<Category, RegExp> = {
  weight: /^(?:E66|Z68|R63\.5|E88\.81)/,
  ed: /^(?:N52|F52\.21|N48)/,
  hair: /^(?:L6[3-6]|Q84\.0)/,
}

/** Only a coded reason says so; without one, or in words alone, the order is judged. */
function usedOtherwise({ reasonCode }: Resource<'MedicationRequest'>, category: Category): boolean {
  const codes = (reasonCode ?? []).flatMap((reason) => codesOf(reason, 'icd10cm'))
  return codes.length > 0 && !codes.some((code) => usesOf[category].test(code.toUpperCase()))
}

const milligrams: Record<string, number> = { mg: 1, mcg: 0.001, ug: 0.001, µg: 0.001, g: 1000 }
const pieces =
  /^\{?(?:tbl|tab|tabs|tablet|tablets|cap|caps|capsule|capsules|pen|pens|each|ea|unit|1)\}?$|^\[?1\]?$/i

/** One dose in mg; null when the order does not state it in a way that can be counted. */
function doseOf(dosage: Dosage, strength: number | null): number | null {
  const [amount] = dosage.doseAndRate ?? []
  const quantity = amount?.doseQuantity ?? amount?.doseRange?.high ?? amount?.doseRange?.low
  const counted = quantity === undefined ? null : inMilligrams(quantity, strength)
  if (counted !== null) return counted
  const stated = doseIn(dosage.text)
  if (stated !== null) return stated
  const units = unitsIn(dosage.text ?? '')
  return units !== null && strength !== null ? round(units * strength) : null
}

function inMilligrams({ value, unit, code }: Quantity, strength: number | null): number | null {
  if (value === undefined || !(value > 0)) return null
  const factor = milligrams[(code ?? '').toLowerCase()] ?? milligrams[(unit ?? '').toLowerCase()]
  if (factor !== undefined) return round(value * factor)
  const counted = pieces.test((unit ?? code ?? '').trim()) || pieces.test((code ?? '').trim())
  return counted && strength !== null ? round(value * strength) : null
}
const round = (value: number): number => Math.round(value * 10_000) / 10_000

const numberWords: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  half: 0.5,
  '½': 0.5,
}
function unitsIn(text: string): number | null {
  const found =
    /\b(\d+(?:\.\d+)?|an?|one|two|three|four|half)(?:\s+(?:a|of an?))?\s+(?:tablet|tab|capsule|cap|pill|pen|injection)s?\b/i.exec(
      text,
    )
  if (!found) return null
  const word = (found[1] ?? '').toLowerCase()
  return numberWords[word] ?? (Number.isFinite(Number(word)) ? Number(word) : null)
}

const unitNames: Record<string, string> = { h: 'hours', d: 'days', wk: 'weeks', mo: 'months' }

/** The rhythm in words; null when the order states none. */
export function frequencyOf(dosage: Dosage): string | null {
  const repeat = dosage.timing?.repeat
  const asNeeded = dosage.asNeededBoolean === true || dosage.asNeededCodeableConcept !== undefined
  const structured = repeat === undefined ? null : rhythmOf(repeat)
  const coded = wordsOf(dosage.timing?.code) ?? dosage.timing?.code?.coding?.[0]?.code ?? null
  const said = structured ?? coded
  if (said === null && !asNeeded) return dosage.text ?? null
  return [asNeeded ? 'as needed' : null, said].filter((part) => part !== null).join(', ')
}

type Repeat = NonNullable<NonNullable<Dosage['timing']>['repeat']>
function rhythmOf({ frequency, frequencyMax, period = 1, periodUnit, dayOfWeek }: Repeat): string | null {
  if (periodUnit === undefined) {
    return dayOfWeek && dayOfWeek.length > 0 ? `${dayOfWeek.length} times a week` : null
  }
  const times = frequencyMax ?? frequency ?? 1
  const unit = unitNames[periodUnit]
  if (unit === undefined) return null
  if (times === 1 && period === 1) {
    return { h: 'every 1 hours', d: 'once daily', wk: 'once weekly', mo: 'monthly' }[periodUnit] ?? null
  }
  if (period === 1 && periodUnit === 'd') return `${times} times a day`
  if (period === 1 && periodUnit === 'wk') return `${times} times a week`
  if (times === 1) return periodUnit === 'mo' ? `every ${period * 4} weeks` : `every ${period} ${unit}`
  if (periodUnit === 'h') return `every ${round(period / times)} hours`
  const days = period * (periodUnit === 'wk' ? 7 : periodUnit === 'mo' ? 30 : 1)
  return `${round((times * 7) / days)} times a week`
}
