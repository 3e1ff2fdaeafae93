/**
 * The network and the pharmacies behind it: takes a SCRIPT message, answers at once with Status or Error,
 * and has the pharmacy act later. An accepted MessageID is acted on once and answered as before when it
 * comes again; a rejected one was never taken, so it may be sent again.
 */
import { createHash } from 'node:crypto'
import type { Agenda } from '../agenda.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Store } from '../store.ts'
import { conductOf } from './behaviours.ts'
import { channelName, openCounter } from './counter.ts'
import { pharmacyById } from './directory.ts'
import { openReceipts } from './receipts.ts'
import { type HeldPrescription, openRecords } from './records.ts'
import {
  composeMessage,
  errorContent,
  newMessageId,
  type ScriptEnvelope,
  statusContent,
} from './script-message.ts'
import { validateScript } from './script-rules.ts'
import { readXml, textAt, type XmlElement } from './xml.ts'

export type PharmacyNetworkDeps = {
  store: Store
  agenda: Agenda
  deliveries: Deliveries
  faults: Faults
  now: () => number
  countersignUrl: string
  secret: string
}

export type PharmacyNetwork = ReturnType<typeof createPharmacyNetwork>

/** SentTime may differ when a message is sent again, so it is left out. */
const fingerprintOf = (root: XmlElement): string => {
  const withoutSentTime = root.children.map((part) =>
    part.name === 'Header'
      ? { ...part, children: part.children.filter((child) => child.name !== 'SentTime') }
      : part,
  )
  return createHash('sha256')
    .update(JSON.stringify({ ...root, children: withoutSentTime }))
    .digest('hex')
}

