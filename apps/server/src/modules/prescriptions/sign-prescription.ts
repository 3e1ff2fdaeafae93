/** Signs one prescription for an approved order, in the transaction of the approval. Nothing leaves here. */
import type { ApproveConsultation, Product } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { insertPrescription } from './new-prescription-queries.ts'
import { type ControlledAuthority, isControlled, reasonsNotToSign } from './prescription.ts'
import { type AnswerOutcome, lockPrescriptionsOfOrder, type SentAs, savePrescription } from './queries.ts'

export type SignPrescription = {
  actor: Provider
  prescriptionId: string
  orderId: string
  patientId: string
  decisionId: string
  /** The clinic's day, YYYY-MM-DD: see `clinicDay`. */
  writtenOn: string
  treatment: ApproveConsultation['treatment']
  product: Product
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  pharmacyId: string
  /** The pharmacy's question that this prescription answers; it then travels as that answer. */
  answers?: { sentAs: Exclude<SentAs, 'NewRx'>; messageId: string; outcome: AnswerOutcome } | null
  /** Its place in a titration: a later step is a draft, which waits for its day and its check-in. */
  series?: { step: number; startsOn: string } | null
  /** A step that takes the place of one with the pharmacy waits for nothing. */
  leavesNow?: boolean
  /** The prescription it takes the place of. */
  replacesId?: string | null
  priorAuthorization?: string | null
  /** Of a controlled substance; the signer's own code was taken in this transaction. */
  authority?: ControlledAuthority | null
  now: Date
}

/** Network identifiers are letters and digits, at most 35: a UUID without its hyphens. */
export const networkId = (uuid: string): string => uuid.replaceAll('-', '')

/** @throws Problem `consultation-not-approvable` with reasons when the product may not be signed here. */
export function requireSignable(product: Product, authority: ControlledAuthority | null = null): void {
  const reasons = reasonsNotToSign(product, authority)
  if (reasons.length > 0) {
    throw new Problem('consultation-not-approvable', { reasons: reasons.map((text) => ({ text })) })
  }
}

/** The product must have passed `requireSignable`. One flight of statements, so that it may join others. */
export async function signPrescription(tx: Tx, sign: SignPrescription): Promise<void> {
  const { actor, prescriptionId, treatment, product, answers = null, series = null, now } = sign
  const authority = isControlled(product.deaSchedule) ? (sign.authority ?? null) : null
  const { clinicId } = actor
  const status = series !== null && series.step > 1 && !sign.leavesNow ? 'draft' : 'signed'
  await Promise.all([
    insertPrescription(tx, {
      clinicId,
      id: prescriptionId,
      orderId: sign.orderId,
      patientId: sign.patientId,
      providerId: actor.providerId,
      decisionId: sign.decisionId,
      pharmacyId: sign.pharmacyId,
      messageId: networkId(newId()),
      prescriberOrderNumber: networkId(prescriptionId),
      drugId: product.drugId,
      drugDescription: product.description,
      rxcui: product.rxcui,
      rxcuiQualifier: product.rxcui === null ? null : product.tty,
      ndc: product.ndc,
      strength: product.strength,
      form: product.form,
      doseMg: treatment.doseMg,
      frequency: treatment.frequency,
      quantity: treatment.quantity,
      quantityUnitCode: product.quantityUnitCode,
      daysSupply: treatment.daysSupply,
      refills: treatment.refills,
      sig: treatment.sig,
      diagnosisCode: sign.diagnosisCode,
      secondaryDiagnosisCode: sign.secondaryDiagnosisCode,
      writtenOn: sign.writtenOn,
      signedAt: now,
      status,
      step: series?.step ?? 1,
      startsOn: series?.startsOn ?? null,
      deaSchedule: isControlled(product.deaSchedule) ? product.deaSchedule : null,
      sentAs: answers?.sentAs ?? 'NewRx',
      answersMessageId: answers?.messageId ?? null,
      answerOutcome: answers?.outcome ?? null,
      replacesId: sign.replacesId ?? null,
      priorAuthorization: sign.priorAuthorization ?? null,
      secondFactorAt: authority?.secondFactorAt ?? null,
      deaNumber: authority?.deaNumber ?? null,
      liveVisitOn: authority?.liveVisitOn ?? null,
      pdmpCheckedAt: authority?.pdmpCheckedAt ?? null,
    }),
    recordEvent(tx, {
      clinicId,
      type: 'prescription.changed',
      subjectId: prescriptionId,
      // While the decision can be taken back it is not the patient's to know.
      patientId: null,
      body: { status, orderId: sign.orderId },
      at: now,
    }),
    recordAudit(tx, actor, {
      action: 'prescription.signed',
      subjectType: 'prescription',
      subjectId: prescriptionId,
      patientId: sign.patientId,
      details: {
        orderId: sign.orderId,
        decisionId: sign.decisionId,
        step: series?.step ?? 1,
        ...(authority && { controlled: true, deaNumber: authority.deaNumber }),
      },
      at: now,
    }),
  ])
}

/**
 * Takes back what an order has signed and not sent. Answers false, having changed nothing, when any of it may
 * have left. The order must be locked.
 */
export async function withdrawUnsent(
  tx: Tx,
  withdraw: { actor: Provider; orderId: string; decisionId: string; now: Date },
): Promise<boolean> {
  const { actor, now } = withdraw
  const all = await lockPrescriptionsOfOrder(tx, actor.clinicId, withdraw.orderId)
  const own = all.filter((prescription) => prescription.decisionId === withdraw.decisionId)
  if (own.some(({ status }) => status !== 'signed' && status !== 'draft')) return false
  for (const prescription of own) {
    await savePrescription(tx, prescription, { status: 'cancelled', now, actor, cause: 'undo' })
  }
  return true
}
