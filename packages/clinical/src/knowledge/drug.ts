/** What a drug of the formulary is made of. One file a drug in `drugs/`; every number cites formulary §2–§7. */

import type { ConceptId } from '../terminology/types.ts'
import type { Category, Confidence, DrugId, Product } from '../types.ts'

/** Formulary §8.1. */
export type DuplicateGroup =
  | 'INCRETIN'
  | 'SYMPATHO'
  | 'PHENTERMINE'
  | 'TOPIRAMATE'
  | 'BUPROPION'
  | 'NALTREXONE'
  | 'ORLISTAT'
  | 'BIGUANIDE'
  | 'PDE5'
  | '5ARI'
  | 'MINOXIDIL'
  | 'MRA'

export type Dose = { readonly doseMg: number; readonly frequency: string }

/** One step of a schedule: the dose, how it is taken and the least time on it before the next. */
export type Step = {
  readonly doseMg: number
  /** Doses of `doseMg` a day; Contrave's third week is 3 tablets a day in two takings. */
  readonly perDay: number
  readonly frequency: string
  readonly minDays: number
  /** Directions of this step when they differ from the drug's own. */
  readonly sig?: string
}

/** How often a regimen may be taken. `prn` = as needed, at most once in `minHours`. */
export type Regimen = {
  readonly kind: 'weekly' | 'daily' | 'prn' | 'timesWeekly'
  /** Most takings a day (daily) or a week (weekly, timesWeekly). */
  readonly maxTakings: number
  readonly minTakings: number
}

export type Dosing = {
  readonly start: Dose
  readonly startFemale?: Dose
  /** The usual start of a patient with this condition, where the label gives one of its own. */
  readonly startWith?: { readonly concept: ConceptId; readonly doseMg: number }
  /** Steps of the schedule, first to last. Empty: no titration. */
  readonly steps: readonly Step[]
  /** The label has a schedule: §8.2 titration verdicts apply (review B2). */
  readonly labelledSchedule: boolean
  readonly usualMaintenanceMg: readonly number[]
  readonly maxSingleMg: number
  readonly maxSingleFemaleMg?: number
  /** Most in a day (daily, prn) or a week (weekly). */
  readonly maxPeriodMg: number
  readonly maxPeriodFemaleMg?: number
  readonly regimen: Regimen
  readonly regimenFemale?: Regimen
  readonly source: { readonly key: string; readonly section: string }
  readonly confidence: Confidence
  /** Started above the usual start by a naive patient is `start_too_high` even without a risk group. */
  readonly startIsCeiling: boolean
}

export type Supply = {
  readonly unit: 'pen' | 'tablet' | 'capsule' | 'mL' | 'g'
  readonly firstFillDays: number
  readonly maxDays: number
  readonly refills: number
  /** Quantity for the whole supply when it does not follow from doses × days (as-needed drugs, bottles). */
  readonly quantity?: number
}

export type Drug = {
  readonly id: DrugId
  readonly plainName: string
  readonly category: Category
  /** Lower-case names of the formulary's index by which a request may name it. */
  readonly names: readonly string[]
  /** Brands of the same ingredient labelled for another use: a duplicate, never this product. */
  readonly otherUseBrands: readonly string[]
  readonly ingredients: readonly string[]
  readonly rxcui: string | null
  readonly atc: string | null
  readonly drugClass: string
  readonly schedule: 'IV' | null
  readonly offLabel: boolean
  readonly duplicateGroups: readonly DuplicateGroup[]
  readonly route: 'injection' | 'oral' | 'topical'
  /** Absorbed enough for systemic rules (not: orlistat, shampoo, topical minoxidil). */
  readonly systemic: boolean
  readonly teratogen: boolean
  /** Base score of §12 by sex; null = not ranked for that sex. */
  readonly base: { readonly male: number | null; readonly female: number | null }
  /** Evidence weight of §12: H 1.0, M 0.7, off-label 0.5. */
  readonly evidence: 1 | 0.7 | 0.5
  readonly firstLine: { readonly male: boolean; readonly female: boolean }
  readonly dosing: Dosing
  readonly supply: Supply
  readonly sig: (doseText: string, frequency: string) => string
  readonly counselling: readonly string[]
  readonly monitoring: readonly string[]
  readonly expectation: string
  readonly labelSource: string
  readonly products: readonly Product[]
}

const unitCodes = {
  tablet: 'C48542',
  capsule: 'C48480',
  pen: 'C64933',
  mL: 'C28254',
  g: 'C48155',
} as const

/** Columns of a product row: rxcui, tty, ndc, description, strength, form, dose in mg, brand. */
export type ProductRow = readonly [
  string | null,
  'SCD' | 'SBD',
  string | null,
  string,
  string,
  string,
  number,
  string | null,
]

/** Builds a drug's products. Unit codes: NCIt, NCPDP QuantityUnitOfMeasure; schedule IV is C48677. */
export const productsOf = (
  drugId: DrugId,
  unit: keyof typeof unitCodes,
  schedule: 'IV' | null,
  rows: readonly ProductRow[],
): readonly Product[] =>
  rows.map(([rxcui, tty, ndc, description, strength, form, doseMg, brand]) => ({
    drugId,
    rxcui,
    tty,
    ndc,
    description,
    strength,
    form,
    doseMg,
    brand,
    deaSchedule: schedule === null ? null : 'C48677',
    quantityUnitCode: unitCodes[unit],
  }))

export const weekly: Regimen = { kind: 'weekly', maxTakings: 1, minTakings: 1 }
export const onceDaily: Regimen = { kind: 'daily', maxTakings: 1, minTakings: 1 }
export const asNeeded: Regimen = { kind: 'prn', maxTakings: 1, minTakings: 0 }
