import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CardClient, failure, startCardClient } from '../../test-support/card-client.ts'
import { eventually } from '../../test-support/running-sandbox.ts'

let card: CardClient
beforeEach(async () => {
  card = await startCardClient()
})
afterEach(() => card.running.close())

describe('idempotency keys', () => {
  test('replay the first answer, refuse other parameters, and outlive a restart', async () => {
    const create = (amount: number) =>
      card.stripe.paymentIntents.create({ amount, currency: 'usd' }, { idempotencyKey: 'intent-1' })
    const first = await create(5000)
    await card.restart()
    expect((await create(5000)).id).toBe(first.id)
    const mismatch = await failure(create(6000))
    expect(mismatch).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
    expect((await card.state()).paymentIntents).toHaveLength(1)
  })
  test('remember a decline', async () => {
    const create = () =>
      card.stripe.paymentIntents.create(
        { amount: 5000, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true },
        { idempotencyKey: 'declined-1' },
      )
    const first = await failure(create())
    const second = await failure(create())
    expect(first).toMatchObject({ type: 'StripeCardError', decline_code: 'generic_decline' })
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id)
    expect((await card.state()).paymentIntents).toHaveLength(1)
  })
  test('are not used up by a request that was refused before it did anything', async () => {
    const options = { idempotencyKey: 'refused-1' }
    const confirm = { amount: 5000, currency: 'usd', confirm: true }
    await failure(card.stripe.paymentIntents.create({ ...confirm, payment_method: 'pm_missing' }, options))
    expect((await card.state()).paymentIntents).toHaveLength(0)
    const created = await card.stripe.paymentIntents.create(
      { ...confirm, payment_method: 'pm_card_visa' },
      options,
    )
    expect(created.status).toBe('succeeded')
  })
  test('find the answer of a call that was acted on and never answered', async () => {
    await card.running.faults({ card: { timeoutAfterAccept: true } })
    const create = (client: Stripe) =>
      client.paymentIntents.create({ amount: 5000, currency: 'usd' }, { idempotencyKey: 'lost-1' })
    expect(await failure(create(card.connect({ timeout: 200 })))).toMatchObject({
      type: 'StripeConnectionError',
    })
    await card.running.faults({})
    expect((await create(card.stripe)).lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await card.state()).paymentIntents).toHaveLength(1)
  })
})

describe('requests that are wrong are refused in Stripe’s words', () => {
  test.each<[string, () => Promise<unknown>, object]>([
    [
      'missing amount',
      () => card.stripe.rawRequest('POST', '/v1/payment_intents', { currency: 'usd' }),
      { code: 'parameter_missing', param: 'amount' },
    ],
    [
      'unknown parameter',
      () =>
        card.stripe.rawRequest('POST', '/v1/payment_intents', {
          amount: 500,
          currency: 'usd',
          colour: 'red',
        }),
      { code: 'parameter_unknown', param: 'colour' },
    ],
    [
      'amount in words',
      () => card.stripe.rawRequest('POST', '/v1/payment_intents', { amount: 'ten', currency: 'usd' }),
      { param: 'amount' },
    ],
    [
      'unknown intent',
      () => card.stripe.paymentIntents.retrieve('pi_nothing'),
      { code: 'resource_missing', statusCode: 404 },
    ],
    [
      'unknown customer',
      () => card.stripe.paymentIntents.create({ amount: 500, currency: 'usd', customer: 'cus_nobody' }),
      { code: 'resource_missing', statusCode: 400 },
    ],
    [
      'off-session without confirm',
      () => card.stripe.paymentIntents.create({ amount: 500, currency: 'usd', off_session: true }),
      { param: 'off_session' },
    ],
    [
      'payment session without items',
      () => card.openPayment({ line_items: [] }),
      { code: 'parameter_missing', param: 'line_items' },
    ],
    [
      'setup session without currency',
      () => card.stripe.checkout.sessions.create({ mode: 'setup', success_url: 'http://127.0.0.1:9/' }),
      { code: 'parameter_missing', param: 'currency' },
    ],
    [
      'nested path of a fault',
      () =>
        card.openPayment({
          line_items: [
            { quantity: 0, price_data: { currency: 'usd', unit_amount: 1, product_data: { name: 'x' } } },
          ],
        }),
      { param: 'line_items[0][quantity]' },
    ],
    [
      'expansion of what is not there',
      () => card.stripe.customers.create({ expand: ['pockets'] }),
      { param: 'expand' },
    ],
    ['unknown address', () => card.stripe.rawRequest('POST', '/v1/teapots', {}), { statusCode: 404 }],
    [
      'wrong key',
      () => card.connect({ key: 'sk_test_other' }).customers.create({}),
      { type: 'StripeAuthenticationError', statusCode: 401 },
    ],
  ])('%s', async (_name, request, expected) => {
    expect(await failure(request())).toMatchObject(expected)
  })
})

