/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { asPatient, asProvider, type Handlers } from '../identity/index.ts'
import { approveRefill, denyRefill, signRefills } from './decide-refill.ts'
import { getRefill, listRefills } from './get-refill.ts'
import { answerRefill, getPortalRefills, requestRefill } from './request-refill.ts'

export const refillHandlers = (deps: Deps): Handlers => ({
  listRefills: ({ actor, query }) => listRefills(deps, actor, query),
  getRefill: ({ actor, params }) => getRefill(deps, actor, params.id),
  approveRefill: ({ actor, params, body, once }) =>
    approveRefill(deps, asProvider(actor), params.id, body, once),
  denyRefill: ({ actor, params, body, once }) => denyRefill(deps, asProvider(actor), params.id, body, once),
  signRefills: ({ actor, body, once }) => signRefills(deps, asProvider(actor), body, once),
  getPortalRefills: ({ actor }) => getPortalRefills(deps, asPatient(actor)),
  requestRefill: ({ actor, body, once }) => requestRefill(deps, asPatient(actor), body, once),
  answerRefill: ({ actor, params, body, once }) =>
    answerRefill(deps, asPatient(actor), params.id, body.answers, once),
})
