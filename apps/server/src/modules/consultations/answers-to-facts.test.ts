import type { AskedQuestion } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { answersToFacts, overlongLists, unansweredQuestions } from './answers-to-facts.ts'

const before = { intakeAnswers: { nitrateUse: 'unknown' } }
const ask = (fact: string | null, kind: AskedQuestion['kind']): AskedQuestion => ({
  id: 'q',
  text: 'A question?',
  kind,
  fact,
  options: ['Daily', 'Never'],
})

describe('answers become facts', () => {
  it('a yes or no fills the intake answer of the same name', () => {
    const facts = answersToFacts(
      [ask('nitrateUse', 'yes_no')],
      [{ questionId: 'q', unknown: false, yes: false }],
      before,
    )
    expect(facts.safetyAnswers.intakeAnswers.nitrateUse).toBe(false)
  })
  it('"I don’t know" leaves the fact unknown', () => {
    const facts = answersToFacts(
      [ask('nitrateUse', 'yes_no')],
      [{ questionId: 'q', unknown: true, yes: false }],
      before,
    )
    expect(facts.safetyAnswers).toEqual(before)
  })
  it('a blood pressure becomes a reading with both numbers', () => {
    const facts = answersToFacts(
      [ask('bloodPressure', 'blood_pressure')],
      [{ questionId: 'q', unknown: false, systolic: 128, diastolic: 82 }],
      before,
    )
    expect(facts.observations).toEqual([{ code: '85354-9', value: 128, value2: 82, unit: 'mm[Hg]' }])
  })
  it('only the kind of answer that was asked for counts', () => {
    const facts = answersToFacts(
      [ask('nitrateUse', 'text')],
      [{ questionId: 'q', unknown: false, text: 'Yes, a spray', yes: false }],
      before,
    )
    expect(facts.safetyAnswers.intakeAnswers.nitrateUse).toBe('Yes, a spray')
  })
  it.each(['constructor', '__proto__', 'toString'])('a fact called %s is a name like any other', (fact) => {
    const facts = answersToFacts(
      [ask(fact, 'number')],
      [{ questionId: 'q', unknown: false, number: 3 }],
      before,
    )
    expect(facts.observations).toEqual([])
    expect(Object.entries(facts.safetyAnswers.intakeAnswers)).toContainEqual([fact, 3])
  })
  it.each([
    ['an entry without end', 'x'.repeat(201), 1],
    ['entries without end', 'x\n'.repeat(61), 1],
    ['a list as people write one', 'lisinopril 10 mg\n\nmetformin', 0],
  ])('%s in a list is refused or not', (_, text, refused) => {
    const answers = [{ questionId: 'q', unknown: false, text }]
    expect(overlongLists([ask('medicationList', 'text')], answers)).toHaveLength(refused)
    expect(overlongLists([ask(null, 'text')], answers)).toEqual([])
  })
  it('half a blood pressure is none', () => {
    const facts = answersToFacts(
      [ask('bloodPressure', 'blood_pressure')],
      [{ questionId: 'q', unknown: false, systolic: 128 }],
      before,
    )
    expect(facts.observations).toEqual([])
  })
  it('a medicine list is split by line and counts as gone through', () => {
    const facts = answersToFacts(
      [ask('medicationList', 'text')],
      [{ questionId: 'q', unknown: false, text: 'Imdur 30 mg\n\nlisinopril' }],
      before,
    )
    expect(facts).toMatchObject({
      medications: [{ text: 'Imdur 30 mg' }, { text: 'lisinopril' }],
      reviewedLists: ['medications'],
    })
  })
  it('an answer to a question without a fact changes nothing the engine reads', () => {
    const facts = answersToFacts(
      [ask(null, 'text')],
      [{ questionId: 'q', unknown: false, text: 'mornings' }],
      before,
    )
    expect(facts.safetyAnswers).toEqual(before)
  })
  it('an answer to a question that was not asked is ignored', () => {
    const facts = answersToFacts(
      [ask('nitrateUse', 'yes_no')],
      [{ questionId: 'other', unknown: false, yes: true }],
      before,
    )
    expect(facts.safetyAnswers).toEqual(before)
  })
})

describe('what is still unanswered', () => {
  it.each([
    ['yes_no', { yes: true }],
    ['number', { number: 4 }],
    ['blood_pressure', { systolic: 120, diastolic: 80 }],
    ['choice', { option: 'Daily' }],
    ['photo', { documentId: '019d0000-0000-7000-8000-000000000000' }],
    ['text', { text: 'words' }],
  ] as const)('%s needs its own kind of value', (kind, value) => {
    expect(unansweredQuestions([ask(null, kind)], [{ questionId: 'q', unknown: false, ...value }])).toEqual(
      [],
    )
    expect(unansweredQuestions([ask(null, kind)], [{ questionId: 'q', unknown: false }])).toHaveLength(1)
    expect(unansweredQuestions([ask(null, kind)], [{ questionId: 'q', unknown: true }])).toEqual([])
    expect(unansweredQuestions([ask(null, kind)], [])).toHaveLength(1)
  })
  it('a choice that was not offered is no answer', () => {
    expect(
      unansweredQuestions([ask(null, 'choice')], [{ questionId: 'q', unknown: false, option: 'Weekly' }]),
    ).toHaveLength(1)
  })
})
