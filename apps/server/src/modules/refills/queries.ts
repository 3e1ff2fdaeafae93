/** The SQL of refill requests, and of the prescription that one goes on with. Other tables are only read. */
import type {
  Category,
  CheckInAnswers,
  ConsultationStatus,
  OrderStatus,
  PrescriptionStatus,
  RefillSource,
  Signal,
} from '@countersign/contract'
import { sql } from 'kysely'
import type { AskedMedication } from '../../adapters/pharmacy/port.ts'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'

export type Asked = AskedMedication & { lastFilledOn: string | null }

export type Refill = {
  clinicId: string
  /** That of the visit opened for it. */
  id: string
  patientId: string
  prescriptionId: string
  source: RefillSource
  messageId: string | null
  requested: Asked | null
  answers: CheckInAnswers | null
  answeredAt: Date | null
  signal: Signal
  why: string[]
  requestedAt: Date
}

export async function insertRefill(tx: Tx, refill: Omit<Refill, 'answeredAt'>): Promise<void> {
  await tx
    .insertInto('refill_requests')
    .values({
      clinic_id: refill.clinicId,
      id: refill.id,
      consultation_id: refill.id,
      patient_id: refill.patientId,
      prescription_id: refill.prescriptionId,
      source: refill.source,
      message_id: refill.messageId,
      requested: refill.requested === null ? null : json(refill.requested),
      answers: refill.answers === null ? null : json(refill.answers),
      answered_at: refill.answers === null ? null : refill.requestedAt,
      signal: refill.signal,
      why: json(refill.why),
      requested_at: refill.requestedAt,
    })
    .execute()
}

const columns = [
  'clinic_id as clinicId',
  'id',
  'patient_id as patientId',
  'prescription_id as prescriptionId',
  'source',
  'message_id as messageId',
  'requested',
  'answers',
  'answered_at as answeredAt',
  'signal',
  'why',
  'requested_at as requestedAt',
] as const

export async function findRefill(db: Db, clinicId: string, id: string): Promise<Refill | null> {
  const row = await db
    .selectFrom('refill_requests')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? (row as unknown as Refill) : null
}

/** The open request for this prescription's drug, whoever asked first. The patient must be locked. */
export async function findOpenRefill(
  tx: Tx,
  of: { clinicId: string; patientId: string; drugId: string },
): Promise<Refill | null> {
  const row = await tx
    .selectFrom('refill_requests as r')
    .innerJoin('consultations as c', (join) =>
      join.onRef('c.clinic_id', '=', 'r.clinic_id').onRef('c.id', '=', 'r.consultation_id'),
    )
    .innerJoin('prescriptions as x', (join) =>
      join.onRef('x.clinic_id', '=', 'r.clinic_id').onRef('x.id', '=', 'r.prescription_id'),
    )
    .select('r.id')
    .where('r.clinic_id', '=', of.clinicId)
    .where('r.patient_id', '=', of.patientId)
    .where('x.drug_id', '=', of.drugId)
    .where('c.status', 'in', ['submitted', 'claimed', 'info_requested', 'escalated'])
    .orderBy('r.requested_at')
    .limit(1)
    .executeTakeFirst()
  return row ? findRefill(tx, of.clinicId, row.id) : null
}

export async function saveRefill(
  tx: Tx,
  refill: Pick<Refill, 'clinicId' | 'id'>,
  change: Partial<Pick<Refill, 'answers' | 'answeredAt' | 'signal' | 'why' | 'messageId' | 'requested'>>,
): Promise<void> {
  await tx
    .updateTable('refill_requests')
    .set({
      ...(change.answers && { answers: json(change.answers), answered_at: change.answeredAt ?? null }),
      ...(change.signal && { signal: change.signal }),
      ...(change.why && { why: json(change.why) }),
      ...(change.messageId && { message_id: change.messageId }),
      ...(change.requested && { requested: json(change.requested) }),
    })
    .where('clinic_id', '=', refill.clinicId)
    .where('id', '=', refill.id)
    .execute()
}

