import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CardClient, failure, goodCard, startCardClient } from '../../test-support/card-client.ts'
import { eventually } from '../../test-support/running-sandbox.ts'

let card: CardClient
beforeEach(async () => {
  card = await startCardClient()
})
afterEach(() => card.running.close())

describe('the hosted page, paid', () => {
  test('authorises, sends signed webhooks in order, and returns to the clinic', async () => {
    const session = await card.openPayment()
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 4900,
      payment_intent: null,
    })
    expect(session.id).toMatch(/^cs_test_/)
    const response = await card.pay(session)
    expect(await response.json()).toEqual({
      status: 'complete',
      sessionId: session.id,
      redirect: `http://127.0.0.1:9/ok?session=${session.id}`,
    })
    const complete = await card.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    })
    expect(complete).toMatchObject({ status: 'complete', payment_status: 'unpaid', url: null })
    const intent = complete.payment_intent as Stripe.PaymentIntent
    expect(intent).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 4900,
      metadata: { invoice: 'inv-1' },
    })
    const charge = intent.latest_charge as Stripe.Charge
    expect(charge).toMatchObject({ captured: false, amount: 4900, payment_intent: intent.id })
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 7 * 86_400)
    await eventually(() => card.webhooks().length === 2)
    expect(card.webhookTypes()).toEqual([
      'payment_intent.amount_capturable_updated',
      'checkout.session.completed',
    ])
  })

  test('is a form too: 303 to the success page, and a second press does not pay twice', async () => {
    const session = await card.openPayment()
    const submit = () =>
      fetch(`${session.url}/pay`, { method: 'POST', body: new URLSearchParams(goodCard), redirect: 'manual' })
    const first = await submit()
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe(`http://127.0.0.1:9/ok?session=${session.id}`)
    expect((await submit()).status).toBe(303)
    expect((await card.state()).paymentIntents).toHaveLength(1)
  })

  test('shows clinic, amount and fields, escaped, with a policy that lets nothing foreign run', async () => {
    const session = await card.openPayment({ metadata: { clinic_name: '<b>Clinic & Co</b>' } })
    const response = await fetch(session.url ?? '')
    const page = await response.text()
    expect(page).toContain('&lt;b&gt;Clinic &amp; Co&lt;/b&gt;')
    expect(page).toContain('$49.00')
    for (const field of ['number', 'expiry', 'cvc', 'name', 'zip'])
      expect(page).toContain(`<label for="${field}">`)
    expect(page).not.toContain('<script')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self' http://127.0.0.1:9")
  })

  test.each([
    ['4000000000000002', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['4111111111111111', 'test_mode_live_card', 'non test card'],
  ])('card %s is declined and another card may follow', async (number, declineCode, words) => {
    const session = await card.openPayment()
    const declined = await card.pay(session, { number })
    expect(declined.status).toBe(402)
    const body = (await declined.json()) as { declineCode: string; message: string }
    expect(body.declineCode).toBe(declineCode)
    expect(body.message).toContain(words)
    await eventually(() => card.webhookTypes().includes('payment_intent.payment_failed'))
    expect((await card.pay(session)).status).toBe(200)
    const { paymentIntents } = await card.state()
    expect(paymentIntents).toHaveLength(1)
  })

  test('keeps its payment from being cancelled behind its back while it is open', async () => {
    const session = await card.openPayment()
    await card.pay(session, { number: '4000000000000002' })
    const { payment_intent: intent } = await card.stripe.checkout.sessions.retrieve(session.id)
    const refused = await failure(card.stripe.paymentIntents.cancel(String(intent)))
    expect(refused.message).toContain('Expire the Checkout Session instead')
    await card.stripe.checkout.sessions.expire(session.id)
    expect((await card.stripe.paymentIntents.cancel(String(intent))).status).toBe('canceled')
  })

  test('tells which field is wrong and keeps what was typed, but never the security code', async () => {
    const session = await card.openPayment()
    const wrong = await card.pay(session, {
      number: '4242424242424241',
      expiry: '01/20',
      cvc: '1',
      name: '',
      zip: 'x',
    })
    expect(wrong.status).toBe(422)
    expect(Object.keys(((await wrong.json()) as { faults: object }).faults).sort()).toEqual([
      'cvc',
      'expiry',
      'name',
      'number',
      'zip',
    ])
    const page = await fetch(`${session.url}/pay`, {
      method: 'POST',
      body: new URLSearchParams({ ...goodCard, number: '4242', cvc: '987' }),
    })
    const text = await page.text()
    expect(text).toContain('aria-invalid="true"')
    expect(text).toContain('value="Ava Sample"')
    expect(text).not.toContain('987')
  })

  test('saves a card without charging in setup mode, to be used later without the customer', async () => {
    const customer = await card.stripe.customers.create({ email: 'ben@example.com', name: 'Ben Specimen' })
    const session = await card.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'usd',
      customer: customer.id,
      success_url: 'http://127.0.0.1:9/ok',
    })
    await card.pay(session)
    const done = await card.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['setup_intent.payment_method'],
    })
    const setup = done.setup_intent as Stripe.SetupIntent
    const method = setup.payment_method as Stripe.PaymentMethod
    expect(method).toMatchObject({ customer: customer.id, card: { brand: 'visa', last4: '4242' } })
    const intent = await card.stripe.paymentIntents.create({
      amount: 5900,
      currency: 'usd',
      customer: customer.id,
      payment_method: method.id,
      off_session: true,
      confirm: true,
      capture_method: 'manual',
      expand: ['latest_charge'],
    })
    expect(intent.status).toBe('requires_capture')
    const charge = intent.latest_charge as Stripe.Charge
    // Visa, merchant-initiated: 4 days 18 hours.
    expect(charge.payment_method_details?.card?.capture_before).toBe(charge.created + 4 * 86_400 + 18 * 3600)
    const listed = await card.stripe.customers.listPaymentMethods(customer.id)
    expect(listed.data.map(({ id }) => id)).toEqual([method.id])
  })

  test('expires on request and by the clock', async () => {
    const asked = await card.openPayment()
    expect((await card.stripe.checkout.sessions.expire(asked.id)).status).toBe('expired')
    expect((await fetch(asked.url ?? '')).status).toBe(410)
    expect((await card.pay(asked)).status).toBe(402)
    const late = await card.openPayment()
    card.advance(25 * 3_600_000)
    await card.restart()
    expect((await card.stripe.checkout.sessions.retrieve(late.id)).status).toBe('expired')
    await eventually(
      () => card.webhookTypes().filter((type) => type === 'checkout.session.expired').length === 2,
    )
  })
})
