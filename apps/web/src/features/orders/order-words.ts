/** States of orders, prescriptions and money in the words clinicians use. */
import type {
  HoldReason,
  InvoiceStatus,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
} from '@countersign/contract'

export const orderStatusWords: Record<OrderStatus, string> = {
  draft: 'Draft',
  approved: 'Approved, in undo',
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
  signed: 'Signed, in undo',
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
