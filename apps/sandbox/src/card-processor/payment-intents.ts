/**
 * Payments: authorise, capture, release, refund. Each command is one transaction of the store; what it
 * throws, it has already written down (a decline is a fact, not an accident).
 */
import { bankOf, declineMessage } from './cards.ts'
import { CardApiError, missing } from './errors.ts'
import type { Charge, Metadata, PaymentError, PaymentIntent, PaymentMethod } from './objects.ts'
import { resolvePaymentMethod } from './payment-methods.ts'
import { type Cause, newId, noCause, type Processor } from './processor.ts'

export type NewPaymentIntent = {
  amount: number
  currency: string
  customer: string | null
  captureMethod: PaymentIntent['capture_method']
  description: string | null
  metadata: Metadata
  receiptEmail: string | null
  setupFutureUsage: string | null
  statementDescriptor: string | null
}

/** Outcome of a bank call that must be reported after its writes are committed. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; error: CardApiError }

const day = 86_400
/** Capture windows: 7 days in general; Visa merchant-initiated 4 days 18 hours (card networks, 2024). */
const captureWindow = (brand: string, offSession: boolean) =>
  brand === 'visa' && offSession ? 4 * day + 18 * 3600 : 7 * day

export const createPaymentIntent = (processor: Processor, input: NewPaymentIntent): PaymentIntent => {
  const id = newId('pi_')
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    amount: input.amount,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod,
    client_secret: `${id}_secret_${newId('', 25)}`,
    confirmation_method: 'automatic',
    created: processor.seconds(),
    currency: input.currency,
    customer: input.customer,
    description: input.description,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: input.metadata,
    next_action: null,
    payment_method: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    processing: null,
    receipt_email: input.receiptEmail,
    setup_future_usage: input.setupFutureUsage,
    shipping: null,
    statement_descriptor: input.statementDescriptor,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  }
  processor.intents.put(id, intent)
  return intent
}

export const requireIntent = (processor: Processor, id: string, param?: string): PaymentIntent => {
  const intent = processor.intents.get(id)
  if (!intent) throw missing('payment_intent', id, param)
  return intent
}

