/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor, Handlers, Provider } from '../identity/index.ts'
import { answerChangeRequest } from './answer-change-request.ts'
import { getChangeRequest, listChangeRequests } from './get-change-requests.ts'

/** @throws not-permitted for a member of staff whose provider profile is not set up. */
function asProvider(actor: Actor): Provider {
  if (actor.providerId === null)
    throw new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })
  return actor as Provider
}

export const changeRequestHandlers = (deps: Deps): Handlers => ({
  listChangeRequests: ({ actor, query }) => listChangeRequests(deps, actor, query.lane),
  getChangeRequest: ({ actor, params }) => getChangeRequest(deps, actor, params.id),
  answerChangeRequest: ({ actor, params, body, once }) =>
    answerChangeRequest(deps, asProvider(actor), params.id, body, once),
})
