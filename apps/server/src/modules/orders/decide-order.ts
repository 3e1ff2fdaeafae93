/**
 * What a provider's decision does to the order, in the transaction of the decision: approve, deny, undo.
 * Nothing leaves here: jobs carry it out once the decision can no longer be taken back.
 */
import type { ApproveConsultation, Product } from '@countersign/contract'
import { addDays } from 'date-fns/addDays'
import { formatISO } from 'date-fns/formatISO'
import { parseISO } from 'date-fns/parseISO'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import type { Provider } from '../identity/index.ts'
import { invoiceIdOf, isUntouched } from '../invoices/index.ts'
import { requirePharmacyFor } from '../pharmacies/index.ts'
import {
  type ControlledAuthority,
  clinicDay,
  isControlled,
  requireSignable,
  signPrescription,
  withdrawUnsent,
} from '../prescriptions/index.ts'
import { mayBecome, renewalOutcome } from './order.ts'
import { loadRenewalAsked, lockOrder, type Order, patientStateOf, saveOrder } from './queries.ts'

type Decide = {
  actor: Provider
  consultationId: string
  /** The decision's row must be there already. */
  decisionId: string
  /** When the undo window ends, and the decision is carried out. */
  effectiveAt: Date
  now: Date
}

export type ProcessApprovedOrder = Decide & {
  treatment: ApproveConsultation['treatment']
  product: Product
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  pharmacyId: string
  /** Of a controlled substance. */
  authority?: ControlledAuthority | null
  /** Of a titration: signed now, each sent on its day after a check-in. */
  laterSteps?: readonly LaterStep[]
}
export type LaterStep = {
  step: number
  /** After the first one's day, which is the clinic's: the engine's own dates are of another time zone. */
  afterDays: number
  treatment: ApproveConsultation['treatment']
  product: Product
}

async function lockForDecision(tx: Tx, clinicId: string, consultationId: string): Promise<Order> {
  const order = await lockOrder(tx, clinicId, { consultationId })
  if (!order) throw new Problem('not-found')
  return order
}

const refuse = (order: Order, what: string): never => {
  throw new Problem('transition-not-allowed', {
    detail: `An order that is ${order.status} cannot be ${what}.`,
  })
}

/**
 * Approves the order, signs one prescription, and asks for prescription and payment to go out at `effectiveAt`.
 * @throws Problem `pharmacy-unknown`, `transition-not-allowed`, `consultation-not-approvable`.
 */
export async function processApprovedOrder(
  tx: Tx,
  approve: ProcessApprovedOrder,
): Promise<{ orderId: string; prescriptionId: string; invoiceId: string }> {
  const { actor, decisionId, effectiveAt, now, pharmacyId, treatment, laterSteps = [] } = approve
  const { clinicId } = actor
  requireSignable(approve.product, approve.authority)
  for (const { product } of laterSteps) requireSignable(product)
  const order = await lockForDecision(tx, clinicId, approve.consultationId)
  if (!mayBecome(order.status, 'approved')) refuse(order, 'approved')
  // Three flights in all: the lock, what must be known, what is written.
  const patientState = patientStateOf(tx, clinicId, order.consultationId)
  const [invoiceId, writtenOn] = await Promise.all([
    invoiceIdOf(tx, clinicId, order.id),
    clinicDay(tx, clinicId, now),
    requirePharmacyFor(tx, pharmacyId, patientState, {
      controlled: isControlled(approve.product.deaSchedule),
    }),
  ])
  const answers = await answerOf(tx, order, approve)
  const orderId = order.id
  const prescriptionId = newId()
  const runAt = effectiveAt
  await Promise.all([
    signPrescription(tx, {
      ...approve,
      prescriptionId,
      orderId,
      patientId: order.patientId,
      writtenOn,
      answers,
      series: laterSteps.length > 0 ? { step: 1, startsOn: writtenOn } : null,
    }),
    signLaterSteps(tx, approve, order, writtenOn),
    saveOrder(tx, order, {
      status: 'approved',
      pharmacyId,
      decision: { id: decisionId, approvedBy: actor.providerId, treatment, effectiveAt },
      now,
      cause: 'approve',
      actor,
    }),
    enqueue(tx, 'capture-payment', { clinicId, invoiceId, decisionId }, { runAt }),
    enqueue(
      tx,
      'send-prescription',
      { clinicId, orderId, prescriptionId, decisionId },
      { runAt, maxAttempts: 12 },
    ),
  ])
  return { orderId, prescriptionId, invoiceId }
}

