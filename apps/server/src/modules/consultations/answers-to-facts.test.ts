import { assessCase } from '@countersign/clinical'
import { type AskedQuestion, contradictionAnswers } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { answersToFacts, learnedFrom, overlongLists, unansweredQuestions } from './answers-to-facts.ts'

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

describe('an answer to a contradiction reaches the engine', () => {
  const said = { intakeAnswers: { nitrateUse: 'no', recentCardiacEvent: 'no' } }
  const answered = (fact: string, option: string, from: Parameters<typeof answersToFacts>[2] = said) =>
    answersToFacts([ask(fact, 'choice')], [{ questionId: 'q', unknown: false, option }], from).safetyAnswers
  const judged = (
    intakeAnswers: (typeof said)['intakeAnswers'] | Record<string, string | number | boolean>,
  ) =>
    assessCase(
      { category: 'ed', patient: { sex: 'male', medications: [{ name: 'Imdur 30 mg' }], intakeAnswers } },
      { now: '2026-11-22' },
    ).contradictions

  it('the record is right: the fact is yes and the contradiction is gone', () => {
    expect(judged(said.intakeAnswers)).toMatchObject([{ fact: 'nitrateUse' }])
    const after = answered('nitrateUse', contradictionAnswers.asRecorded)
    expect(after.intakeAnswers).toMatchObject({ nitrateUse: true, recentCardiacEvent: 'no' })
    expect(judged({ nitrateUse: true })).toEqual([])
  })
  it('what was said is right: it stands, and so does the disagreement with the record', () => {
    const after = answered('nitrateUse', contradictionAnswers.asTold)
    expect(after.intakeAnswers.nitrateUse).toBe(false)
    expect(judged({ nitrateUse: false })).toMatchObject([{ fact: 'nitrateUse' }])
  })
  it('something else changes nothing', () => {
    expect(answered('nitrateUse', contradictionAnswers.neither)).toEqual(said)
  })
  it.each([
    ['maoiUse14d', { intakeAnswers: { maoiLast14Days: true } }],
    ['pregnancyStatus', { pregnant: true }],
    ['breastfeedingStatus', { breastfeeding: true }],
    ['exerciseTolerance', { intakeAnswers: { climbsTwoFlightsWithoutSymptoms: false } }],
    ['alcoholUse', { intakeAnswers: { alcoholUse: 'alcohol use disorder' } }],
  ])('%s is told in the words the engine reads', (fact, filled) => {
    expect(answered(fact, contradictionAnswers.asRecorded)).toMatchObject(filled)
  })
  it.each(['bloodPressure', 'eGFR'])('whose %s is right is no measurement', (fact) => {
    for (const option of Object.values(contradictionAnswers)) expect(answered(fact, option)).toEqual(said)
  })
  it('remembers which answer told what', () => {
    const origin = { sourceId: 'request-1', at: '2026-11-22T15:00:00.000Z' }
    const after = learnedFrom(said, answered('nitrateUse', contradictionAnswers.asRecorded), origin)
    expect(after.learned).toEqual({ nitrateUse: origin })
    expect(learnedFrom(after, after, { ...origin, sourceId: 'request-2' }).learned).toEqual({
      nitrateUse: origin,
    })
  })
})

describe('answers whose words the engine would not read', () => {
  const filled = (fact: string, kind: AskedQuestion['kind'], value: object) =>
    answersToFacts([ask(fact, kind)], [{ questionId: 'q', unknown: false, ...value }], { intakeAnswers: {} })

  it.each([
    ['Not pregnant', false],
    ['Pregnant', true],
    ['Trying to get pregnant', false],
  ])('%s', (option, pregnant) => {
    expect(filled('pregnancyStatus', 'choice', { option }).safetyAnswers.pregnant).toBe(pregnant)
  })
  it('a heart failure class in words is its number', () => {
    expect(
      filled('nyhaClass', 'choice', { option: 'Tired by light effort' }).safetyAnswers.intakeAnswers,
    ).toEqual({
      nyhaClass: 'III',
    })
  })
  it.each([
    ['5 ft 7 in, 180 lb', 170.18, 81.65],
    ['5\u20197\u201d and 180 pounds', 170.18, 81.65],
    ['170 cm 82.5 kg', 170, 82.5],
    ['1,75 m, 90 kg', 175, 90],
  ])('%s is a height and a weight', (text, cm, kg) => {
    const { observations } = filled('heightWeight', 'text', { text })
    expect(observations.map(({ code, value }) => [code, value])).toEqual([
      ['8302-2', cm],
      ['29463-7', kg],
    ])
  })
  it.each(['170 and 82', 'about average', '5 cm, 3 kg'])('%s is none', (text) => {
    expect(filled('heightWeight', 'text', { text }).observations).toEqual([])
  })
  it.each([
    ['2 years', { symptomDurationMonths: 24 }],
    ['18 months or so', { symptomDurationMonths: 18 }],
    ['6 weeks', { symptomDurationMonths: 1.3 }],
    ['since college', { onset: 'since college' }],
  ])('%s is a duration with its unit, or words', (text, answers) => {
    expect(filled('symptomDuration', 'text', { text }).safetyAnswers.intakeAnswers).toEqual(answers)
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
