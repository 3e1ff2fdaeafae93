/** Checkout sessions: opened by the clinic, paid on the hosted page, completed or expired. */
import type { AcceptedCard } from './cards.ts'
import { CardApiError, missing } from './errors.ts'
import type { CheckoutSession, LineItem, Metadata, SessionPrivate, SetupIntent } from './objects.ts'
import { confirmPaymentIntent, createPaymentIntent } from './payment-intents.ts'
import { createCustomer, requireCustomer, storeCard } from './payment-methods.ts'
import { type Cause, newId, noCause, type Processor } from './processor.ts'

export type NewSession = {
  mode: 'payment' | 'setup'
  successUrl: string
  cancelUrl: string | null
  currency: string | null
  customer: string | null
  customerCreation: 'always' | 'if_required' | null
  customerEmail: string | null
  clientReferenceId: string | null
  displayName: string | null
  expiresAt: number | null
  lineItems: LineItem[]
  metadata: Metadata
  intent: SessionPrivate['intent']
  submitType: string | null
}

const day = 86_400
const completed = (session: CheckoutSession) => `checkout:${session.id}`

export const createSession = (processor: Processor, input: NewSession): CheckoutSession => {
  if (input.customer !== null) requireCustomer(processor, input.customer, 'customer')
  const created = processor.seconds()
  const expiresAt = input.expiresAt ?? created + day
  if (input.expiresAt !== null && (expiresAt < created + 1790 || expiresAt > created + day + 60)) {
    throw new CardApiError(400, {
      message:
        'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      param: 'expires_at',
    })
  }
  const id = newId('cs_test_', 58)
  const setup = input.mode === 'setup' ? newSetupIntent(processor, input) : undefined
  const total = input.lineItems.reduce((sum, item) => sum + item.quantity * item.unitAmount, 0)
  if (input.mode === 'payment' && total < 50) {
    throw new CardApiError(400, {
      code: 'amount_too_small',
      message: "The Checkout Session's total amount due must add up to at least $0.50 usd",
    })
  }
  const session: CheckoutSession = {
    id,
    object: 'checkout.session',
    amount_subtotal: input.mode === 'payment' ? total : null,
    amount_total: input.mode === 'payment' ? total : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    branding_settings: {
      display_name: input.displayName ?? input.metadata.clinic_name ?? processor.merchantName,
    },
    cancel_url: input.cancelUrl,
    client_reference_id: input.clientReferenceId,
    client_secret: null,
    created,
    currency: input.currency,
    customer: input.customer,
    customer_creation: input.mode === 'payment' ? (input.customerCreation ?? 'if_required') : null,
    customer_details: input.customerEmail
      ? { email: input.customerEmail, name: null, phone: null, address: null }
      : null,
    customer_email: input.customerEmail,
    expires_at: expiresAt,
    livemode: false,
    metadata: input.metadata,
    mode: input.mode,
    payment_intent: null,
    payment_method_collection: input.mode === 'setup' ? 'always' : 'if_required',
    payment_method_types: ['card'],
    payment_status: input.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    setup_intent: setup?.id ?? null,
    status: 'open',
    submit_type: input.submitType,
    success_url: input.successUrl,
    total_details:
      input.mode === 'payment' ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: 'hosted_page',
    url: `${processor.publicUrl()}/checkout/${id}`,
  }
  processor.sessions.put(id, session)
  processor.sessionPrivate.put(id, { lineItems: input.lineItems, intent: input.intent })
  processor.agenda.add({ kind: 'session-expiry', subject: id, dueAt: expiresAt * 1000, body: {} })
  return session
}

