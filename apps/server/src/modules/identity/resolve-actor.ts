/** From a request's session cookie to who calls, in one question; null when nobody is signed in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { PROLONGED_AFTER_SECONDS } from '../../platform/auth/sign-in.ts'
import type { Actor } from './actor.ts'
import { type ActingRow, loadActing } from './queries.ts'

export type SignedIn = {
  userId: string
  name: string
  email: string
  twoFactorEnabled: boolean
}
export type Caller = {
  person: SignedIn
  /** Null for an account that belongs to no clinic. With several clinics: the one the cookie names, else the first. */
  actor: Actor | null
  /** The clinic wants an authenticator of its staff, and this person has none. */
  secondFactorRequired: boolean
}

/**
 * Whose session the cookie is. With a `reply` it counts as use: the session lives on, and so does its cookie.
 * Without one nothing is prolonged.
 */
export async function resolveCaller(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply | null,
): Promise<Caller | null> {
  const token = deps.readSessionToken(request.cookies)
  if (token === null) return null
  const row = await loadActing(deps.db, token, request.cookies.countersign_clinic ?? null)
  const left = row ? row.expires_at.getTime() - Date.now() : 0
  if (!row || left <= 0) return null
  const unused = deps.config.SESSION_IDLE_MINUTES * 60_000 - left
  if (reply && unused >= PROLONGED_AFTER_SECONDS * 1000) await prolong(deps, request, reply)
  return {
    person: {
      userId: row.user_id,
      name: row.name,
      email: row.email,
      twoFactorEnabled: row.two_factor_enabled,
    },
    actor: actorOf(row, request),
    secondFactorRequired: row.role !== 'patient' && !row.two_factor_enabled && row.second_factor_demanded,
  }
}

async function prolong(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { headers } = await deps.signIn.api.getSession({
    headers: new Headers({ cookie: request.headers.cookie ?? '' }),
    returnHeaders: true,
  })
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
}

const actorOf = (row: ActingRow, request: FastifyRequest): Actor | null =>
  row.clinic_id === null || row.role === null
    ? null
    : {
        userId: row.user_id,
        name: row.name,
        clinicId: row.clinic_id,
        role: row.role,
        staffMemberId: row.staff_member_id,
        providerId: row.provider_id,
        patientId: row.patient_id,
        requestId: request.id,
        ip: request.ip,
      }

/** Whether the person behind a request of some time ago is still signed in, and still acts as the same. */
export async function stillActs(deps: Deps, request: FastifyRequest, was: Actor): Promise<boolean> {
  const now = (await resolveCaller(deps, request, null))?.actor
  return (
    now !== undefined &&
    now !== null &&
    now.userId === was.userId &&
    now.clinicId === was.clinicId &&
    now.role === was.role &&
    now.patientId === was.patientId
  )
}
