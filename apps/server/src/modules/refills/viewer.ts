/** Who looks: providers see the states they are licensed in, other staff their clinic. */
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import type { RefillViewer } from './list-query.ts'

/** @throws not-permitted for a provider without a profile: there is no licence to go by. */
export function viewerOf({ clinicId, providerId, role }: Actor, now: Date): RefillViewer {
  if (role === 'provider' && providerId === null)
    throw new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })
  return { clinicId, providerId, licensedOnly: role === 'provider', now }
}
