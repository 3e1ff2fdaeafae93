/** The steps of getting a prescription to the network, each one transaction. The calls outside lie between them. */
import type { PrescriptionStatus } from '@countersign/contract'
import type { StatusAnswer, TransmitResult } from '../../adapters/pharmacy/port.ts'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { RetryLater } from '../../platform/jobs/worker.ts'
import { notifyPatient, type Template } from '../notifications/index.ts'
import { findMessage, keepMessage } from './message-queries.ts'
import type { OrderSide } from './order-side.ts'
import { loadAnswer, loadParties } from './parties-queries.ts'
import { move, type PrescriptionAction } from './prescription.ts'
import {
  lockPrescription,
  type Prescription,
  type PrescriptionChange,
  type PrescriptionRef,
  savePrescription,
} from './queries.ts'

export type PrescriptionDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'encryption' | 'pharmacyNetwork'>

/** Longer than any call to the network takes: one that began earlier has died with its process. */
const IN_FLIGHT_MS = 90_000
/** A message that went unknown and turned out not to have arrived is sent again this often at most. */
const MOST_ATTEMPTS = 12

type Change = Omit<PrescriptionChange, 'status' | 'cause' | 'now'>

/** Moves a prescription and has its order follow. Answers it as it is now. */
export async function moveWithOrder(
  tx: Tx,
  orders: OrderSide,
  rx: Prescription,
  action: PrescriptionAction,
  how: Change & { cause: string; now: Date; trouble?: string | null },
): Promise<Prescription> {
  const moved = move(rx.status, action)
  if (!moved.ok) throw new Error(moved.reasons.join(' '))
  const { trouble = null, ...change } = how
  const saved = await savePrescription(tx, rx, { ...change, status: moved.status })
  await orders.follow(tx, {
    clinicId: rx.clinicId,
    orderId: rx.orderId,
    patientId: rx.patientId,
    prescriptionId: rx.id,
    status: saved.status,
    trouble,
    alarm: false,
    now: how.now,
  })
  await tellPatient(tx, saved, how.now)
  if (saved.status === 'rejected' || saved.status === 'cancel_denied')
    await tellProvider(tx, saved, saved.status, how.now)
  return saved
}

/** For the staff alone: whoever signed it is told at once that it did not go through, or that nothing is heard of it. */
export const tellProvider = (
  tx: Tx,
  { clinicId, id, orderId, providerId }: Pick<Prescription, 'clinicId' | 'id' | 'orderId' | 'providerId'>,
  what: 'rejected' | 'cancel_denied' | 'unknown' | 'stalled' | 'overdue',
  at: Date,
): Promise<void> =>
  recordEvent(tx, {
    clinicId,
    type: 'prescription.failed',
    subjectId: id,
    patientId: null,
    body: { orderId, providerId, what },
    at,
  })

const payloadOf = ({ clinicId, orderId, prescriptionId }: PrescriptionRef, decisionId: string) => ({
  clinicId,
  orderId,
  prescriptionId,
  decisionId,
})

/** What a patient hears of: it left, something is ready, something is taking longer. Each once a prescription. */
const news: Partial<Record<PrescriptionStatus, Template>> = {
  sent: 'prescription_sent',
  verified: 'prescription_sent',
  partially_filled: 'prescription_ready',
  filled: 'prescription_ready',
  rejected: 'pharmacy_trouble',
}

async function tellPatient(
  tx: Tx,
  { clinicId, patientId, id, status }: Prescription,
  now: Date,
): Promise<void> {
  const template = news[status]
  if (!template) return
  await notifyPatient(tx, { clinicId, patientId, template, subjectId: id, dedupeKey: 'once', now })
}

const askLater = (tx: Tx, ref: PrescriptionRef, decisionId: string, runAt: Date) =>
  enqueue(tx, 'resolve-transmission', payloadOf(ref, decisionId), {
    runAt,
    jobKey: `resolve-${ref.prescriptionId}`,
    maxAttempts: 14,
  })

const sendAt = (tx: Tx, ref: PrescriptionRef, decisionId: string, runAt: Date) =>
  enqueue(tx, 'send-prescription', payloadOf(ref, decisionId), { runAt, maxAttempts: 12 })

/** Locks order and prescription; null when the decision no longer stands and nothing may be done about it. */
async function lockStanding(tx: Tx, orders: OrderSide, ref: PrescriptionRef, decisionId: string) {
  const standing = await orders.lock(tx, ref.clinicId, ref.orderId)
  const rx = await lockPrescription(tx, ref.clinicId, ref.prescriptionId)
  if (!standing || !rx || rx.orderId !== ref.orderId || rx.decisionId !== decisionId) return null
  return { standing, rx }
}

