/** SQL about members and invitations. */
import type { StaffList, StaffRole } from '@countersign/contract'
import { sql } from 'kysely'
import type { Database, Db, Tx } from '../../platform/db/database.ts'
import type { Invitation } from './staff.ts'

export async function listMembers(
  db: Db,
  clinicId: string,
): Promise<Omit<StaffList['members'][number], 'provider'>[]> {
  const rows = await db
    .selectFrom('staff_members as s')
    .innerJoin('auth.user as u', 'u.id', 's.user_id')
    .select([
      's.id',
      'u.name',
      'u.email',
      's.role',
      's.status',
      sql<boolean>`coalesce(u.two_factor_enabled, false)`.as('twoFactorEnabled'),
    ])
    .where('s.clinic_id', '=', clinicId)
    .orderBy('u.name')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    role: row.role as StaffRole,
    status: row.status as StaffList['members'][number]['status'],
  }))
}

export async function listOpenInvitations(
  db: Db,
  clinicId: string,
  now: Date,
): Promise<{ id: string; email: string; role: StaffRole; expiresAt: Date }[]> {
  const rows = await db
    .selectFrom('staff_invitations')
    .select(['id', 'email', 'role', 'expires_at as expiresAt'])
    .where('clinic_id', '=', clinicId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as StaffRole }))
}

export async function isMember(db: Db, clinicId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('staff_members as s')
    .innerJoin('auth.user as u', 'u.id', 's.user_id')
    .select('s.id')
    .where('s.clinic_id', '=', clinicId)
    .where('u.email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

/** A new invitation takes the place of an open one to the same address. */
export async function revokeOpenInvitations(
  tx: Tx,
  clinicId: string,
  email: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('staff_invitations')
    .set({ revoked_at: at })
    .where('clinic_id', '=', clinicId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function insertInvitation(
  tx: Tx,
  invitation: {
    clinicId: string
    id: string
    email: string
    role: StaffRole
    tokenHash: string
    invitedBy: string
    expiresAt: Date
    createdAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('staff_invitations')
    .values({
      clinic_id: invitation.clinicId,
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      token_hash: invitation.tokenHash,
      invited_by: invitation.invitedBy,
      expires_at: invitation.expiresAt,
      created_at: invitation.createdAt,
    })
    .execute()
}

const invitationQuery = (db: Db, clinicId: string, id: string) =>
  db
    .selectFrom('staff_invitations as i')
    .innerJoin('clinics as c', 'c.id', 'i.clinic_id')
    .select([
      'i.clinic_id as clinicId',
      'i.id',
      'i.email',
      'i.role',
      'c.name as clinicName',
      'i.expires_at as expiresAt',
      'i.accepted_at as acceptedAt',
      'i.revoked_at as revokedAt',
    ])
    .where('i.clinic_id', '=', clinicId)
    .where('i.id', '=', id)

const invitationOf = (row: (Omit<Invitation, 'role'> & { role: string }) | undefined): Invitation | null =>
  row ? { ...row, role: row.role as StaffRole } : null

export const loadInvitation = async (db: Db, clinicId: string, id: string): Promise<Invitation | null> =>
  invitationOf(await invitationQuery(db, clinicId, id).executeTakeFirst())

export const lockInvitation = async (tx: Tx, clinicId: string, id: string): Promise<Invitation | null> =>
  invitationOf(await invitationQuery(tx, clinicId, id).forUpdate('i').executeTakeFirst())

/** Asked before a clinic is known, so through a function that answers for one token only. */
export async function findInvitation(
  database: Database,
  tokenHash: string,
): Promise<{ clinicId: string; id: string } | null> {
  const { rows } = await database.global((db) =>
    sql<{ clinicId: string; id: string }>`
      select clinic_id as "clinicId", id from app.invitation_by_token(${tokenHash})`.execute(db),
  )
  return rows[0] ?? null
}

export async function closeInvitation(
  tx: Tx,
  invitation: { clinicId: string; id: string },
  how: { acceptedAt: Date } | { revokedAt: Date },
): Promise<void> {
  await tx
    .updateTable('staff_invitations')
    .set('acceptedAt' in how ? { accepted_at: how.acceptedAt } : { revoked_at: how.revokedAt })
    .where('clinic_id', '=', invitation.clinicId)
    .where('id', '=', invitation.id)
    .execute()
}

/** False when this account is on the staff already. */
export async function insertMember(
  tx: Tx,
  member: { clinicId: string; id: string; userId: string; role: StaffRole; at: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('staff_members')
    .values({
      clinic_id: member.clinicId,
      id: member.id,
      user_id: member.userId,
      role: member.role,
      created_at: member.at,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'user_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
