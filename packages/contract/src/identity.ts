/** Who is signed in, what they may do, and how staff join. */
import { z } from 'zod'
import { CalendarDate, Id, Instant, Role, StaffRole, StateCode } from './vocabulary.ts'

export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), twoFactorEnabled: z.boolean() }),
  clinic: z.object({ id: Id, slug: z.string(), name: z.string(), phone: z.string() }),
  role: Role,
  permissions: z.array(z.string()),
  /** True when the clinic demands an authenticator and this person has none yet: only set-up is open. */
  secondFactorRequired: z.boolean(),
  provider: z
    .object({
      id: Id,
      name: z.string(),
      credential: z.string(),
      npi: z.string(),
      licences: z.array(
        z.object({ state: StateCode, active: z.boolean(), expiresOn: CalendarDate, number: z.string() }),
      ),
    })
    .nullable(),
  patientId: Id.nullable(),
})
export type Me = z.infer<typeof Me>

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  status: z.enum(['active', 'suspended']),
  twoFactorEnabled: z.boolean(),
})
export const StaffInvitation = z.object({ id: Id, email: z.string(), role: StaffRole, expiresAt: Instant })
export const StaffList = z.object({
  members: z.array(StaffMember),
  invitations: z.array(StaffInvitation),
})
export type StaffList = z.infer<typeof StaffList>

export const InviteStaff = z.object({ email: z.email().max(254), role: StaffRole })
export type InviteStaff = z.infer<typeof InviteStaff>

export const InvitationView = z.object({
  email: z.string(),
  role: StaffRole,
  clinicName: z.string(),
  expiresAt: Instant,
})
export const AcceptInvitation = z.object({
  name: z.string().trim().min(2).max(120),
  password: z.string().min(12, 'At least 12 characters').max(128),
})
export type AcceptInvitation = z.infer<typeof AcceptInvitation>
