/**
 * What a questionnaire asks next and whether an answer fits: pure, and the same in the browser and on the
 * server. Where a condition cannot be decided (an operator we do not know, a question that does not exist, a
 * circle of conditions) the question is shown: a safety question is never lost to a slip of the author.
 * Imports no schema, so that a phone need not download one.
 */
import type { Answer, Questionnaire, QuestionnaireItem } from './intake.ts'

/** Where our extensions of a questionnaire are named. */
export const FHIR_EXTENSION = 'https://countersign.example/fhir/'

export type Answers = Readonly<Record<string, Answer | undefined>>

export type InputKind =
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'text'
  | 'long-text'
  | 'number'
  | 'date'
  | 'height'
  | 'weight'
  | 'blood-pressure'
  | 'medications'
  | 'allergies'
  | 'conditions'
  | 'photo'
  | 'consent'

type EnableWhen = NonNullable<QuestionnaireItem['enableWhen']>[number]
type Extended = { extension?: QuestionnaireItem['extension'] }

const extensionOf = (item: Extended, name: string) =>
  item.extension?.find((extension) => extension.url === FHIR_EXTENSION + name)

/** The string of our extension `name` (valueString or valueCode), or null. */
export function extensionText(item: Extended, name: string): string | null {
  const found = extensionOf(item, name)
  return found?.valueString ?? found?.valueCode ?? null
}

/** The boolean of our extension `name`, or null when it is not set. */
export const extensionFlag = (item: Extended, name: string): boolean | null =>
  extensionOf(item, name)?.valueBoolean ?? null

/** The number of our extension `name` (valueInteger or valueDecimal), or null. */
export function extensionNumber(item: Extended, name: string): number | null {
  const found = extensionOf(item, name)
  return found?.valueDecimal ?? found?.valueInteger ?? null
}

const namedInputs: ReadonlySet<string> = new Set<InputKind>([
  'height',
  'weight',
  'blood-pressure',
  'medications',
  'allergies',
  'conditions',
  'photo',
  'consent',
  'number',
])

/** How a question is answered: the `input` extension, else by FHIR type. */
export function inputOf(item: QuestionnaireItem): InputKind {
  const named = extensionText(item, 'input')
  if (named !== null && namedInputs.has(named)) return named as InputKind
  switch (item.type) {
    case 'boolean':
      return 'boolean'
    case 'choice':
    case 'open-choice':
      return item.repeats === true ? 'choices' : 'choice'
    case 'integer':
    case 'decimal':
    case 'quantity':
      return 'number'
    case 'date':
      return 'date'
    case 'attachment':
      return 'photo'
    case 'text':
      return 'long-text'
    default:
      return 'text'
  }
}

/** Whether "I don't know" may be answered: everywhere but on consents, unless the author says otherwise. */
export const allowsUnknown = (item: QuestionnaireItem): boolean =>
  extensionFlag(item, 'allow-unknown') ?? inputOf(item) !== 'consent'

type Compared = 'yes' | 'no' | 'undecidable'
const decided = (holds: boolean): Compared => (holds ? 'yes' : 'no')

/** What an answer amounts to in a comparison: several values for a multiple choice, none for "unknown". */
function valuesOf(answer: Answer): (string | number | boolean)[] {
  switch (answer.kind) {
    case 'unknown':
    case 'attachments':
    case 'blood-pressure':
      return []
    case 'choice':
      return answer.codes
    case 'height':
      return [answer.cm]
    case 'weight':
      return [answer.kg]
    case 'medications':
    case 'allergies':
    case 'conditions':
      return [!answer.none]
    case 'consent':
      return [answer.accepted]
    default:
      return [answer.value]
  }
}

function expectedOf(when: EnableWhen): string | number | boolean | undefined {
  return (
    when.answerBoolean ??
    when.answerCoding?.code ??
    when.answerString ??
    when.answerInteger ??
    when.answerDecimal
  )
}

/**
 * One condition. An unanswered question satisfies only `exists` = false (FHIR R4 Questionnaire.item.enableWhen).
 * "I don't know" is an answer, equal to nothing: it satisfies `exists` and `!=`, never `=`.
 */
