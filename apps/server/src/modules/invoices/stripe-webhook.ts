/**
 * The processor's webhooks. One is a hint that something changed: what holds is asked, and written in the same
 * transaction that marks the event as acted on. So neither order nor repetition matters, and a crash loses nothing.
 */
import type { FastifyInstance } from 'fastify'
import type { Authorisation, CardEvent } from '../../adapters/payments/port.ts'
import { Problem } from '../../platform/problem.ts'
import { claimWebhook, lockOwed, webhookSeen } from './queries.ts'
import { applyTruth, type InvoiceDeps, tell } from './settle-payment.ts'

const LARGEST_EVENT = 1_048_576
/** For events that name no clinic of ours: no row has this id, so the transaction can see nothing. */
const NO_CLINIC = '00000000-0000-0000-0000-000000000000'

export function registerStripeWebhook(app: FastifyInstance, deps: InvoiceDeps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: LARGEST_EVENT },
      (_request, body, done) => done(null, body),
    )
    scope.post(
      '/api/webhooks/stripe',
      { bodyLimit: LARGEST_EVENT, config: { rateLimit: false } },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const signature = request.headers['stripe-signature']
        const event = deps.cardProcessor.verifyWebhook(
          body,
          typeof signature === 'string' ? signature : undefined,
        )
        if (!event) throw new Problem('invalid-signature')
        await actOnCardEvent(deps, event)
        return reply.send({ received: true })
      },
    )
  })
}

/** @throws Problem `unavailable` when the processor cannot be asked: it will deliver the event again. */
export async function actOnCardEvent(deps: InvoiceDeps, event: CardEvent): Promise<void> {
  if (await webhookSeen(deps.db, event.id)) return
  const { clinicId, paymentId, paymentIntentId } = event
  let truth: Authorisation | null = null
  if (clinicId !== null && paymentId !== null && paymentIntentId !== null) {
    const asked = await deps.cardProcessor.retrieveAuthorisation(paymentIntentId)
    if (asked.outcome !== 'ok') throw new Problem('unavailable')
    truth = asked.authorisation
  }
  const now = deps.clock.now()
  await deps.db.write(clinicId ?? NO_CLINIC, async (tx) => {
    const owed = clinicId !== null && paymentId !== null ? await lockOwed(tx, clinicId, { paymentId }) : null
    if (!(await claimWebhook(tx, event, now))) return
    const payment = owed?.payment
    if (!payment) return
    if (truth)
      await applyTruth(tx, deps, { ...owed, payment }, truth, {
        now,
        cause: `stripe-${event.type}`.slice(0, 60),
      })
    const abandoned =
      event.type === 'checkout.session.expired' && event.sessionId === payment.checkoutSessionId
    if (abandoned && payment.status === 'requires_method' && owed.order.status === 'draft') {
      await tell(tx, owed.invoice, 'card_needed', payment.id, 'page-expired', now)
    }
  })
}
