/** The clinic's side of the card processor: the real SDK, the hosted page, and what the webhooks said. */
import Stripe from 'stripe'
import { secrets, startRunning } from './running-sandbox.ts'

export const goodCard = {
  number: '4242 4242 4242 4242',
  expiry: '12/30',
  cvc: '123',
  name: 'Ava Sample',
  zip: '98101',
}

export type CardState = {
  capturedCents: number
  refundedCents: number
  paymentIntents: { id: string; captures: number; capturedCents: number; metadata: object }[]
}

/** The StripeError a promise ends in; anything else is a failure of the test. */
export const failure = async (promise: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`no StripeError but ${String(error)}`)
  return error
}

export type CardClient = Awaited<ReturnType<typeof startCardClient>>

/** A sandbox whose clock only moves when told to, and an SDK client connected to it. */
export const startCardClient = async () => {
  let clock = Date.now()
  const running = await startRunning({ now: () => clock })
  const connect = (options: { maxNetworkRetries?: number; timeout?: number; key?: string } = {}) => {
    const { hostname, port } = new URL(running.url())
    return new Stripe(options.key ?? secrets.stripeSecretKey, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: options.maxNetworkRetries ?? 0,
      timeout: options.timeout ?? 5000,
      telemetry: false,
    })
  }
  const client = { running, connect, stripe: connect() }
  const pay = (session: { url: string | null }, card: object = goodCard) =>
    fetch(`${session.url}/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...goodCard, ...card }),
    })
  const openPayment = (changes: Stripe.Checkout.SessionCreateParams = {}) =>
    client.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 4900, product_data: { name: 'Online visit' } },
        },
      ],
      payment_intent_data: {
        capture_method: 'manual',
        setup_future_usage: 'off_session',
        metadata: { invoice: 'inv-1' },
      },
      customer_email: 'ava@example.com',
      success_url: 'http://127.0.0.1:9/ok?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://127.0.0.1:9/back',
      metadata: { clinic_name: 'Harbor Clinic' },
      ...changes,
    })
  const webhooks = () =>
    running.clinic.received
      .filter(({ path }) => path === '/api/webhooks/stripe')
      .map(({ body, headers }) =>
        client.stripe.webhooks.constructEvent(
          body,
          String(headers['stripe-signature']),
          secrets.stripeWebhookSecret,
          300,
          undefined,
          Math.floor(clock / 1000),
        ),
      )
  return Object.assign(client, {
    pay,
    openPayment,
    webhooks,
    webhookTypes: () => webhooks().map(({ type }) => type as string),
    /** Moves the sandbox's clock forward. */
    advance: (milliseconds: number) => {
      clock += milliseconds
    },
    /** Stops the sandbox, starts it on the same state, and connects anew. */
    restart: async () => {
      await running.restart()
      client.stripe = connect()
    },
    /** Pays a manual-capture session and answers the authorised intent. */
    authorise: async (card: object = goodCard) => {
      const session = await openPayment()
      const paid = await pay(session, card)
      if (paid.status !== 200) throw new Error(await paid.text())
      const complete = await client.stripe.checkout.sessions.retrieve(session.id)
      return client.stripe.paymentIntents.retrieve(String(complete.payment_intent))
    },
    state: async () => (await running.state()).card as unknown as CardState,
  })
}
