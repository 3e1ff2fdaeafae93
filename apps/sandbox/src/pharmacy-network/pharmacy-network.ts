/**
 * The network and the pharmacies behind it: takes a SCRIPT message, answers at once with Status or Error,
 * and has the pharmacy act later. An accepted MessageID is acted on once and answered as before when it
 * comes again; a rejected one was never taken, so it may be sent again.
 */
import { createHash } from 'node:crypto'
import type { Agenda } from '../agenda.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults, PharmacyBehaviour } from '../faults.ts'
import type { Store } from '../store.ts'
import { pharmacyById } from './directory.ts'
import {
  cancelResponseContent,
  composeMessage,
  errorContent,
  type FillKind,
  fillContent,
  newMessageId,
  type Party,
  type ScriptEnvelope,
  statusContent,
  verifyContent,
} from './script-message.ts'
import { validateScript } from './script-rules.ts'
import { readXml, textAt, type XmlElement } from './xml.ts'

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

const channelName = 'pharmacy-network'
/** A slow pharmacy takes this many times as long. */
const slowFactor = 6

const rejections: Partial<Record<PharmacyBehaviour, [code: string, description: string]>> = {
  reject_900: ['900', 'Pharmacy does not accept this prescription'],
  reject_601: ['601', 'Receiver unable to process'],
  reject_602: ['602', 'Receiver system error'],
}

/** SentTime may differ when a message is sent again, so it is left out. */
const fingerprintOf = (root: XmlElement): string => {
  const copy = structuredClone(root)
  const header = copy.children.find((child) => child.name === 'Header')
  if (header) header.children = header.children.filter((child) => child.name !== 'SentTime')
  return createHash('sha256').update(JSON.stringify(copy)).digest('hex')
}

