/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor, Handlers, Patient, Provider } from '../identity/index.ts'
import { approveRefill, denyRefill, signRefills } from './decide-refill.ts'
import { getRefill, listRefills } from './get-refill.ts'
import { answerRefill, getPortalRefills, requestRefill } from './request-refill.ts'

/** @throws not-permitted for a member of staff whose provider profile is not set up. */
function asProvider(actor: Actor): Provider {
  if (actor.providerId === null)
    throw new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })
  return actor as Provider
}
/** @throws not-permitted for an account that is nobody's patient here. */
function asPatient(actor: Actor): Patient {
  if (actor.role !== 'patient' || actor.patientId === null) throw new Problem('not-permitted')
  return actor as Patient
}

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
