/** The card page and what the processor tells us: one page a payment, each event acted on once, in any order. */
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { type Case, type Outside, startOutside } from '../../testing/outside.ts'
import { registerStripeWebhook } from './stripe-webhook.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.cards, { fates: [], writes: [], answersQuestions: true })
})

const money = async (opened: Case) => {
  const { invoice, payment } = await outside.view(opened)
  return { invoice: invoice.status, payment: payment?.status }
}
const sessionIn = ({ url }: { url: string }) => url.replace('https://card.example/', '')
const queuedConsultations = async () => (await outside.queued('queue-consultation')).length

describe('the card page', () => {
  it('is opened once and given again while it is open', async () => {
    const opened = await outside.openCase()
    const first = await outside.checkout(opened)
    expect(await outside.checkout(opened)).toEqual(first)
    expect(outside.cards.writes.filter(({ what }) => what === 'checkout')).toHaveLength(1)
  })

  it('five presses at the same time make one page', async () => {
    const opened = await outside.openCase()
    const pages = await Promise.all(Array.from({ length: 5 }, () => outside.checkout(opened)))
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
    expect(outside.cards.sessions.size).toBeGreaterThan(0)
    expect(
      [...outside.cards.sessions.values()].filter(({ paymentId }) => paymentId === opened.paymentId),
    ).toHaveLength(1)
  })

  it.each(['lost_after', 'crash_after'] as const)('%s: pressed again, the same page', async (fate) => {
    const opened = await outside.openCase()
    outside.cards.fates = [fate]
    await expect(outside.checkout(opened)).rejects.toThrow()
    await outside.checkout(opened)
    expect(
      [...outside.cards.sessions.values()].filter(({ paymentId }) => paymentId === opened.paymentId),
    ).toHaveLength(1)
  })

  it('an expired one is replaced, and five who find out together make one new page', async () => {
    const opened = await outside.openCase()
    const first = await outside.checkout(opened)
    const session = outside.cards.sessions.get(sessionIn(first))
    if (session) session.state = 'expired'
    const pages = await Promise.all(Array.from({ length: 5 }, () => outside.checkout(opened)))
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
    expect(pages[0]?.url).not.toBe(first.url)
  })

  it('paid and not heard of: asking finds out, and the patient is sent on', async () => {
    const opened = await outside.openCase()
    outside.cards.pay(sessionIn(await outside.checkout(opened)))
    expect(await outside.checkout(opened)).toEqual({ url: 'https://clinic.example/back' })
    expect(await money(opened)).toEqual({ invoice: 'authorised', payment: 'authorised' })
    expect(await queuedConsultations()).toBe(1)
  })

  it('is not opened when the processor cannot be reached', async () => {
    const opened = await outside.openCase()
    outside.cards.fates = ['unavailable']
    await expect(outside.checkout(opened)).rejects.toMatchObject({ problem: 'payment-unavailable' })
  })

  it('of another clinic’s visit does not exist', async () => {
    const opened = await outside.openCase()
    await expect(outside.checkout({ ...opened, consultationId: newId() })).rejects.toMatchObject({
      problem: 'not-found',
    })
  })

  it('is looked at again when no word comes', async () => {
    const opened = await outside.openCase()
    const page = await outside.checkout(opened)
    outside.clock.advance(300)
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ payment: 'requires_method' })
    outside.cards.pay(sessionIn(page))
    outside.clock.advance(1800)
    await outside.runDue()
    expect(await money(opened)).toEqual({ invoice: 'authorised', payment: 'authorised' })
    expect((await outside.queued('check-payment')).map(({ runAt }) => runAt > outside.clock.at())).toEqual([
      true,
    ])
  })
})

