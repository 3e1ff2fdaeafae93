/** Another dose in the place of a prescription that no pharmacy has: the old one is withdrawn, the new one signed. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { replaceUnsent, requireSignable } from '../prescriptions/index.ts'
import { isPharmacyHold } from './order.ts'
import { lockOrder } from './queries.ts'
import { insertRemark } from './remark-queries.ts'
import { type Replacement, signReplacement } from './sign-replacement.ts'

export type ReplaceUnsentOrder = Replacement & { why: string }

/**
 * A hold of the pharmacy ends with it; any other stays, and the new prescription waits with it.
 * @throws Problem `not-found`, `transition-not-allowed`, `consultation-not-approvable`.
 */
export async function replaceUnsentOrder(tx: Tx, replace: ReplaceUnsentOrder): Promise<void> {
  const { actor, orderId, product, now } = replace
  const { clinicId } = actor
  requireSignable(product)
  const order = await lockOrder(tx, clinicId, { orderId })
  if (!order) throw new Problem('not-found')
  const old = await replaceUnsent(tx, { ...replace, clinicId, keepsDrug: product.drugId })
  await signReplacement(tx, order, old, replace, {
    cause: 'adjust',
    ...(isPharmacyHold(order) && { update: { status: 'approved', holdReason: null, holdText: null } }),
  })
  await insertRemark(tx, {
    clinicId,
    orderId,
    kind: 'adjust',
    reason: null,
    text: replace.why,
    authorName: actor.name,
    at: now,
  })
}
