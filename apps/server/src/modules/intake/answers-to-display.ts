/** From what a patient answered to lines a clinician reads. Pure. Every question that was put has its line. */
import type { Answer, ConsultationSummary, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import {
  type Answers,
  extensionFlag,
  extensionNumber,
  extensionText,
  questionSteps,
} from '@countersign/contract/questionnaire'
import { chosen } from './asked-questions.ts'

export type AnswerRow = ConsultationSummary['answers'][number]

export const answersToDisplay = (questionnaire: Questionnaire, answers: Answers): AnswerRow[] =>
  questionSteps(questionnaire, answers).map(({ item, section }) => {
    const answer = answers[item.linkId]
    return {
      linkId: item.linkId,
      section,
      question: item.text,
      answer: answer === undefined ? 'Not answered' : wordsOf(item, answer),
      state: stateOf(item, answer),
    }
  })

/** Positive is what a clinician should look at; each question says which of its answers that is. */
function stateOf(item: QuestionnaireItem, answer: Answer | undefined): AnswerRow['state'] {
  if (answer === undefined) return 'unanswered'
  if (answer.kind === 'unknown') return 'unknown'
  return isPositive(item, answer) ? 'positive' : 'normal'
}

function isPositive(item: QuestionnaireItem, answer: Answer): boolean {
  switch (answer.kind) {
    case 'boolean':
      return extensionFlag(item, 'positive') === answer.value
    case 'choice':
      return chosen(item, answer).some((option) => extensionFlag(option, 'positive') === true)
    case 'number': {
      const above = extensionNumber(item, 'positive-above')
      const below = extensionNumber(item, 'positive-below')
      return (above !== null && answer.value > above) || (below !== null && answer.value < below)
    }
    case 'blood-pressure': {
      // Formulary §0.5: elevated from 140/90, hypotension below 90/50.
      const { systolic, diastolic } = answer
      return systolic >= 140 || diastolic >= 90 || systolic < 90 || diastolic < 50
    }
    case 'medications':
    case 'allergies':
    case 'conditions':
      return !answer.none
    default:
      return false
  }
}

const joined = (name: string, detail: string | undefined) => (detail ? `${name} (${detail})` : name)
const listed = (none: boolean, lines: readonly string[]) => (none ? 'None' : lines.join('; '))

function wordsOf(item: QuestionnaireItem, answer: Answer): string {
  switch (answer.kind) {
    case 'unknown':
      return 'Does not know'
    case 'boolean':
      return answer.value ? 'Yes' : 'No'
    case 'choice': {
      const displays = chosen(item, answer).map((option) => option.valueCoding.display)
      return [...displays, ...(answer.other ? [answer.other] : [])].join('; ')
    }
    case 'text':
      return answer.value
    case 'number': {
      const unit = extensionText(item, 'unit')
      return unit === null ? String(answer.value) : `${answer.value} ${unit}`
    }
    case 'date':
      return answer.value
    case 'height':
      return `${feetAndInches(answer.cm)} (${Math.round(answer.cm)} cm)`
    case 'weight':
      return `${Math.round(answer.kg / 0.453_592_37)} lb (${answer.kg.toFixed(1)} kg)`
    case 'blood-pressure': {
      const reading = `${answer.systolic}/${answer.diastolic} mmHg`
      return answer.measuredOn ? `${reading}, taken ${answer.measuredOn}` : reading
    }
    case 'medications':
      return listed(
        answer.none,
        answer.items.map(({ name, dose }) => joined(name, dose)),
      )
    case 'allergies':
      return listed(
        answer.none,
        answer.items.map(({ substance, reaction }) => joined(substance, reaction)),
      )
    case 'conditions':
      return listed(
        answer.none,
        answer.items.map(({ text }) => text),
      )
    case 'attachments':
      return answer.documentIds.length === 1 ? '1 photo' : `${answer.documentIds.length} photos`
    case 'consent':
      return `Agreed to ${answer.documentVersion}`
  }
}

function feetAndInches(cm: number): string {
  const inches = Math.round(cm / 2.54)
  return `${Math.floor(inches / 12)} ft ${inches % 12} in`
}
