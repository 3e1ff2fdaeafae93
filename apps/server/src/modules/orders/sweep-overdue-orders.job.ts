/**
 * Looks for decided orders whose job died with its process, and asks for it again. The jobs themselves find out
 * what was done already; this only makes sure that one runs.
 */
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { listOverdue, loadInFlight } from './queries.ts'

/** Longer than a job that is alive needs between two steps. */
const OVERDUE_MS = 3 * 60_000
const MOST = 500

export const sweepOverdueOrdersCron = (deps: Pick<Deps, 'db' | 'clock' | 'log'>): CronJob => ({
  task: 'sweep-overdue-orders',
  match: '* * * * *',
  run: () => sweepOverdueOrders(deps),
})

export async function sweepOverdueOrders(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - OVERDUE_MS)
  const overdue = await listOverdue(deps.db, before, MOST)
  for (const { clinicId, orderId } of overdue) {
    await deps.db.write(clinicId, (tx) => askAgain(tx, clinicId, orderId))
  }
  if (overdue.length > 0) deps.log.warn({ orders: overdue.length }, 'decided orders had stopped; asked again')
}

async function askAgain(tx: Tx, clinicId: string, orderId: string): Promise<void> {
  const { order, prescriptions, invoice } = await loadInFlight(tx, clinicId, orderId)
  if (!order) return
  for (const { id: prescriptionId, decisionId } of prescriptions) {
    const payload = { clinicId, orderId, prescriptionId, decisionId }
    await enqueue(tx, 'send-prescription', payload, {
      jobKey: `send-again-${prescriptionId}`,
      maxAttempts: 12,
    })
  }
  if (!invoice) return
  const { decisionId } = order
  const payload = { clinicId, invoiceId: invoice.id, ...(decisionId && { decisionId }) }
  const refused = order.status === 'denied' || order.status === 'cancelled'
  const task = refused ? 'release-payment' : 'capture-payment'
  await enqueue(tx, task, payload, { jobKey: `${task}-again-${invoice.id}` })
}
