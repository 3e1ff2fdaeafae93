/**
 * From what a patient answered to facts the chart keeps and the engine reads. Pure. "I don't know" becomes the
 * engine's unknown, never no; a question that was not put, or not answered, leaves its fact absent.
 */
import type { Answer, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import {
  type Answers,
  extensionFlag,
  extensionNumber,
  extensionText,
  inputOf,
} from '@countersign/contract/questionnaire'
import type { SafetyAnswers } from '../recommendations/index.ts'
import { type Asked, askedQuestions, chosen, extensionTexts, type Option } from './asked-questions.ts'
import { type Instrument, instruments, isInstrument, isTextKey, readings } from './fact-keys.ts'
import { readTherapies, type StatedMedication } from './prior-therapy.ts'

/** How the engine is told that the patient does not know. */
const UNKNOWN = 'unknown'

type Value = string | number | boolean
export type Reading = {
  code: string
  value: number
  value2: number | null
  unit: string
  effectiveAt: Date
}
export type IntakeFacts = {
  safetyAnswers: SafetyAnswers
  conditions: { text: string; code: string | null; monthsAgo: number | null }[]
  medications: StatedMedication[]
  allergies: { substance: string; reaction: string | null }[]
  observations: Reading[]
  /** Lists the patient went through to the end, so that an empty one means none. */
  reviewedLists: ('conditions' | 'medications' | 'allergies')[]
  /** What brings them, in their own words. */
  reason: string
  documentIds: string[]
}

/** @param now the moment of submission; a reading without a date of its own is of now. */
export function answersToFacts(questionnaire: Questionnaire, answers: Answers, now: Date): IntakeFacts {
  const asked = askedQuestions(questionnaire, answers)
  const { priorTherapy, medication } = readTherapies(asked)
  const values = valuesByKey(asked)
  const pregnant = values.get('pregnant')
  const breastfeeding = values.get('breastfeeding')
  values.delete('pregnant')
  values.delete('breastfeeding')
  const safetyAnswers: SafetyAnswers = {
    intakeAnswers: { ...Object.fromEntries(values), ...scores(asked) },
    ...(typeof pregnant === 'boolean' && { pregnant }),
    ...(typeof breastfeeding === 'boolean' && { breastfeeding }),
    ...(priorTherapy && { priorTherapy }),
  }
  const reason = answers.reason?.kind === 'text' ? answers.reason.value : ''
  return {
    safetyAnswers,
    conditions: conditionsOf(asked),
    medications: [...medicationsOf(asked), ...(medication ? [medication] : [])],
    allergies: asked.flatMap(({ answer }) =>
      answer?.kind === 'allergies'
        ? answer.items.map(({ substance, reaction }) => ({ substance, reaction: reaction || null }))
        : [],
    ),
    observations: asked.flatMap(({ item, answer }) => readingsOf(item, answer, now)),
    reviewedLists: reviewedLists(asked),
    reason,
    documentIds: asked.flatMap(({ answer }) => (answer?.kind === 'attachments' ? answer.documentIds : [])),
  }
}

/** What one answer says about the fact its question feeds: several values for a multiple choice. */
function valuesOf(item: QuestionnaireItem, answer: Answer): Value[] {
  switch (answer.kind) {
    case 'unknown':
      return [UNKNOWN]
    case 'boolean':
      return [answer.value ? (extensionText(item, 'value-yes') ?? true) : false]
    case 'choice':
      return chosen(item, answer).map(optionValue)
    case 'text':
      return [answer.value]
    case 'number':
      return [answer.value]
    case 'weight':
      return [answer.kg]
    case 'attachments':
      return [true]
    default:
      return []
  }
}

function optionValue(option: Option): Value {
  return (
    extensionFlag(option, 'value') ??
    extensionNumber(option, 'value') ??
    extensionText(option, 'value') ??
    option.valueCoding.display
  )
}

function valuesByKey(asked: readonly Asked[]): Map<string, Value | string[]> {
  const collected = new Map<string, Value[]>()
  for (const { item, answer } of asked) {
    const key = extensionText(item, 'fact')
    if (key === null || answer === undefined) continue
    collected.set(key, [...(collected.get(key) ?? []), ...valuesOf(item, answer)])
  }
  const merged = new Map<string, Value | string[]>()
  for (const [key, values] of collected) {
    const value = merge(key, values)
    if (value !== null) merged.set(key, value)
  }
  return merged
}

/** Of several answers to one fact a stated one outweighs "I don't know", and that outweighs "none of these". */
function merge(key: string, values: readonly Value[]): Value | string[] | null {
  const [first] = values
  if (first === undefined) return null
  if (values.length === 1) return first
  const stated = values.filter((value) => value !== false && value !== UNKNOWN)
  if (stated.length === 0) return values.includes(UNKNOWN) ? UNKNOWN : false
  const [only] = stated
  if (stated.length === 1 && only !== undefined) return only
  return isTextKey(key) ? stated.map(String) : (only ?? null)
}

/** Instruments whose follow-up questions are skipped only when their points are certainly nought. */
const skippedCountsAsZero: ReadonlySet<Instrument> = new Set(['auditC'])

/** A score stands only when every question of it was answered: a part of an instrument is not the instrument. */
function scores(asked: readonly Asked[]): Partial<Record<Instrument, number>> {
  const result: Partial<Record<Instrument, number>> = {}
  for (const name of Object.keys(instruments)) {
    if (!isInstrument(name)) continue
    const points = asked
      .filter(({ item }) => extensionTexts(item, 'instrument').includes(name))
      .map(({ item, answer }) => pointsOf(item, answer))
    const complete = points.length === instruments[name] || skippedCountsAsZero.has(name)
    if (points.length === 0 || !complete || points.includes(null)) continue
    result[name] = points.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  }
  return result
}

function pointsOf(item: QuestionnaireItem, answer: Answer | undefined): number | null {
  if (answer?.kind === 'boolean') return answer.value ? 1 : 0
  const [option] = chosen(item, answer)
  return option ? extensionNumber(option, 'score') : null
}

function conditionsOf(asked: readonly Asked[]): IntakeFacts['conditions'] {
  return asked.flatMap(({ item, answer }) => {
    if (answer?.kind === 'conditions')
      return answer.items.map(({ text, code }) => ({ text, code: code || null, monthsAgo: null }))
    return chosen(item, answer).flatMap((option) => {
      const text = extensionText(option, 'condition')
      if (text === null) return []
      const dated = extensionFlag(option, 'dated') === true
      return [
        {
          text,
          code: extensionText(option, 'icd10'),
          monthsAgo: dated ? monthsAgoOf(item.linkId, asked) : null,
        },
      ]
    })
  })
}

/** How long ago the latest of a checklist's dated events was. It stands for each of them: the stricter reading. */
function monthsAgoOf(checklist: string, asked: readonly Asked[]): number | null {
  for (const { item, answer } of asked) {
    if (extensionText(item, 'dates') !== checklist) continue
    const [option] = chosen(item, answer)
    if (option) return extensionNumber(option, 'months-ago')
  }
  return null
}

function medicationsOf(asked: readonly Asked[]): IntakeFacts['medications'] {
  const plain = (text: string, dose: string | null = null) => ({
    text,
    dose,
    lastFilledOn: null,
    daysSupply: null,
  })
  return asked.flatMap(({ item, answer }) => {
    if (answer?.kind === 'medications') return answer.items.map(({ name, dose }) => plain(name, dose || null))
    return chosen(item, answer).flatMap((option) => {
      const text = extensionText(option, 'medication')
      return text === null ? [] : [plain(text)]
    })
  })
}

function readingsOf(item: QuestionnaireItem, answer: Answer | undefined, now: Date): Reading[] {
  switch (answer?.kind) {
    case 'height':
      return [{ code: '8302-2', value: answer.cm, value2: null, unit: 'cm', effectiveAt: now }]
    case 'weight':
      // Only today's weight is a reading; a weight of the past answers its own question.
      return extensionText(item, 'fact') === null
        ? [{ code: '29463-7', value: answer.kg, value2: null, unit: 'kg', effectiveAt: now }]
        : []
    case 'blood-pressure': {
      const { systolic: value, diastolic: value2 } = answer
      return [{ code: '85354-9', value, value2, unit: 'mm[Hg]', effectiveAt: noonOf(answer.measuredOn, now) }]
    }
    case 'number': {
      const code = extensionText(item, 'loinc')
      const unit = code === null ? undefined : readings[code]
      return code === null || unit === undefined
        ? []
        : [{ code, value: answer.value, value2: null, unit, effectiveAt: now }]
    }
    default:
      return []
  }
}

/** A day has no time of day: noon UTC is on that day everywhere in the United States. Never after now. */
function noonOf(date: string | undefined, now: Date): Date {
  if (date === undefined) return now
  const noon = new Date(`${date}T12:00:00Z`)
  return noon > now ? now : noon
}

/** A list counts as gone through when each question that feeds it was answered with something known. */
function reviewedLists(asked: readonly Asked[]): IntakeFacts['reviewedLists'] {
  const feeds: Record<IntakeFacts['reviewedLists'][number], (item: QuestionnaireItem) => boolean> = {
    // A question with a fact of its own carries its "I don't know" there.
    conditions: (item) =>
      inputOf(item) === 'conditions' ||
      (extensionText(item, 'fact') === null && hasOption(item, 'condition')),
    medications: (item) => inputOf(item) === 'medications' || hasOption(item, 'medication'),
    allergies: (item) => inputOf(item) === 'allergies',
  }
  return (['conditions', 'medications', 'allergies'] as const).filter((list) => {
    const questions = asked.filter(({ item }) => feeds[list](item))
    return (
      questions.length > 0 &&
      questions.every(({ answer }) => answer !== undefined && answer.kind !== 'unknown')
    )
  })
}

const hasOption = (item: QuestionnaireItem, name: string) =>
  (item.answerOption ?? []).some((option) => extensionText(option, name) !== null)
