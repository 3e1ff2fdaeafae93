/**
 * The counter of every pharmacy: what it does with a prescription it holds, by itself as its conduct says or
 * by a person's hand. Whatever it says is kept, then delivered to the clinic until answered.
 */
import type { Agenda } from '../agenda.ts'
import type { Deliveries } from '../delivery.ts'
import type { Faults } from '../faults.ts'
import type { Store } from '../store.ts'
import { alternativeTo } from './alternatives.ts'
import { type CounterStep, conductOf, type PharmacyBehaviour } from './behaviours.ts'
import { pharmacyById } from './directory.ts'
import type { CancelAsked, HeldPrescription, PharmacyRecords, ScriptRecord } from './records.ts'
import {
  cancelResponseContent,
  changeRequestContent,
  composeMessage,
  type FillKind,
  fillContent,
  newMessageId,
  renewalRequestContent,
  type ScriptEnvelope,
  verifyContent,
} from './script-message.ts'
import type { XmlElement } from './xml.ts'

export const channelName = 'pharmacy-network'

export type CounterDeps = {
  store: Store
  records: PharmacyRecords
  agenda: Agenda
  deliveries: Deliveries
  faults: Faults
  now: () => number
}

export type FillDetail = { quantity?: string | undefined; note?: string | undefined }

const stateAfter = {
  Filled: 'filled',
  PartiallyFilled: 'partially_filled',
  NotFilled: 'not_filled',
  Transferred: 'transferred',
} as const
/** One kind an act, so that a fill by hand strikes off the one that was planned and nothing else. */
const appointmentOf = {
  verify: 'pharmacy-verify',
  fill: 'pharmacy-fill',
  change: 'pharmacy-change',
  renew: 'pharmacy-renewal',
} as const satisfies Record<CounterStep['act'], string>
const noteOfItsOwn: Partial<Record<FillKind, string>> = { NotFilled: 'Out of stock' }

