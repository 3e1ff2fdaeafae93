/** The SQL that locks and writes orders. Consultations are only read: whose case it is, and in which state. */
import type { HoldReason, OrderStatus, PrescriptionStatus } from '@countersign/contract'
import { sql } from 'kysely'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, system } from '../identity/index.ts'
import { mayBecome, type RenewalAsked } from './order.ts'

export type Order = {
  clinicId: string
  id: string
  consultationId: string
  patientId: string
  status: OrderStatus
  holdReason: HoldReason | null
  /** The staff member who holds it; null when the clock or a counterparty does. */
  heldBy: string | null
  pharmacyId: string | null
  decisionId: string | null
  effectiveAt: Date | null
  /** The pharmacy's renewal request that it answers. */
  answersMessageId: string | null
  version: number
}

export type NewOrder = Pick<Order, 'clinicId' | 'id' | 'consultationId' | 'patientId' | 'pharmacyId'> & {
  question: { messageId: string; prescriptionId: string } | null
  createdAt: Date
}

export async function insertDraftOrder(tx: Tx, order: NewOrder): Promise<void> {
  await tx
    .insertInto('orders')
    .values({
      clinic_id: order.clinicId,
      id: order.id,
      consultation_id: order.consultationId,
      patient_id: order.patientId,
      status: 'draft',
      pharmacy_id: order.pharmacyId,
      answers_message_id: order.question?.messageId ?? null,
      answers_prescription_id: order.question?.prescriptionId ?? null,
      created_at: order.createdAt,
    })
    .execute()
}

const columns = [
  'clinic_id as clinicId',
  'id',
  'consultation_id as consultationId',
  'patient_id as patientId',
  'status',
  'hold_reason as holdReason',
  'held_by as heldBy',
  'pharmacy_id as pharmacyId',
  'decision_id as decisionId',
  'effective_at as effectiveAt',
  'answers_message_id as answersMessageId',
  'version',
] as const

export type OrderBy = { orderId: string } | { consultationId: string }

/** `for no key update`: rows that only refer to it may be written meanwhile. */
export async function lockOrder(tx: Tx, clinicId: string, by: OrderBy): Promise<Order | null> {
  const query = tx.selectFrom('orders').select(columns).where('clinic_id', '=', clinicId).forNoKeyUpdate()
  const row = await ('orderId' in by
    ? query.where('id', '=', by.orderId)
    : query.where('consultation_id', '=', by.consultationId)
  ).executeTakeFirst()
  return row
    ? { ...row, status: row.status as OrderStatus, holdReason: row.holdReason as HoldReason | null }
    : null
}

export async function saveQuestion(
  tx: Tx,
  order: Order,
  question: { messageId: string; prescriptionId: string },
): Promise<void> {
  await tx
    .updateTable('orders')
    .set({ answers_message_id: question.messageId, answers_prescription_id: question.prescriptionId })
    .where('clinic_id', '=', order.clinicId)
    .where('id', '=', order.id)
    .execute()
}

/** What a pharmacy's renewal request asks to go on with: its prescription, and the refills it wants. */
export async function loadRenewalAsked(db: Db, order: Order): Promise<RenewalAsked | null> {
  const row = await db
    .selectFrom('orders as o')
    .innerJoin('prescriptions as x', (join) =>
      join.onRef('x.clinic_id', '=', 'o.clinic_id').onRef('x.id', '=', 'o.answers_prescription_id'),
    )
    .leftJoin('refill_requests as r', (join) =>
      join.onRef('r.clinic_id', '=', 'o.clinic_id').onRef('r.message_id', '=', 'o.answers_message_id'),
    )
    .select([
      'x.pharmacy_id as pharmacyId',
      'x.drug_id as drugId',
      'x.rxcui',
      'x.dose_mg as doseMg',
      'x.quantity',
      'x.days_supply as daysSupply',
      'x.sig',
      'x.refills',
      sql<number | null>`(r.requested ->> 'quantity')::numeric`.as('askedQuantity'),
      sql<number | null>`(r.requested ->> 'refills')::int`.as('askedRefills'),
    ])
    .where('o.clinic_id', '=', order.clinicId)
    .where('o.id', '=', order.id)
    .executeTakeFirst()
  if (!row) return null
  return {
    pharmacyId: row.pharmacyId,
    drugId: row.drugId,
    rxcui: row.rxcui,
    doseMg: Number(row.doseMg),
    quantity: Number(row.askedQuantity ?? row.quantity),
    daysSupply: row.daysSupply,
    sig: row.sig,
    refills: row.askedRefills ?? row.refills,
  }
}

/** How the other steps of a prescription's series stand; empty for one that is no step of a series. */
export async function listOtherSteps(
  db: Db,
  clinicId: string,
  orderId: string,
  prescriptionId: string,
): Promise<PrescriptionStatus[]> {
  const rows = await db
    .selectFrom('prescriptions as x')
    .innerJoin('prescriptions as o', (join) =>
      join
        .onRef('o.clinic_id', '=', 'x.clinic_id')
        .onRef('o.order_id', '=', 'x.order_id')
        .onRef('o.step', '<>', 'x.step'),
    )
    .select('o.status')
    .where('x.clinic_id', '=', clinicId)
    .where('x.order_id', '=', orderId)
    .where('x.id', '=', prescriptionId)
    .execute()
  return rows.map(({ status }) => status as PrescriptionStatus)
}

/** The state the patient was in when the case came, which is the one that licences and pharmacies must fit. */
export async function patientStateOf(db: Db, clinicId: string, consultationId: string): Promise<string> {
  const row = await db
    .selectFrom('consultations')
    .select('patient_state')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return row.patient_state
}

