/** All SQL of the module except the summary's. `saveConsultation` is the only writer of a status. */
import type { DecisionStatus, EventType, Proposal, VisitKind } from '@countersign/contract'
import { type SelectExpression, sql } from 'kysely'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'
import type { DB } from '../../platform/db/schema.generated.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'
import type { Consultation } from './consultation.ts'
import { ClinicSettings } from './settings.ts'
import { type SummaryRow, summaryQuery } from './summary-query.ts'

const columns = [
  'clinic_id as clinicId',
  'id',
  'patient_id as patientId',
  'category',
  'status',
  'priority',
  'patient_state as patientState',
  'submitted_at as submittedAt',
  'due_at as dueAt',
  'awaiting_payment as awaitingPayment',
  'answered_at as answeredAt',
  'preferred_provider_id as preferredProviderId',
  'claimed_by as claimedBy',
  'claimed_at as claimedAt',
  'lease_expires_at as leaseExpiresAt',
  'escalation_route as escalationRoute',
  'decision_id as decisionId',
  'decided_at as decidedAt',
  'effective_at as effectiveAt',
  'closed_at as closedAt',
  'version',
] as const satisfies readonly SelectExpression<DB, 'consultations'>[]

/** @throws not-found */
export async function loadConsultation(db: Db, clinicId: string, id: string): Promise<Consultation> {
  const row = await db
    .selectFrom('consultations')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row as Consultation
}

/** Locks one consultation for this transaction. @throws not-found */
export async function lockConsultation(tx: Tx, clinicId: string, id: string): Promise<Consultation> {
  const row = await tx
    .selectFrom('consultations')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row as Consultation
}

/** Writes the new state and its event together; a version that moved meanwhile is refused. */
export async function saveConsultation(
  tx: Tx,
  next: Consultation,
  event: EventType,
  at: Date,
): Promise<number> {
  const saved = await tx
    .updateTable('consultations')
    .set({
      status: next.status,
      awaiting_payment: next.awaitingPayment,
      answered_at: next.answeredAt,
      preferred_provider_id: next.preferredProviderId,
      claimed_by: next.claimedBy,
      claimed_at: next.claimedAt,
      lease_expires_at: next.leaseExpiresAt,
      escalation_route: next.escalationRoute,
      decision_id: next.decisionId,
      decided_at: next.decidedAt,
      effective_at: next.effectiveAt,
      closed_at: next.closedAt,
      version: next.version + 1,
    })
    .where('clinic_id', '=', next.clinicId)
    .where('id', '=', next.id)
    .where('version', '=', next.version)
    .returning('version')
    .executeTakeFirst()
  if (!saved) throw new Problem('stale-version')
  await recordEvent(tx, {
    clinicId: next.clinicId,
    type: event,
    subjectId: next.id,
    patientId: patientMayKnow(event) ? next.patientId : null,
    body: {
      status: next.status,
      version: saved.version,
      claimedBy: next.claimedBy,
      category: next.category,
      state: next.patientState,
    },
    at,
  })
  return saved.version
}

/** A decision reaches the patient's stream when its undo window has passed, not before: see settle-decision. */
const patientMayKnow = (event: EventType): boolean =>
  !['consultation.approved', 'consultation.denied', 'consultation.escalated', 'consultation.undone'].includes(
    event,
  )

export async function insertConsultation(
  tx: Tx,
  row: Pick<
    Consultation,
    | 'clinicId'
    | 'id'
    | 'patientId'
    | 'category'
    | 'priority'
    | 'patientState'
    | 'submittedAt'
    | 'dueAt'
    | 'awaitingPayment'
  > & {
    intakeId: string | null
    visitKind: string
    reason: string
    safetyAnswers: SafetyAnswers
    answers: readonly unknown[]
  },
): Promise<void> {
  await tx
    .insertInto('consultations')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      patient_id: row.patientId,
      intake_id: row.intakeId,
      category: row.category,
      visit_kind: row.visitKind,
      status: 'submitted',
      priority: row.priority,
      patient_state: row.patientState,
      reason: row.reason,
      submitted_at: row.submittedAt,
      due_at: row.dueAt,
      awaiting_payment: row.awaitingPayment,
      safety_answers: json(row.safetyAnswers),
      answers: json(row.answers),
    })
    .execute()
}

/** What the last run of the engine made of the case: its place in the queue and what its card says. */
export async function updateTriage(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    priority: string
    priorityReasons: readonly string[]
    dueAt: Date
    awaitingPayment: boolean
    readyToApprove: boolean
    card: unknown
    safetyAnswers?: SafetyAnswers
  },
): Promise<void> {
  await tx
    .updateTable('consultations')
    .set({
      priority: row.priority,
      priority_reasons: json(row.priorityReasons),
      due_at: row.dueAt,
      awaiting_payment: row.awaitingPayment,
      ready_to_approve: row.readyToApprove,
      card: json(row.card),
      ...(row.safetyAnswers && { safety_answers: json(row.safetyAnswers) }),
    })
    .where('clinic_id', '=', row.clinicId)
    .where('id', '=', row.id)
    .execute()
}

