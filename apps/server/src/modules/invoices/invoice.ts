/**
 * An invoice and the payment behind it. The processor's word about a card is the truth; this says what that
 * truth means for what we hold, whatever order it is heard in.
 */
import type { InvoiceStatus, PaymentStatus } from '@countersign/contract'

export const invoiceTransitions = {
  draft: ['authorised', 'open', 'void'],
  authorised: ['draft', 'open', 'void'],
  open: ['paid', 'payment_failed', 'void'],
  payment_failed: ['open', 'void'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
  void: [],
} as const satisfies Record<InvoiceStatus, readonly InvoiceStatus[]>

export const paymentTransitions = {
  requires_method: ['authorised', 'captured', 'released'],
  authorised: ['captured', 'released', 'failed'],
  failed: ['authorised', 'captured', 'released'],
  captured: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
  released: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>

/** What is known of a payment here. Amounts in cents. */
export type PaymentState = {
  status: PaymentStatus
  paymentIntentId: string | null
  amountCents: number
  refundedCents: number
}

/** What the processor holds. */
export type CardTruth = {
  paymentIntentId: string
  state: 'requires_method' | 'processing' | 'authorised' | 'captured' | 'released'
  amountCents: number
  refundedCents: number
  failureCode: string | null
}

export type Verdict =
  /** Known already, overtaken, or not decided yet. */
  | { kind: 'nothing_new' }
  /** A card is held for it now. `replaces`: the authorisation that failed before. */
  | { kind: 'authorised'; replaces: string | null }
  | { kind: 'captured' }
  | { kind: 'refunded'; status: 'partially_refunded' | 'refunded' }
  /** The authorisation is gone: it ran out or was given back. */
  | { kind: 'lost' }
  /** The bank refused to pay on it. */
  | { kind: 'declined'; code: string }
  /** A second card is held for what one card pays already: give it back. */
  | { kind: 'stray' }
  /** Money was taken or held that cannot be ours: a person must look. */
  | { kind: 'alarm'; text: string }

const NOTHING_NEW: Verdict = { kind: 'nothing_new' }
export const AUTHORISATION_EXPIRED = 'authorisation_expired'

export function heed(payment: PaymentState, truth: CardTruth): Verdict {
  if (truth.amountCents !== payment.amountCents)
    return { kind: 'alarm', text: 'the amount is not the invoice’s' }
  const own = truth.paymentIntentId === payment.paymentIntentId
  switch (truth.state) {
    case 'processing':
      return NOTHING_NEW
    case 'authorised':
      return heedAuthorised(payment, own)
    case 'captured':
      return heedCaptured(payment, truth, own)
    case 'released':
      return payment.status === 'authorised' && own ? { kind: 'lost' } : NOTHING_NEW
    case 'requires_method':
      return payment.status === 'authorised' && own
        ? { kind: 'declined', code: truth.failureCode ?? 'card_declined' }
        : NOTHING_NEW
  }
}

function heedAuthorised(payment: PaymentState, own: boolean): Verdict {
  if (payment.status === 'requires_method') return { kind: 'authorised', replaces: null }
  if (own) return NOTHING_NEW
  // Only another card revives what has failed: this one has had its answer.
  if (payment.status === 'failed') return { kind: 'authorised', replaces: payment.paymentIntentId }
  return { kind: 'stray' }
}

function heedCaptured(payment: PaymentState, truth: CardTruth, own: boolean): Verdict {
  if (payment.status === 'requires_method') return { kind: 'captured' }
  if (!own) return { kind: 'alarm', text: 'a second card was charged' }
  if (payment.status === 'authorised' || payment.status === 'failed') return { kind: 'captured' }
  if (payment.status === 'released') return { kind: 'alarm', text: 'a released card was charged' }
  if (truth.refundedCents <= payment.refundedCents) return NOTHING_NEW
  return {
    kind: 'refunded',
    status: truth.refundedCents >= payment.amountCents ? 'refunded' : 'partially_refunded',
  }
}
