import { describe, expect, test } from 'vitest'
import type { Facts } from '../facts/facts.ts'
import { given } from '../testing/ask.ts'
import type { DrugId } from '../types.ts'
import { assessRefill } from './refill.ts'

type Fill = readonly [DrugId, days: number, supply: number]
const filled = (proposedId: DrugId | null, fills: readonly Fill[], part: Partial<Facts> = {}): Facts =>
  given('hairMan', [], {
    proposedId,
    fills: fills.map(([drugId, lastFillDaysAgo, daysSupply]) => ({
      drugId,
      label: drugId,
      lastFillDaysAgo,
      daysSupply,
    })),
    ...part,
  })
const found = (facts: Facts) => {
  const { refill, findings } = assessRefill(facts)
  return [refill, ...findings.map(({ rule, severity }) => `${rule} ${severity}`)]
}

describe('refills by part (§8.3)', () => {
  test('the latest fill of each drug decides', () => {
    expect(
      found(
        filled('finasteride', [
          ['finasteride', 80, 90],
          ['finasteride', 10, 30],
        ]),
      ),
    ).toContain('too_soon')
    expect(
      found(
        filled('finasteride', [
          ['finasteride', 100, 30],
          ['finasteride', 28, 30],
        ]),
      )[0],
    ).toBe('ok')
    expect(found(filled(null, []))).toEqual([null])
  })
  test('of the drug asked for; without a request of every drug of the category', () => {
    const fills: Fill[] = [
      ['finasteride', 10, 30],
      ['minoxidil_topical', 28, 30],
    ]
    expect(found(filled('minoxidil_topical', fills))[0]).toBe('ok')
    expect(found(filled('finasteride', fills))[0]).toBe('too_soon')
    expect(found(filled(null, fills))[0]).toBe('too_soon')
    expect(found(filled(null, [['sildenafil', 1, 30]]))).toEqual([null])
    expect(found(filled('dutasteride', fills))).toEqual([null])
  })
  test('both regimens of tadalafil are one', () => {
    expect(found(filled('tadalafil', [['tadalafil_daily', 10, 30]]))[0]).toBe('too_soon')
    expect(found(filled('tadalafil_daily', [['tadalafil', 10, 30]]))[0]).toBe('too_soon')
    expect(found(filled('tadalafil', [['sildenafil', 10, 30]]))).toEqual([null])
  })
  test('three quarters, nine tenths for a controlled drug', () => {
    expect([22, 23].map((days) => found(filled('finasteride', [['finasteride', days, 30]]))[0])).toEqual([
      'too_soon',
      'ok',
    ])
    expect(found(filled('finasteride', [['finasteride', 75, 100]]))[0]).toBe('ok')
    expect([26, 27].map((days) => found(filled('phentermine', [['phentermine', days, 30]]))[0])).toEqual([
      'too_soon',
      'ok',
    ])
    expect(found(filled('finasteride', [['finasteride', 22, 30]]))[1]).toBe('RX-REFILL moderate')
    expect(found(filled('phentermine', [['phentermine', 26, 30]]))[1]).toBe('RX-REFILL major')
  })
  test('a policy moves them, never under nine tenths for a controlled drug', () => {
    const policy = { refillFraction: 0.9, controlledRefillFraction: 0.95 }
    expect(
      [26, 27].map((days) => found(filled('finasteride', [['finasteride', days, 30]], { policy }))[0]),
    ).toEqual(['too_soon', 'ok'])
    expect(
      [28, 29].map((days) => found(filled('phentermine', [['phentermine', days, 30]], { policy }))[0]),
    ).toEqual(['too_soon', 'ok'])
    const lax = { controlledRefillFraction: 0.1 }
    expect(found(filled('phentermine', [['phentermine', 26, 30]], { policy: lax }))[0]).toBe('too_soon')
  })
  test('what is said of an early one', () => {
    const [finding] = assessRefill(filled('finasteride', [['finasteride', 20, 30]])).findings
    expect(finding).toMatchObject({
      ruleVersion: 1,
      confidence: 'P',
      overridable: true,
      missing: [],
      text: 'Too soon: filled 20 days ago for 30 days. Earliest 2026-11-25.',
      management: 'Wait, or record why not.',
      facts: ['finasteride filled 20 days ago for 30 days'],
      source: { key: 'POLICY', section: '8.3' },
    })
    const [controlled] = assessRefill(filled('phentermine', [['phentermine', 20, 30]])).findings
    expect(controlled?.management).toContain('never two overlapping fills')
    expect(controlled?.text).toContain('2026-11-29')
    expect(controlled?.overridable).toBe(true)
  })
  test('a gap of more than one and a half supplies', () => {
    expect([45, 46].map((days) => found(filled('finasteride', [['finasteride', days, 30]])))).toEqual([
      ['ok'],
      ['ok', 'RX-GAP moderate'],
    ])
  })
  test('early days of 90 days add up: more than seven are shown', () => {
    const early = (...fills: readonly (readonly [number, number])[]) =>
      assessRefill(
        filled(
          'finasteride',
          fills.map(([days, supply]) => ['finasteride', days, supply]),
        ),
      )
        .findings.filter(({ rule }) => rule === 'RX-EARLY')
        .map(({ text }) => text)
    // The running fill counts by what is left of it today.
    expect(early([22, 30])).toEqual(['8 days early in all over the last 90 days.'])
    expect(early([23, 30])).toEqual([])
    // Each fill counts by what was left of the one before.
    expect(early([30, 30], [52, 30])).toEqual(['8 days early in all over the last 90 days.'])
    expect(early([30, 30], [53, 30])).toEqual([])
    expect(early([26, 30], [52, 30])).toEqual(['8 days early in all over the last 90 days.'])
    expect(early([52, 30], [26, 30])).toEqual(['8 days early in all over the last 90 days.'])
    expect(early([30, 30], [60, 30], [90, 30], [112, 30])).toEqual([
      '8 days early in all over the last 90 days.',
    ])
    expect(early([30, 30], [60, 30], [91, 30], [112, 30])).toEqual([])
    expect(early([40, 30], [80, 30])).toEqual([])
  })
  test('two controlled drugs never run together', () => {
    const asks = (id: DrugId, ...fills: Fill[]) =>
      found(filled(id, fills)).filter((rule) => rule?.startsWith('RX-OVERLAP'))
    expect(asks('phentermine', ['phentermine_topiramate', 26, 30])).toEqual(['RX-OVERLAP major'])
    expect(asks('phentermine', ['phentermine_topiramate', 27, 30])).toEqual([])
    expect(asks('phentermine_topiramate', ['phentermine', 1, 30])).toEqual(['RX-OVERLAP major'])
    expect(asks('phentermine', ['phentermine', 1, 30])).toEqual([])
    expect(asks('phentermine', ['orlistat', 1, 30])).toEqual([])
    expect(asks('orlistat', ['phentermine', 1, 30])).toEqual([])
    expect(found(filled('phentermine', [['phentermine_topiramate', 1, 30]]))[0]).toBe('too_soon')
    expect(found(filled(null, [['phentermine', 1, 30]]))).toEqual([null])
    const [overlap] = assessRefill(filled('phentermine', [['phentermine_topiramate', 1, 30]])).findings
    expect(overlap?.text).toContain('phentermine_topiramate')
    expect(overlap?.facts).toEqual(['phentermine_topiramate filled 1 days ago for 30 days'])
  })
})
