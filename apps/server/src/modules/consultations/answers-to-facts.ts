/**
 * From a patient's typed answers to facts the engine reads. Pure. "I don't know" leaves the fact as it was:
 * unknown stays unknown and is never turned into no.
 */
import {
  type AskedQuestion,
  contradictionAnswers,
  LONGEST_ENTRY,
  type QuestionAnswer,
} from '@countersign/contract'
import type { SafetyAnswers } from '../recommendations/index.ts'

export type AnsweredFacts = {
  safetyAnswers: SafetyAnswers
  observations: { code: string; value: number; value2: number | null; unit: string }[]
  medications: { text: string }[]
  allergies: { substance: string }[]
  reviewedLists: ('medications' | 'allergies')[]
}

/** Missing facts that are readings: LOINC code and the unit they are asked in. */
const readings: Record<string, { code: string; unit: string }> = {
  heartRate: { code: '8867-4', unit: '/min' },
  eGFR: { code: '98979-8', unit: 'mL/min/1.73m2' },
  hba1c: { code: '4548-4', unit: '%' },
  potassium: { code: '2823-3', unit: 'mmol/L' },
  bicarbonate: { code: '1963-8', unit: 'mmol/L' },
  psa: { code: '2857-1', unit: 'ng/mL' },
  testosterone: { code: '2986-8', unit: 'ng/dL' },
}
/** Missing facts whose name differs from the intake answer that fills them. */
const renamed: Record<string, string> = {
  maoiUse14d: 'maoiLast14Days',
  symptomDuration: 'symptomDurationMonths',
  shimScore: 'shim',
}
const keyOf = (fact: string): string => (Object.hasOwn(renamed, fact) && renamed[fact]) || fact

type Filling = { intakeAnswers?: SafetyAnswers['intakeAnswers']; pregnant?: boolean; breastfeeding?: boolean }

/** Options whose words the engine would not read as what they mean. */
const meanings: Record<string, Record<string, Filling>> = {
  pregnancyStatus: {
    'Not pregnant': { pregnant: false },
    Pregnant: { pregnant: true },
    'Trying to get pregnant': {
      pregnant: false,
      intakeAnswers: { pregnancyPlans: 'trying to conceive now' },
    },
    'Not possible for me': { pregnant: false },
  },
  nyhaClass: {
    'No limits': { intakeAnswers: { nyhaClass: 'I' } },
    'Tired by hard effort': { intakeAnswers: { nyhaClass: 'II' } },
    'Tired by light effort': { intakeAnswers: { nyhaClass: 'III' } },
    'Short of breath at rest': { intakeAnswers: { nyhaClass: 'IV' } },
  },
}

/** What the patient takes back by saying that the record is right; where a plain yes would not say it. */
const asRecorded: Record<string, Filling> = {
  pregnancyStatus: { pregnant: true },
  breastfeedingStatus: { breastfeeding: true },
  exerciseTolerance: { intakeAnswers: { climbsTwoFlightsWithoutSymptoms: false } },
  alcoholUse: { intakeAnswers: { alcoholUse: 'alcohol use disorder' } },
  contraception: { intakeAnswers: { contraception: 'birth control pill' } },
}
/**
 * What they say once more by standing by it. The record is not struck out by it: two sources then still
 * disagree, the engine keeps to the more dangerous one, and a clinician settles the record.
 */
const asTold: Record<string, Filling> = {
  pregnancyStatus: { pregnant: false },
  breastfeedingStatus: { breastfeeding: false },
  exerciseTolerance: { intakeAnswers: { climbsTwoFlightsWithoutSymptoms: true } },
}

/** A figure is not settled by saying whose is right: only another measurement settles it. */
const measured: ReadonlySet<string> = new Set(['bloodPressure', ...Object.keys(readings)])

/** What an option means to the engine; undefined where its words say it themselves. */
function meaningOf(fact: string, option: string | undefined): Filling | undefined {
  const own = <T>(table: Record<string, T>, key: string): T | undefined =>
    Object.hasOwn(table, key) ? table[key] : undefined
  switch (option) {
    case undefined:
      return undefined
    case contradictionAnswers.asRecorded:
      if (measured.has(fact)) return {}
      return own(asRecorded, fact) ?? { intakeAnswers: { [keyOf(fact)]: true } }
    case contradictionAnswers.asTold:
      if (measured.has(fact)) return {}
      return own(asTold, fact) ?? { intakeAnswers: { [keyOf(fact)]: false } }
    case contradictionAnswers.neither:
      return {}
    default:
      return own(own(meanings, fact) ?? {}, option)
  }
}

