/** One order with all that is known about it, and what the person who looks may do with it. */
import type { OrderDetail, OrderTrouble, OrderView } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, mayDo, requireLicenceIn } from '../identity/index.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { isControlled } from '../prescriptions/index.ts'
import { productsLike } from './order-commands.ts'
import { contextOf } from './order-context.ts'
import { selectOrderPrescriptions } from './order-detail-query.ts'
import { type FoundOrder, selectOrderHead } from './order-head-query.ts'
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
    const found = await selectOrderHead(tx, clinicId, orderId, now)
    if (!found) throw new Problem('not-found')
    const { head, approvedBy } = found
    if (actor.providerId === null || approvedBy !== actor.providerId)
      await requireLicenceIn(tx, actor, head.patient.state, now)
    const { consultationId } = head
    const patientId = head.patient.id
    const [order, prescriptions, timeline, verification, facts] = await Promise.all([
      loadOrderView(tx, clinicId, consultationId),
      selectOrderPrescriptions(tx, clinicId, orderId),
      selectTimeline(tx, clinicId, { id: orderId, consultationId, patientId }),
      selectVerification(tx, clinicId, orderId),
      mayDo(actor.role, 'chart:read') ? loadPatientFacts(tx, clinicId, patientId) : null,
      recordAudit(tx, actor, {
        action: 'order.read',
        subjectType: 'order',
        subjectId: orderId,
        patientId,
        at: now,
      }),
    ])
    const inEffect = found.effectiveAt !== null && found.effectiveAt <= now
    const seat = { role: actor.role, status: order.status, holdReason: order.holdReason, inEffect }
    const actions = actionsFor(
      seat,
      prescriptions.map(({ status, deaSchedule }) => ({ status, controlled: isControlled(deaSchedule) })),
    )
    const newest = prescriptions.find(({ status }) => status !== 'draft' && status !== 'cancelled')
    return {
      ...head,
      order,
      context: facts && contextOf(facts),
      prescriptions,
      troubles: troublesOf({ order, prescriptions, found, now }, actions),
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
    found: Pick<FoundOrder, 'head' | 'heldAt' | 'closedAt'>
    now: Date
  },
  actions: OrderDetail['actions'],
): OrderTrouble[] {
  const { order, prescriptions, found, now } = of
  const { holdText, holdBy } = found.head
  const { status, invoice } = order
  const ofOrder = (kind: 'pharmacy_hold' | 'payment_failed' | 'refund_due', since: Date | null) =>
    troubleFor(
      kind,
      {
        rejectCode: null,
        rejectText: null,
        holdText,
        pharmacy: order.pharmacy?.name ?? null,
        prescriptionId: null,
        since: since ?? now,
      },
      actions,
    )
  if (status === 'denied') return []
  if (status === 'cancelled')
    return invoice.status === 'paid' && invoice.amountCents > 0 ? [ofOrder('refund_due', found.closedAt)] : []
  const troubles = prescriptions.flatMap((rx) => {
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
  if (troubles.length === 0 && status === 'on_hold' && order.holdReason === 'pharmacy' && holdBy === null)
    troubles.push(ofOrder('pharmacy_hold', found.heldAt))
  if (invoice.status === 'payment_failed') troubles.push(ofOrder('payment_failed', found.heldAt))
  return troubles
}
