/** Refunds of captured payments. */
import { CardApiError, missing } from './errors.ts'
import type { Charge, Metadata, Refund } from './objects.ts'
import { requireIntent } from './payment-intents.ts'
import { type Cause, newId, type Processor } from './processor.ts'

/** Returns captured money, in whole (`amount` undefined: what is left) or in part. */
export const createRefund = (
  processor: Processor,
  input: {
    paymentIntent: string | undefined
    charge: string | undefined
    amount: number | undefined
    reason: string | null
    metadata: Metadata
  },
  cause: Cause,
): Refund => {
  const chargeId =
    input.charge ??
    (input.paymentIntent === undefined
      ? undefined
      : requireIntent(processor, input.paymentIntent, 'payment_intent').latest_charge)
  if (input.charge === undefined && input.paymentIntent === undefined) {
    throw new CardApiError(400, {
      code: 'parameter_missing',
      message: 'One of the following params should be provided for this request: payment_intent or charge.',
    })
  }
  const charge = chargeId ? processor.charges.get(chargeId) : undefined
  if (!charge && input.charge !== undefined) throw missing('charge', input.charge, 'charge')
  if (!charge?.captured) {
    throw new CardApiError(400, {
      message: `This PaymentIntent (${input.paymentIntent ?? charge?.payment_intent}) does not have a successful charge to refund.`,
      param: 'payment_intent',
    })
  }
  const left = charge.amount_captured - charge.amount_refunded
  if (left <= 0) {
    throw new CardApiError(400, {
      code: 'charge_already_refunded',
      message: `Charge ${charge.id} has already been refunded.`,
    })
  }
  const amount = input.amount ?? left
  if (amount < 1 || amount > left) {
    throw new CardApiError(400, {
      message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
      param: 'amount',
    })
  }
  const refund: Refund = {
    id: newId('re_'),
    object: 'refund',
    amount,
    balance_transaction: newId('txn_'),
    charge: charge.id,
    created: processor.seconds(),
    currency: charge.currency,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    reason: input.reason,
    receipt_number: null,
    status: 'succeeded',
  }
  const refunded: Charge = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount_captured,
  }
  processor.refunds.put(refund.id, refund)
  processor.charges.put(charge.id, refunded)
  processor.record('refunded', requireIntent(processor, charge.payment_intent), amount, cause)
  processor.emit(`payment:${charge.payment_intent}`, cause, [
    ['refund.created', refund],
    ['charge.refunded', refunded],
  ])
  return refund
}
