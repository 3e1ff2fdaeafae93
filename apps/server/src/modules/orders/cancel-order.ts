/** Calls an order off. What a pharmacy has is cancelled there first; only its answer makes the order cancelled. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { invoiceIdOf } from '../invoices/index.ts'
import { cancelPrescriptions } from '../prescriptions/index.ts'
import { answerAtTheEnd } from './decide-order.ts'
import { mayBecome } from './order.ts'
import { lockOrder, type Order, saveOrder } from './queries.ts'

export type CancelOrder = { actor: Actor; consultationId: string; now: Date }

/**
 * @returns `requested` when a pharmacy was asked to cancel and has not answered yet.
 * @throws Problem `not-found`, `transition-not-allowed` with the reason.
 */
export async function cancelOrder(tx: Tx, cancel: CancelOrder): Promise<'cancelled' | 'requested'> {
  const { actor, consultationId, now } = cancel
  const { clinicId } = actor
  const order = await lockOrder(tx, clinicId, { consultationId })
  if (!order) throw new Problem('not-found')
  if (order.status === 'cancelled') return 'cancelled'
  if (!mayBecome(order.status, 'cancelled')) {
    throw new Problem('transition-not-allowed', {
      detail: `An order that is ${order.status} cannot be cancelled.`,
    })
  }
  const outcome = await cancelPrescriptions(tx, { actor, clinicId, orderId: order.id, now })
  switch (outcome) {
    case 'too_late':
      throw new Problem('transition-not-allowed', { detail: 'The medicine was handed out already.' })
    case 'undecided':
      throw new Problem('transition-not-allowed', {
        detail: 'Whether the pharmacy has the prescription is being found out. Try again in a minute.',
      })
    case 'requested':
      return 'requested'
    case 'withdrawn':
      await closeCancelled(tx, order, { now, cause: 'cancel', actor })
      return 'cancelled'
  }
}

/** The order is over: its consultation closes and the card is released. The order must be locked. */
export async function closeCancelled(
  tx: Tx,
  order: Order,
  how: { now: Date; cause: string; actor?: Actor },
): Promise<void> {
  const { clinicId, consultationId } = order
  const invoiceId = await invoiceIdOf(tx, clinicId, order.id)
  await saveOrder(tx, order, { status: 'cancelled', holdReason: null, holdText: null, ...how })
  await enqueue(tx, 'release-payment', { clinicId, invoiceId })
  await enqueue(tx, 'complete-consultation', { clinicId, consultationId })
  await answerAtTheEnd(tx, order, how.now)
}
