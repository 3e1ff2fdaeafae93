/** An order's life: what was asked for, decided, sent and handed out. */
import type { HoldReason, OrderStatus, PrescriptionStatus, Role } from '@countersign/contract'

export const transitions = {
  draft: ['approved', 'denied', 'cancelled'],
  approved: ['draft', 'on_hold', 'sent', 'partially_filled', 'filled', 'cancelled'],
  on_hold: ['draft', 'approved', 'sent', 'partially_filled', 'filled', 'cancelled'],
  sent: ['on_hold', 'partially_filled', 'filled', 'cancelled'],
  partially_filled: ['on_hold', 'filled', 'cancelled'],
  filled: ['on_hold', 'shipped', 'completed'],
  shipped: ['completed'],
  completed: [],
  /** Only for a medicine that was handed out although the order was cancelled: somebody must look. */
  cancelled: ['on_hold'],
  denied: ['draft'],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean =>
  (transitions[from] as readonly OrderStatus[]).includes(to)

/** Where an order stands when nothing holds it any more, by what its prescriptions say. */
export function standing(prescriptions: readonly PrescriptionStatus[]): OrderStatus {
  // A later step of a series waits: the order is not over with the first fill.
  if (prescriptions.includes('filled')) return prescriptions.includes('draft') ? 'partially_filled' : 'filled'
  if (prescriptions.includes('partially_filled')) return 'partially_filled'
  const withPharmacy: readonly PrescriptionStatus[] = [
    'sent',
    'verified',
    'cancel_requested',
    'cancel_denied',
  ]
  return prescriptions.some((status) => withPharmacy.includes(status)) ? 'sent' : 'approved'
}

/** Which holds a person of this role may lift. What was stopped for safety is a clinician's to judge. */
export const mayLift = (holdReason: HoldReason, role: Role): boolean =>
  holdReason === 'payment' ? false : holdReason === 'safety' ? role === 'provider' : true

/** `heldBy`: the person who holds it; null when the clock or a counterparty does. */
export type OrderState = { status: OrderStatus; holdReason: HoldReason | null; heldBy: string | null }
/** A hold of the pharmacy's own making: it ends with what made it. Any other waits for whoever put it there. */
export const isPharmacyHold = ({ status, holdReason, heldBy }: OrderState): boolean =>
  status === 'on_hold' && holdReason === 'pharmacy' && heldBy === null

export type OrderChange = { status: OrderStatus; holdReason: HoldReason | null; holdText: string | null }

/** What became of the prescription, as far as its order is concerned. */
export type PrescriptionOutcome =
  | { kind: 'on_its_way' }
  | { kind: 'with_pharmacy' }
  | { kind: 'partially_filled' }
  | { kind: 'filled' }
  | { kind: 'cancelled' }
  | { kind: 'trouble'; text: string }
  /** A medicine was handed out on a prescription no longer in force. */
  | { kind: 'alarm'; text: string }

const to = (status: OrderStatus): OrderChange => ({ status, holdReason: null, holdText: null })
const hold = (holdReason: HoldReason, holdText: string): OrderChange => ({
  status: 'on_hold',
  holdReason,
  holdText,
})

const over: readonly PrescriptionStatus[] = ['filled', 'rejected', 'rerouted', 'cancelled', 'expired']

/** What news of one step means for the order of a series: it is over only with its last step. */
export function ofSeries(
  outcome: PrescriptionOutcome,
  otherSteps: readonly PrescriptionStatus[],
): PrescriptionOutcome {
  if (outcome.kind !== 'filled' && outcome.kind !== 'cancelled') return outcome
  const open = otherSteps.some((status) => !over.includes(status))
  const handedOut = outcome.kind === 'filled' || otherSteps.includes('filled')
  if (!handedOut) return open ? { kind: 'on_its_way' } : outcome
  return { kind: open ? 'partially_filled' : 'filled' }
}

/** What the order becomes; null when it stays as it is. */
export function follow(order: OrderState, outcome: PrescriptionOutcome): OrderChange | null {
  const change = wanted(order, outcome)
  if (!change) return null
  if (change.status === order.status) return change.status === 'on_hold' ? change : null
  return mayBecome(order.status, change.status) ? change : null
}

function wanted(order: OrderState, outcome: PrescriptionOutcome): OrderChange | null {
  // What was stopped for safety, or by a person, goes on only when a person says so.
  if (order.holdReason === 'safety' && outcome.kind !== 'alarm') return null
  if (order.heldBy !== null && (outcome.kind === 'with_pharmacy' || outcome.kind === 'trouble')) return null
  switch (outcome.kind) {
    case 'on_its_way':
      return null
    case 'with_pharmacy':
      return order.status === 'approved' || order.holdReason === 'pharmacy' ? to('sent') : null
    case 'partially_filled':
      return to('partially_filled')
    case 'filled':
      return to('filled')
    case 'cancelled':
      return to('cancelled')
    case 'trouble':
      return order.status === 'filled' || order.status === 'cancelled' ? null : hold('pharmacy', outcome.text)
    case 'alarm':
      return hold('safety', outcome.text)
  }
}

/** What a pharmacy asks to go on with. */
export type RenewalAsked = {
  pharmacyId: string
  drugId: string
  rxcui: string | null
  doseMg: number
  quantity: number
  daysSupply: number
  sig: string
  refills: number
}

/** How what was signed answers a renewal request: as asked, changed, or another drug in its place. */
export function renewalOutcome(
  asked: RenewalAsked,
  signed: Omit<RenewalAsked, 'pharmacyId'>,
): 'approved' | 'approved-with-changes' | 'replace' {
  if (asked.drugId !== signed.drugId) return 'replace'
  const same =
    asked.rxcui === signed.rxcui &&
    asked.doseMg === signed.doseMg &&
    asked.quantity === signed.quantity &&
    asked.daysSupply === signed.daysSupply &&
    asked.refills === signed.refills &&
    asked.sig.trim() === signed.sig.trim()
  return same ? 'approved' : 'approved-with-changes'
}
