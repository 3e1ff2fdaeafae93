/** The order of a titration series, for the module that walks the series. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { Actor } from '../identity/index.ts'
import { listPrescriptionsOfOrder } from '../prescriptions/index.ts'
import { mayBecome, standing } from './order.ts'
import { lockOrder, type Order, saveOrder } from './queries.ts'

/** Locks the order for the rest of the transaction. */
export const loadDecidedOrder = (tx: Tx, clinicId: string, orderId: string): Promise<Order | null> =>
  lockOrder(tx, clinicId, { orderId })

/** No step waits any more: an order whose medicine was handed out is filled now. The order must be locked. */
export async function closeSeriesOrder(
  tx: Tx,
  close: { clinicId: string; orderId: string; actor: Actor; now: Date },
): Promise<void> {
  const { clinicId, orderId, actor, now } = close
  const order = await lockOrder(tx, clinicId, { orderId })
  if (order?.status !== 'partially_filled') return
  const prescriptions = await listPrescriptionsOfOrder(tx, clinicId, orderId)
  const alive = prescriptions
    .map(({ status }) => status)
    .filter((status) => !['cancelled', 'rerouted', 'expired'].includes(status))
  if (alive.some((status) => status !== 'filled') || standing(alive) !== 'filled') return
  if (!mayBecome(order.status, 'filled')) return
  await saveOrder(tx, order, { status: 'filled', now, cause: 'titration-stopped', actor })
  await enqueue(tx, 'complete-consultation', { clinicId, consultationId: order.consultationId })
  await enqueue(tx, 'complete-order', { clinicId, orderId })
}