export const createPharmacyNetwork = (deps: PharmacyNetworkDeps) => {
  const { store, agenda, deliveries, faults, now } = deps
  const records = openRecords(store)
  const receipts = openReceipts(store)
  const counter = openCounter({ store, records, agenda, deliveries, faults, now })
  const timestamp = () => new Date(now()).toISOString()

  deliveries.register(channelName, {
    held: () => faults.read().pharmacy.down,
    request: (body) => ({
      url: `${deps.countersignUrl}/api/pharmacy-network/messages`,
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        authorization: `Bearer ${deps.secret}`,
        accept: 'application/xml',
      },
      body,
    }),
    // A SCRIPT answer ends the matter even under a 4xx; anything else is tried again.
    judge: (status, body) => {
      const type = /<(Status|Error)[\s>/]/.exec(body)?.[1]
      const code = /<Code>\s*(\d{3})\s*<\/Code>/.exec(body)?.[1]
      const answered = status >= 200 && status < 300
      const refused = status >= 400 && status < 500 && type === 'Error' && code !== '600'
      return {
        delivered: answered || refused,
        note: [`HTTP ${status}`, type, code].filter(Boolean).join(' '),
        answer: body,
      }
    },
  })

  const hold = (message: ScriptEnvelope, medication: string) => {
    const held: HeldPrescription = {
      messageId: message.messageId,
      prescriberOrderNumber: message.prescriberOrderNumber ?? '',
      rxReferenceNumber: String(7_000_000 + store.next('rx-reference')),
      ncpdpId: message.to.id,
      drug: textAt(message.body, `${medication}/DrugDescription`) ?? '',
      quantity: textAt(message.body, `${medication}/Quantity/Value`) ?? '0',
      state: 'accepted',
      version: message.version,
      clinic: message.from,
      pharmacy: message.to,
      content: message.body,
      denyCancel: false,
      receivedAt: timestamp(),
    }
    records.keepPrescription(held)
    receipts.taken(held.messageId, held.prescriberOrderNumber, held.ncpdpId)
    counter.schedule(held)
  }

  /** Acts on a valid message; answers the content of the synchronous reply. */
  const act = (message: ScriptEnvelope): XmlElement => {
    if (message.to.qualifier !== 'P' || !pharmacyById(message.to.id)) {
      return errorContent('900', 'Receiver ID not on file')
    }
    const conduct = conductOf(counter.behaviourOf(message.to.id))
    if (message.type === 'Status' || message.type === 'Error' || message.type === 'Verify') {
      return statusContent('010')
    }
    if (conduct.refuses) return errorContent(conduct.refuses.code, conduct.refuses.description)
    if (message.type === 'NewRx') hold(message, 'MedicationPrescribed')
    if (message.type === 'CancelRx') counter.cancelAsked(message)
    if (message.type === 'RxRenewalResponse' || message.type === 'RxChangeResponse') {
      const request = records.messages.get(`out:${message.relatesToMessageId}`)
      if (!request || request.type !== message.type.replace('Response', 'Request')) {
        return errorContent('900', 'RelatesToMessageID names no open request')
      }
      const kind = message.body.children.find((child) => child.name === 'Response')?.children[0]?.name
      if (kind !== 'Denied' && kind !== 'Validated') {
        const responded = message.body.children.some((child) => child.name === 'MedicationResponse')
        hold(message, responded ? 'MedicationResponse' : 'MedicationPrescribed')
      }
    }
    return statusContent(conduct.slowness === undefined ? '010' : '000')
  }

  const reply = (envelope: ScriptEnvelope | undefined, content: XmlElement) =>
    composeMessage({
      version: envelope && /^(2017071|2023011)\d?$/.test(envelope.version) ? envelope.version : '20170715',
      to: envelope && envelope.from.id !== '' ? envelope.from : { qualifier: 'C', id: 'UNKNOWN' },
      from: envelope && envelope.to.id !== '' ? envelope.to : { qualifier: 'ZZZ', id: 'NETWORK' },
      messageId: newMessageId(),
      relatesToMessageId: envelope?.messageId.slice(0, 35),
      prescriberOrderNumber: envelope?.prescriberOrderNumber?.slice(0, 35),
      sentAt: now(),
      content,
    })

  /** Takes one posted document; answers the XML of the synchronous Status or Error. */
  const receive = (bytes: Uint8Array): string =>
    store.atomically(() => {
      const xml = new TextDecoder().decode(bytes)
      const reading = readXml(bytes)
      const validation = reading.ok
        ? validateScript(reading.root, now())
        : { ok: false as const, faults: [reading.reason], envelope: undefined }
      const envelope = validation.ok ? validation.message : validation.envelope
      const fingerprint = reading.ok ? fingerprintOf(reading.root) : undefined
      const key = `in:${envelope?.messageId || `unreadable-${newMessageId()}`}`
      const before = records.messages.get(key)

      if (before && before.replyXml !== undefined && before.status?.startsWith('0')) {
        if (before.fingerprint === fingerprint) {
          records.messages.put(key, { ...before, repeats: before.repeats + 1 })
          receipts.repeated(before.messageId)
          return before.replyXml
        }
        return reply(envelope, errorContent('900', 'MessageID was used for another message', '220'))
      }

      const content = validation.ok
        ? act(validation.message)
        : errorContent('900', validation.faults[0] ?? 'The message is not valid')
      const replyXml = reply(envelope, content)
      records.keepMessage(
        {
          messageId: envelope?.messageId ?? '',
          direction: 'in',
          type: envelope?.type ?? 'unreadable',
          ncpdpId: envelope?.to.id ?? '',
          relatesToMessageId: envelope?.relatesToMessageId,
          prescriberOrderNumber: envelope?.prescriberOrderNumber,
          at: timestamp(),
          xml,
          replyXml,
          status: textAt(content, 'Code') ?? '',
          description: textAt(content, 'Description') ?? '',
          faults: validation.ok ? [] : validation.faults,
          ...(fingerprint === undefined ? {} : { fingerprint }),
          repeats: before ? before.repeats + 1 : 0,
        },
        key,
      )
      return replyXml
    })

  /** Messages that wait to be taken by the clinic, and acts that are planned and not done. */
  const owed = () => agenda.count('pharmacy-') + (deliveries.counts()[channelName]?.pending ?? 0)

  return { receive, records, receipts, counter, owed, now }
}
