// Every message this package reads and writes, as one union told apart by `body.type`.
import type { MedicationDispensed, MedicationPrescribed, MedicationRequested } from './medication.ts'
import type { BenefitsCoordination, Header, Patient, Pharmacy, Prescriber } from './parties.ts'
import type {
  PAAppealRequest,
  PAAppealResponse,
  PACancelRequest,
  PACancelResponse,
  PAInitiationRequest,
  PAInitiationResponse,
  PARequest,
  PAResponse,
} from './prior-authorization.ts'

export type NewRx = {
  type: 'NewRx'
  benefits?: BenefitsCoordination[]
  patient: Patient
  pharmacy: Pharmacy
  prescriber: Prescriber
  medicationPrescribed: MedicationPrescribed
  /** true: the pharmacy is not to ask for a renewal of this prescription. */
  prohibitRenewalRequest?: boolean
}

export type CancelRx = {
  type: 'CancelRx'
  /** C cancel, D discontinue. */
  changeOfPrescriptionStatusFlag?: string
  patient: Patient
  pharmacy?: Pharmacy
  prescriber: Prescriber
  medicationPrescribed: MedicationPrescribed
}

/** Reasons are codes of RESPONSE_REASON_CODES; referenceNumber is the answerer's own number. */
export type Approval = { reasonCodes?: string[]; referenceNumber?: string; note?: string }
export type Denial = { reasonCodes?: string[]; referenceNumber?: string; denialReason?: string }

export type CancelOutcome = ({ outcome: 'approved' } & Approval) | ({ outcome: 'denied' } & Denial)
export type CancelRxResponse = { type: 'CancelRxResponse'; response: CancelOutcome }

export type RxRenewalRequest = {
  type: 'RxRenewalRequest'
  benefits?: BenefitsCoordination[]
  patient: Patient
  pharmacy: Pharmacy
  prescriber: Prescriber
  medicationDispensed: MedicationDispensed
  medicationPrescribed?: MedicationPrescribed
}

/** replace: denied, and the medication of this answer takes the place of the one asked for. */
export type RenewalOutcome =
  | ({ outcome: 'approved' } & Approval)
  | ({ outcome: 'approved-with-changes' } & Approval)
  | ({ outcome: 'denied' } & Denial)
  | ({ outcome: 'replace' } & Approval)
export type RxRenewalResponse = {
  type: 'RxRenewalResponse'
  response: RenewalOutcome
  benefits?: BenefitsCoordination[]
  patient?: Patient
  pharmacy?: Pharmacy
  prescriber?: Prescriber
  medicationDispensed?: MedicationDispensed
  /** Written for every outcome but denied. */
  medicationResponse?: MedicationPrescribed
  /** 2023011 only. */
  prohibitRenewalRequest?: boolean
}

export type RxChangeRequest = {
  type: 'RxChangeRequest'
  /** A code of MESSAGE_REQUEST_CODES. */
  messageRequestCode: string
  /** Codes of MESSAGE_REQUEST_SUB_CODES, with code U. */
  messageRequestSubCodes?: string[]
  benefits?: BenefitsCoordination[]
  patient: Patient
  pharmacy: Pharmacy
  prescriber: Prescriber
  medicationPrescribed: MedicationPrescribed
  medicationsRequested?: MedicationRequested[]
  changeReasonText?: string
}

/** validated: the prescriber answered an authorization question (code U); nothing of the prescription changes. */
export type ChangeOutcome =
  | ({ outcome: 'approved' } & Approval)
  | ({ outcome: 'approved-with-changes' } & Approval)
  | ({ outcome: 'denied' } & Denial)
  | ({ outcome: 'validated' } & Approval)
export type RxChangeResponse = {
  type: 'RxChangeResponse'
  response: ChangeOutcome
  messageRequestCode?: string
  messageRequestSubCodes?: string[]
  benefits?: BenefitsCoordination[]
  patient?: Patient
  pharmacy?: Pharmacy
  prescriber?: Prescriber
  /** Written for approved and approved-with-changes: what the pharmacy is to dispense. */
  medicationPrescribed?: MedicationPrescribed
  /** 2023011 only. */
  prohibitRenewalRequest?: boolean
}

type FillNote = { reasonCodes?: string[]; note?: string }
export type FillStatus =
  | ({ outcome: 'filled' } & FillNote)
  | ({ outcome: 'partially-filled' } & FillNote)
  | ({ outcome: 'not-filled' } & FillNote)
  | ({ outcome: 'transferred' } & FillNote)
export type RxFill = {
  type: 'RxFill'
  fillStatus: FillStatus
  patient?: Patient
  pharmacy?: Pharmacy
  prescriber?: Prescriber
  medicationPrescribed?: MedicationPrescribed
  /** Written for filled and partially-filled. */
  medicationDispensed?: MedicationDispensed
}

/** The message reached a place of the network: STATUS_CODES. */
export type Status = { type: 'Status'; code: string; descriptionCodes?: string[]; description?: string }

/** The message failed: ERROR_CODES and DESCRIPTION_CODES. */
export type ScriptError = { type: 'Error'; code: string; descriptionCodes?: string[]; description?: string }

/** The pharmacy itself took the message: code 010. */
export type Verify = { type: 'Verify'; code: string; descriptionCodes?: string[]; description?: string }

export type ScriptBody =
  | NewRx
  | CancelRx
  | CancelRxResponse
  | RxRenewalRequest
  | RxRenewalResponse
  | RxChangeRequest
  | RxChangeResponse
  | RxFill
  | Status
  | ScriptError
  | Verify
  | PAInitiationRequest
  | PAInitiationResponse
  | PARequest
  | PAResponse
  | PAAppealRequest
  | PAAppealResponse
  | PACancelRequest
  | PACancelResponse

export type ScriptMessageType = ScriptBody['type']

export type ScriptMessage<B extends ScriptBody = ScriptBody> = { header: Header; body: B }
