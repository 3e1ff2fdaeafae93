/** Asks a predicate and looks after its promise about keys. Not used by the engine. */

import type { Facts } from '../facts/facts.ts'
import { prepareFacts } from '../facts/prepare.ts'
import { keysOf } from '../facts/present.ts'
import type { Predicate } from '../logic/predicate.ts'
import { NO, YES } from '../logic/tri.ts'
import type { PatientInput } from '../types.ts'
import { type BaseName, person, today } from './people.ts'
import { factsWith } from './plain-facts.ts'

const words = ['no', 'yes', 'unknown'] as const

/** "yes", "no" or "unknown". Throws when none of its keys is there for an answer that needs one. */
export function ask(part: Predicate, facts: Facts): (typeof words)[number] {
  const answer = part.test(facts)
  const present = new Set(keysOf(facts))
  const without = (keys: readonly number[] | null) => keys?.every((key) => !present.has(key)) === true
  if (answer !== NO && without(part.keys)) throw new Error(`${part.says}: ${words[answer]} without a key`)
  if (answer === YES && without(part.yesKeys)) throw new Error(`${part.says}: yes without a key for yes`)
  return words[answer]
}

/** Facts of a base person with some laid in, and fields replaced as they are. */
export const given = (base: BaseName, names: readonly string[] = [], part: Partial<Facts> = {}): Facts => ({
  ...factsWith(base, names),
  ...part,
})

/** A person of whom these lists or measurements were not answered. */
export const unanswered = (base: BaseName, ...keys: readonly (keyof PatientInput)[]): Facts =>
  prepareFacts(person(base, { patient: Object.fromEntries(keys.map((key) => [key, null])) }), today, {})
