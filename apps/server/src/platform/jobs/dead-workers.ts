/**
 * Hands on the jobs of workers that died. graphile-worker keeps a dead worker's jobs locked for four hours,
 * so each pool of workers holds an advisory lock named after it for as long as its connection lives; whoever can take
 * the lock of a pool that still holds jobs knows that it is gone.
 */
import pg from 'pg'
import type { Log } from '../log.ts'

const LOCK_SPACE = 7_310_001
/** A pool that has just begun may hold jobs a moment before it holds its lock. */
const ANNOUNCED_WITHIN_SECONDS = 3

export type Presence = {
  /** Says that the pool of this id lives. */
  announce(workerId: string): Promise<void>
  /** Frees the jobs of every worker that does not. @returns their ids */
  freeJobsOfTheDead(): Promise<string[]>
  close(): Promise<void>
}

/** @param jobsUrl the role that owns the queue. */
export async function openPresence(jobsUrl: string, log: Log): Promise<Presence> {
  const mine = new Set<string>()
  let closed = false
  let client = await connect()

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: jobsUrl,
      application_name: 'countersign-presence',
      pipeline: true,
    })
    next.on('error', () => {})
    next.on('end', () => {
      if (!closed) setTimeout(reconnect, 500).unref()
    })
    await next.connect()
    for (const workerId of mine) await hold(next, workerId)
    return next
  }
  async function reconnect(): Promise<void> {
    if (closed) return
    await connect().then(
      (next) => {
        client = next
      },
      (err) => {
        log.warn({ err }, 'workers cannot show that they live')
        setTimeout(reconnect, 1000).unref()
      },
    )
  }
  const hold = (on: pg.Client, workerId: string) =>
    on.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, workerId])

  return {
    async announce(workerId) {
      mine.add(workerId)
      await hold(client, workerId)
    },
    async freeJobsOfTheDead() {
      const { rows } = await client.query<{ locked_by: string }>(
        `select distinct locked_by from graphile_worker._private_jobs
         where locked_by is not null and locked_at < now() - interval '${ANNOUNCED_WITHIN_SECONDS} seconds'`,
      )
      const dead: string[] = []
      for (const { locked_by: workerId } of rows) {
        if (mine.has(workerId)) continue
        const { rows: taken } = await client.query<{ free: boolean }>(
          'select pg_try_advisory_lock($1, hashtext($2)) as free',
          [LOCK_SPACE, workerId],
        )
        if (!taken[0]?.free) continue
        dead.push(workerId)
        await client.query('select graphile_worker.force_unlock_workers($1::text[])', [[workerId]])
        await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, workerId])
      }
      if (dead.length > 0) log.warn({ workers: dead.length }, 'jobs of workers that died were handed on')
      return dead
    },
    async close() {
      closed = true
      await client.end()
    },
  }
}
