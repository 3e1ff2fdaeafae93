import type { ConsultationSummary } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { percentWords, weightTrend } from './weight-trend.ts'

type Observation = ConsultationSummary['facts']['observations'][number]
const weights = (...points: [at: string, kg: number][]) =>
  [
    {
      code: '29463-7',
      unit: 'kg',
      points: points.map(([at, value]) => ({ at, value, value2: null, source: 'answer' })),
    } as unknown as Observation,
  ] as Observation[]

describe('a weight over a treatment', () => {
  const trend = weightTrend(
    weights(['2026-02-17T12:00:00Z', 102.6], ['2025-12-23T12:00:00Z', 108], ['2026-03-17T12:00:00Z', 99.1]),
    '2026-02-17T13:00:00Z',
  )
  it('is in pounds, by date, with the last reading at the approval', () => {
    expect(trend?.points.map(({ pounds }) => pounds)).toEqual([238.1, 226.2, 218.5])
    expect(trend?.atApproval?.pounds).toBe(226.2)
  })
  it('tells when five percent were lost, and how much in all', () => {
    expect(trend?.goal).toEqual({ pounds: 226.2, reachedAt: Date.parse('2026-02-17T12:00:00Z') })
    expect(percentWords(trend?.percentSinceStart ?? 0)).toBe('−8.2 %')
  })
  it('not reached is not reached, and a gain is a gain', () => {
    const gained = weightTrend(
      weights(['2026-01-01T00:00:00Z', 100], ['2026-02-01T00:00:00Z', 101]),
      '2026-01-01T00:00:00Z',
    )
    expect(gained?.goal.reachedAt).toBeNull()
    expect(percentWords(gained?.percentSinceStart ?? 0)).toBe('+1.0 %')
  })
  it('one reading, or none, is no trend', () => {
    expect(weightTrend(weights(['2026-01-01T00:00:00Z', 100]), '2026-01-01T00:00:00Z')).toBeNull()
    expect(weightTrend([], '2026-01-01T00:00:00Z')).toBeNull()
  })
  it('no reading before the approval is no comparison', () =>
    expect(
      weightTrend(
        weights(['2026-02-01T00:00:00Z', 100], ['2026-03-01T00:00:00Z', 99]),
        '2026-01-01T00:00:00Z',
      )?.atApproval,
    ).toBeNull())
})
