/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor, Handlers, Patient, Provider } from '../identity/index.ts'
import { getPortalTitrations, getTitration, listTitrations } from './get-titrations.ts'
import { answerCheckIn, reviewStep, stopMyTitration, stopTitration } from './review-step.ts'

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

export const titrationHandlers = (deps: Deps): Handlers => ({
  listTitrations: ({ actor, query }) => listTitrations(deps, actor, query.lane),
  getTitration: ({ actor, params }) => getTitration(deps, actor, params.id),
  reviewStep: ({ actor, params, body, once }) =>
    reviewStep(deps, asProvider(actor), params.id, params.step, body, once),
  stopTitration: ({ actor, params, body, once }) =>
    stopTitration(deps, asProvider(actor), params.id, body, once),
  getPortalTitrations: ({ actor }) => getPortalTitrations(deps, asPatient(actor)),
  answerCheckIn: ({ actor, params, body, once }) =>
    answerCheckIn(deps, asPatient(actor), params.id, body, once),
  stopMyTitration: ({ actor, params, body, once }) =>
    stopMyTitration(deps, asPatient(actor), params.id, body.reason, once),
})
