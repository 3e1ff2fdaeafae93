/**
 * What the terminology promises its callers: free text and codes in, coded facts out. A text that is not
 * understood is said to be so, never dropped and never guessed.
 */

import type { DrugClass } from './classes/ids.ts'
import type { ConceptId } from './concepts/ids.ts'

export type { DrugClass } from './classes/ids.ts'
export type { ConceptId } from './concepts/ids.ts'

/** How a medicine reaches the body. `unknown` = the text does not say and the product does not fix it. */
export type Route =
  | 'oral'
  | 'sublingual'
  | 'buccal'
  | 'injection'
  | 'transdermal'
  | 'topical'
  | 'shampoo'
  | 'rectal'
  | 'vaginal'
  | 'ophthalmic'
  | 'otic'
  | 'nasal'
  | 'inhaled'
  | 'implant'
  | 'iud'
  | 'ring'
  | 'unknown'

/** A RxNorm ingredient: lower-case name, salts stripped except isosorbide mononitrate and dinitrate. */
export type Ingredient = { readonly rxcui: string | null; readonly name: string }

/** One medicine read out of a patient's words. */
export type MedicationMatch = {
  /** The part of the entry this match was read from, in lower case. */
  readonly text: string
  /** `none` = the text says that there is no medicine ("none", "no meds", "n/a"). */
  readonly status: 'recognised' | 'unrecognised' | 'none'
  /** PRN, "kept just in case" and "expired but carried" are active. */
  readonly activity: 'active' | 'stopped' | 'negated'
  /** Days since it was stopped when the text says so; null = not stated. */
  readonly stoppedDaysAgo: number | null
  /** Combination products are expanded. Empty when unrecognised, and for a bare class word ("blood thinner"). */
  readonly ingredients: readonly Ingredient[]
  readonly route: Route
  /** First strength stated, in mg (g and mcg converted). */
  readonly strengthMg: number | null
  readonly brand: string | null
  readonly matchedBy: 'exact' | 'brand' | 'synonym' | 'fuzzy' | 'none'
  /** Classes certain from the words themselves although no ingredient is ("birth control pill" → OC). */
  readonly impliedClasses: readonly DrugClass[]
  /** The text says compounded, grey-market, or bought without a prescription. */
  readonly compounded: boolean
  /** The text names the weekly/monthly depot injection, or the product is one (Sublocade, Brixadi, Vivitrol). */
  readonly depot: boolean
  /** "as needed", "PRN", "just in case", "rarely". */
  readonly asNeeded: boolean
  /**
   * The brand's full content is not certain from the sources: `ingredients` holds what is common to every reading.
   */
  readonly partial: boolean
}

export type ConditionInput = {
  readonly code?: string | null
  readonly text?: string | null
  readonly monthsAgo?: number | null
}

/** One statement about health read out of a problem-list entry or a sentence. */
export type ConditionMatch = {
  readonly text: string
  /** ICD-10-CM code, normalised (upper case, dot in place), or null. */
  readonly code: string | null
  readonly concepts: readonly ConceptId[]
  readonly subject: 'self' | 'family'
  readonly negated: boolean
  /** Months since onset or event when known; null = unknown, which is not "long ago". */
  readonly monthsAgo: number | null
  readonly recognised: boolean
  readonly severity: 'severe' | null
  readonly nyha: 1 | 2 | 3 | 4 | null
  readonly childPugh: 'A' | 'B' | 'C' | null
}

export type AllergySeverity =
  | 'anaphylaxis'
  | 'angioedema'
  | 'severe-skin'
  | 'mild'
  | 'intolerance'
  | 'unknown'

/** Groups by which an allergy is known to reach a medicine of the formulary, or known not to. */
export type AllergyClass =
  | 'incretin'
  | 'pde5'
  | '5ari'
  | 'azole'
  | 'sympathomimetic-amine'
  | 'sulfonamide-antibiotic'
  | 'opioid'
  | 'penicillin'
  | 'nsaid'
  | 'irrelevant'

export type Excipient =
  | 'propylene-glycol'
  | 'phenol'
  | 'tartrazine'
  | 'lactose'
  | 'gelatin'
  | 'peanut'
  | 'soy'
  | 'polysorbate'
  | 'benzyl-alcohol'
  | 'metacresol'
  | 'dye'
  | 'alcohol'

export type AllergyMatch = {
  readonly text: string
  readonly status: 'recognised' | 'unrecognised' | 'none'
  readonly ingredients: readonly Ingredient[]
  readonly classes: readonly AllergyClass[]
  readonly excipients: readonly Excipient[]
  readonly severity: AllergySeverity
  /** Drug classes of the ingredients, so that a caller need not resolve them again. */
  readonly drugClasses: readonly DrugClass[]
  readonly matchedBy: MedicationMatch['matchedBy']
  /** The lactose entry is an intolerance, a scalp irritation only, and the like: never a true allergy. */
  readonly localReactionOnly: boolean
}

export type MedicationSuggestion = {
  readonly name: string
  readonly kind: 'ingredient' | 'brand'
  readonly rxcui: string | null
  readonly ingredients: readonly string[]
}
export type ConditionSuggestion = { readonly code: string; readonly text: string }
export type AllergenSuggestion = { readonly name: string }
