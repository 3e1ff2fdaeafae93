import { describe, expect, it } from 'vitest'
import { assessCase } from '../index.ts'
import type { CaseInput } from '../types.ts'

const now = { now: '2026-11-22T10:00:00Z' }
const reasonsOf = (input: CaseInput) =>
  assessCase(input, now)
    .options.find((option) => option.rank === 1)
    ?.reasons.map((reason) => reason.text) ?? []
const weight = (change: object): CaseInput => ({
  category: 'weight',
  patient: {
    age: 40,
    sex: 'male',
    heightCm: 180,
    weightKg: 110,
    conditions: [],
    medications: [],
    allergies: [],
    ...change,
  },
})

describe('reasons name the facts they rest on', () => {
  it('the BMI that meets the indication', () => {
    expect(reasonsOf(weight({}))[0]).toBe('BMI 34.0 meets the indication of 30 or more.')
  })
  it('the comorbidity that a lower BMI needs', () => {
    const [first] = reasonsOf(
      weight({ weightKg: 92, conditions: [{ code: 'I10', text: 'high blood pressure' }] }),
    )
    expect(first).toMatch(/^BMI 28\.4 with .*high blood pressure.* meets the indication of 27 or more\.$/)
  })
  it('nothing that is not known', () => {
    const unknown: CaseInput = {
      category: 'ed',
      patient: { age: 40, sex: 'male', conditions: [], medications: [], allergies: [] },
    }
    expect(reasonsOf(unknown).join(' ')).not.toMatch(/nitrate|blood pressure|tolerance/i)
  })
  it('what is clear before a PDE5 inhibitor', () => {
    const clear: CaseInput = {
      category: 'ed',
      patient: {
        age: 40,
        sex: 'male',
        systolic: 124,
        diastolic: 78,
        conditions: [],
        medications: [],
        allergies: [],
        intakeAnswers: {
          nitrateUse: 'no',
          recreationalNitrites: 'no',
          recentCardiacEvent: 'no',
          exerciseTolerance: 'yes, climbs two flights of stairs without symptoms',
          shim: 13,
        },
      },
    }
    expect(reasonsOf(clear)).toEqual(
      expect.arrayContaining([
        'SHIM 13 of 25.',
        'No nitrate or nitrite, blood pressure 124/78, exercise tolerance good.',
      ]),
    )
  })
})
