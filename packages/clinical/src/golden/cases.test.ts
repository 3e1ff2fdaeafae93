/** Cases written from the formulary and its review alone, before the rules were read. */

import { describe, expect, it } from 'vitest'
import { casesOf, differences, inputLine } from './check.ts'

describe('cases of the formulary', () => {
  it.each([
    'weight',
    'ed',
    'hair',
    'titration',
    'refill',
    'medicine-names',
    'class-members',
    'misspellings',
    'free-text',
    'combined',
    'wording',
    'weight-words',
    'ed-words',
    'hair-words',
    'benign',
    'misplaced',
    'shorthand',
    'allergies',
    'counter',
    'far-misspellings',
    'boundaries',
    'status',
    'matrix',
    'dates',
    'doses',
    'contraception',
    'ed-phrases',
    'weight-phrases',
    'hair-phrases',
    'patient-words',
    'list-phrases',
  ])(
    '%s',
    (name) => {
      const cases = casesOf(name)
      expect(cases.length).toBeGreaterThan(0)
      const wrong = cases
        .map((golden) => ({ id: golden.id, differences: differences(golden) }))
        .filter((result) => result.differences.length > 0)
      expect(wrong).toEqual([])
    },
    120_000,
  )

  it('sees a wrong expectation', () => {
    const first = casesOf('weight')[0]
    expect(first).toBeDefined()
    if (first === undefined) return
    expect(inputLine(first)).toContain('"category":"weight"')
    expect(
      differences({ ...first, expect: { verdicts: { semaglutide: 'offer' }, noRedFlags: true } }),
    ).not.toEqual([])
  })
})
