/** Answers to a questionnaire as a patient in good health would give them. For tests only. */
import type { Answer, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import { extensionFlag, extensionText, inputOf, missingRequired } from '@countersign/contract/questionnaire'

/** The answer that says least: no, none, the first option that is not worth a look. */
function plainAnswer(item: QuestionnaireItem): Answer {
  switch (inputOf(item)) {
    case 'boolean':
      return { kind: 'boolean', value: false }
    case 'choice':
    case 'choices': {
      const options = item.answerOption ?? []
      const plain =
        options.find((option) => ['none', 'no', 'never'].includes(option.valueCoding.code)) ??
        options.find((option) => extensionFlag(option, 'positive') !== true) ??
        options[0]
      return { kind: 'choice', codes: [plain?.valueCoding.code ?? ''] }
    }
    case 'text':
    case 'long-text':
      return { kind: 'text', value: 'I would like some help.' }
    case 'number':
      return { kind: 'number', value: 70 }
    case 'date':
      return { kind: 'date', value: '1984-05-06' }
    case 'height':
      return { kind: 'height', cm: 178 }
    case 'weight':
      return { kind: 'weight', kg: 110 }
    case 'blood-pressure':
      return { kind: 'blood-pressure', systolic: 124, diastolic: 78 }
    case 'medications':
      return { kind: 'medications', none: true, items: [] }
    case 'allergies':
      return { kind: 'allergies', none: true, items: [] }
    case 'conditions':
      return { kind: 'conditions', none: true, items: [] }
    case 'photo':
      return { kind: 'unknown' }
    case 'consent':
      return {
        kind: 'consent',
        accepted: true,
        documentVersion: extensionText(item, 'consent-version') ?? '',
      }
  }
}

/** Answers every required question that is put, one after another, around those given. */
export function fillIn(
  questionnaire: Questionnaire,
  given: Record<string, Answer> = {},
): Record<string, Answer> {
  const answers: Record<string, Answer> = { sex: { kind: 'choice', codes: ['male'] }, ...given }
  for (let missing = missingRequired(questionnaire, answers); missing.length > 0; ) {
    const [item] = missing
    if (!item || answers[item.linkId]) throw new Error(`no fitting answer for ${item?.linkId}`)
    answers[item.linkId] = plainAnswer(item)
    missing = missingRequired(questionnaire, answers)
  }
  return answers
}
