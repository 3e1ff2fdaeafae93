/** What happens to a consultation because something else happened: money, orders, the end of an undo window. */
import type { EventType } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { notifyPatient } from '../notifications/index.ts'
import { admit, complete } from './consultation.ts'
import { loadDecision, lockConsultation, saveConsultation } from './queries.ts'

/** `queue-consultation` {clinicId, consultationId}: its card was authorised. Safe to run again. */
export const queueConsultation =
  (deps: Deps): JobHandler =>
  async (payload) => {
    const { clinicId, consultationId = '' } = payload
    await deps.db.write(clinicId, async (tx) => {
      const step = admit(await lockConsultation(tx, clinicId, consultationId))
      if (step.ok) await saveConsultation(tx, step.consultation, step.event, deps.clock.now())
    })
  }

/** `complete-consultation` {clinicId, consultationId}: its order is closed. Safe to run again. */
export const completeConsultation =
  (deps: Deps): JobHandler =>
  async (payload) => {
    const { clinicId, consultationId = '' } = payload
    await deps.db.write(clinicId, async (tx) => {
      const now = deps.clock.now()
      const step = complete(await lockConsultation(tx, clinicId, consultationId), now)
      if (step.ok) await saveConsultation(tx, step.consultation, step.event, now)
    })
  }

const events: Partial<Record<string, EventType>> = {
  approved: 'consultation.approved',
  denied: 'consultation.denied',
  escalated: 'consultation.escalated',
}

/**
 * `settle-decision` {clinicId, consultationId, decisionId}: the undo window has passed, so the patient may
 * know. A decision that was taken back is not the present one any more, and nobody is told of it.
 */
export const settleDecision =
  (deps: Deps): JobHandler =>
  async (payload) => {
    const { clinicId, consultationId = '', decisionId = '' } = payload
    await deps.db.write(clinicId, async (tx) => {
      const now = deps.clock.now()
      const consultation = await lockConsultation(tx, clinicId, consultationId)
      if (consultation.decisionId !== decisionId) return
      const decision = await loadDecision(tx, clinicId, decisionId)
      if (!decision) return
      const type = events[decision.status]
      if (type) {
        const body = { status: consultation.status, version: consultation.version }
        await recordEvent(tx, {
          clinicId,
          type,
          subjectId: consultationId,
          patientId: consultation.patientId,
          body,
          at: now,
        })
      }
      await notifyPatient(tx, {
        clinicId,
        patientId: consultation.patientId,
        template: decision.status === 'info_requested' ? 'question_waiting' : 'decision_made',
        subjectId: consultationId,
        dedupeKey: `decision:${decisionId}`,
        now,
      })
    })
  }
