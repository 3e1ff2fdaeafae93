/** Where in an entry medicines are named, and where one statement ends and the next begins. */
import type { Token } from '../text/tokens.ts'
import type { Ingredient, MedicationMatch } from '../types.ts'
import { decongestantMark, nearestDecongestant, withDecongestant } from './decongestant.ts'
import { dictionary, type Entry } from './dictionary.ts'
import { isMisspeltNoise, nearestEntry } from './fuzzy.ts'
import { classWords, noiseWords } from './noise.ts'

export type Span = {
  readonly from: number
  readonly to: number
  readonly entries: readonly Entry[]
  readonly by: MedicationMatch['matchedBy']
}
export type Joint = 'start' | 'and' | 'or' | 'comma' | 'colon' | 'break'
export type Segment = { readonly from: number; readonly to: number; readonly joint: Joint }

const boundaryWords: ReadonlyMap<string, Joint> = new Map([
  ['and', 'and'],
  ['or', 'or'],
  ['nor', 'or'],
  ['then', 'and'],
  ['also', 'and'],
  ['plus', 'and'],
  ['but', 'break'],
  ['n', 'and'],
])

/** The ingredients of the entries together, by name. */
export const contentOf = (entries: readonly Entry[]): readonly Ingredient[] => {
  const all: Ingredient[] = []
  for (const entry of entries) for (const one of entry.ingredients) if (!all.includes(one)) all.push(one)
  return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** What a number before it counts. */
const counted =
  /^(?:x|times?|tabs?|tablets?|pills?|caps?|capsules?|caplets?|gels?|per|a|daily|days?|weeks?|months?|years?|hours?|hrs?|puffs?|drops?|doses?)$/

/** Names as written, longest first, from left to right. */
const exactSpans = (list: readonly Token[]): Span[] => {
  const { entries, joined, longest } = dictionary()
  const spans: Span[] = []
  let i = 0
  while (i < list.length) {
    let found: Span | null = null
    let key = ''
    let together = ''
    for (let n = 0; n < longest && i + n < list.length; n++) {
      const token = list[i + n]
      if (token === undefined) break
      if (n > 0 && (token.before === 'break' || token.before === 'comma' || token.before === 'colon')) break
      key = n === 0 ? token.word : `${key} ${token.word}`
      together += token.word
      const entry =
        entries.get(key) ??
        (n === 0 ? joined.get(key) : n < 3 && together.length >= 6 ? entries.get(together) : undefined)
      if (entry === undefined) continue
      if (n === 0 && noiseWords.has(key)) continue
      if (n > 0 && entries.get(key) === undefined && /\d/.test(together)) continue
      // "Tylenol 3 times a day" is not Tylenol 3.
      if (n > 0 && /^\d+$/.test(token.word) && counted.test(list[i + n + 1]?.word ?? '')) continue
      const by = entry.kind === 'brand' ? 'brand' : entry.kind === 'synonym' ? 'synonym' : 'exact'
      found = { from: i, to: i + n + 1, entries: [entry], by }
    }
    if (found === null) i++
    else {
      spans.push(found)
      i = found.to
    }
  }
  return spans
}

/** Could this word be the name of something not known? */
export const isUnknown = (token: Token | undefined): token is Token =>
  token !== undefined &&
  /^[a-z]/.test(token.word) &&
  token.word.length > 2 &&
  !noiseWords.has(token.word) &&
  !isMisspeltNoise(token.word)

/** Adds misspelt names found between the exact ones. */
const withFuzzySpans = (list: readonly Token[], exact: readonly Span[]): Span[] => {
  const taken = new Uint8Array(list.length)
  for (const span of exact) taken.fill(1, span.from, span.to)
  const spans = [...exact]
  for (let i = 0; i < list.length; i++) {
    for (let n = 3; n >= 1; n--) {
      if (i + n > list.length) continue
      let free = isUnknown(list[i])
      for (let j = i; j < i + n && free; j++) {
        const token = list[j]
        free =
          taken[j] === 0 && token !== undefined && /^[a-z]+$/.test(token.word) && !classWords.has(token.word)
        if (j > i && (token?.before === 'break' || token?.before === 'comma' || token?.before === 'colon'))
          free = false
        if (
          n > 1 &&
          j < i + n - 1 &&
          (token === undefined || (noiseWords.has(token.word) && token.word.length < 3))
        )
          free = false
      }
      const words = list.slice(i, i + n).map((token) => token.word)
      // "Nitar-Bid", "Urocitt-K": a last word that is a direction or a letter elsewhere must be as written.
      const last = n > 1 && !isUnknown(list[i + n - 1]) ? words.at(-1) : null
      if (!free) continue
      const entry =
        nearestEntry(words.join(' ')) ?? (n === 2 && last === null ? nearestEntry(words.join('')) : null)
      if (entry === null || (last !== null && !entry.key.endsWith(` ${last}`))) continue
      spans.push({ from: i, to: i + n, entries: [entry], by: 'fuzzy' })
      taken.fill(1, i, i + n)
      break
    }
  }
  return spans.sort((a, b) => a.from - b.from)
}

/** "Alegra D", "clariton-D", "Motrin Sinus": the word behind the name is a second medicine (review B23). */
const withDecongestants = (list: readonly Token[], spans: readonly Span[]): Span[] => {
  const out = spans.map((span): Span => {
    const brand = span.entries[0]?.kind === 'brand'
    const more = decongestantMark(list, span.to, brand)
    const entries = more === 0 ? null : withDecongestant(span.entries)
    return entries === null ? span : { ...span, to: span.to + more, entries }
  })
  const named = (at: number) => out.some((span) => at >= span.from && at < span.to)
  for (let i = 0; i < list.length; i++) {
    const word = list[i]?.word ?? ''
    if (named(i) || noiseWords.has(word)) continue
    const apart = !named(i + 1) && decongestantMark(list, i + 1, false) === 1
    const entry = apart
      ? nearestDecongestant(word)
      : word.length > 6 && word.endsWith('d')
        ? nearestDecongestant(word.slice(0, -1))
        : null
    if (entry !== null) out.push({ from: i, to: apart ? i + 2 : i + 1, entries: [entry], by: 'fuzzy' })
  }
  return out.sort((a, b) => a.from - b.from)
}

/** "hydrocodone/acetaminophen", "lisinopril-HCTZ", "buprenorphine with naloxone": one product, not two. */
const withCombinations = (list: readonly Token[], spans: readonly Span[]): Span[] => {
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    const first = span.entries[0]
    const lastEntry = last?.entries[0]
    if (last !== undefined && first !== undefined && lastEntry !== undefined) {
      const between = list.slice(last.to, span.from).map((token) => token.word)
      const mark = list[span.from]?.before
      const adjacent = between.length === 0 && (mark === 'slash' || mark === 'hyphen')
      const withWord = between.length === 1 && (between[0] === 'with' || between[0] === 'w')
      const addOn =
        between.length === 0 &&
        mark === 'space' &&
        /^(?:hctz|hct|apap|hydrochlorothiazide)$/.test(list[span.from]?.word ?? '')
      const generic = lastEntry.kind !== 'brand' && first.kind !== 'brand'
      if (((adjacent || withWord) && generic) || addOn) {
        merged[merged.length - 1] = {
          from: last.from,
          to: span.to,
          entries: [...last.entries, ...span.entries],
          by: last.by === 'fuzzy' ? 'fuzzy' : span.by,
        }
        continue
      }
    }
    merged.push(span)
  }
  return merged
}

