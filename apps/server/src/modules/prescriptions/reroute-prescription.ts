/** What people do with prescriptions of an order: read and lock them, choose an NDC, let them go on, send them elsewhere. */
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { copyPrescription } from './new-prescription-queries.ts'
import { isControlled, move } from './prescription.ts'
import { lockPrescriptionsOfOrder, type Prescription, savePrescription, updateNdc } from './queries.ts'
import { networkId } from './sign-prescription.ts'

/** All of an order, oldest first, locked. The order must be locked before. */
export const listPrescriptionsOfOrder = (
  tx: Tx,
  clinicId: string,
  orderId: string,
): Promise<Prescription[]> => lockPrescriptionsOfOrder(tx, clinicId, orderId)

/** False when it has left, or may have. */
export async function chooseNdc(tx: Tx, rx: Prescription, ndc: string): Promise<boolean> {
  if (rx.status !== 'draft' && rx.status !== 'signed') return false
  await updateNdc(tx, rx, ndc)
  return true
}

/** Asks again for what a hold had stopped. Safe to ask twice: the job finds out what was done. */
export async function releaseToNetwork(
  tx: Tx,
  prescriptions: readonly Prescription[],
  by: { decisionId: string; runAt: Date },
): Promise<void> {
  for (const { clinicId, orderId, id: prescriptionId, status, decisionId } of prescriptions) {
    if ((status !== 'signed' && status !== 'queued') || decisionId !== by.decisionId) continue
    await enqueue(
      tx,
      'send-prescription',
      { clinicId, orderId, prescriptionId, decisionId },
      { runAt: by.runAt, jobKey: `released-${prescriptionId}`, maxAttempts: 12 },
    )
  }
}

export type Reroute = {
  actor: Actor
  orderId: string
  prescriptionId: string
  decisionId: string
  pharmacyId: string
  now: Date
}

/**
 * A rejected prescription goes to another pharmacy: a new one that names the old, exactly once. The order must be
 * locked.
 * @throws Problem `not-found`, `transition-not-allowed` unless it was rejected, `controlled-not-allowed`.
 */
export async function reroutePrescription(tx: Tx, reroute: Reroute): Promise<{ prescriptionId: string }> {
  const { actor, orderId, decisionId, pharmacyId, now } = reroute
  const { clinicId } = actor
  const all = await lockPrescriptionsOfOrder(tx, clinicId, orderId)
  const rx = all.find(({ id }) => id === reroute.prescriptionId)
  if (!rx) throw new Problem('not-found')
  const moved = move(rx.status, 'reroute')
  if (!moved.ok || rx.decisionId !== decisionId)
    throw new Problem('transition-not-allowed', {
      detail: 'Only a prescription that was rejected, of the decision in force, can be sent elsewhere.',
    })
  if (isControlled(rx.deaSchedule))
    throw new Problem('controlled-not-allowed', {
      detail: 'A controlled substance is signed again for another pharmacy: the provider has to do that.',
    })
  const id = newId()
  await savePrescription(tx, rx, { status: moved.status, now, actor, cause: 'reroute' })
  await copyPrescription(tx, rx, {
    id,
    messageId: networkId(newId()),
    prescriberOrderNumber: networkId(id),
    pharmacyId,
    at: now,
  })
  await recordAudit(tx, actor, {
    action: 'prescription.signed',
    subjectType: 'prescription',
    subjectId: id,
    patientId: rx.patientId,
    details: { orderId, decisionId, replaces: rx.id, pharmacyId },
    at: now,
  })
  await enqueue(
    tx,
    'send-prescription',
    { clinicId, orderId, prescriptionId: id, decisionId },
    { runAt: now, maxAttempts: 12 },
  )
  return { prescriptionId: id }
}
