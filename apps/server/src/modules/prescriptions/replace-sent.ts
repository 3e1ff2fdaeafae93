/** A prescription with the pharmacy gives way to the one that answers the pharmacy's question about it. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { move } from './prescription.ts'
import { lockPrescriptionsOfOrder, movePendingSteps, type Prescription, savePrescription } from './queries.ts'

/**
 * The order must be locked. Later steps of its series go on under the new decision while the drug stays the same,
 * and are called off otherwise.
 * @throws not-found, transition-not-allowed unless the pharmacy has it and has handed nothing out.
 */
export async function replaceSent(
  tx: Tx,
  replace: {
    clinicId: string
    orderId: string
    prescriptionId: string
    decisionId: string
    keepsDrug: string
    actor: Actor
    now: Date
  },
): Promise<Prescription> {
  const { clinicId, orderId, decisionId, actor, now } = replace
  const all = await lockPrescriptionsOfOrder(tx, clinicId, orderId)
  const old = all.find(({ id }) => id === replace.prescriptionId)
  if (!old) throw new Problem('not-found')
  const moved = move(old.status, 'replace')
  if (!moved.ok)
    throw new Problem('transition-not-allowed', {
      detail: 'The pharmacy has not got it, or has handed it out: it cannot be replaced.',
    })
  await savePrescription(tx, old, { status: moved.status, now, actor, cause: 'change-request' })
  if (old.drugId === replace.keepsDrug) await movePendingSteps(tx, clinicId, orderId, decisionId)
  else
    for (const rx of all)
      if (rx.status === 'draft')
        await savePrescription(tx, rx, { status: 'cancelled', now, actor, cause: 'change-request' })
  return old
}
