/** A weight over a treatment: in pounds, against the last approval and against the start. Pure. */
import type { ConsultationSummary } from '@countersign/contract'
import { lbFromKg } from '../intake/units.ts'

const WEIGHT = '29463-7'
/** Five percent: the loss from which guidelines speak of a response to treatment. */
const RESPONSE = 0.05

export type WeightPoint = { at: number; pounds: number }
export type WeightTrend = {
  points: readonly WeightPoint[]
  /** The last at or before the approval; null when there was none. */
  atApproval: WeightPoint | null
  /** Five percent under the first, in pounds, and when it was reached; null when not yet. */
  goal: { pounds: number; reachedAt: number | null }
  /** Of the first, negative when lost. */
  percentSinceStart: number
}

/** @param observations the chart's; weights in kg. Null with fewer than two weights. */
export function weightTrend(
  observations: ConsultationSummary['facts']['observations'],
  approvedAt: string,
): WeightTrend | null {
  const series = observations.find(({ code, unit }) => code === WEIGHT && unit === 'kg')
  const points = (series?.points ?? [])
    .map(({ at, value }) => ({ at: Date.parse(at), pounds: lbFromKg(value) }))
    .sort((a, b) => a.at - b.at)
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || points.length < 2) return null
  const pounds = Math.round(first.pounds * (1 - RESPONSE) * 10) / 10
  const reached = points.find((point) => point.pounds <= pounds)
  return {
    points,
    atApproval: points.findLast(({ at }) => at <= Date.parse(approvedAt)) ?? null,
    goal: { pounds, reachedAt: reached?.at ?? null },
    percentSinceStart: ((last.pounds - first.pounds) / first.pounds) * 100,
  }
}

/** "−8.2 %". */
export const percentWords = (percent: number): string =>
  `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`
