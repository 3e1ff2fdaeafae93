/** The parts the soak runs against: the stack of `npm start` without its pages, and more workers beside its own. */
import { join } from 'node:path'
import { appUrl, jobsUrl } from '../../db/migrate.ts'
import { ROOT } from '../package-binary.ts'
import { type Child, superviseChild } from '../stack/child.ts'
import { makeDisposableFolder } from '../stack/disposable-folder.ts'
import { startStack } from '../stack/index.ts'

export type SoakStack = {
  readonly adminUrl: string
  readonly sandboxUrl: string
  readonly networkSecret: string
  readonly server: Child
  readonly workers: readonly Child[]
  /** Rejects when a part keeps dying. */
  readonly failed: Promise<never>
  readonly stop: () => Promise<void>
}

export const startSoakStack = async (wishes: {
  workers: number
  concurrency: number
  durable: boolean
  say: (line: string) => void
}): Promise<SoakStack> => {
  const { stateDir, discard } = makeDisposableFolder('soak')
  const { say } = wishes
  const settings = {
    WORKER_CONCURRENCY: String(wishes.concurrency),
    DATABASE_POOL_SIZE: String(wishes.concurrency),
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '1000000',
  }
  const stack = await startStack({
    stateDir,
    seed: false,
    web: false,
    ports: { web: 0, sandbox: 0, smtp: 0, database: 0 },
    durability: wishes.durable ? 'durable' : 'disposable',
    env: settings,
    onStep: say,
    log: say,
  }).catch((error: Error) => {
    discard()
    throw error
  })
  const more = Array.from({ length: wishes.workers - 1 }, (_, index) =>
    superviseChild(
      {
        name: `worker-${index + 2}`,
        run: ['apps/server/src/main.ts'],
        cwd: ROOT,
        env: {
          PATH: process.env.PATH,
          ...stack.secrets,
          ...settings,
          ROLE: 'worker',
          NODE_ENV: 'production',
          NODE_COMPILE_CACHE: join(stateDir, 'compile-cache'),
          PUBLIC_URL: stack.url,
          STRIPE_API_URL: stack.sandboxUrl,
          PHARMACY_NETWORK_URL: stack.sandboxUrl,
          SMTP_URL: `smtp://127.0.0.1:${stack.smtpPort}`,
          STORAGE_DIR: join(stateDir, 'files'),
          DATABASE_APP_URL: appUrl(stack.adminUrl),
          DATABASE_JOBS_URL: jobsUrl(stack.adminUrl),
        },
        logFile: join(stateDir, 'logs', `worker-${index + 2}.log`),
      },
      {
        readyWithinMs: 60_000,
        restartsPerMinute: 5,
        restartDelayMs: 250,
        log: say,
        onGiveUp: (error) => say(error.message),
      },
    ),
  )
  return {
    adminUrl: stack.adminUrl,
    sandboxUrl: stack.sandboxUrl,
    networkSecret: stack.secrets.PHARMACY_NETWORK_SECRET,
    server: stack.server,
    workers: [stack.worker, ...more],
    failed: stack.failed,
    stop: async () => {
      await Promise.all(more.map((worker) => worker.stop()))
      await stack.stop()
      discard()
    },
  }
}
