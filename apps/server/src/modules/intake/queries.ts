/** All SQL of the module. The token's hash is part of every lookup: an id alone opens nothing. */
import type { Answer, Category } from '@countersign/contract'
import { sql } from 'kysely'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Intake, IntakeStatus } from './intake.ts'

export type IntakeKey = { clinicId: string; id: string; tokenHash: string }
export type StoredAnswers = Record<string, Answer>
export type IntakeRow = Intake & { answers: StoredAnswers }

/** Which clinic a token belongs to; null when it is nobody's. */
export async function clinicOfToken(database: Database, tokenHash: string): Promise<string | null> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string | null }>`select app.clinic_of_intake(${tokenHash}) as "clinicId"`.execute(db),
  )
  return rows[0]?.clinicId ?? null
}

const columns = [
  'clinic_id as clinicId',
  'id',
  'category',
  'questionnaire_version as questionnaireVersion',
  'status',
  'version',
  'updated_at as updatedAt',
  'answers',
] as const

const select = (db: Db, key: IntakeKey) =>
  db
    .selectFrom('intakes')
    .select(columns)
    .where('clinic_id', '=', key.clinicId)
    .where('id', '=', key.id)
    .where('token_hash', '=', key.tokenHash)

type Selected = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>
function rowOf(row: Selected | undefined): IntakeRow {
  if (!row) throw new Problem('not-found')
  return {
    ...row,
    category: row.category as Category,
    status: row.status as IntakeStatus,
    answers: row.answers as StoredAnswers,
  }
}

/** @throws not-found when id and token do not belong together */
export const loadIntake = async (db: Db, key: IntakeKey): Promise<IntakeRow> =>
  rowOf(await select(db, key).executeTakeFirst())

/** @throws not-found when id and token do not belong together */
export const lockIntake = async (tx: Tx, key: IntakeKey): Promise<IntakeRow> =>
  rowOf(await select(tx, key).forUpdate().executeTakeFirst())

export async function insertIntake(
  tx: Tx,
  intake: IntakeKey & { category: Category; questionnaireVersion: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('intakes')
    .values({
      clinic_id: intake.clinicId,
      id: intake.id,
      category: intake.category,
      questionnaire_version: intake.questionnaireVersion,
      token_hash: intake.tokenHash,
      started_at: intake.at,
      updated_at: intake.at,
    })
    .execute()
}

/** Sets one answer; two answers saved at the same time both stay. Null when the intake is no longer open. */
export async function setAnswer(
  tx: Tx,
  key: IntakeKey,
  linkId: string,
  answer: Answer,
  at: Date,
): Promise<number | null> {
  const row = await tx
    .updateTable('intakes')
    .set((eb) => ({
      answers: sql`${eb.ref('answers')} || ${json({ [linkId]: answer })}`,
      version: sql<number>`${eb.ref('version')} + 1`,
      updated_at: at,
    }))
    .where('clinic_id', '=', key.clinicId)
    .where('id', '=', key.id)
    .where('token_hash', '=', key.tokenHash)
    .where('status', '=', 'started')
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** The only writer of a status. A given-up intake keeps none of its answers: nobody became a patient by it. */
export async function saveIntake(
  tx: Tx,
  intake: Intake,
  next:
    | { status: 'submitted'; userId: string; patientId: string; at: Date }
    | { status: 'abandoned'; at: Date },
): Promise<void> {
  const saved = await tx
    .updateTable('intakes')
    .set({
      status: next.status,
      updated_at: next.at,
      version: intake.version + 1,
      ...(next.status === 'submitted'
        ? { user_id: next.userId, patient_id: next.patientId, submitted_at: next.at }
        : { answers: json({}) }),
    })
    .where('clinic_id', '=', intake.clinicId)
    .where('id', '=', intake.id)
    .where('version', '=', intake.version)
    .where('status', '=', intake.status)
    .returning('id')
    .executeTakeFirst()
  if (!saved) throw new Problem('stale-version')
}

export async function consultationOfIntake(
  db: Db,
  clinicId: string,
  intakeId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('consultations')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('intake_id', '=', intakeId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether this clinic has treated the patient in this category before. */
export async function wasTreatedBefore(
  db: Db,
  clinicId: string,
  patientId: string,
  category: Category,
): Promise<boolean> {
  const row = await db
    .selectFrom('consultations')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('patient_id', '=', patientId)
    .where('category', '=', category)
    .where('status', 'in', ['approved', 'completed'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many of these documents were uploaded with this intake. */
export async function countOwnDocuments(
  db: Db,
  clinicId: string,
  intakeId: string,
  ids: readonly string[],
): Promise<number> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('intake_id', '=', intakeId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.length
}

/** Open intakes nobody has touched since `before`, of every clinic. */
export async function listStaleIntakes(
  database: Database,
  before: Date,
  most: number,
): Promise<{ clinicId: string; intakeId: string }[]> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string; intakeId: string }>`
      select clinic_id as "clinicId", intake_id as "intakeId" from app.stale_intakes(${before}, ${most})`.execute(
      db,
    ),
  )
  return rows
}

/** Locks an intake for the clock, which has no token; null when another is at work on it. */
export async function lockIntakeForClock(
  tx: Tx,
  clinicId: string,
  intakeId: string,
): Promise<IntakeRow | null> {
  const row = await tx
    .selectFrom('intakes')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('id', '=', intakeId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ? rowOf(row) : null
}
