/**
 * Signs what takes the place of a prescription that gave way, in the transaction of the amendment: it keeps its
 * pharmacy and its place in a series, the order goes on under the new decision, and so does a charge that was still
 * under way.
 */
import type { Product, SignedTreatment } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { Provider } from '../identity/index.ts'
import { invoiceIdOf } from '../invoices/index.ts'
import {
  clinicDay,
  type Prescription,
  type SignPrescription,
  signPrescription,
} from '../prescriptions/index.ts'
import { type Order, type OrderUpdate, saveOrder } from './queries.ts'

export type Replacement = {
  actor: Provider
  orderId: string
  prescriptionId: string
  /** The amendment; its row must be there already. */
  decisionId: string
  treatment: SignedTreatment
  product: Product
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  now: Date
}

/** @param order locked. @param old as it was before it gave way. The product must have passed `requireSignable`. */
export async function signReplacement(
  tx: Tx,
  order: Order,
  old: Prescription,
  replacement: Replacement,
  how: Pick<SignPrescription, 'answers' | 'priorAuthorization'> & {
    cause: string
    update?: Pick<OrderUpdate, 'status' | 'holdReason' | 'holdText'>
  },
): Promise<void> {
  const { actor, decisionId, treatment, product, now } = replacement
  const { clinicId, id: orderId } = order
  const prescriptionId = newId()
  await signPrescription(tx, {
    actor,
    prescriptionId,
    orderId,
    patientId: order.patientId,
    decisionId,
    writtenOn: await clinicDay(tx, clinicId, now),
    treatment,
    product,
    diagnosisCode: replacement.diagnosisCode,
    secondaryDiagnosisCode: replacement.secondaryDiagnosisCode,
    pharmacyId: old.pharmacyId,
    answers: how.answers ?? null,
    series: old.startsOn === null ? null : { step: old.step, startsOn: old.startsOn },
    leavesNow: true,
    replacesId: old.id,
    priorAuthorization: how.priorAuthorization ?? null,
    now,
  })
  await saveOrder(tx, order, {
    ...how.update,
    decision: { id: decisionId, approvedBy: actor.providerId, treatment, effectiveAt: now },
    now,
    cause: how.cause,
    actor,
  })
  const payload = { clinicId, orderId, prescriptionId, decisionId }
  await enqueue(tx, 'send-prescription', payload, { runAt: now, maxAttempts: 12 })
  const invoiceId = await invoiceIdOf(tx, clinicId, orderId)
  await enqueue(tx, 'capture-payment', { clinicId, invoiceId, decisionId }, { runAt: now })
}
