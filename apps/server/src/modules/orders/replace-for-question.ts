/** A pharmacy's question answered with another prescription: the old one is replaced, the new one is the answer. */
import type { ApproveConsultation, Product } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import type { Provider } from '../identity/index.ts'
import { clinicDay, replaceSent, requireSignable, signPrescription } from '../prescriptions/index.ts'
import { lockOrder, saveOrder } from './queries.ts'

export type ReplaceForQuestion = {
  actor: Provider
  orderId: string
  prescriptionId: string
  /** The amendment; its row must be there already. */
  decisionId: string
  treatment: ApproveConsultation['treatment']
  product: Product
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  messageId: string
  outcome: 'approved' | 'approved-with-changes'
  priorAuthorization: string | null
  now: Date
}

/** @throws Problem `not-found`, `transition-not-allowed`, `consultation-not-approvable`. */
export async function replaceForQuestion(tx: Tx, replace: ReplaceForQuestion): Promise<void> {
  const { actor, orderId, prescriptionId, decisionId, treatment, product, messageId, outcome, now } = replace
  const { clinicId } = actor
  requireSignable(product)
  const order = await lockOrder(tx, clinicId, { orderId })
  if (!order) throw new Problem('not-found')
  if (order.status === 'on_hold' && order.holdReason === 'safety')
    throw new Problem('transition-not-allowed', { detail: 'The order is held for safety: release it first.' })
  const old = await replaceSent(tx, {
    clinicId,
    orderId,
    prescriptionId,
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
    answers: { sentAs: 'RxChangeResponse', messageId, outcome },
    series: old.step === 1 && old.startsOn === null ? null : { step: old.step, startsOn: old.startsOn ?? '' },
    leavesNow: true,
    replacesId: old.id,
    priorAuthorization: replace.priorAuthorization,
    now,
  })
  await saveOrder(tx, order, {
    decision: { id: decisionId, approvedBy: actor.providerId, treatment, effectiveAt: now },
    now,
    cause: 'change-request',
    actor,
  })
  await enqueue(
    tx,
    'send-prescription',
    { clinicId, orderId, prescriptionId: id, decisionId },
    { runAt: now, maxAttempts: 12 },
  )
}
