/** Who is signed in, in which clinic and role. Nobody, or an account that belongs to no clinic, is null: never 401. */
import { actionsOf, type Me } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { loadClinic } from './clinic-queries.ts'
import { loadProviderProfile } from './queries.ts'
import type { Caller } from './resolve-actor.ts'

export async function getMe(deps: Deps, caller: Caller | null): Promise<Me | null> {
  if (!caller?.actor) return null
  const { actor, person } = caller
  const today = deps.clock.now().toISOString().slice(0, 10)
  const [clinic, provider] = await deps.db.read(actor.clinicId, (db) =>
    Promise.all([
      loadClinic(db, actor.clinicId),
      actor.providerId === null ? null : loadProviderProfile(db, actor.clinicId, actor.providerId, today),
    ]),
  )
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
    secondFactorRequired: caller.secondFactorRequired,
    provider,
    patientId: actor.patientId,
    idleMinutes: deps.config.SESSION_IDLE_MINUTES,
  }
}
