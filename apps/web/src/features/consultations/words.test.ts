import { DenialReason, EscalationRoute } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { dana } from '../../../screens/fixtures/dana.ts'
import { walter } from '../../../screens/fixtures/walter.ts'
import { answersOf, proposedQuestions, questionProblem } from './ask-questions.ts'
import { changesBetween } from './case-changes.ts'
import { denialMessage, escalationMessage, noteTemplate, quickTexts } from './note-words.ts'
import { checksWords, reading, supplyWords, treatmentTitle, yearChange } from './summary-words.ts'
import { draftOf, formProblem, treatmentOf } from './use-prescription.ts'

describe('what a patient reads', () => {
  it.each(DenialReason.options)(
    'when denied for %s never tells to stop a medicine and says what to do',
    (reason) => {
      const text = denialMessage(reason, dana)
      expect(text).not.toMatch(/\bstop (taking|your|using)\b/i)
      expect(text).toContain('911')
      expect(text.length).toBeGreaterThan(20)
    },
  )
  it.each(EscalationRoute.options)('when escalated to %s names the next step', (route) => {
    expect(escalationMessage(route, dana)).toMatch(/911/)
  })
})

describe('questions a case asks for by itself', () => {
  const questions = proposedQuestions(walter)
  it('puts the contradiction first, then what is missing', () => {
    expect(questions.map((one) => one.fact)).toEqual(['nitrate', 'exerciseTolerance'])
  })
  it('can always be answered with not sure', () => {
    for (const question of questions) expect(answersOf(question)).toContain('I’m not sure')
  })
  it('can all be sent as they are', () => expect(questions.map(questionProblem)).toEqual([null, null]))
  it('cannot be sent empty, or with nothing to choose', () => {
    expect(questionProblem({ id: 'x', text: ' ', kind: 'yes_no', fact: null })).not.toBe(null)
    expect(
      questionProblem({ id: 'x', text: 'Which?', kind: 'choice', options: ['One', ' '], fact: null }),
    ).not.toBe(null)
  })
})

describe('the note', () => {
  it('opens with who and what, and ends with the plan', () => {
    const text = noteTemplate(dana)
    expect(text.startsWith('42 F')).toBe(true)
    expect(text).toContain('Start Wegovy 0.25 mg weekly')
  })
  it('offers only pieces that say something', () => {
    for (const piece of quickTexts(walter)) expect(piece.text).not.toBe('')
  })
})

describe('what changed while a case was open', () => {
  it('is nothing when only the note or the hold did', () => {
    expect(
      changesBetween(dana, {
        ...dana,
        note: { ...dana.note, body: 'x' },
        consultation: { ...dana.consultation, version: 9 },
      }),
    ).toEqual([])
  })
  it('is the reading that was read and the one of now', () => {
    const observations = dana.facts.observations.map((one) =>
      one.label === 'Blood pressure'
        ? {
            ...one,
            points: [
              ...one.points,
              { value: 152, value2: 96, at: '2026-03-17T15:42:00.000Z', source: 'answer' as const },
            ],
          }
        : one,
    )
    expect(changesBetween(dana, { ...dana, facts: { ...dana.facts, observations } })).toEqual([
      { what: 'Blood pressure', before: '124/78', now: '152/96' },
    ])
  })
  it('is a medicine that came', () => {
    const medications = [
      ...dana.facts.medications,
      {
        id: 'n',
        text: 'Glipizide',
        dose: '5 mg',
        source: 'pharmacy' as const,
        recordedAt: '',
        lastFilledOn: null,
      },
    ]
    expect(changesBetween(dana, { ...dana, facts: { ...dana.facts, medications } })).toEqual([
      { what: 'Medication', before: null, now: 'Glipizide 5 mg' },
    ])
  })
})

describe('facts in words', () => {
  it('says checks that did not run', () => {
    expect(checksWords(dana.assessment)).toBe('18 of 18 rules ran')
    expect(checksWords(walter.assessment)).toBe('14 of 16 rules ran, 2 not run')
  })
  it('writes readings with their units', () => {
    expect([reading(124, 78, 'mm[Hg]'), reading(5.8, null, '%'), reading(34.1, null, 'kg/m2')]).toEqual([
      '124/78',
      '5.8 %',
      '34.1',
    ])
  })
  it('compares with a year ago', () => {
    const weight = dana.facts.observations[0]
    expect(weight && yearChange(weight)).toBe('+15')
  })
})

describe('the prescription form', () => {
  const option = dana.assessment.options[0]
  const draft = draftOf(option ?? null)
  it('starts from the plan', () => {
    expect(draft).toMatchObject({ drugId: 'semaglutide_sc', doseMg: 0.25, quantity: 4, refills: 0 })
    expect(option && treatmentTitle(option)).toBe('Wegovy 0.25 mg weekly')
    expect(option?.plan && supplyWords(option.plan)).toBe('4 pens, 28 days, no refills.')
  })
  it('sends no field the contract does not know', () =>
    expect(draft && treatmentOf(draft)).not.toHaveProperty('productKey'))
  it.each([
    { quantity: 0 },
    { daysSupply: 0 },
    { daysSupply: 366 },
    { refills: 12 },
    { doseMg: 0 },
    { sig: 'x' },
  ])('is not checked with %o', (hole) => {
    expect(draft && formProblem({ ...draft, ...hole })).not.toBe(null)
  })
  it('is checked when it is whole', () => expect(formProblem(draft)).toBe(null))
})
