// The people and places a message names, and the envelope that carries them.

/** An address of the network. Qualifier: P pharmacy, C clinic, D prescriber, M mailbox, PY payer, ZZZ agreed between the two. */
export type Party = { qualifier: string; id: string }

export type Security = {
  username?: string
  /** A digest, never the password itself. */
  passwordDigest?: string
  created?: string
  senderSecondaryId?: string
  senderTertiaryId?: string
  receiverSecondaryId?: string
  receiverTertiaryId?: string
}

export type SenderSoftware = { developer: string; product: string; version: string }

export type Mailbox = { deliveredId?: string; acknowledgementId?: string }

/** The prescriber's signature over a controlled substance: `signed` says that the sender's application verified it. */
export type DigitalSignature = { version: string; signed: boolean }

export type Header = {
  to: Party
  from: Party
  /** 1 to 35 characters, unique for the sender. */
  messageId: string
  relatesToMessageId?: string
  /** A moment in UTC, ending in Z. */
  sentTime: string
  security?: Security
  senderSoftware?: SenderSoftware
  mailbox?: Mailbox
  testMessage?: boolean
  rxReferenceNumber?: string
  tertiaryIdentifier?: string
  prescriberOrderNumber?: string
  digitalSignature?: DigitalSignature
}

export type PersonName = {
  lastName: string
  firstName: string
  middleName?: string
  suffix?: string
  prefix?: string
}

/** A postal address; state is the USPS code, postalCode five or nine digits. */
export type Address = {
  line1: string
  line2?: string
  city: string
  state: string
  postalCode: string
  country?: string
}

/** M, F, or U for unknown. */
export type Gender = 'M' | 'F' | 'U'

/** The patient (HumanPatient). dateOfBirth is YYYY-MM-DD; phones are ten digits. */
export type Patient = {
  medicalRecordNumber?: string
  name: PersonName
  gender: Gender
  dateOfBirth: string
  address?: Address
  phone?: string
  email?: string
}

/** A pharmacy: ncpdpId has seven digits, npi ten. */
export type Pharmacy = {
  ncpdpId: string
  stateLicenseNumber?: string
  deaNumber?: string
  npi?: string
  businessName?: string
  address?: Address
  phone?: string
  fax?: string
}

/** A human prescriber (NonVeterinarian). */
export type Prescriber = {
  stateLicenseNumber?: string
  deaNumber?: string
  npi?: string
  name: PersonName
  address?: Address
  phone?: string
  fax?: string
}

/** The patient's pharmacy benefit: bin is the IIN on the card, pcn the processor control number. */
export type BenefitsCoordination = {
  payerId?: string
  pcn?: string
  bin?: string
  payerName?: string
  cardholderId?: string
  groupId?: string
  personCode?: string
  pbmMemberId?: string
}
