/**
 * Answers a pharmacy's question with words alone: denied, or confirmed. (An approval travels as the prescription
 * itself.) The message is composed once and kept under a MessageID fixed by its caller; every repeat is the same.
 */
import type { ChangeAnswer, Composed, RenewalAnswer } from '../../adapters/pharmacy/port.ts'
import type { Tx } from '../../platform/db/database.ts'
import { RetryLater } from '../../platform/jobs/worker.ts'
import { findMessage, keepMessage, wasAccepted } from './message-queries.ts'
import { loadParties } from './parties-queries.ts'
import type { PrescriptionDeps } from './transmission.ts'

export type AnswerInWords = {
  clinicId: string
  /** The prescription that was asked about. */
  prescriptionId: string
  /** The pharmacy's message, and ours that answers it. */
  questionId: string
  messageId: string
} & (
  | { type: 'RxRenewalResponse'; answer: RenewalAnswer & { outcome: 'denied' } }
  | {
      type: 'RxChangeResponse'
      answer: ChangeAnswer & { outcome: 'denied' | 'validated' }
      code: string
      subCodes: readonly string[]
    }
)

/** @returns why it could not be delivered for good, or null. @throws RetryLater while it may still be. */
export async function answerInWords(
  deps: PrescriptionDeps,
  words: AnswerInWords,
  lastAttempt: boolean,
): Promise<string | null> {
  const { clinicId, messageId } = words
  const begun = await deps.db.write(clinicId, (tx) => begin(tx, deps, words))
  if (!begun.ok) return begun.reason
  if (begun.xml === null) return null
  const result = await deps.pharmacyNetwork.transmit(begun.xml)
  if (result.outcome === 'unknown') {
    const asked = await deps.pharmacyNetwork.askStatus(messageId)
    if (asked.outcome === 'received') return asked.state === 'rejected' ? asked.text : null
    if (!lastAttempt) throw new RetryLater(result.text)
    return result.text
  }
  const { answer } = result
  if (answer) {
    await deps.db.write(clinicId, (tx) =>
      keepMessage(tx, {
        clinicId,
        prescriptionId: words.prescriptionId,
        direction: 'in',
        messageId: answer.messageId,
        relatesToMessageId: messageId,
        type: answer.type,
        outcome: result.outcome,
        sealed: deps.encryption.seal(answer.xml),
        at: deps.clock.now(),
      }),
    )
  }
  if (result.outcome === 'accepted') return null
  if (result.outcome === 'retry' && !lastAttempt) throw new RetryLater(result.text)
  return result.text
}

type Begun = { ok: true; xml: string | null } | { ok: false; reason: string }

/** The message as it was first composed; null when the network has it already. */
async function begin(tx: Tx, deps: PrescriptionDeps, words: AnswerInWords): Promise<Begun> {
  const { clinicId, prescriptionId, messageId, type } = words
  const kept = await findMessage(tx, clinicId, 'out', messageId, type)
  if (kept) {
    const xml = deps.encryption.open(kept.sealed)
    return { ok: true, xml: (await wasAccepted(tx, clinicId, prescriptionId, messageId)) ? null : xml }
  }
  const now = deps.clock.now()
  const parties = await loadParties(tx, clinicId, prescriptionId)
  const composed = compose(deps, words, { ...parties, messageId, sentAt: now })
  if (!composed.ok)
    return { ok: false, reason: `The answer cannot be written for the network: ${composed.reason}.` }
  await keepMessage(tx, {
    clinicId,
    prescriptionId,
    direction: 'out',
    messageId,
    relatesToMessageId: words.questionId,
    type,
    outcome: words.answer.outcome,
    sealed: deps.encryption.seal(composed.xml),
    at: now,
  })
  return composed
}

type Parties = Parameters<PrescriptionDeps['pharmacyNetwork']['composeNewRx']>[0]

function compose(deps: PrescriptionDeps, words: AnswerInWords, parties: Parties): Composed {
  const { questionId } = words
  return words.type === 'RxRenewalResponse'
    ? deps.pharmacyNetwork.composeRenewalResponse({ ...parties, questionId, answer: words.answer })
    : deps.pharmacyNetwork.composeChangeResponse({
        ...parties,
        questionId,
        answer: words.answer,
        code: words.code,
        subCodes: words.subCodes,
        priorAuthorization: null,
      })
}