export async function loadSafetyAnswers(
  db: Db,
  clinicId: string,
  id: string,
): Promise<{ safetyAnswers: SafetyAnswers; reason: string; photos: number; visitKind: VisitKind }> {
  const row = await db
    .selectFrom('consultations as c')
    .select((eb) => [
      'c.safety_answers',
      'c.reason',
      'c.visit_kind',
      eb
        .selectFrom('documents as d')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('d.clinic_id', '=', 'c.clinic_id')
        .whereRef('d.consultation_id', '=', 'c.id')
        .where('d.kind', 'in', ['scalp_photo', 'photo'])
        .as('photos'),
    ])
    .where('c.clinic_id', '=', clinicId)
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    safetyAnswers: row.safety_answers as unknown as SafetyAnswers,
    reason: row.reason,
    photos: row.photos ?? 0,
    visitKind: row.visit_kind as VisitKind,
  }
}

export async function loadSettings(db: Db, clinicId: string): Promise<ClinicSettings> {
  const row = await db.selectFrom('clinics').select('settings').where('id', '=', clinicId).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return ClinicSettings.parse(row.settings)
}

export async function hasActiveLicence(
  db: Db,
  clinicId: string,
  providerId: string,
  state: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('provider_licences')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('provider_id', '=', providerId)
    .where('state', '=', state)
    .where('status', '=', 'active')
    .where('expires_on', '>=', sql<string>`${now}::date`)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertDecision(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    consultationId: string
    providerId: string
    status: DecisionStatus
    notes: string | null
    reasonCode?: string | null
    patientMessage?: string | null
    treatment?: (Proposal & { sig: string }) | null
    overrides?: readonly unknown[]
    assessmentId?: string | null
    undoesId?: string | null
    amendsId?: string | null
    at: Date
    effectiveAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('consultation_approvals')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      consultation_id: row.consultationId,
      provider_id: row.providerId,
      status: row.status,
      approval_notes: row.notes,
      reason_code: row.reasonCode ?? null,
      patient_message: row.patientMessage ?? null,
      treatment: row.treatment ? json(row.treatment) : null,
      override_reasons: json(row.overrides ?? []),
      assessment_id: row.assessmentId ?? null,
      undoes_id: row.undoesId ?? null,
      amends_id: row.amendsId ?? null,
      approved_at: row.at,
      effective_at: row.effectiveAt,
    })
    .execute()
}

export async function loadDecision(
  db: Db,
  clinicId: string,
  id: string,
): Promise<{ providerId: string; status: DecisionStatus; notes: string | null } | null> {
  const row = await db
    .selectFrom('consultation_approvals')
    .select(['provider_id as providerId', 'status', 'approval_notes as notes'])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, status: row.status as DecisionStatus } : null
}

/** The lease is renewed without a new version: nothing a reader would have to look at again has changed. */
export async function renewLease(
  tx: Tx,
  by: { clinicId: string; id: string; providerId: string; leaseExpiresAt: Date; activeSeconds: number },
): Promise<{ version: number } | null> {
  const row = await tx
    .updateTable('consultations')
    .set((eb) => ({
      lease_expires_at: by.leaseExpiresAt,
      active_seconds: eb('active_seconds', '+', by.activeSeconds),
    }))
    .where('clinic_id', '=', by.clinicId)
    .where('id', '=', by.id)
    .where('status', '=', 'claimed')
    .where('claimed_by', '=', by.providerId)
    .returning('version')
    .executeTakeFirst()
  return row ?? null
}

/** Over all clinics: asked by the clock, which belongs to none. */
export async function listLapsedLeases(
  global: Parameters<Parameters<Database['global']>[0]>[0],
  now: Date,
): Promise<{ clinicId: string; consultationId: string }[]> {
  const { rows } = await sql<{ clinicId: string; consultationId: string }>`
    select clinic_id as "clinicId", consultation_id as "consultationId" from app.lapsed_leases(${now}, 500)`.execute(
    global,
  )
  return rows
}

/** Over all clinics: whose card or answer never came. */
export async function listStaleConsultations(
  global: Parameters<Parameters<Database['global']>[0]>[0],
  before: Date,
): Promise<{ clinicId: string; consultationId: string }[]> {
  const { rows } = await sql<{ clinicId: string; consultationId: string }>`
    select clinic_id as "clinicId", consultation_id as "consultationId" from app.stale_consultations(${before}, 500)`.execute(
    global,
  )
  return rows
}

/** Waiting cases, over all clinics, whose deadline passed within the last hour and was not told yet. */
export async function listCrossedDeadlines(
  global: Parameters<Parameters<Database['global']>[0]>[0],
  at: Date,
): Promise<{ clinicId: string; consultationId: string }[]> {
  const { rows } = await sql<{ clinicId: string; consultationId: string }>`
    select clinic_id as "clinicId", consultation_id as "consultationId" from app.crossed_deadlines(${at}, 500)`.execute(
    global,
  )
  return rows
}

/** Those of them that still wait and were told by nobody else meanwhile. */
export async function markOverdueTold(
  tx: Tx,
  clinicId: string,
  ids: readonly string[],
  at: Date,
): Promise<string[]> {
  const marked = await tx
    .updateTable('consultations')
    .set({ overdue_told_at: at })
    .where('clinic_id', '=', clinicId)
    .where('id', 'in', ids)
    .where('status', 'in', ['submitted', 'claimed'])
    .where('overdue_told_at', 'is', null)
    .returning('id')
    .execute()
  return marked.map(({ id }) => id)
}

/** One statement, one flight. Null when the clinic has no such consultation. */
export async function loadSummaryRow(
  db: Database,
  actor: Actor,
  id: string,
  now: Date,
): Promise<SummaryRow | null> {
  const rows = await db.writeOneSql(actor.clinicId, summaryQuery(actor, id, now), 'prepared')
  return rows[0]?.row ?? null
}
