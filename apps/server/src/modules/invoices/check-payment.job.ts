/** Asks the processor about a payment whose news may have been lost: an open card page, an authorisation running out. */
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { lockOwed } from './queries.ts'
import { applyTruth, type InvoiceDeps } from './settle-payment.ts'

/** A card page stays open for a day; it is looked at again this often. */
const LOOK_AGAIN_MS = 20 * 60_000

export const checkPaymentJob =
  (deps: InvoiceDeps): JobHandler =>
  async ({ clinicId, paymentId = '' }) => {
    const owed = await deps.db.write(clinicId, (tx) => lockOwed(tx, clinicId, { paymentId }))
    const payment = owed?.payment
    if (!payment) return
    let intentId = payment.status === 'authorised' ? payment.paymentIntentId : null
    let stillOpen = false
    if (
      (payment.status === 'requires_method' || payment.status === 'failed') &&
      payment.checkoutSessionId !== null
    ) {
      const asked = await deps.cardProcessor.retrieveCheckout(payment.checkoutSessionId)
      if (asked.outcome !== 'ok')
        throw new RetryLater('the card processor could not be asked about a card page')
      intentId = asked.checkout.paymentIntentId
      stillOpen = asked.checkout.state === 'open'
    }
    if (intentId !== null) await learn(deps, clinicId, paymentId, intentId)
    if (!stillOpen) return
    const runAt = new Date(deps.clock.now().getTime() + LOOK_AGAIN_MS)
    await deps.db.write(clinicId, (tx) =>
      enqueue(tx, 'check-payment', { clinicId, paymentId }, { runAt, jobKey: `checkout-${paymentId}` }),
    )
  }

/** @throws RetryLater when the processor cannot be asked. */
export async function learn(
  deps: InvoiceDeps,
  clinicId: string,
  paymentId: string,
  intentId: string,
): Promise<void> {
  const asked = await deps.cardProcessor.retrieveAuthorisation(intentId)
  if (asked.outcome !== 'ok') throw new RetryLater('the card processor could not be asked about a payment')
  await deps.db.write(clinicId, async (tx) => {
    const owed = await lockOwed(tx, clinicId, { paymentId })
    if (!owed?.payment) return
    const how = { now: deps.clock.now(), cause: 'check-payment' }
    await applyTruth(tx, deps, { ...owed, payment: owed.payment }, asked.authorisation, how)
  })
}
