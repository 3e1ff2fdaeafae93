// Element shapes of the header, patients, pharmacies, prescribers and payers.
// Element names and order: NCPDP SCRIPT 2017071 transport and structures; see README, "What it rests on".
import { codeOf, day, formed, matching, moment, openCode, qualified, text, trueFalse } from './leaf.ts'
import type {
  Address,
  BenefitsCoordination,
  DigitalSignature,
  Header,
  Mailbox,
  Patient,
  PersonName,
  Pharmacy,
  Prescriber,
  Security,
  SenderSoftware,
} from './parties.ts'
import { Fault } from './script-error.ts'
import { attributeOf, partsOf, record, type Shape } from './shape.ts'
import { isMessageId, wirePhone, wirePostalCode } from './wire-text.ts'

const ID_RULE = 'must be 1 to 35 printable characters without blanks'
const relatedId = formed((id) => (isMessageId(id) ? id : undefined), ID_RULE)
/** Unlike other text, a MessageID that breaks the rule is not read either: no answer could name it. */
const messageId: Shape<string> = {
  write: relatedId.write,
  read: (node) => {
    const id = relatedId.read(node)
    if (id !== undefined && !isMessageId(id)) throw new Fault('invalid-value', ID_RULE)
    return id
  },
}

const phone = formed(wirePhone, 'must have ten digits')
const npi = matching(/^\d{10}$/, 'must be ten digits')
const deaNumber = matching(/^[A-Z][A-Z9]\d{7}$/, 'must be two letters (the second may be 9) and seven digits')

const PASSWORD = text(60)
const passwordDigest: Shape<string> = { ...PASSWORD, attributes: () => ' Type="PasswordDigest"' }

const s = partsOf<Security>()
const security = record<Security>([
  s.optional('UsernameToken/Username', 'username', text(35)),
  s.optional('UsernameToken/Password', 'passwordDigest', passwordDigest),
  s.optional('UsernameToken/Created', 'created', moment),
  s.optional('Sender/SecondaryIdentification', 'senderSecondaryId', text(35)),
  s.optional('Sender/TertiaryIdentification', 'senderTertiaryId', text(35)),
  s.optional('Receiver/SecondaryIdentification', 'receiverSecondaryId', text(35)),
  s.optional('Receiver/TertiaryIdentification', 'receiverTertiaryId', text(35)),
])

const w = partsOf<SenderSoftware>()
const senderSoftware = record<SenderSoftware>([
  w.required('SenderSoftwareDeveloper', 'developer', text(35)),
  w.required('SenderSoftwareProduct', 'product', text(35)),
  w.required('SenderSoftwareVersionRelease', 'version', text(35)),
])

const m = partsOf<Mailbox>()
const mailbox = record<Mailbox>([
  m.optional('DeliveredID', 'deliveredId', text(35)),
  m.optional('AcknowledgementID', 'acknowledgementId', text(35)),
])

const digitalSignature: Shape<DigitalSignature> = (() => {
  const p = partsOf<{ signed: boolean }>()
  const inner = record<{ signed: boolean }>([p.required('DigitalSignatureIndicator', 'signed', trueFalse)])
  return {
    attributes: (value) => {
      if (!/^\d{1,2}\.\d{1,2}$/.test(value.version))
        throw new Fault('invalid-value', 'needs a Version such as 1.1')
      return ` Version="${value.version}"`
    },
    write: inner.write,
    read: (node) => {
      const read = inner.read(node)
      return read === undefined ? undefined : { version: attributeOf(node, 'Version'), signed: read.signed }
    },
  }
})()

const h = partsOf<Header>()
export const headerShape = record<Header>([
  h.required('To', 'to', qualified(80)),
  h.required('From', 'from', qualified(80)),
  h.required('MessageID', 'messageId', messageId),
  h.optional('RelatesToMessageID', 'relatesToMessageId', relatedId),
  h.required('SentTime', 'sentTime', moment),
  h.optional('Security', 'security', security),
  h.expected('SenderSoftware', 'senderSoftware', senderSoftware),
  h.optional('Mailbox', 'mailbox', mailbox),
  h.optional('TestMessage', 'testMessage', trueFalse),
  h.optional('RxReferenceNumber', 'rxReferenceNumber', text(35)),
  h.optional('TertiaryIdentifier', 'tertiaryIdentifier', text(35)),
  h.optional('PrescriberOrderNumber', 'prescriberOrderNumber', text(35)),
  h.optional('DigitalSignature', 'digitalSignature', digitalSignature),
])

