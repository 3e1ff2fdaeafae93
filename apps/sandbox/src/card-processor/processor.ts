/**
 * The card processor's state and its voice: collections, ids, the ledger, and events that become signed
 * webhooks. Commands on payments and sessions are built on this.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Agenda } from '../agenda.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Store } from '../store.ts'
import type {
  CardEvent,
  Charge,
  CheckoutSession,
  Customer,
  LedgerEntry,
  PaymentIntent,
  PaymentMethod,
  Refund,
  SessionPrivate,
  SetupIntent,
} from './objects.ts'

export const apiVersion = '2026-10-28.endive'

/** The event types the clinic's endpoint is subscribed to; others only appear in the list of events. */
const subscribed = new Set([
  'checkout.session.completed',
  'checkout.session.expired',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.captured',
  'charge.refunded',
])

/** Which call caused a change: events and ledger lines name it. */
export type Cause = { requestId: string | null; idempotencyKey: string | null; apiVersion: string }
export const noCause: Cause = { requestId: null, idempotencyKey: null, apiVersion }

export type ProcessorDeps = {
  store: Store
  agenda: Agenda
  deliveries: Deliveries
  faults: Faults
  now: () => number
  countersignUrl: string
  webhookSecret: string
  publicUrl: () => string
  merchantName: string
}

/** `Stripe-Signature` over the exact bytes, scheme v1: HMAC-SHA256 of `timestamp.payload`. */
export const signWebhook = (payload: string, secret: string, timestamp: number): string =>
  `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')}`

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** An id in the processor's style: prefix and 24 letters or digits. */
export const newId = (prefix: string, length = 24): string =>
  prefix + [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('')

const channelName = 'card-processor'

export type Processor = ReturnType<typeof createProcessor>

export const createProcessor = (deps: ProcessorDeps) => {
  const { store, deliveries, faults, now } = deps
  const collections = {
    customers: store.collection<Customer>('customer'),
    methods: store.collection<PaymentMethod>('payment_method'),
    /** Card numbers stay behind their payment method, as in a vault. */
    vault: store.collection<{ number: string }>('card_vault'),
    intents: store.collection<PaymentIntent>('payment_intent'),
    charges: store.collection<Charge>('charge'),
    refunds: store.collection<Refund>('refund'),
    setups: store.collection<SetupIntent>('setup_intent'),
    sessions: store.collection<CheckoutSession>('checkout_session'),
    sessionPrivate: store.collection<SessionPrivate>('checkout_session_private'),
    events: store.collection<CardEvent>('card_event'),
    ledger: store.collection<LedgerEntry>('ledger'),
  }
  const seconds = () => Math.floor(now() / 1000)

  deliveries.register(channelName, {
    held: () => faults.read().card.down,
    request: (body) => ({
      url: `${deps.countersignUrl}/api/webhooks/stripe`,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signWebhook(body, deps.webhookSecret, seconds()),
      },
      body,
    }),
    judge: (status) => ({ delivered: status >= 200 && status < 300, note: `HTTP ${status}` }),
    onDelivered: (id) => {
      const event = collections.events.get(id)
      if (event) collections.events.put(id, { ...event, pending_webhooks: 0 })
    },
  })

  /**
   * Records what happened, in order, and queues the webhooks. `orderingKey` keeps one payment's webhooks in
   * line; told to be out of order, later events overtake earlier ones.
   */
  const emit = (orderingKey: string, cause: Cause, happenings: [type: string, object: { id: string }][]) => {
    const { duplicateCallbacks, outOfOrder } = faults.read().card
    for (const [index, [type, object]] of happenings.entries()) {
      const id = newId('evt_')
      const event: CardEvent = {
        id,
        object: 'event',
        api_version: cause.apiVersion,
        created: seconds(),
        data: { object: { ...object } },
        livemode: false,
        pending_webhooks: subscribed.has(type) ? 1 : 0,
        request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
        type,
      }
      collections.events.put(id, event)
      if (!subscribed.has(type)) continue
      for (let copy = 0; copy < (duplicateCallbacks ? 2 : 1); copy += 1) {
        deliveries.enqueue({
          channel: channelName,
          subject: id,
          body: JSON.stringify(event, null, 2),
          orderingKey: outOfOrder ? undefined : orderingKey,
          delayMs: outOfOrder ? (happenings.length - index) * 400 : 0,
        })
      }
    }
  }

  const record = (kind: LedgerEntry['kind'], intent: PaymentIntent, amount: number, cause: Cause) =>
    collections.ledger.put(newId('le_'), {
      kind,
      paymentIntent: intent.id,
      amount,
      currency: intent.currency,
      at: new Date(now()).toISOString(),
      idempotencyKey: cause.idempotencyKey,
      metadata: intent.metadata,
    })

  /** The resource behind any id of ours, by its prefix. */
  const lookUp = (id: string): unknown => {
    const prefix = id.slice(0, id.indexOf('_'))
    const shelf = {
      cus: collections.customers,
      pm: collections.methods,
      pi: collections.intents,
      ch: collections.charges,
      re: collections.refunds,
      seti: collections.setups,
      cs: collections.sessions,
      evt: collections.events,
    }[prefix]
    return shelf?.get(id)
  }

  return { ...deps, ...collections, seconds, emit, record, lookUp }
}
