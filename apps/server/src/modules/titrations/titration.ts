/** A series of prescriptions step by step: what may follow what, and what is due. Pure. */
import type { PrescriptionStatus, StepStatus } from '@countersign/contract'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'

export const transitions = {
  planned: ['check_in', 'review', 'cancelled'],
  check_in: ['ready', 'review', 'cancelled'],
  review: ['ready', 'planned', 'cancelled'],
  ready: ['released', 'review', 'cancelled'],
  released: [],
  cancelled: [],
} as const satisfies Record<StepStatus, readonly StepStatus[]>

export const mayBecome = (from: StepStatus, to: StepStatus): boolean =>
  (transitions[from] as readonly StepStatus[]).includes(to)

/** Days before its start that a step's check-in is asked. */
export const ASK_DAYS = 7
/** A step that is too soon on its day waits this long for its time before somebody is asked to look. */
export const WAIT_DAYS = 7

export type StepState = {
  step: number
  status: StepStatus
  /** YYYY-MM-DD. */
  startsOn: string
  rx: PrescriptionStatus
}

export type Due =
  | { kind: 'nothing' }
  | { kind: 'ask'; step: number }
  | { kind: 'review'; step: number; reason: string }
  | { kind: 'release'; step: number }
  /** A step was called off with its order. */
  | { kind: 'stop' }
  | { kind: 'complete' }

const handedOut: readonly PrescriptionStatus[] = ['filled', 'partially_filled']

/** What the clock does next with a series. @param today the clinic's day. */
export function dueNow(steps: readonly StepState[], today: string): Due {
  if (steps.some((step) => step.status !== 'cancelled' && step.step > 1 && step.rx === 'cancelled'))
    return { kind: 'stop' }
  const ordered = [...steps].sort((a, b) => a.step - b.step)
  const next = ordered.find(({ status }) => status !== 'released' && status !== 'cancelled')
  if (!next) return { kind: 'complete' }
  const before = ordered.find(({ step }) => step === next.step - 1)
  if (before?.status !== 'released') return { kind: 'nothing' }
  const days = differenceInCalendarDays(parseISO(next.startsOn), parseISO(today))
  switch (next.status) {
    case 'planned':
      return days <= ASK_DAYS ? { kind: 'ask', step: next.step } : { kind: 'nothing' }
    case 'check_in':
      return days <= 0
        ? { kind: 'review', step: next.step, reason: 'The patient did not answer the check-in.' }
        : { kind: 'nothing' }
    case 'ready':
      if (days > 0) return { kind: 'nothing' }
      return handedOut.includes(before.rx)
        ? { kind: 'release', step: next.step }
        : {
            kind: 'review',
            step: next.step,
            reason: `The step before was not handed out: its prescription is ${before.rx.replace('_', ' ')}.`,
          }
    default:
      return { kind: 'nothing' }
  }
}

/** Later steps keep their distance when one is put off. */
export function putOff(
  steps: readonly Pick<StepState, 'step' | 'startsOn'>[],
  from: number,
  days: number,
): { step: number; startsOn: string }[] {
  return steps
    .filter(({ step }) => step >= from)
    .map(({ step, startsOn }) => ({
      step,
      startsOn: new Date(Date.parse(`${startsOn}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10),
    }))
}
