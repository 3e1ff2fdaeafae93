/** HTTP to queries, nothing more. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from './bind.ts'
import { clinicForPatients } from './clinic.ts'
import { findClinic } from './clinic-queries.ts'
import { getMe } from './get-me.ts'

export const identityHandlers = (deps: Deps): Handlers => ({
  getMe: async ({ person, request }) => ({ me: await getMe(deps, request, person) }),
  getClinic: async ({ params }) => clinicForPatients(await findClinic(deps.db, params.slug)),
})
