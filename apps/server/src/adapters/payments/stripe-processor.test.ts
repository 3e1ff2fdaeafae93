/** The client against a card processor that shares no code with it. */
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../../sandbox/src/sandbox.ts'
import { newId } from '../../platform/ids.ts'
import type { Authorisation, CardProcessor } from './port.ts'
import { createStripeProcessor } from './stripe-processor.ts'

const webhookSecret = 'whsec_of_a_test'
const stateDir = mkdtempSync(join(tmpdir(), 'countersign-cards-'))
let sandbox: Sandbox
let cards: CardProcessor
const client = (more: { timeoutMs?: number; apiUrl?: string; secretKey?: string } = {}) =>
  createStripeProcessor({ secretKey: 'sk_test_of_a_test', webhookSecret, apiUrl: sandbox.url, ...more })

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    stateDir,
    countersignUrl: 'http://127.0.0.1:9',
    pharmacyNetworkSecret: 'a network secret of a test',
    stripeSecretKey: 'sk_test_of_a_test',
    stripeWebhookSecret: webhookSecret,
  })
  cards = client()
})
afterAll(async () => {
  await sandbox.close()
  rmSync(stateDir, { recursive: true, force: true })
})
const faults = (card: object) =>
  fetch(`${sandbox.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card }),
  })
afterEach(() => faults({}))

const ask = (idempotencyKey = newId()) => ({
  idempotencyKey,
  clinicId: newId(),
  clinicName: 'Test clinic',
  paymentId: newId(),
  invoiceNumber: '2026-ABCD-EFGH',
  amountCents: 4900,
  currency: 'usd',
  customerEmail: 'patient@patients.example',
  returnUrl: 'https://clinic.example/back',
  cancelUrl: 'https://clinic.example/stop',
})
const open = async (request = ask()) => {
  const created = await cards.createCheckout(request)
  if (created.outcome !== 'ok') throw new Error(created.outcome)
  return created.checkout
}
const pay = (sessionId: string, number = '4242424242424242') =>
  fetch(`${sandbox.url}/checkout/${sessionId}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ number, expiry: '12/90', cvc: '123', name: 'Test Patient', zip: '78701' }),
  })
/** A card held for 49 dollars. */
const hold = async (number?: string, request = ask()): Promise<string> => {
  const { sessionId } = await open(request)
  expect((await pay(sessionId, number)).status).toBe(200)
  const found = await cards.retrieveCheckout(sessionId)
  if (found.outcome !== 'ok' || !found.checkout.paymentIntentId) throw new Error('nothing was held')
  return found.checkout.paymentIntentId
}
const look = async (intentId: string): Promise<Authorisation> => {
  const found = await cards.retrieveAuthorisation(intentId)
  if (found.outcome !== 'ok') throw new Error(found.outcome)
  return found.authorisation
}

describe('the card page', () => {
  it('opens, is found again, and names no treatment', async () => {
    const request = ask()
    const checkout = await open(request)
    expect(checkout).toMatchObject({
      state: 'open',
      paymentIntentId: null,
      url: expect.stringContaining('/checkout/'),
    })
    expect(await cards.retrieveCheckout(checkout.sessionId)).toEqual({ outcome: 'ok', checkout })
    const page = await (await fetch(checkout.url ?? '')).text()
    expect(page).toContain(request.invoiceNumber)
  })

  it('the same key opens the same page; the same key for something else is not a page', async () => {
    const request = ask()
    const first = await open(request)
    expect((await open(request)).sessionId).toBe(first.sessionId)
    expect((await cards.createCheckout({ ...request, amountCents: 5000 })).outcome).toBe('unknown')
  })

  it('closes, and closing again is fine', async () => {
    const { sessionId } = await open()
    expect(await cards.expireCheckout(sessionId)).toEqual({ outcome: 'ok' })
    expect(await cards.expireCheckout(sessionId)).toEqual({ outcome: 'ok' })
    expect(await cards.retrieveCheckout(sessionId)).toMatchObject({
      checkout: { state: 'expired', url: null },
    })
  })
})

