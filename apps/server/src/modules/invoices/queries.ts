/** All SQL of the module. Orders, patients and clinics are only read; the order is locked before what it costs. */
import type { InvoiceStatus, OrderStatus, PaymentStatus } from '@countersign/contract'
import { sql } from 'kysely'
import type { Database, Db, Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, system } from '../identity/index.ts'
import { invoiceTransitions, paymentTransitions } from './invoice.ts'

export type Invoice = {
  clinicId: string
  id: string
  orderId: string
  consultationId: string
  patientId: string
  number: string
  status: InvoiceStatus
  currency: string
  amountCents: number
  version: number
}

export type Payment = {
  clinicId: string
  id: string
  invoiceId: string
  status: PaymentStatus
  amountCents: number
  refundedCents: number
  checkoutSessionId: string | null
  checkoutAttempt: number
  paymentIntentId: string | null
  captureBefore: Date | null
  version: number
}

export type OrderState = { status: OrderStatus; decisionId: string | null; effectiveAt: Date | null }
/** What is owed for one order: the order's state, its invoice, the payment that stands; null when nothing is due. */
export type Owed = { order: OrderState; invoice: Invoice; payment: Payment | null }

export type NewInvoice = Pick<
  Invoice,
  'clinicId' | 'id' | 'orderId' | 'consultationId' | 'patientId' | 'number'
> & {
  lines: { description: string; amountCents: number }[]
  amountCents: number
  paymentId: string | null
  createdAt: Date
}

export async function insertInvoice(tx: Tx, invoice: NewInvoice): Promise<void> {
  const { clinicId, id, createdAt } = invoice
  const payment = invoice.paymentId
  await Promise.all([
    tx
      .insertInto('invoices')
      .values({
        clinic_id: clinicId,
        id,
        number: invoice.number,
        order_id: invoice.orderId,
        consultation_id: invoice.consultationId,
        patient_id: invoice.patientId,
        status: 'draft',
        amount_cents: invoice.amountCents,
        created_at: createdAt,
      })
      .execute(),
    invoice.lines.length > 0 &&
      tx
        .insertInto('invoice_lines')
        .values(
          invoice.lines.map((line) => ({
            clinic_id: clinicId,
            id: newId(),
            invoice_id: id,
            description: line.description,
            amount_cents: line.amountCents,
          })),
        )
        .execute(),
    payment !== null &&
      tx
        .insertInto('payments')
        .values({
          clinic_id: clinicId,
          id: payment,
          invoice_id: id,
          status: 'requires_method',
          amount_cents: invoice.amountCents,
          created_at: createdAt,
          updated_at: createdAt,
        })
        .execute(),
  ])
}

export type OwedBy =
  | { invoiceId: string }
  | { paymentId: string }
  | { orderId: string }
  | { consultationId: string }

const invoiceColumns = [
  'clinic_id as clinicId',
  'id',
  'order_id as orderId',
  'consultation_id as consultationId',
  'patient_id as patientId',
  'number',
  'status',
  'currency',
  'amount_cents as amountCents',
  'version',
] as const
const paymentColumns = [
  'clinic_id as clinicId',
  'id',
  'invoice_id as invoiceId',
  'status',
  'amount_cents as amountCents',
  'refunded_cents as refundedCents',
  'checkout_session_id as checkoutSessionId',
  'checkout_attempt as checkoutAttempt',
  'payment_intent_id as paymentIntentId',
  'capture_before as captureBefore',
  'version',
] as const

