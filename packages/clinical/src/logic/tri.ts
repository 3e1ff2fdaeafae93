/** Three-valued logic (Kleene): an unanswered fact is UNKNOWN and never collapses to NO. */

export const NO = 0
export const YES = 1
export const UNKNOWN = 2
export type Tri = typeof NO | typeof YES | typeof UNKNOWN

export const triNot = (a: Tri): Tri => (a === UNKNOWN ? UNKNOWN : a === YES ? NO : YES)
