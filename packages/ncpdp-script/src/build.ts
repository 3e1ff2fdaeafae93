// Builders of the parts every message shares, and of the answers to a received one.

import type { DrugCoded } from './medication.ts'
import type { ScriptBody, ScriptError, ScriptMessage, Status, Verify } from './message.ts'
import type { Header, Party, SenderSoftware } from './parties.ts'
import type { ReadErrorCode, ScriptReadError } from './script-error.ts'

type HeaderInput = Pick<
  Header,
  | 'relatesToMessageId'
  | 'security'
  | 'mailbox'
  | 'testMessage'
  | 'rxReferenceNumber'
  | 'tertiaryIdentifier'
  | 'prescriberOrderNumber'
  | 'digitalSignature'
> & {
  to: Party
  from: Party
  messageId: string
  /** When it is sent; the caller's clock, for this package has none. */
  sentAt: Date
  senderSoftware: SenderSoftware
}

/** A header from its parts; absent parts stay absent. */
export const header = ({ sentAt, ...parts }: HeaderInput): Header => ({
  ...parts,
  sentTime: sentAt.toISOString(),
})

type ReplyInput = {
  messageId: string
  sentAt: Date
  senderSoftware: SenderSoftware
  security?: Header['security']
}

/**
 * A message that answers another: To and From are exchanged, RelatesToMessageID names the answered one, and
 * the two parties' reference numbers are carried back.
 */
export const replyTo = <B extends ScriptBody>(
  received: Header,
  body: B,
  input: ReplyInput,
): ScriptMessage<B> => ({
  header: header({
    ...input,
    to: received.from,
    from: received.to,
    relatesToMessageId: received.messageId,
    rxReferenceNumber: received.rxReferenceNumber,
    prescriberOrderNumber: received.prescriberOrderNumber,
  }),
  body,
})

export const pharmacyParty = (ncpdpId: string): Party => ({ qualifier: 'P', id: ncpdpId })
export const prescriberParty = (id: string): Party => ({ qualifier: 'D', id })
export const clinicParty = (id: string): Party => ({ qualifier: 'C', id })
export const payerParty = (id: string): Party => ({ qualifier: 'PY', id })

export const status = (code = '010', description?: string): Status => ({ type: 'Status', code, description })
export const verify = (description?: string): Verify => ({ type: 'Verify', code: '010', description })
export const scriptError = (code: string, descriptionCode?: string, description?: string): ScriptError => ({
  type: 'Error',
  code,
  descriptionCodes: descriptionCode === undefined ? undefined : [descriptionCode],
  description,
})
const ANSWERS = {
  empty: ['900', '1000'],
  'too-large': ['900', '2000'],
  'wrong-encoding': ['900', '2000'],
  'too-deep': ['900', '2000'],
  'forbidden-xml': ['900', '2000'],
  'malformed-xml': ['900', '2000'],
  'not-script': ['900', '4010'],
  'unsupported-version': ['900', '4010'],
  'unsupported-message': ['900', '4010'],
  'missing-part': ['900', '2000'],
  'repeated-part': ['900', '2000'],
  'invalid-value': ['900', '2000'],
} as const satisfies Record<ReadErrorCode, readonly [string, string]>

/** The Error to answer a message that could not be read. It tells path and rule, never a value. */
export const errorAnswer = (error: ScriptReadError): ScriptError => {
  const [code, descriptionCode] = ANSWERS[error.code]
  return scriptError(code, descriptionCode, error.message)
}

/** The NDC of a coded drug, when it has one. */
export const ndcOf = (drug: DrugCoded | undefined): string | undefined =>
  drug?.productCode?.qualifier === 'ND' ? drug.productCode.code : undefined

/** The RxCUI of a coded drug, when it has one (SCD, SBD, GPCK or BPCK). */
export const rxcuiOf = (drug: DrugCoded | undefined): string | undefined =>
  drug?.drugDbCodes?.find(({ qualifier }) => ['SCD', 'SBD', 'GPCK', 'BPCK'].includes(qualifier))?.code
