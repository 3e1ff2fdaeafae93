/** The later steps of a series: drafts that are signed on their day, moved, or called off before they left. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { move } from './prescription.ts'
import { lockPrescription, lockPrescriptionsOfOrder, savePrescription, updateStart } from './queries.ts'

/** The order must be locked. @throws transition-not-allowed unless it is a draft. */
export async function releaseStep(
  tx: Tx,
  release: {
    clinicId: string
    orderId: string
    prescriptionId: string
    /** The clinic's day. */
    writtenOn: string
    actor: Actor
    now: Date
  },
): Promise<void> {
  const { clinicId, orderId, prescriptionId, writtenOn, actor, now } = release
  const rx = await lockPrescription(tx, clinicId, prescriptionId)
  const moved = rx ? move(rx.status, 'sign') : null
  if (!rx || !moved?.ok)
    throw new Problem('transition-not-allowed', { detail: 'This step is no draft any more.' })
  await savePrescription(tx, rx, { status: moved.status, writtenOn, now, actor, cause: 'release-step' })
  const { decisionId } = rx
  await enqueue(
    tx,
    'send-prescription',
    { clinicId, orderId, prescriptionId, decisionId },
    { runAt: now, jobKey: `step-${prescriptionId}`, maxAttempts: 12 },
  )
}

/** What of a series has not left. The order must be locked. */
export async function cancelSteps(
  tx: Tx,
  cancel: { clinicId: string; orderId: string; actor: Actor; now: Date },
): Promise<void> {
  const { clinicId, orderId, actor, now } = cancel
  for (const rx of await lockPrescriptionsOfOrder(tx, clinicId, orderId)) {
    if (rx.step === 1) continue
    if (!['draft', 'signed', 'queued'].includes(rx.status)) continue
    await savePrescription(tx, rx, { status: 'cancelled', now, actor, cause: 'stop-titration' })
  }
}

export async function moveStarts(
  tx: Tx,
  clinicId: string,
  starts: readonly { prescriptionId: string; startsOn: string }[],
): Promise<void> {
  for (const { prescriptionId, startsOn } of starts) await updateStart(tx, clinicId, prescriptionId, startsOn)
}
