/**
 * One line of the table that the benchmark prints: what was measured, beside what, and the bar it has to reach.
 */
export type BenchRow = {
  name: string
  /** The figure of this run, in `unit`. */
  measured: number
  unit: string
  /** The same work done the plain way, measured in the same run and unit. */
  yardstick?: { name: string; value: number }
  /** `measured` over the yardstick's value. */
  ratio?: number
  /** The bar in words, as in "at least 50,000/s and 20 × the yardstick". None: the figure is shown only. */
  bar?: string
  met?: boolean
  /** What the figure does and does not include. */
  note?: string
}

/** A part of the benchmark: `bench/<part>.ts` exports it as `measure`. */
export type Measure = () => Promise<readonly BenchRow[]>
