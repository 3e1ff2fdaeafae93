/** A person asks the network what became of a prescription. It is asked outside every transaction, and asking sends nothing. */
import type { NetworkAnswer } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn } from '../identity/index.ts'
import { listPrescriptionsOfOrder } from '../prescriptions/index.ts'
import { lockOrder, patientStateOf } from './queries.ts'

/** An answer that settles an unknown outcome is acted on by `resolve-transmission`, which asks for itself. */
export async function askNetwork(
  deps: Pick<Deps, 'db' | 'clock' | 'pharmacyNetwork'>,
  actor: Actor,
  orderId: string,
  prescriptionId: string,
): Promise<NetworkAnswer> {
  const { clinicId } = actor
  const messageId = await deps.db.write(clinicId, async (tx) => {
    const now = deps.clock.now()
    const order = await lockOrder(tx, clinicId, { orderId })
    if (!order) throw new Problem('not-found')
    await requireLicenceIn(tx, actor, await patientStateOf(tx, clinicId, order.consultationId), now)
    const rx = (await listPrescriptionsOfOrder(tx, clinicId, orderId)).find(({ id }) => id === prescriptionId)
    if (!rx) throw new Problem('not-found')
    if (rx.status === 'draft' || rx.status === 'signed')
      throw new Problem('transition-not-allowed', { detail: 'The prescription has not left yet.' })
    if (rx.status === 'transmission_unknown' || rx.status === 'transmitting')
      await enqueue(
        tx,
        'resolve-transmission',
        { clinicId, orderId, prescriptionId, decisionId: rx.decisionId },
        { runAt: now, jobKey: `resolve-${prescriptionId}`, maxAttempts: 14 },
      )
    await recordAudit(tx, actor, {
      action: 'prescription.asked',
      subjectType: 'prescription',
      subjectId: prescriptionId,
      patientId: order.patientId,
      details: { orderId },
      at: now,
    })
    return rx.messageId
  })
  const answer = await deps.pharmacyNetwork.askStatus(messageId)
  if (answer.outcome === 'not_received')
    return { outcome: 'not_received', text: 'The network does not have the prescription.' }
  return { outcome: answer.outcome, text: answer.text }
}