/**
 * Decides whether the prescription leaves now. When it does it is `transmitting`, and its message on record,
 * before a single byte is sent. Answers the message to send, or null when there is nothing to send.
 * @throws RetryLater when the decision can still be taken back.
 */
export async function beginTransmission(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
  decisionId: string,
): Promise<string | null> {
  const now = deps.clock.now()
  const locked = await lockStanding(tx, orders, ref, decisionId)
  if (!locked) return null
  const { standing } = locked
  let { rx } = locked
  if (standing.decisionId !== decisionId || standing.held) return null
  if (standing.effectiveAt === null || standing.effectiveAt > now) {
    // The queue's clock is ahead of ours: ours decides what can still be undone.
    throw new RetryLater('the decision is not in effect yet')
  }
  if (rx.status === 'transmitting') {
    await settleInFlight(tx, orders, rx, ref, decisionId, now)
    return null
  }
  if (rx.status === 'transmission_unknown') {
    await askLater(tx, ref, decisionId, now)
    return null
  }
  const cause = 'send-prescription'
  if (rx.status === 'signed') rx = await moveWithOrder(tx, orders, rx, 'queue', { cause, now })
  if (rx.status !== 'queued') return null

  const composed = await messageOf(tx, deps, rx, now)
  if (!composed.ok) {
    const trouble = `The prescription cannot be written for the network: ${composed.reason}.`
    const reject = { rejectCode: 'not_writable', rejectText: trouble }
    await moveWithOrder(tx, orders, rx, 'reject', { cause, now, trouble, ...reject })
    return null
  }
  await moveWithOrder(tx, orders, rx, 'transmit', { cause, now, attempts: rx.attempts + 1 })
  return composed.xml
}

/** The message as it was first composed: a repeat must be the very same. */
async function messageOf(tx: Tx, deps: PrescriptionDeps, rx: Prescription, now: Date) {
  const { clinicId, messageId } = rx
  const kept = await findMessage(tx, clinicId, 'out', messageId, rx.sentAs)
  if (kept) return { ok: true as const, xml: deps.encryption.open(kept.sealed) }
  const composed = await composeFor(tx, deps, rx, now)
  if (composed.ok) {
    await keepMessage(tx, {
      clinicId,
      prescriptionId: rx.id,
      direction: 'out',
      messageId,
      relatesToMessageId: rx.answersMessageId,
      type: rx.sentAs,
      outcome: 'composed',
      sealed: deps.encryption.seal(composed.xml),
      at: now,
    })
  }
  return composed
}

/** As a new prescription, or as the answer to the pharmacy's question that it is. */
async function composeFor(tx: Tx, deps: PrescriptionDeps, rx: Prescription, now: Date) {
  const parties = await loadParties(tx, rx.clinicId, rx.id)
  const request = { ...parties, messageId: rx.messageId, sentAt: now }
  if (rx.sentAs === 'NewRx' || rx.answersMessageId === null) return deps.pharmacyNetwork.composeNewRx(request)
  const { outcome, change, priorAuthorization } = await loadAnswer(tx, rx)
  const questionId = rx.answersMessageId
  if (rx.sentAs === 'RxRenewalResponse')
    return deps.pharmacyNetwork.composeRenewalResponse({
      ...request,
      questionId,
      answer: { outcome, note: null },
    })
  if (change === null || outcome === 'replace') throw new Error('a pharmacy’s question is gone')
  return deps.pharmacyNetwork.composeChangeResponse({
    ...request,
    ...change,
    questionId,
    priorAuthorization,
    answer: { outcome, note: null },
  })
}

/** Somebody else is sending, or died while sending: in both cases nobody sends blind. */
async function settleInFlight(
  tx: Tx,
  orders: OrderSide,
  rx: Prescription,
  ref: PrescriptionRef,
  decisionId: string,
  now: Date,
): Promise<boolean> {
  const staleAt = new Date(rx.statusAt.getTime() + IN_FLIGHT_MS)
  if (staleAt > now) {
    await askLater(tx, ref, decisionId, staleAt)
    return false
  }
  await moveWithOrder(tx, orders, rx, 'lose', { cause: 'resolve-transmission', now })
  await askLater(tx, ref, decisionId, now)
  return true
}

/**
 * Records what a call brought. Answers why it should be tried again, or null. `lastAttempt`: there is no next
 * try, so what could not be delivered goes to the people who resolve it.
 */
