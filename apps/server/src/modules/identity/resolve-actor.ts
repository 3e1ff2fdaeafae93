/** From a request's session cookie to an actor, or null when nobody is signed in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Actor } from './actor.ts'
import { loadMembership } from './queries.ts'

export type SignedIn = {
  userId: string
  name: string
  email: string
  twoFactorEnabled: boolean
}

/**
 * Whose session the cookie is. With a `reply` it counts as use: the session lives on, and so does its cookie.
 * Without one nothing is prolonged.
 */
export async function readSession(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply | null,
): Promise<SignedIn | null> {
  if (!request.headers.cookie) return null
  const { headers, response: session } = await deps.signIn.api.getSession({
    headers: new Headers({ cookie: request.headers.cookie }),
    query: { disableRefresh: reply === null },
    returnHeaders: true,
  })
  for (const cookie of headers.getSetCookie()) reply?.header('set-cookie', cookie)
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

/** Whether the person behind a request of some time ago is still signed in, and still acts as the same. */
export async function stillActs(deps: Deps, request: FastifyRequest, was: Actor): Promise<boolean> {
  const person = await readSession(deps, request, null)
  const now = person && (await resolveActor(deps, request, person))
  return (
    now !== null &&
    now.userId === was.userId &&
    now.clinicId === was.clinicId &&
    now.role === was.role &&
    now.patientId === was.patientId
  )
}
