/** A prescription gives way to another: with the pharmacy, to the answer to its question; not with it, to another dose. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from '../identity/index.ts'
import { move } from './prescription.ts'
import { lockPrescriptionsOfOrder, movePendingSteps, type Prescription, savePrescription } from './queries.ts'

type Replace = {
  clinicId: string
  orderId: string
  prescriptionId: string
  decisionId: string
  keepsDrug: string
  actor: Actor
  now: Date
}

/** @throws not-found, transition-not-allowed unless the pharmacy has it and has handed nothing out. */
export const replaceSent = (tx: Tx, replaced: Replace): Promise<Prescription> =>
  giveWay(tx, replaced, {
    action: 'replace',
    cause: 'change-request',
    refusal: 'The pharmacy has not got it, or has handed it out: it cannot be replaced.',
  })

/** @throws not-found, transition-not-allowed unless it is certainly not with a pharmacy. */
export const replaceUnsent = (tx: Tx, replaced: Replace): Promise<Prescription> =>
  giveWay(tx, replaced, {
    action: 'withdraw',
    cause: 'adjust',
    refusal:
      'A pharmacy has this prescription, or may have it: cancel it there, or answer what the pharmacy asks.',
  })

/**
 * The order must be locked. Later steps of its series go on under the new decision while the drug stays the same,
 * and are called off otherwise.
 */
async function giveWay(
  tx: Tx,
  replace: Replace,
  how: { action: 'replace' | 'withdraw'; cause: string; refusal: string },
): Promise<Prescription> {
  const { clinicId, orderId, decisionId, actor, now } = replace
  const { cause } = how
  const all = await lockPrescriptionsOfOrder(tx, clinicId, orderId)
  const old = all.find(({ id }) => id === replace.prescriptionId)
  if (!old) throw new Problem('not-found')
  const moved = move(old.status, how.action)
  if (old.status === 'draft' || !moved.ok)
    throw new Problem('transition-not-allowed', { detail: how.refusal })
  await savePrescription(tx, old, { status: moved.status, now, actor, cause })
  if (old.drugId === replace.keepsDrug) await movePendingSteps(tx, clinicId, orderId, decisionId)
  else
    for (const rx of all)
      if (rx.status === 'draft') await savePrescription(tx, rx, { status: 'cancelled', now, actor, cause })
  return old
}