export function answersToFacts(
  questions: readonly AskedQuestion[],
  answers: readonly QuestionAnswer[],
  before: SafetyAnswers,
): AnsweredFacts {
  const facts: AnsweredFacts = {
    safetyAnswers: { ...before, intakeAnswers: { ...before.intakeAnswers } },
    observations: [],
    medications: [],
    allergies: [],
    reviewedLists: [],
  }
  const byId = new Map(answers.map((answer) => [answer.questionId, answer]))
  for (const question of questions) {
    const answer = byId.get(question.id)
    if (question.fact !== null && answer && !answer.unknown)
      fill(facts, question.fact, stated(question, answer))
  }
  return facts
}

/** Only what the question asked for counts: the words shown to the clinician and the fact must be one answer. */
function stated({ kind }: AskedQuestion, answer: QuestionAnswer): QuestionAnswer {
  const { questionId, unknown, text, yes, option, number, systolic, diastolic, documentId } = answer
  const asked = {
    yes_no: { yes },
    choice: { option },
    text: { text },
    number: { number },
    blood_pressure: { systolic, diastolic },
    photo: { documentId },
  }
  return { questionId, unknown, ...asked[kind] }
}

function fill(facts: AnsweredFacts, fact: string, answer: QuestionAnswer): void {
  const reading = Object.hasOwn(readings, fact) ? readings[fact] : undefined
  const meaning = meaningOf(fact, answer.option)
  if (meaning) {
    const { intakeAnswers, ...rest } = meaning
    facts.safetyAnswers = {
      ...facts.safetyAnswers,
      ...rest,
      intakeAnswers: { ...facts.safetyAnswers.intakeAnswers, ...intakeAnswers },
    }
  } else if (fact === 'heightWeight') {
    facts.observations.push(...bodyReadings(answer.text ?? ''))
  } else if (fact === 'symptomDuration' && answer.text !== undefined) {
    const months = monthsIn(answer.text)
    const told = months === null ? { onset: answer.text } : { symptomDurationMonths: months }
    facts.safetyAnswers = {
      ...facts.safetyAnswers,
      intakeAnswers: { ...facts.safetyAnswers.intakeAnswers, ...told },
    }
  } else if (fact === 'bloodPressure') {
    if (answer.systolic === undefined || answer.diastolic === undefined) return
    facts.observations.push({
      code: '85354-9',
      value: answer.systolic,
      value2: answer.diastolic,
      unit: 'mm[Hg]',
    })
  } else if (reading) {
    if (answer.number !== undefined)
      facts.observations.push({ ...reading, value: answer.number, value2: null })
  } else if (fact === 'pregnancyStatus') {
    if (answer.yes !== undefined) facts.safetyAnswers = { ...facts.safetyAnswers, pregnant: answer.yes }
  } else if (fact === 'breastfeedingStatus') {
    if (answer.yes !== undefined) facts.safetyAnswers = { ...facts.safetyAnswers, breastfeeding: answer.yes }
  } else if (fact === 'medicationList' || fact === 'allergyList') {
    fillList(facts, fact, answer)
  } else {
    const value =
      answer.yes ?? answer.number ?? answer.option ?? answer.text ?? (answer.documentId ? true : undefined)
    if (value !== undefined) {
      const { intakeAnswers } = facts.safetyAnswers
      facts.safetyAnswers = {
        ...facts.safetyAnswers,
        intakeAnswers: { ...intakeAnswers, [keyOf(fact)]: value },
      }
    }
  }
}

/** Months in "2 years", "18 months", "6 weeks"; null when no span with its unit is written. */
function monthsIn(text: string): number | null {
  const found = /(\d+(?:\.\d+)?)\s*(year|yr|month|mo\b|mth|week|wk|day)/i.exec(text)
  if (!found) return null
  const unit = (found[2] ?? '').toLowerCase()
  const months = unit.startsWith('y')
    ? 12
    : unit.startsWith('m')
      ? 1
      : unit.startsWith('w')
        ? 7 / 30.4375
        : 1 / 30.4375
  return Math.floor(Number(found[1]) * months * 10 + 1e-9) / 10
}

/**
 * Height and weight in words ("5 ft 7 in, 180 lb", "170 cm 82 kg"). A figure without its unit is nobody's to guess.
 * 1 in = 2.54 cm, 1 lb = 0.45359237 kg (NIST SP 811), both exact.
 */
