/** HTTP to the command, nothing more. */
import type { Deps } from '../../deps.ts'
import { asProvider, type Handlers } from '../identity/index.ts'
import { getOrder } from '../orders/index.ts'
import { adjustOrder } from './adjust-order.ts'

export const adjustmentHandlers = (deps: Deps): Handlers => ({
  adjustOrder: async ({ actor, params, body, once }) => {
    await adjustOrder(deps, asProvider(actor), params.id, body, once)
    return getOrder(deps, actor, params.id)
  },
})
