/** The SQL of a prescription that is there: locked, changed, and its status written. */
import type { PrescriptionStatus } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'
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

export type PrescriptionRef = { clinicId: string; orderId: string; prescriptionId: string }

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
