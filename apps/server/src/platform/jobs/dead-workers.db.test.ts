import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../db/test-database/index.ts'
import { createLog } from '../log.ts'
import { openPresence } from './dead-workers.ts'
import { startWorker } from './worker.ts'

let test: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  test = await createTestDatabase()
  owner = new pg.Client({ connectionString: test.adminUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await test?.drop()
})

const log = createLog('silent')
const lockedJob = async (workerId: string) => {
  await owner.query("select graphile_worker.add_job('a-task', '{}'::json)")
  await owner.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '10 seconds'
     where id = (select max(id) from graphile_worker._private_jobs)`,
    [workerId],
  )
}
const holders = async () =>
  (
    await owner.query<{ locked_by: string }>(
      'select locked_by from graphile_worker._private_jobs where locked_by is not null',
    )
  ).rows.map((row) => row.locked_by)

describe('jobs of a worker', () => {
  it('stay with it while it lives, and are handed on when its connection is gone', async () => {
    const first = await openPresence(test.jobsUrl, log)
    const second = await openPresence(test.jobsUrl, log)
    await first.announce('worker-alive')
    await lockedJob('worker-alive')
    await lockedJob('worker-never-seen')
    expect(await second.freeJobsOfTheDead()).toEqual(['worker-never-seen'])
    expect(await holders()).toEqual(['worker-alive'])
    await first.close()
    expect(await second.freeJobsOfTheDead()).toEqual(['worker-alive'])
    expect(await holders()).toEqual([])
    await second.close()
  })
  it('stay with a worker that lost its connection and came back', async () => {
    const first = await openPresence(test.jobsUrl, log)
    const second = await openPresence(test.jobsUrl, log)
    await first.announce('worker-cut')
    await lockedJob('worker-cut')
    const holder = async () =>
      (
        await owner.query<{ pid: number }>(
          "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
        )
      ).rows[0]?.pid
    const before = await holder()
    await owner.query('select pg_terminate_backend($1)', [before])
    const deadline = Date.now() + 10_000
    let after = await holder()
    while ((after === undefined || after === before) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      after = await holder()
    }
    expect(await second.freeJobsOfTheDead()).toEqual([])
    await first.close()
    await second.close()
  })
  it('stay with a worker that is at them, whatever name it locks them by', async () => {
    let begun = () => {}
    let finish = () => {}
    const running = new Promise<void>((resolve) => {
      begun = resolve
    })
    const done = new Promise<void>((resolve) => {
      finish = resolve
    })
    let runs = 0
    const worker = await startWorker({
      jobsUrl: test.jobsUrl,
      concurrency: 2,
      handlers: {
        'long-task': async () => {
          runs += 1
          begun()
          await done
        },
      },
      cron: [],
      log,
    })
    await owner.query("select graphile_worker.add_job('long-task', '{}'::json)")
    await running
    await owner.query(
      "update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null",
    )
    const other = await openPresence(test.jobsUrl, log)
    expect(await other.freeJobsOfTheDead()).toEqual([])
    expect(await holders()).toHaveLength(1)
    finish()
    await worker.stop()
    expect(runs).toBe(1)
    expect(await holders()).toEqual([])
    await other.close()
  })
})
