/**
 * The pharmacy network, in our words: what a prescription is when it leaves, what a pharmacy says about it.
 * The wire format ends behind this port. A message is composed once, kept, and sent as it is as often as it
 * takes: its MessageID never changes, so that the network can tell a repeat from a second prescription.
 */

import type { PharmacyCapability } from '@countersign/contract'

export type PostalAddress = { line: string; city: string; state: string; postalCode: string }

export type ClinicParty = { npi: string; name: string }
export type PatientParty = {
  mrn: string
  givenName: string
  familyName: string
  /** YYYY-MM-DD. */
  birthDate: string
  sex: 'female' | 'male'
  phone: string
  address: PostalAddress
}
export type PrescriberParty = {
  npi: string
  givenName: string
  familyName: string
  licenceNumber: string | null
  /** Told with a controlled substance only. */
  deaNumber: string | null
  phone: string
  address: PostalAddress
}
export type PharmacyParty = {
  ncpdpId: string
  npi: string
  name: string
  phone: string
  address: PostalAddress
}

export type PrescribedMedication = {
  description: string
  /** RxNorm; null where no source states it. */
  rxcui: { code: string; qualifier: 'SCD' | 'SBD' | 'GPCK' | 'BPCK' } | null
  ndc: string | null
  /** An exact decimal. */
  quantity: string
  /** NCIt code of the NCPDP quantity unit. */
  quantityUnitCode: string
  /** NCIt code; null outside the schedules. A scheduled one was signed with a second factor. */
  deaSchedule: string | null
  daysSupply: number
  refills: number
  substitutionsAllowed: boolean
  sig: string
  /** ICD-10-CM. */
  diagnosisCode: string | null
  /** What the first is seen by, as a BMI. */
  secondaryDiagnosisCode: string | null
  note: string | null
  /** YYYY-MM-DD, in the clinic's time zone. */
  writtenOn: string
}

export type PrescriptionParties = {
  /** 1 to 35 letters or digits, fixed for the life of the message. */
  messageId: string
  prescriberOrderNumber: string
  sentAt: Date
  clinic: ClinicParty
  patient: PatientParty
  prescriber: PrescriberParty
  pharmacy: PharmacyParty
  medication: PrescribedMedication
}
export type NewRxRequest = PrescriptionParties
export type CancelRxRequest = PrescriptionParties & { newRxMessageId: string }

/** A pharmacy's question is answered with the medication of the parties, unless it is denied or only confirmed. */
export type RenewalAnswer =
  | { outcome: 'approved' | 'approved-with-changes' | 'replace'; note: string | null }
  | { outcome: 'denied'; reasonCode: string | null; text: string }
export type ChangeAnswer =
  | { outcome: 'approved' | 'approved-with-changes' | 'validated'; note: string | null }
  | { outcome: 'denied'; reasonCode: string | null; text: string }
export type RenewalResponseRequest = PrescriptionParties & { questionId: string; answer: RenewalAnswer }
export type ChangeResponseRequest = PrescriptionParties & {
  questionId: string
  /** Repeated from the question. */
  code: string
  subCodes: readonly string[]
  priorAuthorization: string | null
  answer: ChangeAnswer
}

/** A message ready for the wire, or the rule that keeps it from being written. The reason names no value. */
export type Composed = { ok: true; xml: string } | { ok: false; reason: string }

export type TransmitResult =
  /** The network took it. `answer` is its answer, kept on record. */
  | { outcome: 'accepted'; text: string; answer: WireAnswer }
  | {
      outcome: 'rejected'
      code: string
      descriptionCode: string | null
      text: string
      answer: WireAnswer | null
    }
  /** It was certainly not taken, and may be later. */
  | { outcome: 'retry'; text: string; answer: WireAnswer | null }
  /** It may have been taken. */
  | { outcome: 'unknown'; text: string }
export type WireAnswer = { messageId: string; type: string; xml: string }

export type StatusAnswer =
  | { outcome: 'received'; state: 'accepted' | 'rejected'; code: string; text: string }
  | { outcome: 'not_received' }
  | { outcome: 'unavailable'; text: string }

export type DirectoryPharmacy = PharmacyParty & {
  kind: 'retail' | 'mail_order' | 'compounding'
  latitude: number | null
  longitude: number | null
  statesServed: string[]
  /** What else it can do; one the product does not know is left out. */
  capabilities: PharmacyCapability[]
}
/** `complete`: every pharmacy of the network is here, so one that is missing has left. */
export type DirectoryAnswer =
  | { outcome: 'ok'; pharmacies: DirectoryPharmacy[]; complete: boolean }
  | { outcome: 'unavailable'; text: string }

export type Envelope = {
  messageId: string
  relatesToMessageId: string | null
  prescriberOrderNumber: string | null
  type: string
  /** Network address of the sender; a pharmacy's is its NCPDP ID. */
  from: string
  /** NPI of the clinic it names as its receiver; null when it names no clinic. */
  toClinic: string | null
}

export type FillOutcome = 'filled' | 'partially_filled' | 'not_filled' | 'transferred'

/** A medication as a pharmacy asks for it: only its description is certain. */
export type AskedMedication = {
  description: string
  rxcui: string | null
  ndc: string | null
  quantity: number | null
  daysSupply: number | null
  refills: number | null
  sig: string | null
  note: string | null
}

/** What a pharmacy tells us, by kind. */
export type PharmacyNews =
  | { kind: 'verify' }
  | {
      kind: 'fill'
      outcome: FillOutcome
      text: string | null
      filledOn: string | null
      daysSupply: number | null
    }
  | { kind: 'status'; code: string; text: string }
  | { kind: 'error'; code: string; descriptionCode: string | null; text: string }
  | { kind: 'cancel_response'; approved: boolean; text: string }
  | { kind: 'renewal_request'; asked: AskedMedication; lastFilledOn: string | null }
  | {
      kind: 'change_request'
      code: string
      subCodes: string[]
      reasonText: string | null
      requested: AskedMedication[]
    }
  /** Understood as a message, of a type we do not take. */
  | { kind: 'unsupported' }

export type InboundMessage =
  | { readable: true; envelope: Envelope; news: PharmacyNews; answer: Answerer }
  | { readable: false; messageId: string | null; reason: string; answer: Answerer }

export type Reply =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: string; descriptionCode: string; text: string }
  /** What went wrong while reading, as only the reader knows. */
  | { kind: 'unreadable' }

/** Writes the answer to this very message. */
export type Answerer = (reply: Reply, own: { messageId: string; sentAt: Date }) => string

export type PharmacyNetwork = {
  composeNewRx(request: NewRxRequest): Composed
  composeCancelRx(request: CancelRxRequest): Composed
  composeRenewalResponse(request: RenewalResponseRequest): Composed
  composeChangeResponse(request: ChangeResponseRequest): Composed
  /** Sends a composed message. Safe to repeat: the network drops a MessageID it knows. */
  transmit(xml: string): Promise<TransmitResult>
  /** What the network knows of a message of ours. */
  askStatus(messageId: string): Promise<StatusAnswer>
  directory(): Promise<DirectoryAnswer>
  /** Never throws: what cannot be read says why. */
  readMessage(received: string | Uint8Array): InboundMessage
  /** What was received as text, to be kept; nothing of it is lost. */
  textOf(received: Uint8Array): string
}
