import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceTicks, steadyRange } from './ticks.ts'

describe('the figures of an axis', () => {
  it.each([
    [218.4, 238, [215, 220, 225, 230, 235, 240]],
    [5.6, 5.8, [5.6, 5.65, 5.7, 5.75, 5.8]],
    [78, 124, [60, 80, 100, 120, 140]],
  ])('from %d to %d are round', (low, high, ticks) => expect(niceTicks(low, high)).toEqual(ticks))

  it('enclose what is drawn, rise, and are few', () => {
    const value = fc.double({ min: -10_000, max: 10_000, noNaN: true }).map((n) => Math.round(n * 100) / 100)
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const ticks = niceTicks(low, high)
        const slack = 1e-6 * Math.max(1, Math.abs(low), Math.abs(high))
        expect(ticks[0] ?? Number.NaN).toBeLessThanOrEqual(low + slack)
        expect(ticks.at(-1) ?? Number.NaN).toBeGreaterThanOrEqual(high - slack)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(8)
        expect(new Set(ticks).size).toBe(ticks.length)
      }),
    )
  })
})

describe('an axis without figures', () => {
  it.each([
    [
      [200, 240],
      [200, 240],
    ],
    [
      [95, 105],
      [95, 105],
    ],
    [
      [99, 101],
      [95, 105],
    ],
    [
      [7, 7],
      [6.65, 7.35],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ])('%j: %j', (values, ends) => {
    const [low, high] = steadyRange(values)
    expect(low).toBeCloseTo(ends[0] ?? Number.NaN)
    expect(high).toBeCloseTo(ends[1] ?? Number.NaN)
  })
})