/** A prescription to go on with, and how it came to be. */
export type Previous = {
  prescriptionId: string
  consultationId: string
  patientId: string
  category: Category
  pharmacyId: string
  drugId: string
  drugDescription: string
  deaSchedule: string | null
  rxcui: string | null
  doseMg: number
  frequency: string
  quantity: number
  daysSupply: number
  refills: number
  sig: string
  writtenOn: string
  status: PrescriptionStatus
  /** When the last news of it came: of its last fill, when it was filled. */
  statusAt: Date
  signedAt: Date
  /** Since when this dose is written, without another of the drug between. */
  doseSince: Date
  approvedAt: Date
  approvedBy: string
  /** Rules that spoke at that approval. */
  knownRules: string[]
  safetyAnswers: SafetyAnswers
  /** What was said then, when that approval was a refill's. */
  answers: CheckInAnswers | null
  lastVisitAt: Date
  /** A later prescription of the same drug that stands. */
  newerWrittenOn: string | null
  /** A series of which later steps wait. */
  inSeries: boolean
}

export async function loadPrevious(
  db: Db,
  clinicId: string,
  prescriptionId: string,
): Promise<Previous | null> {
  const { rows } = await sql<Previous>`
    select x.id as "prescriptionId", c.id as "consultationId", x.patient_id as "patientId", c.category,
      x.pharmacy_id as "pharmacyId", x.drug_id as "drugId", x.drug_description as "drugDescription",
      x.dea_schedule as "deaSchedule", x.rxcui, x.dose_mg::float8 as "doseMg", x.frequency, x.quantity::float8 as quantity,
      x.days_supply as "daysSupply", x.refills, x.sig, x.written_on::text as "writtenOn", x.status, x.status_at as "statusAt",
      coalesce(x.starts_on::timestamptz, x.signed_at) as "signedAt", a.approved_at as "approvedAt",
      p.given_name || ' ' || p.family_name || ', ' || p.credential as "approvedBy", c.safety_answers as "safetyAnswers",
      r.answers,
      coalesce((select array_agg(f ->> 'rule') from jsonb_array_elements(s.result -> 'findings') f), '{}') as "knownRules",
      (select min(coalesce(d.starts_on::timestamptz, d.signed_at)) from prescriptions d
        where d.clinic_id = x.clinic_id and d.patient_id = x.patient_id and d.drug_id = x.drug_id and d.dose_mg = x.dose_mg
          and d.status not in ('draft', 'rejected', 'cancelled')
          and not exists (select 1 from prescriptions e where e.clinic_id = d.clinic_id and e.patient_id = d.patient_id
            and e.drug_id = d.drug_id and e.dose_mg <> d.dose_mg and e.status not in ('draft', 'rejected', 'cancelled', 'rerouted')
            and coalesce(e.starts_on::timestamptz, e.signed_at) > coalesce(d.starts_on::timestamptz, d.signed_at)
            and coalesce(e.starts_on::timestamptz, e.signed_at) < coalesce(x.starts_on::timestamptz, x.signed_at))) as "doseSince",
      coalesce((select max(v.submitted_at) from consultations v where v.clinic_id = x.clinic_id and v.patient_id = x.patient_id
        and v.category = c.category and v.visit_kind <> 'refill' and v.status in ('approved', 'completed')), c.submitted_at) as "lastVisitAt",
      (select max(n.written_on)::text from prescriptions n where n.clinic_id = x.clinic_id and n.patient_id = x.patient_id
        and n.drug_id = x.drug_id
        and (n.signed_at, n.step) > (x.signed_at, x.step)
        and n.status not in ('draft', 'rejected', 'rerouted', 'cancelled', 'expired')) as "newerWrittenOn",
      exists (select 1 from prescriptions n where n.clinic_id = x.clinic_id and n.order_id = x.order_id
        and n.status = 'draft') as "inSeries"
    from prescriptions x
    join orders o on o.clinic_id = x.clinic_id and o.id = x.order_id
    join consultations c on c.clinic_id = x.clinic_id and c.id = o.consultation_id
    join consultation_approvals a on a.clinic_id = x.clinic_id and a.id = x.decision_id
    join providers p on p.clinic_id = x.clinic_id and p.id = a.provider_id
    left join safety_assessments s on s.clinic_id = x.clinic_id and s.id = a.assessment_id
    left join refill_requests r on r.clinic_id = x.clinic_id and r.consultation_id = c.id
    where x.clinic_id = ${clinicId} and x.id = ${prescriptionId}`.execute(db)
  const row = rows[0]
  return row ? { ...row, doseSince: row.doseSince ?? row.signedAt } : null
}

