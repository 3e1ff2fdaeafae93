/** Writes what the processor says about a card into payment and invoice, and sets going what follows from it. */
import type { Authorisation } from '../../adapters/payments/port.ts'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { notifyPatient, type Template } from '../notifications/index.ts'
import { AUTHORISATION_EXPIRED, heed } from './invoice.ts'
import {
  type Cause,
  type Invoice,
  lockOwed,
  type Owed,
  type Payment,
  saveInvoice,
  savePayment,
} from './queries.ts'

export type InvoiceDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'cardProcessor'>

/** An authorisation that ran out is noticed this long afterwards, should the processor's own word be lost. */
const EXPIRY_MARGIN_MS = 60_000
type Paid = Owed & { payment: Payment }

const refused = (owed: Owed): boolean => owed.order.status === 'denied' || owed.order.status === 'cancelled'

/** Applies the processor's word to what is locked. Harmless to repeat. */
export async function applyTruth(
  tx: Tx,
  deps: Pick<InvoiceDeps, 'log'>,
  owed: Paid,
  truth: Authorisation,
  how: Cause,
): Promise<void> {
  const { invoice, payment } = owed
  const ours = truth.paymentId === payment.id && truth.clinicId === payment.clinicId
  const verdict =
    ours && truth.currency === invoice.currency
      ? heed(payment, truth)
      : ({ kind: 'alarm', text: 'it is another payment’s' } as const)
  switch (verdict.kind) {
    case 'nothing_new':
      return
    case 'authorised':
      return authorised(tx, owed, truth, verdict.replaces, how)
    case 'captured':
      return captured(tx, deps, owed, truth, how)
    case 'refunded': {
      await savePayment(
        tx,
        invoice,
        payment,
        { status: verdict.status, refundedCents: truth.refundedCents },
        how,
      )
      if (invoice.status !== verdict.status) await saveInvoice(tx, invoice, verdict.status, how)
      return
    }
    case 'lost':
      return lost(tx, owed, how)
    case 'declined':
      return declined(tx, owed, verdict.code, how)
    case 'stray':
      return giveBack(tx, payment, truth.paymentIntentId)
    case 'alarm':
      deps.log.error(
        { paymentId: payment.id, why: verdict.text },
        'the card processor says something that cannot be',
      )
  }
}

async function authorised(tx: Tx, owed: Paid, truth: Authorisation, replaces: string | null, how: Cause) {
  const { clinicId, id: paymentId } = owed.payment
  const { paymentIntentId, captureBefore } = truth
  const change = { status: 'authorised', paymentIntentId, captureBefore, failureCode: null } as const
  await savePayment(tx, owed.invoice, owed.payment, change, how)
  if (replaces !== null) await giveBack(tx, owed.payment, replaces)
  if (captureBefore !== null) {
    const runAt = new Date(captureBefore.getTime() + EXPIRY_MARGIN_MS)
    await enqueue(tx, 'check-payment', { clinicId, paymentId }, { runAt, jobKey: `expiry-${paymentId}` })
  }
  if (refused(owed)) return askRelease(tx, owed)
  const { invoice } = owed
  if (invoice.status === 'draft') {
    await saveInvoice(tx, invoice, 'authorised', how)
    const { consultationId } = invoice
    await enqueue(tx, 'queue-consultation', { clinicId, consultationId })
    return
  }
  if (invoice.status === 'payment_failed') await saveInvoice(tx, invoice, 'open', how)
  const { decisionId } = owed.order
  if (decisionId !== null)
    await enqueue(tx, 'capture-payment', { clinicId, invoiceId: invoice.id, decisionId })
}

async function captured(
  tx: Tx,
  deps: Pick<InvoiceDeps, 'log'>,
  owed: Paid,
  truth: Authorisation,
  how: Cause,
) {
  const { payment } = owed
  const { paymentIntentId, capturedCents } = truth
  const change = {
    status: 'captured',
    paymentIntentId,
    capturedCents,
    captureBefore: null,
    failureCode: null,
  } as const
  await savePayment(tx, owed.invoice, payment, change, how)
  await markPaid(tx, deps, owed, how)
}