function holds(when: EnableWhen, answer: Answer | undefined): Compared {
  if (when.operator === 'exists') return decided((answer !== undefined) === (when.answerBoolean ?? true))
  const expected = expectedOf(when)
  if (expected === undefined) return 'undecidable'
  if (answer === undefined) return 'no'
  const values = valuesOf(answer)
  switch (when.operator) {
    case '=':
      return decided(values.includes(expected))
    case '!=':
      return decided(!values.includes(expected))
    case '>':
    case '<':
    case '>=':
    case '<=': {
      if (answer.kind === 'unknown') return 'no'
      const value = values[0]
      if (typeof value !== 'number' || typeof expected !== 'number') return 'undecidable'
      if (when.operator === '>') return decided(value > expected)
      if (when.operator === '<') return decided(value < expected)
      if (when.operator === '>=') return decided(value >= expected)
      return decided(value <= expected)
    }
    default:
      return 'undecidable'
  }
}

function allows(
  item: QuestionnaireItem,
  answerOf: (linkId: string) => Answer | undefined | 'no-such-question',
) {
  const conditions = item.enableWhen ?? []
  if (conditions.length === 0) return true
  const results = conditions.map((when) => {
    const answer = answerOf(when.question)
    return answer === 'no-such-question' ? 'undecidable' : holds(when, answer)
  })
  // Without a stated behaviour any condition is enough: the reading that shows more.
  return item.enableBehavior === 'all'
    ? results.every((result) => result !== 'no')
    : results.some((result) => result !== 'no')
}

/** Whether an item's own conditions hold. Sections around it, and hidden questions, are `visibleQuestions`. */
export const isEnabled = (item: QuestionnaireItem, answers: Answers): boolean =>
  allows(item, (linkId) => answers[linkId])

export type QuestionStep = {
  item: QuestionnaireItem
  /** Text of the section the question stands in, '' at top level. */
  section: string
  /** Display items that stand before it in its section. */
  notes: string[]
}

/** The questions to put, in order, with their section: one screen each. */
export function questionSteps(questionnaire: Questionnaire, answers: Answers): QuestionStep[] {
  const known = new Map<string, { item: QuestionnaireItem; parent: string | null }>()
  const register = (items: readonly QuestionnaireItem[], parent: string | null) => {
    for (const item of items) {
      known.set(item.linkId, { item, parent })
      register(item.item ?? [], item.linkId)
    }
  }
  register(questionnaire.item, null)

  const settled = new Map<string, boolean>()
  const visible = (linkId: string): boolean => {
    const earlier = settled.get(linkId)
    if (earlier !== undefined) return earlier
    const entry = known.get(linkId)
    if (entry === undefined) return true
    settled.set(linkId, true) // a circle of conditions ends here, shown
    const shown =
      (entry.parent === null || visible(entry.parent)) &&
      // The answer of a question that is itself hidden counts as not given.
      allows(entry.item, (question) => {
        if (!known.has(question)) return 'no-such-question'
        return visible(question) ? answers[question] : undefined
      })
    settled.set(linkId, shown)
    return shown
  }

  const steps: QuestionStep[] = []
  const walk = (items: readonly QuestionnaireItem[], section: string) => {
    let notes: string[] = []
    for (const item of items) {
      if (!visible(item.linkId)) continue
      if (item.type === 'display') {
        notes.push(item.text)
        continue
      }
      if (item.type === 'group') {
        walk(item.item ?? [], item.text || section)
        continue
      }
      steps.push({ item, section, notes })
      notes = []
      walk(item.item ?? [], section)
    }
  }
  walk(questionnaire.item, '')
  return steps
}

/** The questions to put, in order. */
export const visibleQuestions = (questionnaire: Questionnaire, answers: Answers): QuestionnaireItem[] =>
  questionSteps(questionnaire, answers).map((step) => step.item)

/** Visible required questions without a fitting answer, in order; empty means the intake may be sent. */
export const missingRequired = (questionnaire: Questionnaire, answers: Answers): QuestionnaireItem[] =>
  visibleQuestions(questionnaire, answers).filter((item) => {
    const answer = answers[item.linkId]
    if (answer === undefined) return item.required === true
    return validateAnswer(item, answer) !== null
  })

