/** Stripe behind the `CardProcessor` port: hosted Checkout, payment intents with manual capture. */
import Stripe from 'stripe'
import type {
  Authorisation,
  CardEvent,
  CardProcessor,
  Checkout,
  Declined,
  Unavailable,
  Unknown,
} from './port.ts'

export type StripeOptions = {
  secretKey: string
  webhookSecret: string
  /** Where the API is; api.stripe.com when unset. */
  apiUrl?: string | undefined
  /** How long one call may take, in milliseconds. */
  timeoutMs?: number
}

/** Stripe's own recommendation for the age of a webhook's signature. */
const WEBHOOK_TOLERANCE_SECONDS = 300
/** Declines of the moment, not of the card (docs.stripe.com/declines/codes). */
const RETRYABLE = new Set([
  'try_again_later',
  'processing_error',
  'issuer_not_available',
  'reenter_transaction',
])

export function createStripeProcessor(options: StripeOptions): CardProcessor {
  const stripe = new Stripe(options.secretKey, {
    ...endpointOf(options.apiUrl),
    timeout: options.timeoutMs ?? 15_000,
    // The job queue tries again, with the outcome of each try on record.
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'Countersign' },
  })

  return {
    async createCheckout(request) {
      const metadata = { clinic_id: request.clinicId, payment_id: request.paymentId }
      try {
        const session = await stripe.checkout.sessions.create(
          {
            mode: 'payment',
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: request.currency,
                  unit_amount: request.amountCents,
                  // What was treated is nobody's business but the clinic's: the card page names the invoice only.
                  product_data: { name: `${request.clinicName}, invoice ${request.invoiceNumber}` },
                },
              },
            ],
            payment_intent_data: { capture_method: 'manual', metadata },
            // The hosted page names the clinic the patient knows.
            metadata: { ...metadata, clinic_name: request.clinicName },
            client_reference_id: request.paymentId,
            customer_email: request.customerEmail,
            success_url: request.returnUrl,
            cancel_url: request.cancelUrl,
          },
          { idempotencyKey: request.idempotencyKey },
        )
        return { outcome: 'ok', checkout: checkoutOf(session) }
      } catch (error) {
        return undecided(error)
      }
    },

    async retrieveCheckout(sessionId) {
      try {
        return { outcome: 'ok', checkout: checkoutOf(await stripe.checkout.sessions.retrieve(sessionId)) }
      } catch (error) {
        return unread(error)
      }
    },

    async expireCheckout(sessionId) {
      try {
        await stripe.checkout.sessions.expire(sessionId)
        return { outcome: 'ok' }
      } catch (error) {
        // Stripe answers 400 when it is complete or expired: either way nobody can pay on it any more.
        if (error instanceof Stripe.errors.StripeInvalidRequestError) return { outcome: 'ok' }
        return undecided(error)
      }
    },

    async retrieveAuthorisation(paymentIntentId) {
      try {
        const intent = await stripe.paymentIntents.retrieve(paymentIntentId, { expand: ['latest_charge'] })
        return { outcome: 'ok', authorisation: authorisationOf(intent) }
      } catch (error) {
        return unread(error)
      }
    },

    async capture(paymentIntentId, idempotencyKey) {
      try {
        const intent = await stripe.paymentIntents.capture(paymentIntentId, {}, { idempotencyKey })
        return { outcome: 'ok', capturedCents: intent.amount_received }
      } catch (error) {
        return declinedOr(error)
      }
    },

    async release(paymentIntentId, idempotencyKey) {
      try {
        await stripe.paymentIntents.cancel(paymentIntentId, {}, { idempotencyKey })
        return { outcome: 'ok' }
      } catch (error) {
        return undecided(error)
      }
    },

    async refund(paymentIntentId, amountCents, idempotencyKey) {
      try {
        const refund = await stripe.refunds.create(
          { payment_intent: paymentIntentId, amount: amountCents },
          { idempotencyKey },
        )
        return { outcome: 'ok', refundedCents: refund.amount }
      } catch (error) {
        return declinedOr(error)
      }
    },

    verifyWebhook(rawBody, signature) {
      if (!signature) return null
      try {
        return cardEventOf(
          stripe.webhooks.constructEvent(
            rawBody,
            signature,
            options.webhookSecret,
            WEBHOOK_TOLERANCE_SECONDS,
          ),
        )
      } catch {
        return null
      }
    },
  }
}

