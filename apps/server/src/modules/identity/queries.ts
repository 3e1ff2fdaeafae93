/** All SQL of the module. */
import type { Me, Role } from '@countersign/contract'
import { sql } from 'kysely'
import type { Database, Db } from '../../platform/db/database.ts'

export type Membership = {
  clinicId: string
  role: Role
  staffMemberId: string | null
  providerId: string | null
  patientId: string | null
}

/** Asked before a clinic is known, so through a function that answers for one user only. */
export async function loadMembership(
  db: Database,
  userId: string,
  clinicSlug: string | null,
): Promise<Membership | null> {
  const { rows } = await db.global((global) =>
    sql<Membership>`
      select clinic_id as "clinicId", role, staff_member_id as "staffMemberId", provider_id as "providerId", patient_id as "patientId"
      from app.memberships_of(${userId})
      order by clinic_slug = ${clinicSlug ?? ''} desc, role = 'patient', clinic_slug
      limit 1`.execute(global),
  )
  return rows[0] ?? null
}

/** Whether the clinic lets staff work only with an authenticator set up. On unless the clinic turned it off. */
export async function secondFactorDemanded(db: Database, clinicId: string): Promise<boolean> {
  const rows = await db.read(clinicId, (read) =>
    sql<{ optional: boolean }>`
      select settings ->> 'staffSecondFactor' = 'optional' as optional from clinics where id = ${clinicId}`.execute(
      read,
    ),
  )
  return rows.rows[0]?.optional !== true
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
