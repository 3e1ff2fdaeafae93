/** What arrived, counted and listed, for tests, the demo and the page. */
import type { CardEvent, LedgerEntry, PaymentIntent } from './card-processor/objects.ts'
import type { Deliveries } from './delivery.ts'
import type { Mail } from './mailbox/smtp.ts'
import type { PayerExchange } from './payer/routes.ts'
import type { Dispensing, HeldPrescription, ScriptRecord } from './pharmacy-network/records.ts'
import type { Store } from './store.ts'

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/**
 * Counts for exactly-once checks. `prescriptions.byOrderNumber` tells how often each PrescriberOrderNumber was
 * received and dispensed; `card.paymentIntents` what was captured of each payment, from the ledger.
 */
export const sandboxState = (store: Store, deliveries: Deliveries) => {
  const records = store.collection<ScriptRecord>('script_message').all()
  const held = store.collection<HeldPrescription>('prescription').all()
  const dispensings = store.collection<Dispensing>('dispensing').all()
  const incoming = records.filter(({ direction }) => direction === 'in')
  const newRx = incoming.filter(({ type }) => type === 'NewRx')
  const repeatsOf = (rows: readonly ScriptRecord[]) => rows.reduce((sum, { repeats }) => sum + repeats, 0)

  const received = tally(held.map(({ prescriberOrderNumber }) => prescriberOrderNumber))
  const dispensed = tally(dispensings.map(({ prescriberOrderNumber }) => prescriberOrderNumber))
  const pharmacies = [...new Set(newRx.map(({ ncpdpId }) => ncpdpId))].map((ncpdpId) => {
    const mine = held.filter((entry) => entry.ncpdpId === ncpdpId)
    return {
      ncpdpId,
      unique: new Set(mine.map(({ prescriberOrderNumber }) => prescriberOrderNumber)).size,
      received: mine.length,
      repeatedMessages: repeatsOf(newRx.filter((record) => record.ncpdpId === ncpdpId)),
      rejected: newRx.filter((record) => record.ncpdpId === ncpdpId && !record.status?.startsWith('0'))
        .length,
      dispensed: dispensings.filter((entry) => entry.ncpdpId === ncpdpId).length,
      states: tally(mine.map(({ state }) => state)),
    }
  })

  const intents = store.collection<PaymentIntent>('payment_intent').all()
  const ledger = store.collection<LedgerEntry>('ledger').all()
  const sums = new Map<string, { captures: number; capturedCents: number; refundedCents: number }>()
  for (const line of ledger) {
    const sum = sums.get(line.paymentIntent) ?? { captures: 0, capturedCents: 0, refundedCents: 0 }
    if (line.kind === 'captured') {
      sum.captures += 1
      sum.capturedCents += line.amount
    }
    if (line.kind === 'refunded') sum.refundedCents += line.amount
    sums.set(line.paymentIntent, sum)
  }
  const payments = intents.map((intent) => ({
    id: intent.id,
    status: intent.status,
    amountCents: intent.amount,
    ...(sums.get(intent.id) ?? { captures: 0, capturedCents: 0, refundedCents: 0 }),
    metadata: intent.metadata,
  }))
  const mails = store.collection<Mail>('mail').all()
  return {
    prescriptions: {
      unique: Object.keys(received).length,
      received: held.length,
      repeatedMessages: repeatsOf(newRx),
      rejected: newRx.filter(({ status }) => !status?.startsWith('0')).length,
      dispensed: dispensings.length,
      byOrderNumber: Object.fromEntries(
        Object.keys(received).map((order) => [
          order,
          { received: received[order] ?? 0, dispensed: dispensed[order] ?? 0 },
        ]),
      ),
      pharmacies,
    },
    messages: {
      in: incoming.length,
      out: records.length - incoming.length,
      types: tally(incoming.map(({ type }) => type)),
    },
    card: {
      capturedCents: payments.reduce((sum, { capturedCents }) => sum + capturedCents, 0),
      refundedCents: payments.reduce((sum, { refundedCents }) => sum + refundedCents, 0),
      statuses: tally(intents.map(({ status }) => status)),
      paymentIntents: payments,
      events: store.collection<CardEvent>('card_event').count(),
    },
    payer: {
      exchanges: tally(
        store
          .collection<PayerExchange>('payer_exchange')
          .all()
          .map(({ kind }) => kind),
      ),
    },
    mails: { total: mails.length, byRecipient: tally(mails.flatMap(({ to }) => to)) },
    deliveries: deliveries.counts(),
  }
}
