/**
 * Takes one message of the pharmacy network: keeps it, acts on it once, answers it. The same message again is
 * answered as before. Whatever order messages arrive in, the state they leave is the same.
 */
import type { Envelope, InboundMessage, PharmacyNews, Reply } from '../../adapters/pharmacy/port.ts'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { hear } from './hear-pharmacy.ts'
import {
  findMessage,
  findPrescriptions,
  findReply,
  keepMessage,
  keepUnmatched,
  typeOfSent,
} from './message-queries.ts'
import type { OrderSide, QuestionSide } from './order-side.ts'
import { clinicNpi } from './parties-queries.ts'
import { lockPrescription, type Prescription, type PrescriptionRef } from './queries.ts'
import { networkId } from './sign-prescription.ts'
import { moveWithOrder, type PrescriptionDeps } from './transmission.ts'

type Readable = InboundMessage & { readable: true }
type Refusal = Reply & { kind: 'refused' }
/** An answer, and why the message belongs to nobody when it does. */
type Outcome = { xml: string; unmatched: string | null }

const refused = (code: string, descriptionCode: string, text: string): Refusal => ({
  kind: 'refused',
  code,
  descriptionCode,
  text,
})
const UNKNOWN = refused('900', '1000', 'No prescription of ours is known by these numbers')
const CONTRADICTION = refused('900', '2000', 'The numbers name two different prescriptions')
const FOREIGN = refused('900', '4030', 'The prescription is not with this pharmacy')
const OTHER_CLINIC = refused('900', '1000', 'The prescription is not of the clinic this is addressed to')
const REUSED = refused('900', '220', 'This MessageID was used for another message')
const UNSUPPORTED = refused('900', '4010', 'This kind of message is not taken here')
/** Nobody can have seen these: what a pharmacy asks about one is no question about ours. */
const NEVER_LEFT = ['draft', 'signed', 'queued']
const NOT_WITH_YOU = refused('900', '2000', 'This prescription was not sent yet')

/** @returns the XML of the answer, a Status or an Error. */
export async function receiveMessage(
  deps: PrescriptionDeps,
  orders: OrderSide,
  questions: QuestionSide,
  received: string | Uint8Array,
): Promise<string> {
  const now = deps.clock.now()
  const own = () => ({ messageId: networkId(newId()), sentAt: now })
  const message = deps.pharmacyNetwork.readMessage(received)
  const xml = typeof received === 'string' ? received : deps.pharmacyNetwork.textOf(received)
  const setAside = async (messageId: string | null, reason: string) => {
    await keepUnmatched(deps.db, { messageId, reason, sealed: deps.encryption.seal(xml), at: now })
    deps.log.warn({ reason }, 'a pharmacy message belongs to no prescription')
  }
  if (!message.readable) {
    await setAside(message.messageId, message.reason)
    return message.answer({ kind: 'unreadable' }, own())
  }
  const { envelope } = message
  const found = await findPrescriptions(deps.db, envelope.relatesToMessageId, envelope.prescriberOrderNumber)
  const [ref] = found
  if (!ref || found.length > 1) {
    const reply = ref ? CONTRADICTION : UNKNOWN
    await setAside(envelope.messageId, reply.text)
    return message.answer(reply, own())
  }
  const outcome = await deps.db.write(
    ref.clinicId,
    (tx) => act(tx, deps, { orders, questions }, ref, message, xml, own()),
    'prepared',
  )
  if (outcome.unmatched !== null) await setAside(envelope.messageId, outcome.unmatched)
  return outcome.xml
}

