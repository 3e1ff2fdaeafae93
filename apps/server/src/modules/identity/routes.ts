/** HTTP to queries, nothing more. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from './bind.ts'
import { clinicForPatients } from './clinic.ts'
import { findClinic } from './clinic-queries.ts'
import { getMe } from './get-me.ts'

export const identityHandlers = (deps: Deps): Handlers => ({
  getMe: async ({ request }) => ({ me: await getMe(deps, request.caller) }),
  getClinic: async ({ params }) => clinicForPatients(await findClinic(deps.db, params.slug)),
})
