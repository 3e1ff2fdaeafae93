/** Walks a questionnaire as patients do: every question that can be put, with answers of each kind. For tests only. */
import type { CaseAssessment, MissingCode } from '@countersign/clinical'
import type { Answer, Category, Questionnaire, QuestionnaireItem } from '@countersign/contract'
import {
  extensionFlag,
  extensionNumber,
  inputOf,
  validateAnswer,
  visibleQuestions,
} from '@countersign/contract/questionnaire'
import { assessAnswers } from './assess-answers.ts'
import { fillIn } from './intake-answers.ts'

type Answers = Record<string, Answer>
const NOW = new Date('2026-11-22T15:00:00Z')
const choice = (...codes: string[]): Answer => ({ kind: 'choice', codes })
const text = (value: string): Answer => ({ kind: 'text', value })
const PHOTO: Answer = { kind: 'attachments', documentIds: ['00000000-0000-7000-8000-000000000000'] }

/** All that may be said together; of a single choice, the last. */
function everyOption(item: QuestionnaireItem): Answer {
  const options = (item.answerOption ?? []).filter((option) => extensionFlag(option, 'exclusive') !== true)
  const codes = options.map((option) => option.valueCoding.code)
  return choice(...(inputOf(item) === 'choices' ? codes : codes.slice(-1)))
}

/** Answers that differ as much as answers to this question can. */
export function candidates(item: QuestionnaireItem): Answer[] {
  const all = ((): Answer[] => {
    switch (inputOf(item)) {
      case 'boolean':
        return [
          { kind: 'boolean', value: true },
          { kind: 'boolean', value: false },
        ]
      case 'choice':
      case 'choices':
        return [
          ...(item.answerOption ?? []).map((option) => choice(option.valueCoding.code)),
          everyOption(item),
        ]
      case 'text':
      case 'long-text':
        return [
          text('I have chest pain when I walk'),
          text('nitroglycerin 0.4 mg'),
          text('wegovy 1 mg'),
          text('sildenafil 100 mg, stopped because of a headache'),
          text('40 mg'),
        ]
      case 'number': {
        const [min, max] = [extensionNumber(item, 'min') ?? 0, extensionNumber(item, 'max') ?? 400]
        return [min, min + 1, Math.round((min + max) / 4), Math.round((min + max) / 2), max].map((value) => ({
          kind: 'number',
          value,
        }))
      }
      case 'date':
        return ['2026-11-20', '2026-06-01', '2015-01-01'].map((value) => ({ kind: 'date', value }))
      case 'height':
        return [150, 200].map((cm) => ({ kind: 'height', cm }))
      case 'weight':
        return [60, 110, 200].map((kg) => ({ kind: 'weight', kg }))
      case 'blood-pressure':
        return [
          [118, 76],
          [190, 120],
          [85, 50],
        ].map(([systolic = 0, diastolic = 0]) => ({ kind: 'blood-pressure', systolic, diastolic }))
      case 'medications':
        return [{ kind: 'medications', none: false, items: [{ name: 'nitroglycerin', dose: '0.4 mg' }] }]
      case 'allergies':
        return [{ kind: 'allergies', none: false, items: [{ substance: 'semaglutide', reaction: 'hives' }] }]
      case 'conditions':
        return [{ kind: 'conditions', none: false, items: [{ text: 'Medullary thyroid cancer' }] }]
      case 'photo':
        return [PHOTO]
      case 'consent':
        return []
    }
  })() as Answer[]
  return all.filter((answer) => validateAnswer(item, answer) === null)
}

/** What the engine concludes; what it merely repeats of the answers is left out. */
const conclusions = ({ askedAndClear: _, positives: __, checksRun: ___, ...rest }: CaseAssessment): string =>
  JSON.stringify(rest)

export type Walked = {
  /** Every question some patient of this sex is asked. */
  put: Set<string>
  /** Those of which some answer changes what the engine concludes. */
  read: Set<string>
  /** Every fact the engine missed on the way, with the questions that told it. */
  missed: Map<MissingCode, Set<string>>
}

/** Every question that is put around these answers, the optional ones too, gets one that fits. */
function answerAll(questionnaire: Questionnaire, given: Answers): Answers {
  let answers = fillIn(questionnaire, given)
  for (;;) {
    const open = visibleQuestions(questionnaire, answers).filter((item) => answers[item.linkId] === undefined)
    const found = open.flatMap((item) =>
      candidates(item)
        .slice(0, 1)
        .map((answer) => [item.linkId, answer] as const),
    )
    if (found.length === 0) return answers
    answers = fillIn(questionnaire, { ...answers, ...Object.fromEntries(found) })
  }
}

/** Goes through every branch: each answer to each question opens what it opens. */
export function walk(category: Category, questionnaire: Questionnaire, sex: 'male' | 'female'): Walked {
  const put = new Set<string>()
  const read = new Set<string>()
  const missed: Walked['missed'] = new Map()
  const waiting: Answers[] = [{ sex: choice(sex) }]
  for (let given = waiting.shift(); given !== undefined; given = waiting.shift()) {
    const answers = answerAll(questionnaire, given)
    for (const item of visibleQuestions(questionnaire, answers)) {
      const { linkId } = item
      const first = !put.has(linkId)
      put.add(linkId)
      if (linkId === 'sex' || (!first && read.has(linkId))) continue
      const { [linkId]: _, ...without } = answers
      const silent = assessAnswers(category, questionnaire, without, NOW)
      const concluded = conclusions(silent)
      for (const code of silent.missing) if (!missed.has(code)) missed.set(code, new Set())
      for (const answer of candidates(item)) {
        if (first) waiting.push({ ...given, [linkId]: answer })
        const said = assessAnswers(category, questionnaire, { ...answers, [linkId]: answer }, NOW)
        if (conclusions(said) === concluded) continue
        read.add(linkId)
        for (const code of silent.missing) if (!said.missing.includes(code)) missed.get(code)?.add(linkId)
      }
    }
  }
  return { put, read, missed }
}
