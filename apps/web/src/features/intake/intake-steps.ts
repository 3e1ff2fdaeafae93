/**
 * The screens of an intake in order: each question, then the review, who you are, the account, the pharmacy,
 * and sending. A step is named in the address by a number of the questionnaire, never by what was answered.
 */
import type { Questionnaire, QuestionnaireItem } from '@countersign/contract'
import {
  type Answers,
  missingRequired,
  type QuestionStep,
  questionSteps,
} from '@countersign/contract/questionnaire'

export const closingSteps = ['review', 'about', 'account', 'pharmacy', 'send'] as const
export type ClosingStep = (typeof closingSteps)[number]
export type Step =
  | { kind: 'question'; key: string; question: QuestionStep }
  | { kind: 'closing'; key: ClosingStep }

function linkIds(items: readonly QuestionnaireItem[]): string[] {
  return items.flatMap((item) => [
    ...(item.type === 'group' || item.type === 'display' ? [] : [item.linkId]),
    ...linkIds(item.item ?? []),
  ])
}

/** "q12" for the twelfth question of the questionnaire, visible or not, so that a key never shifts. */
export function keyOf(questionnaire: Questionnaire, linkId: string): string {
  return `q${linkIds(questionnaire.item).indexOf(linkId) + 1}`
}

/** Every step as things stand. */
export function stepsOf(questionnaire: Questionnaire, answers: Answers): Step[] {
  return [
    ...questionSteps(questionnaire, answers).map((question) => ({
      kind: 'question' as const,
      key: keyOf(questionnaire, question.item.linkId),
      question,
    })),
    ...closingSteps.map((key) => ({ kind: 'closing' as const, key })),
  ]
}

/** Where to go on: the first question without an answer, else the first required one still missing, else review. */
export function firstOpenKey(questionnaire: Questionnaire, answers: Answers): string {
  const missing = new Set(missingRequired(questionnaire, answers).map((item) => item.linkId))
  const open = questionSteps(questionnaire, answers).find(
    ({ item }) => answers[item.linkId] === undefined || missing.has(item.linkId),
  )
  return open === undefined ? 'review' : keyOf(questionnaire, open.item.linkId)
}

/** The first required question still missing; null when the intake may be sent. */
export function firstMissingKey(questionnaire: Questionnaire, answers: Answers): string | null {
  const [first] = missingRequired(questionnaire, answers)
  return first === undefined ? null : keyOf(questionnaire, first.linkId)
}

/** The step after or before `key`; null at the ends and for a key that is not shown. */
export function stepBeside(steps: readonly Step[], key: string, by: 1 | -1): string | null {
  const at = steps.findIndex((step) => step.key === key)
  return at < 0 ? null : (steps[at + by]?.key ?? null)
}
