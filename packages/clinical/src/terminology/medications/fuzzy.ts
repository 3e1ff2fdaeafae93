/**
 * The nearest known name to a misspelt one. Never a guess: two names equally near that hold different medicines,
 * or a look-alike within two letters, give no match.
 */

import { classMembers } from '../classes/members.ts'
import { commonness } from '../search/common-medications.ts'
import { allowedEdits, editDistance, letterBits, mayBeWithin } from '../text/edit-distance.ts'
import { remember } from '../text/memo.ts'
import { bySound } from '../text/sound.ts'
import { confusableGroups } from './confusable.ts'
import { dictionary, type Entry } from './dictionary.ts'
import { mayBeGraver } from './gravest.ts'
import { noiseWords } from './noise.ts'

type Candidate = {
  readonly entry: Entry
  readonly bits: number
  /** In common use, or in a class that a rule reads. */
  readonly weighty: boolean
}
let byLength: readonly (readonly Candidate[])[] | null = null

const notTyped =
  /extract|pollen|antigen|vaccine|venom|toxoid|allergenic|immune globulin|antivenin|factor | strain|fluad|fluzone|flulaval|flucelvax|fluarix|flublok|afluria|flumist/

const candidates = (): readonly (readonly Candidate[])[] => {
  if (byLength !== null) return byLength
  const lists: Candidate[][] = []
  const inRules = new Set([...classMembers.values()].flat())
  for (const entry of dictionary().entries.values()) {
    const { length } = entry.key
    if (length < 5 || length > 36 || notTyped.test(entry.key) || /^\d/.test(entry.key)) continue
    if (entry.ingredients.length === 0) continue
    const list = lists[length] ?? []
    const weighty = entry.ingredients.some((one) => inRules.has(one.name) || commonness(one.name) !== null)
    list.push({ entry, bits: letterBits(entry.key), weighty })
    lists[length] = list
  }
  byLength = lists
  return lists
}

const contentKey = (entry: Entry): string => entry.ingredients.map((one) => one.name).join('+')

let lookAlikes: ReadonlyMap<string, ReadonlySet<string>> | null = null
/** For what an entry holds, the names its own names must not be mistaken for. */
const confusedWith = (entry: Entry): ReadonlySet<string> => {
  if (lookAlikes === null) {
    const built = new Map<string, Set<string>>()
    const { entries } = dictionary()
    for (const group of confusableGroups)
      for (const member of group) {
        const held = entries.get(member)
        if (held === undefined) continue
        const others = built.get(contentKey(held)) ?? new Set<string>()
        for (const other of group) {
          const content = entries.get(other)
          if (content !== undefined && contentKey(content) !== contentKey(held)) others.add(other)
        }
        built.set(contentKey(held), others)
      }
    lookAlikes = built
  }
  return lookAlikes.get(contentKey(entry)) ?? none
}
const none: ReadonlySet<string> = new Set()

const sameContent = (a: Entry, b: Entry): boolean =>
  a.ingredients.length === b.ingredients.length && a.ingredients.every((one) => b.ingredients.includes(one))

const kindRank: Readonly<Record<Entry['kind'], number>> = { ingredient: 0, brand: 1, salt: 2, synonym: 3 }

let bySounds: ReadonlyMap<string, readonly Entry[]> | null = null
/** The one medicine whose name sounds like the text, or null. */
const soundsLike = (key: string): Entry | null => {
  if (bySounds === null) {
    const built = new Map<string, Entry[]>()
    for (const list of candidates())
      for (const { entry } of list ?? []) {
        if (entry.minor === 'counter') continue
        const sound = bySound(entry.key)
        const same = built.get(sound)
        if (same === undefined) built.set(sound, [entry])
        else same.push(entry)
      }
    bySounds = built
  }
  const alike = bySounds.get(bySound(key)) ?? []
  const [first] = alike
  return first !== undefined && alike.every((entry) => sameContent(entry, first)) ? first : null
}

/** The entry meant by a misspelt key, or null. The first letter counts as any other. */
export const nearestEntry = (key: string): Entry | null => {
  const limit = allowedEdits(key.length)
  if (limit === 0 || /\d/.test(key)) return null
  const lists = candidates()
  const bits = letterBits(key)
  let least = limit + 1
  let best: Entry[] = []
  /** Medicines that matter within the limit, however near: a rare name must not stand in for one of them. */
  const weighty: Entry[] = []
  for (let length = key.length - limit; length <= key.length + limit; length++) {
    const within = Math.min(limit, allowedEdits(length))
    for (const candidate of lists[length] ?? []) {
      const bound = candidate.weighty ? within : Math.min(within, least)
      if (!mayBeWithin(bits, candidate.bits, bound)) continue
      const distance = editDistance(key, candidate.entry.key, bound)
      if (distance > bound) continue
      if (candidate.weighty) weighty.push(candidate.entry)
      if (distance < least) {
        least = distance
        best = [candidate.entry]
      } else if (distance === least) best.push(candidate.entry)
    }
  }
  // A counter product gives way to a medicine as near.
  const alike = least > 1 ? soundsLike(key) : null
  if (alike !== null) best = [alike]
  if (best.some((entry) => entry.minor !== 'counter'))
    best = best.filter((entry) => entry.minor !== 'counter')
  const first = best.sort((a, b) => kindRank[a.kind] - kindRank[b.kind] || (a.key < b.key ? -1 : 1))[0]
  if (first === undefined || !best.every((entry) => sameContent(entry, first))) return null
  // A short minor name makes a word doubtful, and is not taken for it: "vital" is no "Vival".
  if (best.every((entry) => entry.minor !== null && entry.key.length < 8)) return null
  const rare = alike === null && !weighty.some((entry) => sameContent(entry, first))
  if (rare && weighty.length > 0) return null
  for (const entry of best)
    for (const other of confusedWith(entry)) if (editDistance(key, other, 2) <= 2) return null
  return mayBeGraver(key, first, least) ? null : first
}

let longNoise: readonly (readonly string[])[] | null = null
/** A long plain word with one slip ("soluton", "ocasionally"), which no name is as near to: no medicine. */
export const isMisspeltNoise: (word: string) => boolean = remember(2048, (word: string): boolean => {
  if (longNoise === null) {
    const lists: string[][] = []
    for (const noise of noiseWords) {
      if (noise.length < 6) continue
      const list = lists[noise.length] ?? []
      list.push(noise)
      lists[noise.length] = list
    }
    longNoise = lists
  }
  const within = (list: readonly string[] | undefined) =>
    (list ?? []).some((other) => editDistance(word, other, 1) <= 1)
  const lengths = [word.length - 1, word.length, word.length + 1]
  return (
    word.length > 5 &&
    lengths.some((length) => within(longNoise?.[length])) &&
    !lengths.some((length) => within(candidates()[length]?.map(({ entry }) => entry.key)))
  )
})
