/**
 * Identity: who is signed in, in which clinic, in which role, and what that role may do.
 * Every other module takes an `Actor` from here and trusts it.
 */
export { type Actor, type Patient, type Provider, system } from './actor.ts'
export { asPatient, asProvider, requireProfile, type Viewer, viewerOf } from './as-provider.ts'
export { bind, type Handlers } from './bind.ts'
export type { Offer } from './clinic.ts'
export { findClinic, loadClinic } from './clinic-queries.ts'
export { mayDo } from './permissions.ts'
export { requireLicenceIn } from './require-licence.ts'
export { type SignedIn, stillActs } from './resolve-actor.ts'
export { identityHandlers } from './routes.ts'
