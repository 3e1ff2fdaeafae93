/** Who acts: one person, in one clinic, in one role. Every command takes one. */
import type { Role } from '@countersign/contract'

export type Actor = {
  readonly userId: string
  readonly name: string
  readonly clinicId: string
  readonly role: Role
  readonly staffMemberId: string | null
  readonly providerId: string | null
  readonly patientId: string | null
  readonly requestId: string
  readonly ip: string | null
}
/** Holds licences and may sign. */
export type Provider = Actor & { readonly providerId: string }
/** Sees only what is their own. */
export type Patient = Actor & { readonly patientId: string; readonly role: 'patient' }
/** The clock or a counterparty: for the audit log of what no person did. */
export const system = (clinicId: string, requestId: string): Actor => ({
  userId: 'system',
  name: 'Countersign',
  clinicId,
  role: 'admin',
  staffMemberId: null,
  providerId: null,
  patientId: null,
  requestId,
  ip: null,
})