/** Where the patient stands: 1-based position among the visible questions, and how many there are. */
export function questionProgress(
  questionnaire: Questionnaire,
  answers: Answers,
  linkId: string,
): { position: number; total: number } {
  const visible = visibleQuestions(questionnaire, answers)
  return { position: visible.findIndex((item) => item.linkId === linkId) + 1, total: visible.length }
}

const kindOfInput: Record<InputKind, Answer['kind']> = {
  boolean: 'boolean',
  choice: 'choice',
  choices: 'choice',
  text: 'text',
  'long-text': 'text',
  number: 'number',
  date: 'date',
  height: 'height',
  weight: 'weight',
  'blood-pressure': 'blood-pressure',
  medications: 'medications',
  allergies: 'allergies',
  conditions: 'conditions',
  photo: 'attachments',
  consent: 'consent',
}

const listWords = { medications: 'medicine', allergies: 'allergy', conditions: 'condition' } as const

const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high

/**
 * Whether an answer fits its question, in words a patient can act on; null when it does. The ranges of a
 * height (cm), weight (kg) and pressure (mmHg) are those of the `Answer` schema.
 */
export function validateAnswer(item: QuestionnaireItem, answer: Answer): string | null {
  if (answer.kind === 'unknown') return allowsUnknown(item) ? null : 'Please answer this one to go on.'
  const input = inputOf(item)
  if (answer.kind !== kindOfInput[input]) return 'This answer does not fit the question.'
  switch (answer.kind) {
    case 'choice':
      return validateChoice(item, answer, input === 'choices')
    case 'text': {
      if (answer.value.trim() === '') return 'Write a few words, or say that you do not know.'
      if (item.maxLength !== undefined && answer.value.length > item.maxLength)
        return `Please keep it under ${item.maxLength} characters.`
      return null
    }
    case 'number': {
      const min = extensionNumber(item, 'min')
      const max = extensionNumber(item, 'max')
      if (item.type === 'integer' && !Number.isInteger(answer.value)) return 'Please use a whole number.'
      if (min !== null && answer.value < min) return `Please enter ${min} or more.`
      if (max !== null && answer.value > max) return `Please enter ${max} or less.`
      return null
    }
    case 'height':
      return within(answer.cm, [90, 250]) ? null : 'Please check your height: this does not look right.'
    case 'weight':
      return within(answer.kg, [25, 400]) ? null : 'Please check your weight: this does not look right.'
    case 'blood-pressure':
      if (!within(answer.systolic, [50, 280]) || !within(answer.diastolic, [20, 180]))
        return 'Please check both numbers: they do not look right.'
      return answer.systolic > answer.diastolic
        ? null
        : 'The top number is always higher than the bottom one. Please check both.'
    case 'medications':
    case 'allergies':
    case 'conditions': {
      if (answer.none && answer.items.length > 0) return 'Choose “none”, or keep the list, not both.'
      if (!answer.none && answer.items.length === 0)
        return `Add at least one ${listWords[answer.kind]}, or say that there is none.`
      return null
    }
    case 'consent':
      return answer.documentVersion === extensionText(item, 'consent-version')
        ? null
        : 'This text has changed. Please read it again.'
    default:
      return null
  }
}

function validateChoice(
  item: QuestionnaireItem,
  answer: Extract<Answer, { kind: 'choice' }>,
  several: boolean,
): string | null {
  const options = new Map((item.answerOption ?? []).map((option) => [option.valueCoding.code, option]))
  const foreign = answer.codes.some((code) => !options.has(code))
  if (foreign && !(item.type === 'open-choice' && answer.other)) return 'Please choose from the list.'
  if (!several && answer.codes.length > 1) return 'Please choose one.'
  if (new Set(answer.codes).size !== answer.codes.length) return 'Please choose each answer once.'
  const exclusive = answer.codes.some((code) => {
    const option = options.get(code)
    return option !== undefined && extensionFlag(option, 'exclusive') === true
  })
  return exclusive && answer.codes.length > 1 ? 'That choice cannot go with the others.' : null
}
