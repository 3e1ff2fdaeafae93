/** The weight of a treatment, drawn at the size it has: what is since the last approval stands on a ground of its own. */
import { useElementSize } from '@mantine/hooks'
import { shortDate } from '../../ui/format.ts'
import { niceTicks } from '../../ui/ticks.ts'
import styles from './weight-chart.module.css'
import type { WeightPoint, WeightTrend } from './weight-trend.ts'

const height = 236
const left = 40
const right = 64
const top = 14
const bottom = 26

export function WeightChart({ trend, approvedAt }: { trend: WeightTrend; approvedAt: string }) {
  const { ref, width: measured } = useElementSize()
  const width = Math.max(measured, 280)
  const { points, atApproval, goal } = trend
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const ticks = niceTicks(
    Math.min(...points.map(({ pounds }) => pounds), goal.pounds),
    Math.max(...points.map(({ pounds }) => pounds)),
  )
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)]
  const x = (at: number) =>
    left + ((at - first.at) / Math.max(last.at - first.at, 1)) * (width - left - right)
  const y = (pounds: number) => top + (1 - (pounds - low) / (high - low)) * (height - top - bottom)
  const approved = Math.min(Math.max(Date.parse(approvedAt), first.at), last.at)
  const words = points.map(({ at, pounds }) => `${shortDate(new Date(at))} ${pounds} lb`).join(', ')
  const goalWords = `5 % below start, ${goal.pounds.toFixed(1)} lb, ${
    goal.reachedAt === null ? 'not reached' : `reached ${shortDate(new Date(goal.reachedAt))}`
  }`
  const roomy = width >= 560
  const named = [first, ...(atApproval && atApproval !== first ? [atApproval] : [])]
  return (
    <figure ref={ref} className={styles.figure}>
      <svg width={width} height={height} role="img" aria-label={`Weight: ${words}. ${goalWords}.`}>
        <rect
          className={styles.since}
          x={x(approved)}
          y={top}
          width={Math.max(width - right - x(approved), 0)}
          height={height - top - bottom}
        />
        {ticks.map((tick) => (
          <g key={tick} className={styles.tick}>
            <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        <line className={styles.approval} x1={x(approved)} x2={x(approved)} y1={top} y2={height - bottom} />
        <text className={styles.approvalWord} x={x(approved) + 6} y={top + 12}>
          since last approval
        </text>
        <line className={styles.goal} x1={left} x2={width - right} y1={y(goal.pounds)} y2={y(goal.pounds)} />
        <text className={styles.goalWord} x={left + 4} y={y(goal.pounds) + 14}>
          {roomy ? goalWords : '5 % below start'}
        </text>
        <path className={styles.line} d={pathOf(points, x, y)} />
        {points.map((point) => (
          <circle
            key={point.at}
            className={styles.dot}
            data-last={point === last ? '' : undefined}
            cx={x(point.at)}
            cy={y(point.pounds)}
            r={point === last ? 5 : 3.5}
          />
        ))}
        {named.map((point) => (
          <text key={point.at} className={styles.value} x={x(point.at) + 8} y={y(point.pounds) - 8}>
            {point.pounds.toFixed(1)}
          </text>
        ))}
        <text className={styles.value} data-last x={x(last.at) + 10} y={y(last.pounds) + 5}>
          {last.pounds.toFixed(1)}
        </text>
        {datesOf(points, width).map(({ at }) => (
          <text key={at} className={styles.date} x={x(at)} y={height - 6} textAnchor="middle">
            {shortDate(new Date(at))}
          </text>
        ))}
      </svg>
    </figure>
  )
}

const pathOf = (
  points: readonly WeightPoint[],
  x: (at: number) => number,
  y: (pounds: number) => number,
): string =>
  points
    .map(({ at, pounds }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(pounds).toFixed(1)}`)
    .join('')

/** The first, the last, and those between that leave room to be read. */
function datesOf(points: readonly WeightPoint[], width: number): WeightPoint[] {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return []
  const room = ((last.at - first.at) * 72) / Math.max(width - left - right, 1)
  const shown = [first]
  for (const point of points)
    if (point.at - (shown.at(-1)?.at ?? 0) >= room && last.at - point.at >= room) shown.push(point)
  return last.at > first.at ? [...shown, last] : shown
}
