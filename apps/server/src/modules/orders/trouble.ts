/** Why an order needs somebody: the kinds of trouble, their words, and what may be done about each. Pure. */
import type {
  OrderAction,
  OrderStatus,
  OrderTrouble,
  PrescriptionStatus,
  Role,
  TroubleKind,
} from '@countersign/contract'
import { isUnsent, OVERDUE_MS, STALLED_MS } from '../prescriptions/index.ts'
import { mayBecome, mayLift } from './order.ts'

/** What a prescription's state and age say; null when nothing is wrong. `not_filled` is the code kept with a rejection. */
export function troubleOfPrescription(
  rx: { status: PrescriptionStatus; statusAt: Date; rejectCode: string | null },
  now: Date,
): TroubleKind | null {
  const age = now.getTime() - rx.statusAt.getTime()
  switch (rx.status) {
    case 'rejected':
      return rx.rejectCode === 'not_filled' ? 'not_filled' : 'rejected'
    case 'transmission_unknown':
      return 'unknown'
    case 'cancel_denied':
      return 'cancel_denied'
    case 'sent':
      return age > STALLED_MS ? 'stalled' : null
    case 'verified':
      return age > OVERDUE_MS ? 'overdue' : null
    default:
      return null
  }
}

const actionsOf: Record<TroubleKind, readonly OrderAction[]> = {
  rejected: ['reroute', 'resend', 'adjust', 'call_pharmacy', 'write_patient', 'cancel'],
  not_filled: ['reroute', 'resend', 'adjust', 'call_pharmacy', 'write_patient', 'cancel'],
  unknown: ['ask_network', 'call_pharmacy'],
  stalled: ['call_pharmacy', 'ask_network', 'write_patient', 'cancel'],
  overdue: ['write_patient', 'call_pharmacy', 'cancel'],
  cancel_denied: ['call_pharmacy', 'write_patient', 'cancel'],
  pharmacy_hold: ['release', 'call_pharmacy', 'write_patient', 'cancel'],
  payment_failed: ['write_patient', 'cancel'],
  refund_due: ['write_patient'],
}

/** What the network's own codes mean for the people who resolve it (NCPDP SCRIPT Error codes and ours). */
const codeWords: Record<string, string> = {
  '600': 'The pharmacy could not be reached, and trying again did not help.',
  '601': 'The pharmacy’s system could not process the prescription.',
  '602': 'The pharmacy’s system broke down.',
  '700': 'The network is not set up for this pharmacy.',
  '900': 'The pharmacy rejected the prescription.',
  undeliverable: 'The prescription could not be delivered.',
  not_writable: 'The prescription cannot be written for the network.',
}

type Words = {
  rejectCode: string | null
  rejectText: string | null
  holdText: string | null
  pharmacy: string | null
}

/** What somebody else said stands in quotes. */
const quoted = (ours: string, theirs: string | null): string =>
  theirs === null || theirs === ours ? ours : `${ours} “${theirs}”`

export function troubleWords(
  kind: TroubleKind,
  { rejectCode, rejectText, holdText, pharmacy }: Words,
): string {
  const who = pharmacy ?? 'The pharmacy'
  switch (kind) {
    case 'rejected': {
      const meaning = (rejectCode && codeWords[rejectCode]) || 'Network or pharmacy said no.'
      return quoted(meaning, rejectText)
    }
    case 'not_filled':
      return quoted(`${who} did not fill it.`, rejectText)
    case 'unknown':
      return 'Whether the pharmacy has the prescription is being found out.'
    case 'stalled':
      return `${who} has not confirmed the prescription for more than four hours.`
    case 'overdue':
      return `${who} has had the prescription for more than seven days and has not filled it.`
    case 'cancel_denied':
      return quoted(`${who} did not cancel it.`, rejectText)
    case 'pharmacy_hold':
      return holdText ?? 'Held because of the pharmacy.'
    case 'payment_failed':
      return 'The payment did not go through; the patient was asked for another card.'
    case 'refund_due':
      return 'Cancelled after the card was charged: the money is to be given back.'
  }
}

export type Seat = {
  role: Role
  status: OrderStatus
  holdReason: 'insurance' | 'pharmacy' | 'payment' | 'safety' | null
  /** The decision can no longer be taken back. */
  inEffect: boolean
}
/** Prescriptions of the order, as far as actions ask. */
export type RxSeat = { status: PrescriptionStatus; controlled: boolean }

/** What this person may do with the order now. */
export function actionsFor(seat: Seat, prescriptions: readonly RxSeat[]): OrderAction[] {
  const { role, status, holdReason } = seat
  if (role !== 'provider' && role !== 'coordinator') return []
  const open = !['draft', 'completed', 'cancelled', 'denied', 'filled', 'shipped'].includes(status)
  const some = (test: (rx: RxSeat) => boolean) => prescriptions.some(test)
  const mayReroute = holdReason !== 'safety' && some((rx) => rx.status === 'rejected' && !rx.controlled)
  const may: Record<OrderAction, boolean> = {
    hold: open && status !== 'on_hold' && mayBecome(status, 'on_hold'),
    release:
      status === 'on_hold' &&
      holdReason !== null &&
      mayLift(holdReason, role) &&
      !some((rx) => rx.status === 'rejected'),
    cancel: mayBecome(status, 'cancelled') && status !== 'draft',
    verify: some((rx) => rx.status !== 'draft' && rx.status !== 'cancelled'),
    adjust: role === 'provider' && seat.inEffect && open && some((rx) => isUnsent(rx.status)),
    resend: mayReroute,
    reroute: mayReroute,
    ask_network: some((rx) => ['transmission_unknown', 'sent'].includes(rx.status)),
    call_pharmacy: some((rx) => rx.status !== 'draft' && rx.status !== 'signed'),
    write_patient: true,
  }
  return (Object.keys(may) as OrderAction[]).filter((action) => may[action])
}

/** One trouble with its words and next actions: those of its kind that this person may take. */
export function troubleFor(
  kind: TroubleKind,
  found: Words & { prescriptionId: string | null; since: Date },
  allowed: readonly OrderAction[],
): OrderTrouble {
  return {
    kind,
    prescriptionId: found.prescriptionId,
    text: troubleWords(kind, found),
    since: found.since.toISOString(),
    actions: actionsOf[kind].filter((action) => allowed.includes(action)),
  }
}
