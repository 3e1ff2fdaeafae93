/** What arrives from the network, told in our words, and the answers to it. */
import {
  type Decoded,
  decode,
  descriptionMeaning,
  encode,
  errorAnswer,
  errorMeaning,
  header,
  type MedicationRequested,
  RESPONSE_REASON_CODES,
  type RxFill,
  replyTo,
  type ScriptBody,
  type ScriptError,
  type ScriptMessage,
  type ScriptVersion,
  scriptError,
  status,
  statusMeaning,
} from '@countersign/ncpdp-script'
import { SENDER_SOFTWARE } from './compose-script.ts'
import type { Answerer, AskedMedication, FillOutcome, InboundMessage, PharmacyNews, Reply } from './port.ts'

/** `version` is what an answer is written in when the message did not say its own. */
export function readScript(xml: string | Uint8Array, version: ScriptVersion): InboundMessage {
  const decoded = decode(xml)
  if (!decoded.ok) {
    return {
      readable: false,
      messageId: decoded.messageId ?? null,
      reason: `${decoded.error.code}: ${decoded.error.message}`,
      answer: answererOfUnreadable(decoded, version),
    }
  }
  const { header: head, body } = decoded.message
  return {
    readable: true,
    envelope: {
      messageId: head.messageId,
      relatesToMessageId: head.relatesToMessageId ?? null,
      prescriberOrderNumber: head.prescriberOrderNumber ?? null,
      type: body.type,
      from: head.from.id,
      toClinic: head.to.qualifier === 'C' ? head.to.id : null,
    },
    news: newsOf(body),
    answer: answererOf(decoded.message, decoded.version),
  }
}

function newsOf(body: ScriptBody): PharmacyNews {
  switch (body.type) {
    case 'Verify':
      return { kind: 'verify' }
    case 'RxFill':
      return fillOf(body)
    case 'Status':
      return { kind: 'status', code: body.code, text: body.description ?? statusMeaning(body.code) }
    case 'Error':
      return { kind: 'error', ...wordsOf(body) }
    case 'CancelRxResponse': {
      const { response } = body
      const words = response.outcome === 'approved' ? response.note : response.denialReason
      return {
        kind: 'cancel_response',
        approved: response.outcome === 'approved',
        text: words ?? reasonsOf(response.reasonCodes) ?? 'The pharmacy gave no reason.',
      }
    }
    case 'RxRenewalRequest': {
      const { medicationDispensed: dispensed, medicationPrescribed } = body
      const asked = askedOf(dispensed)
      return {
        kind: 'renewal_request',
        asked: { ...asked, refills: dispensed.pharmacyRequestedRefills ?? asked.refills },
        lastFilledOn: (dispensed.lastFillDate ?? medicationPrescribed?.lastFillDate)?.slice(0, 10) ?? null,
      }
    }
    case 'RxChangeRequest':
      return {
        kind: 'change_request',
        code: body.messageRequestCode,
        subCodes: body.messageRequestSubCodes ?? [],
        reasonText: body.changeReasonText ?? null,
        requested: (body.medicationsRequested ?? []).map(askedOf),
      }
    default:
      return { kind: 'unsupported' }
  }
}

const askedOf = (medication: MedicationRequested): AskedMedication => ({
  description: medication.drugDescription,
  rxcui:
    medication.drugCoded?.drugDbCodes?.find(({ qualifier }) =>
      ['SCD', 'SBD', 'GPCK', 'BPCK'].includes(qualifier),
    )?.code ?? null,
  ndc: medication.drugCoded?.productCode?.code ?? null,
  quantity: medication.quantity === undefined ? null : Number(medication.quantity.value),
  daysSupply: medication.daysSupply ?? null,
  refills: medication.numberOfRefills ?? null,
  sig: medication.sigText ?? null,
  note: medication.note ?? null,
})

const FILL_OUTCOMES = {
  filled: 'filled',
  'partially-filled': 'partially_filled',
  'not-filled': 'not_filled',
  transferred: 'transferred',
} as const satisfies Record<RxFill['fillStatus']['outcome'], FillOutcome>

const fillOf = ({ fillStatus, medicationDispensed }: RxFill): PharmacyNews => ({
  kind: 'fill',
  outcome: FILL_OUTCOMES[fillStatus.outcome],
  text: fillStatus.note ?? reasonsOf(fillStatus.reasonCodes),
  filledOn: medicationDispensed?.lastFillDate?.slice(0, 10) ?? null,
  daysSupply: medicationDispensed?.daysSupply ?? null,
})

const reasonsOf = (codes: string[] | undefined): string | null => {
  const known: Record<string, string> = RESPONSE_REASON_CODES
  const words = (codes ?? []).map((code) => known[code] ?? `Reason ${code}.`)
  return words.length === 0 ? null : words.join(' ')
}

/** An Error's own words where it has any, else what its codes mean. */
export function wordsOf(error: ScriptError): { code: string; descriptionCode: string | null; text: string } {
  const descriptionCode = error.descriptionCodes?.[0] ?? null
  const meaning = descriptionCode === null ? undefined : descriptionMeaning(descriptionCode)
  return {
    code: error.code,
    descriptionCode,
    text: error.description ?? meaning ?? errorMeaning(error.code).meaning,
  }
}

const bodyOf = (reply: Reply, unreadable: () => ScriptError): ScriptBody => {
  if (reply.kind === 'accepted') return status('010')
  if (reply.kind === 'unreadable') return unreadable()
  return scriptError(reply.code, reply.descriptionCode, reply.text)
}

const answererOf =
  (message: ScriptMessage, version: ScriptVersion): Answerer =>
  (reply, own) => {
    const body = bodyOf(reply, () => scriptError('900', '4010', 'This message could not be read.'))
    return encode(replyTo(message.header, body, { ...own, senderSoftware: SENDER_SOFTWARE }), version)
  }

/** Nothing of an unreadable message may be trusted to be fit for the wire, so only checked parts are repeated. */
const answererOfUnreadable =
  (decoded: Decoded & { ok: false }, version: ScriptVersion): Answerer =>
  (reply, own) => {
    const to = decoded.from !== undefined && /^[\w.-]{1,80}$/.test(decoded.from) ? decoded.from : 'UNKNOWN'
    const head = header({
      ...own,
      to: { qualifier: 'ZZZ', id: to },
      from: { qualifier: 'ZZZ', id: 'COUNTERSIGN' },
      senderSoftware: SENDER_SOFTWARE,
      relatesToMessageId: decoded.messageId,
    })
    return encode({ header: head, body: bodyOf(reply, () => errorAnswer(decoded.error)) }, version)
  }
