/** The hosted page and its Pay button; the demo presses it over plain HTTP with JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { pagePolicy } from '../page/html.ts'
import { type CardEntry, readCard } from './cards.ts'
import { paySession, returnAddress } from './checkout.ts'
import { checkoutPage, closedPage } from './checkout-page.ts'
import type { CheckoutSession } from './objects.ts'
import type { Processor } from './processor.ts'

const field = z.string().max(100).default('')
const entrySchema = z.object({ number: field, expiry: field, cvc: field, name: field, zip: field })

const originOf = (url: string | null): string[] => {
  const parsed = url === null ? null : URL.parse(url)
  return parsed ? [parsed.origin] : []
}

export const checkoutRoutes = (processor: Processor) => async (app: FastifyInstance) => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const send = (reply: FastifyReply, session: CheckoutSession | undefined, status: number, page: string) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header(
        'content-security-policy',
        pagePolicy([...originOf(session?.success_url ?? null), ...originOf(session?.cancel_url ?? null)]),
      )
      .send(page)
  const find = (request: FastifyRequest) => processor.sessions.get((request.params as { id: string }).id)
  const unknown = (reply: FastifyReply) =>
    send(reply, undefined, 404, closedPage('Page not found', 'This payment page does not exist.', undefined))
  const view = (session: CheckoutSession, rest: Partial<Parameters<typeof checkoutPage>[0]>) => {
    const kept = processor.sessionPrivate.get(session.id)
    return checkoutPage({
      session,
      items: kept?.lineItems ?? [],
      manualCapture: kept?.intent.captureMethod === 'manual',
      entry: {},
      faults: {},
      decline: undefined,
      ...rest,
    })
  }

  app.addHook('onRequest', async (request, reply) => {
    const { down, downAs } = processor.faults.read().card
    if (!down) return
    if (downAs === '503') return reply.code(503).type('text/plain').send('Service Unavailable')
    reply.hijack()
    request.raw.socket.destroy()
    return reply
  })

  app.get('/checkout/:id', async (request, reply) => {
    const session = find(request)
    if (!session) return unknown(reply)
    if (session.status === 'complete') {
      const link = { href: returnAddress(session), text: 'Continue' }
      return send(reply, session, 200, closedPage('All done', 'Your card details were received.', link))
    }
    if (session.status === 'expired') {
      const link = session.cancel_url ? { href: session.cancel_url, text: 'Back to the clinic' } : undefined
      return send(reply, session, 410, closedPage('This page has expired', 'Nothing was charged.', link))
    }
    return send(reply, session, 200, view(session, {}))
  })

  app.post('/checkout/:id/pay', async (request, reply) => {
    const session = find(request)
    const wantsJson = (request.headers.accept ?? '').includes('application/json')
    if (!session) return wantsJson ? reply.code(404).send({ error: 'unknown_session' }) : unknown(reply)
    const parsed = entrySchema.safeParse(request.body ?? {})
    const entry: CardEntry = parsed.success
      ? parsed.data
      : { number: '', expiry: '', cvc: '', name: '', zip: '' }
    const reading = readCard(entry, processor.now())
    if (!reading.ok) {
      const { faults } = reading
      return wantsJson
        ? reply.code(422).send({ error: 'invalid_card', faults })
        : send(reply, session, 422, view(session, { entry, faults }))
    }
    const outcome = processor.store.atomically(() => paySession(processor, session.id, reading.card))
    if (!outcome.ok) {
      const { message, declineCode } = outcome
      return wantsJson
        ? reply.code(402).send({ error: 'card_declined', declineCode, message })
        : send(reply, session, 402, view(session, { entry, decline: message }))
    }
    return wantsJson
      ? reply.send({ status: 'complete', sessionId: session.id, redirect: outcome.redirect })
      : reply.redirect(outcome.redirect, 303)
  })
}
