/** HTTP to reads and commands, nothing more. A caller's token is looked at before anything of its body. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Handlers } from '../identity/index.ts'
import { addClient } from './add-client.ts'
import { authenticateCaller } from './authenticate-caller.ts'
import { callService } from './call-service.ts'
import { listCdsClients } from './list-clients.ts'
import { recordFeedback } from './record-feedback.ts'
import { revokeCdsClient } from './revoke-client.ts'
import { discover } from './services.ts'

export const cdsHooksHandlers = (deps: Deps): Handlers => {
  const callerOf = async (
    request: { headers: { authorization?: string | undefined } },
    reply: { header(name: string, value: string): unknown },
    path: string,
  ) => {
    // Cards are of one patient at one moment.
    reply.header('cache-control', 'no-store')
    return authenticateCaller(deps, request.headers.authorization, path).catch((error: unknown) => {
      if (error instanceof Problem && error.problem === 'invalid-token')
        reply.header('www-authenticate', 'Bearer error="invalid_token"')
      throw error
    })
  }
  return {
    discoverCdsServices: async () => discover(),
    callCdsService: async ({ params, body, request, reply }) => {
      const client = await callerOf(request, reply, `/cds-services/${encodeURIComponent(params.id)}`)
      return callService(deps, client, params.id, body)
    },
    sendCdsFeedback: async ({ params, body, request, reply }) => {
      const client = await callerOf(request, reply, `/cds-services/${encodeURIComponent(params.id)}/feedback`)
      return recordFeedback(deps, client, params.id, body)
    },
    listCdsClients: ({ actor }) => listCdsClients(deps, actor),
    addCdsClient: ({ actor, body, once }) => addClient(deps, actor, body, once),
    revokeCdsClient: ({ actor, params }) => revokeCdsClient(deps, actor, params.id),
  }
}
