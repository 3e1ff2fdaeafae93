/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import { asProvider, type Handlers } from '../identity/index.ts'
import { answerChangeRequest } from './answer-change-request.ts'
import { getChangeRequest, listChangeRequests } from './get-change-requests.ts'

export const changeRequestHandlers = (deps: Deps): Handlers => ({
  listChangeRequests: ({ actor, query }) => listChangeRequests(deps, actor, query.lane),
  getChangeRequest: ({ actor, params }) => getChangeRequest(deps, actor, params.id),
  answerChangeRequest: ({ actor, params, body, once }) =>
    answerChangeRequest(deps, asProvider(actor), params.id, body, once),
})