describe('events', () => {
  test('are listed newest first, by type, in pages', async () => {
    const intent = await card.authorise()
    await card.stripe.paymentIntents.capture(intent.id)
    const newest = await card.stripe.events.list({ limit: 1 })
    expect(newest).toMatchObject({ has_more: true, data: [{ type: 'payment_intent.succeeded' }] })
    const older = await card.stripe.events.list({ limit: 1, starting_after: newest.data[0]?.id ?? '' })
    expect(older.data[0]?.type).toBe('charge.captured')
    const typed = await card.stripe.events.list({ types: ['checkout.session.completed', 'charge.captured'] })
    expect(typed.data.map(({ type }) => type)).toEqual(['charge.captured', 'checkout.session.completed'])
    const all: string[] = []
    for await (const event of card.stripe.events.list({ limit: 2 })) all.push(event.id)
    expect(new Set(all).size).toBe(5)
    expect((await card.stripe.events.retrieve(all[0] ?? '')).id).toBe(all[0])
  })
  test('are delivered until taken, twice or in reverse where told to', async () => {
    card.running.clinic.answer.status = 500
    const intent = await card.authorise()
    await eventually(() => {
      card.advance(250)
      return card.webhooks().length >= 2
    })
    expect(new Set(card.webhookTypes())).toEqual(new Set(['payment_intent.amount_capturable_updated']))
    card.running.clinic.answer.status = 200
    await card.restart()
    await eventually(() => {
      card.advance(250)
      return card.webhookTypes().at(-1) === 'checkout.session.completed'
    })
    card.running.clinic.received.length = 0
    await card.running.faults({ card: { duplicateCallbacks: true } })
    await card.stripe.paymentIntents.capture(intent.id)
    await eventually(() => card.webhooks().length === 4)
    expect(new Set(card.webhooks().map(({ id }) => id)).size).toBe(2)
  })
  test('overtake each other when out of order', async () => {
    const intent = await card.authorise()
    await eventually(() => card.webhooks().length === 2)
    await card.running.faults({ card: { outOfOrder: true } })
    await card.stripe.paymentIntents.capture(intent.id)
    card.advance(2000)
    await card.running.faults({})
    await eventually(() => card.webhooks().length === 4)
    expect(card.webhookTypes().slice(2)).toEqual(['payment_intent.succeeded', 'charge.captured'])
  })
})

describe('faults of the processor', () => {
  test('an error rate strikes always the same requests', async () => {
    await card.running.faults({ card: { errorRate: 0.5 } })
    const outcomes: string[] = []
    for (let index = 0; index < 6; index += 1) {
      outcomes.push(
        await card.stripe.customers.create({}).then(
          () => 'ok',
          (error) => error.type,
        ),
      )
    }
    expect(outcomes).toEqual(['ok', 'StripeAPIError', 'ok', 'StripeAPIError', 'ok', 'StripeAPIError'])
  })
  test('the SDK gets over them by retrying with its own key', async () => {
    await card.running.faults({ card: { errorRate: 0.5 } })
    const client = card.connect({ maxNetworkRetries: 2 })
    await client.customers.create({})
    await client.customers.create({})
    expect((await failure(card.connect().customers.retrieve('cus_none'))).statusCode).toBe(500)
  })
  test('down closes every connection', async () => {
    await card.running.faults({ card: { down: true } })
    expect(await failure(card.stripe.customers.create({}))).toMatchObject({ type: 'StripeConnectionError' })
  })
})
