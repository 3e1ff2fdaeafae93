/** States of orders, prescriptions and money in the words clinicians use. */
import type {
  CancelReason,
  HoldReason,
  InvoiceStatus,
  OrderDetail,
  OrderLane,
  OrderRow,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
  TroubleKind,
} from '@countersign/contract'
import type { Tone } from '../../ui/chips.tsx'

export const laneNames: Record<OrderLane, string> = {
  trouble: 'Trouble',
  needs_review: 'Needs review',
  on_hold: 'On hold',
  sent: 'Sent',
  done: 'Done',
}

export const orderStatusWords: Record<OrderStatus, string> = {
  draft: 'Draft',
  approved: 'Approved, not sent',
  on_hold: 'On hold',
  sent: 'Sent',
  partially_filled: 'Partly filled',
  filled: 'Filled',
  shipped: 'Shipped',
  completed: 'Completed',
  cancelled: 'Cancelled',
  denied: 'Denied',
}
export const holdWords: Record<HoldReason, string> = {
  insurance: 'On hold: insurance',
  pharmacy: 'On hold: pharmacy',
  payment: 'On hold: payment',
  safety: 'On hold: safety',
}
export const prescriptionWords: Record<PrescriptionStatus, string> = {
  draft: 'Draft',
  signed: 'Signed, not sent',
  queued: 'Queued to send',
  transmitting: 'Sending',
  sent: 'Accepted by network',
  verified: 'Verified by pharmacy',
  partially_filled: 'Partly filled',
  filled: 'Filled',
  rejected: 'Rejected by pharmacy',
  rerouted: 'Replaced by a reroute',
  transmission_unknown: 'No answer, status asked',
  cancel_requested: 'Cancel asked',
  cancelled: 'Cancelled',
  cancel_denied: 'Cancel denied',
  expired: 'Expired',
}
export const invoiceWords: Record<InvoiceStatus, string> = {
  draft: 'Draft',
  authorised: 'Authorized',
  open: 'Open',
  paid: 'Paid',
  payment_failed: 'Payment failed',
  void: 'Void',
  partially_refunded: 'Partly refunded',
  refunded: 'Refunded',
}
export const paymentWords: Record<PaymentStatus, string> = {
  requires_method: 'No card yet',
  authorised: 'Authorized, not captured',
  captured: 'Captured',
  released: 'Released, nothing charged',
  failed: 'Failed',
  refunded: 'Refunded',
  partially_refunded: 'Partly refunded',
}

export const cancelNames: Record<CancelReason, string> = {
  patient_request: 'The patient asks for it',
  prescriber_decision: 'My decision',
  safety: 'Safety',
  duplicate: 'Ordered twice',
  insurance: 'Insurance',
  pharmacy_unavailable: 'No pharmacy has it',
  other: 'Another reason',
}

/** `ask`: nobody knows yet, or somebody is to answer. */
const troubleFaces: Record<TroubleKind, { tone: Tone; text: string }> = {
  rejected: { tone: 'danger', text: 'Pharmacy rejected' },
  not_filled: { tone: 'danger', text: 'Not filled' },
  unknown: { tone: 'ask', text: 'No answer, status asked' },
  stalled: { tone: 'ask', text: 'Not confirmed for 4 h' },
  overdue: { tone: 'ask', text: 'Not filled for 7 days' },
  cancel_denied: { tone: 'danger', text: 'Cancel denied' },
  pharmacy_hold: { tone: 'ask', text: 'Held: pharmacy' },
  payment_failed: { tone: 'ask', text: 'Card declined' },
  refund_due: { tone: 'ask', text: 'Refund due' },
}

type Face = { tone: Tone; text: string }
const pharmacyDone: readonly PrescriptionStatus[] = ['verified', 'partially_filled', 'filled']

function standingFace(status: OrderStatus, rx: PrescriptionStatus | null): Face {
  if (status === 'cancelled' || status === 'denied' || rx === null || rx === 'rerouted')
    return { tone: 'line', text: orderStatusWords[status] }
  if (status === 'completed' || status === 'shipped') return { tone: 'done', text: orderStatusWords[status] }
  return { tone: pharmacyDone.includes(rx) ? 'done' : 'line', text: prescriptionWords[rx] }
}

/** How an order stands, in one chip of the list. */
export function rowFace(
  row: Pick<OrderRow, 'lane' | 'status' | 'troubleDetail' | 'review' | 'holdReason' | 'prescriptionStatus'>,
): Face {
  if (row.troubleDetail) return troubleFaces[row.troubleDetail.kind]
  if (row.holdReason) return { tone: 'neutral', text: holdWords[row.holdReason] }
  if (row.review) return { tone: 'neutral', text: row.review.text }
  return standingFace(row.status, row.prescriptionStatus)
}

/** The same of one order opened. */
export function detailFace({ order, troubles, prescriptions, review }: OrderDetail): Face {
  const [trouble] = troubles
  if (trouble) return troubleFaces[trouble.kind]
  if (order.holdReason) return { tone: 'neutral', text: holdWords[order.holdReason] }
  if (review) return { tone: 'neutral', text: review.text }
  return standingFace(order.status, prescriptions.find((rx) => rx.status !== 'draft')?.status ?? null)
}

/** What is wrong, as a heading: who cannot do what. */
export function troubleTitle(kind: TroubleKind, pharmacy: string | null): string {
  const who = pharmacy ?? 'The pharmacy'
  const titles: Partial<Record<TroubleKind, string>> = {
    rejected: `${who} cannot fill it`,
    not_filled: `${who} did not fill it`,
    cancel_denied: `${who} did not cancel it`,
    unknown: 'It may or may not have arrived',
    stalled: `${who} has not confirmed it`,
    overdue: `${who} has not filled it`,
  }
  return titles[kind] ?? troubleFaces[kind].text
}

/** Each prescription with what happened to it, newest first, and what belongs to the order as a whole. */
export function timelineGroups(detail: Pick<OrderDetail, 'prescriptions' | 'timeline'>) {
  const newestFirst = detail.timeline.toReversed()
  return {
    prescriptions: detail.prescriptions
      .map((rx) => ({ rx, entries: newestFirst.filter((one) => one.prescriptionId === rx.id) }))
      .filter(({ rx, entries }) => entries.length > 0 || rx.status === 'draft'),
    order: newestFirst.filter((one) => one.prescriptionId === null),
  }
}
