/** One soak: seed, let the workers at it while the line fails and workers die, wait, compare, report. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { agree, compareBooks } from './books.ts'
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

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const chancesOf = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Shares of the work done at which a worker is killed: random, and the last early enough to matter. */
const killPoints = (kills: number, chance: () => number): number[] =>
  Array.from({ length: kills }, () => 0.03 + chance() * 0.9).sort((a, b) => a - b)

export const runSoak = async (soak: Soak): Promise<boolean> => {
  const { owner, sandboxUrl, workers, say } = soak
  const world = { owner, sandboxUrl }
  const chance = chancesOf(soak.seed)
  const pharmacyIds = await pharmacyIdsOf(owner)
  await Promise.all(workers.map((worker) => worker.stop()))
  say(`Directory of ${pharmacyIds.length} pharmacies taken over`)
  await arrangeOutside(sandboxUrl, soak.networkSecret, pharmacyIds, soak)
  const { clinicId, seconds: seedSeconds } = await seedPrescriptions(owner, soak.prescriptions, pharmacyIds)
  say(`${soak.prescriptions} signed prescriptions written in ${seedSeconds.toFixed(0)} s`)

  const begun = performance.now()
  const elapsed = () => (performance.now() - begun) / 1000
  await Promise.all(workers.map((worker) => worker.start()))
  const points = killPoints(soak.kills, chance)
  let killed = 0
  let saidAt = 0
  let sentSeconds: number | undefined
  let progress: Progress
  let owed = 0
  for (;;) {
    await Promise.race([sleep(LOOK_EVERY_MS), soak.failed])
    progress = await progressOf(world, clinicId)
    const done = soak.prescriptions - progress.undecided
    const point = points[killed]
    if (point !== undefined && done >= point * soak.prescriptions) {
      const worker = workers[Math.floor(chance() * workers.length)]
      await sleep(chance() * 1500)
      await worker?.kill('SIGKILL')
      killed += 1
      say(`${worker?.name} killed with SIGKILL at ${done} of ${soak.prescriptions}`)
      await worker?.start()
    }
    if (sentSeconds === undefined && done >= soak.prescriptions * 0.99) sentSeconds = elapsed()
    owed = progress.undecided === 0 ? await owedByPharmacies(sandboxUrl) : owed
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now()
      say(
        `${done} decided, ${(done / elapsed()).toFixed(0)} a second; ${JSON.stringify(progress.statuses)}; ${progress.jobs} jobs`,
      )
    }
    if (progress.undecided === 0 && killed === points.length && owed === 0) break
    if (elapsed() > soak.minutes * 60) {
      say(`Given up after ${soak.minutes} minutes`)
      break
    }
  }
  const totalSeconds = elapsed()
  await endFaults(sandboxUrl)

  const received = await receivedLines(sandboxUrl)
  const comparison = compareBooks(await bookedLines(world, clinicId), received)
  const effort = await countedEffort(world, clinicId)
  const lines = reportLines({
    soak,
    comparison,
    effort,
    statuses: progress.statuses,
    arrivals: received.reduce((sum, { arrivals }) => sum + arrivals, 0),
    killed,
    owed,
    sentSeconds,
    totalSeconds,
  })
  console.log(`\n${lines.join('\n')}\n`)
  return agree(comparison)
}
