/** All SQL of the module. */
import type { Me, Role } from '@countersign/contract'
import { sql } from 'kysely'
import type { Database, Db } from '../../platform/db/database.ts'

export type ActingRow = {
  user_id: string
  name: string
  email: string
  two_factor_enabled: boolean
  expires_at: Date
  /** Null without a membership, as all that follows. */
  clinic_id: string | null
  role: Role | null
  staff_member_id: string | null
  provider_id: string | null
  patient_id: string | null
  /** Whether the clinic lets staff work only with an authenticator set up. On unless it turned that off. */
  second_factor_demanded: boolean
}

/** Asked before a clinic is known, so through a function that answers for one session only. */
export async function loadActing(
  db: Database,
  token: string,
  clinicSlug: string | null,
): Promise<ActingRow | null> {
  const [row] = await db.globalOneSql<ActingRow>(sql`
    select user_id, name, email, two_factor_enabled, expires_at, clinic_id, role, staff_member_id, provider_id, patient_id, second_factor_demanded
    from app.acting(${token}, ${clinicSlug})`)
  return row ?? null
}

/** @param today calendar date; a licence that ran out before it is not active. */
export async function loadProviderProfile(
  db: Db,
  clinicId: string,
  providerId: string,
  today: string,
): Promise<Me['provider']> {
  const [provider, licences] = await Promise.all([
    db
      .selectFrom('providers')
      .select(['id', 'given_name', 'family_name', 'credential', 'npi'])
      .where('clinic_id', '=', clinicId)
      .where('id', '=', providerId)
      .executeTakeFirst(),
    db
      .selectFrom('provider_licences')
      .select(['state', 'status', 'expires_on', 'number'])
      .where('clinic_id', '=', clinicId)
      .where('provider_id', '=', providerId)
      .orderBy('state')
      .execute(),
  ])
  if (!provider) return null
  return {
    id: provider.id,
    name: `${provider.given_name} ${provider.family_name}`,
    credential: provider.credential,
    npi: provider.npi,
    licences: licences.map(({ state, status, expires_on, number }) => ({
      state,
      active: status === 'active' && expires_on >= today,
      expiresOn: expires_on,
      number,
    })),
  }
}

/** Whether a provider may practise in a state on this calendar day. */
export async function holdsLicence(
  db: Db,
  by: { clinicId: string; providerId: string; state: string; today: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('provider_licences')
    .select('id')
    .where('clinic_id', '=', by.clinicId)
    .where('provider_id', '=', by.providerId)
    .where('state', '=', by.state)
    .where('status', '=', 'active')
    .where('expires_on', '>=', by.today)
    .executeTakeFirst()
  return row !== undefined
}
