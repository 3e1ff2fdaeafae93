/** The SQL of prescriptions. Patients, providers, clinics and pharmacies are only read: who a prescription names. */
import { Address, type PrescriptionStatus } from '@countersign/contract'
import { sql } from 'kysely'
import type { PrescriptionParties } from '../../adapters/pharmacy/port.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, system } from '../identity/index.ts'
import { transitions } from './prescription.ts'

export type Prescription = {
  clinicId: string
  id: string
  orderId: string
  patientId: string
  decisionId: string
  /** Who signed it. */
  providerId: string
  pharmacyId: string
  status: PrescriptionStatus
  statusAt: Date
  messageId: string
  prescriberOrderNumber: string
  attempts: number
  version: number
  drugId: string
  drugDescription: string
  strength: string
  form: string
  rxcui: string | null
  ndc: string | null
  doseMg: number
  deaSchedule: string | null
  rejectCode: string | null
  rejectText: string | null
  /** 1 unless it is a later step of a series. */
  step: number
  /** YYYY-MM-DD; null for one that leaves with its decision. */
  startsOn: string | null
  sentAs: SentAs
  /** The pharmacy's message it answers. */
  answersMessageId: string | null
}
export type SentAs = 'NewRx' | 'RxRenewalResponse' | 'RxChangeResponse'
export type AnswerOutcome = 'approved' | 'approved-with-changes' | 'replace'

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