describe('the processor’s word', () => {
  it('authorised: the case goes to the queue, once, however often we are told', async () => {
    const opened = await outside.openCase()
    const intentId = outside.cards.pay(sessionIn(await outside.checkout(opened)))
    const events = [
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
      'charge.succeeded',
    ].map((type) => outside.cards.eventAbout(intentId, type))
    await Promise.all([...events, ...events, ...events].map((event) => outside.webhook(event)))
    expect(await money(opened)).toEqual({ invoice: 'authorised', payment: 'authorised' })
    expect(await queuedConsultations()).toBe(1)
    const seen = await outside.sql('select id from payment_webhook_events where id = any ($1)', [
      events.map(({ id }) => id),
    ])
    expect(seen).toHaveLength(3)
  })

  it('the same event again is not even asked about', async () => {
    const opened = await outside.openCase()
    const intentId = outside.cards.pay(sessionIn(await outside.checkout(opened)))
    const event = outside.cards.eventAbout(intentId, 'payment_intent.amount_capturable_updated')
    await outside.webhook(event)
    outside.cards.answersQuestions = false
    await outside.webhook(event)
    expect(await money(opened)).toMatchObject({ payment: 'authorised' })
  })

  it('when it cannot be asked, the event is not marked, and comes again', async () => {
    const opened = await outside.openCase()
    const intentId = outside.cards.pay(sessionIn(await outside.checkout(opened)))
    const event = outside.cards.eventAbout(intentId, 'payment_intent.amount_capturable_updated')
    outside.cards.answersQuestions = false
    await expect(outside.webhook(event)).rejects.toMatchObject({ problem: 'unavailable' })
    outside.cards.answersQuestions = true
    await outside.webhook(event)
    expect(await money(opened)).toMatchObject({ payment: 'authorised' })
  })

  it('captured heard before authorised ends the same', async () => {
    const approved = await outside.approvedCase()
    await outside.runDue()
    await outside.webhook(outside.cards.eventAbout(approved.intentId, 'payment_intent.succeeded'))
    await outside.webhook(
      outside.cards.eventAbout(approved.intentId, 'payment_intent.amount_capturable_updated'),
    )
    expect(await money(approved)).toEqual({ invoice: 'paid', payment: 'captured' })
  })

  it('the capture was recorded by the webhook while the job died', async () => {
    const approved = await outside.approvedCase()
    outside.cards.fates = ['crash_after']
    await outside.runDue()
    await outside.webhook(outside.cards.eventAbout(approved.intentId, 'payment_intent.succeeded'))
    expect(await money(approved)).toEqual({ invoice: 'paid', payment: 'captured' })
    outside.clock.advance(60)
    await outside.runDue()
    expect(outside.cards.captured.get(approved.intentId)).toBe(1)
  })

  it('the authorisation ran out while the case waited: the patient is asked for a card, and a new one works', async () => {
    const opened = await outside.openCase()
    const intentId = await outside.payByCard(opened)
    const held = outside.cards.intents.get(intentId)
    if (held) outside.cards.intents.set(intentId, { ...held, state: 'released' })
    outside.clock.advance(7 * 86_400 + 120)
    const before = outside.mails.length
    await outside.runDue()
    expect(await money(opened)).toEqual({ invoice: 'draft', payment: 'failed' })
    expect(outside.mails.slice(before).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('One more step'),
    ])
    await outside.payByCard(opened)
    expect(await money(opened)).toEqual({ invoice: 'authorised', payment: 'authorised' })
  })

  it('a second card for a payment that has one is given back', async () => {
    const opened = await outside.openCase()
    const page = sessionIn(await outside.checkout(opened))
    const first = outside.cards.pay(page)
    const session = outside.cards.sessions.get(page)
    if (session) session.state = 'open'
    const second = outside.cards.pay(page)
    for (const id of [first, second]) {
      await outside.webhook(outside.cards.eventAbout(id, 'payment_intent.amount_capturable_updated'))
    }
    await outside.runDue()
    expect(outside.cards.released.get(second)).toBe(1)
    expect(outside.cards.released.has(first)).toBe(false)
    expect(await money(opened)).toMatchObject({ payment: 'authorised' })
  })

  it('refunds made at the processor show here', async () => {
    const approved = await outside.approvedCase()
    await outside.runDue()
    for (const [refundedCents, status] of [
      [1000, 'partially_refunded'],
      [4900, 'refunded'],
    ] as const) {
      const held = outside.cards.intents.get(approved.intentId)
      if (held) outside.cards.intents.set(approved.intentId, { ...held, refundedCents })
      await outside.webhook(outside.cards.eventAbout(approved.intentId, 'charge.refunded'))
      expect(await money(approved)).toEqual({ invoice: status, payment: status })
    }
  })

  it('about another amount, another payment or no payment of ours changes nothing', async () => {
    const opened = await outside.openCase()
    const other = await outside.openCase()
    const intentId = outside.cards.pay(sessionIn(await outside.checkout(opened)))
    const event = outside.cards.eventAbout(intentId, 'payment_intent.succeeded')
    const held = outside.cards.intents.get(intentId)
    if (held) outside.cards.intents.set(intentId, { ...held, amountCents: 1 })
    await outside.webhook(event)
    await outside.webhook({ ...event, id: 'evt_other', paymentId: other.paymentId })
    await outside.webhook({ ...event, id: 'evt_nobody', clinicId: null, paymentId: null })
    await outside.webhook({ ...event, id: 'evt_foreign', clinicId: newId() })
    expect(await money(opened)).toEqual({ invoice: 'draft', payment: 'requires_method' })
    expect(await money(other)).toEqual({ invoice: 'draft', payment: 'requires_method' })
    const seen = await outside.sql(
      "select id from payment_webhook_events where id like 'evt_%' and id in ('evt_other', 'evt_nobody', 'evt_foreign')",
    )
    expect(seen).toHaveLength(3)
  })

  it('the page expired unpaid: the patient is asked once', async () => {
    const opened = await outside.openCase()
    const sessionId = sessionIn(await outside.checkout(opened))
    const { clinicId } = outside
    const event = {
      type: 'checkout.session.expired',
      sessionId,
      paymentIntentId: null,
      clinicId,
      paymentId: opened.paymentId,
    }
    const before = outside.mails.length
    await outside.webhook({ ...event, id: 'evt_expired_1' })
    await outside.webhook({ ...event, id: 'evt_expired_2' })
    await outside.runDue()
    expect(outside.mails.length).toBe(before + 1)
  })
})

