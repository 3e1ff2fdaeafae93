/** Bars and rings that carry a number beside them. */
import styles from './primitives.module.css'
import { type SlaState, slaWords } from './sla.ts'

/** How sure the engine is, 0 to 1: a grey bar and a number. It is not a verdict. */
export function ConfidenceBar({ value, wide }: { value: number; wide?: boolean }) {
  const percent = Math.round(value * 100)
  return (
    <span className={styles.confidence} role="img" aria-label={`Confidence ${percent} percent`}>
      <span className={styles.track} data-wide={wide ? '' : undefined}>
        <i style={{ width: `${percent}%` }} />
      </span>
      {percent} %
    </span>
  )
}

/** How much of the promised time is used. The words stand beside it. */
export function SlaBar({ sla, width }: { sla: SlaState; width?: number | string }) {
  return (
    <span
      className={styles.slaBar}
      data-tone={sla.tone}
      style={width === undefined ? undefined : { width }}
      role="img"
      aria-label={slaWords(sla)}
    >
      <i style={{ width: `${Math.round(sla.used * 100)}%` }} />
    </span>
  )
}

export function Avatar({ initials, me, size = 20 }: { initials: string; me?: boolean; size?: number }) {
  return (
    <span
      className={styles.avatar}
      data-me={me ? '' : undefined}
      style={{ width: size, height: size, fontSize: Math.max(9.5, size * 0.39) }}
      aria-hidden
    >
      {initials}
    </span>
  )
}

/** A countdown: whole seconds inside a ring that empties. `left` and `total` in milliseconds. */
export function CountdownRing({ left, total, size = 34 }: { left: number; total: number; size?: number }) {
  const radius = size / 2 - 2
  const length = 2 * Math.PI * radius
  const part = total <= 0 ? 0 : Math.min(1, Math.max(0, left / total))
  return (
    <span className={styles.ring} style={{ width: size, height: size }}>
      <svg width={size} height={size} aria-hidden>
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          stroke="currentColor"
          strokeOpacity={0.25}
          strokeWidth={3}
        />
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          stroke="var(--cs-inverse-accent)"
          strokeWidth={3}
          strokeLinecap="round"
          strokeDasharray={`${length * part} ${length}`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      <b>{Math.ceil(left / 1000)}</b>
    </span>
  )
}
