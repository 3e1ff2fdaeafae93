/** Messages: what patient and care team write to each other about a consultation. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { sendStaffMessage } from './send-message.ts'

export { listMessages } from './queries.ts'
export { sendPatientMessage } from './send-message.ts'

export const messageHandlers = (deps: Deps): Handlers => ({
  sendMessage: ({ actor, params, body, once }) => sendStaffMessage(deps, actor, params.id, body.body, once),
})
