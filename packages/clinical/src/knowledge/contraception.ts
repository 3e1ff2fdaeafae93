/** Who may become pregnant and which contraception is effective enough: formulary §0.5 with review B28. */

import type { Contraception } from '../facts/reproductive.ts'
import { keyed, predicate } from '../logic/predicates.ts'
import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'

const effectiveContraception: readonly Contraception[] = [
  'long_acting',
  'hormonal',
  'hormonal_with_barrier',
  'two_barriers',
  'no_exposure',
]
/** Long-acting methods suffice; a pill, patch, ring or injection needs a barrier (REMS, review B28: verify). */
const remsEffective: readonly Contraception[] = [
  'long_acting',
  'hormonal_with_barrier',
  'two_barriers',
  'no_exposure',
]

export const wocbpOrUnknown = keyed(
  ['s:wocbp'],
  predicate(
    'woman who may become pregnant',
    (facts): Tri => (facts.wocbp === YES || (facts.wocbp === UNKNOWN && facts.sex === 'female') ? YES : NO),
    () => ['childbearing potential'],
  ),
)

export const noContraception = predicate(
  'uses no contraception',
  (facts): Tri => (facts.contraception === 'unknown' ? UNKNOWN : facts.contraception === 'none' ? YES : NO),
  () => ['no contraception'],
  ['contraception'],
)
export const notEffectiveContraception = predicate(
  'contraception not effective, or not stated',
  (facts): Tri => (effectiveContraception.includes(facts.contraception) ? NO : YES),
  (facts) => [`contraception: ${facts.answers.contraceptionText ?? 'not stated'}`],
  ['contraception'],
)
export const notRemsEffective = predicate(
  'contraception not effective enough for the REMS, or not stated',
  (facts): Tri => (remsEffective.includes(facts.contraception) ? NO : YES),
  (facts) => [`contraception: ${facts.answers.contraceptionText ?? 'not stated'}`],
  ['contraception'],
)