/** In their order, so that their ids are too; a job makes them a series when the decision can no longer be taken back. */
async function signLaterSteps(
  tx: Tx,
  approve: ProcessApprovedOrder,
  order: Order,
  writtenOn: string,
): Promise<void> {
  const { laterSteps = [], decisionId, effectiveAt: runAt } = approve
  if (laterSteps.length === 0) return
  const { clinicId, id: orderId, patientId } = order
  const first = parseISO(writtenOn)
  for (const { step, afterDays, treatment, product } of laterSteps) {
    const startsOn = formatISO(addDays(first, afterDays), { representation: 'date' })
    await signPrescription(tx, {
      ...approve,
      treatment,
      product,
      prescriptionId: newId(),
      orderId,
      patientId,
      writtenOn,
      series: { step, startsOn },
    })
  }
  await enqueue(tx, 'start-titration', { clinicId, orderId, decisionId }, { runAt })
}

/**
 * The answer that this prescription is, when the visit was opened by a pharmacy's renewal request.
 * @throws Problem `validation-failed` for another pharmacy than the one that asked.
 */
async function answerOf(tx: Tx, order: Order, { treatment, product, pharmacyId }: ProcessApprovedOrder) {
  const { answersMessageId: messageId } = order
  if (messageId === null) return null
  const asked = await loadRenewalAsked(tx, order)
  if (!asked) throw new Error('a renewal request names no prescription')
  if (asked.pharmacyId !== pharmacyId) {
    const message =
      'This answers a pharmacy’s own request: it goes to that pharmacy. To send it elsewhere, deny it.'
    throw new Problem('validation-failed', { errors: [{ pointer: '/pharmacyId', message }] })
  }
  const outcome = renewalOutcome(asked, { ...treatment, drugId: product.drugId, rxcui: product.rxcui })
  return { sentAs: 'RxRenewalResponse' as const, messageId, outcome }
}

/** Denies the order and asks for the card to be released at `effectiveAt`. */
export async function denyOrder(tx: Tx, deny: Decide): Promise<void> {
  const { actor, decisionId, effectiveAt, now } = deny
  const { clinicId } = actor
  const order = await lockForDecision(tx, clinicId, deny.consultationId)
  if (!mayBecome(order.status, 'denied')) refuse(order, 'denied')
  const invoiceId = await invoiceIdOf(tx, clinicId, order.id)
  await Promise.all([
    saveOrder(tx, order, {
      status: 'denied',
      decision: { id: decisionId, approvedBy: null, treatment: null, effectiveAt },
      now,
      cause: 'deny',
      actor,
    }),
    enqueue(tx, 'release-payment', { clinicId, invoiceId, decisionId }, { runAt: effectiveAt }),
    answerAtTheEnd(tx, order, effectiveAt),
  ])
}

/** A pharmacy's renewal request that this order was to answer is not left open. */
export async function answerAtTheEnd(tx: Tx, order: Order, runAt: Date): Promise<void> {
  if (order.answersMessageId === null) return
  const { clinicId, consultationId } = order
  await enqueue(tx, 'answer-renewal', { clinicId, consultationId }, { runAt, maxAttempts: 12 })
}

/**
 * Makes an approved or denied order a draft again. The window is checked twice: by the clock, and by whether
 * anything of it has begun to leave, so that two machines whose clocks differ cannot both be right.
 * @throws Problem `undo-window-closed`, `transition-not-allowed`.
 */
export async function undoOrder(
  tx: Tx,
  undo: { actor: Provider; consultationId: string; decisionId: string; now: Date },
): Promise<void> {
  const { actor, decisionId, now } = undo
  const { clinicId } = actor
  const order = await lockForDecision(tx, clinicId, undo.consultationId)
  if (order.decisionId !== decisionId || order.effectiveAt === null) return refuse(order, 'taken back')
  if (order.effectiveAt <= now || !mayBecome(order.status, 'draft')) throw new Problem('undo-window-closed')
  if (!(await isUntouched(tx, clinicId, order.id))) throw new Problem('undo-window-closed')
  const withdrawn = await withdrawUnsent(tx, { actor, orderId: order.id, decisionId, now })
  if (!withdrawn) throw new Problem('undo-window-closed')
  await saveOrder(tx, order, {
    status: 'draft',
    decision: null,
    holdReason: null,
    holdText: null,
    now,
    cause: 'undo',
    actor,
  })
}
