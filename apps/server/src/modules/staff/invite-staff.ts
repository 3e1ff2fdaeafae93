/** An admin invites by mail, and may withdraw an invitation that was not used. */
import type { InviteStaff, StaffList } from '@countersign/contract'
import { addDays } from 'date-fns/addDays'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { hashToken, tokenOf } from './invitation-token.ts'
import { listProfiles } from './provider-queries.ts'
import {
  closeInvitation,
  insertInvitation,
  isMember,
  listMembers,
  listOpenInvitations,
  lockInvitation,
  revokeOpenInvitations,
} from './queries.ts'
import { INVITATION_DAYS, statusOf } from './staff.ts'

export const listStaff = (deps: Deps, actor: Actor): Promise<StaffList> =>
  deps.db.read(actor.clinicId, async (db) => {
    const [members, profiles, invitations] = await Promise.all([
      listMembers(db, actor.clinicId),
      listProfiles(db, actor.clinicId),
      listOpenInvitations(db, actor.clinicId, deps.clock.now()),
    ])
    return {
      members: members.map((member) => ({ ...member, provider: profiles.get(member.id) ?? null })),
      invitations: invitations.map((each) => ({ ...each, expiresAt: each.expiresAt.toISOString() })),
    }
  })

/** @throws validation-failed when the address is a member's already. */
export const inviteStaff = (
  deps: Deps,
  actor: Actor,
  input: InviteStaff,
  once: Once,
): Promise<StaffList['invitations'][number]> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const { clinicId, staffMemberId: invitedBy } = actor
    if (invitedBy === null) throw new Problem('not-permitted')
    const now = deps.clock.now()
    const email = input.email.toLowerCase()
    if (await isMember(tx, clinicId, email)) {
      const message = 'This person is on the staff already.'
      throw new Problem('validation-failed', { errors: [{ pointer: '/email', message }] })
    }
    const id = newId()
    const expiresAt = addDays(now, INVITATION_DAYS)
    const tokenHash = hashToken(tokenOf(id, deps.config.BETTER_AUTH_SECRET))
    await revokeOpenInvitations(tx, clinicId, email, now)
    await insertInvitation(tx, {
      clinicId,
      id,
      email,
      role: input.role,
      tokenHash,
      invitedBy,
      expiresAt,
      createdAt: now,
    })
    await enqueue(tx, 'send-invitation', { clinicId, invitationId: id }, { maxAttempts: 12 })
    await recordAudit(tx, actor, {
      action: 'staff.invited',
      subjectType: 'staff',
      subjectId: id,
      details: { role: input.role },
      at: now,
    })
    return { id, email, role: input.role, expiresAt: expiresAt.toISOString() }
  })

/** Withdrawing twice is one withdrawal. @throws not-found, transition-not-allowed when it was used */
export const revokeInvitation = (deps: Deps, actor: Actor, id: string): Promise<null> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const invitation = await lockInvitation(tx, actor.clinicId, id)
    if (!invitation) throw new Problem('not-found')
    const status = statusOf(invitation, now)
    if (status === 'revoked') return null
    if (status === 'accepted')
      throw new Problem('transition-not-allowed', { detail: 'This invitation was used already.' })
    await closeInvitation(tx, invitation, { revokedAt: now })
    await recordAudit(tx, actor, {
      action: 'staff.invitation_revoked',
      subjectType: 'staff',
      subjectId: id,
      at: now,
    })
    return null
  })
