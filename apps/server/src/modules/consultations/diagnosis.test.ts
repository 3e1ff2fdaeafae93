import { searchConditions } from '@countersign/clinical/search'
import { describe, expect, it } from 'vitest'
import { bmiCode, diagnosisOf } from './diagnosis.ts'

const at = new Date('2026-11-22T15:00:00Z')
const weight = (bmi: number | null, when = at) => diagnosisOf('weight', [], bmi, when)

describe('the diagnosis of a weight case follows the BMI of the decision', () => {
  it.each([
    [24.9, 'E66.9', 'Z68.24'],
    [27, 'E66.3', 'Z68.27'],
    [29.9, 'E66.3', 'Z68.29'],
    [30, 'E66.811', 'Z68.30'],
    [34.9, 'E66.811', 'Z68.34'],
    [35, 'E66.812', 'Z68.35'],
    [39.9, 'E66.812', 'Z68.39'],
    [40, 'E66.813', 'Z68.41'],
    [62.5, 'E66.813', 'Z68.44'],
  ])('%s is %s with %s', (bmi, code, secondary) => expect(weight(bmi)).toEqual({ code, secondary }))

  it('knows the classes from the day they exist', () => {
    expect(weight(36, new Date('2024-09-30T23:59:59Z')).code).toBe('E66.9')
    expect(weight(36, new Date('2024-10-01T00:00:00Z')).code).toBe('E66.812')
  })
  it('without a BMI says neither class nor BMI', () =>
    expect(weight(null)).toEqual({ code: 'E66.9', secondary: null }))
})

it.each([
  [19.9, 'Z68.1'],
  [20, 'Z68.20'],
  [44.9, 'Z68.41'],
  [45, 'Z68.42'],
  [50, 'Z68.43'],
  [69.9, 'Z68.44'],
  [70, 'Z68.45'],
])('a BMI of %s is %s', (bmi, code) => expect(bmiCode(bmi)).toBe(code))

describe('a recorded cause is more exact than "unspecified"', () => {
  it.each([
    ['ed', [], 'N52.9'],
    ['ed', [{ text: 'Erectile dysfunction', code: 'N52.2' }], 'N52.2'],
    ['ed', [{ text: 'after prostatectomy', code: 'n52.31 ' }], 'N52.31'],
    ['ed', [{ text: 'psychogenic', code: 'F52.21' }], 'F52.21'],
    ['ed', [{ text: 'not billable', code: 'N52.0' }], 'N52.9'],
    ['ed', [{ text: 'hypertension', code: 'I10' }], 'N52.9'],
    ['hair', null, 'L64.9'],
    ['hair', [{ text: 'other', code: 'L64.8' }], 'L64.8'],
  ] as const)('%s with %j', (category, conditions, code) =>
    expect(diagnosisOf(category, conditions, 31, at)).toEqual({ code, secondary: null }),
  )
})

it('sends no code the classification does not have', () => {
  for (const code of ['E66.3', 'E66.811', 'E66.812', 'E66.813', 'E66.9', 'N52.9', 'L64.9', 'L64.8'])
    expect(
      searchConditions(code).map((found) => found.code),
      code,
    ).toContain(code)
})
