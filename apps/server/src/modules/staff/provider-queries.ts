/** SQL about providers: who they are to a pharmacy, and where they may practise. */
import type { Credential, ProviderProfile, SaveProviderProfile, StaffRole } from '@countersign/contract'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'

export type Member = { id: string; userId: string; role: StaffRole; status: string }

/** Always in the order of their ids, so that two admins who act on each other wait and do not deadlock. */
export async function lockMembers(tx: Tx, clinicId: string, ids: readonly string[]): Promise<Member[]> {
  const rows = await tx
    .selectFrom('staff_members')
    .select(['id', 'user_id as userId', 'role', 'status'])
    .where('clinic_id', '=', clinicId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as StaffRole }))
}

export async function setMemberStatus(
  tx: Tx,
  member: { clinicId: string; id: string; status: 'active' | 'suspended' },
): Promise<void> {
  await tx
    .updateTable('staff_members')
    .set({ status: member.status })
    .where('clinic_id', '=', member.clinicId)
    .where('id', '=', member.id)
    .execute()
}

/** Whoever is signed in as this account is not any more, on any device. */
export async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('auth.session').where('user_id', '=', userId).execute()
}

const profileRows = (db: Db, clinicId: string) =>
  db
    .selectFrom('providers as p')
    .select([
      'p.staff_member_id as staffMemberId',
      'p.given_name as givenName',
      'p.family_name as familyName',
      'p.credential',
      'p.npi',
      'p.phone',
      sql<ProviderProfile['licences']>`(
        select coalesce(json_agg(json_build_object(
          'state', l.state, 'number', l.number, 'expiresOn', l.expires_on, 'status', l.status) order by l.state), '[]')
        from provider_licences l where l.clinic_id = p.clinic_id and l.provider_id = p.id)`.as('licences'),
    ])
    .where('p.clinic_id', '=', clinicId)

/** The profile of each provider of the clinic, by the id of the member of staff. */
export async function listProfiles(db: Db, clinicId: string): Promise<Map<string, ProviderProfile>> {
  const rows = await profileRows(db, clinicId).execute()
  return new Map(
    rows.map(({ staffMemberId, credential, ...profile }) => [
      staffMemberId,
      { ...profile, credential: credential as Credential },
    ]),
  )
}

export async function loadProfile(db: Db, clinicId: string, staffMemberId: string): Promise<ProviderProfile> {
  const { staffMemberId: _, ...row } = await profileRows(db, clinicId)
    .where('p.staff_member_id', '=', staffMemberId)
    .executeTakeFirstOrThrow()
  return { ...row, credential: row.credential as Credential }
}

export async function npiIsAnothers(
  db: Db,
  clinicId: string,
  staffMemberId: string,
  npi: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('providers')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('npi', '=', npi)
    .where('staff_member_id', '<>', staffMemberId)
    .executeTakeFirst()
  return row !== undefined
}

/** Creates the provider of a member of staff, or brings it up to date. */
export async function upsertProvider(
  tx: Tx,
  by: { clinicId: string; staffMemberId: string; at: Date },
  profile: SaveProviderProfile,
): Promise<string> {
  const values = {
    given_name: profile.givenName,
    family_name: profile.familyName,
    credential: profile.credential,
    npi: profile.npi,
    phone: profile.phone,
  }
  const { id } = await tx
    .insertInto('providers')
    .values({
      clinic_id: by.clinicId,
      id: newId(),
      staff_member_id: by.staffMemberId,
      created_at: by.at,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'staff_member_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * The licenses as listed; one that is not listed any more stays on record, suspended. A license a board revoked
 * stays revoked unless it is listed as active.
 */
export async function saveLicences(
  tx: Tx,
  by: { clinicId: string; providerId: string },
  licences: SaveProviderProfile['licences'],
): Promise<void> {
  const { clinicId, providerId } = by
  const listed = licences.map(({ state }) => state)
  await tx
    .updateTable('provider_licences')
    .set({ status: 'suspended' })
    .where('clinic_id', '=', clinicId)
    .where('provider_id', '=', providerId)
    .where('status', '=', 'active')
    .$if(listed.length > 0, (query) => query.where('state', 'not in', listed))
    .execute()
  if (licences.length === 0) return
  await tx
    .insertInto('provider_licences')
    .values(
      licences.map((licence) => ({
        clinic_id: clinicId,
        id: newId(),
        provider_id: providerId,
        state: licence.state,
        number: licence.number,
        expires_on: licence.expiresOn,
        status: licence.status,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['clinic_id', 'provider_id', 'state']).doUpdateSet({
        number: sql`excluded.number`,
        expires_on: sql`excluded.expires_on`,
        status: sql`case when excluded.status = 'suspended' and provider_licences.status = 'revoked'
          then 'revoked' else excluded.status end`,
      }),
    )
    .execute()
}
