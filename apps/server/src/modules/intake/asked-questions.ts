/** The questions that were put to a patient, each with its answer, and what an author wrote on them. Pure. */
import type { Answer, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import { type Answers, FHIR_EXTENSION, visibleQuestions } from '@countersign/contract/questionnaire'

export type Asked = { item: QuestionnaireItem; answer: Answer | undefined }
export type Option = NonNullable<QuestionnaireItem['answerOption']>[number]

/** The questions that were put, each with its answer; answers to questions that were not put are left out. */
export const askedQuestions = (questionnaire: Questionnaire, answers: Answers): Asked[] =>
  visibleQuestions(questionnaire, answers).map((item) => ({ item, answer: answers[item.linkId] }))

/** Chosen options of a choice. */
export function chosen(item: QuestionnaireItem, answer: Answer | undefined): Option[] {
  if (answer?.kind !== 'choice') return []
  return (item.answerOption ?? []).filter((option) => answer.codes.includes(option.valueCoding.code))
}

/** Every string of our extension `name`; it may be given more than once. */
export const extensionTexts = (of: { extension?: QuestionnaireItem['extension'] }, name: string): string[] =>
  (of.extension ?? [])
    .filter((extension) => extension.url === FHIR_EXTENSION + name)
    .map((extension) => extension.valueString ?? extension.valueCode ?? '')
    .filter((text) => text !== '')
