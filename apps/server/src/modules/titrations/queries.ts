/** The SQL of titration series. Prescriptions, orders and visits are only read, but for the day a step starts. */
import type {
  Category,
  CheckInAnswers,
  PrescriptionStatus,
  SeriesStatus,
  Signal,
  StepStatus,
} from '@countersign/contract'
import { sql } from 'kysely'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'
import type { Viewer } from '../identity/index.ts'
import type { SafetyAnswers } from '../recommendations/index.ts'

export type Series = {
  clinicId: string
  id: string
  orderId: string
  consultationId: string
  patientId: string
  decisionId: string
  status: SeriesStatus
  stoppedReason: string | null
  version: number
}
export type Step = {
  step: number
  prescriptionId: string
  startsOn: string
  status: StepStatus
  askedAt: Date | null
  answers: CheckInAnswers | null
  answeredAt: Date | null
  signal: Signal | null
  reasons: string[]
  reviewedRules: string[]
  rx: PrescriptionStatus
  rxDecisionId: string
  drugId: string
  drugDescription: string
  rxcui: string | null
  doseMg: number
  frequency: string
  quantity: number
  daysSupply: number
  refills: number
  sig: string
}

const seriesColumns = [
  'clinic_id as clinicId',
  'id',
  'order_id as orderId',
  'consultation_id as consultationId',
  'patient_id as patientId',
  'decision_id as decisionId',
  'status',
  'stopped_reason as stoppedReason',
  'version',
] as const

