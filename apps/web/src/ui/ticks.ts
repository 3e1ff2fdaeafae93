/** Round figures for an axis. Pure. */

/** Between three and seven round values that enclose the given ones; never a span of nothing. */
export function niceTicks(low: number, high: number): number[] {
  const span = high - low || Math.max(1, Math.abs(high) * 0.1)
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((by) => by * power).find((by) => by >= rough) ?? rough
  const start = Math.floor(low / step)
  const end = Math.max(start + 1, Math.ceil(high / step))
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(step)))
  return Array.from({ length: end - start + 1 }, (_, i) => Number(((start + i) * step).toFixed(decimals)))
}
