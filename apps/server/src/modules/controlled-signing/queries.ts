/** All SQL of the module: the clinic's setting, registrations, and codes as they were given. */
import { type DeaRegistration, EpcsSetting, type ProviderRegistrations } from '@countersign/contract'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { SigningFacts } from './controlled-signing.ts'

const OFF: EpcsSetting = { enabled: false, certifiedBy: null, validUntil: null }
/** A setting that cannot be read is off. */
const epcsOf = (settings: unknown): EpcsSetting => {
  const read = EpcsSetting.safeParse(settings)
  return read.success ? read.data : OFF
}

export async function loadEpcs(db: Db, clinicId: string): Promise<EpcsSetting> {
  const row = await db
    .selectFrom('clinics')
    .select(sql<unknown>`settings -> 'epcs'`.as('epcs'))
    .where('id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return epcsOf(row.epcs)
}

export async function saveEpcs(tx: Tx, clinicId: string, setting: EpcsSetting): Promise<void> {
  await tx
    .updateTable('clinics')
    .set({ settings: sql`settings || jsonb_build_object('epcs', ${JSON.stringify(setting)}::jsonb)` })
    .where('id', '=', clinicId)
    .execute()
}

const registrationsJson = sql<DeaRegistration[]>`(
  select coalesce(json_agg(json_build_object('state', d.state, 'number', d.number, 'schedules', d.schedules,
    'expiresOn', d.expires_on) order by d.state), '[]')
  from dea_registrations d where d.clinic_id = p.clinic_id and d.provider_id = p.id and d.ended_at is null)`
const secondFactorOf = sql<boolean>`exists (
  select from auth.two_factor t join auth.user u on u.id = t.user_id
  where t.user_id = m.user_id and t.verified and u.two_factor_enabled)`

/** All that decides whether a provider may sign. */
export async function loadSigningFacts(
  db: Db,
  of: { clinicId: string; providerId: string; now: Date },
): Promise<SigningFacts> {
  const row = await db
    .selectFrom('providers as p')
    .innerJoin('staff_members as m', (j) =>
      j.onRef('m.clinic_id', '=', 'p.clinic_id').onRef('m.id', '=', 'p.staff_member_id'),
    )
    .innerJoin('clinics as c', 'c.id', 'p.clinic_id')
    .select([
      sql<unknown>`c.settings -> 'epcs'`.as('epcs'),
      registrationsJson.as('registrations'),
      secondFactorOf.as('secondFactor'),
      sql<string>`to_char(${of.now}::timestamptz at time zone c.time_zone, 'YYYY-MM-DD')`.as('today'),
    ])
    .where('p.clinic_id', '=', of.clinicId)
    .where('p.id', '=', of.providerId)
    .executeTakeFirstOrThrow()
  return { ...row, epcs: epcsOf(row.epcs) }
}

const providers = (db: Db, clinicId: string) =>
  db
    .selectFrom('providers as p')
    .innerJoin('staff_members as m', (j) =>
      j.onRef('m.clinic_id', '=', 'p.clinic_id').onRef('m.id', '=', 'p.staff_member_id'),
    )
    .select([
      'p.id as providerId',
      sql<string>`p.given_name || ' ' || p.family_name || ', ' || p.credential`.as('name'),
      registrationsJson.as('registrations'),
      secondFactorOf.as('secondFactor'),
    ])
    .where('p.clinic_id', '=', clinicId)
    .orderBy('p.family_name')
    .orderBy('p.id')

export const listRegistrations = (db: Db, clinicId: string): Promise<ProviderRegistrations[]> =>
  providers(db, clinicId).where('m.status', '=', 'active').execute()

/** Null when this clinic has no such provider. */
export async function loadRegistrations(
  db: Db,
  clinicId: string,
  providerId: string,
): Promise<ProviderRegistrations | null> {
  const row = await providers(db, clinicId).where('p.id', '=', providerId).executeTakeFirst()
  return row ?? null
}

/** As listed; one that is not listed any more has ended, and stays on record. */
export async function saveRegistrations(
  tx: Tx,
  of: { clinicId: string; providerId: string; now: Date },
  registrations: readonly DeaRegistration[],
): Promise<void> {
  await tx
    .updateTable('dea_registrations')
    .set({ ended_at: of.now })
    .where('clinic_id', '=', of.clinicId)
    .where('provider_id', '=', of.providerId)
    .where('ended_at', 'is', null)
    .execute()
  if (registrations.length === 0) return
  await tx
    .insertInto('dea_registrations')
    .values(
      registrations.map((one) => ({
        clinic_id: of.clinicId,
        id: newId(),
        provider_id: of.providerId,
        state: one.state,
        number: one.number,
        schedules: one.schedules,
        expires_on: one.expiresOn,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['clinic_id', 'provider_id', 'state']).doUpdateSet((eb) => ({
        number: eb.ref('excluded.number'),
        schedules: eb.ref('excluded.schedules'),
        expires_on: eb.ref('excluded.expires_on'),
        ended_at: null,
      })),
    )
    .execute()
}

/** The authenticator's secret as the sign-in library keeps it, encrypted; null for who has none. */
export async function loadKeptSecret(db: Db, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('auth.two_factor')
    .select('secret')
    .where('user_id', '=', userId)
    .where('verified', '=', true)
    .executeTakeFirst()
  return row?.secret ?? null
}

export async function countWrongCodes(
  db: Db,
  of: { clinicId: string; userId: string; since: Date },
): Promise<number> {
  const row = await db
    .selectFrom('signing_attempts')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('clinic_id', '=', of.clinicId)
    .where('user_id', '=', of.userId)
    .where('time_step', 'is', null)
    .where('at', '>', of.since)
    .executeTakeFirstOrThrow()
  return row.count
}

/** False when this very code has signed before. */
export async function keepAttempt(
  tx: Tx,
  attempt: { clinicId: string; userId: string; step: number | null; at: Date },
): Promise<boolean> {
  const kept = await tx
    .insertInto('signing_attempts')
    .values({
      clinic_id: attempt.clinicId,
      id: newId(),
      user_id: attempt.userId,
      time_step: attempt.step === null ? null : String(attempt.step),
      at: attempt.at,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'user_id', 'time_step']).doNothing())
    .executeTakeFirst()
  return kept.numInsertedOrUpdatedRows === 1n
}
