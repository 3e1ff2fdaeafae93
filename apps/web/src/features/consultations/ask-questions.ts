/** Typed questions to the patient, made from contradictions and missing facts. Pure. */
import {
  type AskedQuestion,
  type ConsultationSummary,
  contradictionAnswers,
  type QuestionKind,
} from '@countersign/contract'
import { answerWords, factWords } from './summary-words.ts'

/** How each missing fact is answered. What is not named here is asked as free text. */
const kinds: Record<string, { kind: QuestionKind; options?: string[] }> = {
  bloodPressure: { kind: 'blood_pressure' },
  heartRate: { kind: 'number' },
  age: { kind: 'number' },
  heightWeight: { kind: 'text' },
  eGFR: { kind: 'number' },
  hba1c: { kind: 'number' },
  potassium: { kind: 'number' },
  bicarbonate: { kind: 'number' },
  psa: { kind: 'number' },
  testosterone: { kind: 'number' },
  scalpPhoto: { kind: 'photo' },
  pregnancyStatus: {
    kind: 'choice',
    options: ['Not pregnant', 'Pregnant', 'Trying to get pregnant', 'Not possible for me'],
  },
  breastfeedingStatus: { kind: 'yes_no' },
  nitrateUse: { kind: 'choice', options: ['Never', 'Every day', 'Sometimes', 'I stopped'] },
  recreationalNitrites: { kind: 'yes_no' },
  recentCardiacEvent: { kind: 'yes_no' },
  exerciseTolerance: { kind: 'choice', options: ['Yes, easily', 'Yes, but I get short of breath', 'No'] },
  nyhaClass: {
    kind: 'choice',
    options: ['No limits', 'Tired by hard effort', 'Tired by light effort', 'Short of breath at rest'],
  },
  familyHistoryMTC: { kind: 'yes_no' },
  pancreatitisHistory: { kind: 'yes_no' },
  seizureHistory: { kind: 'yes_no' },
  opioidUse: { kind: 'yes_no' },
  maoiUse14d: { kind: 'yes_no' },
  plannedSurgery: { kind: 'yes_no' },
}

/** The kinds a provider may choose from, in words. */
export const kindNames: Record<QuestionKind, string> = {
  yes_no: 'Yes or no',
  choice: 'One of a list',
  text: 'Free text',
  number: 'A number',
  blood_pressure: 'A blood pressure',
  photo: 'A photo',
}

/** How the patient can answer, as shown under a question. "I don't know" is always among them. */
export function answersOf(question: Pick<AskedQuestion, 'kind' | 'options'>): string {
  const unknown = 'I’m not sure'
  if (question.kind === 'choice') return [...(question.options ?? []), unknown].join(' / ')
  if (question.kind === 'yes_no') return `Yes / No / ${unknown}`
  return `${kindNames[question.kind]}, or ${unknown}`
}

type Contradicted = ConsultationSummary['assessment']['contradictions'][number]

/** Which of two is right; of a measured figure, a new measurement. */
function contradictionQuestion({ fact, intakeSays, recordSays }: Contradicted, index: number): AskedQuestion {
  const told = `About ${factWords(fact)}, you told us: ${answerWords(intakeSays)}. Our records show: ${recordSays}.`
  const id = `contradiction-${index + 1}`
  const kind = kinds[fact]?.kind
  if (kind === 'blood_pressure' || kind === 'number') {
    const ask =
      kind === 'number' ? 'What was the latest result?' : 'Please measure it today. What does it show?'
    return { id, text: `${told} ${ask}`, kind, fact }
  }
  return {
    id,
    text: `${told} Which is right today?`,
    kind: 'choice',
    options: Object.values(contradictionAnswers),
    fact,
  }
}

/** The questions a case asks for by itself: contradictions first, then required facts that are missing, then the rest. */
export function proposedQuestions(summary: ConsultationSummary): AskedQuestion[] {
  const { contradictions, unanswered } = summary.assessment
  return [
    ...contradictions.map(contradictionQuestion),
    ...[...unanswered]
      .sort((a, b) => Number(b.required) - Number(a.required))
      .slice(0, 12 - Math.min(12, contradictions.length))
      .map(
        (one): AskedQuestion => ({
          id: one.code,
          text: one.question,
          fact: one.code,
          ...(kinds[one.code] ?? { kind: 'text' }),
        }),
      ),
  ]
}

/** An empty question for the provider to write. */
export function blankQuestion(number: number): AskedQuestion {
  return { id: `own-${number}`, text: '', kind: 'yes_no', fact: null }
}

/** What keeps a question from being sent, in words; null when it may go. */
export function questionProblem(question: AskedQuestion): string | null {
  if (question.text.trim().length < 3) return 'Write the question'
  if (
    question.kind === 'choice' &&
    (question.options ?? []).filter((option) => option.trim() !== '').length < 2
  )
    return 'Give at least two answers to choose from'
  return null
}

/** What stands above the questions: why we ask. */
export function askMessage(summary: ConsultationSummary): string {
  const name = summary.patient.name.split(' ')[0] ?? ''
  return summary.assessment.contradictions.length > 0
    ? `${name}, we want to treat you safely. What you told us and what our records show do not match, so please answer this before we go on. Keep taking your medicines as prescribed.`
    : `${name}, we want to treat you safely. Please answer this before we go on. You keep your place in line.`
}
