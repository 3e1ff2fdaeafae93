/** Takes an order's prescriptions back: what is still here is withdrawn, what has left is cancelled with CancelRx. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { Actor } from '../identity/index.ts'
import { move } from './prescription.ts'
import { lockPrescriptionsOfOrder, savePrescription } from './queries.ts'

export type CancelOutcome =
  /** Nothing is with a pharmacy any more. */
  | 'withdrawn'
  /** The pharmacy was asked; its answer decides. */
  | 'requested'
  /** Whether the pharmacy has it is being found out: not now. */
  | 'undecided'
  /** The medicine was handed out already. */
  | 'too_late'

/** The order must be locked. `undecided` and `too_late` change nothing. */
export async function cancelPrescriptions(
  tx: Tx,
  cancel: { actor: Actor; clinicId: string; orderId: string; now: Date },
): Promise<CancelOutcome> {
  const { actor, clinicId, orderId, now } = cancel
  const all = await lockPrescriptionsOfOrder(tx, clinicId, orderId)
  if (all.some(({ status }) => status === 'filled')) return 'too_late'
  if (all.some(({ status }) => status === 'transmitting' || status === 'transmission_unknown'))
    return 'undecided'
  let outcome: CancelOutcome = 'withdrawn'
  for (const rx of all) {
    if (rx.status === 'cancel_requested') outcome = 'requested'
    if (move(rx.status, 'request_cancel').ok) {
      await savePrescription(tx, rx, { status: 'cancel_requested', now, actor, cause: 'cancel-order' })
      await enqueue(
        tx,
        'cancel-prescription',
        { clinicId, orderId, prescriptionId: rx.id },
        { maxAttempts: 12 },
      )
      outcome = 'requested'
    } else if (move(rx.status, 'withdraw').ok) {
      await savePrescription(tx, rx, { status: 'cancelled', now, actor, cause: 'cancel-order' })
    }
  }
  return outcome
}
