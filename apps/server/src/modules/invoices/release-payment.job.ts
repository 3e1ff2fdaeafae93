/** Gives the patient's money back to them before it was taken: the order was denied or cancelled. */
import type { Tx } from '../../platform/db/database.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { type Cause, lockOwed, type Owed, type Payment, saveInvoice, savePayment } from './queries.ts'
import { applyTruth, type InvoiceDeps } from './settle-payment.ts'

const CAUSE = 'release-payment'
type Ref = { clinicId: string; invoiceId: string; decisionId?: string }

export const releasePaymentJob =
  (deps: InvoiceDeps): JobHandler =>
  async (payload) => {
    const ref: Ref = { ...payload, clinicId: payload.clinicId, invoiceId: payload.invoiceId ?? '' }
    const payment = await deps.db.write(ref.clinicId, (tx) => beginRelease(tx, deps, ref))
    if (!payment) return
    if (payment.checkoutSessionId !== null && payment.status === 'requires_method') {
      const expired = await deps.cardProcessor.expireCheckout(payment.checkoutSessionId)
      if (expired.outcome !== 'ok') throw new RetryLater('the card page could not be closed')
    }
    if (payment.paymentIntentId !== null) {
      const why = await release(deps, ref, payment, payment.paymentIntentId)
      if (why !== null) throw new RetryLater(why)
    }
    await deps.db.write(ref.clinicId, (tx) => recordRelease(tx, deps, ref, payment))
  }

/** Answers why it is not released, or null. An authorisation that turns out captured is written down as such. */
async function release(
  deps: InvoiceDeps,
  ref: Ref,
  payment: Payment,
  intentId: string,
): Promise<string | null> {
  const result = await deps.cardProcessor.release(intentId, `release-${payment.id}-${payment.version}`)
  if (result.outcome === 'ok') return null
  if (result.outcome === 'unavailable') return 'the card processor is not available'
  const asked = await deps.cardProcessor.retrieveAuthorisation(intentId)
  if (asked.outcome !== 'ok') return 'the card processor could not be asked about a release'
  const { authorisation } = asked
  await deps.db.write(ref.clinicId, async (tx) => {
    const owed = await lockOwed(tx, ref.clinicId, { invoiceId: ref.invoiceId })
    if (!owed?.payment) return
    await applyTruth(tx, deps, { ...owed, payment: owed.payment }, authorisation, {
      now: deps.clock.now(),
      cause: CAUSE,
    })
  })
  const open = authorisation.state === 'authorised' || authorisation.state === 'processing'
  return open ? 'the authorisation is not released yet' : null
}

async function beginRelease(tx: Tx, deps: InvoiceDeps, ref: Ref): Promise<Payment | null> {
  const owed = await lockOwed(tx, ref.clinicId, { invoiceId: ref.invoiceId })
  if (!owed || !refusedBy(owed, ref.decisionId)) return null
  const { effectiveAt } = owed.order
  if (owed.order.status === 'denied' && effectiveAt !== null && effectiveAt > deps.clock.now()) {
    throw new RetryLater('the decision is not in effect yet')
  }
  const { payment, invoice } = owed
  const how: Cause = { now: deps.clock.now(), cause: CAUSE }
  if (!payment || payment.status === 'released') {
    if (mayVoid(invoice.status)) await saveInvoice(tx, invoice, 'void', how)
    return null
  }
  if (['requires_method', 'authorised', 'failed'].includes(payment.status)) return payment
  deps.log.error(
    { paymentId: payment.id, status: payment.status },
    'money of a closed order must be refunded',
  )
  return null
}

async function recordRelease(tx: Tx, deps: InvoiceDeps, ref: Ref, payment: Payment): Promise<void> {
  const how: Cause = { now: deps.clock.now(), cause: CAUSE }
  const owed = await lockOwed(tx, ref.clinicId, { invoiceId: ref.invoiceId })
  if (owed?.payment?.id !== payment.id) return
  // A card that was authorised on the page while it was being closed is another authorisation: its own job follows.
  if (owed.payment.paymentIntentId !== payment.paymentIntentId) return
  if (['requires_method', 'authorised', 'failed'].includes(owed.payment.status)) {
    await savePayment(tx, owed.invoice, owed.payment, { status: 'released', captureBefore: null }, how)
  }
  if (mayVoid(owed.invoice.status)) await saveInvoice(tx, owed.invoice, 'void', how)
}

const mayVoid = (status: string): boolean =>
  ['draft', 'authorised', 'open', 'payment_failed'].includes(status)

/** Denied by this very decision and not taken back since, or cancelled. */
const refusedBy = ({ order }: Owed, decisionId: string | undefined): boolean =>
  order.status === 'cancelled' || (order.status === 'denied' && order.decisionId === (decisionId ?? null))

/** Gives back one authorisation that is not the payment's own: a second card, or one that was replaced. */
export const releaseAuthorisationJob =
  (deps: InvoiceDeps): JobHandler =>
  async ({ clinicId, paymentId = '', paymentIntentId = '' }) => {
    const stray = await deps.db.write(clinicId, async (tx) => {
      const owed = await lockOwed(tx, clinicId, { paymentId })
      return owed?.payment != null && owed.payment.paymentIntentId !== paymentIntentId
    })
    if (!stray) return
    const result = await deps.cardProcessor.release(paymentIntentId, `release-${paymentIntentId}`)
    if (result.outcome === 'ok') return
    const asked = await deps.cardProcessor.retrieveAuthorisation(paymentIntentId)
    if (asked.outcome === 'ok' && asked.authorisation.state === 'released') return
    throw new RetryLater('an authorisation that is not needed could not be given back yet')
  }
