/** All SQL of the module. Everything is read for one patient: another's ids are nobody's. */
import type {
  Category,
  ConsultationStatus,
  EscalationRoute,
  HoldReason,
  InformationRequest,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
} from '@countersign/contract'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { DB } from '../../platform/db/schema.generated.ts'
import type { Visit } from './portal.ts'

export type VisitRow = Visit & { id: string; category: Category; providerMessage: string | null }

const latestPayment = (eb: ExpressionBuilder<DB & { i: DB['invoices'] }, 'i'>) =>
  eb
    .selectFrom('payments as y')
    .select(['y.status', 'y.updated_at'])
    .whereRef('y.clinic_id', '=', 'i.clinic_id')
    .whereRef('y.invoice_id', '=', 'i.id')
    .orderBy('y.created_at', 'desc')
    .limit(1)
    .as('pay')

const latestPrescription = (eb: ExpressionBuilder<DB & { o: DB['orders'] }, 'o'>) =>
  eb
    .selectFrom('prescriptions as x')
    .innerJoin('pharmacies as h', 'h.ncpdp_id', 'x.pharmacy_id')
    .select(['x.status', 'x.status_at', 'h.name as pharmacy_name'])
    .whereRef('x.clinic_id', '=', 'o.clinic_id')
    .whereRef('x.order_id', '=', 'o.id')
    .whereRef('x.decision_id', '=', 'o.decision_id')
    .orderBy('x.id', 'desc')
    .limit(1)
    .as('rx')

/** The patient's visits, newest first; one of them when `id` is given. */
export async function listVisits(
  db: Db,
  by: { clinicId: string; patientId: string; id?: string },
): Promise<VisitRow[]> {
  let query = db
    .selectFrom('consultations as c')
    .leftJoin('consultation_approvals as d', (join) =>
      join.onRef('d.clinic_id', '=', 'c.clinic_id').onRef('d.id', '=', 'c.decision_id'),
    )
    .leftJoin('providers as p', (join) =>
      join.onRef('p.clinic_id', '=', 'd.clinic_id').onRef('p.id', '=', 'd.provider_id'),
    )
    .leftJoin('orders as o', (join) =>
      join.onRef('o.clinic_id', '=', 'c.clinic_id').onRef('o.consultation_id', '=', 'c.id'),
    )
    .leftJoin('invoices as i', (join) =>
      join.onRef('i.clinic_id', '=', 'o.clinic_id').onRef('i.order_id', '=', 'o.id'),
    )
    .leftJoinLateral(latestPayment, (join) => join.onTrue())
    .leftJoinLateral(latestPrescription, (join) => join.onTrue())
    .select((eb) => [
      'c.id',
      'c.category',
      'c.status',
      'c.submitted_at as submittedAt',
      'c.due_at as dueAt',
      'c.awaiting_payment as awaitingPayment',
      'c.answered_at as answeredAt',
      'c.escalation_route as escalationRoute',
      'c.decided_at as decidedAt',
      'c.effective_at as effectiveAt',
      eb
        .exists(
          eb
            .selectFrom('information_requests as r')
            .select('r.id')
            .whereRef('r.clinic_id', '=', 'c.clinic_id')
            .whereRef('r.consultation_id', '=', 'c.id')
            .where('r.status', '=', 'open'),
        )
        .as('requestOpen'),
      'd.patient_message as providerMessage',
      sql<string | null>`p.given_name || ' ' || p.family_name`.as('providerName'),
      'p.credential',
      'o.status as orderStatus',
      'o.hold_reason as holdReason',
      'o.effective_at as orderEffectiveAt',
      'rx.status as prescriptionStatus',
      'rx.status_at as prescriptionAt',
      'rx.pharmacy_name as pharmacyName',
      'pay.status as paymentStatus',
      'pay.updated_at as paymentAt',
    ])
    .where('c.clinic_id', '=', by.clinicId)
    .where('c.patient_id', '=', by.patientId)
    .orderBy('c.submitted_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(100)
  if (by.id !== undefined) query = query.where('c.id', '=', by.id)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    category: row.category as Category,
    status: row.status as ConsultationStatus,
    submittedAt: row.submittedAt,
    dueAt: row.dueAt,
    awaitingPayment: row.awaitingPayment,
    answeredAt: row.answeredAt,
    escalationRoute: row.escalationRoute as EscalationRoute | null,
    decidedAt: row.decidedAt,
    effectiveAt: row.effectiveAt,
    requestOpen: row.requestOpen === true,
    providerMessage: row.providerMessage,
    provider:
      row.providerName !== null && row.credential !== null
        ? { name: row.providerName, credential: row.credential }
        : null,
    order:
      row.orderStatus === null
        ? null
        : {
            status: row.orderStatus as OrderStatus,
            holdReason: row.holdReason as HoldReason | null,
            effectiveAt: row.orderEffectiveAt,
          },
    prescription:
      row.prescriptionStatus !== null && row.prescriptionAt !== null && row.pharmacyName !== null
        ? {
            status: row.prescriptionStatus as PrescriptionStatus,
            statusAt: row.prescriptionAt,
            pharmacyName: row.pharmacyName,
          }
        : null,
    payment:
      row.paymentStatus !== null && row.paymentAt !== null
        ? { status: row.paymentStatus as PaymentStatus, updatedAt: row.paymentAt }
        : null,
  }))
}

