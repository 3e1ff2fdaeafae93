/** Compares what the clinic believes with what its counterparties counted. */
import type { ConsultationSummary } from '@countersign/contract'
import type { SandboxState } from './sandbox-client.ts'

/** What the pharmacies and the card processor must have seen, from the clinic's own records. */
export type Expected = {
  /** PrescriberOrderNumbers of prescriptions a pharmacy holds. */
  readonly sent: readonly string[]
  /** Of those, the ones handed out. */
  readonly filled: readonly string[]
  /** Refused at the door (never held) or by the pharmacist (held once), and never handed out. */
  readonly rejected: readonly string[]
  readonly capturedCents: number
  /** Payments captured. */
  readonly captures: number
}

const HELD: readonly string[] = ['sent', 'verified', 'partially_filled', 'filled']

export const expectedOf = (summaries: readonly ConsultationSummary[]): Expected => {
  const prescriptions = summaries.flatMap(({ order }) => order.prescriptions)
  const numbersOf = (...statuses: readonly string[]) =>
    prescriptions.filter(({ status }) => statuses.includes(status)).map(({ id }) => id.replaceAll('-', ''))
  const paid = summaries.filter(({ order }) => order.invoice.status === 'paid')
  return {
    sent: numbersOf(...HELD),
    filled: numbersOf('filled'),
    rejected: numbersOf('rejected'),
    capturedCents: paid.reduce((sum, { order }) => sum + order.invoice.amountCents, 0),
    captures: paid.length,
  }
}

/** What does not agree, in words; empty when everything happened exactly once. */
export const disagreements = (expected: Expected, state: SandboxState): string[] => {
  const { byOrderNumber } = state.prescriptions
  const wrong: string[] = []
  for (const number of expected.sent) {
    const received = byOrderNumber[number]?.received ?? 0
    if (received !== 1) wrong.push(`prescription ${number} was received ${received} times`)
  }
  for (const number of expected.filled) {
    const dispensed = byOrderNumber[number]?.dispensed ?? 0
    if (dispensed !== 1) wrong.push(`prescription ${number} was handed out ${dispensed} times`)
  }
  for (const number of expected.rejected) {
    const { received, dispensed } = byOrderNumber[number] ?? { received: 0, dispensed: 0 }
    if (received > 1 || dispensed > 0)
      wrong.push(`rejected ${number}: received ${received}, handed out ${dispensed}`)
  }
  const known = new Set([...expected.sent, ...expected.rejected])
  for (const number of Object.keys(byOrderNumber)) {
    if (!known.has(number)) wrong.push(`the pharmacies hold ${number}, which nobody approved`)
  }
  const captures = state.card.paymentIntents.reduce((sum, intent) => sum + intent.captures, 0)
  if (captures !== expected.captures)
    wrong.push(`${captures} captures for ${expected.captures} paid invoices`)
  if (state.card.capturedCents !== expected.capturedCents) {
    wrong.push(`${state.card.capturedCents} cents captured, invoices paid ${expected.capturedCents}`)
  }
  return wrong
}
