/** A provider changes the dose before a pharmacy has it, or after one refused it: checked again, signed again. */
import type { AdjustOrder } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { amendWithin } from '../consultations/index.ts'
import type { Provider } from '../identity/index.ts'
import { lockForWork, replaceUnsentOrder } from '../orders/index.ts'
import { isUnsent, listPrescriptionsOfOrder } from '../prescriptions/index.ts'

const refuse = (detail: string): never => {
  throw new Problem('transition-not-allowed', { detail })
}

/**
 * The old prescription is withdrawn and the new one names it; both, the decision and the jobs are one transaction.
 * @throws Problem `not-found`, `no-licence`, `stale-version`, `transition-not-allowed`, `consultation-not-approvable`,
 * `validation-failed`.
 */
export const adjustOrder = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Provider,
  orderId: string,
  input: AdjustOrder,
  once: Once,
): Promise<null> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const order = await lockForWork(tx, { actor, orderId, now, input })
    if (!['approved', 'on_hold', 'partially_filled'].includes(order.status))
      refuse(`An order that is ${order.status.replaceAll('_', ' ')} takes no other dose.`)
    if (order.effectiveAt === null || order.effectiveAt > now)
      refuse('The decision can still be taken back: undo it, and decide again.')
    const all = await listPrescriptionsOfOrder(tx, actor.clinicId, orderId)
    // By its state, not the newest: a step that was replaced is newer than the later steps of its series.
    const current = all.findLast((rx) => rx.decisionId === order.decisionId && isUnsent(rx.status))
    if (!current)
      return refuse('Nothing of the decision in force can be changed: a pharmacy has it, or may have it.')
    const { treatment, overrides, notes } = input
    const amended = await amendWithin(tx, now, actor, order.consultationId, { treatment, overrides, notes })
    await replaceUnsentOrder(tx, {
      actor,
      orderId,
      prescriptionId: current.id,
      treatment,
      ...amended,
      why: notes,
      now,
    })
    return null
  })
