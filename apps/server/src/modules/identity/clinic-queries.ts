/** SQL about the clinic itself. */
import { sql } from 'kysely'
import type { Database, Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { type Clinic, PatientOffer, StaffView } from './clinic.ts'

/** Asked before a clinic is known, so through a function that answers for one slug only. @throws not-found */
export async function findClinic(database: Database, slug: string): Promise<Clinic> {
  const { rows } = await database.global((db) =>
    sql<{ id: string | null }>`select app.clinic_by_slug(${slug}) as id`.execute(db),
  )
  const id = rows[0]?.id
  if (!id) throw new Problem('not-found')
  return database.read(id, (db) => loadClinic(db, id))
}

/** @throws not-found */
export async function loadClinic(db: Db, clinicId: string): Promise<Clinic> {
  const row = await db
    .selectFrom('clinics')
    .select(['id', 'slug', 'name', 'phone', 'settings'])
    .where('id', '=', clinicId)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const { settings, ...clinic } = row
  return { ...clinic, offer: PatientOffer.parse(settings), staffView: StaffView.parse(settings) }
}
