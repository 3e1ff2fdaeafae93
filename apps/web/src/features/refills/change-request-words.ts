/** Pharmacies' questions in the words of the screen. Pure. */
import type { AnswerChangeRequest, ChangeRequestCode, ChangeRequestView } from '@countersign/contract'
import type { Tone } from '../../ui/chips.tsx'

export const codeNames: Record<ChangeRequestCode, string> = {
  D: 'Safety question',
  G: 'Generic',
  OS: 'Out of stock',
  P: 'Prior authorization',
  S: 'Not clear',
  T: 'Another medicine',
  U: 'Your authority',
}
export const answeredNames: Record<ChangeRequestView['status'], string> = {
  open: 'Waits for an answer',
  approved: 'Approved as asked',
  approved_with_changes: 'Approved with changes',
  denied: 'Denied',
  validated: 'Confirmed',
  closed: 'Closed',
}
export const answeredTones: Record<ChangeRequestView['status'], Tone> = {
  open: 'ask',
  approved: 'done',
  approved_with_changes: 'done',
  denied: 'neutral',
  validated: 'done',
  closed: 'neutral',
}

/** One way to answer; `requested` is the place of the proposal it takes over. */
export type AnswerChoice = { answer: AnswerChangeRequest['answer']; requested: number }

/** The ways a question may be answered: each proposal that the formulary has is one of its own. */
export function choicesOf({
  answers,
  code,
  requested,
}: Pick<ChangeRequestView, 'answers' | 'code' | 'requested'>): AnswerChoice[] {
  return answers.flatMap((answer) => {
    if (answer !== 'approve' || code === 'P') return [{ answer, requested: 0 }]
    return requested.flatMap(({ treatment }, at) =>
      treatment === null ? [] : [{ answer, requested: at } as const],
    )
  })
}

/** A line of the comparison; null is what the pharmacy left out. */
export type ComparedLine = { label: string; prescribed: string; asked: string | null; differs: boolean }

export function compare(
  request: Pick<ChangeRequestView, 'prescribed' | 'prescribedTreatment'>,
  asked: ChangeRequestView['requested'][number],
): ComparedLine[] {
  const { prescribed, prescribedTreatment } = request
  const line = (label: string, before: string, now: string | null): ComparedLine => ({
    label,
    prescribed: before,
    asked: now,
    differs: now !== null && now.trim().toLowerCase() !== before.trim().toLowerCase(),
  })
  const figure = (value: number | null) => (value === null ? null : String(value))
  return [
    line('Drug', prescribed.drugDescription, asked.drugDescription),
    line('Directions', prescribed.sig, asked.sig),
    line('Quantity', String(prescribed.quantity), figure(asked.quantity)),
    line('Days', String(prescribedTreatment.daysSupply), figure(asked.daysSupply)),
    line('Refills', String(prescribed.refills), figure(asked.refills)),
  ]
}
