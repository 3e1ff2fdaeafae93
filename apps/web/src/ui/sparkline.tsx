/** A trend in 92 by 28: one or two lines, a dot at the end, the normal range as a grey band. No axes: figures stand beside it. */
import styles from './primitives.module.css'
import { steadyRange } from './ticks.ts'

export type SparkPoint = { at: number; value: number; value2?: number | null }

export function Sparkline(props: {
  points: SparkPoint[]
  label: string
  normal?: [low: number, high: number]
  width?: number
  height?: number
}) {
  const { points, width = 92, height = 28 } = props
  if (points.length < 2) return null
  const values = points.flatMap((p) =>
    p.value2 === null || p.value2 === undefined ? [p.value] : [p.value, p.value2],
  )
  const [low, high] = steadyRange(values)
  const first = points[0]?.at ?? 0
  const length = Math.max(1, (points.at(-1)?.at ?? 1) - first)
  const x = (at: number) => 3 + ((at - first) / length) * (width - 8)
  const y = (value: number) =>
    high === low ? height / 2 : 4 + (1 - (value - low) / (high - low)) * (height - 8)
  const path = (of: (p: SparkPoint) => number | null | undefined) =>
    points
      .filter((p) => of(p) !== null && of(p) !== undefined)
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.at).toFixed(1)} ${y(of(p) ?? 0).toFixed(1)}`)
      .join('')
  const last = points.at(-1)
  const band = props.normal && [Math.max(0, y(props.normal[1])), Math.min(height, y(props.normal[0]))]
  return (
    <svg className={styles.spark} width={width} height={height} role="img" aria-label={props.label}>
      {band && (band[1] ?? 0) > (band[0] ?? 0) && (
        <rect x={0} y={band[0]} width={width} height={(band[1] ?? 0) - (band[0] ?? 0)} />
      )}
      <path d={path((p) => p.value)} />
      <path data-second d={path((p) => p.value2)} />
      {last && <circle cx={x(last.at)} cy={y(last.value)} r={3} />}
      {last && last.value2 !== null && last.value2 !== undefined && (
        <circle cx={x(last.at)} cy={y(last.value2)} r={3} />
      )}
    </svg>
  )
}
