/**
 * The nearest known name to a misspelt one. Never a guess: two names equally near that hold different medicines,
 * or a look-alike within two letters, give no match.
 */
import { allowedEdits, editDistance, letterBits, mayBeWithin } from '../text/edit-distance.ts'
import { confusableWith } from './confusable.ts'
import { dictionary, type Entry } from './dictionary.ts'

type Candidate = { readonly entry: Entry; readonly bits: number }
let byLength: readonly (readonly Candidate[])[] | null = null

const notTyped =
  /extract|pollen|antigen|vaccine|venom|toxoid|allergenic|immune globulin|antivenin|factor | strain|fluad|fluzone|flulaval|flucelvax|fluarix|flublok|afluria|flumist/

const candidates = (): readonly (readonly Candidate[])[] => {
  if (byLength !== null) return byLength
  const lists: Candidate[][] = []
  for (const entry of dictionary().entries.values()) {
    const { length } = entry.key
    if (length < 5 || length > 36 || notTyped.test(entry.key) || /^\d/.test(entry.key)) continue
    if (entry.ingredients.length === 0) continue
    const list = lists[length] ?? []
    list.push({ entry, bits: letterBits(entry.key) })
    lists[length] = list
  }
  byLength = lists
  return lists
}

const sameContent = (a: Entry, b: Entry): boolean =>
  a.ingredients.length === b.ingredients.length && a.ingredients.every((one) => b.ingredients.includes(one))

const kindRank: Readonly<Record<Entry['kind'], number>> = { ingredient: 0, brand: 1, salt: 2, synonym: 3 }

/** The entry meant by a misspelt key, or null. The first letter counts as any other. */
export const nearestEntry = (key: string): Entry | null => {
  const limit = allowedEdits(key.length)
  if (limit === 0 || /\d/.test(key)) return null
  const lists = candidates()
  const bits = letterBits(key)
  let least = limit + 1
  let best: Entry[] = []
  for (let length = key.length - limit; length <= key.length + limit; length++) {
    const within = Math.min(limit, allowedEdits(length))
    for (const candidate of lists[length] ?? []) {
      const bound = Math.min(within, least)
      if (!mayBeWithin(bits, candidate.bits, bound)) continue
      const distance = editDistance(key, candidate.entry.key, bound)
      if (distance > bound) continue
      if (distance < least) {
        least = distance
        best = [candidate.entry]
      } else if (distance === least) best.push(candidate.entry)
    }
  }
  const first = best.sort((a, b) => kindRank[a.kind] - kindRank[b.kind] || (a.key < b.key ? -1 : 1))[0]
  if (first === undefined || !best.every((entry) => sameContent(entry, first))) return null
  for (const entry of best)
    for (const other of confusableWith.get(entry.key) ?? []) if (editDistance(key, other, 2) <= 2) return null
  return first
}
