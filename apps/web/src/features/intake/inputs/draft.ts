/** What an input hands to its screen: an answer, nothing yet, or something that is not an answer and why. */
import type { Answer } from '@countersign/contract'

export type Draft = {
  answer: Answer | null
  problem: string | null
  /** Words typed but not yet in the list; `take` puts them there, so that nothing is dropped or sent unseen. */
  typed?: { words: string; take: () => void }
}

export const nothing: Draft = { answer: null, problem: null }
export const answered = (answer: Answer): Draft => ({ answer, problem: null })
export const unreadable = (problem: string): Draft => ({ answer: null, problem })

export type InputProps<K extends Answer['kind']> = {
  /** The saved answer, if it is of this input's kind. */
  saved: Extract<Answer, { kind: K }> | null
  onDraft: (draft: Draft) => void
  labelledBy: string
  describedBy: string | undefined
  invalid: boolean
}
