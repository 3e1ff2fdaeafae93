/** What the network and its pharmacies remember: messages, prescriptions on the shelf, what was handed out. */
import type { Store } from '../store.ts'
import type { FillKind, Party, ScriptEnvelope } from './script-message.ts'
import type { XmlElement } from './xml.ts'

/** One message as it went over the wire, either way. */
export type ScriptRecord = {
  messageId: string
  direction: 'in' | 'out'
  type: string
  ncpdpId: string
  relatesToMessageId?: string | undefined
  prescriberOrderNumber?: string | undefined
  at: string
  xml: string
  /** The synchronous answer and its code, for messages that came in. */
  replyXml?: string
  status?: string
  description?: string
  faults?: string[]
  fingerprint?: string
  /** How often the same message came again. */
  repeats: number
}

export type PrescriptionState =
  | 'accepted'
  | 'verified'
  | 'partially_filled'
  | 'filled'
  | 'not_filled'
  | 'transferred'
  | 'cancelled'

/** A prescription as the pharmacy holds it, named by the message that brought it. */
export type HeldPrescription = {
  messageId: string
  prescriberOrderNumber: string
  rxReferenceNumber: string
  ncpdpId: string
  drug: string
  quantity: string
  state: PrescriptionState
  version: string
  clinic: Party
  pharmacy: Party
  content: XmlElement
  denyCancel: boolean
  receivedAt: string
}

export type Dispensing = {
  messageId: string
  prescriberOrderNumber: string
  ncpdpId: string
  kind: FillKind
  quantity: string
  at: string
}

/** A CancelRx that came; `waiting` until the counter or a person has decided. */
export type CancelAsked = {
  messageId: string
  envelope: Omit<ScriptEnvelope, 'body'>
  ncpdpId: string
  /** The prescription it names, by the message that brought it. */
  found?: string | undefined
  state: 'waiting' | 'approved' | 'denied'
  at: string
}

export type PharmacyRecords = ReturnType<typeof openRecords>

const ofPharmacy = (ncpdpId: string) => `pharmacy:${ncpdpId}`
const ofOrder = (ncpdpId: string, orderNumber: string) => `order:${ncpdpId}:${orderNumber}`
const answerTo = (messageId: string) => `answer-to:${messageId}`
const ofReference = (ncpdpId: string, reference: string) => `reference:${ncpdpId}:${reference}`

export const openRecords = (store: Store) => {
  const messages = store.collection<ScriptRecord>('script_message')
  const prescriptions = store.collection<HeldPrescription>('prescription')
  const dispensings = store.collection<Dispensing>('dispensing')
  const cancels = store.collection<CancelAsked>('cancel_asked')

  return {
    messages,
    prescriptions,
    dispensings,
    cancels,
    keepMessage: (record: ScriptRecord, key = `${record.direction}:${record.messageId}`) =>
      messages.put(key, record, [
        ofPharmacy(record.ncpdpId),
        ofOrder(record.ncpdpId, record.prescriberOrderNumber ?? ''),
        ...(record.relatesToMessageId ? [answerTo(record.relatesToMessageId)] : []),
      ]),
    keepPrescription: (held: HeldPrescription) =>
      prescriptions.put(held.messageId, held, [
        ofPharmacy(held.ncpdpId),
        ofOrder(held.ncpdpId, held.prescriberOrderNumber),
        ofReference(held.ncpdpId, held.rxReferenceNumber),
      ]),
    keepCancel: (cancel: CancelAsked) =>
      cancels.put(cancel.messageId, cancel, [ofPharmacy(cancel.ncpdpId), `about:${cancel.found ?? ''}`]),
    /** Newest first. */
    messagesOf: (ncpdpId: string, limit: number) => messages.labelled(ofPharmacy(ncpdpId), limit),
    countMessagesOf: (ncpdpId: string) => messages.countLabelled(ofPharmacy(ncpdpId)),
    /**
     * What was said about one prescription, newest first: under its order number, and in answer to what the
     * pharmacy asked, which may come under the number of a new order.
     */
    conversationAbout: (held: HeldPrescription, limit: number): ScriptRecord[] => {
      const said = messages.labelled(ofOrder(held.ncpdpId, held.prescriberOrderNumber), limit)
      const own = new Set(said.map(({ messageId }) => messageId))
      const answers = said
        .filter(({ direction }) => direction === 'out')
        .flatMap(({ messageId }) => messages.labelled(answerTo(messageId), 10))
        .filter(({ messageId }) => !own.has(messageId))
      return [...answers, ...said].sort((a, b) => b.at.localeCompare(a.at)).slice(0, limit)
    },
    prescriptionsOf: (ncpdpId: string, limit: number) => prescriptions.labelled(ofPharmacy(ncpdpId), limit),
    countPrescriptionsOf: (ncpdpId: string) => prescriptions.countLabelled(ofPharmacy(ncpdpId)),
    cancelsAbout: (held: HeldPrescription) => cancels.labelled(`about:${held.messageId}`, 20),
    /** The prescription a message speaks of: by the message it relates to, else by its numbers. */
    namedBy: (message: Omit<ScriptEnvelope, 'body'>): HeldPrescription | undefined => {
      const { relatesToMessageId, prescriberOrderNumber, rxReferenceNumber, to } = message
      const related = relatesToMessageId ? prescriptions.get(relatesToMessageId) : undefined
      if (related) return related
      return (
        (prescriberOrderNumber && prescriptions.labelled(ofOrder(to.id, prescriberOrderNumber), 1)[0]) ||
        (rxReferenceNumber && prescriptions.labelled(ofReference(to.id, rxReferenceNumber), 1)[0]) ||
        undefined
      )
    },
  }
}