/** The order of locks is order, series, prescription: an order's prescriptions change under the order's lock. */
export async function lockSeries(tx: Tx, clinicId: string, id: string): Promise<Series | null> {
  const row = await tx
    .selectFrom('titration_series')
    .select(seriesColumns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? { ...row, status: row.status as SeriesStatus } : null
}

export async function findSeries(db: Db, clinicId: string, id: string): Promise<Series | null> {
  const row = await db
    .selectFrom('titration_series')
    .select(seriesColumns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, status: row.status as SeriesStatus } : null
}

export async function listSteps(db: Db, clinicId: string, seriesId: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select s.step, s.prescription_id as "prescriptionId", s.starts_on::text as "startsOn", s.status, s.asked_at as "askedAt",
      s.answers, s.answered_at as "answeredAt", s.signal, s.reasons, s.reviewed_rules as "reviewedRules",
      x.status as rx, x.decision_id as "rxDecisionId", x.drug_id as "drugId", x.drug_description as "drugDescription", x.rxcui,
      x.dose_mg::float8 as "doseMg", x.frequency, x.quantity::float8 as quantity, x.days_supply as "daysSupply", x.refills, x.sig
    from titration_steps s
    join lateral (select * from prescriptions p where p.clinic_id = s.clinic_id and p.order_id = (
        select order_id from titration_series t where t.clinic_id = s.clinic_id and t.id = s.series_id)
      and p.step = s.step and (p.id = s.prescription_id or p.status not in ('cancelled', 'rerouted'))
      order by p.signed_at desc, p.status_at desc, p.id desc limit 1) x on true
    where s.clinic_id = ${clinicId} and s.series_id = ${seriesId} order by s.step`.execute(db)
  return rows
}

/** What a decision signed, as a series. Nothing when it is one already. */
export async function insertSeries(
  tx: Tx,
  series: Omit<Series, 'status' | 'stoppedReason' | 'version'> & { createdAt: Date },
): Promise<boolean> {
  const { clinicId, id, decisionId } = series
  const made = await tx
    .insertInto('titration_series')
    .values({
      clinic_id: clinicId,
      id,
      order_id: series.orderId,
      consultation_id: series.consultationId,
      patient_id: series.patientId,
      decision_id: decisionId,
      created_at: series.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'decision_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await sql`
    insert into titration_steps (clinic_id, series_id, step, prescription_id, starts_on, status)
    select clinic_id, ${id}, step, id, starts_on, case when step = 1 then 'released' else 'planned' end
    from prescriptions where clinic_id = ${clinicId} and decision_id = ${decisionId} and starts_on is not null
      and replaces_id is null`.execute(tx as Db)
  return true
}

export type StepChange = {
  status?: StepStatus
  startsOn?: string
  askedAt?: Date | null
  answers?: CheckInAnswers | null
  answeredAt?: Date | null
  signal?: Signal | null
  reasons?: readonly string[]
  review?: { by: string; at: Date; notes: string; rules: readonly string[] }
}

export async function updateStep(tx: Tx, series: Series, step: number, change: StepChange): Promise<void> {
  const { review } = change
  await tx
    .updateTable('titration_steps')
    .set({
      ...(change.status && { status: change.status }),
      ...(change.startsOn && { starts_on: change.startsOn }),
      ...(change.askedAt !== undefined && { asked_at: change.askedAt }),
      ...(change.answers !== undefined && { answers: change.answers === null ? null : json(change.answers) }),
      ...(change.answeredAt !== undefined && { answered_at: change.answeredAt }),
      ...(change.signal !== undefined && { signal: change.signal }),
      ...(change.reasons && { reasons: json(change.reasons) }),
      ...(review && {
        reviewed_by: review.by,
        reviewed_at: review.at,
        review_notes: review.notes,
        reviewed_rules: [...review.rules],
      }),
    })
    .where('clinic_id', '=', series.clinicId)
    .where('series_id', '=', series.id)
    .where('step', '=', step)
    .execute()
}

/** The only writer of a series' own row. */
export async function updateSeries(
  tx: Tx,
  series: Series,
  change: { status?: SeriesStatus; stoppedReason?: string | null; at: Date },
): Promise<void> {
  await tx
    .updateTable('titration_series')
    .set({
      version: series.version + 1,
      ...(change.status && {
        status: change.status,
        ended_at: change.status === 'active' ? null : change.at,
        stopped_reason: change.stoppedReason ?? null,
      }),
    })
    .where('clinic_id', '=', series.clinicId)
    .where('id', '=', series.id)
    .execute()
}

/** Over all clinics: series with a step whose time may have come. */
export async function listDueSeries(
  database: Database,
  before: string,
): Promise<{ clinicId: string; seriesId: string }[]> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string; seriesId: string }>`
      select clinic_id as "clinicId", series_id as "seriesId" from app.due_titration_steps(${before}::date, 500)`.execute(
      db,
    ),
  )
  return rows
}

/** What the judgement of a step rests on beside the chart. */
export type Basis = {
  category: Category
  patientState: string
  safetyAnswers: SafetyAnswers
  approvedAt: Date
  approvedBy: string
  providerId: string
  /** Rules that spoke when the series was approved: the provider signed with them in view. */
  knownRules: string[]
  overridden: { rule: string; reason: string }[]
}

export async function loadBasis(db: Db, series: Series): Promise<Basis> {
  const { rows } = await sql<Basis>`
    select c.category, c.patient_state as "patientState", c.safety_answers as "safetyAnswers", a.approved_at as "approvedAt",
      p.given_name || ' ' || p.family_name || ', ' || p.credential as "approvedBy", a.provider_id as "providerId",
      coalesce((select array_agg(f ->> 'rule') from jsonb_array_elements(s.result -> 'findings') f), '{}') as "knownRules",
      a.override_reasons as overridden
    from consultation_approvals a
    join consultations c on c.clinic_id = a.clinic_id and c.id = a.consultation_id
    join providers p on p.clinic_id = a.clinic_id and p.id = a.provider_id
    left join safety_assessments s on s.clinic_id = a.clinic_id and s.id = a.assessment_id
    where a.clinic_id = ${series.clinicId} and a.id = ${series.decisionId}`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a series has no decision')
  return row
}

export type SeriesRow = Series & {
  category: Category
  patientName: string
  mrn: string
  patientState: string
  approvedBy: string
}

/** Those a viewer may see, by lane; a series under review first by its date. */
export async function selectSeries(
  db: Db,
  viewer: Viewer,
  filter: { lane: 'review' | 'active' | 'ended' } | { id: string } | { patientId: string },
): Promise<SeriesRow[]> {
  const { clinicId, providerId, licensedOnly, now } = viewer
  const review = sql`exists (select 1 from titration_steps s where s.clinic_id = t.clinic_id and s.series_id = t.id and s.status = 'review')`
  const which =
    'id' in filter
      ? sql`t.id = ${filter.id}`
      : 'patientId' in filter
        ? sql`t.patient_id = ${filter.patientId}`
        : filter.lane === 'ended'
          ? sql`t.status <> 'active'`
          : filter.lane === 'review'
            ? sql`t.status = 'active' and ${review}`
            : sql`t.status = 'active'`
  const { rows } = await sql<SeriesRow>`
    select t.clinic_id as "clinicId", t.id, t.order_id as "orderId", t.consultation_id as "consultationId",
      t.patient_id as "patientId", t.decision_id as "decisionId", t.status, t.stopped_reason as "stoppedReason", t.version,
      c.category, c.patient_state as "patientState", p.given_name || ' ' || p.family_name as "patientName", p.mrn,
      r.given_name || ' ' || r.family_name || ', ' || r.credential as "approvedBy"
    from titration_series t
    join consultations c on c.clinic_id = t.clinic_id and c.id = t.consultation_id
    join patients p on p.clinic_id = t.clinic_id and p.id = t.patient_id
    join consultation_approvals a on a.clinic_id = t.clinic_id and a.id = t.decision_id
    join providers r on r.clinic_id = t.clinic_id and r.id = a.provider_id
    where t.clinic_id = ${clinicId} and ${which}
      and (not ${licensedOnly}::boolean or c.patient_state in (select l.state from provider_licences l
        where l.clinic_id = ${clinicId} and l.provider_id = ${providerId} and l.status = 'active' and l.expires_on >= ${now}::date))
    order by ${'lane' in filter && filter.lane === 'ended' ? sql`t.ended_at desc` : sql`t.created_at`}, t.id limit 100`.execute(
    db,
  )
  return rows
}