/** The invoice an order, consultation or payment leads to. Its ids never change, so no lock is needed to read them. */
async function findInvoice(
  db: Db,
  clinicId: string,
  by: OwedBy,
): Promise<{ id: string; orderId: string } | null> {
  let query = db
    .selectFrom('invoices as i')
    .select(['i.id', 'i.order_id as orderId'])
    .where('i.clinic_id', '=', clinicId)
  if ('invoiceId' in by) query = query.where('i.id', '=', by.invoiceId)
  if ('orderId' in by) query = query.where('i.order_id', '=', by.orderId)
  if ('consultationId' in by) {
    const { consultationId } = by
    query = query.where('i.order_id', 'in', (eb) =>
      eb
        .selectFrom('orders as o')
        .select('o.id')
        .where('o.clinic_id', '=', clinicId)
        .where('o.consultation_id', '=', consultationId),
    )
  }
  if ('paymentId' in by) {
    const { paymentId } = by
    query = query.where('i.id', '=', (eb) =>
      eb
        .selectFrom('payments as y')
        .select('y.invoice_id')
        .where('y.clinic_id', '=', clinicId)
        .where('y.id', '=', paymentId),
    )
  }
  return (await query.executeTakeFirst()) ?? null
}

/** The invoice of an order, for jobs that are asked for with it. */
export async function invoiceIdOf(db: Db, clinicId: string, orderId: string): Promise<string> {
  const found = await findInvoice(db, clinicId, { orderId })
  if (!found) throw new Error('an order has no invoice')
  return found.id
}

