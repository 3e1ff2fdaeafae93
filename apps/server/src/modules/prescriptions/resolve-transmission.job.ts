/** Asks the network what became of a prescription that may or may not have arrived. Never sends. */
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import type { OrderSide } from './order-side.ts'
import { refOf } from './send-prescription.job.ts'
import { beginResolution, type PrescriptionDeps, recordResolution } from './transmission.ts'

export const resolveTransmissionJob =
  (deps: PrescriptionDeps, orders: OrderSide): JobHandler =>
  async (payload, { lastAttempt }) => {
    const ref = refOf(payload)
    const { decisionId = '' } = payload
    const messageId = await deps.db.write(ref.clinicId, (tx) =>
      beginResolution(tx, deps, orders, ref, decisionId),
    )
    if (messageId === null) return
    const answer = await deps.pharmacyNetwork.askStatus(messageId)
    const again = await deps.db.write(ref.clinicId, (tx) =>
      recordResolution(tx, deps, orders, ref, decisionId, answer, lastAttempt),
    )
    if (again !== null) throw new RetryLater(again)
  }
