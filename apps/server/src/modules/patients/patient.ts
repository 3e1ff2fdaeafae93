/** What a chart holds. An empty list that was never gone through is unknown, not none: see `reviewed`. */
import type { Address, FactSource, Person } from '@countersign/contract'
import type { z } from 'zod'

export type Source = z.infer<typeof FactSource>
export const lists = ['conditions', 'medications', 'allergies'] as const
export type ListName = (typeof lists)[number]

export type ConditionFact = {
  id: string
  text: string
  code: string | null
  monthsAgo: number | null
  source: Source
  recordedAt: Date
}
export type MedicationFact = {
  id: string
  text: string
  dose: string | null
  lastFilledOn: string | null
  daysSupply: number | null
  source: Source
  recordedAt: Date
}
export type AllergyFact = {
  id: string
  substance: string
  reaction: string | null
  source: Source
  recordedAt: Date
}
/** `code` is LOINC; `value2` is the diastolic part of a blood pressure. */
export type ObservationFact = {
  code: string
  value: number
  value2: number | null
  unit: string
  source: Source
  effectiveAt: Date
}

export type PatientFacts = {
  id: string
  mrn: string
  userId: string | null
  givenName: string
  familyName: string
  /** YYYY-MM-DD */
  birthDate: string
  sex: 'female' | 'male'
  email: string
  phone: string
  address: Address
  identityStatus: 'unverified' | 'matched' | 'mismatch'
  conditions: ConditionFact[]
  medications: MedicationFact[]
  allergies: AllergyFact[]
  observations: ObservationFact[]
  reviewed: Record<ListName, boolean>
}

/** Who a signed-in account says it is. */
export type PatientPerson = {
  clinicId: string
  userId: string
  person: Person
  email: string
  now: Date
}

/** New facts and which lists the patient went through to the end. */
export type RecordFacts = {
  clinicId: string
  patientId: string
  source: Source
  /** The intake, the request … they came with. */
  sourceId: string | null
  at: Date
  conditions?: readonly { text: string; code?: string | null; monthsAgo?: number | null }[]
  medications?: readonly {
    text: string
    dose?: string | null
    lastFilledOn?: string | null
    daysSupply?: number | null
  }[]
  allergies?: readonly { substance: string; reaction?: string | null }[]
  observations?: readonly {
    code: string
    value: number
    value2?: number | null
    unit: string
    effectiveAt: Date
  }[]
  reviewedLists: readonly ListName[]
}

/** Two entries of one list that say the same: letter case and spacing aside. */
export const sameWords = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

/**
 * The entries to add: each once, and none that the chart holds already with the same words and detail.
 * A new dose or reaction is a new entry, so that both stand until a clinician settles it.
 */
export function newEntries<T>(entries: readonly T[], known: readonly T[], keyOf: (entry: T) => string): T[] {
  const seen = new Set(known.map(keyOf))
  return entries.filter((entry) => {
    const key = keyOf(entry)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const noneAlone =
  /^(?:none|no|nope|nothing|nil|n\/?a|not applicable|nka|nkda|nada|0|-+)$|^(?:none|nothing) (?:known|at all|currently|right now|now)$|^no (?:known |current |other )?(?:drug |medication |medicine )?(?:allerg(?:y|ies)|medications?|medicines?|meds|drugs|pills|prescriptions|supplements)(?: at all)?$|^i (?:don'?t|do not) (?:take|have|use) (?:any|anything)(?: (?:medications?|medicines?|meds|allergies))?$|^i (?:take|have) (?:none|nothing|no (?:medications?|medicines?|meds|allergies))$/

/** "None", "no", "n/a" where an entry of a list belongs: an answer about the list, not an entry of it. */
export const saysNone = (text: string): boolean =>
  noneAlone.test(
    sameWords(text)
      .replaceAll('’', "'")
      .replace(/[.!,;\s]+$/, ''),
  )

/**
 * The facts without entries that say there is none. A list of medicines or allergies that held nothing else was
 * gone through and is empty; conditions are asked in several places, so the word alone does not close them.
 */
export function withoutNone(facts: RecordFacts): RecordFacts {
  const medications = facts.medications?.filter(({ text }) => !saysNone(text))
  const allergies = facts.allergies?.filter(({ substance }) => !saysNone(substance))
  const emptied = (before: readonly unknown[] | undefined, after: readonly unknown[] | undefined) =>
    (before?.length ?? 0) > 0 && after?.length === 0
  return {
    ...facts,
    ...(facts.conditions && { conditions: facts.conditions.filter(({ text }) => !saysNone(text)) }),
    ...(medications && { medications }),
    ...(allergies && { allergies }),
    reviewedLists: [
      ...facts.reviewedLists,
      ...(emptied(facts.medications, medications) ? (['medications'] as const) : []),
      ...(emptied(facts.allergies, allergies) ? (['allergies'] as const) : []),
    ],
  }
}
