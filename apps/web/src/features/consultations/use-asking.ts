/** The questions of a review: whether they stand open, what is in them, and whether nothing else can be done first. */
import type { ConsultationSummary, RefillReview } from '@countersign/contract'
import { useState } from 'react'
import { type AskDraft, askDraftOf, askProblem, chosenQuestions } from './ask-composer.tsx'
import { isStuck } from './gate.ts'

export function useAsking(input: {
  summary: ConsultationSummary
  refill: RefillReview | undefined
  startOpen: boolean
}) {
  const { summary, refill, startOpen } = input
  const [draft, setDraft] = useState<AskDraft>(() => askDraftOf(summary))
  const questions = chosenQuestions(draft)
  // Where nothing can be approved and something can be asked, the questions stand ready.
  const stuck = isStuck(summary.assessment, refill)
  const [open, setOpen] = useState(startOpen || (stuck && questions.length > 0))
  return { draft, setDraft, questions, problem: askProblem(draft), stuck, open, setOpen }
}