/** Order, invoice and payment, locked in this order. Null when there is no such invoice in this clinic. */
export async function lockOwed(tx: Tx, clinicId: string, by: OwedBy): Promise<Owed | null> {
  const found = await findInvoice(tx, clinicId, by)
  if (!found) return null
  const [order, invoice, payment] = await Promise.all([
    tx
      .selectFrom('orders')
      .select(['status', 'decision_id as decisionId', 'effective_at as effectiveAt'])
      .where('clinic_id', '=', clinicId)
      .where('id', '=', found.orderId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('invoices')
      .select(invoiceColumns)
      .where('clinic_id', '=', clinicId)
      .where('id', '=', found.id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('payments')
      .select(paymentColumns)
      .where('clinic_id', '=', clinicId)
      .where('invoice_id', '=', found.id)
      .orderBy('created_at', 'desc')
      .limit(1)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  ])
  return {
    order: { ...order, status: order.status as OrderStatus },
    invoice: { ...invoice, status: invoice.status as InvoiceStatus },
    payment: payment ? { ...payment, status: payment.status as PaymentStatus } : null,
  }
}

export type Cause = { now: Date; cause: string; actor?: Actor }

/** The only writer of an invoice's status. Answers it as it is now. */
export async function saveInvoice(
  tx: Tx,
  invoice: Invoice,
  status: InvoiceStatus,
  { now, cause, actor }: Cause,
): Promise<Invoice> {
  if (!(invoiceTransitions[invoice.status] as readonly InvoiceStatus[]).includes(status)) {
    throw new Error(`an invoice that is ${invoice.status} cannot become ${status}`)
  }
  const next = { ...invoice, status, version: invoice.version + 1 }
  const { clinicId, id, patientId } = invoice
  await Promise.all([
    tx
      .updateTable('invoices')
      .set({
        status,
        version: next.version,
        ...(status === 'open' && { issued_at: sql<Date>`coalesce(issued_at, ${now})` }),
        ...(status === 'paid' && { paid_at: now }),
      })
      .where('clinic_id', '=', clinicId)
      .where('id', '=', id)
      .execute(),
    recordEvent(tx, {
      clinicId,
      type: 'invoice.changed',
      subjectId: id,
      patientId,
      body: { status },
      at: now,
    }),
    recordAudit(tx, actor ?? system(clinicId, cause), {
      action: `invoice.${status}`,
      subjectType: 'invoice',
      subjectId: id,
      patientId,
      details: { orderId: invoice.orderId, from: invoice.status, cause },
      at: now,
    }),
  ])
  return next
}

export type PaymentChange = {
  status?: PaymentStatus
  paymentIntentId?: string
  captureBefore?: Date | null
  capturedCents?: number
  refundedCents?: number
  failureCode?: string | null
}

/** The only writer of a payment's status. Every save is a new version, which names the next try at the processor. */
export async function savePayment(
  tx: Tx,
  invoice: Invoice,
  payment: Payment,
  change: PaymentChange,
  { now, cause, actor }: Cause,
): Promise<Payment> {
  const status = change.status ?? payment.status
  const allowed: readonly PaymentStatus[] = paymentTransitions[payment.status]
  if (status !== payment.status && !allowed.includes(status)) {
    throw new Error(`a payment that is ${payment.status} cannot become ${status}`)
  }
  const next: Payment = {
    ...payment,
    status,
    version: payment.version + 1,
    paymentIntentId: change.paymentIntentId ?? payment.paymentIntentId,
    captureBefore: change.captureBefore === undefined ? payment.captureBefore : change.captureBefore,
    refundedCents: change.refundedCents ?? payment.refundedCents,
  }
  const { clinicId, id } = payment
  const { patientId } = invoice
  await Promise.all([
    tx
      .updateTable('payments')
      .set({
        status,
        version: next.version,
        updated_at: now,
        payment_intent_id: next.paymentIntentId,
        capture_before: next.captureBefore,
        refunded_cents: next.refundedCents,
        ...(change.capturedCents !== undefined && { captured_cents: change.capturedCents }),
        ...(change.failureCode !== undefined && { failure_code: change.failureCode }),
      })
      .where('clinic_id', '=', clinicId)
      .where('id', '=', id)
      .execute(),
    recordEvent(tx, {
      clinicId,
      type: 'payment.changed',
      subjectId: id,
      patientId,
      body: { status },
      at: now,
    }),
    recordAudit(tx, actor ?? system(clinicId, cause), {
      action: status === payment.status ? 'payment.noted' : `payment.${status}`,
      subjectType: 'payment',
      subjectId: id,
      patientId,
      details: {
        orderId: invoice.orderId,
        from: payment.status,
        cause,
        failureCode: change.failureCode ?? null,
      },
      at: now,
    }),
  ])
  return next
}

/** The next card page: forgets the one that is over, unless somebody else did so meanwhile. */
export async function startCheckoutAttempt(tx: Tx, payment: Payment): Promise<Payment> {
  const checkoutAttempt = payment.checkoutAttempt + 1
  await tx
    .updateTable('payments')
    .set({ checkout_attempt: checkoutAttempt, checkout_session_id: null })
    .where('clinic_id', '=', payment.clinicId)
    .where('id', '=', payment.id)
    .execute()
  return { ...payment, checkoutAttempt, checkoutSessionId: null }
}

export async function saveCheckoutSession(tx: Tx, payment: Payment, sessionId: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ checkout_session_id: sessionId })
    .where('clinic_id', '=', payment.clinicId)
    .where('id', '=', payment.id)
    .where('checkout_attempt', '=', payment.checkoutAttempt)
    .where('checkout_session_id', 'is', null)
    .execute()
}

/** Whose card page it is. */
export async function loadCustomer(
  db: Db,
  clinicId: string,
  patientId: string,
): Promise<{ email: string; clinicName: string }> {
  return db
    .selectFrom('patients as p')
    .innerJoin('clinics as c', 'c.id', 'p.clinic_id')
    .select(['p.email', 'c.name as clinicName'])
    .where('p.clinic_id', '=', clinicId)
    .where('p.id', '=', patientId)
    .executeTakeFirstOrThrow()
}

export async function webhookSeen(database: Database, eventId: string): Promise<boolean> {
  const row = await database.global((db) =>
    db.selectFrom('payment_webhook_events').select('id').where('id', '=', eventId).executeTakeFirst(),
  )
  return row !== undefined
}

/** Whether this event is new. Waits for a concurrent delivery of the same one, and is undone with its transaction. */
export async function claimWebhook(tx: Tx, event: { id: string; type: string }, now: Date): Promise<boolean> {
  const row = await tx
    .insertInto('payment_webhook_events')
    .values({ id: event.id, type: event.type, received_at: now, processed_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
