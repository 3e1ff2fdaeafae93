/** Takes over the network's directory: every night, and at the start of an installation that has none. */
import type { Deps } from '../../deps.ts'
import { type CronJob, RetryLater } from '../../platform/jobs/worker.ts'
import { directoryIsEmpty, saveDirectory } from './queries.ts'

export type SyncPharmaciesDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'pharmacyNetwork'>

/** @throws RetryLater when the network does not answer; what is known stays in use. */
export async function syncPharmacies(deps: SyncPharmaciesDeps): Promise<void> {
  const answer = await deps.pharmacyNetwork.directory()
  if (answer.outcome === 'unavailable') throw new RetryLater(answer.text)
  await saveDirectory(deps.db, answer.pharmacies, answer.complete, deps.clock.now())
  deps.log.info(
    { pharmacies: answer.pharmacies.length, complete: answer.complete },
    'pharmacy directory taken over',
  )
}

/** Before the first intake can name a pharmacy. Whether the directory holds any afterwards. */
export async function ensurePharmacies(deps: SyncPharmaciesDeps): Promise<boolean> {
  if (!(await directoryIsEmpty(deps.db))) return true
  try {
    await syncPharmacies(deps)
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error
    deps.log.warn({ reason: error.message }, 'there is no pharmacy directory yet')
  }
  return !(await directoryIsEmpty(deps.db))
}

export const syncPharmaciesCron = (deps: SyncPharmaciesDeps): CronJob => ({
  task: 'sync-pharmacies',
  match: '17 5 * * *',
  run: () => syncPharmacies(deps),
})

/** Every minute until there is a directory: an installation may start before its network does. */
export const ensurePharmaciesCron = (deps: SyncPharmaciesDeps): CronJob => ({
  task: 'ensure-pharmacies',
  match: '* * * * *',
  run: async () => {
    await ensurePharmacies(deps)
  },
})
