// Electronic prior authorization (ePA): the eight messages between a prescriber and a payer, and the
// question set a payer asks. Closed and denied carry their reason; open means that answers are awaited.
import type { MedicationPrescribed } from './medication.ts'
import type { BenefitsCoordination, Patient, Pharmacy, Prescriber } from './parties.ts'

export type QuestionChoice = {
  choiceId: string
  sequenceNumber: number
  text: string
  /** The choice asks for words as well. */
  additionalFreeText?: boolean
  /** The next question when this is chosen; END ends the set. */
  nextQuestionId?: string
}

export type QuestionKind =
  | { kind: 'free-text'; defaultNextQuestionId?: string; answer?: string }
  | {
      kind: 'select'
      multiple: boolean
      choices: QuestionChoice[]
      defaultNextQuestionId?: string
      answers?: { choiceId: string; additionalFreeText?: string }[]
    }
  | { kind: 'date'; defaultNextQuestionId?: string; answer?: string }
  | { kind: 'numeric'; defaultNextQuestionId?: string; answer?: string }

export type Question = {
  questionId: string
  sequenceNumber: number
  text: string
  /** Of what kind the answer is, and the answer itself once given. */
  question: QuestionKind
}

export type QuestionSet = {
  questionSetId: string
  title: string
  description?: string
  contact?: string
  questions: Question[]
}

export type Authorization = {
  authorizationNumber?: string
  effectiveDate?: string
  expirationDate?: string
  note?: string
}

type Awaiting = {
  /** Day or moment by which the payer wants the answers. */
  deadlineForReply?: string
  questionSet?: QuestionSet
  note?: string
}

type PaDenial = {
  reasonCodes?: string[]
  denialReason?: string
  /** Whether the payer takes an appeal electronically. */
  electronicAppeal?: boolean
  note?: string
}

/** closed: the payer will not go on with the request; its reason says why (for one, none is needed). */
export type InitiationOutcome =
  | ({ outcome: 'open' } & Awaiting)
  | { outcome: 'closed'; reasonCode?: string; note?: string; authorizationNumber?: string }

export type PaOutcome =
  | ({ outcome: 'approved' } & Authorization)
  | ({ outcome: 'denied' } & PaDenial)
  | ({ outcome: 'open' } & Awaiting)
  | { outcome: 'deferred'; reasonCode?: string; note?: string }
  | { outcome: 'closed'; reasonCode?: string; note?: string; authorizationNumber?: string }

export type PaCancelOutcome =
  | { outcome: 'approved'; note?: string }
  | { outcome: 'denied'; reasonCode?: string; note?: string }

/** paReferenceId is the sender's number for the request, paCaseId the payer's. */
type Case = {
  paReferenceId: string
  paCaseId?: string
}
type Involved = {
  benefits?: BenefitsCoordination[]
  patient: Patient
  pharmacy?: Pharmacy
  prescriber: Prescriber
  medicationPrescribed: MedicationPrescribed
}
type Answered = {
  benefits?: BenefitsCoordination[]
  patient?: Patient
  prescriber?: Prescriber
  medicationPrescribed?: MedicationPrescribed
}

export type PAInitiationRequest = { type: 'PAInitiationRequest' } & Case & Involved & { urgent?: boolean }
export type PAInitiationResponse = { type: 'PAInitiationResponse' } & Case &
  Answered & { response: InitiationOutcome }
export type PARequest = { type: 'PARequest' } & Case &
  Involved & { urgent?: boolean; questionSet: QuestionSet; note?: string }
export type PAResponse = { type: 'PAResponse' } & Case & Answered & { response: PaOutcome }
export type PAAppealRequest = { type: 'PAAppealRequest' } & Case &
  Involved & { urgent?: boolean; questionSet?: QuestionSet; appealReason?: string }
export type PAAppealResponse = { type: 'PAAppealResponse' } & Case & Answered & { response: PaOutcome }
export type PACancelRequest = { type: 'PACancelRequest' } & Case & Involved & { cancelReason?: string }
export type PACancelResponse = { type: 'PACancelResponse' } & Case & Answered & { response: PaCancelOutcome }
