/** From a request's session cookie to an actor, or null when nobody is signed in. */
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Actor } from './actor.ts'
import { loadMembership } from './queries.ts'

export type SignedIn = {
  userId: string
  name: string
  email: string
  twoFactorEnabled: boolean
}

export async function readSession(deps: Deps, request: FastifyRequest): Promise<SignedIn | null> {
  if (!request.headers.cookie) return null
  const headers = new Headers({ cookie: request.headers.cookie })
  const session = await deps.signIn.api.getSession({ headers })
  if (!session) return null
  const { id, name, email, twoFactorEnabled } = session.user
  return { userId: id, name, email, twoFactorEnabled: twoFactorEnabled === true }
}

/** A person with several clinics acts in the one their `countersign_clinic` cookie names, else the first. */
export async function resolveActor(
  deps: Deps,
  request: FastifyRequest,
  person: SignedIn,
): Promise<Actor | null> {
  const membership = await loadMembership(deps.db, person.userId, request.cookies.countersign_clinic ?? null)
  if (!membership) return null
  return {
    userId: person.userId,
    name: person.name,
    clinicId: membership.clinicId,
    role: membership.role,
    staffMemberId: membership.staffMemberId,
    providerId: membership.providerId,
    patientId: membership.patientId,
    requestId: request.id,
    ip: request.ip,
  }
}