/** The text cut at commas, breaks and joining words, never inside a name. */
export const segmentsOf = (list: readonly Token[], spans: readonly Span[]): Segment[] => {
  const inside = new Uint8Array(list.length)
  for (const span of spans) inside.fill(1, span.from + 1, span.to)
  const segments: Segment[] = []
  let from = 0
  let joint: Joint = 'start'
  const cut = (at: number, next: number, kind: Joint) => {
    if (at > from) segments.push({ from, to: at, joint })
    else if (kind !== 'break' && joint === 'break') kind = 'break'
    from = next
    joint = kind
  }
  for (let i = 0; i < list.length; i++) {
    const token = list[i]
    if (token === undefined || inside[i] === 1) continue
    if (token.before === 'break') cut(i, i, 'break')
    else if (token.before === 'comma') cut(i, i, 'comma')
    else if (token.before === 'colon') cut(i, i, 'colon')
    else if (token.before === 'plus') cut(i, i, 'and')
    const word = boundaryWords.get(token.word)
    if (word !== undefined && !spans.some((span) => span.from === i)) cut(i, i + 1, word)
    else if (
      token.word === 'to' &&
      /\b(?:switched|changed|transitioned|went|moved) from\b/.test(
        list
          .slice(from, i)
          .map((t) => t.word)
          .join(' '),
      )
    )
      cut(i, i + 1, 'break')
  }
  if (from < list.length) segments.push({ from, to: list.length, joint })
  return segments
}

/** Every name in the tokens: as written, misspelt, and joined into combination products. */
export const spansOf = (list: readonly Token[]): Span[] =>
  withCombinations(list, withDecongestants(list, withFuzzySpans(list, exactSpans(list))))
