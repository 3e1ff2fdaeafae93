/** The order's side of its prescriptions: locked before them, changed with them. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { OrderSide, PrescriptionNews } from '../prescriptions/index.ts'
import { closeCancelled } from './cancel-order.ts'
import { follow, isPharmacyHold, ofSeries, type PrescriptionOutcome } from './order.ts'
import { listOtherSteps, lockOrder, saveOrder } from './queries.ts'

function outcomeOf({ status, trouble, alarm }: PrescriptionNews): PrescriptionOutcome {
  if (alarm)
    return { kind: 'alarm', text: trouble ?? 'A pharmacy filled a prescription that is not in force.' }
  switch (status) {
    case 'sent':
    case 'verified':
      return { kind: 'with_pharmacy' }
    case 'partially_filled':
    case 'filled':
    case 'cancelled':
      return { kind: status }
    case 'rejected':
      return { kind: 'trouble', text: trouble ?? 'The pharmacy did not take the prescription.' }
    default:
      return trouble === null ? { kind: 'on_its_way' } : { kind: 'trouble', text: trouble }
  }
}

async function followPrescription(tx: Tx, news: PrescriptionNews): Promise<void> {
  const order = await lockOrder(tx, news.clinicId, { orderId: news.orderId })
  if (!order) throw new Error('a prescription has no order')
  const others = await listOtherSteps(tx, news.clinicId, news.orderId, news.prescriptionId)
  const change = follow(order, others.length === 0 ? outcomeOf(news) : ofSeries(outcomeOf(news), others))
  if (!change) return
  const how = { now: news.now, cause: `prescription-${news.status}` }
  if (change.status === 'cancelled') return closeCancelled(tx, order, how)
  await saveOrder(tx, order, { ...change, ...how })
  if (change.status !== 'filled') return
  const { clinicId, id: orderId, consultationId } = order
  await enqueue(tx, 'complete-consultation', { clinicId, consultationId })
  await enqueue(tx, 'complete-order', { clinicId, orderId })
}

export const orderSide: OrderSide = {
  async lock(tx, clinicId, orderId) {
    const order = await lockOrder(tx, clinicId, { orderId })
    if (!order) return null
    const { status, decisionId, effectiveAt } = order
    const held = status === 'on_hold' && !isPharmacyHold(order)
    return { status, decisionId, effectiveAt, held }
  },
  follow: followPrescription,
}