function endpointOf(apiUrl: string | undefined): {
  host?: string
  port?: number
  protocol?: 'http' | 'https'
} {
  if (!apiUrl) return {}
  const { hostname, port, protocol } = new URL(apiUrl)
  const https = protocol === 'https:'
  return { host: hostname, port: Number(port) || (https ? 443 : 80), protocol: https ? 'https' : 'http' }
}

function checkoutOf(session: Stripe.Checkout.Session): Checkout {
  return {
    sessionId: session.id,
    url: session.url,
    state: session.status === 'open' ? 'open' : session.status === 'complete' ? 'complete' : 'expired',
    paymentIntentId: idOf(session.payment_intent),
  }
}

function authorisationOf(intent: Stripe.PaymentIntent): Authorisation {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const captureBefore = charge?.payment_method_details?.card?.capture_before
  const failure = intent.last_payment_error
  const captured = intent.status === 'succeeded'
  return {
    paymentIntentId: intent.id,
    state: stateOf(intent.status),
    amountCents: intent.amount,
    currency: intent.currency,
    capturedCents: captured ? intent.amount_received : 0,
    // A released authorisation is booked as a refund of its charge too: only captured money counts here.
    refundedCents: captured ? (charge?.amount_refunded ?? 0) : 0,
    captureBefore: captureBefore === undefined ? null : new Date(captureBefore * 1000),
    failureCode: failure?.decline_code ?? failure?.code ?? null,
    ...ownerIn(intent.metadata),
  }
}

function stateOf(status: Stripe.PaymentIntent.Status): Authorisation['state'] {
  switch (status) {
    case 'requires_capture':
      return 'authorised'
    case 'succeeded':
      return 'captured'
    case 'canceled':
      return 'released'
    case 'processing':
      return 'processing'
    default:
      return 'requires_method'
  }
}

function cardEventOf(event: Stripe.Event): CardEvent {
  const object = event.data.object as {
    id?: unknown
    object?: unknown
    payment_intent?: unknown
    metadata?: unknown
  }
  const id = typeof object.id === 'string' ? object.id : null
  return {
    id: event.id,
    type: event.type,
    sessionId: object.object === 'checkout.session' ? id : null,
    paymentIntentId: object.object === 'payment_intent' ? id : idOf(object.payment_intent),
    ...ownerIn(object.metadata),
  }
}

const idOf = (reference: unknown): string | null => {
  if (typeof reference === 'string') return reference
  const id = (reference as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Metadata is free text that anybody with the processor's dashboard may edit: only ids pass. */
function ownerIn(metadata: unknown): { clinicId: string | null; paymentId: string | null } {
  const { clinic_id, payment_id } = (metadata ?? {}) as Record<string, unknown>
  const uuid = (value: unknown) => (typeof value === 'string' && UUID.test(value) ? value : null)
  return { clinicId: uuid(clinic_id), paymentId: uuid(payment_id) }
}

/** After a read: nothing can have happened. */
const unread = (_error: unknown): Unavailable => ({ outcome: 'unavailable' })

/**
 * After a write. Refusals that Stripe makes before acting are `unavailable`; anything that broke on the way,
 * and every 5xx, may have happened. An unexpected state is unknown too: asking shows what it is.
 */
function undecided(error: unknown): Unavailable | Unknown {
  const { errors } = Stripe
  if (error instanceof errors.StripeRateLimitError) return { outcome: 'unavailable' }
  if (error instanceof errors.StripeAuthenticationError) return { outcome: 'unavailable' }
  if (error instanceof errors.StripePermissionError) return { outcome: 'unavailable' }
  if (error instanceof errors.StripeConnectionError && neverConnected(error))
    return { outcome: 'unavailable' }
  return { outcome: 'unknown' }
}

function declinedOr(error: unknown): Declined | Unavailable | Unknown {
  if (error instanceof Stripe.errors.StripeCardError) {
    const code = error.decline_code ?? error.code ?? 'card_declined'
    return { outcome: 'declined', code, retryable: RETRYABLE.has(code) }
  }
  if (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'charge_expired_for_capture'
  ) {
    return { outcome: 'declined', code: error.code, retryable: false }
  }
  return undecided(error)
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const neverConnected = (error: InstanceType<typeof Stripe.errors.StripeConnectionError>): boolean => {
  const detail = error.detail as { code?: unknown } | undefined
  return typeof detail === 'object' && typeof detail.code === 'string' && NEVER_CONNECTED.has(detail.code)
}
