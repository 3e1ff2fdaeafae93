/** An order is complete when its medicine was handed out and its invoice is paid, whichever came last. */
import type { Deps } from '../../deps.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { invoiceStatusOf, lockOrder, saveOrder } from './queries.ts'

export const completeOrderJob =
  (deps: Pick<Deps, 'db' | 'clock'>): JobHandler =>
  async ({ clinicId, orderId = '' }) => {
    await deps.db.write(clinicId, async (tx) => {
      const order = await lockOrder(tx, clinicId, { orderId })
      if (order?.status !== 'filled' && order?.status !== 'shipped') return
      if ((await invoiceStatusOf(tx, clinicId, orderId)) !== 'paid') return
      await saveOrder(tx, order, { status: 'completed', now: deps.clock.now(), cause: 'complete-order' })
    })
  }