/** Opens the invoice if need be and marks it paid, once. */
export async function markPaid(
  tx: Tx,
  deps: Pick<InvoiceDeps, 'log'>,
  owed: Owed,
  how: Cause,
): Promise<void> {
  let { invoice } = owed
  const { clinicId, orderId } = invoice
  if (invoice.status === 'void') {
    deps.log.error({ invoiceId: invoice.id }, 'a void invoice was paid: the money must go back')
    return
  }
  if (invoice.status === 'draft' || invoice.status === 'authorised' || invoice.status === 'payment_failed') {
    invoice = await saveInvoice(tx, invoice, 'open', how)
  }
  if (invoice.status !== 'open') return
  await saveInvoice(tx, invoice, 'paid', how)
  if (owed.payment) await tell(tx, invoice, 'payment_receipt', owed.payment.id, 'paid', how.now)
  await enqueue(tx, 'complete-order', { clinicId, orderId })
}

/** The card said no when the money was to be taken: the patient is asked for another one. */
export async function declined(tx: Tx, owed: Paid, code: string, how: Cause): Promise<void> {
  const { invoice, payment } = owed
  await savePayment(tx, invoice, payment, { status: 'failed', failureCode: code, captureBefore: null }, how)
  if (refused(owed)) return
  if (invoice.status === 'open') {
    await saveInvoice(tx, invoice, 'payment_failed', how)
    await tell(tx, invoice, 'payment_failed', payment.id, payment.paymentIntentId ?? 'none', how.now)
  }
}

/** The hold on the card is gone without our doing. */
async function lost(tx: Tx, owed: Paid, how: Cause): Promise<void> {
  const { invoice, payment } = owed
  if (refused(owed)) {
    await savePayment(tx, invoice, payment, { status: 'released', captureBefore: null }, how)
    if (invoice.status !== 'void') await saveInvoice(tx, invoice, 'void', how)
    return
  }
  if (invoice.status === 'open') return declined(tx, owed, AUTHORISATION_EXPIRED, how)
  await savePayment(
    tx,
    invoice,
    payment,
    { status: 'failed', failureCode: AUTHORISATION_EXPIRED, captureBefore: null },
    how,
  )
  if (invoice.status === 'authorised') {
    await saveInvoice(tx, invoice, 'draft', how)
    await tell(tx, invoice, 'card_needed', payment.id, payment.paymentIntentId ?? 'none', how.now)
  }
}

const giveBack = (tx: Tx, { clinicId, id: paymentId }: Payment, paymentIntentId: string) =>
  enqueue(tx, 'release-authorisation', { clinicId, paymentId, paymentIntentId }, { maxAttempts: 12 })

/** A card that came too late for an order that will not go on. */
function askRelease(tx: Tx, { order, invoice }: Owed): Promise<void> {
  const payload = { clinicId: invoice.clinicId, invoiceId: invoice.id }
  return enqueue(tx, 'release-payment', {
    ...payload,
    ...(order.decisionId && { decisionId: order.decisionId }),
  })
}

export const tell = (
  tx: Tx,
  { clinicId, patientId }: Invoice,
  template: Template,
  subjectId: string,
  dedupeKey: string,
  now: Date,
) => notifyPatient(tx, { clinicId, patientId, template, subjectId, dedupeKey, now })

/** Whether nothing of a decision has reached the money yet, so that it can still be taken back. Locks what is owed. */
export async function isUntouched(tx: Tx, clinicId: string, orderId: string): Promise<boolean> {
  const owed = await lockOwed(tx, clinicId, { orderId })
  if (!owed) return true
  return ['draft', 'authorised'].includes(owed.invoice.status) && owed.payment?.status !== 'released'
}
