import type { ConceptId } from './ids.ts'

/** One condition concept: how codes and words say it. */
export type ConceptRow = {
  readonly id: ConceptId
  /** ICD-10-CM prefixes without dots, space separated. */
  readonly codes?: string
  readonly except?: string
  /** Read in lower-case text with American spelling. */
  readonly text?: RegExp
  /** A text that matches this is something else. */
  readonly notText?: RegExp
  /** The words carry their own negation ("no period for a year"), so a "no" before them does not deny. */
  readonly selfNegating?: true
}
