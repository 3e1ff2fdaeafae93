/** Type-ahead over RxNorm ingredients and brands: by beginning, by a later word, then by misspelt beginning. */
import { dictionary, type Entry } from '../medications/dictionary.ts'
import { allowedEdits, bitCount, editDistance, letterBits } from '../text/edit-distance.ts'
import { keyOf } from '../text/tokens.ts'
import type { MedicationSuggestion } from '../types.ts'
import { commonness } from './common-medications.ts'

type Row = { readonly entry: Entry; readonly common: number; readonly bits: number }
let rows: readonly Row[] | null = null

const rare = 1000
const hidden = /extract|pollen|antigen|vaccine|venom|toxoid|allergenic/
/** Everything searchable, common first, then shorter names, then by letter. */
const searchable = (): readonly Row[] => {
  rows ??= [...dictionary().entries.values()]
    .filter((entry) => entry.key.length <= 60)
    .map((entry) => {
      const order = commonness(entry.key)
      const kind = (entry.kind === 'ingredient' || entry.kind === 'brand') && entry.minor === null ? 0 : 500
      return {
        entry,
        bits: letterBits(entry.key),
        common: order ?? rare + kind + entry.key.length + (hidden.test(entry.key) ? 2000 : 0),
      }
    })
    .sort((a, b) => a.common - b.common || (a.entry.key < b.entry.key ? -1 : 1))
  return rows
}

const suggestion = (entry: Entry): MedicationSuggestion => ({
  name:
    entry.kind === 'brand'
      ? entry.name
      : entry.kind === 'ingredient'
        ? entry.name
        : entry.ingredients.map((one) => one.name).join(' / '),
  kind: entry.kind === 'brand' ? 'brand' : 'ingredient',
  rxcui:
    entry.kind === 'synonym' || entry.kind === 'salt'
      ? entry.ingredients.length === 1
        ? (entry.ingredients[0]?.rxcui ?? null)
        : null
      : entry.rxcui,
  ingredients: entry.ingredients.map((one) => one.name),
})

/** Up to `limit` suggestions, best first. Never throws. */
export function searchMedications(query: string, limit = 10): readonly MedicationSuggestion[] {
  const typed = keyOf(query.slice(0, 80))
  const wanted = Math.max(0, Math.min(100, Math.floor(limit)))
  if (typed === '' || wanted === 0) return []
  const found = new Map<string, MedicationSuggestion>()
  const offer = (entry: Entry) => {
    const one = suggestion(entry)
    if (found.size < wanted && one.name !== '' && !found.has(one.name)) found.set(one.name, one)
  }
  const all = searchable()
  const exact = dictionary().entries.get(typed)
  if (exact !== undefined) offer(exact)
  for (const row of all) {
    if (found.size >= wanted) break
    if (row.entry.key.startsWith(typed)) offer(row.entry)
  }
  if (typed.length >= 3)
    for (const row of all) {
      if (found.size >= wanted) break
      if (row.entry.key.includes(` ${typed}`)) offer(row.entry)
    }
  const edits = allowedEdits(typed.length)
  if (found.size === 0 && edits > 0) {
    const bits = letterBits(typed)
    const near: { readonly entry: Entry; readonly distance: number }[] = []
    for (const row of all) {
      const { key } = row.entry
      if (key.length < typed.length - edits || bitCount(bits & ~row.bits) > edits) continue
      const begun = key.length > typed.length + edits ? key.slice(0, typed.length) : key
      const distance = editDistance(typed, begun, edits)
      if (distance <= edits) near.push({ entry: row.entry, distance })
    }
    for (const one of near.sort((a, b) => a.distance - b.distance)) offer(one.entry)
  }
  return [...found.values()]
}
