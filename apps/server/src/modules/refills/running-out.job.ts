/** The schedule's refills: a supply that runs out and nobody asked about. The patient is asked; providers see it then. */
import type { Deps } from '../../deps.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { system } from '../identity/index.ts'
import { askPatient } from './hear-renewal.ts'
import { openRefill } from './open-refill.ts'
import { listRunningOut, loadPrevious } from './queries.ts'

export async function openRunningOut(deps: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<void> {
  const day = deps.clock.now().toISOString().slice(0, 10)
  for (const { clinicId, prescriptionId } of await listRunningOut(deps.db, day)) {
    await deps.db
      .write(clinicId, async (tx) => {
        const now = deps.clock.now()
        const previous = await loadPrevious(tx, clinicId, prescriptionId)
        if (!previous || previous.newerWrittenOn !== null || previous.inSeries) return
        const actor = system(clinicId, 'running-out')
        const { id } = await openRefill(tx, { actor, previous, source: 'schedule', now })
        await askPatient(tx, clinicId, id, now)
      })
      .catch((err) => deps.log.error({ err, prescriptionId }, 'a refill could not be opened on schedule'))
  }
}

export const runningOutCron = (deps: Pick<Deps, 'db' | 'clock' | 'log'>): CronJob => ({
  task: 'open-running-out',
  match: '13 * * * *',
  run: () => openRunningOut(deps),
})
