/** Gives up intakes nobody has touched for two weeks, and forgets their answers. */
import { subDays } from 'date-fns/subDays'
import type { Deps } from '../../deps.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { recordAudit } from '../audit/index.ts'
import { system } from '../identity/index.ts'
import { ABANDON_DAYS, mayFollow } from './intake.ts'
import { listStaleIntakes, lockIntakeForClock, saveIntake } from './queries.ts'

const BATCH = 200

/** Safe to run twice and at once: each intake is locked, looked at again, and left alone if it moved. */
export async function abandonIntakes(deps: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const now = deps.clock.now()
  const before = subDays(now, ABANDON_DAYS)
  let abandoned = 0
  for (const { clinicId, intakeId } of await listStaleIntakes(deps.db, before, BATCH)) {
    await deps.db.write(clinicId, async (tx) => {
      const intake = await lockIntakeForClock(tx, clinicId, intakeId)
      if (!intake || !mayFollow(intake.status, 'abandoned') || intake.updatedAt >= before) return
      await saveIntake(tx, intake, { status: 'abandoned', at: now })
      await recordAudit(tx, system(clinicId, 'abandon-intakes'), {
        action: 'intake.abandoned',
        subjectType: 'intake',
        subjectId: intakeId,
        at: now,
      })
      abandoned += 1
    })
  }
  return abandoned
}

export const abandonIntakesCron = (deps: Pick<Deps, 'db' | 'clock'>): CronJob => ({
  task: 'abandon-intakes',
  match: '43 * * * *',
  run: async () => {
    await abandonIntakes(deps)
  },
})
