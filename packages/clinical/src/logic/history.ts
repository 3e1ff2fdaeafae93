/** Questions about conditions and events, by concept. */

import type { ConditionFact } from '../facts/facts.ts'
import type { ConceptId } from '../terminology/types.ts'
import { type Predicate, predicate } from './predicate.ts'
import { NO, UNKNOWN, YES } from './tri.ts'

const conceptKeys = (concepts: readonly string[]): readonly string[] =>
  concepts.map((concept) => `c:${concept}`)

export function conditionNames(facts: readonly ConditionFact[]): readonly string[] {
  const names: string[] = []
  for (const fact of facts) if (!names.includes(fact.label)) names.push(fact.label)
  return names
}

/** Names of the conditions found under the concepts, each once. */
function namesUnder(
  index: ReadonlyMap<ConceptId, readonly ConditionFact[]>,
  concepts: readonly ConceptId[],
): readonly string[] {
  const names: string[] = []
  for (const concept of concepts)
    for (const fact of index.get(concept) ?? []) if (!names.includes(fact.label)) names.push(fact.label)
  return names
}

/** Has, or has had, any of the concepts. Unknown while the conditions were not answered. */
export function has(...concepts: readonly ConceptId[]): Predicate {
  return predicate(
    concepts.join(' / '),
    (facts) => {
      for (const concept of concepts) if (facts.byConcept.has(concept)) return YES
      return facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) => namesUnder(facts.byConcept, concepts),
    [],
    [...conceptKeys(concepts), 'u:conditions'],
    conceptKeys(concepts),
  )
}

/** Recorded, whatever else is unknown: absence of a record reads as no. */
export const recorded = (...concepts: readonly ConceptId[]): Predicate => {
  const base = has(...concepts)
  return {
    ...base,
    test: (facts) => {
      for (const concept of concepts) if (facts.byConcept.has(concept)) return YES
      return NO
    },
    keys: base.yesKeys,
  }
}

export const familyHas = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `family: ${concepts.join(' / ')}`,
    (facts) => (concepts.some((concept) => facts.byFamilyConcept.has(concept)) ? YES : NO),
    (facts) => namesUnder(facts.byFamilyConcept, concepts),
    [],
    concepts.map((concept) => `f:${concept}`),
  )

/**
 * An event of these concepts in a span of months. An undated one is unknown: neither recent nor old.
 * `over` is exclusive, `upTo` inclusive.
 */
export function event(concepts: readonly ConceptId[], span: { over?: number; upTo?: number }): Predicate {
  const { over = -1, upTo = Number.POSITIVE_INFINITY } = span
  const label =
    over >= 0
      ? upTo === Number.POSITIVE_INFINITY
        ? `more than ${over} months ago`
        : `over ${over} and up to ${upTo} months ago`
      : `in the last ${upTo} months`
  const inside = (fact: ConditionFact) =>
    fact.monthsAgo !== null && fact.monthsAgo > over && fact.monthsAgo <= upTo
  return predicate(
    `${concepts.join(' / ')} ${label}`,
    (facts) => {
      let undated = false
      for (const concept of concepts)
        for (const fact of facts.byConcept.get(concept) ?? []) {
          if (inside(fact)) return YES
          if (fact.monthsAgo === null) undated = true
        }
      return undated ? UNKNOWN : facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) =>
      conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? []).filter(inside)),
    ['recentCardiacEvent'],
    [...conceptKeys(concepts), 'u:conditions'],
    conceptKeys(concepts),
  )
}

/** An event of these concepts whose date is not known. */
export const undated = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `${concepts.join(' / ')} of unknown date`,
    (facts) =>
      concepts.some((concept) => (facts.byConcept.get(concept) ?? []).some((fact) => fact.monthsAgo === null))
        ? YES
        : NO,
    (facts) =>
      conditionNames(
        concepts
          .flatMap((concept) => facts.byConcept.get(concept) ?? [])
          .filter((fact) => fact.monthsAgo === null),
      ),
    ['recentCardiacEvent'],
    conceptKeys(concepts),
  )

/** A symptom happening now: recorded without a date, or in the last month. */
export const now = (...concepts: readonly ConceptId[]): Predicate => {
  const current = (fact: ConditionFact) => fact.monthsAgo === null || fact.monthsAgo < 1
  return predicate(
    `now: ${concepts.join(' / ')}`,
    (facts) => (concepts.some((concept) => facts.byConcept.get(concept)?.some(current)) ? YES : NO),
    (facts) =>
      conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? []).filter(current)),
    [],
    conceptKeys(concepts),
  )
}

export const severe = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `severe ${concepts.join(' / ')}`,
    (facts) =>
      concepts.some((concept) =>
        (facts.byConcept.get(concept) ?? []).some((fact) => fact.match.severity === 'severe'),
      )
        ? YES
        : NO,
    (facts) => namesUnder(facts.byConcept, concepts),
    [],
    conceptKeys(concepts),
  )
