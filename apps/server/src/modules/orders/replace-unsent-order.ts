/** Another dose in the place of a prescription that no pharmacy has: the old one is withdrawn, the new one signed. */
import type { Product, SignedTreatment } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import type { Provider } from '../identity/index.ts'
import { invoiceIdOf } from '../invoices/index.ts'
import { clinicDay, replaceUnsent, requireSignable, signPrescription } from '../prescriptions/index.ts'
import { lockOrder, saveOrder } from './queries.ts'
import { insertRemark } from './remark-queries.ts'

export type ReplaceUnsentOrder = {
  actor: Provider
  orderId: string
  prescriptionId: string
  /** The amendment; its row must be there already. */
  decisionId: string
  treatment: SignedTreatment
  product: Product
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  why: string
  now: Date
}

/**
 * A hold of the pharmacy ends with it; any other stays, and the new prescription waits with it.
 * @throws Problem `not-found`, `transition-not-allowed`, `consultation-not-approvable`.
 */
export async function replaceUnsentOrder(tx: Tx, replace: ReplaceUnsentOrder): Promise<void> {
  const { actor, orderId, decisionId, treatment, product, now } = replace
  const { clinicId } = actor
  requireSignable(product)
  const order = await lockOrder(tx, clinicId, { orderId })
  if (!order) throw new Problem('not-found')
  const old = await replaceUnsent(tx, {
    clinicId,
    orderId,
    prescriptionId: replace.prescriptionId,
    decisionId,
    keepsDrug: product.drugId,
    actor,
    now,
  })
  const id = newId()
  await signPrescription(tx, {
    actor,
    prescriptionId: id,
    orderId,
    patientId: order.patientId,
    decisionId,
    writtenOn: await clinicDay(tx, clinicId, now),
    treatment,
    product,
    diagnosisCode: replace.diagnosisCode,
    secondaryDiagnosisCode: replace.secondaryDiagnosisCode,
    pharmacyId: old.pharmacyId,
    series: old.startsOn === null ? null : { step: old.step, startsOn: old.startsOn },
    leavesNow: true,
    replacesId: old.id,
    now,
  })
  const ended = order.status === 'on_hold' && order.holdReason === 'pharmacy' && order.heldBy === null
  await saveOrder(tx, order, {
    ...(ended && { status: 'approved' as const, holdReason: null, holdText: null }),
    decision: { id: decisionId, approvedBy: actor.providerId, treatment, effectiveAt: now },
    now,
    cause: 'adjust',
    actor,
  })
  await insertRemark(tx, {
    clinicId,
    orderId,
    kind: 'adjust',
    reason: null,
    text: replace.why,
    authorName: actor.name,
    at: now,
  })
  const invoiceId = await invoiceIdOf(tx, clinicId, orderId)
  const payload = { clinicId, orderId, prescriptionId: id, decisionId }
  await enqueue(tx, 'send-prescription', payload, { runAt: now, maxAttempts: 12 })
  // A charge that was still under way belonged to the decision before.
  await enqueue(tx, 'capture-payment', { clinicId, invoiceId, decisionId }, { runAt: now })
}
