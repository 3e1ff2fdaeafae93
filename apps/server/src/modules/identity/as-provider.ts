/** An actor as what a command needs them to be. */
import { Problem } from '../../platform/problem.ts'
import type { Actor, Patient, Provider } from './actor.ts'

const noProfile = (): Problem =>
  new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })

/** @throws not-permitted for a member of staff whose provider profile is not set up. */
export function asProvider(actor: Actor): Provider {
  if (actor.providerId === null) throw noProfile()
  return actor as Provider
}

/** @throws not-permitted for an account that is nobody's patient here. */
export function asPatient(actor: Actor): Patient {
  if (actor.role !== 'patient' || actor.patientId === null) throw new Problem('not-permitted')
  return actor as Patient
}

/** @throws not-permitted for a provider without a profile: there is no licence to go by, and nothing to be shown. */
export function requireProfile({ role, providerId }: Actor): void {
  if (role === 'provider' && providerId === null) throw noProfile()
}

/** Who looks: providers see the states they are licensed in, other staff their clinic. */
export type Viewer = { clinicId: string; providerId: string | null; licensedOnly: boolean; now: Date }

/** @throws as `requireProfile`. */
export function viewerOf(actor: Actor, now: Date): Viewer {
  requireProfile(actor)
  const { clinicId, providerId, role } = actor
  return { clinicId, providerId, licensedOnly: role === 'provider', now }
}