async function act(
  tx: Tx,
  deps: PrescriptionDeps,
  { orders, questions }: { orders: OrderSide; questions: QuestionSide },
  ref: PrescriptionRef,
  message: Readable,
  xml: string,
  own: { messageId: string; sentAt: Date },
): Promise<Outcome> {
  const { envelope, news, answer } = message
  await orders.lock(tx, ref.clinicId, ref.orderId)
  const rx = await lockPrescription(tx, ref.clinicId, ref.prescriptionId)
  if (!rx) throw new Error('a prescription is gone')
  if (envelope.from !== rx.pharmacyId) return { xml: answer(FOREIGN, own), unmatched: FOREIGN.text }
  if (envelope.toClinic !== null && envelope.toClinic !== (await clinicNpi(tx, rx.clinicId)))
    return { xml: answer(OTHER_CLINIC, own), unmatched: OTHER_CLINIC.text }

  const earlier = await findMessage(tx, rx.clinicId, 'in', envelope.messageId, envelope.type)
  if (earlier) {
    const reply = await findReply(tx, rx.clinicId, rx.id, envelope.messageId)
    const same = earlier.prescriptionId === rx.id && sameContent(deps.encryption.open(earlier.sealed), xml)
    if (same && reply) return { xml: deps.encryption.open(reply.sealed), unmatched: null }
    return { xml: answer(REUSED, own), unmatched: REUSED.text }
  }

  const isQuestion = news.kind === 'renewal_request' || news.kind === 'change_request'
  let reply: Reply = { kind: 'accepted' }
  let outcome = 'refused'
  if (news.kind === 'unsupported') reply = UNSUPPORTED
  else if (!isQuestion) outcome = await hearNews(tx, deps, orders, rx, envelope, news)
  else if (NEVER_LEFT.includes(rx.status)) reply = NOT_WITH_YOU
  else {
    const asked = { rx, messageId: envelope.messageId, now: own.sentAt }
    const refusal =
      news.kind === 'renewal_request'
        ? await questions.renewal(tx, { ...asked, ...news })
        : await questions.change(tx, { ...asked, ...news })
    if (refusal === null) outcome = 'asked'
    else reply = refused('900', '2000', refusal)
  }
  const replyXml = answer(reply, own)
  const kept = { clinicId: rx.clinicId, prescriptionId: rx.id, at: own.sentAt }
  await keepMessage(tx, {
    ...kept,
    direction: 'in',
    messageId: envelope.messageId,
    relatesToMessageId: envelope.relatesToMessageId,
    type: envelope.type,
    outcome,
    sealed: deps.encryption.seal(xml),
  })
  await keepMessage(tx, {
    ...kept,
    direction: 'out',
    messageId: own.messageId,
    relatesToMessageId: envelope.messageId,
    type: reply.kind === 'accepted' ? 'Status' : 'Error',
    outcome: reply.kind,
    sealed: deps.encryption.seal(replyXml),
  })
  return { xml: replyXml, unmatched: null }
}

/** SentTime alone may differ between two deliveries of one message. */
const sameContent = (one: string, other: string): boolean => withoutSentTime(one) === withoutSentTime(other)
const withoutSentTime = (xml: string): string => xml.replace(/<SentTime>[^<]*<\/SentTime>/, '')

async function hearNews(
  tx: Tx,
  deps: PrescriptionDeps,
  orders: OrderSide,
  rx: Prescription,
  envelope: Envelope,
  news: PharmacyNews,
): Promise<string> {
  const now = deps.clock.now()
  const { relatesToMessageId: relatesTo } = envelope
  const answered =
    relatesTo === null || relatesTo === rx.messageId
      ? null
      : await typeOfSent(tx, rx.clinicId, rx.id, relatesTo)
  const heard = hear(rx.status, news, answered === 'CancelRx')
  if (heard.kind === 'nothing_new') return news.kind === 'fill' ? news.outcome : 'nothing_new'
  if (heard.kind === 'alarm') {
    deps.log.error(
      { prescriptionId: rx.id, status: rx.status },
      'a prescription was filled that is not in force',
    )
    await orders.follow(tx, {
      clinicId: rx.clinicId,
      orderId: rx.orderId,
      patientId: rx.patientId,
      prescriptionId: rx.id,
      status: rx.status,
      trouble: heard.text,
      alarm: true,
      now,
    })
    return 'alarm'
  }
  const bad = heard.status === 'rejected' || heard.status === 'cancel_denied'
  await moveWithOrder(tx, orders, rx, heard.action, {
    cause: `pharmacy-${envelope.type}`,
    now,
    trouble: bad ? heard.text : null,
    rejectCode: bad ? heard.code : null,
    rejectText: bad ? heard.text : null,
  })
  return news.kind === 'fill' ? news.outcome : heard.status
}
