/** An answer as the patient would say it back, for the review screen. */
import type { Answer, QuestionnaireItem } from '@countersign/contract'
import { extensionText, inputOf } from '@countersign/contract/questionnaire'
import { heightInWords, type UnitSystem, weightInWords } from './units.ts'

const joined = (name: string, detail: string | undefined) => (detail ? `${name} (${detail})` : name)

/** How "I don't know" is worded for a question: a fact one may not know, or a matter one may not be sure of. */
export function unknownWords(item: QuestionnaireItem): string {
  switch (inputOf(item)) {
    case 'height':
      return "I don't know my height"
    case 'weight':
      return "I don't know my weight"
    case 'blood-pressure':
      return "I don't know my blood pressure"
    case 'number':
    case 'date':
      return "I don't know"
    case 'photo':
      return "I can't take a photo now"
    default:
      return "I'm not sure"
  }
}

/** One line for each thing said. */
export function answerInWords(item: QuestionnaireItem, answer: Answer, system: UnitSystem): string[] {
  switch (answer.kind) {
    case 'unknown':
      return [unknownWords(item)]
    case 'boolean':
      return [answer.value ? 'Yes' : 'No']
    case 'choice':
      return answer.codes.map((code) => {
        const option = item.answerOption?.find((each) => each.valueCoding.code === code)
        return option?.valueCoding.display ?? answer.other ?? code
      })
    case 'text':
      return [answer.value]
    case 'number': {
      const unit = extensionText(item, 'unit')
      return [unit === null ? String(answer.value) : `${answer.value} ${unit}`]
    }
    case 'date':
      return [dateInWords(answer.value)]
    case 'height':
      return [heightInWords(answer.cm, system)]
    case 'weight':
      return [weightInWords(answer.kg, system)]
    case 'blood-pressure':
      return [
        `${answer.systolic} over ${answer.diastolic}${
          answer.measuredOn ? `, taken ${dateInWords(answer.measuredOn)}` : ''
        }`,
      ]
    case 'medications':
      return answer.none ? ['I take none'] : answer.items.map((each) => joined(each.name, each.dose))
    case 'allergies':
      return answer.none ? ['I have none'] : answer.items.map((each) => joined(each.substance, each.reaction))
    case 'conditions':
      return answer.none ? ['I have none'] : answer.items.map((each) => each.text)
    case 'attachments':
      return [answer.documentIds.length === 1 ? '1 photo' : `${answer.documentIds.length} photos`]
    case 'consent':
      return ['I agree']
  }
}

/** "March 17, 2026" from 2026-03-17, whatever the time zone. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1),
  )
}
