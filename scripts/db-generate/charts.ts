/**
 * The charts a generated clinic is made of: a score of people, each answered, triaged and assessed by the same
 * pure code that serves real ones. Every generated patient is one of these with a name, a place and a history.
 */
import { assessCase, type CaseAssessment, type CaseInput, type Product } from '@countersign/clinical'
import type { Answer, CardContent, Category, Questionnaire } from '@countersign/contract'
import { inputOf, visibleQuestions } from '@countersign/contract/questionnaire'
import { cardOf, proposedOption, readyToApprove } from '../../apps/server/src/modules/consultations/card.ts'
import { answersToDisplay } from '../../apps/server/src/modules/intake/answers-to-display.ts'
import { answersToFacts, type IntakeFacts } from '../../apps/server/src/modules/intake/answers-to-facts.ts'
import { currentVersion, questionnaireOf } from '../../apps/server/src/modules/intake/questionnaires.ts'
import { buildCaseInput } from '../../apps/server/src/modules/recommendations/case-input.ts'
import {
  allergicTo,
  answerFrom,
  born,
  dontKnow,
  has,
  healthy,
  pick,
  pressure,
  type Sheet,
  takes,
  tall,
  weighs,
  yes,
} from '../demo/answers.ts'

type Person = {
  category: Category
  sex: 'female' | 'male'
  /** Of a hundred people, how many are like this. */
  share: number
  answers?: Sheet
}

const people: readonly Person[] = [
  { category: 'weight', sex: 'female', share: 16 },
  { category: 'weight', sex: 'male', share: 8 },
  {
    category: 'weight',
    sex: 'female',
    share: 6,
    answers: {
      medications: takes('lisinopril 10 mg'),
      conditions: has('Hypertension'),
      'blood-pressure': pressure(138, 86),
    },
  },
  {
    category: 'weight',
    sex: 'female',
    share: 5,
    answers: { height: tall(5, 4), weight: weighs(196), allergies: allergicTo('penicillin') },
  },
  {
    category: 'weight',
    sex: 'male',
    share: 4,
    answers: {
      medications: takes('metformin 1000 mg', 'atorvastatin 20 mg'),
      conditions: has('Type 2 diabetes'),
    },
  },
  { category: 'weight', sex: 'female', share: 2, answers: { 'thyroid-cancer': dontKnow } },
  {
    category: 'weight',
    sex: 'female',
    share: 2,
    answers: { pregnant: yes, 'pregnancy-test': pick('positive') },
  },
  {
    category: 'weight',
    sex: 'male',
    share: 2,
    answers: { opioids: yes, medications: takes('oxycodone 10 mg') },
  },
  { category: 'ed', sex: 'male', share: 19 },
  {
    category: 'ed',
    sex: 'male',
    share: 4,
    answers: { medications: takes('tamsulosin 0.4 mg'), conditions: has('Benign prostatic hyperplasia') },
  },
  { category: 'ed', sex: 'male', share: 3, answers: { 'blood-pressure': pressure(182, 112) } },
  { category: 'ed', sex: 'male', share: 2, answers: { nitrates: dontKnow } },
  { category: 'ed', sex: 'male', share: 2, answers: { medications: takes('isosorbide mononitrate 30 mg') } },
  { category: 'hair', sex: 'male', share: 15 },
  { category: 'hair', sex: 'female', share: 7 },
  {
    category: 'hair',
    sex: 'male',
    share: 3,
    answers: { medications: takes('minoxidil 5 mg'), allergies: allergicTo('sulfa') },
  },
]

/** One kind of person, ready to be written many times. */
export type Chart = {
  category: Category
  sex: 'female' | 'male'
  share: number
  questionnaireVersion: string
  reason: string
  priority: 'urgent' | 'high' | 'normal'
  priorityReasons: readonly string[]
  ready: boolean
  card: CardContent
  safetyAnswers: IntakeFacts['safetyAnswers']
  answers: readonly unknown[]
  /** What stood out, which is what is kept of a case that is long closed. */
  closedAnswers: readonly unknown[]
  input: CaseInput
  assessment: CaseAssessment
  /** The same run with the one option that was decided on: what is kept of a case that is long closed. */
  closedAssessment: CaseAssessment
  confidence: number | null
  conditions: IntakeFacts['conditions']
  medications: IntakeFacts['medications']
  allergies: IntakeFacts['allergies']
  observations: Omit<IntakeFacts['observations'][number], 'effectiveAt'>[]
  /** What a provider signs for this chart; null where nothing can be offered. */
  treatment: {
    drugId: string
    doseMg: number
    frequency: string
    quantity: number
    daysSupply: number
    refills: number
    sig: string
  } | null
  product: Product | null
}

