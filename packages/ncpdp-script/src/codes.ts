// The code lists of SCRIPT that a person meets, in plain words. Meanings are our own wording of the
// published lists (SCRIPT Implementation Guide, External Code List).

/** Status/Code. */
export const STATUS_CODES = {
  '000': 'The network took the message.',
  '001': 'The network took the message; other messages are waiting to be fetched.',
  '002': 'The network took the message; no more messages are waiting.',
  '003': 'The network took the message; there was nothing to fetch.',
  '005': 'The network took the message; the password is about to expire.',
  '010': 'The final receiver took the message.',
} as const
export type StatusCode = keyof typeof STATUS_CODES

type ErrorMeaning = {
  meaning: string
  retry: boolean
  kind: 'communication' | 'receiver' | 'configuration' | 'rejected'
}

/** Error/Code: what it means, and whether sending the same message again later can help. */
export const ERROR_CODES = {
  '600': {
    meaning: 'The line to the receiver failed. It may work later.',
    retry: true,
    kind: 'communication',
  },
  '601': { meaning: 'The receiver could not process the message.', retry: false, kind: 'receiver' },
  '602': { meaning: 'The receiver’s system failed.', retry: false, kind: 'receiver' },
  '700': {
    meaning: 'Sender or receiver is not set up for this on the network.',
    retry: false,
    kind: 'configuration',
  },
  '900': { meaning: 'The message was rejected.', retry: false, kind: 'rejected' },
} as const satisfies Record<string, ErrorMeaning>
export type ErrorCode = keyof typeof ERROR_CODES

/** DescriptionCode, beside an Error or a Status: why. Networks add their own; their Description then says it. */
export const DESCRIPTION_CODES = {
  '008': 'The receiver did not answer in time.',
  '144': 'The number of refills is not valid.',
  '210': 'The message could not be processed; it may be sent again.',
  '220': 'The message is a duplicate of one already received.',
  '1000': 'Someone or something named in the message could not be identified.',
  '2000': 'A value is well formed but does not fit the rest of the message.',
  '4000': 'The sender may not send this kind of message.',
  '4010': 'The receiver does not take this kind of message.',
  '4020': 'The sender or receiver is not known to the network.',
  '4030': 'A value does not agree with the network’s directory.',
} as const

/** VerifyStatus/Code. */
export const VERIFY_CODES = { '010': 'The pharmacy took the message.' } as const

const own = <T>(table: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined

/** Plain words for a Status code; for one not in the list they say so. */
export const statusMeaning = (code: string): string =>
  own(STATUS_CODES, code) ?? `Unknown status code ${code}.`

/** Meaning, kind and retry of an Error code. An unknown code counts as a rejection: never sent again blindly. */
export const errorMeaning = (code: string): ErrorMeaning =>
  own<ErrorMeaning>(ERROR_CODES, code) ?? {
    meaning: `Unknown error code ${code}.`,
    retry: false,
    kind: 'rejected',
  }

/** Plain words for a DescriptionCode, or undefined when the network's own Description must serve. */
export const descriptionMeaning = (code: string): string | undefined => own(DESCRIPTION_CODES, code)

/** RxChangeRequest/MessageRequestCode. */
export const MESSAGE_REQUEST_CODES = {
  D: 'Drug use evaluation: the pharmacist asks about a safety finding.',
  G: 'Generic substitution.',
  OS: 'Out of stock: another drug is asked for.',
  P: 'Prior authorization is required.',
  S: 'Script clarification: the prescription is unclear.',
  T: 'Therapeutic substitution: another drug of the class is proposed.',
  U: 'Prescriber authorization: a fact about the prescriber’s authority must be confirmed.',
} as const
export type MessageRequestCode = keyof typeof MESSAGE_REQUEST_CODES

/** RxChangeRequest/MessageRequestSubCode, with code U: what the prescriber is to confirm. */
export const MESSAGE_REQUEST_SUB_CODES = {
  A: 'State license status.',
  B: 'DEA license status in the prescribing state.',
  C: 'DEA registration by class of controlled substance.',
  D: 'State controlled substance registration.',
  E: 'State controlled substance registration by class.',
  F: 'NADEAN (DATA 2000) number.',
  G: 'An individual (type 1) NPI.',
  H: 'Enrollment with the prescription benefit plan.',
  I: 'That the criteria of prescriptive authority are met.',
  J: 'Enrollment in the REMS program.',
  K: 'Assignment as the patient’s lock-in prescriber.',
  L: 'The supervising prescriber.',
  M: 'Certificate to prescribe.',
} as const

/** ReasonCode of a denied (or approved) cancel, change or renewal. */
export const RESPONSE_REASON_CODES = {
  AA: 'Patient unknown to the prescriber.',
  AB: 'Patient never under the prescriber’s care.',
  AC: 'Patient no longer under the prescriber’s care.',
  AD: 'Too soon for a refill.',
  AE: 'Medication never prescribed for the patient.',
  AF: 'Patient should contact the prescriber first.',
  AG: 'Refill not appropriate.',
  AH: 'Patient has picked up the prescription.',
  AJ: 'Patient has picked up a partial fill.',
  AK: 'Patient has not picked up the prescription; the drug went back to stock.',
  AL: 'Change not appropriate.',
  AM: 'Patient needs an appointment.',
  AN: 'Prescriber not associated with this practice or location.',
  AO: 'No prior authorization will be attempted.',
  AP: 'The request was already answered by other means.',
} as const

/** MedicationPrescribed/RxFillIndicator: which fill notices the prescriber wants. */
export const RX_FILL_INDICATORS = [
  'All Fill Statuses',
  'All Fill Statuses Except Transferred',
  'Dispensed And Partially Dispensed',
  'Partially Dispensed And Not Dispensed',
  'Not Dispensed And Transferred',
  'Partially Dispensed',
  'Not Dispensed',
  'Cancel All Fill Statuses',
] as const

/** Substitutions: what the prescriber allows (0, 1), and what a pharmacy may report of a fill. */
export const SUBSTITUTION_CODES = {
  '0': 'Substitution allowed.',
  '1': 'Substitution not allowed by the prescriber.',
  '2': 'Substitution allowed; the patient asked for this product.',
  '3': 'Substitution allowed; the pharmacist chose this product.',
  '4': 'Substitution allowed; the generic was not in stock.',
  '5': 'Substitution allowed; the brand was dispensed as a generic.',
  '7': 'Substitution not allowed; the brand is mandated by law.',
  '8': 'Substitution allowed; the generic is not on the market.',
} as const