const n = partsOf<PersonName>()
const personName = record<PersonName>([
  n.required('LastName', 'lastName', text(35)),
  n.required('FirstName', 'firstName', text(35)),
  n.optional('MiddleName', 'middleName', text(35)),
  n.optional('Suffix', 'suffix', text(10)),
  n.optional('Prefix', 'prefix', text(10)),
])

const a = partsOf<Address>()
const address = record<Address>([
  a.required('AddressLine1', 'line1', text(40)),
  a.optional('AddressLine2', 'line2', text(40)),
  a.required('City', 'city', text(35)),
  a.required('StateProvince', 'state', matching(/^[A-Z]{2}$/, 'must be two capitals')),
  a.required('PostalCode', 'postalCode', formed(wirePostalCode, 'must be a ZIP code of five or nine digits')),
  a.optional(
    { at: 'CountryCode', or: ['Country'] },
    'country',
    matching(/^[A-Z]{2}$/, 'must be two capitals'),
  ),
])

const p = partsOf<Patient>()
export const patientShape = record<Patient>([
  p.optional(
    'HumanPatient/Identification/MedicalRecordIdentificationNumberEHR',
    'medicalRecordNumber',
    text(35),
  ),
  p.required('HumanPatient/Name', 'name', personName),
  p.required('HumanPatient/Gender', 'gender', codeOf(['M', 'F', 'U'], 'must be M, F or U')),
  p.required('HumanPatient/DateOfBirth', 'dateOfBirth', day),
  p.optional('HumanPatient/Address', 'address', address),
  p.optional('HumanPatient/CommunicationNumbers/PrimaryTelephone/Number', 'phone', phone),
  p.optional('HumanPatient/CommunicationNumbers/ElectronicMail', 'email', text(80)),
])

const ph = partsOf<Pharmacy>()
export const pharmacyShape = record<Pharmacy>([
  ph.required('Identification/NCPDPID', 'ncpdpId', matching(/^\d{7}$/, 'must be seven digits')),
  ph.optional('Identification/StateLicenseNumber', 'stateLicenseNumber', text(35)),
  ph.optional('Identification/DEANumber', 'deaNumber', deaNumber),
  ph.optional('Identification/NPI', 'npi', npi),
  ph.expected('BusinessName', 'businessName', text(70)),
  ph.optional('Address', 'address', address),
  ph.optional('CommunicationNumbers/PrimaryTelephone/Number', 'phone', phone),
  ph.optional('CommunicationNumbers/Fax/Number', 'fax', phone),
])

const pr = partsOf<Prescriber>()
export const prescriberShape = record<Prescriber>(
  [
    pr.optional('NonVeterinarian/Identification/StateLicenseNumber', 'stateLicenseNumber', text(35)),
    pr.optional('NonVeterinarian/Identification/DEANumber', 'deaNumber', deaNumber),
    pr.optional('NonVeterinarian/Identification/NPI', 'npi', npi),
    pr.required('NonVeterinarian/Name', 'name', personName),
    pr.optional('NonVeterinarian/Address', 'address', address),
    pr.optional('NonVeterinarian/CommunicationNumbers/PrimaryTelephone/Number', 'phone', phone),
    pr.optional('NonVeterinarian/CommunicationNumbers/Fax/Number', 'fax', phone),
  ],
  (prescriber) =>
    prescriber.npi === undefined &&
    prescriber.deaNumber === undefined &&
    prescriber.stateLicenseNumber === undefined
      ? 'needs an NPI, a DEA number or a state license number'
      : undefined,
)

const b = partsOf<BenefitsCoordination>()
export const benefitsShape = record<BenefitsCoordination>([
  b.optional('PayerIdentification/PayerID', 'payerId', text(35)),
  b.optional('PayerIdentification/ProcessorIdentificationNumber', 'pcn', text(35)),
  b.optional(
    'PayerIdentification/IINNumber',
    'bin',
    matching(/^\d{6}(\d{2})?$/, 'must be six or eight digits'),
  ),
  b.optional('PayerName', 'payerName', text(70)),
  b.optional('CardholderID', 'cardholderId', text(35)),
  b.optional('GroupID', 'groupId', text(35)),
  b.optional('PersonCode', 'personCode', text(3)),
  b.optional('PBMMemberID', 'pbmMemberId', text(80)),
])

export const reasonCode = matching(/^[A-Z0-9]{1,3}$/, 'must be a code of up to three capitals or digits')
export const listed = (table: Readonly<Record<string, unknown>>, rule: string): Shape<string> =>
  openCode(Object.keys(table), rule)
