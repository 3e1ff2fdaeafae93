/** The other decisions: deny, ask, escalate, and taking one back. Each is one transaction. */
import type {
  AskPatient,
  ClaimResult,
  Decided,
  DecisionStatus,
  DenyConsultation,
  EscalateConsultation,
} from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { denyOrder, undoOrder } from '../orders/index.ts'
import { requireVersion } from './approve-consultation.ts'
import { must, requireLicence } from './claim-consultation.ts'
import { ask, type Consultation, type Decision, deny, escalate, type Step, undo } from './consultation.ts'
import { insertRequest } from './note-queries.ts'
import { insertDecision, loadDecision, loadSettings, lockConsultation, saveConsultation } from './queries.ts'
import { reopenNote, signNote } from './write-note.ts'

type Made = { decisionId: string; now: Date; effectiveAt: Date; consultation: Consultation }
type DecisionRow = { status: DecisionStatus; notes: string; reasonCode?: string; patientMessage?: string }

/** What every decision shares: lock, version, licence, the row, the state, the signed note, the audit line. */
async function decide(
  now: Date,
  tx: Tx,
  actor: Provider,
  request: {
    id: string
    version: number
    undoable: boolean
    row: DecisionRow
    step: (c: Consultation, by: Decision) => Step
  },
): Promise<Made & { decided: Decided }> {
  const { id, row } = request
  const consultation = await lockConsultation(tx, actor.clinicId, id)
  requireVersion(consultation, request.version)
  await requireLicence(tx, actor, consultation, now)
  const { undoSeconds } = await loadSettings(tx, actor.clinicId)
  const effectiveAt = new Date(now.getTime() + (request.undoable ? undoSeconds * 1000 : 0))
  const decisionId = newId()
  const step = must(
    request.step(consultation, { providerId: actor.providerId, decisionId, now, effectiveAt }),
  )
  await insertDecision(tx, {
    clinicId: actor.clinicId,
    id: decisionId,
    consultationId: id,
    providerId: actor.providerId,
    at: now,
    effectiveAt,
    ...row,
  })
  const version = await saveConsultation(tx, step.consultation, step.event, now)
  if (row.notes) await signNote(tx, actor, { consultationId: id, decisionId, body: row.notes, now })
  await enqueue(
    tx,
    'settle-decision',
    { clinicId: actor.clinicId, consultationId: id, decisionId },
    { runAt: effectiveAt },
  )
  await recordAudit(tx, actor, {
    action: step.event,
    subjectType: 'consultation',
    subjectId: id,
    patientId: consultation.patientId,
    details: { decisionId, reason: row.reasonCode ?? null },
    at: now,
  })
  const { status } = step.consultation
  const decided = { consultationId: id, decisionId, status, version, effectiveAt: effectiveAt.toISOString() }
  return { decisionId, now, effectiveAt, consultation: step.consultation, decided }
}

export const denyConsultation = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: DenyConsultation,
  once: Once,
): Promise<Decided> =>
  deps.db.writeOnce(actor.clinicId, once, (tx) => denyWithin(tx, deps.clock.now(), actor, id, input))

/** The same inside a transaction of another command, whose reasons may be others. */
export async function denyWithin(
  tx: Tx,
  now: Date,
  actor: Provider,
  id: string,
  input: Omit<DenyConsultation, 'reason'> & { reason: string },
): Promise<Decided> {
  const row = {
    status: 'denied' as const,
    notes: input.notes,
    reasonCode: input.reason,
    patientMessage: input.patientMessage,
  }
  const made = await decide(now, tx, actor, { id, version: input.version, undoable: true, row, step: deny })
  await denyOrder(tx, { actor, consultationId: id, ...made })
  return made.decided
}

export const askPatient = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: AskPatient,
  once: Once,
): Promise<Decided> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    if (new Set(input.questions.map((q) => q.id)).size !== input.questions.length) {
      throw new Problem('validation-failed', {
        errors: [{ pointer: '/questions', message: 'Each question needs an id of its own.' }],
      })
    }
    const row = { status: 'info_requested' as const, notes: input.notes }
    const made = await decide(deps.clock.now(), tx, actor, {
      id,
      version: input.version,
      undoable: false,
      row,
      step: ask,
    })
    await insertRequest(tx, {
      clinicId: actor.clinicId,
      id: newId(),
      consultationId: id,
      decisionId: made.decisionId,
      providerId: actor.providerId,
      message: input.message,
      questions: input.questions,
      at: made.now,
    })
    return made.decided
  })

export const escalateConsultation = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: EscalateConsultation,
  once: Once,
): Promise<Decided> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const row = {
      status: 'escalated' as const,
      notes: input.notes,
      reasonCode: input.route,
      patientMessage: input.patientMessage,
    }
    const step = (c: Consultation, by: Decision) => escalate(c, { ...by, route: input.route })
    return (
      await decide(deps.clock.now(), tx, actor, { id, version: input.version, undoable: false, row, step })
    ).decided
  })

/** Takes back an approval or a denial inside its window. The undo is a row of its own. */
export const undoDecision = (
  deps: Deps,
  actor: Provider,
  id: string,
  decisionId: string,
  once: Once,
): Promise<ClaimResult> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const consultation = await lockConsultation(tx, actor.clinicId, id)
    const decision = await loadDecision(tx, actor.clinicId, decisionId)
    if (!decision) throw new Problem('not-found')
    const { leaseSeconds } = await loadSettings(tx, actor.clinicId)
    const by = { providerId: actor.providerId, decidedBy: decision.providerId, decisionId, now, leaseSeconds }
    const step = must(undo(consultation, by))
    await undoOrder(tx, { actor, consultationId: id, decisionId, now })
    await insertDecision(tx, {
      clinicId: actor.clinicId,
      id: newId(),
      consultationId: id,
      providerId: actor.providerId,
      status: 'undone',
      notes: null,
      undoesId: decisionId,
      at: now,
      effectiveAt: now,
    })
    const version = await saveConsultation(tx, step.consultation, step.event, now)
    await reopenNote(tx, actor, { consultationId: id, body: decision.notes ?? '', now })
    await recordAudit(tx, actor, {
      action: 'consultation.undone',
      subjectType: 'consultation',
      subjectId: id,
      patientId: consultation.patientId,
      details: { decisionId },
      at: now,
    })
    const leaseExpiresAt = step.consultation.leaseExpiresAt ?? now
    return { consultationId: id, version, leaseExpiresAt: leaseExpiresAt.toISOString() }
  })
