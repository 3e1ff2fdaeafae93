/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { asPatient, asProvider, type Handlers } from '../identity/index.ts'
import { getPortalTitrations, getTitration, listTitrations } from './get-titrations.ts'
import { answerCheckIn, reviewStep, stopMyTitration, stopTitration } from './review-step.ts'

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