function bodyReadings(text: string): AnsweredFacts['observations'] {
  const words = text.toLowerCase().replace(/(\d),(\d)/g, '$1.$2')
  const amount = (pattern: RegExp): number | null => {
    const found = pattern.exec(words)?.[1]
    return found === undefined ? null : Number(found)
  }
  const number = String.raw`(\d+(?:\.\d+)?)\s*`
  const centimetres = amount(new RegExp(`${number}(?:cm|centimet)`))
  const metres = amount(new RegExp(`${number}(?:m|met(?:er|re)s?)\\b`))
  const feet = amount(new RegExp(`${number}(?:ft|feet|foot|['’])`))
  const inches =
    amount(new RegExp(`${number}(?:in\\b|inch|["”])`)) ??
    amount(/(?:ft|feet|foot|['’])\s*(\d+(?:\.\d+)?)(?!\s*(?:lb|kg|pound))/)
  const pounds = amount(new RegExp(`${number}(?:lb|pound)`))
  const kilograms = amount(new RegExp(`${number}(?:kg|kilo)`))
  const cm =
    centimetres ??
    (metres !== null ? metres * 100 : feet !== null ? (feet * 12 + (inches ?? 0)) * 2.54 : null)
  const kg = kilograms ?? (pounds === null ? null : pounds * 0.45359237)
  const within = (value: number | null, least: number, most: number): value is number =>
    value !== null && value >= least && value <= most
  const exact = (value: number) => Math.round(value * 100) / 100
  return [
    ...(within(cm, 90, 260) ? [{ code: '8302-2', value: exact(cm), value2: null, unit: 'cm' }] : []),
    ...(within(kg, 20, 500) ? [{ code: '29463-7', value: exact(kg), value2: null, unit: 'kg' }] : []),
  ]
}

/** A list in free text: one entry a line. "No" alone says the list was gone through and is empty. */
function fillList(
  facts: AnsweredFacts,
  fact: 'medicationList' | 'allergyList',
  answer: QuestionAnswer,
): void {
  const list = fact === 'medicationList' ? 'medications' : 'allergies'
  const lines = linesOf(answer)
  if (lines.length === 0 && answer.yes !== false) return
  facts.reviewedLists.push(list)
  if (list === 'medications') facts.medications.push(...lines.map((text) => ({ text })))
  else facts.allergies.push(...lines.map((substance) => ({ substance })))
}

const linesOf = (answer: QuestionAnswer): string[] =>
  (answer.text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const MOST_ENTRIES = 60

/** The questions whose list is longer, or has a longer entry, than a chart takes. */
export function overlongLists(
  questions: readonly AskedQuestion[],
  answers: readonly QuestionAnswer[],
): AskedQuestion[] {
  const byId = new Map(answers.map((answer) => [answer.questionId, answer]))
  return questions.filter(({ id, fact }) => {
    const answer = byId.get(id)
    if (!answer || (fact !== 'medicationList' && fact !== 'allergyList')) return false
    const lines = linesOf(answer)
    return lines.length > MOST_ENTRIES || lines.some((line) => line.length > LONGEST_ENTRY)
  })
}

/** The questions left without an answer; "I don't know" is an answer. */
export function unansweredQuestions(
  questions: readonly AskedQuestion[],
  answers: readonly QuestionAnswer[],
): AskedQuestion[] {
  const byId = new Map(answers.map((answer) => [answer.questionId, answer]))
  return questions.filter((question) => {
    const answer = byId.get(question.id)
    if (!answer) return true
    return !answer.unknown && !hasValue(question, answer)
  })
}

function hasValue(question: AskedQuestion, answer: QuestionAnswer): boolean {
  switch (question.kind) {
    case 'yes_no':
      return answer.yes !== undefined
    case 'number':
      return answer.number !== undefined
    case 'blood_pressure':
      return answer.systolic !== undefined && answer.diastolic !== undefined
    case 'choice':
      return answer.option !== undefined && (question.options ?? []).includes(answer.option)
    case 'photo':
      return answer.documentId !== undefined
    case 'text':
      return answer.text !== undefined && answer.text !== ''
  }
}

/** The answers with where each that is new came from: the intake's stay the intake's. */
export function learnedFrom(
  before: SafetyAnswers,
  after: SafetyAnswers,
  origin: { sourceId: string; at: string },
): SafetyAnswers {
  const changed = Object.keys(after.intakeAnswers).filter(
    (key) => after.intakeAnswers[key] !== before.intakeAnswers[key],
  )
  const own = (['pregnant', 'breastfeeding'] as const).filter((key) => after[key] !== before[key])
  if (changed.length + own.length === 0) return after
  const learned = Object.fromEntries([...changed, ...own].map((key) => [key, origin]))
  return { ...after, learned: { ...before.learned, ...learned } }
}
