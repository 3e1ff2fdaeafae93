/** Says once, on the event stream, that a pharmacy has not confirmed or not filled a prescription in its time. */
import type { Deps } from '../../deps.ts'
import type { CronJob } from '../../platform/jobs/worker.ts'
import { OVERDUE_MS, STALLED_MS } from './prescription.ts'
import { tellProvider } from './transmission.ts'
import { listUnheard, markUnheardTold } from './unheard-query.ts'

type TellDeps = Pick<Deps, 'db' | 'clock' | 'log'>
const MOST = 500

export async function tellUnheard(deps: TellDeps): Promise<void> {
  const now = deps.clock.now()
  const before = (ms: number) => new Date(now.getTime() - ms)
  const unheard = await listUnheard(deps.db, {
    sentBefore: before(STALLED_MS),
    verifiedBefore: before(OVERDUE_MS),
    most: MOST,
  })
  for (const { clinicId, prescriptionId } of unheard) {
    await deps.db
      .write(clinicId, async (tx) => {
        // Heard of or told meanwhile: not marked, and nothing is said of it.
        const rx = await markUnheardTold(tx, clinicId, prescriptionId, now)
        if (rx) await tellProvider(tx, rx, rx.status === 'sent' ? 'stalled' : 'overdue', now)
      })
      .catch((err) => deps.log.error({ err, prescriptionId }, 'a provider could not be told'))
  }
}

export const tellUnheardCron = (deps: TellDeps): CronJob => ({
  task: 'tell-unheard-prescriptions',
  match: '* * * * *',
  run: () => tellUnheard(deps),
})
