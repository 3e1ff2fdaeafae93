import { type AskedQuestion, QuestionAnswer, QuestionKind } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { type AnswerDraft, emptyDraft, readAnswer } from './answer-draft.ts'

const ask = (kind: AskedQuestion['kind']): AskedQuestion => ({ id: 'q1', text: 'Which?', kind, fact: null })

describe('answering a provider', () => {
  it.each(QuestionKind.options)('%s: nothing given is not an answer, and never a no', (kind) => {
    expect(readAnswer(ask(kind), emptyDraft).ok).toBe(false)
  })
  it.each(QuestionKind.options)('%s: not knowing is one', (kind) => {
    const read = readAnswer(ask(kind), { ...emptyDraft, unknown: true, choice: 'no' })
    expect(read).toEqual({ ok: true, answer: { questionId: 'q1', unknown: true } })
  })
  it.each([
    ['yes_no', { choice: 'no' }, { yes: false }],
    ['choice', { choice: 'I stopped' }, { option: 'I stopped' }],
    ['text', { text: ' fine ' }, { text: 'fine' }],
    ['number', { text: '1,200.5' }, { number: 1200.5 }],
    ['blood_pressure', { systolic: '120', diastolic: '80' }, { systolic: 120, diastolic: 80 }],
    [
      'photo',
      { documentId: '018f0000-0000-7000-8000-000000000001' },
      { documentId: '018f0000-0000-7000-8000-000000000001' },
    ],
  ] as [AskedQuestion['kind'], Partial<AnswerDraft>, object][])('%s', (kind, draft, expected) => {
    const read = readAnswer(ask(kind), { ...emptyDraft, ...draft })
    expect(read.ok && read.answer).toEqual({ questionId: 'q1', unknown: false, ...expected })
    expect(read.ok && QuestionAnswer.safeParse(read.answer).success).toBe(true)
  })
  it.each([
    ['blood_pressure', { systolic: '80', diastolic: '120' }],
    ['blood_pressure', { systolic: '500', diastolic: '80' }],
    ['blood_pressure', { systolic: '120', diastolic: '' }],
    ['number', { text: 'a few' }],
  ] as [AskedQuestion['kind'], Partial<AnswerDraft>][])('refuses %s %j', (kind, draft) => {
    expect(readAnswer(ask(kind), { ...emptyDraft, ...draft }).ok).toBe(false)
  })
})
