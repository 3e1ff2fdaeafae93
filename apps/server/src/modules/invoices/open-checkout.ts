/**
 * A link to the card page. An open page is given again; a new one is asked for under a key that a repeated or
 * concurrent call shares, so that there is one page a payment at a time.
 */
import { createHash } from 'node:crypto'
import type { Checkout } from '../../adapters/payments/port.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { RetryLater } from '../../platform/jobs/worker.ts'
import { Problem } from '../../platform/problem.ts'
import { learn } from './check-payment.job.ts'
import {
  type Invoice,
  loadCustomer,
  lockOwed,
  type Payment,
  saveCheckoutSession,
  startCheckoutAttempt,
} from './queries.ts'
import type { InvoiceDeps } from './settle-payment.ts'

export type OpenCheckout = { clinicId: string; consultationId: string; returnUrl: string; cancelUrl: string }

/** The processor's own word usually comes at once; this is for when it got lost. */
const FIRST_LOOK_MS = 3 * 60_000

/** @throws Problem `not-found`, `transition-not-allowed` when nothing is due any more, `payment-unavailable`. */
export async function openCheckout(deps: InvoiceDeps, open: OpenCheckout): Promise<{ url: string }> {
  const known = await loadDue(deps, open)
  if (!known) return { url: open.returnUrl }
  const { sessionId } = known
  if (sessionId !== null) {
    const asked = await deps.cardProcessor.retrieveCheckout(sessionId)
    if (asked.outcome !== 'ok') throw new Problem('payment-unavailable')
    if (asked.checkout.state === 'open' && asked.checkout.url) return { url: asked.checkout.url }
    if (await nowCovered(deps, open, known.payment, asked.checkout)) return { url: open.returnUrl }
  }
  return openNew(deps, open, sessionId)
}

/** The payment that still needs a card; null when none does. */
async function loadDue(
  deps: InvoiceDeps,
  open: OpenCheckout,
): Promise<{ payment: Payment; sessionId: string | null } | null> {
  const { clinicId, consultationId } = open
  const owed = await deps.db.write(clinicId, (tx) => lockOwed(tx, clinicId, { consultationId }))
  if (!owed) throw new Problem('not-found')
  const { payment, order, invoice } = owed
  if (order.status === 'denied' || order.status === 'cancelled' || invoice.status === 'void') {
    throw new Problem('transition-not-allowed', { detail: 'Nothing is due for this visit any more.' })
  }
  if (payment?.status !== 'requires_method' && payment?.status !== 'failed') return null
  return { payment, sessionId: payment.checkoutSessionId }
}

/** A page that is over may have ended well without our having heard. */
async function nowCovered(
  deps: InvoiceDeps,
  open: OpenCheckout,
  payment: Payment,
  checkout: Checkout,
): Promise<boolean> {
  if (checkout.paymentIntentId === null) return false
  try {
    await learn(deps, open.clinicId, payment.id, checkout.paymentIntentId)
  } catch (error) {
    if (error instanceof RetryLater) throw new Problem('payment-unavailable')
    throw error
  }
  return (await loadDue(deps, open)) === null
}

async function openNew(deps: InvoiceDeps, open: OpenCheckout, over: string | null): Promise<{ url: string }> {
  const { clinicId, consultationId } = open
  const begun = await deps.db.write(clinicId, async (tx) => {
    const owed = await lockOwed(tx, clinicId, { consultationId })
    if (!owed?.payment) throw new Problem('not-found')
    // The first to find the old page over starts the next attempt; whoever comes later joins it.
    const fresh =
      owed.payment.checkoutAttempt === 0 || (over !== null && owed.payment.checkoutSessionId === over)
    const payment = fresh ? await startCheckoutAttempt(tx, owed.payment) : owed.payment
    return {
      payment,
      invoice: owed.invoice,
      customer: await loadCustomer(tx, clinicId, owed.invoice.patientId),
    }
  })
  const { payment, invoice, customer } = begun
  const created = await deps.cardProcessor.createCheckout({
    idempotencyKey: keyOf(payment, open),
    clinicId,
    clinicName: customer.clinicName,
    paymentId: payment.id,
    invoiceNumber: invoice.number,
    amountCents: payment.amountCents,
    currency: invoice.currency,
    customerEmail: customer.email,
    returnUrl: open.returnUrl,
    cancelUrl: open.cancelUrl,
  })
  if (created.outcome !== 'ok') throw new Problem('payment-unavailable')
  const { sessionId, url } = created.checkout
  await record(deps, invoice, payment, sessionId)
  if (!url) throw new Problem('payment-unavailable')
  return { url }
}

/** The same attempt and the same way back make the same page. */
function keyOf(payment: Payment, open: OpenCheckout): string {
  const way = createHash('sha256').update(`${open.returnUrl}\n${open.cancelUrl}`).digest('hex').slice(0, 12)
  return `checkout-${payment.id}-${payment.checkoutAttempt}-${way}`
}

const record = (deps: InvoiceDeps, invoice: Invoice, payment: Payment, sessionId: string) =>
  deps.db.write(invoice.clinicId, async (tx) => {
    await saveCheckoutSession(tx, payment, sessionId)
    const { clinicId, id: paymentId } = payment
    const runAt = new Date(deps.clock.now().getTime() + FIRST_LOOK_MS)
    await enqueue(tx, 'check-payment', { clinicId, paymentId }, { runAt, jobKey: `checkout-${paymentId}` })
  })
