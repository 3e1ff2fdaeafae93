import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CardClient, failure, startCardClient } from '../../test-support/card-client.ts'
import { eventually } from '../../test-support/running-sandbox.ts'

let card: CardClient
beforeEach(async () => {
  card = await startCardClient()
})
afterEach(() => card.running.close())

describe('an authorisation', () => {
  test('is captured once, whole', async () => {
    const intent = await card.authorise()
    const captured = await card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'capture-1' })
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 4900, amount_capturable: 0 })
    const again = await card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'capture-1' })
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect({ ...again, lastResponse: null }).toEqual({ ...captured, lastResponse: null })
    const other = await failure(
      card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'capture-2' }),
    )
    expect(other).toMatchObject({ code: 'payment_intent_unexpected_state', statusCode: 400 })
    await eventually(() => card.webhooks().length === 4)
    expect(card.webhookTypes().slice(2)).toEqual(['charge.captured', 'payment_intent.succeeded'])
    expect(await card.state()).toMatchObject({
      capturedCents: 4900,
      paymentIntents: [{ id: intent.id, captures: 1, capturedCents: 4900, metadata: { invoice: 'inv-1' } }],
    })
  })

  test('is captured in part, and not beyond what was authorised', async () => {
    const intent = await card.authorise()
    const tooMuch = await failure(card.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 5000 }))
    expect(tooMuch.code).toBe('amount_too_large')
    const captured = await card.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3000 })
    expect(captured.amount_received).toBe(3000)
  })

  test('is released', async () => {
    const intent = await card.authorise()
    const canceled = await card.stripe.paymentIntents.cancel(intent.id, {
      cancellation_reason: 'requested_by_customer',
    })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'requested_by_customer' })
    await eventually(() => card.webhookTypes().includes('payment_intent.canceled'))
    const late = await failure(card.stripe.paymentIntents.capture(intent.id))
    expect(late.code).toBe('payment_intent_unexpected_state')
    expect((await card.state()).capturedCents).toBe(0)
  })

  test('falls back by itself when nobody captures it in time', async () => {
    const intent = await card.authorise()
    card.advance(7 * 86_400_000 + 1000)
    const late = await failure(card.stripe.paymentIntents.capture(intent.id))
    expect(late.code).toBe('charge_expired_for_capture')
    await card.restart()
    expect(await card.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    })
  })

  test('of a card that fails at capture ends, and another card can pay', async () => {
    const intent = await card.authorise({ number: '4000000000000341' })
    const error = await failure(card.stripe.paymentIntents.capture(intent.id))
    expect(error).toMatchObject({ type: 'StripeCardError', code: 'card_declined', statusCode: 402 })
    const failed = await card.stripe.paymentIntents.retrieve(intent.id)
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    })
    await eventually(() => card.webhookTypes().includes('payment_intent.payment_failed'))
    const offSession = await failure(
      card.stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_chargeCustomerFail',
        off_session: true,
      }),
    )
    expect(offSession.code).toBe('card_declined')
    const retried = await card.stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      off_session: true,
    })
    expect(retried.status).toBe('requires_capture')
  })

  test('stays open when the processor itself declines captures for a while', async () => {
    const intent = await card.authorise()
    await card.running.faults({ card: { declineCaptures: true } })
    expect(
      (await failure(card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'k1' }))).code,
    ).toBe('card_declined')
    await card.running.faults({})
    expect(
      (await failure(card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'k1' }))).code,
    ).toBe('card_declined')
    expect((await card.stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'k2' })).status).toBe(
      'succeeded',
    )
  })
})

describe('refunds', () => {
  test('give back captured money, in parts and never more than was taken', async () => {
    const intent = await card.authorise()
    const early = await failure(card.stripe.refunds.create({ payment_intent: intent.id }))
    expect(early.message).toContain('does not have a successful charge to refund')
    await card.stripe.paymentIntents.capture(intent.id)
    const part = await card.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 })
    expect(part).toMatchObject({
      object: 'refund',
      amount: 1000,
      status: 'succeeded',
      payment_intent: intent.id,
    })
    const greedy = await failure(card.stripe.refunds.create({ payment_intent: intent.id, amount: 4000 }))
    expect(greedy.message).toContain('greater than unrefunded amount')
    const charge = String(intent.latest_charge)
    await card.stripe.refunds.create({ charge })
    expect(await card.stripe.charges.retrieve(charge)).toMatchObject({
      refunded: true,
      amount_refunded: 4900,
    })
    expect((await failure(card.stripe.refunds.create({ charge }))).code).toBe('charge_already_refunded')
    await eventually(() => card.webhookTypes().filter((type) => type === 'charge.refunded').length === 2)
    expect((await card.state()).refundedCents).toBe(4900)
  })
})