describe('a card', () => {
  it('is held with a deadline that the charge itself states, and with whose it is', async () => {
    const request = ask()
    const held = await look(await hold(undefined, request))
    expect(held).toMatchObject({
      state: 'authorised',
      amountCents: 4900,
      currency: 'usd',
      capturedCents: 0,
      refundedCents: 0,
      failureCode: null,
      clinicId: request.clinicId,
      paymentId: request.paymentId,
    })
    const days = ((held.captureBefore?.getTime() ?? 0) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(1)
    expect(days).toBeLessThan(31)
  })

  it('is captured once, whatever is repeated', async () => {
    const intentId = await hold()
    const first = await cards.capture(intentId, 'capture-1')
    expect(first).toEqual({ outcome: 'ok', capturedCents: 4900 })
    expect(await cards.capture(intentId, 'capture-1')).toEqual(first)
    // Under another key Stripe refuses; what that means is for asking to find out.
    expect((await cards.capture(intentId, 'capture-2')).outcome).toBe('unknown')
    expect(await look(intentId)).toMatchObject({
      state: 'captured',
      capturedCents: 4900,
      captureBefore: null,
    })
  })

  it('is released, and a release is not a refund', async () => {
    const intentId = await hold()
    expect(await cards.release(intentId, newId())).toEqual({ outcome: 'ok' })
    expect(await look(intentId)).toMatchObject({ state: 'released', capturedCents: 0, refundedCents: 0 })
    expect((await cards.capture(intentId, newId())).outcome).toBe('unknown')
  })

  it('is refunded in part, then in whole, and no further', async () => {
    const intentId = await hold()
    await cards.capture(intentId, newId())
    expect(await cards.refund(intentId, 1000, newId())).toEqual({ outcome: 'ok', refundedCents: 1000 })
    expect(await look(intentId)).toMatchObject({ state: 'captured', refundedCents: 1000 })
    expect(await cards.refund(intentId, 3900, newId())).toMatchObject({ outcome: 'ok' })
    expect((await cards.refund(intentId, 1, newId())).outcome).toBe('unknown')
    expect(await look(intentId)).toMatchObject({ refundedCents: 4900 })
  })

  it('declined on the page leaves the page open for another', async () => {
    const { sessionId } = await open()
    expect((await pay(sessionId, '4000000000009995')).status).toBe(402)
    expect(await cards.retrieveCheckout(sessionId)).toMatchObject({ checkout: { state: 'open' } })
  })

  it('declined at the capture says so for good', async () => {
    const intentId = await hold('4000000000000341')
    const answer = { outcome: 'declined', code: 'generic_decline', retryable: false }
    expect(await cards.capture(intentId, newId())).toEqual(answer)
    expect(await look(intentId)).toMatchObject({ state: 'requires_method', failureCode: 'generic_decline' })
  })

  it('declined for the moment says so, and a new key gets a new answer', async () => {
    const intentId = await hold()
    await faults({ declineCaptures: true })
    const answer = { outcome: 'declined', code: 'try_again_later', retryable: true }
    expect(await cards.capture(intentId, 'moment-1')).toEqual(answer)
    await faults({})
    expect(await cards.capture(intentId, 'moment-1')).toEqual(answer)
    expect((await cards.capture(intentId, 'moment-2')).outcome).toBe('ok')
  })
})

describe('when the line is bad', () => {
  it('nobody listens: nothing happened', async () => {
    const away = client({ apiUrl: 'http://127.0.0.1:9' })
    expect(await away.capture('pi_1', newId())).toEqual({ outcome: 'unavailable' })
    expect(await away.createCheckout(ask())).toEqual({ outcome: 'unavailable' })
    expect(await away.retrieveAuthorisation('pi_1')).toEqual({ outcome: 'unavailable' })
  })
  it('a wrong key of ours: nothing happened', async () => {
    const stranger = client({ secretKey: 'sk_test_wrong' })
    expect(await stranger.capture(await hold(), newId())).toEqual({ outcome: 'unavailable' })
  })
  it('taken without an answer: unknown, the same key settles it, and it happened once', async () => {
    const intentId = await hold()
    await faults({ timeoutAfterAccept: true })
    expect(await client({ timeoutMs: 400 }).capture(intentId, 'lost-1')).toEqual({ outcome: 'unknown' })
    await faults({})
    expect(await look(intentId)).toMatchObject({ state: 'captured' })
    expect(await cards.capture(intentId, 'lost-1')).toEqual({ outcome: 'ok', capturedCents: 4900 })
  })
  it('closed or failing on the way: unknown', async () => {
    const intentId = await hold()
    await faults({ down: true, downAs: 'closed' })
    expect(await cards.capture(intentId, newId())).toEqual({ outcome: 'unknown' })
    expect(await cards.retrieveAuthorisation(intentId)).toEqual({ outcome: 'unavailable' })
    await faults({ errorRate: 1 })
    expect(await cards.capture(intentId, newId())).toEqual({ outcome: 'unknown' })
    await faults({})
    expect(await look(intentId)).toMatchObject({ state: 'authorised' })
  })
})

describe('webhooks', () => {
  const ids = { clinic_id: newId(), payment_id: newId() }
  const event = (object: object, type = 'payment_intent.succeeded') =>
    Buffer.from(JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } }))
  const sign = (body: Buffer, secret = webhookSecret, at = Math.floor(Date.now() / 1000)) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
  const intent = event({ id: 'pi_1', object: 'payment_intent', metadata: ids })

  it('tell what they are about', () => {
    const owner = { clinicId: ids.clinic_id, paymentId: ids.payment_id }
    const read = (body: Buffer) => cards.verifyWebhook(body, sign(body))
    expect(read(intent)).toEqual({
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      sessionId: null,
      paymentIntentId: 'pi_1',
      ...owner,
    })
    const session = { id: 'cs_1', object: 'checkout.session', payment_intent: 'pi_1', metadata: ids }
    expect(read(event(session))).toMatchObject({ sessionId: 'cs_1', paymentIntentId: 'pi_1', ...owner })
    const charge = { id: 'ch_1', object: 'charge', payment_intent: { id: 'pi_1' }, metadata: {} }
    expect(read(event(charge))).toMatchObject({
      sessionId: null,
      paymentIntentId: 'pi_1',
      clinicId: null,
      paymentId: null,
    })
    const forged = {
      id: 'pi_1',
      object: 'payment_intent',
      metadata: { clinic_id: "' or 1=1", payment_id: '../..' },
    }
    expect(read(event(forged))).toMatchObject({ clinicId: null, paymentId: null })
  })

  it.each([
    ['no signature', () => cards.verifyWebhook(intent, undefined)],
    ['nonsense', () => cards.verifyWebhook(intent, 'nonsense')],
    ['another secret', () => cards.verifyWebhook(intent, sign(intent, 'whsec_other'))],
    ['other bytes', () => cards.verifyWebhook(Buffer.concat([intent, Buffer.from(' ')]), sign(intent))],
    [
      'an old signature',
      () => cards.verifyWebhook(intent, sign(intent, webhookSecret, Math.floor(Date.now() / 1000) - 301)),
    ],
    ['no JSON', () => cards.verifyWebhook(Buffer.from('{'), sign(Buffer.from('{')))],
  ])('%s is not believed', (_what, verify) => {
    expect(verify()).toBeNull()
  })
})