describe('the door', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = Fastify()
    app.setErrorHandler((error, _request, reply) =>
      reply
        .code(
          error instanceof Problem ? error.status : ((error as { statusCode?: number }).statusCode ?? 500),
        )
        .send({}),
    )
    registerStripeWebhook(app, outside.deps)
    await app.ready()
  })
  afterAll(() => app.close())

  it('refuses what is not signed and takes what is', async () => {
    const opened = await outside.openCase()
    const intentId = outside.cards.pay(sessionIn(await outside.checkout(opened)))
    const payload = JSON.stringify(
      outside.cards.eventAbout(intentId, 'payment_intent.amount_capturable_updated'),
    )
    const post = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/webhooks/stripe',
        payload,
        headers: { 'content-type': 'application/json', ...headers },
      })
    expect((await post({})).statusCode).toBe(401)
    expect((await post({ 'stripe-signature': 'forged' })).statusCode).toBe(401)
    expect(await money(opened)).toMatchObject({ payment: 'requires_method' })
    expect((await post({ 'stripe-signature': 'signed' })).statusCode).toBe(200)
    expect(await money(opened)).toMatchObject({ payment: 'authorised' })
  })

  it('takes nothing but JSON', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/webhooks/stripe',
      payload: 'x',
      headers: { 'content-type': 'text/plain' },
    })
    expect(response.statusCode).toBe(415)
  })
})