export async function invoiceStatusOf(db: Db, clinicId: string, orderId: string): Promise<string | null> {
  const row = await db
    .selectFrom('invoices')
    .select('status')
    .where('clinic_id', '=', clinicId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return row?.status ?? null
}

export type OrderUpdate = {
  status?: OrderStatus
  holdReason?: HoldReason | null
  holdText?: string | null
  pharmacyId?: string
  decision?: { id: string; approvedBy: string | null; treatment: unknown; effectiveAt: Date } | null
  now: Date
  cause: string
  /** Who caused it; the clock or a counterparty when absent. */
  actor?: Actor
}

/** The only writer of an order's status: status, event and audit line together. Answers it as it is now. */
export async function saveOrder(tx: Tx, order: Order, update: OrderUpdate): Promise<Order> {
  const { now, cause, decision } = update
  const status = update.status ?? order.status
  if (status !== order.status && !mayBecome(order.status, status)) {
    throw new Error(`an order that is ${order.status} cannot become ${status}`)
  }
  const next: Order = {
    ...order,
    status,
    holdReason: update.holdReason === undefined ? order.holdReason : update.holdReason,
    heldBy: heldBy(order, update, status),
    pharmacyId: update.pharmacyId ?? order.pharmacyId,
    decisionId: decision === undefined ? order.decisionId : (decision?.id ?? null),
    effectiveAt: decision === undefined ? order.effectiveAt : (decision?.effectiveAt ?? null),
    version: order.version + 1,
  }
  const { clinicId, id, patientId } = order
  // While a decision can be taken back it is not the patient's to know: settle-decision tells them.
  const told = decision === undefined ? patientId : null
  const [updated] = await Promise.all([
    tx
      .updateTable('orders')
      .set({
        status,
        version: next.version,
        hold_reason: next.holdReason,
        held_by: next.heldBy,
        pharmacy_id: next.pharmacyId,
        decision_id: next.decisionId,
        effective_at: next.effectiveAt,
        ...(update.holdText !== undefined && { hold_text: update.holdText }),
        ...(status !== order.status && { held_at: status === 'on_hold' ? now : null }),
        ...(decision !== undefined && {
          approved_by: decision?.approvedBy ?? null,
          approved_at: decision?.approvedBy ? now : null,
          treatment: decision?.treatment ? json(decision.treatment) : null,
        }),
        ...(status === 'sent' && { sent_at: sql<Date>`coalesce(sent_at, ${now})` }),
        ...closing(order.status, status, now),
      })
      .where('clinic_id', '=', clinicId)
      .where('id', '=', id)
      .where('version', '=', order.version)
      .executeTakeFirst(),
    recordEvent(tx, {
      clinicId,
      type: 'order.changed',
      subjectId: id,
      patientId: told,
      body: { status },
      at: now,
    }),
    recordAudit(tx, update.actor ?? system(clinicId, cause), {
      action: status === order.status ? 'order.changed' : `order.${status}`,
      subjectType: 'order',
      subjectId: id,
      patientId,
      details: { from: order.status, cause, holdReason: next.holdReason },
      at: now,
    }),
  ])
  if (updated.numUpdatedRows !== 1n) throw new Error('an order changed under its lock')
  return next
}

/** A hold is a person's when a person put it there; it stays theirs until the order goes on. */
function heldBy(order: Order, { holdReason, actor }: OrderUpdate, status: OrderStatus): string | null {
  if (status !== 'on_hold') return null
  return holdReason == null ? order.heldBy : (actor?.staffMemberId ?? null)
}

function closing(before: OrderStatus, after: OrderStatus, now: Date): { closed_at?: Date | null } {
  if (before === after) return {}
  if (after === 'filled' || after === 'cancelled' || after === 'denied') return { closed_at: now }
  return before === 'denied' || before === 'cancelled' ? { closed_at: null } : {}
}

export type Overdue = { clinicId: string; orderId: string }

/** Decided orders, over all clinics, whose prescription or payment should have moved before `before`. */
export async function listOverdue(database: Database, before: Date, most: number): Promise<Overdue[]> {
  const { rows } = await database.global((db) =>
    sql<Overdue>`select clinic_id as "clinicId", order_id as "orderId" from app.overdue_orders(${before}, ${most})`.execute(
      db,
    ),
  )
  return rows
}

export type InFlight = {
  order: { status: string; decisionId: string | null } | null
  prescriptions: { id: string; decisionId: string; status: string }[]
  /** With a card held for it. */
  invoice: { id: string } | null
}

/** What of an order is still under way. */
export async function loadInFlight(db: Db, clinicId: string, orderId: string): Promise<InFlight> {
  const [order, prescriptions, invoice] = await Promise.all([
    db
      .selectFrom('orders')
      .select(['status', 'decision_id as decisionId'])
      .where('clinic_id', '=', clinicId)
      .where('id', '=', orderId)
      .executeTakeFirst(),
    db
      .selectFrom('prescriptions')
      .select(['id', 'decision_id as decisionId', 'status'])
      .where('clinic_id', '=', clinicId)
      .where('order_id', '=', orderId)
      .where('status', 'in', ['signed', 'transmitting'])
      .execute(),
    db
      .selectFrom('invoices as i')
      .innerJoin('payments as y', (join) =>
        join
          .onRef('y.clinic_id', '=', 'i.clinic_id')
          .onRef('y.invoice_id', '=', 'i.id')
          .on('y.status', '=', 'authorised'),
      )
      .select('i.id')
      .where('i.clinic_id', '=', clinicId)
      .where('i.order_id', '=', orderId)
      .executeTakeFirst(),
  ])
  return { order: order ?? null, prescriptions, invoice: invoice ?? null }
}
