/**
 * Which drug of the formulary a request, a therapy or a fill means. Exact names of the index first, then the
 * terminology's reading of the words; the route and the frequency settle drugs that share an ingredient.
 */

import { drugs } from '../knowledge/drugs/index.ts'
import { resolveMedication } from '../terminology/index.ts'
import type { MedicationMatch } from '../terminology/types.ts'
import { type Category, type DrugId, drugIds } from '../types.ts'
import { readFrequency } from './frequency.ts'

const normal = (text: string) =>
  text
    .toLowerCase()
    .replace(/[®™]/g, '')
    .replace(/\(off-label\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const byName = new Map<string, DrugId>()
for (const drug of drugs) {
  byName.set(drug.id, drug.id)
  byName.set(drug.plainName, drug.id)
  for (const name of drug.names) if (!byName.has(name)) byName.set(name, drug.id)
}
byName.set('tadalafil (as needed or daily)', 'tadalafil')

export type NamedDose = {
  readonly doseMg?: number | null
  readonly frequency?: string | null
  readonly text?: string | null
}

const sameIngredients = (match: MedicationMatch, wanted: readonly string[]): boolean =>
  match.ingredients.length === wanted.length &&
  wanted.every((name) => match.ingredients.some((ingredient) => ingredient.name === name))

/** Ids of the drugs whose ingredients are exactly those of the match. */
export const drugsWithIngredientsOf = (match: MedicationMatch): readonly DrugId[] =>
  drugs.filter((drug) => sameIngredients(match, drug.ingredients)).map((drug) => drug.id)

const isDaily = (dose: NamedDose): boolean => {
  const words = `${dose.frequency ?? ''} ${dose.text ?? ''}`
  const frequency = readFrequency(words)
  if (frequency === null) return dose.doseMg === 2.5
  return frequency.unit === 'day'
}

function settle(
  candidates: readonly DrugId[],
  dose: NamedDose,
  words: string,
  match: MedicationMatch | null,
): DrugId | null {
  if (candidates.length === 0) return null
  const has = (id: DrugId) => candidates.includes(id)
  if (has('tadalafil') || has('tadalafil_daily')) return isDaily(dose) ? 'tadalafil_daily' : 'tadalafil'
  if (has('semaglutide_sc')) {
    const oral =
      match?.route === 'oral' ||
      /\b(oral|tablets?|pills?|po|by mouth)\b/.test(words) ||
      (dose.frequency !== undefined &&
        dose.frequency !== null &&
        readFrequency(dose.frequency)?.unit === 'day' &&
        [1.5, 4, 9, 25].includes(dose.doseMg ?? 0))
    return oral ? 'semaglutide_po' : 'semaglutide_sc'
  }
  if (has('minoxidil_oral')) {
    if (
      match?.route === 'topical' ||
      /topical|foam|solution|spray|scalp|lotion|%|rogaine|kirkland/.test(words)
    )
      return 'minoxidil_topical'
    if (match?.route === 'oral' || /\b(oral|tablets?|pills?|po|by mouth|loniten)\b/.test(words))
      return 'minoxidil_oral'
    const frequency = readFrequency(dose.frequency)
    if (dose.doseMg !== undefined && dose.doseMg !== null && dose.doseMg > 0)
      return dose.doseMg < 15 &&
        !(frequency?.unit === 'day' && frequency.takings === 2 && (dose.doseMg === 5 || dose.doseMg === 2))
        ? 'minoxidil_oral'
        : 'minoxidil_topical'
    return 'minoxidil_topical'
  }
  return candidates[0] ?? null
}

/** The drug a request names, or null when the name is none of the formulary's. */
export function drugNamed(
  name: string,
  dose: NamedDose = {},
  category: Category | null = null,
): DrugId | null {
  const words = normal(name)
  if (words === '') return null
  if ((drugIds as readonly string[]).includes(words) && words !== 'tadalafil') return words as DrugId
  const exact = byName.get(words)
  if (exact !== undefined && exact !== 'tadalafil' && exact !== 'semaglutide_sc') return exact
  if (exact === 'tadalafil')
    return words === 'tadalafil prn' ? 'tadalafil' : settle(['tadalafil'], dose, words, null)
  if (exact === 'semaglutide_sc') return words === 'semaglutide' ? settle([exact], dose, words, null) : exact
  const matches = resolveMedication(name).filter((match) => match.status === 'recognised')
  const ids = new Set<DrugId>()
  for (const match of matches) for (const id of drugsWithIngredientsOf(match)) ids.add(id)
  const wanted = [...ids].filter((id) => {
    const drug = drugs.find((candidate) => candidate.id === id)
    return category === null || drug?.category === category
  })
  if (wanted.length === 0 && matches.length > 1) {
    const combined = new Set(
      matches.flatMap((match) => match.ingredients.map((ingredient) => ingredient.name)),
    )
    const whole = drugs.find(
      (drug) =>
        drug.ingredients.length === combined.size && drug.ingredients.every((part) => combined.has(part)),
    )
    if (whole !== undefined) return whole.id
  }
  return settle(wanted, { ...dose, text: `${dose.text ?? ''} ${words}` }, words, matches[0] ?? null)
}

/** The first dose in mg written in the words ("1 mg weekly", "2.5mg", "0,5 mg"); null when there is none. */
export function doseIn(text: string | null | undefined): number | null {
  const found = /(\d+(?:[.,]\d+)?)(?:\s*\/\s*\d+(?:[.,]\d+)?)?\s*(mg|mcg|µg|g)\b/i.exec(text ?? '')
  if (found === null) return null
  const amount = Number((found[1] ?? '').replace(',', '.'))
  const unit = (found[2] ?? 'mg').toLowerCase()
  return unit === 'g' ? amount * 1000 : unit === 'mg' ? amount : amount / 1000
}
