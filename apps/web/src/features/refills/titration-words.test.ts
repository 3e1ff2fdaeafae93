import { CheckInAnswers, type TitrationView } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { checkInLines, progressWords, stepAtHand } from './titration-words.ts'

const said = (answers: Partial<CheckInAnswers>) =>
  Object.fromEntries(checkInLines(CheckInAnswers.parse(answers)).map(({ label, text }) => [label, text]))

describe('a check-in in words', () => {
  it('tells what was said, and never takes silence for no', () =>
    expect(
      said({
        weightKg: 100,
        warningSigns: [],
        sideEffects: [{ text: 'Nausea', severity: 'mild' }],
        systolic: 122,
        diastolic: 76,
      }),
    ).toEqual({
      'Warning signs': 'none',
      'Side effects': 'Nausea (mild)',
      Weight: '220.5 lb',
      'Blood pressure': '122/76',
      'Doses missed': 'not said',
      'New medicines': 'not said',
      'New conditions': 'not said',
      'New allergies': 'not said',
    }))

  it('half a blood pressure is none', () =>
    expect(said({ systolic: 122 })['Blood pressure']).toBe('not said'))

  it('pregnancy and own words stand where there are any', () =>
    expect(said({ pregnant: false, breastfeeding: true, comment: 'Tired' })).toMatchObject({
      Pregnant: 'no',
      Breastfeeding: 'yes',
      'In their words': '“Tired”',
    }))
})

describe('the step at hand', () => {
  const steps = (...statuses: TitrationView['steps'][number]['status'][]) =>
    statuses.map((status, at) => ({ step: at + 1, status }) as TitrationView['steps'][number])
  it.each([
    [['released', 'planned', 'review'], 3],
    [['released', 'check_in', 'planned'], 2],
    [['released', 'released', 'released'], 3],
  ] as const)('%j is %i', (statuses, at) => expect(stepAtHand(steps(...statuses))?.step).toBe(at))
  it('counts what was sent', () =>
    expect(progressWords(steps('released', 'released', 'planned'))).toBe('2 of 3 steps sent'))
})
