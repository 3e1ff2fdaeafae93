/**
 * From a patient's typed answers to facts the engine reads. Pure. "I don't know" leaves the fact as it was:
 * unknown stays unknown and is never turned into no.
 */
import { type AskedQuestion, LONGEST_ENTRY, type QuestionAnswer } from '@countersign/contract'
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
  if (fact === 'bloodPressure') {
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
        intakeAnswers: { ...intakeAnswers, [(Object.hasOwn(renamed, fact) && renamed[fact]) || fact]: value },
      }
    }
  }
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
