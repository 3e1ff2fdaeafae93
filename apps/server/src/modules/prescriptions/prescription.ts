/**
 * A prescription's life. Once it may have left the building it is never sent under another MessageID, and what
 * a pharmacy says it did is a fact: it is taken in whatever order it arrives.
 */
import type { PrescriptionStatus } from '@countersign/contract'

export const transitions = {
  draft: ['signed', 'cancelled'],
  signed: ['queued', 'cancelled'],
  queued: ['transmitting', 'sent', 'verified', 'partially_filled', 'filled', 'rejected', 'cancelled'],
  transmitting: [
    'queued',
    'sent',
    'transmission_unknown',
    'verified',
    'partially_filled',
    'filled',
    'rejected',
  ],
  transmission_unknown: ['queued', 'sent', 'verified', 'partially_filled', 'filled', 'rejected'],
  sent: ['verified', 'partially_filled', 'filled', 'rejected', 'rerouted', 'cancel_requested', 'expired'],
  verified: ['partially_filled', 'filled', 'rejected', 'rerouted', 'cancel_requested', 'expired'],
  partially_filled: ['filled', 'cancel_requested', 'expired'],
  filled: [],
  rejected: ['rerouted', 'partially_filled', 'filled', 'cancelled'],
  rerouted: [],
  cancel_requested: ['cancelled', 'cancel_denied', 'partially_filled', 'filled'],
  cancelled: [],
  cancel_denied: ['cancelled', 'partially_filled', 'filled', 'cancel_requested', 'expired'],
  expired: [],
} as const satisfies Record<PrescriptionStatus, readonly PrescriptionStatus[]>

type Moves = Partial<Record<PrescriptionStatus, PrescriptionStatus>>
const from = (statuses: readonly PrescriptionStatus[], to: PrescriptionStatus): Moves =>
  Object.fromEntries(statuses.map((status) => [status, to]))

const perhapsWithTheNetwork = ['queued', 'transmitting', 'transmission_unknown'] as const
const withThePharmacy = ['sent', 'verified'] as const

/** What each action makes of each state. A state that is missing refuses the action. */
export const moves = {
  sign: { draft: 'signed' },
  queue: { signed: 'queued' },
  transmit: { queued: 'transmitting' },
  /** The network says it has it. */
  accept: from(perhapsWithTheNetwork, 'sent'),
  /** Network or pharmacy says no. */
  reject: from([...perhapsWithTheNetwork, ...withThePharmacy], 'rejected'),
  /** It certainly did not arrive: to be sent again. */
  requeue: from(['transmitting', 'transmission_unknown'], 'queued'),
  /** It may have arrived. */
  lose: { transmitting: 'transmission_unknown' },
  verify: from([...perhapsWithTheNetwork, 'sent'], 'verified'),
  fill_partly: from(
    [...perhapsWithTheNetwork, ...withThePharmacy, 'rejected', 'cancel_requested', 'cancel_denied'],
    'partially_filled',
  ),
  fill: from(
    [
      ...perhapsWithTheNetwork,
      ...withThePharmacy,
      'partially_filled',
      'rejected',
      'cancel_requested',
      'cancel_denied',
    ],
    'filled',
  ),
  request_cancel: from([...withThePharmacy, 'partially_filled', 'cancel_denied'], 'cancel_requested'),
  confirm_cancel: from(['cancel_requested', 'cancel_denied'], 'cancelled'),
  deny_cancel: { cancel_requested: 'cancel_denied' },
  /** Taken back while it is certainly still here, or after it was refused. */
  withdraw: from(['draft', 'signed', 'queued', 'rejected'], 'cancelled'),
  reroute: { rejected: 'rerouted' },
  /** Another prescription, the answer to the pharmacy's own question, takes its place there. */
  replace: from(withThePharmacy, 'rerouted'),
  expire: from([...withThePharmacy, 'partially_filled', 'cancel_denied'], 'expired'),
} as const satisfies Record<string, Moves>
export type PrescriptionAction = keyof typeof moves

export type Moved = { ok: true; status: PrescriptionStatus } | { ok: false; reasons: string[] }

/** What an action makes of a prescription in this state. */
export function move(status: PrescriptionStatus, action: PrescriptionAction): Moved {
  const to = (moves[action] as Moves)[status]
  if (to === undefined)
    return { ok: false, reasons: [`A prescription that is ${status} does not take "${action}".`] }
  return { ok: true, status: to }
}

/** Signed and certainly with no pharmacy: what another dose may take the place of. */
export const isUnsent = (status: PrescriptionStatus): boolean =>
  status !== 'draft' && move(status, 'withdraw').ok

/** A pharmacy that has not said within this that it has the prescription has stalled. */
export const STALLED_MS = 4 * 3_600_000
/** One that has it and has not filled it within this is overdue. */
export const OVERDUE_MS = 7 * 86_400_000

/** DEASchedule of a drug outside the schedules (NCIt). */
export const UNSCHEDULED = 'C38046'
export const isControlled = (deaSchedule: string | null): boolean =>
  deaSchedule !== null && deaSchedule !== UNSCHEDULED

/** What a controlled substance was signed with (21 CFR 1311): the signer was found able to, and showed the second factor. */
export type ControlledAuthority = {
  deaNumber: string
  secondFactorAt: Date
  /** YYYY-MM-DD. */
  liveVisitOn: string
  pdmpCheckedAt: Date
}

/** What keeps a product from being signed here, in words; empty when nothing does. */
export function reasonsNotToSign(
  product: { description: string; deaSchedule: string | null },
  authority: ControlledAuthority | null = null,
): string[] {
  const reasons: string[] = []
  if (isControlled(product.deaSchedule) && authority === null)
    reasons.push('A controlled substance is signed in a visit’s own approval, with the second factor.')
  if (product.description.length > 105)
    reasons.push('The drug description is longer than the network can carry (105).')
  return reasons
}
