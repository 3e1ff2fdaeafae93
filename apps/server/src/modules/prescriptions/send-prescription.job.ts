/**
 * Brings one signed prescription to the pharmacy network, once. That it is being sent is committed before the
 * call; a call without an answer leaves it `transmission_unknown`, which only asking resolves.
 */
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import type { OrderSide } from './order-side.ts'
import type { PrescriptionRef } from './queries.ts'
import { beginTransmission, type PrescriptionDeps, recordTransmission } from './transmission.ts'

export const refOf = ({
  clinicId,
  orderId = '',
  prescriptionId = '',
}: Record<string, string>): PrescriptionRef => ({
  clinicId: clinicId ?? '',
  orderId,
  prescriptionId,
})

export const sendPrescriptionJob =
  (deps: PrescriptionDeps, orders: OrderSide): JobHandler =>
  async (payload, { lastAttempt }) => {
    const ref = refOf(payload)
    const { decisionId = '' } = payload
    const xml = await deps.db.write(
      ref.clinicId,
      (tx) => beginTransmission(tx, deps, orders, ref, decisionId),
      'prepared',
    )
    if (xml === null) return
    const result = await deps.pharmacyNetwork.transmit(xml)
    const again = await deps.db.write(
      ref.clinicId,
      (tx) => recordTransmission(tx, deps, orders, ref, decisionId, result, lastAttempt),
      'prepared',
    )
    if (again !== null) throw new RetryLater(again)
  }
