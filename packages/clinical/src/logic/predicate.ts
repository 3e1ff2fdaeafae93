/**
 * The language rules are written in. A predicate says itself in words (for the generated rule book), answers
 * yes, no or unknown on prepared facts, names the facts behind a yes, and names what would settle an unknown.
 */

import type { Facts } from '../facts/facts.ts'
import type { MissingCode } from '../types.ts'
import { keyOf } from './keys.ts'
import { NO, type Tri, UNKNOWN, YES } from './tri.ts'

/** How a predicate is put together from others. */
export type Form =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Predicate[] }
  | { readonly kind: 'not' | 'certainly' | 'unknown'; readonly part: Predicate }

export type Predicate = {
  readonly says: string
  readonly test: (facts: Facts) => Tri
  readonly names: (facts: Facts) => readonly string[]
  readonly missing: readonly MissingCode[]
  /** None of these keys present ⇒ the answer is no. null = it must always be asked. */
  readonly keys: readonly number[] | null
  /** None of these keys present ⇒ the answer is not yes. */
  readonly yesKeys: readonly number[] | null
  /** None: a question asked of the facts. */
  readonly form?: Form
}

const noNames = (): readonly string[] => []

/** `keys`: names of keys without any of which the answer is no; `yesKeys`: … is not yes. */
export const predicate = (
  says: string,
  test: (facts: Facts) => Tri,
  names: (facts: Facts) => readonly string[] = noNames,
  missing: readonly MissingCode[] = [],
  keys: readonly string[] | null = null,
  yesKeys: readonly string[] | null = keys,
): Predicate => ({
  says,
  test,
  names,
  missing,
  keys: keys === null ? null : keys.map(keyOf),
  yesKeys: yesKeys === null ? null : yesKeys.map(keyOf),
})

/** Gives a predicate its keys: without any of them it is no (or, for `yesKeys`, not yes). */
export const keyed = (
  keys: readonly string[],
  part: Predicate,
  yesKeys: readonly string[] = keys,
): Predicate => ({ ...part, keys: keys.map(keyOf), yesKeys: yesKeys.map(keyOf) })

/** Has no known no: only a yes needs one of the keys. */
export const yesKeyed = (yesKeys: readonly string[], part: Predicate): Predicate => ({
  ...part,
  yesKeys: yesKeys.map(keyOf),
})

const union = (lists: readonly (readonly MissingCode[])[]): readonly MissingCode[] => [
  ...new Set(lists.flat()),
]

/** The shortest list that exists: one part that is no makes all of them no. */
const narrowest = (lists: readonly (readonly number[] | null)[]): readonly number[] | null =>
  lists.reduce(
    (best, list) => (list !== null && (best === null || list.length < best.length) ? list : best),
    null,
  )

const together = (lists: readonly (readonly number[] | null)[]): readonly number[] | null =>
  lists.some((list) => list === null) ? null : [...new Set(lists.flatMap((list) => list ?? []))]

/** The facts behind the parts (of `any`: the true ones), each once. */
function gather(parts: readonly Predicate[], facts: Facts, trueOnly: boolean): readonly string[] {
  const found: string[] = []
  for (const part of parts) {
    if (trueOnly && part.test(facts) !== YES) continue
    for (const name of part.names(facts)) if (!found.includes(name)) found.push(name)
  }
  return found
}

export function all(...parts: readonly Predicate[]): Predicate {
  return {
    says: parts.map((part) => part.says).join(' and '),
    test: (facts) => {
      let result: Tri = YES
      for (const part of parts) {
        const value = part.test(facts)
        if (value === NO) return NO
        if (value === UNKNOWN) result = UNKNOWN
      }
      return result
    },
    names: (facts) => gather(parts, facts, false),
    missing: union(parts.map((part) => part.missing)),
    keys: narrowest(parts.map((part) => part.keys)),
    yesKeys: narrowest(parts.map((part) => part.yesKeys)),
    form: { kind: 'all', parts },
  }
}

export function any(...parts: readonly Predicate[]): Predicate {
  return {
    says: `(${parts.map((part) => part.says).join(' or ')})`,
    test: (facts) => {
      let result: Tri = NO
      for (const part of parts) {
        const value = part.test(facts)
        if (value === YES) return YES
        if (value === UNKNOWN) result = UNKNOWN
      }
      return result
    },
    names: (facts) => gather(parts, facts, true),
    missing: union(parts.map((part) => part.missing)),
    keys: together(parts.map((part) => part.keys)),
    yesKeys: together(parts.map((part) => part.yesKeys)),
    form: { kind: 'any', parts },
  }
}

export const not = (part: Predicate): Predicate => ({
  says: `not ${part.says}`,
  test: (facts) => {
    const value = part.test(facts)
    return value === UNKNOWN ? UNKNOWN : value === YES ? NO : YES
  },
  names: noNames,
  missing: part.missing,
  keys: null,
  yesKeys: null,
  form: { kind: 'not', part },
})

/** Unknown counts as no: only for facts whose absence a rule of its own reports. */
export const certainly = (part: Predicate): Predicate => ({
  ...part,
  says: `known: ${part.says}`,
  test: (facts) => (part.test(facts) === YES ? YES : NO),
  keys: part.yesKeys,
  form: { kind: 'certainly', part },
})

/** True when the answer to the part is not known. */
export const unknownWhether = (part: Predicate): Predicate => ({
  says: `unknown whether ${part.says}`,
  test: (facts) => (part.test(facts) === UNKNOWN ? YES : NO),
  names: noNames,
  missing: part.missing,
  keys: null,
  yesKeys: null,
  form: { kind: 'unknown', part },
})

export const always = predicate('always', () => YES)
