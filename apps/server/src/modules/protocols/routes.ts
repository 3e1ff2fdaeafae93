/** HTTP to reads and commands, nothing more. */
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../identity/index.ts'
import { getProtocol, listProtocolVersions } from './get-protocol.ts'
import { saveProtocol } from './save-protocol.ts'

export const protocolHandlers = (deps: Deps): Handlers => ({
  getProtocol: ({ actor }) => getProtocol(deps, actor),
  listProtocolVersions: ({ actor }) => listProtocolVersions(deps, actor),
  saveProtocol: ({ actor, body, once }) => saveProtocol(deps, actor, body, once),
})