export async function clinicNpi(db: Db, clinicId: string): Promise<string> {
  const row = await db
    .selectFrom('clinics')
    .select('npi')
    .where('id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return row.npi
}

/** The day it is where the clinic is, YYYY-MM-DD: what "written on" means to a pharmacist. */
export async function clinicDay(db: Db, clinicId: string, at: Date): Promise<string> {
  const row = await db
    .selectFrom('clinics')
    .select(sql<string>`(${at}::timestamptz at time zone time_zone)::date::text`.as('day'))
    .where('id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return row.day
}

const columns = [
  'clinic_id as clinicId',
  'id',
  'order_id as orderId',
  'patient_id as patientId',
  'decision_id as decisionId',
  'provider_id as providerId',
  'pharmacy_id as pharmacyId',
  'status',
  'status_at as statusAt',
  'message_id as messageId',
  'prescriber_order_number as prescriberOrderNumber',
  'attempts',
  'version',
  'drug_id as drugId',
  'drug_description as drugDescription',
  'strength',
  'form',
  'rxcui',
  'ndc',
  'dose_mg as doseMg',
  'dea_schedule as deaSchedule',
  'reject_code as rejectCode',
  'reject_text as rejectText',
  'step',
  'starts_on as startsOn',
  'sent_as as sentAs',
  'answers_message_id as answersMessageId',
] as const

type Row = Omit<Prescription, 'status' | 'doseMg' | 'sentAs'> & {
  status: string
  doseMg: string
  sentAs: string
}
const read = (row: Row): Prescription => ({
  ...row,
  status: row.status as PrescriptionStatus,
  doseMg: Number(row.doseMg),
  sentAs: row.sentAs as SentAs,
})

/** `for no key update`: rows that only refer to it may be written meanwhile. */
export async function lockPrescription(tx: Tx, clinicId: string, id: string): Promise<Prescription | null> {
  const row = await tx
    .selectFrom('prescriptions')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? read(row) : null
}

/** Those of an order, oldest first. */
export async function lockPrescriptionsOfOrder(
  tx: Tx,
  clinicId: string,
  orderId: string,
): Promise<Prescription[]> {
  const rows = await tx
    .selectFrom('prescriptions')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(read)
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

/** Steps that wait go on under another decision. */
export async function movePendingSteps(
  tx: Tx,
  clinicId: string,
  orderId: string,
  decisionId: string,
): Promise<void> {
  await tx
    .updateTable('prescriptions')
    .set({ decision_id: decisionId })
    .where('clinic_id', '=', clinicId)
    .where('order_id', '=', orderId)
    .where('status', '=', 'draft')
    .execute()
}

/** The day of a step that is still a draft. */
export async function updateStart(tx: Tx, clinicId: string, id: string, startsOn: string): Promise<void> {
  await tx
    .updateTable('prescriptions')
    .set({ starts_on: startsOn })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .execute()
}

/** The NDC of a prescription that has not left. */
export async function updateNdc(tx: Tx, rx: Prescription, ndc: string): Promise<void> {
  await tx
    .updateTable('prescriptions')
    .set({ ndc })
    .where('clinic_id', '=', rx.clinicId)
    .where('id', '=', rx.id)
    .where('status', 'in', ['draft', 'signed'])
    .execute()
}

export type PrescriptionChange = {
  status: PrescriptionStatus
  now: Date
  rejectCode?: string | null
  rejectText?: string | null
  attempts?: number
  /** A step of a series is dated on the day it leaves. */
  writtenOn?: string
  dispensedQuantity?: string
  /** Who caused it; the clock or a counterparty when absent. */
  actor?: Actor
  cause: string
}

/** The only writer of a prescription's status: status, event and audit line together. Answers it as it is now. */
export async function savePrescription(
  tx: Tx,
  rx: Prescription,
  change: PrescriptionChange,
): Promise<Prescription> {
  if (!(transitions[rx.status] as readonly PrescriptionStatus[]).includes(change.status)) {
    throw new Error(`a prescription that is ${rx.status} cannot become ${change.status}`)
  }
  const next = {
    ...rx,
    status: change.status,
    statusAt: change.now,
    attempts: change.attempts ?? rx.attempts,
    version: rx.version + 1,
  }
  const [updated] = await Promise.all([
    tx
      .updateTable('prescriptions')
      .set({
        status: next.status,
        status_at: next.statusAt,
        attempts: next.attempts,
        version: next.version,
        ...(change.rejectCode !== undefined && { reject_code: change.rejectCode }),
        ...(change.rejectText !== undefined && { reject_text: change.rejectText }),
        ...(change.status === 'sent' && { sent_at: change.now }),
        ...(change.writtenOn !== undefined && { written_on: change.writtenOn }),
        ...(change.dispensedQuantity !== undefined && { dispensed_quantity: change.dispensedQuantity }),
        overdue_told_at: null,
      })
      .where('clinic_id', '=', rx.clinicId)
      .where('id', '=', rx.id)
      .where('version', '=', rx.version)
      .executeTakeFirst(),
    recordEvent(tx, {
      clinicId: rx.clinicId,
      type: 'prescription.changed',
      subjectId: rx.id,
      // One that is taken back before it left was never the patient's to know.
      patientId: rx.status === 'signed' && next.status === 'cancelled' ? null : rx.patientId,
      body: { status: next.status, orderId: rx.orderId },
      at: change.now,
    }),
    recordAudit(tx, change.actor ?? system(rx.clinicId, change.cause), {
      action: `prescription.${next.status}`,
      subjectType: 'prescription',
      subjectId: rx.id,
      patientId: rx.patientId,
      details: { orderId: rx.orderId, from: rx.status, cause: change.cause },
      at: change.now,
    }),
  ])
  if (updated.numUpdatedRows !== 1n) throw new Error('a prescription changed under its lock')
  return next
}

/** Everything a message about a prescription names, as it stands now. */
export async function loadParties(
  db: Db,
  clinicId: string,
  prescriptionId: string,
): Promise<Omit<PrescriptionParties, 'messageId' | 'sentAt'>> {
  const row = await db
    .selectFrom('prescriptions as x')
    .innerJoin('patients as p', (j) =>
      j.onRef('p.clinic_id', '=', 'x.clinic_id').onRef('p.id', '=', 'x.patient_id'),
    )
    .innerJoin('providers as r', (j) =>
      j.onRef('r.clinic_id', '=', 'x.clinic_id').onRef('r.id', '=', 'x.provider_id'),
    )
    .leftJoin('provider_licences as l', (j) =>
      j
        .onRef('l.clinic_id', '=', 'r.clinic_id')
        .onRef('l.provider_id', '=', 'r.id')
        .onRef('l.state', '=', 'p.state')
        .on('l.status', '=', 'active'),
    )
    .innerJoin('clinics as c', 'c.id', 'x.clinic_id')
    .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
    .select([
      'x.prescriber_order_number',
      'x.drug_description',
      'x.rxcui',
      'x.rxcui_qualifier',
      'x.ndc',
      'x.quantity',
      'x.quantity_unit_code',
      'x.days_supply',
      'x.refills',
      'x.substitutions_allowed',
      'x.sig',
      'x.diagnosis_code',
      'x.secondary_diagnosis_code',
      'x.note_to_pharmacist',
      'x.written_on',
      'x.dea_schedule',
      'x.dea_number',
      'p.mrn',
      'p.given_name',
      'p.family_name',
      'p.birth_date',
      'p.sex',
      'p.phone',
      'p.address_line',
      'p.city',
      'p.state',
      'p.postal_code',
      'r.npi as provider_npi',
      'r.given_name as provider_given_name',
      'r.family_name as provider_family_name',
      'r.phone as provider_phone',
      'l.number as licence_number',
      'c.npi as clinic_npi',
      'c.name as clinic_name',
      'c.address as clinic_address',
      'h.ncpdp_id',
      'h.npi as pharmacy_npi',
      'h.name as pharmacy_name',
      'h.phone as pharmacy_phone',
      'h.address_line as pharmacy_address_line',
      'h.city as pharmacy_city',
      'h.state as pharmacy_state',
      'h.postal_code as pharmacy_postal_code',
    ])
    .where('x.clinic_id', '=', clinicId)
    .where('x.id', '=', prescriptionId)
    .executeTakeFirstOrThrow()
  const qualifier = row.rxcui_qualifier as 'SCD' | 'SBD' | 'GPCK' | 'BPCK' | null
  return {
    prescriberOrderNumber: row.prescriber_order_number,
    clinic: { npi: row.clinic_npi, name: row.clinic_name },
    patient: {
      mrn: row.mrn,
      givenName: row.given_name,
      familyName: row.family_name,
      birthDate: row.birth_date,
      sex: row.sex === 'female' ? 'female' : 'male',
      phone: row.phone,
      address: { line: row.address_line, city: row.city, state: row.state, postalCode: row.postal_code },
    },
    prescriber: {
      npi: row.provider_npi,
      givenName: row.provider_given_name,
      familyName: row.provider_family_name,
      licenceNumber: row.licence_number,
      deaNumber: row.dea_number,
      phone: row.provider_phone,
      address: Address.parse(row.clinic_address),
    },
    pharmacy: {
      ncpdpId: row.ncpdp_id,
      npi: row.pharmacy_npi,
      name: row.pharmacy_name,
      phone: row.pharmacy_phone,
      address: {
        line: row.pharmacy_address_line,
        city: row.pharmacy_city,
        state: row.pharmacy_state,
        postalCode: row.pharmacy_postal_code,
      },
    },
    medication: {
      description: row.drug_description,
      rxcui: row.rxcui === null || qualifier === null ? null : { code: row.rxcui, qualifier },
      ndc: row.ndc,
      quantity: row.quantity,
      quantityUnitCode: row.quantity_unit_code,
      deaSchedule: row.dea_schedule,
      daysSupply: row.days_supply,
      refills: row.refills,
      substitutionsAllowed: row.substitutions_allowed,
      sig: row.sig,
      diagnosisCode: row.diagnosis_code,
      secondaryDiagnosisCode: row.secondary_diagnosis_code,
      note: row.note_to_pharmacist,
      writtenOn: row.written_on,
    },
  }
}

/** How a prescription answers the pharmacy's question, and what of the question its answer repeats. */
export async function loadAnswer(
  db: Db,
  rx: Prescription,
): Promise<{
  outcome: AnswerOutcome
  priorAuthorization: string | null
  change: { code: string; subCodes: string[] } | null
}> {
  const row = await db
    .selectFrom('prescriptions as x')
    .leftJoin('change_requests as q', (join) =>
      join.onRef('q.clinic_id', '=', 'x.clinic_id').onRef('q.message_id', '=', 'x.answers_message_id'),
    )
    .select(['x.answer_outcome', 'x.prior_authorization', 'q.code', 'q.sub_codes'])
    .where('x.clinic_id', '=', rx.clinicId)
    .where('x.id', '=', rx.id)
    .executeTakeFirstOrThrow()
  return {
    outcome: (row.answer_outcome ?? 'approved') as AnswerOutcome,
    priorAuthorization: row.prior_authorization,
    change: row.code === null ? null : { code: row.code, subCodes: row.sub_codes ?? [] },
  }
}

export type PrescriptionRef = { clinicId: string; orderId: string; prescriptionId: string }