export type GivenPrescription = {
  id: string
  drugId: string
  strength: string
  quantityUnitCode: string
  writtenOn: string
}

/** What the order's own view leaves out, for the prescriptions of the decision in force that still stand. */
export async function listGivenPrescriptions(
  db: Db,
  clinicId: string,
  consultationId: string,
): Promise<GivenPrescription[]> {
  return (
    db
      .selectFrom('prescriptions as x')
      .innerJoin('orders as o', (join) =>
        join.onRef('o.clinic_id', '=', 'x.clinic_id').onRef('o.id', '=', 'x.order_id'),
      )
      .select([
        'x.id',
        'x.drug_id as drugId',
        'x.strength',
        'x.quantity_unit_code as quantityUnitCode',
        'x.written_on as writtenOn',
      ])
      .where('x.clinic_id', '=', clinicId)
      .where('o.consultation_id', '=', consultationId)
      .whereRef('x.decision_id', '=', 'o.decision_id')
      .where('x.status', 'not in', ['draft', 'rerouted'])
      // A later step that was stopped before it left was never the patient's to take.
      .where((eb) =>
        eb.or([eb('x.step', '=', 1), eb('x.status', '<>', 'cancelled'), eb('x.sent_at', 'is not', null)]),
      )
      .orderBy('x.id')
      .execute()
  )
}

/** The newest request to the patient, whether open or answered. */
export async function loadRequest(
  db: Db,
  clinicId: string,
  consultationId: string,
): Promise<InformationRequest | null> {
  const row = await db
    .selectFrom('information_requests as r')
    .innerJoin('providers as p', (join) =>
      join.onRef('p.clinic_id', '=', 'r.clinic_id').onRef('p.id', '=', 'r.provider_id'),
    )
    .select([
      'r.id',
      'r.status',
      'r.message',
      'r.questions',
      'r.answers',
      'r.asked_at',
      'r.answered_at',
      'p.given_name',
      'p.family_name',
      'p.credential',
    ])
    .where('r.clinic_id', '=', clinicId)
    .where('r.consultation_id', '=', consultationId)
    .orderBy('r.asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    status: row.status as InformationRequest['status'],
    message: row.message,
    askedBy: `${row.given_name} ${row.family_name}, ${row.credential}`,
    askedAt: row.asked_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    questions: row.questions as InformationRequest['questions'],
    answers: row.answers as InformationRequest['answers'],
  }
}

/** How many of these documents the patient uploaded to this visit. */
export async function countOwnDocuments(
  db: Db,
  of: { clinicId: string; patientId: string; consultationId: string },
  ids: readonly string[] | 'all',
): Promise<number> {
  let query = db
    .selectFrom('documents')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('clinic_id', '=', of.clinicId)
    .where('patient_id', '=', of.patientId)
    .where('consultation_id', '=', of.consultationId)
  if (ids !== 'all') query = query.where('id', 'in', [...ids])
  const row = await query.executeTakeFirst()
  return Number(row?.count ?? 0)
}
