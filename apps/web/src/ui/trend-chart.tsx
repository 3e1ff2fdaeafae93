/** One reading over time, large: axes, points, the normal range as a grey band, the last value at the line's end. */
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { shortDate } from './format.ts'
import { niceTicks } from './ticks.ts'
import styles from './trend-chart.module.css'

export type TrendPoint = { at: number; value: number; value2?: number | null; label: string; source: string }

/** Until it is measured. */
const usualWidth = 720
const height = 260
/** Room for a date below the axis, in pixels. */
const dateRoom = 84
const left = 44
const right = 76
const top = 14
const bottom = 28

export function TrendChart(props: {
  points: TrendPoint[]
  label: string
  normal?: [low: number, high: number]
}) {
  const { points } = props
  const [near, setNear] = useState<number | null>(null)
  // Drawn at its true size: letters that shrink with the picture cannot be read on a phone.
  const { ref, width: measured } = useElementSize()
  const width = measured || usualWidth
  const values = points.flatMap((p) => (typeof p.value2 === 'number' ? [p.value, p.value2] : [p.value]))
  const ticks = niceTicks(Math.min(...values), Math.max(...values))
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)]
  const first = points[0]?.at ?? 0
  const length = (points.at(-1)?.at ?? first) - first
  const x = (at: number) =>
    length === 0 ? (left + width - right) / 2 : left + ((at - first) / length) * (width - left - right)
  const y = (value: number) => top + (1 - (value - low) / (high - low)) * (height - top - bottom)
  const line = (of: (p: TrendPoint) => number | null | undefined) =>
    points
      .filter((p) => typeof of(p) === 'number')
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.at).toFixed(1)} ${y(of(p) ?? 0).toFixed(1)}`)
      .join('')
  const last = points.at(-1)
  const shown = near === null ? undefined : points[near]
  const band = props.normal && [
    Math.max(top, y(Math.min(high, props.normal[1]))),
    Math.min(height - bottom, y(Math.max(low, props.normal[0]))),
  ]
  const bandShows = band !== undefined && (band[1] ?? 0) > (band[0] ?? 0)
  const caption = props.normal
    ? `${props.label}. Usual, ${props.normal[0]} to ${props.normal[1]}: ${bandShows ? 'grey' : 'outside the chart'}`
    : props.label
  return (
    <figure className={styles.figure} ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={caption}
        onPointerLeave={() => setNear(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const at = ((event.clientX - box.left) / box.width) * width
          const distances = points.map((p) => Math.abs(x(p.at) - at))
          setNear(distances.indexOf(Math.min(...distances)))
        }}
      >
        {bandShows && (
          <rect
            className={styles.band}
            x={left}
            y={band[0]}
            width={width - left - right}
            height={(band[1] ?? 0) - (band[0] ?? 0)}
          />
        )}
        {ticks.map((tick) => (
          <g key={tick} className={styles.tick}>
            <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {datesToShow(points, dateRoom / (width - left - right)).map((p) => (
          <text key={p.at} className={styles.date} x={x(p.at)} y={height - 8} textAnchor="middle">
            {shortDate(new Date(p.at))}
          </text>
        ))}
        {shown && (
          <line className={styles.near} x1={x(shown.at)} x2={x(shown.at)} y1={top} y2={height - bottom} />
        )}
        <path className={styles.line} d={line((p) => p.value)} />
        <path className={styles.line} d={line((p) => p.value2)} data-second />
        {points.map((p) => (
          <g key={p.at} className={styles.dot} data-last={p === last ? '' : undefined}>
            <circle cx={x(p.at)} cy={y(p.value)} r={p === last || p === shown ? 5 : 3.5} />
            {typeof p.value2 === 'number' && (
              <circle cx={x(p.at)} cy={y(p.value2)} r={p === last || p === shown ? 5 : 3.5} />
            )}
          </g>
        ))}
        {last && (
          <text className={styles.end} x={x(last.at) + 10} y={y(last.value) + 5}>
            {last.label}
          </text>
        )}
      </svg>
      <figcaption>
        {shown ? `${shortDate(new Date(shown.at))}: ${shown.label}, ${shown.source}` : caption}
      </figcaption>
    </figure>
  )
}

/** The first and the last day, and those between that leave room to be read: `share` of the whole each. */
function datesToShow(points: TrendPoint[], share: number): TrendPoint[] {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return []
  const room = (last.at - first.at) * share
  const shown = [first]
  for (const point of points)
    if (point.at - (shown.at(-1)?.at ?? 0) >= room && last.at - point.at >= room) shown.push(point)
  return last.at > first.at ? [...shown, last] : shown
}
