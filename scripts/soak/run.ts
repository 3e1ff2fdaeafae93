/** One soak: seed, let the workers at it while the line fails and workers die, wait, compare, report. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { agree, compareBooks } from './books.ts'
import { planDisasters } from './disasters.ts'
import { reportLines } from './report.ts'
import { seedPrescriptions } from './seed-prescriptions.ts'
import type { Soak } from './soak.ts'
import {
  arrangeOutside,
  bookedLines,
  countedEffort,
  endFaults,
  owedByPharmacies,
  type Progress,
  progressOf,
  receivedLines,
} from './world.ts'

const PHARMACIES = 500
const LOOK_EVERY_MS = 2000
const SAY_EVERY_MS = 15_000
/** What autovacuum does in production; the disposable database looks too seldom for a run of minutes. */
const VACUUM_EVERY_MS = 45_000
const VACUUM = 'vacuum (analyze) graphile_worker._private_jobs, prescriptions, orders, notifications'

/** The directory, once the worker has taken it over. */
const pharmacyIdsOf = async (owner: pg.Client): Promise<string[]> => {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { rows } = await owner.query<{ id: string }>('select ncpdp_id as id from pharmacies order by 1')
    if (rows.length >= PHARMACIES) return rows.map(({ id }) => id)
    if (Date.now() > deadline) throw new Error(`the directory was not taken over (${rows.length} pharmacies)`)
    await sleep(200)
  }
}

export const runSoak = async (soak: Soak): Promise<boolean> => {
  const { owner, sandboxUrl, workers, say } = soak
  const world = { owner, sandboxUrl }
  const pharmacyIds = await pharmacyIdsOf(owner)
  await Promise.all(workers.map((worker) => worker.stop()))
  say(`Directory of ${pharmacyIds.length} pharmacies taken over`)
  await arrangeOutside(sandboxUrl, soak.networkSecret, pharmacyIds, soak)
  const { clinicId, seconds: seedSeconds } = await seedPrescriptions(owner, soak.prescriptions, pharmacyIds)
  say(`${soak.prescriptions} signed prescriptions written in ${seedSeconds.toFixed(0)} s`)

  const begun = performance.now()
  const elapsed = () => (performance.now() - begun) / 1000
  await Promise.all(workers.map((worker) => worker.start()))
  const disasters = planDisasters(soak)
  let saidAt = 0
  let vacuumedAt = performance.now()
  let sentSeconds: number | undefined
  let progress: Progress
  let owed = 0
  for (;;) {
    await Promise.race([sleep(LOOK_EVERY_MS), soak.failed])
    progress = await progressOf(world, clinicId)
    const done = soak.prescriptions - progress.undecided
    if (sentSeconds === undefined && done >= soak.prescriptions * 0.99) sentSeconds = elapsed()
    owed = progress.undecided === 0 ? await owedByPharmacies(sandboxUrl) : owed
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now()
      say(
        `${done} decided, ${(done / elapsed()).toFixed(0)} a second; ${JSON.stringify(progress.statuses)}; ${progress.jobs} jobs`,
      )
    }
    if (performance.now() - vacuumedAt > VACUUM_EVERY_MS) {
      vacuumedAt = performance.now()
      await owner.query(VACUUM)
    }
    if (progress.undecided === 0 && disasters.allCame() && owed === 0) break
    if (elapsed() > soak.minutes * 60) {
      say(`Given up after ${soak.minutes} minutes`)
      break
    }
    await disasters.bringOn(done / soak.prescriptions)
  }
  const totalSeconds = elapsed()
  await endFaults(sandboxUrl)

  const received = await receivedLines(sandboxUrl)
  const comparison = compareBooks(await bookedLines(world, clinicId), received)
  const effort = await countedEffort(world, clinicId)
  const lines = reportLines({
    prescriptions: soak.prescriptions,
    faults: soak.faults,
    workers: workers.length,
    comparison,
    effort,
    statuses: progress.statuses,
    arrivals: received.reduce((sum, { arrivals }) => sum + arrivals, 0),
    killed: disasters.killed,
    outages: disasters.outages(),
    owed,
    sentSeconds,
    totalSeconds,
  })
  console.log(`\n${lines.join('\n')}\n`)
  return agree(comparison)
}
