/** Where a case stands against its deadline. Pure. */
import { span, wholeSpan } from './format.ts'

export type SlaState = {
  tone: 'calm' | 'warn' | 'over'
  /** Fraction of the promised time that is used, 0 to 1. */
  used: number
  /** Milliseconds left; negative when overdue. */
  left: number
  /** Milliseconds promised. */
  total: number
}

/**
 * Amber once `warnAt` (a fraction) of the promised time is used, red past it. Times are instants, `now` in
 * milliseconds.
 */
export function slaAt(submittedAt: string, dueAt: string, now: number, warnAt = 0.75): SlaState {
  const due = Date.parse(dueAt)
  const total = Math.max(1, due - Date.parse(submittedAt))
  const left = due - now
  const used = Math.min(1, Math.max(0, 1 - left / total))
  return { tone: left < 0 ? 'over' : used >= warnAt ? 'warn' : 'calm', used, left, total }
}

/** "1 h 04", or "−12 min" when it is past. */
export function slaFigure(sla: SlaState): string {
  return sla.left < 0 ? `−${span(sla.left)}` : span(sla.left)
}

/** "left of 4 h" or "past 4 h", to stand under or after the figure. */
export function slaRest(sla: SlaState): string {
  return sla.left < 0 ? `past ${wholeSpan(sla.total)}` : `left of ${wholeSpan(sla.total)}`
}

/** The whole sentence, for those who hear it. */
export function slaWords(sla: SlaState): string {
  return sla.left < 0
    ? `Overdue by ${span(sla.left)}, promised within ${wholeSpan(sla.total)}`
    : `${span(sla.left)} ${slaRest(sla)}`
}
