/** A pharmacy's question answered with another prescription: the old one is replaced, the new one is the answer. */
import type { Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { replaceSent, requireSignable } from '../prescriptions/index.ts'
import { lockOrder } from './queries.ts'
import { type Replacement, signReplacement } from './sign-replacement.ts'

export type ReplaceForQuestion = Replacement & {
  messageId: string
  outcome: 'approved' | 'approved-with-changes'
  priorAuthorization: string | null
}

/** @throws Problem `not-found`, `transition-not-allowed`, `consultation-not-approvable`. */
export async function replaceForQuestion(tx: Tx, replace: ReplaceForQuestion): Promise<void> {
  const { actor, orderId, product, messageId, outcome, priorAuthorization } = replace
  const { clinicId } = actor
  requireSignable(product)
  const order = await lockOrder(tx, clinicId, { orderId })
  if (!order) throw new Problem('not-found')
  if (order.status === 'on_hold' && order.holdReason === 'safety')
    throw new Problem('transition-not-allowed', { detail: 'The order is held for safety: release it first.' })
  const old = await replaceSent(tx, { ...replace, clinicId, keepsDrug: product.drugId })
  await signReplacement(tx, order, old, replace, {
    cause: 'change-request',
    answers: { sentAs: 'RxChangeResponse', messageId, outcome },
    priorAuthorization,
  })
}
