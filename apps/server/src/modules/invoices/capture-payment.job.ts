/**
 * Takes the money of an approved order: opens its invoice, captures the authorisation, once. A capture whose
 * outcome is not known is settled by asking, and asked about until it is known.
 */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { type Cause, lockOwed, type Owed, type Payment, saveInvoice, savePayment } from './queries.ts'
import { applyTruth, declined, type InvoiceDeps, markPaid, tell } from './settle-payment.ts'

const CAUSE = 'capture-payment'
/** A decline of the moment is tried again this often (after 3, 7 and 20 seconds) before it counts. */
const RETRYABLE_DECLINES = 3
const ASK_AGAIN_MS = 3_600_000

type Ref = { clinicId: string; invoiceId: string; decisionId: string }
type Held = Payment & { paymentIntentId: string }

export const capturePaymentJob =
  (deps: InvoiceDeps): JobHandler =>
  async ({ clinicId, invoiceId = '', decisionId = '' }, { attempt, lastAttempt }) => {
    const ref = { clinicId, invoiceId, decisionId }
    const held = await deps.db.write(clinicId, (tx) => beginCapture(tx, deps, ref))
    if (!held) return
    const result = await deps.cardProcessor.capture(
      held.paymentIntentId,
      `capture-${held.id}-${held.version}`,
    )
    if (result.outcome === 'declined') {
      const retry = result.retryable && attempt <= RETRYABLE_DECLINES && !lastAttempt
      await deps.db.write(clinicId, (tx) => recordDecline(tx, deps, ref, held, result.code, retry))
      if (retry) throw new RetryLater(`the capture was declined for now (${result.code})`)
      return
    }
    const unsettled =
      result.outcome === 'unavailable' ? 'the card processor is not available' : await ask(deps, ref, held)
    if (unsettled === null) return
    if (!lastAttempt) throw new RetryLater(unsettled)
    deps.log.error({ invoiceId, reason: unsettled }, 'whether a payment was captured is not known yet')
    await deps.db.write(clinicId, (tx) =>
      enqueue(tx, CAUSE, ref, { runAt: new Date(deps.clock.now().getTime() + ASK_AGAIN_MS) }),
    )
  }

/** After a capture, answered or not: what the processor holds now is what is written down. Why not settled, or null. */
async function ask(deps: InvoiceDeps, { clinicId, invoiceId }: Ref, held: Held): Promise<string | null> {
  const asked = await deps.cardProcessor.retrieveAuthorisation(held.paymentIntentId)
  if (asked.outcome !== 'ok') return 'the card processor could not be asked about a capture'
  const { authorisation } = asked
  await deps.db.write(clinicId, async (tx) => {
    const owed = await lockOwed(tx, clinicId, { invoiceId })
    if (owed?.payment?.id !== held.id) throw new Error('a payment being captured is gone')
    await applyTruth(tx, deps, { ...owed, payment: owed.payment }, authorisation, {
      now: deps.clock.now(),
      cause: CAUSE,
    })
  })
  const open = authorisation.state === 'authorised' || authorisation.state === 'processing'
  return open ? 'the capture has not happened yet' : null
}

/** Opens the invoice and answers the authorisation to capture; null when there is none to capture now. */
async function beginCapture(tx: Tx, deps: InvoiceDeps, ref: Ref): Promise<Held | null> {
  const how: Cause = { now: deps.clock.now(), cause: CAUSE }
  const owed = await lockOwed(tx, ref.clinicId, { invoiceId: ref.invoiceId })
  if (!owed || !stands(owed, ref.decisionId)) return null
  const { effectiveAt } = owed.order
  if (effectiveAt === null || effectiveAt > how.now) throw new RetryLater('the decision is not in effect yet')
  const { payment } = owed
  let { invoice } = owed
  if (invoice.status === 'draft' || invoice.status === 'authorised')
    invoice = await saveInvoice(tx, invoice, 'open', how)
  if (!payment) {
    await markPaid(tx, deps, { ...owed, invoice }, how)
    return null
  }
  switch (payment.status) {
    case 'authorised': {
      if (invoice.status === 'payment_failed') await saveInvoice(tx, invoice, 'open', how)
      const { paymentIntentId } = payment
      if (paymentIntentId === null) throw new Error('an authorised payment names no authorisation')
      return { ...payment, paymentIntentId }
    }
    case 'requires_method':
      await tell(tx, invoice, 'card_needed', payment.id, 'approved', how.now)
      return null
    case 'failed':
      if (invoice.status === 'open') {
        await saveInvoice(tx, invoice, 'payment_failed', how)
        await tell(tx, invoice, 'payment_failed', payment.id, payment.paymentIntentId ?? 'none', how.now)
      }
      return null
    default:
      return null
  }
}

/** Whether this very decision is in force and asks for payment. */
const stands = ({ order }: Owed, decisionId: string): boolean =>
  order.decisionId === decisionId && !['draft', 'denied', 'cancelled'].includes(order.status)

async function recordDecline(tx: Tx, deps: InvoiceDeps, ref: Ref, held: Held, code: string, retry: boolean) {
  const how: Cause = { now: deps.clock.now(), cause: CAUSE }
  const owed = await lockOwed(tx, ref.clinicId, { invoiceId: ref.invoiceId })
  const payment = owed?.payment
  // Another word of the processor may have been heard first.
  if (!owed || payment?.status !== 'authorised' || payment.paymentIntentId !== held.paymentIntentId) return
  // Noting it makes a new version, and with it a new idempotency key: the old one would answer the old decline.
  if (retry) await savePayment(tx, owed.invoice, payment, { failureCode: code }, how)
  else await declined(tx, { ...owed, payment }, code, how)
}
