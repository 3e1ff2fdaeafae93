/**
 * A pharmacy network whose failures a test chooses, one call at a time. It writes and reads real SCRIPT; only
 * the wire is missing. For tests only.
 */
import {
  encode,
  header,
  type RxFill,
  type ScriptBody,
  type ScriptMessage,
  scriptError,
  status,
  verify,
} from '@countersign/ncpdp-script'
import type { PharmacyNetwork, TransmitResult } from '../adapters/pharmacy/port.ts'
import { createScriptNetwork } from '../adapters/pharmacy/script-network.ts'
import { newId } from '../platform/ids.ts'

/** What happens to one message: taken or not, and what its sender learns. `crash`: the sender's process dies. */
export type Fate =
  | 'accept'
  | 'reject'
  | 'retry'
  | 'lost_before'
  | 'lost_after'
  | 'crash_before'
  | 'crash_after'
  | 'hang'

export type FakeNetwork = PharmacyNetwork & {
  /** The fates of the next calls, in order; `accept` when there are none left. */
  fates: Fate[]
  /** Every message that reached the network, by MessageID: how often it came, and what it was. */
  taken: Map<string, { times: number; xml: string }>
  /** Every call made, taken or not. */
  calls: number
  /** MessageIDs asked about. */
  asked: string[]
  /** Whether asking is answered. */
  answersQuestions: boolean
  /** Runs while a call is under way. */
  during: (() => Promise<void>) | null
}

const SOFTWARE = { developer: 'A test', product: 'Pharmacy', version: '1' }
class Crash extends Error {
  override name = 'Crash'
}

export function fakeNetwork(): FakeNetwork {
  const wire = createScriptNetwork({ url: 'http://127.0.0.1:9', secret: 'unused', version: '2017071' })
  const rejected = new Set<string>()
  const network: FakeNetwork = {
    ...wire,
    fates: [],
    taken: new Map(),
    calls: 0,
    asked: [],
    answersQuestions: true,
    during: null,
    async transmit(xml): Promise<TransmitResult> {
      network.calls += 1
      const fate = network.fates.shift() ?? 'accept'
      const messageId = messageIdIn(xml)
      const answer = (body: ScriptBody) => answerTo(messageId, body)
      if (fate === 'crash_before') throw new Crash('the process died before sending')
      if (fate === 'retry')
        return { outcome: 'retry', text: 'The line is down.', answer: answer(scriptError('600')) }
      if (fate === 'lost_before') return { outcome: 'unknown', text: 'No answer came.' }
      const before = network.taken.get(messageId)
      network.taken.set(messageId, { times: (before?.times ?? 0) + 1, xml })
      await network.during?.()
      if (fate === 'crash_after') throw new Crash('the process died after sending')
      if (fate === 'lost_after') return { outcome: 'unknown', text: 'No answer came.' }
      if (fate === 'reject') {
        rejected.add(messageId)
        const text = 'Pharmacy does not accept this prescription'
        return {
          outcome: 'rejected',
          code: '900',
          descriptionCode: null,
          text,
          answer: answer(scriptError('900')),
        }
      }
      return { outcome: 'accepted', text: 'taken', answer: answer(status('010')) }
    },
    async askStatus(messageId) {
      network.asked.push(messageId)
      if (!network.answersQuestions) return { outcome: 'unavailable', text: 'The network does not answer.' }
      if (!network.taken.has(messageId)) return { outcome: 'not_received' }
      const state = rejected.has(messageId) ? 'rejected' : 'accepted'
      return { outcome: 'received', state, code: state === 'rejected' ? '900' : '010', text: state }
    },
    async directory() {
      return { outcome: 'unavailable', text: 'not in this test' }
    },
  }
  return network
}

const messageIdIn = (xml: string): string => /<MessageID>([^<]+)</.exec(xml)?.[1] ?? ''

const answerTo = (relatesToMessageId: string, body: ScriptBody) => {
  const messageId = newId().replaceAll('-', '')
  return { messageId, type: body.type, xml: messageFrom({ messageId, relatesToMessageId, body }) }
}

export type FromPharmacy = {
  messageId?: string
  relatesToMessageId?: string
  prescriberOrderNumber?: string
  pharmacyId?: string
  clinicNpi?: string
  body: ScriptBody
}

/** A message of a pharmacy, as it would arrive. */
export function messageFrom(message: FromPharmacy): string {
  const script: ScriptMessage = {
    header: header({
      to: { qualifier: 'C', id: message.clinicNpi ?? '1999999984' },
      from: { qualifier: 'P', id: message.pharmacyId ?? '9900041' },
      messageId: message.messageId ?? newId().replaceAll('-', ''),
      relatesToMessageId: message.relatesToMessageId,
      prescriberOrderNumber: message.prescriberOrderNumber,
      sentAt: new Date('2026-11-22T15:05:00Z'),
      senderSoftware: SOFTWARE,
    }),
    body: message.body,
  }
  return encode(script, '2017071')
}

export const verifyBody = verify()

const medication = {
  drugDescription: 'Finasteride 1 MG Oral Tablet',
  quantity: { value: '90', codeListQualifier: '38', unitOfMeasure: 'C48542' },
  writtenDate: '2026-11-22',
  substitutions: '0',
  numberOfRefills: 3,
  sigText: 'Take 1 tablet by mouth once daily',
}

/** Who and what a pharmacy's message repeats of the prescription. */
export const parties = {
  patient: { name: { lastName: 'Patient', firstName: 'Test' }, gender: 'M', dateOfBirth: '1984-05-06' },
  pharmacy: { ncpdpId: '9900041', businessName: 'Bluebonnet Pharmacy' },
  prescriber: { npi: '1999999901', name: { lastName: 'Provider', firstName: 'Test' } },
  medicationPrescribed: medication,
} as const

export const fillBody = (outcome: RxFill['fillStatus']['outcome'], note?: string): RxFill => ({
  type: 'RxFill',
  fillStatus: { outcome, note },
  ...parties,
  ...(outcome === 'filled' || outcome === 'partially-filled' ? { medicationDispensed: medication } : {}),
})