export const openCounter = (deps: CounterDeps) => {
  const { store, records, agenda, deliveries, faults, now } = deps
  const timestamp = () => new Date(now()).toISOString()

  const behaviourOf = (ncpdpId: string): PharmacyBehaviour =>
    faults.read().pharmacy.behaviours[ncpdpId] ?? pharmacyById(ncpdpId)?.behaviour ?? 'accept'

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
    records.keepMessage(record)
    const twice = faults.read().pharmacy.duplicateCallbacks || conductOf(behaviourOf(held.ncpdpId)).twice
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

  const changeState = (held: HeldPrescription, state: HeldPrescription['state']) => {
    held.state = state
    records.keepPrescription(held)
  }

  const verify = (held: HeldPrescription) => {
    if (held.state === 'cancelled') return undefined
    if (held.state === 'accepted') changeState(held, 'verified')
    return tell(held, verifyContent())
  }

  /** Fills, fills in part, or does not. `quantity` is in the prescription's own unit. */
  const fill = (held: HeldPrescription, kind: FillKind, detail: FillDetail = {}) => {
    const dispenses = kind === 'Filled' || kind === 'PartiallyFilled'
    const half = String(Math.max(1, Math.floor(Number(held.quantity) / 2)))
    const quantity = detail.quantity ?? (kind === 'PartiallyFilled' ? half : held.quantity)
    agenda.cancel(held.messageId, [appointmentOf.fill])
    changeState(held, stateAfter[kind])
    if (dispenses) {
      records.dispensings.put(
        `${held.messageId}:${newMessageId()}`,
        {
          messageId: held.messageId,
          prescriberOrderNumber: held.prescriberOrderNumber,
          ncpdpId: held.ncpdpId,
          kind,
          quantity,
          at: timestamp(),
        },
        [`of:${held.messageId}`],
      )
    }
    return tell(
      held,
      fillContent(kind, held.content, {
        note: detail.note ?? noteOfItsOwn[kind],
        quantity: dispenses ? quantity : undefined,
        at: now(),
      }),
    )
  }

  /** Asks for a change; one that needs a proposal and has none becomes a question of clarification. */
  const askForChange = (held: HeldPrescription, code: 'P' | 'T') => {
    const drug = code === 'T' ? alternativeTo(held.drug) : undefined
    if (code === 'T' && drug === undefined) {
      const reason = 'Please confirm drug and strength'
      return tell(held, changeRequestContent(held.content, { code: 'S', reason }))
    }
    return tell(
      held,
      changeRequestContent(held.content, {
        code,
        reason:
          code === 'P'
            ? 'The plan requires prior authorization'
            : 'The plan prefers this product of the class',
        proposal: drug === undefined ? undefined : { drug },
      }),
    )
  }

  const takeStep = (held: HeldPrescription, step: CounterStep) => {
    if (held.state === 'cancelled') return
    if (step.act === 'verify') verify(held)
    if (step.act === 'fill') fill(held, step.kind)
    if (step.act === 'change') askForChange(held, step.code)
    if (step.act === 'renew') tell(held, renewalRequestContent(held.content, { at: now(), refills: 3 }))
  }

  /** Makes the counter's appointments with a prescription just taken: the first act soon, the others later. */
  const schedule = (held: HeldPrescription) => {
    const { steps = [], slowness = 1 } = conductOf(behaviourOf(held.ncpdpId))
    const { verifyMs, fillMs, outOfOrder } = faults.read().pharmacy
    const [soon, late] = [Math.min(verifyMs, fillMs), Math.max(verifyMs, fillMs)]
    for (const [index, step] of (outOfOrder ? [...steps].reverse() : steps).entries()) {
      const delay = slowness * (index === 0 ? soon : late * index)
      agenda.add({ kind: appointmentOf[step.act], subject: held.messageId, dueAt: now() + delay, body: step })
    }
  }

  const strangerOf = (cancel: CancelAsked): HeldPrescription => ({
    messageId: cancel.messageId,
    prescriberOrderNumber: cancel.envelope.prescriberOrderNumber ?? '',
    rxReferenceNumber: '',
    ncpdpId: cancel.ncpdpId,
    drug: '',
    quantity: '0',
    state: 'accepted',
    version: cancel.envelope.version,
    clinic: cancel.envelope.from,
    pharmacy: cancel.envelope.to,
    content: { name: 'CancelRx', attributes: {}, children: [], text: '' },
    denyCancel: true,
    receivedAt: cancel.at,
  })

  /** Why a cancel cannot be granted as the prescription stands; undefined when it can. */
  const obstacleTo = (held: HeldPrescription): string | undefined => {
    if (held.state === 'filled' || held.state === 'partially_filled') return 'Already dispensed'
    if (held.state === 'transferred') return 'Transferred to another pharmacy'
    return undefined
  }

  /** Answers a cancel that waits. An approval of what was dispensed is refused. */
  const decideCancel = (cancel: CancelAsked, approve: boolean, reason?: string): ScriptRecord => {
    const held = cancel.found === undefined ? undefined : records.prescriptions.get(cancel.found)
    const obstacle = held ? obstacleTo(held) : 'Prescription not on file'
    const approved = approve && obstacle === undefined
    const words =
      obstacle ?? reason ?? (approved ? 'Prescription cancelled' : 'The pharmacist declined to cancel')
    records.keepCancel({ ...cancel, state: approved ? 'approved' : 'denied' })
    if (held && approved) {
      agenda.cancel(held.messageId, Object.values(appointmentOf))
      changeState(held, 'cancelled')
    }
    return tell(held ?? strangerOf(cancel), cancelResponseContent(approved, words), cancel.messageId)
  }

  /** A CancelRx came: answered a little later, left to a person, or left alone. */
  const cancelAsked = (message: ScriptEnvelope) => {
    const conduct = conductOf(behaviourOf(message.to.id))
    const { body: _body, ...envelope } = message
    const found = records.namedBy(message)?.messageId
    const { messageId } = message
    const ncpdpId = message.to.id
    records.keepCancel({ messageId, envelope, ncpdpId, found, state: 'waiting', at: timestamp() })
    if (conduct.cancels === 'ignore' || conduct.cancels === 'by_hand') return
    const dueAt = now() + faults.read().pharmacy.verifyMs
    agenda.add({ kind: 'pharmacy-cancel', subject: found ?? messageId, dueAt, body: { messageId } })
  }

  for (const kind of Object.values(appointmentOf)) {
    agenda.handle(kind, ({ subject, body }) => {
      const held = records.prescriptions.get(subject)
      if (held) takeStep(held, body as CounterStep)
    })
  }
  agenda.handle('pharmacy-cancel', ({ body }) => {
    const cancel = records.cancels.get((body as { messageId: string }).messageId)
    if (cancel?.state !== 'waiting') return
    const held = cancel.found === undefined ? undefined : records.prescriptions.get(cancel.found)
    const declines = held?.denyCancel || conductOf(behaviourOf(cancel.ncpdpId)).cancels === 'deny'
    decideCancel(cancel, !declines)
  })

  return {
    behaviourOf,
    schedule,
    cancelAsked,
    obstacleTo,
    tell: (held: HeldPrescription, content: XmlElement) => store.atomically(() => tell(held, content)),
    verify: (held: HeldPrescription) => store.atomically(() => verify(held)),
    fill: (held: HeldPrescription, kind: FillKind, detail?: FillDetail) =>
      store.atomically(() => fill(held, kind, detail)),
    decideCancel: (cancel: CancelAsked, approve: boolean, reason?: string) =>
      store.atomically(() => decideCancel(cancel, approve, reason)),
    /** From now on this prescription is not cancelled when asked (or is, again). */
    setDenyCancel: (held: HeldPrescription, denyCancel: boolean) =>
      records.keepPrescription({ ...held, denyCancel }),
  }
}
