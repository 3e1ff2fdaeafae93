/** Runs jobs with graphile-worker. A handler that throws is retried with exponential backoff until its last attempt. */

import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { describeError, type Log } from '../log.ts'
import { openPresence } from './dead-workers.ts'
import type { JobPayload } from './enqueue.ts'

export type JobContext = { attempt: number; lastAttempt: boolean }
export type JobHandler = (payload: JobPayload, context: JobContext) => Promise<void>
export type CronJob = { task: string; match: string; run: () => Promise<void> }

/** A failure that is expected and worth another try: logged in one line, without a stack. */
export class RetryLater extends Error {
  override name = 'RetryLater'
}

export async function startWorker(options: {
  jobsUrl: string
  concurrency: number
  handlers: Record<string, JobHandler>
  cron: CronJob[]
  log: Log
}): Promise<{ stop(): Promise<void> }> {
  const taskList: TaskList = {}
  for (const [name, handler] of Object.entries(options.handlers)) {
    taskList[name] = async (payload, { job }) => {
      const context = { attempt: job.attempts, lastAttempt: job.attempts >= job.max_attempts }
      try {
        await handler(payload as JobPayload, context)
      } catch (error) {
        const line = { task: name, jobId: String(job.id), attempt: job.attempts }
        if (error instanceof RetryLater)
          options.log.warn({ ...line, reason: error.message }, 'job will be tried again')
        else options.log.error({ ...line, err: describeError(error) }, 'job failed')
        throw error
      }
    }
  }
  const presence = await openPresence(options.jobsUrl, options.log)
  const freeJobs = {
    task: 'free-jobs-of-the-dead',
    match: '* * * * *',
    run: () => presence.freeJobsOfTheDead(),
  }
  const cron = [...options.cron, freeJobs]
  for (const job of cron) taskList[job.task] = async () => void (await job.run())
  await presence.freeJobsOfTheDead()
  const events: WorkerEvents = new EventEmitter()
  // Jobs are locked in the name of the pool, not of the one of its workers that runs them.
  events.on('pool:create', ({ workerPool }) => {
    presence
      .announce(workerPool.id)
      .catch((err) => options.log.warn({ err }, 'a worker cannot show that it lives'))
  })
  const runner = await run({
    connectionString: options.jobsUrl,
    concurrency: options.concurrency,
    pollInterval: 500,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCronItems(
      cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
    events,
    // Jobs are fetched and struck off several at a time. Those of a process that dies in between run again,
    // as every job must bear.
    preset: { worker: { localQueue: { size: options.concurrency }, completeJobBatchDelay: 0 } },
    logger: new Logger(() => () => {}),
  })
  return {
    async stop() {
      await runner.stop()
      await presence.close()
    },
  }
}
