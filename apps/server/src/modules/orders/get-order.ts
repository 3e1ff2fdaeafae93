/** One order with all that is known about it, and what the person who looks may do with it. */
import type { OrderDetail, OrderTrouble, OrderView } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { isControlled } from '../prescriptions/index.ts'
import { productsLike } from './order-commands.ts'
import { selectOrderPrescriptions } from './order-detail-query.ts'
import { selectOrderHead } from './order-list-query.ts'
import { selectOrderView } from './order-view-query.ts'
import { selectVerification } from './remark-queries.ts'
import { selectTimeline } from './timeline-query.ts'
import { actionsFor, troubleFor, troubleOfPrescription } from './trouble.ts'

/** @throws Problem `not-found`. */
export async function loadOrderView(db: Db, clinicId: string, consultationId: string): Promise<OrderView> {
  const view = await selectOrderView(db, clinicId, consultationId)
  if (!view) throw new Problem('not-found')
  return view
}

/** @throws Problem `not-found`, `no-licence` for a provider who neither approved it nor may practise there. */
export const getOrder = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  orderId: string,
): Promise<OrderDetail> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { clinicId } = actor
    const now = deps.clock.now()
    const found = await selectOrderHead(tx, clinicId, orderId)
    if (!found) throw new Problem('not-found')
    const { head, approvedBy, heldAt } = found
    if (actor.providerId === null || approvedBy !== actor.providerId)
      await requireLicenceIn(tx, actor, head.patient.state, now)
    const { consultationId } = head
    const patientId = head.patient.id
    const [order, prescriptions, timeline, verification] = await Promise.all([
      loadOrderView(tx, clinicId, consultationId),
      selectOrderPrescriptions(tx, clinicId, orderId),
      selectTimeline(tx, clinicId, { id: orderId, consultationId, patientId }),
      selectVerification(tx, clinicId, orderId),
      recordAudit(tx, actor, {
        action: 'order.read',
        subjectType: 'order',
        subjectId: orderId,
        patientId,
        at: now,
      }),
    ])
    const seat = { role: actor.role, status: order.status, holdReason: order.holdReason }
    const actions = actionsFor(
      seat,
      prescriptions.map(({ status, deaSchedule }) => ({ status, controlled: isControlled(deaSchedule) })),
    )
    const newest = prescriptions.find(({ status }) => status !== 'draft' && status !== 'cancelled')
    return {
      ...head,
      order,
      prescriptions,
      troubles: troublesOf({ order, prescriptions, holdText: head.holdText, heldAt, now }, actions),
      actions,
      verification,
      products: newest ? productsLike(newest) : [],
      timeline,
    }
  })

function troublesOf(
  of: {
    order: OrderView
    prescriptions: OrderDetail['prescriptions']
    holdText: string | null
    heldAt: Date | null
    now: Date
  },
  actions: OrderDetail['actions'],
): OrderTrouble[] {
  const { order, prescriptions, holdText, heldAt, now } = of
  if (order.status === 'cancelled' || order.status === 'denied') return []
  const own = prescriptions.flatMap((rx) => {
    const since = new Date(rx.statusAt)
    const kind = troubleOfPrescription({ status: rx.status, statusAt: since, rejectCode: rx.rejectCode }, now)
    if (kind === null) return []
    const words = {
      rejectCode: rx.rejectCode,
      rejectText: rx.rejectText,
      holdText,
      pharmacy: rx.pharmacy.name,
    }
    return [troubleFor(kind, { ...words, prescriptionId: rx.id, since }, actions)]
  })
  const blank = {
    rejectCode: null,
    rejectText: null,
    pharmacy: order.pharmacy?.name ?? null,
    prescriptionId: null,
  }
  if (own.length === 0 && order.status === 'on_hold' && order.holdReason === 'pharmacy')
    own.push(troubleFor('pharmacy_hold', { ...blank, holdText, since: heldAt ?? now }, actions))
  if (order.invoice.status === 'payment_failed')
    own.push(troubleFor('payment_failed', { ...blank, holdText, since: heldAt ?? now }, actions))
  return own
}