const newSetupIntent = (processor: Processor, input: NewSession): SetupIntent => {
  const id = newId('seti_')
  const setup: SetupIntent = {
    id,
    object: 'setup_intent',
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId('', 25)}`,
    created: processor.seconds(),
    customer: input.customer,
    description: input.intent.description,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: input.intent.metadata,
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: 'off_session',
  }
  processor.setups.put(id, setup)
  return setup
}

export const requireSession = (processor: Processor, id: string): CheckoutSession => {
  const session = processor.sessions.get(id)
  if (!session) throw missing('checkout.session', id)
  return session
}

/** The line items as the API lists them. */
export const lineItemsOf = (processor: Processor, session: CheckoutSession) =>
  (processor.sessionPrivate.get(session.id)?.lineItems ?? []).map((item, index) => ({
    id: `li_${session.id.slice(8, 28)}${index}`,
    object: 'item',
    amount_discount: 0,
    amount_subtotal: item.quantity * item.unitAmount,
    amount_tax: 0,
    amount_total: item.quantity * item.unitAmount,
    currency: session.currency,
    description: item.name,
    quantity: item.quantity,
  }))

export type PaymentOutcome =
  | { ok: true; session: CheckoutSession; redirect: string }
  | { ok: false; message: string; declineCode: string }

/** `{CHECKOUT_SESSION_ID}` in the return address becomes the session's id. */
export const returnAddress = (session: CheckoutSession) =>
  session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)

/**
 * The person at the hosted page presses Pay. A decline leaves the session open for another card; a session
 * that is already complete answers its redirect again without paying twice.
 */
export const paySession = (processor: Processor, id: string, card: AcceptedCard): PaymentOutcome => {
  const session = requireSession(processor, id)
  if (session.status === 'complete') return { ok: true, session, redirect: returnAddress(session) }
  if (session.status === 'expired')
    return { ok: false, message: 'This page has expired.', declineCode: 'expired' }
  return session.mode === 'setup'
    ? completeSetup(processor, session, card)
    : completePayment(processor, session, card)
}

const finish = (
  processor: Processor,
  session: CheckoutSession,
  card: AcceptedCard,
  changes: Partial<CheckoutSession>,
): PaymentOutcome => {
  const email = session.customer_email ?? processor.customers.get(session.customer ?? '')?.email ?? null
  const complete: CheckoutSession = {
    ...session,
    ...changes,
    customer_details: {
      address: { city: null, country: 'US', line1: null, line2: null, postal_code: card.zip, state: null },
      email,
      name: card.name,
      phone: null,
    },
    status: 'complete',
    url: null,
  }
  processor.sessions.put(complete.id, complete)
  processor.agenda.cancel(complete.id, ['session-expiry'])
  const key = complete.payment_intent ? `payment:${complete.payment_intent}` : completed(complete)
  processor.emit(key, noCause, [['checkout.session.completed', complete]])
  return { ok: true, session: complete, redirect: returnAddress(complete) }
}

const completeSetup = (
  processor: Processor,
  session: CheckoutSession,
  card: AcceptedCard,
): PaymentOutcome => {
  const setup = processor.setups.get(session.setup_intent ?? '')
  if (!setup) throw missing('setup_intent', session.setup_intent ?? '')
  if (card.bank.declinesAuthorisation !== undefined) {
    return { ok: false, message: 'Your card was declined.', declineCode: card.bank.declinesAuthorisation }
  }
  const method = storeCard(processor, card, session.customer, session.customer_email)
  const succeeded: SetupIntent = { ...setup, payment_method: method.id, status: 'succeeded' }
  processor.setups.put(setup.id, succeeded)
  processor.emit(completed(session), noCause, [['setup_intent.succeeded', succeeded]])
  return finish(processor, session, card, {})
}

const completePayment = (
  processor: Processor,
  session: CheckoutSession,
  card: AcceptedCard,
): PaymentOutcome => {
  const terms = processor.sessionPrivate.get(session.id)?.intent
  if (!terms) throw missing('checkout.session', session.id)
  const wantsCustomer = session.customer_creation === 'always' || terms.setupFutureUsage !== null
  const customer =
    session.customer ??
    (wantsCustomer ? createCustomer(processor, { email: session.customer_email, name: card.name }).id : null)
  const intentId =
    session.payment_intent ??
    createPaymentIntent(processor, {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'usd',
      customer,
      ...terms,
    }).id
  const method = storeCard(processor, card, null, session.customer_email)
  const attempt = confirmPaymentIntent(
    processor,
    intentId,
    { paymentMethod: method.id, offSession: false },
    noCause,
  )
  const opened: CheckoutSession = { ...session, customer, payment_intent: intentId }
  if (!attempt.ok) {
    processor.sessions.put(session.id, opened)
    const { message, decline_code } = attempt.error.body
    return { ok: false, message, declineCode: decline_code ?? 'generic_decline' }
  }
  const paid = attempt.value.status === 'succeeded'
  return finish(processor, opened, card, { payment_status: paid ? 'paid' : 'unpaid' })
}

/** Closes an open session; nothing can be paid on it afterwards. */
export const expireSession = (processor: Processor, id: string, cause: Cause): CheckoutSession => {
  const session = requireSession(processor, id)
  if (session.status !== 'open') {
    throw new CardApiError(400, {
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    })
  }
  const expired: CheckoutSession = { ...session, status: 'expired', url: null }
  processor.sessions.put(id, expired)
  processor.agenda.cancel(id, ['session-expiry'])
  processor.emit(completed(session), cause, [['checkout.session.expired', expired]])
  return expired
}

export const handleSessionExpiry = (processor: Processor) =>
  processor.agenda.handle('session-expiry', ({ subject }) => {
    if (processor.sessions.get(subject)?.status === 'open') expireSession(processor, subject, noCause)
  })
