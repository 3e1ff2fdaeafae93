/** Ends a series: what has not left is cancelled, the order closes with what was handed out. */
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { closeSeriesOrder, insertRemark } from '../orders/index.ts'
import { cancelSteps } from '../prescriptions/index.ts'
import { type Series, type Step, updateSeries, updateStep } from './queries.ts'

/** Order and series must be locked. */
export async function stopWithin(
  tx: Tx,
  stop: { actor: Actor; series: Series; steps: readonly Step[]; reason: string; now: Date },
): Promise<void> {
  const { actor, series, steps, reason, now } = stop
  const { clinicId, orderId, id, patientId } = series
  await cancelSteps(tx, { clinicId, orderId, actor, now })
  for (const { step, status } of steps)
    if (status !== 'released' && status !== 'cancelled')
      await updateStep(tx, series, step, { status: 'cancelled' })
  await updateSeries(tx, series, { status: 'stopped', stoppedReason: reason, at: now })
  await closeSeriesOrder(tx, { clinicId, orderId, actor, now })
  await insertRemark(tx, {
    clinicId,
    orderId,
    kind: 'titration',
    reason: 'stopped',
    text: reason,
    authorName: actor.name,
    at: now,
  })
  await recordAudit(tx, actor, {
    action: 'titration.stopped',
    subjectType: 'order',
    subjectId: orderId,
    patientId,
    details: { seriesId: id },
    at: now,
  })
  await recordEvent(tx, { clinicId, type: 'titration.changed', subjectId: id, patientId, body: {}, at: now })
}
