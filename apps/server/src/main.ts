/**
 * Entry. ROLE=all serves and works; ROLE=web only serves; ROLE=worker only runs jobs. With `--check` it reads the
 * settings, loads everything and ends.
 */
import { buildApp } from './app.ts'
import { buildDeps } from './deps.ts'
import { cronJobs, jobHandlers } from './jobs.ts'
import { ensurePharmacies } from './modules/pharmacies/index.ts'
import { readConfig } from './platform/config.ts'
import { startWorker } from './platform/jobs/worker.ts'

const config = readConfig(process.env)
const deps = buildDeps(config)
const { log } = deps
const closing: (() => Promise<unknown>)[] = []

if (process.argv.includes('--check')) {
  await deps.close()
  process.exit(0)
}
if (config.ROLE !== 'worker') {
  const app = await buildApp(deps)
  await deps.events.start()
  await app.listen({ port: config.PORT, host: config.HOST })
  closing.push(() => app.close())
  log.info({ port: config.PORT }, 'serving')
}
if (config.ROLE !== 'web') {
  const worker = await startWorker({
    jobsUrl: config.DATABASE_JOBS_URL,
    concurrency: config.WORKER_CONCURRENCY,
    handlers: jobHandlers(deps),
    cron: cronJobs(deps),
    log,
  })
  closing.push(() => worker.stop())
  // A new installation needs its directory now, not at the next full minute.
  ensurePharmacies(deps).catch((err) => log.warn({ err }, 'the pharmacy directory could not be read yet'))
  log.info('working')
}

let stopping = false
async function stop(reason: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ reason }, 'stopping')
  setTimeout(() => process.exit(1), 10_000).unref()
  for (const close of closing) await close().catch((err) => log.error({ err }, 'did not close'))
  await deps.close()
  process.exit(0)
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))
// Started as a child: when the parent is gone, so are we.
process.on('disconnect', () => stop('parent gone'))
process.on('unhandledRejection', (err) => {
  log.error({ err }, 'unhandled rejection')
  stop('unhandled rejection').then(() => process.exit(1))
})