/** The newest prescription of each drug that a patient has, or had, medicine of. */
export async function listContinuable(db: Db, clinicId: string, patientId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct on (drug_id) id from prescriptions
    where clinic_id = ${clinicId} and patient_id = ${patientId}
      and status in ('sent', 'verified', 'partially_filled', 'filled', 'expired')
    order by drug_id, signed_at desc, step desc, id desc`.execute(db)
  return rows.map(({ id }) => id)
}

export type OwnRequest = {
  id: string
  drugId: string
  drugDescription: string
  visit: ConsultationStatus
  effectiveAt: Date | null
  answered: boolean
  requestedAt: Date
  awaitingPayment: boolean
}

export async function listOwnRequests(db: Db, clinicId: string, patientId: string): Promise<OwnRequest[]> {
  const rows = await db
    .selectFrom('refill_requests as r')
    .innerJoin('consultations as c', (join) =>
      join.onRef('c.clinic_id', '=', 'r.clinic_id').onRef('c.id', '=', 'r.consultation_id'),
    )
    .innerJoin('prescriptions as x', (join) =>
      join.onRef('x.clinic_id', '=', 'r.clinic_id').onRef('x.id', '=', 'r.prescription_id'),
    )
    .select([
      'r.id',
      'x.drug_id as drugId',
      'x.drug_description as drugDescription',
      'c.status as visit',
      'c.effective_at as effectiveAt',
      'c.awaiting_payment as awaitingPayment',
      'r.requested_at as requestedAt',
      sql<boolean>`r.answers is not null`.as('answered'),
    ])
    .where('r.clinic_id', '=', clinicId)
    .where('r.patient_id', '=', patientId)
    .orderBy('r.requested_at', 'desc')
    .limit(30)
    .execute()
  return rows.map((row) => ({ ...row, visit: row.visit as ConsultationStatus }))
}

/** Over all clinics: supplies that run out and nobody asked about. */
export async function listRunningOut(
  database: Database,
  day: string,
): Promise<{ clinicId: string; prescriptionId: string }[]> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string; prescriptionId: string }>`
      select clinic_id as "clinicId", prescription_id as "prescriptionId" from app.running_out(${day}::date, 500)`.execute(
      db,
    ),
  )
  return rows
}

/** The end of a visit that a pharmacy's request opened: what to tell it, if anything. */
export async function loadRenewalEnd(
  db: Db,
  clinicId: string,
  consultationId: string,
): Promise<{
  messageId: string
  prescriptionId: string
  order: OrderStatus
  effectiveAt: Date | null
  reasonCode: string | null
  approvedPrescription: boolean
} | null> {
  const row = await db
    .selectFrom('orders as o')
    .innerJoin('consultations as c', (join) =>
      join.onRef('c.clinic_id', '=', 'o.clinic_id').onRef('c.id', '=', 'o.consultation_id'),
    )
    .leftJoin('consultation_approvals as a', (join) =>
      join.onRef('a.clinic_id', '=', 'c.clinic_id').onRef('a.id', '=', 'c.decision_id'),
    )
    .select((eb) => [
      'o.answers_message_id as messageId',
      'o.answers_prescription_id as prescriptionId',
      'o.status as order',
      'o.effective_at as effectiveAt',
      'a.reason_code as reasonCode',
      eb
        .exists(
          eb
            .selectFrom('prescriptions as x')
            .select('x.id')
            .whereRef('x.clinic_id', '=', 'o.clinic_id')
            .whereRef('x.order_id', '=', 'o.id')
            .where('x.answers_message_id', 'is not', null)
            .where('x.sent_at', 'is not', null),
        )
        .as('approvedPrescription'),
    ])
    .where('o.clinic_id', '=', clinicId)
    .where('o.consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (!row || row.messageId === null || row.prescriptionId === null) return null
  return {
    ...row,
    messageId: row.messageId,
    prescriptionId: row.prescriptionId,
    order: row.order as OrderStatus,
    approvedPrescription: Boolean(row.approvedPrescription),
  }
}
