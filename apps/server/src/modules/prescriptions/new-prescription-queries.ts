/** The SQL of a prescription that comes to be: signed, or copied for another pharmacy. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { AnswerOutcome, Prescription } from './queries.ts'

type Written = Omit<
  Prescription,
  'status' | 'statusAt' | 'attempts' | 'version' | 'rejectCode' | 'rejectText'
>
export type NewPrescription = Written & {
  /** `draft`: a later step of a series, which waits for its day and its check-in. */
  status: 'draft' | 'signed'
  rxcuiQualifier: string | null
  frequency: string
  quantity: number
  quantityUnitCode: string
  daysSupply: number
  refills: number
  sig: string
  diagnosisCode: string | null
  secondaryDiagnosisCode: string | null
  writtenOn: string
  signedAt: Date
  answerOutcome: AnswerOutcome | null
  replacesId: string | null
  priorAuthorization: string | null
  /** Of a controlled substance: when the second factor was shown, and under which registration. */
  secondFactorAt: Date | null
  deaNumber: string | null
  liveVisitOn: string | null
  pdmpCheckedAt: Date | null
}

export async function insertPrescription(tx: Tx, rx: NewPrescription): Promise<void> {
  await tx
    .insertInto('prescriptions')
    .values({
      clinic_id: rx.clinicId,
      id: rx.id,
      order_id: rx.orderId,
      patient_id: rx.patientId,
      provider_id: rx.providerId,
      decision_id: rx.decisionId,
      pharmacy_id: rx.pharmacyId,
      status: rx.status,
      drug_id: rx.drugId,
      drug_description: rx.drugDescription,
      rxcui: rx.rxcui,
      rxcui_qualifier: rx.rxcuiQualifier,
      ndc: rx.ndc,
      strength: rx.strength,
      form: rx.form,
      dose_mg: String(rx.doseMg),
      frequency: rx.frequency,
      quantity: String(rx.quantity),
      quantity_unit_code: rx.quantityUnitCode,
      days_supply: rx.daysSupply,
      refills: rx.refills,
      sig: rx.sig,
      diagnosis_code: rx.diagnosisCode,
      secondary_diagnosis_code: rx.secondaryDiagnosisCode,
      written_on: rx.writtenOn,
      message_id: rx.messageId,
      prescriber_order_number: rx.prescriberOrderNumber,
      signed_at: rx.signedAt,
      status_at: rx.signedAt,
      dea_schedule: rx.deaSchedule,
      step: rx.step,
      starts_on: rx.startsOn,
      sent_as: rx.sentAs,
      answers_message_id: rx.answersMessageId,
      answer_outcome: rx.answerOutcome,
      replaces_id: rx.replacesId,
      prior_authorization: rx.priorAuthorization,
      second_factor_at: rx.secondFactorAt,
      dea_number: rx.deaNumber,
      live_visit_on: rx.liveVisitOn,
      pdmp_checked_at: rx.pdmpCheckedAt,
    })
    .execute()
}

/**
 * The same prescription again under numbers of its own, for another pharmacy; it names the one it replaces. What
 * answered a pharmacy's question goes to the next one as a new prescription.
 */
export async function copyPrescription(
  tx: Tx,
  of: { clinicId: string; id: string },
  copy: { id: string; messageId: string; prescriberOrderNumber: string; pharmacyId: string; at: Date },
): Promise<void> {
  await sql`
    insert into prescriptions (clinic_id, id, order_id, patient_id, provider_id, decision_id, pharmacy_id, status, drug_id,
      drug_description, rxcui, rxcui_qualifier, ndc, strength, form, dose_mg, frequency, quantity, quantity_unit_code,
      days_supply, refills, substitutions_allowed, sig, dea_schedule, diagnosis_code, secondary_diagnosis_code, note_to_pharmacist, written_on,
      step, starts_on, prior_authorization, message_id, prescriber_order_number, replaces_id, signed_at, status_at)
    select clinic_id, ${copy.id}, order_id, patient_id, provider_id, decision_id, ${copy.pharmacyId}, 'signed', drug_id,
      drug_description, rxcui, rxcui_qualifier, ndc, strength, form, dose_mg, frequency, quantity, quantity_unit_code,
      days_supply, refills, substitutions_allowed, sig, dea_schedule, diagnosis_code, secondary_diagnosis_code, note_to_pharmacist, written_on,
      step, starts_on, prior_authorization, ${copy.messageId}, ${copy.prescriberOrderNumber}, id, signed_at, ${copy.at}
    from prescriptions where clinic_id = ${of.clinicId} and id = ${of.id}`.execute(tx as Db)
}