export async function recordTransmission(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
  decisionId: string,
  result: TransmitResult,
  lastAttempt: boolean,
): Promise<string | null> {
  const now = deps.clock.now()
  const locked = await lockStanding(tx, orders, ref, decisionId)
  if (!locked) throw new Error('a prescription in transmission is gone')
  const { rx } = locked
  const cause = 'send-prescription'
  if (result.outcome !== 'unknown' && result.answer) {
    await keepMessage(tx, {
      clinicId: rx.clinicId,
      prescriptionId: rx.id,
      direction: 'in',
      messageId: result.answer.messageId,
      relatesToMessageId: rx.messageId,
      type: result.answer.type,
      outcome: result.outcome,
      sealed: deps.encryption.seal(result.answer.xml),
      at: now,
    })
  }
  // The pharmacy's own word may have overtaken the network's answer; what it says weighs more.
  const can = (action: PrescriptionAction) => move(rx.status, action).ok
  switch (result.outcome) {
    case 'accepted':
      if (can('accept'))
        await moveWithOrder(tx, orders, rx, 'accept', { cause, now, rejectCode: null, rejectText: null })
      return null
    case 'rejected': {
      if (!['queued', 'transmitting', 'transmission_unknown'].includes(rx.status)) return null
      const { code, text } = result
      await moveWithOrder(tx, orders, rx, 'reject', {
        cause,
        now,
        trouble: text,
        rejectCode: code,
        rejectText: text,
      })
      return null
    }
    case 'retry': {
      if (rx.status !== 'transmitting') return null
      if (!lastAttempt) {
        await moveWithOrder(tx, orders, rx, 'requeue', { cause, now })
        return result.text
      }
      const trouble = `${result.text} It was tried for a day.`
      const reject = { rejectCode: 'undeliverable', rejectText: trouble }
      await moveWithOrder(tx, orders, rx, 'reject', { cause, now, trouble, ...reject })
      return null
    }
    case 'unknown':
      if (rx.status === 'transmitting') {
        await moveWithOrder(tx, orders, rx, 'lose', { cause, now })
        await askLater(tx, ref, decisionId, new Date(now.getTime() + 2000))
      }
      return null
  }
}

/** Whether the network is to be asked about this prescription, and under which MessageID. */
export async function beginResolution(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
  decisionId: string,
): Promise<string | null> {
  const locked = await lockStanding(tx, orders, ref, decisionId)
  if (!locked) return null
  const { rx } = locked
  if (rx.status === 'transmission_unknown') return rx.messageId
  if (rx.status !== 'transmitting') return null
  const lost = await settleInFlight(tx, orders, rx, ref, decisionId, deps.clock.now())
  return lost ? rx.messageId : null
}

/** Records the network's answer. Answers why it should be asked again, or null. */
export async function recordResolution(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
  decisionId: string,
  answer: StatusAnswer,
  lastAttempt: boolean,
): Promise<string | null> {
  const now = deps.clock.now()
  const locked = await lockStanding(tx, orders, ref, decisionId)
  if (locked?.rx.status !== 'transmission_unknown') return null
  const { rx } = locked
  const cause = 'resolve-transmission'
  if (answer.outcome === 'unavailable') {
    if (!lastAttempt) return answer.text
    await orders.follow(tx, {
      ...ref,
      patientId: rx.patientId,
      status: rx.status,
      trouble:
        'Nobody knows whether the pharmacy has this prescription: the network does not answer. Please call the pharmacy.',
      alarm: false,
      now,
    })
    await tellProvider(tx, rx, 'unknown', now)
    return null
  }
  if (answer.outcome === 'received') {
    if (answer.state === 'accepted') {
      await moveWithOrder(tx, orders, rx, 'accept', { cause, now, rejectCode: null, rejectText: null })
    } else {
      const { code, text } = answer
      await moveWithOrder(tx, orders, rx, 'reject', {
        cause,
        now,
        trouble: text,
        rejectCode: code,
        rejectText: text,
      })
    }
    return null
  }
  if (rx.attempts >= MOST_ATTEMPTS) {
    const trouble = 'The prescription did not arrive at the network although it was sent many times.'
    const reject = { rejectCode: 'undeliverable', rejectText: trouble }
    await moveWithOrder(tx, orders, rx, 'reject', { cause, now, trouble, ...reject })
    return null
  }
  await moveWithOrder(tx, orders, rx, 'requeue', { cause, now })
  const waitSeconds = Math.min(2 ** Math.max(rx.attempts - 1, 0) - 1, 3600)
  await sendAt(tx, ref, decisionId, new Date(now.getTime() + waitSeconds * 1000))
  return null
}
