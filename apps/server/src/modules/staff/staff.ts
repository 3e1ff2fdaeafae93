/** Invitations to the staff: open until used, withdrawn or out of date. Pure. */
import type { StaffRole } from '@countersign/contract'

export type Invitation = {
  readonly clinicId: string
  readonly id: string
  readonly email: string
  readonly role: StaffRole
  readonly clinicName: string
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly revokedAt: Date | null
}

export type InvitationStatus = 'open' | 'accepted' | 'revoked' | 'expired'

/** Days in which an invitation can be used. */
export const INVITATION_DAYS = 7

export function statusOf(
  invitation: Pick<Invitation, 'expiresAt' | 'acceptedAt' | 'revokedAt'>,
  now: Date,
): InvitationStatus {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt <= now ? 'expired' : 'open'
}
