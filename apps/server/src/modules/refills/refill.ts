/** A refill's states and dates, as the visit opened for it tells them. Pure. */
import type {
  ConsultationStatus,
  PrescriptionStatus,
  RefillDenialReason,
  RefillStatus,
} from '@countersign/contract'
import { addDays } from 'date-fns/addDays'

/** How what was signed differs from what is continued. */
export type SignedAs = 'same' | 'changed' | 'another_drug'

export function refillStatus(visit: ConsultationStatus, signedAs: SignedAs | null): RefillStatus {
  switch (visit) {
    case 'approved':
    case 'completed':
      return signedAs === 'another_drug'
        ? 'replaced'
        : signedAs === 'changed'
          ? 'approved_with_changes'
          : 'approved'
    case 'denied':
      return 'denied'
    case 'cancelled':
    case 'expired':
      return 'cancelled'
    default:
      return 'requested'
  }
}

/** Prescriptions a patient can have medicine of, and go on with. */
export const CONTINUABLE: readonly PrescriptionStatus[] = [
  'sent',
  'verified',
  'partially_filled',
  'filled',
  'expired',
]

/** Share of a supply after which the next is not too soon: formulary §8.3. */
const EARLIEST_SHARE = 0.75

/** The first day a refill of this supply may be asked for: after its own refills, and most of the last of them. */
export function askableFrom(supply: { startedAt: Date; daysSupply: number; refills: number }): Date {
  const { daysSupply, refills } = supply
  return addDays(supply.startedAt, daysSupply * refills + Math.ceil(daysSupply * EARLIEST_SHARE))
}

export function rhythmOf(frequency: string): 'weekly' | 'daily' | 'as_needed' {
  if (/as needed|before (?:sex|activity)/i.test(frequency)) return 'as_needed'
  return /week/i.test(frequency) && !/times a week|times weekly/i.test(frequency) ? 'weekly' : 'daily'
}

/** NCPDP's code of a denial, and its words for the pharmacist: no clinical detail goes with them. */
const denials: Record<RefillDenialReason, { code: string; text: string }> = {
  too_soon: { code: 'AD', text: 'Too soon for a refill.' },
  needs_visit: { code: 'AM', text: 'The patient needs a visit first.' },
  not_under_care: { code: 'AC', text: 'The patient is no longer under our care.' },
  therapy_changed: { code: 'AG', text: 'The therapy was changed.' },
  unsafe: { code: 'AG', text: 'A refill is not appropriate.' },
  other: { code: 'AG', text: 'A refill is not appropriate.' },
}

/** Of any decision's reason: a visit may also have been denied, or have ended, another way. */
export function denialForPharmacy(reasonCode: string | null): { code: string; text: string } {
  if (reasonCode !== null && Object.hasOwn(denials, reasonCode))
    return denials[reasonCode as RefillDenialReason]
  if (reasonCode === 'needs_in_person_exam') return denials.needs_visit
  if (reasonCode === 'insufficient_information' || reasonCode === null)
    return { code: 'AF', text: 'The patient should contact the prescriber first.' }
  return denials.other
}
