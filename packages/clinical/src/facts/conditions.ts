/** Problems, history and symptoms: from the problem list, from answers in words, and implied by medicines. */

import { resolveCondition } from '../terminology/index.ts'
import type { ConceptId, ConditionMatch } from '../terminology/types.ts'
import type { ConditionEntry } from '../types.ts'
import type { ConditionFact, FactOrigin, MedicationFact } from './facts.ts'
import { pieces } from './long-text.ts'

/** "4 months ago"; under a month there is no figure to read: "0 months ago" is no date. */
const agoWords = (months: number): string =>
  months < 1 ? 'less than a month ago' : `${months} ${months === 1 ? 'month' : 'months'} ago`

/** Words that already say when; "now on aspirin" says so only of what is of these days. */
const saysWhen = /\bago\b|\b(?:19|20)\d\d\b|\blast (?:week|month|year)\b/i
const saysNow =
  /\b(?:now|currently|today|tonight|yesterday|(?:this|last) (?:morning|night)|this (?:week|month))\b/i
const dated = (words: string, months: number): boolean =>
  saysWhen.test(words) || (months < 1 && saysNow.test(words))

function labelOf(match: ConditionMatch, entry: string, monthsAgo: number | null): string {
  const words = entry !== '' ? entry : match.text !== '' ? match.text : (match.code ?? 'condition')
  const code = match.code !== null && !words.toUpperCase().includes(match.code) ? ` [${match.code}]` : ''
  const when = monthsAgo === null || dated(words, monthsAgo) ? '' : `, ${agoWords(monthsAgo)}`
  return `${match.subject === 'family' ? 'family: ' : ''}${words}${code}${when}`
}

/** Codes of acute myocardial infarction are by definition at most four weeks old. */
const acuteMi = /^I2[12]/

export type ReadConditions = {
  readonly present: readonly ConditionFact[]
  readonly family: readonly ConditionFact[]
  readonly denied: ReadonlySet<ConceptId>
}

/** An entry as its pieces of text; the code goes with the first. */
function inPieces(item: ConditionEntry) {
  if (item === null || typeof item !== 'object') return []
  const code = typeof item.code === 'string' ? item.code.trim() : ''
  return pieces(typeof item.text === 'string' ? item.text.trim() : '').map((text, index) => ({
    item,
    text,
    code: index === 0 ? code : '',
  }))
}

export function readConditions(
  entries: readonly ConditionEntry[],
  year: number,
  origin: FactOrigin,
  asFamily = false,
): ReadConditions {
  const present: ConditionFact[] = []
  const family: ConditionFact[] = []
  const denied = new Set<ConceptId>()
  for (const { item, text, code } of entries.flatMap(inPieces)) {
    if (text === '' && code === '') continue
    const given = typeof item.monthsAgo === 'number' && item.monthsAgo >= 0 ? item.monthsAgo : null
    for (const match of resolveCondition({ code: code === '' ? null : code, text, monthsAgo: given }, year)) {
      if (match.negated) {
        for (const concept of match.concepts) denied.add(concept)
        continue
      }
      const monthsAgo =
        given ?? match.monthsAgo ?? (match.code !== null && acuteMi.test(match.code) ? 0 : null)
      const isFamily = asFamily || match.subject === 'family'
      const fact: ConditionFact = {
        label: labelOf(
          isFamily ? { ...match, subject: 'family' } : match,
          text === '' ? '' : match.text || text,
          monthsAgo,
        ),
        told: text,
        match,
        monthsAgo,
        origin,
      }
      if (isFamily) family.push(fact)
      else present.push(fact)
    }
  }
  return { present, family, denied }
}

/** A condition that a medicine gives away (review A3, B23). */
export function impliedCondition(concept: ConceptId, medication: MedicationFact): ConditionFact {
  return {
    label: `${medication.label} on the list`,
    match: {
      text: medication.entry,
      code: null,
      concepts: [concept],
      subject: 'self',
      negated: false,
      monthsAgo: null,
      recognised: true,
      severity: null,
      nyha: null,
      childPugh: null,
    },
    monthsAgo: null,
    origin: 'implied',
  }
}

export function indexConcepts(facts: readonly ConditionFact[]): Map<ConceptId, ConditionFact[]> {
  const index = new Map<ConceptId, ConditionFact[]>()
  for (const fact of facts) {
    for (const concept of fact.match.concepts) {
      const list = index.get(concept)
      if (list === undefined) index.set(concept, [fact])
      else if (!list.includes(fact)) list.push(fact)
    }
  }
  return index
}
