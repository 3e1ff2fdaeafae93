/** Who is signed in, in which clinic and role. Nobody, or an account that belongs to no clinic, is null: never 401. */
import { actionsOf, type Me } from '@countersign/contract'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { loadClinic } from './clinic-queries.ts'
import { loadProviderProfile, secondFactorDemanded } from './queries.ts'
import { resolveActor, type SignedIn } from './resolve-actor.ts'

export async function getMe(
  deps: Deps,
  request: FastifyRequest,
  person: SignedIn | null,
): Promise<Me | null> {
  const actor = person && (await resolveActor(deps, request, person))
  if (!person || !actor) return null
  const today = deps.clock.now().toISOString().slice(0, 10)
  const [[clinic, provider], demanded] = await Promise.all([
    deps.db.read(actor.clinicId, (db) =>
      Promise.all([
        loadClinic(db, actor.clinicId),
        actor.providerId === null ? null : loadProviderProfile(db, actor.clinicId, actor.providerId, today),
      ]),
    ),
    actor.role === 'patient' || person.twoFactorEnabled
      ? false
      : secondFactorDemanded(deps.db, actor.clinicId),
  ])
  return {
    user: {
      id: person.userId,
      name: person.name,
      email: person.email,
      twoFactorEnabled: person.twoFactorEnabled,
    },
    clinic: {
      id: clinic.id,
      slug: clinic.slug,
      name: clinic.name,
      phone: clinic.phone,
      ...clinic.staffView,
    },
    role: actor.role,
    permissions: actionsOf(actor.role),
    secondFactorRequired: demanded,
    provider,
    patientId: actor.patientId,
    idleMinutes: deps.config.SESSION_IDLE_MINUTES,
  }
}