const unexpectedState = (intent: PaymentIntent, verb: string, allowed: string) =>
  new CardApiError(400, {
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent could not be ${verb} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ${verb}: ${allowed}.`,
    payment_intent: intent,
  })

const newCharge = (
  processor: Processor,
  intent: PaymentIntent,
  method: PaymentMethod,
  offSession: boolean,
  declineCode: string | undefined,
): Charge => {
  const declined = declineCode !== undefined
  const manual = intent.capture_method === 'manual'
  const {
    checks: _c,
    display_brand: _d,
    networks: _n,
    three_d_secure_usage: _t,
    wallet: _w,
    ...card
  } = method.card
  return {
    id: newId('ch_'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: processor.merchantName.toUpperCase().slice(0, 22),
    captured: false,
    created: processor.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: declined ? 'card_declined' : null,
    failure_message: declined ? declineMessage(declineCode) : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    outcome: declined
      ? {
          network_status: 'declined_by_network',
          reason: declineCode,
          risk_level: 'normal',
          seller_message: 'The bank returned a decline.',
          type: 'issuer_declined',
        }
      : {
          network_status: 'approved_by_network',
          reason: null,
          risk_level: 'normal',
          seller_message: 'Payment complete.',
          type: 'authorized',
        },
    paid: !declined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      card: {
        ...card,
        amount_authorized: declined ? 0 : intent.amount,
        authorization_code: declined ? null : newId('', 6).toUpperCase(),
        ...(manual && !declined
          ? { capture_before: processor.seconds() + captureWindow(method.card.brand, offSession) }
          : {}),
        network: method.card.brand,
      },
    },
    receipt_email: intent.receipt_email,
    refunded: false,
    shipping: null,
    statement_descriptor: intent.statement_descriptor,
    status: declined ? 'failed' : 'succeeded',
  }
}

const decline = (
  processor: Processor,
  intent: PaymentIntent,
  failure: {
    code: string
    charge: Charge | undefined
    method: PaymentMethod | undefined
    status: PaymentIntent['status']
  },
  cause: Cause,
): Attempt<never> => {
  const problem: PaymentError = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: failure.code,
    message: declineMessage(failure.code),
    charge: failure.charge?.id ?? intent.latest_charge,
    payment_method: failure.method ?? null,
  }
  const failed: PaymentIntent = { ...intent, status: failure.status, last_payment_error: problem }
  processor.intents.put(failed.id, failed)
  processor.emit(`payment:${failed.id}`, cause, [
    ...(failure.charge ? ([['charge.failed', failure.charge]] satisfies [string, Charge][]) : []),
    ['payment_intent.payment_failed', failed],
  ])
  const { charge, ...rest } = problem
  const error = new CardApiError(402, { ...rest, ...(charge ? { charge } : {}), payment_intent: failed })
  return { ok: false, error }
}

/** Asks the bank for the money: an authorisation to capture later, or the whole payment at once. */
export const confirmPaymentIntent = (
  processor: Processor,
  id: string,
  input: { paymentMethod: string | null; offSession: boolean },
  cause: Cause,
): Attempt<PaymentIntent> => {
  const current = requireIntent(processor, id)
  if (current.status !== 'requires_payment_method' && current.status !== 'requires_confirmation') {
    throw unexpectedState(current, 'confirmed', 'requires_payment_method, requires_confirmation')
  }
  const named = input.paymentMethod ?? current.payment_method
  if (named === null) {
    throw new CardApiError(400, {
      code: 'payment_intent_unexpected_state',
      message:
        'You cannot confirm this PaymentIntent because it is missing a payment method. Attach a payment method and try again.',
      payment_intent: current,
    })
  }
  const method = resolvePaymentMethod(processor, named, current.customer)
  const bank = bankOf(processor.vault.get(method.id)?.number ?? '')
  const capturesNow = current.capture_method !== 'manual'
  const refusal =
    (input.offSession ? bank.declinesOffSession : bank.declinesAuthorisation) ??
    (capturesNow ? (bank.declinesCapture ?? captureFault(processor)) : undefined)
  const charge = newCharge(processor, current, method, input.offSession, refusal)
  processor.charges.put(charge.id, charge)
  const intent: PaymentIntent = { ...current, latest_charge: charge.id }

  if (refusal !== undefined) {
    processor.record('declined', intent, intent.amount, cause)
    const failure = { code: refusal, charge, method, status: 'requires_payment_method' as const }
    return decline(processor, { ...intent, payment_method: null }, failure, cause)
  }
  if (intent.setup_future_usage && intent.customer) {
    processor.methods.put(method.id, { ...method, customer: intent.customer })
  }
  const authorised: PaymentIntent = {
    ...intent,
    payment_method: method.id,
    last_payment_error: null,
    amount_capturable: intent.amount,
    status: 'requires_capture',
  }
  processor.intents.put(authorised.id, authorised)
  processor.record('authorised', authorised, authorised.amount, cause)
  if (capturesNow) {
    processor.emit(`payment:${authorised.id}`, cause, [['charge.succeeded', charge]])
    return { ok: true, value: settle(processor, authorised, authorised.amount, cause) }
  }
  const before = charge.payment_method_details.card.capture_before
  if (before !== undefined) {
    processor.agenda.add({ kind: 'authorisation-expiry', subject: id, dueAt: before * 1000, body: {} })
  }
  processor.emit(`payment:${authorised.id}`, cause, [
    ['charge.succeeded', charge],
    ['payment_intent.amount_capturable_updated', authorised],
  ])
  return { ok: true, value: authorised }
}

const captureFault = (processor: Processor) =>
  processor.faults.read().card.declineCaptures ? 'try_again_later' : undefined

/** Takes the money of an authorisation; the rest of it is released. */
const settle = (processor: Processor, intent: PaymentIntent, amount: number, cause: Cause): PaymentIntent => {
  const charge = processor.charges.get(intent.latest_charge ?? '')
  if (!charge) throw missing('charge', intent.latest_charge ?? '')
  const { capture_before: _, ...card } = charge.payment_method_details.card
  const captured: Charge = {
    ...charge,
    amount_captured: amount,
    balance_transaction: newId('txn_'),
    captured: true,
    payment_method_details: { type: 'card', card },
  }
  const paid: PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  }
  processor.charges.put(captured.id, captured)
  processor.intents.put(paid.id, paid)
  processor.agenda.cancel(paid.id, ['authorisation-expiry'])
  processor.record('captured', paid, amount, cause)
  if (amount < intent.amount) processor.record('released', paid, intent.amount - amount, cause)
  processor.emit(`payment:${paid.id}`, cause, [
    ['charge.captured', captured],
    ['payment_intent.succeeded', paid],
  ])
  return paid
}

/** Captures an authorisation, in whole or in part. A second capture of the same payment is refused. */
export const capturePaymentIntent = (
  processor: Processor,
  id: string,
  amountToCapture: number | undefined,
  cause: Cause,
): Attempt<PaymentIntent> => {
  const intent = requireIntent(processor, id)
  if (intent.status !== 'requires_capture') throw unexpectedState(intent, 'captured', 'requires_capture')
  const charge = processor.charges.get(intent.latest_charge ?? '')
  const before = charge?.payment_method_details.card.capture_before ?? 0
  if (before <= processor.seconds()) {
    throw new CardApiError(400, {
      code: 'charge_expired_for_capture',
      message: 'The charge cannot be captured because the authorization has expired.',
      ...(charge ? { charge: charge.id } : {}),
    })
  }
  const amount = amountToCapture ?? intent.amount_capturable
  if (amount < 1 || amount > intent.amount_capturable) {
    throw new CardApiError(400, {
      code: 'amount_too_large',
      message: 'The amount could not be captured because it is greater than the amount that is capturable.',
      param: 'amount_to_capture',
    })
  }
  const number = processor.vault.get(intent.payment_method ?? '')?.number ?? ''
  const final = bankOf(number).declinesCapture
  const refusal = final ?? captureFault(processor)
  if (refusal !== undefined) {
    processor.record('capture_declined', intent, amount, cause)
    // The card's own refusal ends the authorisation; the processor's fault leaves it open for a retry.
    if (final) processor.agenda.cancel(id, ['authorisation-expiry'])
    const method = processor.methods.get(intent.payment_method ?? '')
    return decline(
      processor,
      final ? { ...intent, amount_capturable: 0, payment_method: null } : intent,
      {
        code: refusal,
        charge: undefined,
        method,
        status: final ? 'requires_payment_method' : 'requires_capture',
      },
      cause,
    )
  }
  return { ok: true, value: settle(processor, intent, amount, cause) }
}

const cancellable = ['requires_payment_method', 'requires_confirmation', 'requires_capture']

/** Gives an authorisation back. */
export const cancelPaymentIntent = (
  processor: Processor,
  id: string,
  reason: string | null,
  cause: Cause,
): PaymentIntent => {
  const intent = requireIntent(processor, id)
  if (!cancellable.includes(intent.status)) throw unexpectedState(intent, 'canceled', cancellable.join(', '))
  const session = processor.sessions.all().find((entry) => entry.payment_intent === id)
  if (session?.status === 'open') {
    throw new CardApiError(400, {
      message:
        'You cannot cancel the PaymentIntent for an open Checkout Session. Expire the Checkout Session instead.',
      payment_intent: intent,
    })
  }
  const canceled: PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    canceled_at: processor.seconds(),
    cancellation_reason: reason,
    status: 'canceled',
  }
  processor.intents.put(id, canceled)
  processor.agenda.cancel(id, ['authorisation-expiry'])
  const charge = processor.charges.get(intent.latest_charge ?? '')
  if (intent.status === 'requires_capture' && charge) {
    // The processor books a released authorisation as a refund of a charge that was never captured.
    const { capture_before: _, ...card } = charge.payment_method_details.card
    const released: Charge = {
      ...charge,
      amount_refunded: charge.amount,
      refunded: true,
      payment_method_details: { type: 'card', card },
    }
    processor.charges.put(charge.id, released)
    processor.record('released', canceled, intent.amount_capturable, cause)
    processor.emit(`payment:${id}`, cause, [['charge.refunded', released]])
  }
  processor.emit(`payment:${id}`, cause, [['payment_intent.canceled', canceled]])
  return canceled
}

/** An authorisation nobody captured in time falls back by itself. */
export const handleAuthorisationExpiry = (processor: Processor) =>
  processor.agenda.handle('authorisation-expiry', ({ subject }) => {
    if (processor.intents.get(subject)?.status === 'requires_capture') {
      cancelPaymentIntent(processor, subject, 'automatic', noCause)
    }
  })
