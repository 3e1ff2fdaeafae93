/** Sends the CancelRx of a prescription whose cancelling was asked for. The pharmacy's response arrives by itself. */
import type { TransmitResult } from '../../adapters/pharmacy/port.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import { findMessage, keepMessage } from './message-queries.ts'
import type { OrderSide } from './order-side.ts'
import { loadParties } from './parties-queries.ts'
import { lockPrescription, type Prescription, type PrescriptionRef } from './queries.ts'
import { refOf } from './send-prescription.job.ts'
import { networkId } from './sign-prescription.ts'
import { moveWithOrder, type PrescriptionDeps } from './transmission.ts'

/** Fixed for the prescription and this round of asking, so that the network can drop a repeat. */
const cancelMessageId = (rx: Prescription): string => `C${networkId(rx.id)}${rx.version % 100}`.slice(0, 35)

export const cancelPrescriptionJob =
  (deps: PrescriptionDeps, orders: OrderSide): JobHandler =>
  async (payload, { lastAttempt }) => {
    const ref = refOf(payload)
    const cancel = await deps.db.write(ref.clinicId, (tx) => beginCancel(tx, deps, orders, ref))
    if (cancel === null) return
    const result = await deps.pharmacyNetwork.transmit(cancel.xml)
    // A CancelRx that may not have arrived is simply sent again: it is the same message, and it takes nothing twice.
    if (!lastAttempt && (result.outcome === 'retry' || result.outcome === 'unknown'))
      throw new RetryLater(result.text)
    await deps.db.write(ref.clinicId, (tx) => recordCancel(tx, deps, orders, ref, cancel.messageId, result))
  }

async function beginCancel(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
): Promise<{ messageId: string; xml: string } | null> {
  await orders.lock(tx, ref.clinicId, ref.orderId)
  const rx = await lockPrescription(tx, ref.clinicId, ref.prescriptionId)
  if (rx?.status !== 'cancel_requested') return null
  const messageId = cancelMessageId(rx)
  const kept = await findMessage(tx, ref.clinicId, 'out', messageId, 'CancelRx')
  if (kept) return { messageId, xml: deps.encryption.open(kept.sealed) }
  const now = deps.clock.now()
  const parties = await loadParties(tx, ref.clinicId, rx.id)
  const composed = deps.pharmacyNetwork.composeCancelRx({
    ...parties,
    messageId,
    sentAt: now,
    newRxMessageId: rx.messageId,
  })
  if (!composed.ok) {
    await deny(
      tx,
      deps,
      orders,
      rx,
      `The cancellation cannot be written for the network: ${composed.reason}.`,
    )
    return null
  }
  await keepMessage(tx, {
    clinicId: rx.clinicId,
    prescriptionId: rx.id,
    direction: 'out',
    messageId,
    relatesToMessageId: rx.messageId,
    type: 'CancelRx',
    outcome: 'composed',
    sealed: deps.encryption.seal(composed.xml),
    at: now,
  })
  return { messageId, xml: composed.xml }
}

async function recordCancel(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  ref: PrescriptionRef,
  messageId: string,
  result: TransmitResult,
): Promise<void> {
  await orders.lock(tx, ref.clinicId, ref.orderId)
  const rx = await lockPrescription(tx, ref.clinicId, ref.prescriptionId)
  if (!rx) throw new Error('a prescription being cancelled is gone')
  if (result.outcome !== 'unknown' && result.answer) {
    await keepMessage(tx, {
      clinicId: rx.clinicId,
      prescriptionId: rx.id,
      direction: 'in',
      messageId: result.answer.messageId,
      relatesToMessageId: messageId,
      type: result.answer.type,
      outcome: result.outcome,
      sealed: deps.encryption.seal(result.answer.xml),
      at: deps.clock.now(),
    })
  }
  if (result.outcome === 'accepted' || rx.status !== 'cancel_requested') return
  await deny(
    tx,
    deps,
    orders,
    rx,
    `The pharmacy could not be told to cancel: ${result.text} Please call the pharmacy.`,
  )
}

const deny = (tx: Tx, deps: PrescriptionDeps, orders: OrderSide, rx: Prescription, trouble: string) =>
  moveWithOrder(tx, orders, rx, 'deny_cancel', {
    cause: 'cancel-prescription',
    now: deps.clock.now(),
    trouble,
    rejectText: trouble,
  })
