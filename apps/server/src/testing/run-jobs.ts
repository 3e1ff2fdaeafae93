/** The worker of a test: runs what is due by the test's own clock, one job at a time, and what that asks for. */
import { jobHandlers } from '../jobs.ts'
import type { JobPayload } from '../platform/jobs/enqueue.ts'
import type { TestServer } from './test-server.ts'

type Queued = { id: string; task: string; payload: JobPayload; attempts: number; max_attempts: number }

/** A job that fails stays in the queue; `fails` names the tasks that did. */
export async function runDueJobs(server: TestServer): Promise<{ ran: string[]; fails: string[] }> {
  const handlers = jobHandlers(server.deps)
  const ran: string[] = []
  const fails: string[] = []
  const failed = new Set<string>()
  for (let guard = 0; guard < 300; guard += 1) {
    // A job without a time of its own bears the machine's.
    const rows = await server.sql<Queued>(
      `select j.id::text as id, t.identifier as task, j.payload, j.attempts, j.max_attempts
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.run_at <= $1 or j.run_at between now() - interval '1 hour' and now() order by j.run_at, j.id`,
      [server.deps.clock.now()],
    )
    const job = rows.find(({ id }) => !failed.has(id))
    if (!job) return { ran, fails }
    ran.push(job.task)
    try {
      const attempt = job.attempts + 1
      await handlers[job.task]?.(job.payload, { attempt, lastAttempt: attempt >= job.max_attempts })
      await server.sql('delete from graphile_worker._private_jobs where id = $1', [job.id])
    } catch {
      failed.add(job.id)
      fails.push(job.task)
      await server.sql('update graphile_worker._private_jobs set attempts = attempts + 1 where id = $1', [
        job.id,
      ])
    }
  }
  throw new Error('the queue never becomes empty')
}
