/** The questionnaire's questions as a provider can ask them again: one answer each, of a kind the portal asks. Pure. */
import {
  type Category,
  extensionText,
  inputOf,
  type QuestionBank,
  type QuestionKind,
  type QuestionnaireItem,
} from '@countersign/contract'
import { isYesNoKey } from './fact-keys.ts'
import { currentVersion, questionnaireOf } from './questionnaires.ts'

/** Inputs that a single typed answer can stand for. Consents are given in the intake alone. */
const kinds: Partial<Record<ReturnType<typeof inputOf>, QuestionKind>> = {
  boolean: 'yes_no',
  choice: 'choice',
  choices: 'choice',
  text: 'text',
  'long-text': 'text',
  number: 'number',
  date: 'text',
  height: 'text',
  weight: 'text',
  'blood-pressure': 'blood_pressure',
  medications: 'text',
  allergies: 'text',
  conditions: 'text',
  photo: 'photo',
}
const MOST_OPTIONS = 12

/** Facts of the patient by the names under which a question fills them. */
const patientFacts: Record<string, string> = {
  pregnant: 'pregnancyStatus',
  breastfeeding: 'breastfeedingStatus',
}

/**
 * Only where the answer alone says it. The words of a choice are for the intake's own reading, which knows what
 * each option means; asked again they go to the clinician.
 */
function factOf(item: QuestionnaireItem): string | null {
  const input = inputOf(item)
  if (input === 'blood-pressure') return 'bloodPressure'
  const key = extensionText(item, 'fact')
  if (input !== 'boolean' || key === null) return null
  return patientFacts[key] ?? (isYesNoKey(key) ? key : null)
}

export function questionBank(category: Category): QuestionBank {
  const { item } = questionnaireOf(category, currentVersion(category))
  return { items: item.flatMap((group) => questionsOf(group, group.text ?? '')) }
}

function questionsOf(item: QuestionnaireItem, section: string): QuestionBank['items'] {
  if (item.type === 'group') return (item.item ?? []).flatMap((one) => questionsOf(one, item.text ?? section))
  const below = (item.item ?? []).flatMap((one) => questionsOf(one, section))
  const kind = kinds[inputOf(item)]
  if (kind === undefined || item.type === 'display' || !item.text) return below
  const options =
    kind === 'choice' ? (item.answerOption ?? []).flatMap((option) => option.valueCoding?.display ?? []) : []
  // A choice with more answers than can be asked again is asked in the patient's own words.
  const asChoice = kind === 'choice' && options.length >= 2 && options.length <= MOST_OPTIONS
  return [
    {
      linkId: item.linkId,
      section,
      text: item.text,
      kind: kind === 'choice' && !asChoice ? 'text' : kind,
      options: asChoice ? options : [],
      fact: factOf(item),
    },
    ...below,
  ]
}
