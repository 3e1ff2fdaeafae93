/**
 * Protocols: what a clinic tunes of the platform's own rows, in versions that are only ever added. Every assessment
 * of the clinic is made under the version in force, and says which.
 */
export { protocolChanges } from './get-protocol.ts'
export { loadProtocol, loadProtocolVersion, type ProtocolInForce } from './load-protocol.ts'
export { faultsOf, toClinicPolicy } from './protocol.ts'
export { protocolHandlers } from './routes.ts'
