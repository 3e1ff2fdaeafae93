/** Round figures for an axis. Pure. */

/** Between three and seven round values that enclose the given ones; never a span of nothing. */
export function niceTicks(low: number, high: number): number[] {
  // 5.8 - 5.6 is a hair above 0.2: what is round but for that hair counts as round.
  const hair = 1e-9
  const span = high - low || Math.max(1, Math.abs(high) * 0.1)
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((by) => by * power).find((by) => by >= rough * (1 - hair)) ?? rough
  const start = Math.floor(low / step + hair)
  const end = Math.max(start + 1, Math.ceil(high / step - hair))
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(step)))
  return Array.from({ length: end - start + 1 }, (_, i) => Number(((start + i) * step).toFixed(decimals)))
}

/** The ends of an axis that shows no figures: a change of less than a tenth must not look like a fall. */
export function steadyRange(values: readonly number[]): [low: number, high: number] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const middle = (low + high) / 2
  const half = Math.max(high - low, Math.abs(middle) / 10) / 2
  return [middle - half, middle + half]
}
