/**
 * Joining the staff by the link of an invitation. Whoever has no account gets one with the invited address;
 * whoever has one signs in to it first, so that a link alone never takes over an account.
 */
import type { AcceptInvitation, StaffRole } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { SignedIn } from '../identity/index.ts'
import { hashToken } from './invitation-token.ts'
import { closeInvitation, findInvitation, insertMember, loadInvitation, lockInvitation } from './queries.ts'
import { type Invitation, statusOf } from './staff.ts'

/** @throws not-found for a link that is unknown, used, withdrawn or out of date: they look the same from outside. */
async function openInvitation(deps: Deps, token: string): Promise<Invitation> {
  const found = await findInvitation(deps.db, hashToken(token))
  if (!found) throw new Problem('not-found')
  const invitation = await deps.db.read(found.clinicId, (db) => loadInvitation(db, found.clinicId, found.id))
  if (!invitation || statusOf(invitation, deps.clock.now()) !== 'open') throw new Problem('not-found')
  return invitation
}

export async function getInvitation(
  deps: Deps,
  token: string,
): Promise<{ email: string; role: StaffRole; clinicName: string; expiresAt: string }> {
  const { email, role, clinicName, expiresAt } = await openInvitation(deps, token)
  return { email, role, clinicName, expiresAt: expiresAt.toISOString() }
}

export type Joining = {
  token: string
  input: AcceptInvitation
  /** Who is signed in, if anybody. */
  person: SignedIn | null
  requestId: string
  ip: string | null
}

/**
 * @throws not-found, account-exists when the invited address has an account and nobody, or somebody else, is
 * signed in. If the process dies between account and membership, signing in and using the link again completes it.
 */
export async function acceptInvitation(deps: Deps, joining: Joining): Promise<null> {
  const invitation = await openInvitation(deps, joining.token)
  const userId =
    joining.person?.email.toLowerCase() === invitation.email
      ? joining.person.userId
      : await createAccount(deps, invitation.email, joining.input)
  return deps.db.write(invitation.clinicId, async (tx) => {
    const now = deps.clock.now()
    const locked = await lockInvitation(tx, invitation.clinicId, invitation.id)
    if (!locked || statusOf(locked, now) !== 'open') throw new Problem('not-found')
    const staffMemberId = newId()
    const { clinicId, role } = locked
    if (!(await insertMember(tx, { clinicId, id: staffMemberId, userId, role, at: now })))
      throw new Problem('account-exists', { detail: 'This account is on the staff already.' })
    await closeInvitation(tx, locked, { acceptedAt: now })
    const { requestId, ip, input } = joining
    const actor = {
      userId,
      name: input.name,
      clinicId,
      role,
      staffMemberId,
      providerId: null,
      patientId: null,
      requestId,
      ip,
    }
    await recordAudit(tx, actor, {
      action: 'staff.joined',
      subjectType: 'staff',
      subjectId: staffMemberId,
      details: { role, invitationId: locked.id },
      at: now,
    })
    return null
  })
}

/** @throws account-exists */
async function createAccount(
  deps: Deps,
  email: string,
  { name, password }: AcceptInvitation,
): Promise<string> {
  try {
    const { user } = await deps.signIn.api.signUpEmail({ body: { email, name, password } })
    return user.id
  } catch (error) {
    if (isAccountTaken(error)) throw new Problem('account-exists')
    throw error
  }
}

/** What better-auth throws for a taken address. */
const isAccountTaken = (error: unknown): boolean => {
  if (!(error instanceof Error) || !('body' in error)) return false
  const { body } = error
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    String(body.code).startsWith('USER_ALREADY_EXISTS')
  )
}
