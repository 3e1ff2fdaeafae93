/**
 * The envelope of a SCRIPT message as this network reads and writes it, from its own knowledge of the
 * standard (NCPDP SCRIPT 2017071 and 2023011, transport and ECL): nothing is shared with any client.
 */
import { randomUUID } from 'node:crypto'
import { element, find, textAt, writeXml, type XmlElement } from './xml.ts'

export type Party = { qualifier: string; id: string }
export type ScriptEnvelope = {
  version: string
  to: Party
  from: Party
  messageId: string
  relatesToMessageId?: string | undefined
  prescriberOrderNumber?: string | undefined
  rxReferenceNumber?: string | undefined
  /** Name of the only child of Body. */
  type: string
  body: XmlElement
}

const versionAttributes = (version: string): Record<string, string> => ({
  DatatypesVersion: version,
  TransportVersion: version,
  TransactionDomain: 'SCRIPT',
  TransactionVersion: version,
  StructuresVersion: version,
  ECLVersion: version,
})

export const newMessageId = () => randomUUID().replaceAll('-', '')

/** SentTime as the standard has it: UTC, to the second. */
const utcTime = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** Composes a message as XML text, header elements in schema order. */
export const composeMessage = (message: {
  version: string
  to: Party
  from: Party
  messageId: string
  relatesToMessageId?: string | undefined
  rxReferenceNumber?: string | undefined
  prescriberOrderNumber?: string | undefined
  sentAt: number
  content: XmlElement
}): string =>
  writeXml(
    element(
      'Message',
      [
        element('Header', [
          element('To', message.to.id, { Qualifier: message.to.qualifier }),
          element('From', message.from.id, { Qualifier: message.from.qualifier }),
          element('MessageID', message.messageId),
          message.relatesToMessageId ? element('RelatesToMessageID', message.relatesToMessageId) : undefined,
          element('SentTime', utcTime(message.sentAt)),
          element('SenderSoftware', [
            element('SenderSoftwareDeveloper', 'Sandbox Pharmacy Network'),
            element('SenderSoftwareProduct', 'Switch'),
            element('SenderSoftwareVersionRelease', '1.0'),
          ]),
          message.rxReferenceNumber ? element('RxReferenceNumber', message.rxReferenceNumber) : undefined,
          message.prescriberOrderNumber
            ? element('PrescriberOrderNumber', message.prescriberOrderNumber)
            : undefined,
        ]),
        element('Body', [message.content]),
      ],
      versionAttributes(message.version),
    ),
  )

export const statusContent = (code: string, description?: string) =>
  element('Status', [
    element('Code', code),
    description ? element('Description', description.slice(0, 70)) : undefined,
  ])

export const errorContent = (code: string, description: string, descriptionCode?: string) =>
  element('Error', [
    element('Code', code),
    descriptionCode ? element('DescriptionCode', descriptionCode) : undefined,
    element('Description', description.slice(0, 70)),
  ])

export const verifyContent = () => element('Verify', [element('VerifyStatus', [element('Code', '010')])])

export type FillKind = 'Filled' | 'PartiallyFilled' | 'NotFilled' | 'Transferred'

/** RxFill, repeating the parties and the prescription it answers. */
export const fillContent = (
  kind: FillKind,
  newRx: XmlElement,
  fill: { note?: string | undefined; quantity?: string | undefined; at: number },
) => {
  const prescribed = find(newRx, 'MedicationPrescribed') ?? find(newRx, 'MedicationResponse')
  const quantity = find(prescribed, 'Quantity')
  const dispensed = element('MedicationDispensed', [
    find(prescribed, 'DrugDescription'),
    find(prescribed, 'DrugCoded'),
    quantity && {
      ...quantity,
      children: quantity.children.map((part) =>
        part.name === 'Value' && fill.quantity !== undefined ? element('Value', fill.quantity) : part,
      ),
    },
    find(prescribed, 'DaysSupply'),
    element('LastFillDate', [element('Date', new Date(fill.at).toISOString().slice(0, 10))]),
    find(prescribed, 'Substitutions'),
    find(prescribed, 'Sig'),
  ])
  return element('RxFill', [
    element('FillStatus', [element(kind, fill.note ? [element('Note', fill.note.slice(0, 210))] : [])]),
    find(newRx, 'Patient'),
    find(newRx, 'Pharmacy'),
    find(newRx, 'Prescriber'),
    prescribed && { ...prescribed, name: 'MedicationPrescribed' },
    kind === 'Filled' || kind === 'PartiallyFilled' ? dispensed : undefined,
  ])
}

