import { describe, expect, test } from 'vitest'
import { assessed, type BaseName } from '../testing/people.ts'

const fill = (base: BaseName, drug: string, lastFillDaysAgo: number, daysSupply: number) =>
  assessed(base, {
    fills: [{ drug, lastFillDaysAgo, daysSupply }],
    proposed: { drug, doseMg: 1, frequency: 'once daily' },
  })

describe('refill timing (§8.3)', () => {
  test.each([
    ['hairMan', 'finasteride', 22, 30, 'too_soon'],
    ['hairMan', 'finasteride', 23, 30, 'ok'],
    ['hairMan', 'finasteride', 67, 90, 'too_soon'],
    ['hairMan', 'finasteride', 68, 90, 'ok'],
    ['weightMan', 'Wegovy', 20, 28, 'too_soon'],
    ['weightMan', 'Wegovy', 21, 28, 'ok'],
    ['weightMan', 'phentermine', 26, 30, 'too_soon'],
    ['weightMan', 'phentermine', 27, 30, 'ok'],
    ['weightMan', 'Qsymia', 26, 30, 'too_soon'],
    ['weightMan', 'Qsymia', 27, 30, 'ok'],
  ] as const)('%s %s after %i of %i days: %s', (base, drug, days, supply, expected) =>
    expect(fill(base, drug, days, supply).refill).toBe(expected),
  )

  test('says the earliest date', () => {
    const finding = fill('hairMan', 'finasteride', 20, 30).findings.find((item) => item.rule === 'RX-REFILL')
    expect(finding?.text).toContain('2026-11-25')
  })

  test('no fill, no answer', () => {
    expect(assessed('hairMan').refill).toBeNull()
    expect(
      assessed('hairMan', { fills: [{ drug: 'Wegovy', lastFillDaysAgo: 1, daysSupply: 28 }] }).refill,
    ).toBeNull()
  })

  test('a gap of more than one and a half supplies asks about adherence', () => {
    const rulesOf = (days: number) =>
      fill('hairMan', 'finasteride', days, 30).findings.map((item) => item.rule)
    expect(rulesOf(46)).toContain('RX-GAP')
    expect(rulesOf(45)).not.toContain('RX-GAP')
  })

  test('early days add up over 90 days', () => {
    const early = (...days: number[]) =>
      assessed('hairMan', {
        fills: days.map((lastFillDaysAgo) => ({ drug: 'finasteride', lastFillDaysAgo, daysSupply: 30 })),
        proposed: { drug: 'finasteride', doseMg: 1, frequency: 'once daily' },
      }).findings.map((item) => item.rule)
    expect(early(25, 51, 78)).toContain('RX-EARLY')
    expect(early(28, 57, 86)).not.toContain('RX-EARLY')
  })

  test('two controlled fills never overlap', () => {
    const assessment = assessed('weightMan', {
      fills: [{ drug: 'Qsymia', lastFillDaysAgo: 10, daysSupply: 30 }],
      proposed: { drug: 'phentermine', doseMg: 15, frequency: 'once daily' },
    })
    expect(assessment.refill).toBe('too_soon')
    expect(assessment.findings.map((item) => item.rule)).toContain('RX-OVERLAP')
  })

  test('a policy may move the fraction, but not below 90 % for controlled substances', () => {
    const change = {
      fills: [{ drug: 'phentermine', lastFillDaysAgo: 20, daysSupply: 30 }],
      proposed: { drug: 'phentermine', doseMg: 15, frequency: 'once daily' },
    }
    expect(assessed('weightMan', change, { controlledRefillFraction: 0.5 }).refill).toBe('too_soon')
    const hair = { fills: [{ drug: 'finasteride', lastFillDaysAgo: 20, daysSupply: 30 }] }
    expect(assessed('hairMan', hair, { refillFraction: 0.5 }).refill).toBe('ok')
  })
})
