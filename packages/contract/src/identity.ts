/** Who is signed in, what they may do, and how staff join. */
import { z } from 'zod'
import { isNpi } from './npi.ts'
import { CalendarDate, Id, Instant, Role, StaffRole, StateCode } from './vocabulary.ts'

export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), twoFactorEnabled: z.boolean() }),
  clinic: z.object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    phone: z.string(),
    /** How much of the promised time may be used before a waiting case is shown as at risk. */
    slaWarnPercent: z.int().min(1).max(100),
  }),
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
  /** Nobody at the screen for this long: the browser signs out. The same time ends a session nobody uses. */
  idleMinutes: z.int().positive(),
})
export type Me = z.infer<typeof Me>

export const Credential = z.enum(['MD', 'DO', 'NP', 'PA'])
export type Credential = z.infer<typeof Credential>

export const Licence = z.object({
  state: StateCode,
  number: z.string(),
  expiresOn: CalendarDate,
  status: z.enum(['active', 'suspended', 'revoked']),
})
export const ProviderProfile = z.object({
  givenName: z.string(),
  familyName: z.string(),
  credential: Credential,
  npi: z.string(),
  phone: z.string(),
  licences: z.array(Licence),
})
export type ProviderProfile = z.infer<typeof ProviderProfile>

/** Lengths are those of a prescription on the network (NCPDP SCRIPT): 35 characters for a name or a license. */
const onPrescription = z.string().trim().min(1, 'This is missing').max(35, 'At most 35 characters')

/** The whole profile. A license that is not in the list any more is suspended. */
export const SaveProviderProfile = z.object({
  givenName: onPrescription,
  familyName: onPrescription,
  credential: Credential,
  npi: z.string().refine(isNpi, 'Not an NPI: ten digits whose last checks the others'),
  phone: z.string().regex(/^\+1[2-9]\d{9}$/, 'A US number, as +15125550123'),
  licences: z
    .array(
      z.object({
        state: StateCode,
        number: onPrescription,
        expiresOn: CalendarDate,
        status: z.enum(['active', 'suspended']),
      }),
    )
    .max(60)
    .superRefine((licences, context) => {
      licences.forEach(({ state }, at) => {
        if (licences.findIndex((other) => other.state === state) < at)
          context.addIssue({
            code: 'custom',
            path: [at, 'state'],
            message: 'This state is listed above already',
          })
      })
    }),
})
export type SaveProviderProfile = z.infer<typeof SaveProviderProfile>

export const StaffStatus = z.enum(['active', 'suspended'])
export const SetStaffStatus = z.object({ status: StaffStatus })
export type SetStaffStatus = z.infer<typeof SetStaffStatus>

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  status: StaffStatus,
  twoFactorEnabled: z.boolean(),
  /** Null for whoever is no provider, and for a provider who was not set up yet: they may not sign. */
  provider: ProviderProfile.nullable(),
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