export const createPharmacyNetwork = (deps: PharmacyNetworkDeps) => {
  const { store, agenda, deliveries, faults, now } = deps
  const records = store.collection<ScriptRecord>('script_message')
  const prescriptions = store.collection<HeldPrescription>('prescription')
  const dispensings = store.collection<Dispensing>('dispensing')
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
      }
    },
  })

  const behaviourOf = (ncpdpId: string): PharmacyBehaviour =>
    faults.read().pharmacy.behaviours[ncpdpId] ?? pharmacyById(ncpdpId)?.behaviour ?? 'accept'

  /** The pharmacy says something about a prescription: kept, then delivered (twice when told to). */
  const tell = (held: HeldPrescription, content: XmlElement, relatesTo = held.messageId): ScriptRecord => {
    const messageId = newMessageId()
    const xml = composeMessage({
      version: held.version,
      to: held.clinic,
      from: held.pharmacy,
      messageId,
      relatesToMessageId: relatesTo,
      rxReferenceNumber: held.rxReferenceNumber,
      prescriberOrderNumber: held.prescriberOrderNumber,
      sentAt: now(),
      content,
    })
    const record: ScriptRecord = {
      messageId,
      direction: 'out',
      type: content.name,
      ncpdpId: held.ncpdpId,
      relatesToMessageId: relatesTo,
      prescriberOrderNumber: held.prescriberOrderNumber,
      at: timestamp(),
      xml,
      repeats: 0,
    }
    records.put(`out:${messageId}`, record)
    const twice = faults.read().pharmacy.duplicateCallbacks || behaviourOf(held.ncpdpId) === 'duplicate'
    for (let copy = 0; copy < (twice ? 2 : 1); copy += 1) {
      deliveries.enqueue({
        channel: channelName,
        subject: messageId,
        body: xml,
        orderingKey: `prescription:${held.messageId}`,
      })
    }
    return record
  }

  const changeState = (held: HeldPrescription, state: PrescriptionState) => {
    held.state = state
    prescriptions.put(held.messageId, held)
  }

  const verify = (held: HeldPrescription) => {
    if (held.state === 'cancelled') return undefined
    if (held.state === 'accepted') changeState(held, 'verified')
    return tell(held, verifyContent())
  }

  /** The pharmacist fills, fills in part, or does not. `quantity` is in the prescription's own unit. */
  const fill = (
    held: HeldPrescription,
    kind: FillKind,
    detail: { quantity?: string; note?: string } = {},
  ) => {
    const states = {
      Filled: 'filled',
      PartiallyFilled: 'partially_filled',
      NotFilled: 'not_filled',
      Transferred: 'transferred',
    } as const
    const dispenses = kind === 'Filled' || kind === 'PartiallyFilled'
    const half = String(Math.max(1, Math.floor(Number(held.quantity) / 2)))
    const quantity = detail.quantity ?? (kind === 'PartiallyFilled' ? half : held.quantity)
    agenda.cancel(held.messageId, ['pharmacy-fill'])
    changeState(held, states[kind])
    if (dispenses) {
      dispensings.put(`${held.messageId}:${dispensings.count() + 1}`, {
        messageId: held.messageId,
        prescriberOrderNumber: held.prescriberOrderNumber,
        ncpdpId: held.ncpdpId,
        kind,
        quantity,
        at: timestamp(),
      })
    }
    return tell(
      held,
      fillContent(kind, held.content, {
        note: detail.note,
        quantity: dispenses ? quantity : undefined,
        at: now(),
      }),
    )
  }

  const answerCancel = (cancel: {
    messageId: string
    envelope: Omit<ScriptEnvelope, 'body'>
    found?: string
  }) => {
    const held = cancel.found === undefined ? undefined : prescriptions.get(cancel.found)
    if (!held) {
      const { envelope } = cancel
      const stranger: HeldPrescription = {
        messageId: cancel.messageId,
        prescriberOrderNumber: envelope.prescriberOrderNumber ?? '',
        rxReferenceNumber: '',
        ncpdpId: envelope.to.id,
        drug: '',
        quantity: '0',
        state: 'accepted',
        version: envelope.version,
        clinic: envelope.from,
        pharmacy: envelope.to,
        content: { name: 'CancelRx', attributes: {}, children: [], text: '' },
        denyCancel: true,
        receivedAt: timestamp(),
      }
      return tell(stranger, cancelResponseContent(false, 'Prescription not on file'), cancel.messageId)
    }
    const dispensed = held.state === 'filled' || held.state === 'partially_filled'
    const refusal = dispensed
      ? 'Already dispensed'
      : held.state === 'transferred'
        ? 'Transferred to another pharmacy'
        : held.denyCancel
          ? 'The pharmacist declined to cancel'
          : undefined
    if (refusal !== undefined) return tell(held, cancelResponseContent(false, refusal), cancel.messageId)
    agenda.cancel(held.messageId, ['pharmacy-verify', 'pharmacy-fill'])
    changeState(held, 'cancelled')
    return tell(held, cancelResponseContent(true, 'Prescription cancelled'), cancel.messageId)
  }

  agenda.handle('pharmacy-verify', ({ subject }) => {
    const held = prescriptions.get(subject)
    if (held) verify(held)
  })
  agenda.handle('pharmacy-fill', ({ subject, body }) => {
    const held = prescriptions.get(subject)
    if (held && held.state !== 'cancelled') fill(held, (body as { kind: FillKind }).kind)
  })
  agenda.handle('pharmacy-cancel-answer', ({ body }) => {
    answerCancel(body as Parameters<typeof answerCancel>[0])
  })

  const schedule = (held: HeldPrescription, behaviour: PharmacyBehaviour) => {
    if (behaviour === 'never_answer') return
    const { verifyMs, fillMs, outOfOrder } = faults.read().pharmacy
    const factor = behaviour === 'slow' ? slowFactor : 1
    const kind: FillKind =
      behaviour === 'out_of_stock' ? 'NotFilled' : behaviour === 'partial_fill' ? 'PartiallyFilled' : 'Filled'
    const acts: [kind: string, body: unknown][] = [
      ['pharmacy-verify', {}],
      ['pharmacy-fill', { kind }],
    ]
    if (outOfOrder || behaviour === 'out_of_order') acts.reverse()
    for (const [index, [act, body]] of acts.entries()) {
      const delay = factor * (index === 0 ? Math.min(verifyMs, fillMs) : Math.max(verifyMs, fillMs))
      agenda.add({ kind: act, subject: held.messageId, dueAt: now() + delay, body })
    }
  }

  const prescriptionNamedBy = (message: ScriptEnvelope): HeldPrescription | undefined => {
    if (message.relatesToMessageId) {
      const named = prescriptions.get(message.relatesToMessageId)
      if (named) return named
    }
    return prescriptions
      .all()
      .findLast(
        (held) =>
          held.ncpdpId === message.to.id &&
          ((message.prescriberOrderNumber !== undefined &&
            held.prescriberOrderNumber === message.prescriberOrderNumber) ||
            (message.rxReferenceNumber !== undefined &&
              held.rxReferenceNumber === message.rxReferenceNumber)),
      )
  }

  const hold = (message: ScriptEnvelope, medication: string, behaviour: PharmacyBehaviour) => {
    const held: HeldPrescription = {
      messageId: message.messageId,
      prescriberOrderNumber: message.prescriberOrderNumber ?? '',
      rxReferenceNumber: String(7_000_000 + prescriptions.count() + 1),
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
    prescriptions.put(held.messageId, held)
    schedule(held, behaviour)
  }

  /** Acts on a valid message; answers the content of the synchronous reply. */
  const act = (message: ScriptEnvelope): XmlElement => {
    if (message.to.qualifier !== 'P' || !pharmacyById(message.to.id)) {
      return errorContent('900', 'Receiver ID not on file')
    }
    const behaviour = behaviourOf(message.to.id)
    const rejection = rejections[behaviour]
    const accepted = statusContent(behaviour === 'slow' ? '000' : '010')
    if (message.type === 'Status' || message.type === 'Error' || message.type === 'Verify') {
      return statusContent('010')
    }
    if (rejection) return errorContent(...rejection)
    if (message.type === 'NewRx') hold(message, 'MedicationPrescribed', behaviour)
    if (message.type === 'CancelRx' && behaviour !== 'never_answer') {
      const { body: _, ...envelope } = message
      const found = prescriptionNamedBy(message)?.messageId
      agenda.add({
        kind: 'pharmacy-cancel-answer',
        subject: found ?? message.messageId,
        dueAt: now() + faults.read().pharmacy.verifyMs,
        body: { messageId: message.messageId, envelope, found },
      })
    }
    if (message.type === 'RxRenewalResponse' || message.type === 'RxChangeResponse') {
      const request = records.get(`out:${message.relatesToMessageId}`)
      if (!request || request.type !== message.type.replace('Response', 'Request')) {
        return errorContent('900', 'RelatesToMessageID names no open request')
      }
      const kind = message.body.children.find((child) => child.name === 'Response')?.children[0]?.name
      if (kind !== 'Denied' && kind !== 'Validated') {
        const responded = message.body.children.some((child) => child.name === 'MedicationResponse')
        hold(message, responded ? 'MedicationResponse' : 'MedicationPrescribed', behaviour)
      }
    }
    return accepted
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
      const before = records.get(key)

      if (before && before.replyXml !== undefined && before.status?.startsWith('0')) {
        if (before.fingerprint === fingerprint) {
          records.put(key, { ...before, repeats: before.repeats + 1 })
          return before.replyXml
        }
        return reply(envelope, errorContent('900', 'MessageID was used for another message', '220'))
      }

      const content = validation.ok
        ? act(validation.message)
        : errorContent('900', validation.faults[0] ?? 'The message is not valid')
      const replyXml = reply(envelope, content)
      records.put(key, {
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
      })
      return replyXml
    })

  return {
    receive,
    records,
    prescriptions,
    dispensings,
    behaviourOf,
    now,
    verify: (held: HeldPrescription) => store.atomically(() => verify(held)),
    fill: (held: HeldPrescription, kind: FillKind, detail?: { quantity?: string; note?: string }) =>
      store.atomically(() => fill(held, kind, detail)),
    tell: (held: HeldPrescription, content: XmlElement) => store.atomically(() => tell(held, content)),
    /** From now on this prescription is not cancelled when asked (or is, again). */
    setDenyCancel: (held: HeldPrescription, denyCancel: boolean) =>
      prescriptions.put(held.messageId, { ...held, denyCancel }),
  }
}
