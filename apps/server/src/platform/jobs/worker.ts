/** Runs jobs with graphile-worker. A handler that throws is retried with exponential backoff until its last attempt. */
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import { describeError, type Log } from '../log.ts'
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
}): Promise<Runner> {
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
  for (const job of options.cron) taskList[job.task] = async () => job.run()
  return run({
    connectionString: options.jobsUrl,
    concurrency: options.concurrency,
    pollInterval: 500,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCronItems(
      options.cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(() => () => {}),
  })
}
