/**
 * An admin suspends a member of staff, or lets them work again. Suspending ends their sessions at once; what they
 * hold in the queue comes back when its lease runs out, as for anybody who leaves.
 */
import type { SetStaffStatus } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { endSessions, lockMembers, setMemberStatus } from './provider-queries.ts'

/** Saying it twice is saying it once. @throws not-found, not-permitted for oneself */
export const setStaffStatus = (
  deps: Deps,
  actor: Actor,
  staffMemberId: string,
  { status }: SetStaffStatus,
): Promise<null> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { clinicId, staffMemberId: own } = actor
    if (own === null) throw new Problem('not-permitted')
    if (own === staffMemberId && status === 'suspended')
      throw new Problem('not-permitted', { detail: 'Nobody suspends themselves: another admin can.' })
    const locked = await lockMembers(tx, clinicId, [own, staffMemberId])
    const member = locked.find(({ id }) => id === staffMemberId)
    if (!member) throw new Problem('not-found')
    // Two admins who suspend each other at once: the second one is suspended already, so that one admin is left.
    if (locked.find(({ id }) => id === own)?.status !== 'active') throw new Problem('not-permitted')
    if (member.status === status) return null
    await setMemberStatus(tx, { clinicId, id: staffMemberId, status })
    if (status === 'suspended') await endSessions(tx, member.userId)
    await recordAudit(tx, actor, {
      action: status === 'suspended' ? 'staff.suspended' : 'staff.reactivated',
      subjectType: 'staff',
      subjectId: staffMemberId,
      at: deps.clock.now(),
    })
    return null
  })
