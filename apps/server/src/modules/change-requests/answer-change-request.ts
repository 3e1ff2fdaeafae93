/**
 * A provider's answer to a pharmacy: approve as asked, approve with changes, deny, or confirm. What changes the
 * prescription passes the gate and is a decision of its own that names the one it amends; the new prescription is
 * the answer. Words alone travel by a job. Each question is answered once.
 */
import type { AnswerChangeRequest, ChangeRequestView, SignedTreatment } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { amendWithin } from '../consultations/index.ts'
import type { Provider } from '../identity/index.ts'
import { insertRemark, loadDecidedOrder, replaceForQuestion } from '../orders/index.ts'
import { answersTo, treatmentFor } from './change-request.ts'
import { isReplaceable, prescribedOf, requireRequest, toView } from './get-change-requests.ts'
import { type ChangeRequest, closeChangeRequest } from './queries.ts'

const statuses = {
  approve: 'approved',
  approve_with_changes: 'approved_with_changes',
  deny: 'denied',
  validate: 'validated',
} as const

export const answerChangeRequest = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: AnswerChangeRequest,
  once: Once,
): Promise<ChangeRequestView> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const seen = await requireRequest(tx, actor, id, now)
    // The order's lock comes before its prescriptions', so that nothing moves under the answer.
    await loadDecidedOrder(tx, actor.clinicId, seen.orderId)
    const request = await requireRequest(tx, actor, id, now)
    requireAnswerable(request, input)
    if (input.answer === 'approve' || input.answer === 'approve_with_changes')
      await change(tx, actor, request, input, now)
    const text = wordsOf(input)
    const by = actor.providerId
    if (!(await closeChangeRequest(tx, request, { status: statuses[input.answer], by, text, at: now })))
      throw new Problem('stale-version', { currentVersion: request.version + 1 })
    if (input.answer === 'deny' || input.answer === 'validate')
      await enqueue(
        tx,
        'answer-change',
        { clinicId: actor.clinicId, changeRequestId: id },
        { maxAttempts: 12 },
      )
    await insertRemark(tx, {
      clinicId: actor.clinicId,
      orderId: request.orderId,
      kind: 'change_request',
      reason: input.answer,
      text: text || `Pharmacy’s question answered: ${statuses[input.answer].replaceAll('_', ' ')}.`,
      authorName: actor.name,
      at: now,
    })
    await recordAudit(tx, actor, {
      action: `change_request.${statuses[input.answer]}`,
      subjectType: 'prescription',
      subjectId: request.prescriptionId,
      patientId: request.patientId,
      details: { changeRequestId: id, code: request.code },
      at: now,
    })
    return toView(await requireRequest(tx, actor, id, now))
  })

const wordsOf = (input: AnswerChangeRequest): string =>
  input.answer === 'deny' ? input.reason : input.answer === 'validate' ? input.note : input.notes

/** @throws stale-version, transition-not-allowed */
function requireAnswerable(request: ChangeRequest, { answer, version }: AnswerChangeRequest): void {
  if (request.version !== version) throw new Problem('stale-version', { currentVersion: request.version })
  if (request.status !== 'open')
    throw new Problem('transition-not-allowed', { detail: 'This question was answered already.' })
  const prescribed = prescribedOf(request)
  const requested = request.requested.map((asked) => ({ treatment: treatmentFor(asked, prescribed) }))
  if (!answersTo(request.code, isReplaceable(request), requested).includes(answer))
    throw new Problem('transition-not-allowed', {
      detail: `This question does not take that answer: the prescription is ${request.rx.replaceAll('_', ' ')}.`,
    })
}

async function change(
  tx: Tx,
  actor: Provider,
  request: ChangeRequest,
  input: AnswerChangeRequest & { answer: 'approve' | 'approve_with_changes' },
  now: Date,
): Promise<void> {
  const treatment = treatmentOf(request, input)
  const amended = await amendWithin(tx, now, actor, request.consultationId, {
    treatment,
    overrides: input.overrides,
    notes: input.notes,
  })
  await replaceForQuestion(tx, {
    actor,
    orderId: request.orderId,
    prescriptionId: request.prescriptionId,
    treatment,
    ...amended,
    messageId: request.messageId,
    outcome: input.answer === 'approve' ? 'approved' : 'approved-with-changes',
    priorAuthorization: input.answer === 'approve' ? (input.priorAuthorization ?? null) : null,
    now,
  })
}

/** @throws validation-failed when what is asked for is not in the formulary, or a prior authorization has no number. */
function treatmentOf(
  request: ChangeRequest,
  input: AnswerChangeRequest & { answer: 'approve' | 'approve_with_changes' },
): SignedTreatment {
  const refuse = (pointer: string, message: string): never => {
    throw new Problem('validation-failed', { errors: [{ pointer, message }] })
  }
  if (input.answer === 'approve_with_changes') return input.treatment
  const prescribed = prescribedOf(request)
  if (request.code === 'P') {
    if (!input.priorAuthorization) refuse('/priorAuthorization', 'Enter the payer’s authorization number.')
    return prescribed
  }
  const asked = request.requested[input.requested]
  const treatment = asked ? treatmentFor(asked, prescribed) : null
  return (
    treatment ?? refuse('/requested', 'The formulary has no such product: approve with changes, or deny.')
  )
}
