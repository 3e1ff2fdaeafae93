/** Three-valued logic (Kleene): an unanswered fact is UNKNOWN and never collapses to NO. */

export const NO = 0
export const YES = 1
export const UNKNOWN = 2
export type Tri = typeof NO | typeof YES | typeof UNKNOWN

/** Truth of a comparison whose operand may be missing. */
export const triOf = (known: boolean, truth: boolean): Tri => (known ? (truth ? YES : NO) : UNKNOWN)

export const triNot = (a: Tri): Tri => (a === UNKNOWN ? UNKNOWN : a === YES ? NO : YES)

export const triAnd = (a: Tri, b: Tri): Tri =>
  a === NO || b === NO ? NO : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : YES

export const triOr = (a: Tri, b: Tri): Tri =>
  a === YES || b === YES ? YES : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : NO