/** @param at the moment all of them are assessed. */
export const makeCharts = (at: Date): Chart[] => people.map((person) => makeChart(person, at))

function makeChart(person: Person, at: Date): Chart {
  const { category, sex, share } = person
  const questionnaireVersion = currentVersion(category)
  const questionnaire = questionnaireOf(category, questionnaireVersion)
  const answers = answerAll(questionnaire, {
    ...healthy[category],
    'birth-date': born('1984-05-06'),
    sex: pick(sex),
    ...person.answers,
  })
  const facts = answersToFacts(questionnaire, answers, at)
  const reviewed = (list: IntakeFacts['reviewedLists'][number]) => facts.reviewedLists.includes(list)
  const input = buildCaseInput(
    {
      ...NOBODY,
      sex,
      conditions: facts.conditions.map((fact) => ({ ...fact, ...FROM_INTAKE, recordedAt: at })),
      medications: facts.medications.map((fact) => ({
        ...fact,
        ...FROM_INTAKE,
        recordedAt: at,
      })),
      allergies: facts.allergies.map((fact) => ({ ...fact, ...FROM_INTAKE, recordedAt: at })),
      observations: facts.observations.map((fact) => ({ ...fact, source: 'intake' as const })),
      reviewed: {
        conditions: reviewed('conditions'),
        medications: reviewed('medications'),
        allergies: reviewed('allergies'),
      },
    },
    { id: '', category, safetyAnswers: facts.safetyAnswers },
    [],
    at,
  )
  const assessment = assessCase(input, { now: at.toISOString() })
  const option = proposedOption(assessment)
  const plan = option?.plan ?? null
  const shown = answersToDisplay(questionnaire, answers)
  const photos = category === 'hair' ? 1 : 0
  return {
    category,
    sex,
    share,
    questionnaireVersion,
    reason: facts.reason,
    priority: assessment.priority,
    priorityReasons: assessment.priorityReasons,
    ready: readyToApprove(assessment),
    card: cardOf(assessment, input, { reason: facts.reason, photos }),
    safetyAnswers: facts.safetyAnswers,
    answers: shown,
    closedAnswers: shown.filter((row) => row.state === 'positive'),
    input,
    assessment,
    closedAssessment: { ...assessment, options: option ? [option] : assessment.options.slice(0, 1) },
    confidence: option?.confidence ?? null,
    conditions: facts.conditions,
    medications: facts.medications,
    allergies: facts.allergies,
    observations: facts.observations.map(({ code, value, value2, unit }) => ({ code, value, value2, unit })),
    treatment:
      option && plan
        ? {
            drugId: option.drugId,
            doseMg: plan.doseMg,
            frequency: plan.frequency,
            quantity: plan.quantity,
            daysSupply: plan.daysSupply,
            refills: plan.refills,
            sig: plan.sig,
          }
        : null,
    product: plan?.product ?? null,
  }
}

/** Says that a photograph was sent; its row is written with the consultation. */
const PHOTO: Answer = { kind: 'attachments', documentIds: ['00000000-0000-4000-8000-000000000000'] }
const FROM_INTAKE = { id: '', source: 'intake' as const }
const NOBODY = {
  id: '',
  mrn: '',
  userId: null,
  givenName: '',
  familyName: '',
  birthDate: '1984-05-06',
  email: '',
  phone: '',
  address: { line: '', city: '', state: 'TX', postalCode: '78701' },
  identityStatus: 'matched' as const,
}

/** The answers a person of this sheet gives, question by question as each is shown. */
export function answerAll(questionnaire: Questionnaire, sheet: Sheet): Record<string, Answer> {
  const answers: Record<string, Answer> = {}
  const left = new Set<string>()
  for (;;) {
    const next = visibleQuestions(questionnaire, answers).find(
      (item) => answers[item.linkId] === undefined && !left.has(item.linkId),
    )
    if (!next) return answers
    const answer = inputOf(next) === 'photo' ? PHOTO : answerFrom(sheet, next)
    if (answer === null) left.add(next.linkId)
    else answers[next.linkId] = answer
  }
}