export const cancelResponseContent = (approved: boolean, reason: string) =>
  element('CancelRxResponse', [
    element('Response', [
      approved
        ? element('Approved', [element('Note', reason)])
        : element('Denied', [element('DenialReason', reason.slice(0, 210))]),
    ]),
  ])

const requestParties = (newRx: XmlElement) => [
  find(newRx, 'Patient'),
  find(newRx, 'Pharmacy'),
  find(newRx, 'Prescriber'),
]

const prescribedIn = (content: XmlElement): XmlElement | undefined => {
  const found = find(content, 'MedicationPrescribed') ?? find(content, 'MedicationResponse')
  return found && { ...found, name: 'MedicationPrescribed' }
}

/** What a prescription says and a report of its dispensing does not. */
const prescribersOnly = ['RxFillIndicator', 'PriorAuthorizationStatus']

/** The pharmacy asks for more refills of what it dispensed. */
export const renewalRequestContent = (
  newRx: XmlElement,
  ask: { at: number; refills?: number | undefined },
): XmlElement => {
  const prescribed = prescribedIn(newRx)
  const today = new Date(ask.at).toISOString().slice(0, 10)
  return element('RxRenewalRequest', [
    ...requestParties(newRx),
    prescribed && {
      ...prescribed,
      name: 'MedicationDispensed',
      children: [
        ...prescribed.children
          .filter(({ name }) => !prescribersOnly.includes(name) && name !== 'LastFillDate')
          .flatMap((child) =>
            child.name === 'WrittenDate'
              ? [child, element('LastFillDate', [element('Date', today)])]
              : [child],
          ),
        ...(ask.refills === undefined ? [] : [element('PharmacyRequestedRefills', ask.refills)]),
      ],
    },
    prescribed,
  ])
}

/** MessageRequestCode, and with `U` what is to be confirmed. */
export type ChangeCode = 'D' | 'G' | 'OS' | 'P' | 'S' | 'T' | 'U'

/**
 * The pharmacy asks for something else. `proposal` describes the drug it would hand out instead, in the
 * prescribed quantity unless it names one; a substitution (`G`, `T`) must have one.
 */
export const changeRequestContent = (
  newRx: XmlElement,
  ask: {
    code: ChangeCode
    subCode?: string | undefined
    reason: string
    proposal?: { drug: string; quantity?: string | undefined } | undefined
  },
): XmlElement => {
  const prescribed = prescribedIn(newRx)
  const quantity = find(prescribed, 'Quantity')
  return element('RxChangeRequest', [
    element('MessageRequestCode', ask.code),
    ask.subCode ? element('MessageRequestSubCode', ask.subCode) : undefined,
    ...requestParties(newRx),
    prescribed,
    ask.proposal &&
      element('MedicationRequested', [
        element('DrugDescription', ask.proposal.drug.slice(0, 105)),
        quantity && {
          ...quantity,
          children: quantity.children.map((part) =>
            part.name === 'Value' && ask.proposal?.quantity ? element('Value', ask.proposal.quantity) : part,
          ),
        },
        find(prescribed, 'DaysSupply'),
        find(prescribed, 'Substitutions'),
        find(prescribed, 'NumberOfRefills'),
      ]),
    element('ChangeReasonText', ask.reason.slice(0, 260)),
  ])
}

/** Version, parties and identifiers of an envelope already found valid. */
export const envelopeOf = (root: XmlElement, type: string, body: XmlElement): ScriptEnvelope => {
  const header = find(root, 'Header')
  const party = (name: string): Party => ({
    qualifier: find(header, name)?.attributes.Qualifier ?? '',
    id: textAt(header, name) ?? '',
  })
  return {
    version: root.attributes.TransactionVersion ?? '',
    to: party('To'),
    from: party('From'),
    messageId: textAt(header, 'MessageID') ?? '',
    relatesToMessageId: textAt(header, 'RelatesToMessageID'),
    prescriberOrderNumber: textAt(header, 'PrescriberOrderNumber'),
    rxReferenceNumber: textAt(header, 'RxReferenceNumber'),
    type,
    body,
  }
}
