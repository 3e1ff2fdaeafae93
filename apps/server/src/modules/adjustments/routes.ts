/** HTTP to the command, nothing more. */
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Handlers, Provider } from '../identity/index.ts'
import { getOrder } from '../orders/index.ts'
import { adjustOrder } from './adjust-order.ts'

export const adjustmentHandlers = (deps: Deps): Handlers => ({
  adjustOrder: async ({ actor, params, body, once }) => {
    if (actor.providerId === null)
      throw new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })
    await adjustOrder(deps, actor as Provider, params.id, body, once)
    return getOrder(deps, actor, params.id)
  },
})
