/**
 * A rule of the formulary: one row, read from top to bottom. Its first case whose trigger is true applies; a
 * case may be limited to some of the rule's drugs. Everything a clinician reads comes from here.
 */

import type { Predicate } from '../logic/predicates.ts'
import type { Category, Confidence, DrugId, MissingCode, RedFlagRoute, Severity } from '../types.ts'
import { drugs } from './drugs/index.ts'
import type { SourceKey } from './sources.ts'

export type RedFlagSpec = {
  readonly level: 'P0' | 'P1' | 'P2'
  readonly route: RedFlagRoute
  readonly destination: string
}

/**
 * What a rule does to the dose. `start` binds who has not yet had the drug, `max` everybody, `everyHours` is the
 * least interval. `kind`: an interaction's start is a cap (§8.2, avanafil with an alpha-blocker); a risk group's
 * is a start.
 */
export type DoseLimit = {
  readonly start?: number
  readonly startFemale?: number
  readonly max?: number
  readonly everyHours?: number
  readonly kind: 'risk' | 'interaction'
}

export type RuleCase = {
  readonly when: Predicate
  readonly severity: Severity | 'info' | 'needs_info'
  readonly text: string
  readonly management?: string
  /** Only these of the rule's drugs. */
  readonly only?: readonly DrugId[]
  readonly redFlag?: RedFlagSpec
  readonly limits?: Readonly<Partial<Record<DrugId, DoseLimit>>>
  /** Data this case asks for before the drug can be ready. */
  readonly asks?: readonly MissingCode[]
  readonly confidence?: Confidence
  readonly source?: readonly [SourceKey, string | null]
}

export type Rule = {
  readonly id: string
  readonly version: number
  /** ISO date of the last check against its source. */
  readonly reviewed: string
  readonly title: string
  /** Empty: a rule about the case as a whole, not about a drug. */
  readonly drugs: readonly DrugId[]
  readonly categories: readonly Category[]
  readonly source: readonly [SourceKey, string | null]
  readonly confidence: Confidence
  readonly cases: readonly RuleCase[]
}

type RuleText = {
  readonly id: string
  readonly title: string
  readonly drugs: readonly DrugId[]
  readonly source: readonly [SourceKey, string | null]
  readonly confidence: Confidence
  readonly version?: number
  readonly cases: readonly RuleCase[]
}

const reviewed = '2026-11-22'
const categoryOf = new Map(drugs.map((drug) => [drug.id, drug.category]))

export const rule = (text: RuleText): Rule => ({
  id: text.id,
  version: text.version ?? 1,
  reviewed,
  title: text.title,
  drugs: text.drugs,
  categories: [...new Set(text.drugs.map((id) => categoryOf.get(id) ?? 'weight'))],
  source: text.source,
  confidence: text.confidence,
  cases: text.cases,
})

/** A rule about the whole case, in every category or in some. */
export const caseRule = (
  text: Omit<RuleText, 'drugs'> & { readonly categories?: readonly Category[] },
): Rule => ({
  id: text.id,
  version: text.version ?? 1,
  reviewed,
  title: text.title,
  drugs: [],
  categories: text.categories ?? ['weight', 'ed', 'hair'],
  source: text.source,
  confidence: text.confidence,
  cases: text.cases,
})

export const incretins: readonly DrugId[] = [
  'semaglutide_sc',
  'semaglutide_po',
  'tirzepatide',
  'liraglutide',
  'orforglipron',
]
export const semaglutides: readonly DrugId[] = ['semaglutide_sc', 'semaglutide_po']
export const weightDrugs: readonly DrugId[] = [
  ...incretins,
  'phentermine',
  'phentermine_topiramate',
  'naltrexone_bupropion',
  'orlistat',
  'metformin',
]
export const phentermines: readonly DrugId[] = ['phentermine', 'phentermine_topiramate']
export const tadalafils: readonly DrugId[] = ['tadalafil', 'tadalafil_daily']
export const pde5: readonly DrugId[] = [
  'sildenafil',
  'tadalafil',
  'tadalafil_daily',
  'vardenafil',
  'avanafil',
]
export const fiveAri: readonly DrugId[] = ['finasteride', 'dutasteride']
export const minoxidils: readonly DrugId[] = ['minoxidil_topical', 'minoxidil_oral']
export const hairDrugs: readonly DrugId[] = [
  ...fiveAri,
  ...minoxidils,
  'spironolactone',
  'ketoconazole_shampoo',
]
export const allDrugs: readonly DrugId[] = [...weightDrugs, ...pde5, ...hairDrugs]
export const systemicDrugs: readonly DrugId[] = drugs.filter((drug) => drug.systemic).map((drug) => drug.id)

/** The four severities of formulary §0.2, by the abbreviations it uses. */
export const CI = 'contraindicated'
export const MAJ = 'major'
export const MOD = 'moderate'
export const MIN = 'minor'

const flag =
  (level: RedFlagSpec['level'], route: RedFlagRoute) =>
  (destination: string): RedFlagSpec => ({ level, route, destination })

/** Same-day live contact (P1), live visit before prescribing (P2), in-person visit before prescribing (P2). */
export const sameDayFlag = flag('P1', 'synchronous')
export const syncFlag = flag('P2', 'synchronous')
export const inPersonFlag = flag('P2', 'in_person')
export const emergencyFlag = flag('P0', 'emergency')
export const cardiologyFlag = syncFlag('cardiology clearance')
