/** The SQL of pharmacies' questions. Prescriptions, orders and visits are only read. */
import type { ChangeRequestCode, ChangeRequestStatus, PrescriptionStatus } from '@countersign/contract'
import { sql } from 'kysely'
import type { AskedMedication } from '../../adapters/pharmacy/port.ts'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import type { Viewer } from '../identity/index.ts'

export type ChangeRequest = {
  clinicId: string
  id: string
  prescriptionId: string
  orderId: string
  consultationId: string
  patientId: string
  messageId: string
  code: ChangeRequestCode
  subCodes: string[]
  reasonText: string | null
  requested: AskedMedication[]
  status: ChangeRequestStatus
  answer: { text?: string } | null
  version: number
  receivedAt: Date
  answeredAt: Date | null
  answeredBy: string | null
  patientName: string
  mrn: string
  patientState: string
  pharmacy: string
  drugDescription: string
  drugId: string
  rxcui: string | null
  doseMg: number
  frequency: string
  quantity: number
  daysSupply: number
  refills: number
  sig: string
  rx: PrescriptionStatus
}

/** Nothing when the message is known. */
export async function insertChangeRequest(
  tx: Tx,
  request: Pick<
    ChangeRequest,
    | 'clinicId'
    | 'id'
    | 'prescriptionId'
    | 'orderId'
    | 'patientId'
    | 'messageId'
    | 'code'
    | 'subCodes'
    | 'reasonText'
    | 'requested'
    | 'receivedAt'
  >,
): Promise<void> {
  await tx
    .insertInto('change_requests')
    .values({
      clinic_id: request.clinicId,
      id: request.id,
      prescription_id: request.prescriptionId,
      order_id: request.orderId,
      patient_id: request.patientId,
      message_id: request.messageId,
      code: request.code,
      sub_codes: [...request.subCodes],
      reason_text: request.reasonText,
      requested: json(request.requested),
      received_at: request.receivedAt,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'message_id']).doNothing())
    .execute()
  await tellChanged(tx, request, 'open', request.receivedAt)
}

const tellChanged = (tx: Tx, { clinicId, id }: { clinicId: string; id: string }, status: string, at: Date) =>
  recordEvent(tx, {
    clinicId,
    type: 'change_request.changed',
    subjectId: id,
    patientId: null,
    body: { status },
    at,
  })

export async function selectChangeRequests(
  db: Db,
  viewer: Viewer,
  filter: { lane: 'open' | 'answered' } | { id: string },
): Promise<ChangeRequest[]> {
  const { clinicId, providerId, licensedOnly, now } = viewer
  const which =
    'id' in filter
      ? sql`q.id = ${filter.id}`
      : filter.lane === 'open'
        ? sql`q.status = 'open'`
        : sql`q.status <> 'open'`
  const order = 'lane' in filter && filter.lane === 'answered' ? sql`q.answered_at desc` : sql`q.received_at`
  const { rows } = await sql<ChangeRequest>`
    select q.clinic_id as "clinicId", q.id, q.prescription_id as "prescriptionId", q.order_id as "orderId",
      o.consultation_id as "consultationId", q.patient_id as "patientId", q.message_id as "messageId", q.code,
      q.sub_codes as "subCodes", q.reason_text as "reasonText", q.requested, q.status, q.answer, q.version,
      q.received_at as "receivedAt", q.answered_at as "answeredAt",
      r.given_name || ' ' || r.family_name || ', ' || r.credential as "answeredBy",
      p.given_name || ' ' || p.family_name as "patientName", p.mrn, c.patient_state as "patientState", h.name as pharmacy,
      x.drug_description as "drugDescription", x.drug_id as "drugId", x.rxcui, x.dose_mg::float8 as "doseMg", x.frequency,
      x.quantity::float8 as quantity, x.days_supply as "daysSupply", x.refills, x.sig, x.status as rx
    from change_requests q
    join orders o on o.clinic_id = q.clinic_id and o.id = q.order_id
    join consultations c on c.clinic_id = q.clinic_id and c.id = o.consultation_id
    join patients p on p.clinic_id = q.clinic_id and p.id = q.patient_id
    join prescriptions x on x.clinic_id = q.clinic_id and x.id = q.prescription_id
    join pharmacies h on h.ncpdp_id = x.pharmacy_id
    left join providers r on r.clinic_id = q.clinic_id and r.id = q.answered_by
    where q.clinic_id = ${clinicId} and ${which}
      and (not ${licensedOnly}::boolean or c.patient_state in (select l.state from provider_licences l
        where l.clinic_id = ${clinicId} and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${now}::date))
    order by ${order}, q.id limit 100`.execute(db)
  return rows
}

/** The only writer of a question's status. False when somebody answered it meanwhile. */
export async function closeChangeRequest(
  tx: Tx,
  request: Pick<ChangeRequest, 'clinicId' | 'id' | 'version'>,
  answer: { status: Exclude<ChangeRequestStatus, 'open'>; by: string; text: string; at: Date },
): Promise<boolean> {
  const updated = await tx
    .updateTable('change_requests')
    .set({
      status: answer.status,
      answered_by: answer.by,
      answered_at: answer.at,
      answer: json({ text: answer.text }),
      version: request.version + 1,
    })
    .where('clinic_id', '=', request.clinicId)
    .where('id', '=', request.id)
    .where('version', '=', request.version)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (updated.numUpdatedRows !== 1n) return false
  await tellChanged(tx, request, answer.status, answer.at)
  return true
}
