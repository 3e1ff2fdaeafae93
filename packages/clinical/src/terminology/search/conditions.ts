/**
 * Type-ahead over ICD-10-CM: by code, by plain words for common conditions, by words of the description in any
 * order, each begun or misspelt. Common conditions come first.
 */

import { clinicalText } from '../concepts/spelling.ts'
import { allowedEdits, bitCount, editDistance, letterBits } from '../text/edit-distance.ts'
import type { ConditionSuggestion } from '../types.ts'
import { type IcdIndex, icdIndex, unused } from './icd-index.ts'
import { layConditions } from './lay-conditions.ts'

/** Lower is better: how far down a chapter's codes belong in an intake. Injuries, causes and obstetrics come last. */
const chapterPenalty = (chapter: number): number => {
  const letter = String.fromCharCode(chapter >= 97 ? chapter - 32 : chapter)
  const heading = chapter >= 97 ? 3 : 0
  if ('VWXYT'.includes(letter)) return 60 + heading
  if (letter === 'S') return 50 + heading
  if (letter === 'O' || letter === 'P') return 30 + heading
  if (letter === 'Z' || letter === 'Q' || letter === 'A' || letter === 'B') return 8 + heading
  return heading
}

const wordMatches = (
  index: IcdIndex,
  typed: string,
): { readonly exact: number[]; readonly near: number[] } => {
  const exact: number[] = []
  for (let w = 0; w < index.words.length; w++) if (index.words[w]?.startsWith(typed)) exact.push(w)
  if (exact.length > 0) return { exact, near: [] }
  const near: number[] = []
  const limit = allowedEdits(typed.length)
  if (limit === 0) return { exact, near }
  const bits = letterBits(typed)
  for (let w = 0; w < index.words.length; w++) {
    const word = index.words[w] ?? ''
    if (word.length < 4 || word.length < typed.length - limit) continue
    // Letters typed that the word lacks altogether each cost an edit.
    if (bitCount(bits & ~(index.bits[w] ?? 0)) > limit) continue
    // A begun word may be misspelt too: compare with as much of the word as was typed.
    const begun = word.length > typed.length + limit ? word.slice(0, typed.length) : word
    if (editDistance(typed, begun, limit) <= limit) near.push(w)
  }
  return { exact, near }
}

let marks: Uint8Array | null = null

/** Up to `limit` suggestions, best first; empty for an empty or unmatched query. Never throws. */
export function searchConditions(query: string, limit = 10): readonly ConditionSuggestion[] {
  const typed = clinicalText(query.slice(0, 120))
    .replace(/[^a-z0-9.' ]+/g, ' ')
    .trim()
  const wanted = Math.max(0, Math.min(100, Math.floor(limit)))
  if (typed === '' || wanted === 0) return []
  const index = icdIndex()
  const found = new Map<string, ConditionSuggestion>()
  const offer = (row: number) => {
    if (found.size >= wanted || row < 0 || row >= index.count) return
    const suggestion = index.row(row)
    if (!found.has(suggestion.code)) found.set(suggestion.code, suggestion)
  }
  const offerCode = (code: string) => {
    const row = index.find(code)
    if (row < index.count && index.row(row).code === code) offer(row)
  }

  const code = query.trim().toUpperCase().replace(/\s+/g, '')
  if (/^[A-Z]\d[0-9A-Z]{0,2}(?:\.?[0-9A-Z]{0,4})$/.test(code)) {
    const dotted = code.length > 3 && !code.includes('.') ? `${code.slice(0, 3)}.${code.slice(3)}` : code
    for (let row = index.find(dotted); row < index.count && found.size < wanted; row++) {
      if (!index.row(row).code.startsWith(dotted)) break
      offer(row)
    }
    if (found.size > 0) return [...found.values()]
  }

  const lay = layConditions()
  const bare = typed.replaceAll("'", '')
  for (const name of lay)
    if (name.words.startsWith(bare) || name.words.replaceAll("'", '').startsWith(bare))
      for (const one of name.codes) offerCode(one)
  if (typed.length >= 3)
    for (const name of lay) if (name.words.includes(` ${bare}`)) for (const one of name.codes) offerCode(one)
  if (typed.length < 3 || found.size >= wanted) return [...found.values()]
  const near = allowedEdits(bare.length)
  if (near > 0 && found.size === 0)
    for (const name of lay) {
      const begun = name.words.length > bare.length + near ? name.words.slice(0, bare.length) : name.words
      if (editDistance(bare, begun, near) <= near) for (const one of name.codes) offerCode(one)
    }

  const tokens = [
    ...new Set(
      bare.split(/[^a-z0-9]+/).filter((word) => (word.length > 1 || /\d/.test(word)) && !unused.has(word)),
    ),
  ].slice(0, 8)
  marks ??= new Uint8Array(index.count)
  marks.fill(0)
  let level = 0
  for (const token of tokens) {
    const matches = wordMatches(index, token)
    const ids = matches.exact.length > 0 ? matches.exact : matches.near
    if (ids.length === 0) continue
    level++
    for (const w of ids)
      for (let i = index.starts[w] ?? 0; i < (index.starts[w + 1] ?? 0); i++) {
        const row = index.postings[i] ?? 0
        if (marks[row] === level - 1) marks[row] = level
      }
  }
  if (level === 0) return [...found.values()]
  const best: { readonly row: number; readonly score: number }[] = []
  let worst = Number.POSITIVE_INFINITY
  const room = wanted + found.size
  for (let row = 0; row < index.count; row++) {
    if (marks[row] !== level) continue
    const score = (index.lengths[row] ?? 0) + chapterPenalty(index.chapters[row] ?? 0)
    if (best.length >= room && score >= worst) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.score ?? 0) > score) at--
    best.splice(at, 0, { row, score })
    if (best.length > room) best.pop()
    if (best.length >= room) worst = best.at(-1)?.score ?? worst
  }
  for (const one of best) offer(one.row)
  return [...found.values()]
}

/** The description of an ICD-10-CM code, or null when the table does not have it. */
export function describeCondition(code: string): string | null {
  const index = icdIndex()
  const bare = code.trim().toUpperCase().replace(/[\s.]/g, '')
  const dotted = bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare
  const row = index.find(dotted)
  if (row >= index.count) return null
  const found = index.row(row)
  return found.code === dotted ? found.text : null
}
