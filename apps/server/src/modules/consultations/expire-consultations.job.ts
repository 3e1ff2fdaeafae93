/** Closes cases whose card or answers never came, two weeks on: the order is called off and the card let go. */
import { subDays } from 'date-fns/subDays'
import type { Deps } from '../../deps.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { recordAudit } from '../audit/index.ts'
import { system } from '../identity/index.ts'
import { cancelOrder } from '../orders/index.ts'
import { expire } from './consultation.ts'
import { listStaleConsultations, lockConsultation, saveConsultation } from './queries.ts'

const EXPIRE_DAYS = 14

export async function expireConsultations(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const now = deps.clock.now()
  const stale = await deps.db.global((global) => listStaleConsultations(global, subDays(now, EXPIRE_DAYS)))
  for (const { clinicId, consultationId } of stale) {
    await deps.db
      .write(clinicId, async (tx) => {
        const step = expire(await lockConsultation(tx, clinicId, consultationId), now)
        if (!step.ok) return
        const actor = system(clinicId, 'expire-consultations')
        await saveConsultation(tx, step.consultation, step.event, now)
        await cancelOrder(tx, { actor, consultationId, now })
        await recordAudit(tx, actor, {
          action: 'consultation.expired',
          subjectType: 'consultation',
          subjectId: consultationId,
          patientId: step.consultation.patientId,
          at: now,
        })
      })
      .catch((err) => deps.log.error({ err, consultationId }, 'a stale case could not be closed'))
  }
}

export const expireConsultationsCron = (deps: Pick<Deps, 'db' | 'clock' | 'log'>): CronJob => ({
  task: 'expire-consultations',
  match: '29 * * * *',
  run: () => expireConsultations(deps),
})
