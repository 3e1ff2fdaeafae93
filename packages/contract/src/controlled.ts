/** Signing controlled substances: who may, what is shown for it, and what the clinic has to have first. */
import { z } from 'zod'
import { CalendarDate, Id, StateCode } from './vocabulary.ts'

/** NCIt codes of DEA schedules (subset C89507, NCPDP DEASchedule) that a prescription may have. */
export const DeaSchedule = z.enum(['C48675', 'C48676', 'C48677', 'C48679'])
export type DeaSchedule = z.infer<typeof DeaSchedule>

/**
 * Whether a text is a DEA registration number of a practitioner: two letters (the second may be 9), seven digits,
 * the last of which is the last digit of (d1+d3+d5) + 2 × (d2+d4+d6).
 */
export function isDeaNumber(text: string): boolean {
  const match = /^[ABFGM][A-Z9](\d)(\d)(\d)(\d)(\d)(\d)(\d)$/.exec(text)
  if (!match) return false
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check = 0] = match.slice(1).map(Number)
  return (a + c + e + 2 * (b + d + f)) % 10 === check
}

/** Practitioners register in each state where they prescribe (21 CFR 1301.12). */
export const DeaRegistration = z.object({
  state: StateCode,
  number: z.string().refine(isDeaNumber, 'Not a DEA number: two letters and seven digits that check'),
  schedules: z.array(DeaSchedule).min(1, 'At least one schedule').max(4),
  expiresOn: CalendarDate,
})
export type DeaRegistration = z.infer<typeof DeaRegistration>

/** Six digits of the authenticator at the moment of signing. */
export const SigningCode = z.string().regex(/^\d{6}$/, 'Six digits')

/**
 * What a provider shows and says to sign a controlled substance: the second factor (21 CFR 1311.140), the day they
 * saw the patient live by audio and video, and that they looked into the state's monitoring program (PDMP).
 */
export const ControlledSignature = z.object({
  code: SigningCode,
  liveVisitOn: CalendarDate,
  pdmpChecked: z.literal(true, 'Look into the state’s monitoring program first'),
})
export type ControlledSignature = z.infer<typeof ControlledSignature>

/** Whether this provider may sign controlled substances here, and what keeps them from it, in words. */
export const ControlledSigning = z.object({
  configured: z.boolean(),
  secondFactor: z.boolean(),
  registrations: z.array(DeaRegistration.extend({ valid: z.boolean() })),
  reasons: z.array(z.string()),
})
export type ControlledSigning = z.infer<typeof ControlledSigning>

/**
 * The clinic's electronic prescribing of controlled substances (EPCS): off until an admin says that the application
 * was certified for it (21 CFR 1311.300), by whom, and until when.
 */
export const EpcsSetting = z.object({
  enabled: z.boolean(),
  certifiedBy: z.string().trim().max(120).nullable(),
  validUntil: CalendarDate.nullable(),
})
export type EpcsSetting = z.infer<typeof EpcsSetting>
export const SaveEpcsSetting = EpcsSetting.refine(
  ({ enabled, certifiedBy, validUntil }) => !enabled || (certifiedBy !== null && validUntil !== null),
  'Say who certified it and until when',
)

/** The DEA registrations of the clinic's providers. */
export const ProviderRegistrations = z.object({
  providerId: Id,
  name: z.string(),
  secondFactor: z.boolean(),
  registrations: z.array(DeaRegistration),
})
export type ProviderRegistrations = z.infer<typeof ProviderRegistrations>
export const DeaRegistrationList = z.object({ items: z.array(ProviderRegistrations) })

/** All of one provider's, one a state: what is not listed any more has ended. */
export const SaveDeaRegistrations = z.object({
  registrations: z
    .array(DeaRegistration)
    .max(60)
    .refine((all) => new Set(all.map(({ state }) => state)).size === all.length, 'One registration a state'),
})
export type SaveDeaRegistrations = z.infer<typeof SaveDeaRegistrations>
