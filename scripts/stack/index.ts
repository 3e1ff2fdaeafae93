/**
 * The whole product on one machine: PostgreSQL (embedded, or the one given), migrated and seeded; the web app,
 * built; and sandbox, server and worker as children. `npm start`, the demo and the browser tests all run this.
 */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EmbeddedPostgres, findFreePort, startEmbeddedPostgres } from '../../db/embedded/index.ts'
import { appUrl, jobsUrl, migrate } from '../../db/migrate.ts'
import { describeUrl } from '../../db/role-urls.ts'
import { ROOT } from '../package-binary.ts'
import { type Child, type ChildPolicy, EXIT_WITH_PARENT, superviseChild } from './child.ts'
import { noteRunning, noteStopped, takeOver } from './earlier-run.ts'
import { firstPatientsCame, letFirstPatientsIn, readPatientSignIns } from './first-patients.ts'
import { runProgram } from './run-program.ts'
import { ensureSecrets, type Secrets } from './secrets.ts'
import { type DemoSignIn, readSignIns, seedOnce } from './seed-once.ts'
import { buildWeb } from './web-build.ts'

export type { Child } from './child.ts'
export type { DemoSignIn } from './seed-once.ts'

export type WantedPorts = {
  readonly web?: number
  readonly sandbox?: number
  readonly smtp?: number
  readonly database?: number
}

export type StackOptions = {
  /** Data, secrets, files and logs; made if missing. */
  readonly stateDir: string
  /** A PostgreSQL to use instead of the embedded one: the owner's URL. */
  readonly databaseUrl?: string
  /** The next free one is taken instead of a taken one; 0 for any. */
  readonly ports?: WantedPorts
  readonly durability?: 'durable' | 'disposable'
  /** False leaves an empty database empty. */
  readonly seed?: boolean
  /** False serves the API alone: the web app is neither built nor served. */
  readonly web?: boolean
  /** True lets the first patients into a clinic that was just seeded, so that its queue is not empty. */
  readonly firstPatients?: boolean
  /** Further settings for sandbox, server, worker and seed; they win over the ones made here. */
  readonly env?: Readonly<Record<string, string>>
  readonly onStep?: (step: string) => void
  /** Told of what happens after the start, for instance a part that died and was started again. */
  readonly log?: (line: string) => void
  /** Gives a start up half-way: what was started is stopped, and `startStack` throws. */
  readonly signal?: AbortSignal
}

export type Stack = {
  readonly url: string
  readonly sandboxUrl: string
  readonly smtpPort: number
  readonly adminUrl: string
  readonly secrets: Secrets
  /** Empty where the database was not seeded here. */
  readonly signIns: readonly DemoSignIn[]
  /** Each can be killed and started again on its own. */
  readonly server: Child
  readonly worker: Child
  readonly sandbox: Child
  /** The embedded database; undefined when one was given. */
  readonly database: EmbeddedPostgres | undefined
  /** Rejects when a part keeps dying; the stack is still to be stopped then. Never resolves. */
  readonly failed: Promise<never>
  /** Server, worker, sandbox, database, in that order. */
  readonly stop: () => Promise<void>
  /** Everything at once, without asking. */
  readonly stopNow: () => void
}

const SANDBOX_PROGRAM = 'apps/sandbox/src/main.ts'
const SERVER_PROGRAM = 'apps/server/src/main.ts'
/**
 * Room for what is short-lived that fits so small a program: by default V8 keeps three times as much memory, and the C
 * library a region of its own for every thread. (`--optimize-for-size` would save more and doubles the work.)
 */
export const SERVER_FLAGS = ['--max-semi-space-size=4']
export const SERVER_ENV = { MALLOC_ARENA_MAX: '1' }

const answers = (url: string) => async (): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok

const findPorts = async (wanted: WantedPorts, onStep: (step: string) => void) => {
  const taken = new Set<number>()
  const find = async (what: string, port: number) => {
    const found = await findFreePort(port, taken)
    taken.add(found)
    if (port !== 0 && found !== port) onStep(`Port ${port} is taken; the ${what} uses ${found}`)
    return found
  }
  return {
    web: await find('web app', wanted.web ?? 4000),
    sandbox: await find('sandbox', wanted.sandbox ?? 4010),
    smtp: await find('sandbox mailbox', wanted.smtp ?? 4025),
  }
}

/** Rejects with the signal's reason; never resolves. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    if (signal.aborted) reject(signal.reason)
  })

/** A promise that somebody can reject from outside, and that may be left unwatched. */
const failure = () => {
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise
  })
  promise.catch(() => {})
  return { promise, reject }
}

/**
 * Runs all to their ends even if one fails, so that nothing is left half-started behind an error; the first
 * failure gives the others up.
 */
const allOrNone = async <T extends readonly unknown[]>(
  outer: AbortSignal | undefined,
  parts: { readonly [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> },
): Promise<T> => {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const results = await Promise.allSettled(
    parts.map((part) =>
      part(signal).catch((error: Error) => {
        controller.abort(error)
        throw error
      }),
    ),
  )
  outer?.throwIfAborted()
  controller.signal.throwIfAborted()
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as T
}

/** Starts everything and resolves when it serves. Throws with a reason a person can act on, leaving nothing behind. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const onStep = options.onStep ?? (() => {})
  const log = options.log ?? (() => {})
  const stateDir = resolve(options.stateDir)
  if (!existsSync(stateDir)) {
    mkdirSync(stateDir, { recursive: true })
    // The database's own account passes through; every file inside has a mode of its own.
    chmodSync(stateDir, 0o711)
  }
  await takeOver(stateDir)
  noteRunning(stateDir, '', [])

  // Undone from the last to the first.
  const undo: (() => Promise<void>)[] = [async () => noteStopped(stateDir)]
  const undoAll = async () => {
    for (const step of undo.toReversed()) await step().catch((error: Error) => log(error.message))
  }
  try {
    const secrets = ensureSecrets(stateDir)
    const ports = await findPorts(options.ports ?? {}, onStep)
    const url = `http://localhost:${ports.web}`
    const sandboxUrl = `http://localhost:${ports.sandbox}`
    const failed = failure()
    const policy: ChildPolicy = {
      readyWithinMs: 60_000,
      restartsPerMinute: 5,
      restartDelayMs: 250,
      log,
      onGiveUp: failed.reject,
    }
    // A setting given in the environment wins over the loopback one, except what only this start can know.
    const shared = {
      SANDBOX_URL: sandboxUrl,
      SANDBOX_STATE_DIR: join(stateDir, 'sandbox'),
      COUNTERSIGN_URL: url,
      PUBLIC_URL: url,
      STRIPE_API_URL: sandboxUrl,
      PHARMACY_NETWORK_URL: sandboxUrl,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      STORAGE_DIR: join(stateDir, 'files'),
      // Types are stripped once, not at every start.
      NODE_COMPILE_CACHE: join(stateDir, 'compile-cache'),
      ...process.env,
      ...secrets,
      NODE_ENV: 'production',
      STATE_DIR: stateDir,
      WEB_DIST: options.web === false ? undefined : join(ROOT, 'apps', 'web', 'dist'),
      PORT: String(ports.web),
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_SMTP_PORT: String(ports.smtp),
      DATABASE_URL: undefined,
      ...options.env,
    }
    const supervise = (
      name: string,
      program: string,
      env: Readonly<Record<string, string | undefined>>,
      isReady?: () => Promise<boolean>,
    ): Child => {
      const logFile = join(stateDir, 'logs', `${name}.log`)
      const own =
        program === SERVER_PROGRAM
          ? { run: [...SERVER_FLAGS, program], env: { ...SERVER_ENV, ...env } }
          : { run: [program], env }
      const child = superviseChild({ name, ...own, cwd: ROOT, logFile, isReady }, policy)
      undo.push(() => child.stop())
      return child
    }
    const startDatabase = async () => {
      if (options.databaseUrl) {
        onStep(`Using the PostgreSQL at ${describeUrl(options.databaseUrl)}`)
        return { adminUrl: options.databaseUrl, embedded: undefined }
      }
      onStep('Starting PostgreSQL')
      const { durability } = options
      const embedded = await startEmbeddedPostgres({
        stateDir,
        port: options.ports?.database,
        durability,
        log,
      })
      // Right after the note, so that it stops after everything that uses it.
      undo.splice(1, 0, () => embedded.stop())
      return { adminUrl: embedded.adminUrl, embedded }
    }
    const cached = join(shared.NODE_COMPILE_CACHE, 'server')
    /** Types are stripped in a process of its own: one that has stripped any keeps 30 MB for it. */
    const fillCompileCache = async (env: NodeJS.ProcessEnv, signal: AbortSignal) => {
      if (existsSync(cached)) return
      const run = ['--import', EXIT_WITH_PARENT, ...SERVER_FLAGS, SERVER_PROGRAM, '--check']
      await runProgram(run, { cwd: ROOT, env, signal, failure: 'The server does not load' })
      mkdirSync(shared.NODE_COMPILE_CACHE, { recursive: true })
      writeFileSync(cached, '')
    }
    const prepareDatabase = async (signal: AbortSignal) => {
      const { adminUrl, embedded } = await startDatabase()
      const { applied } = await migrate(adminUrl)
      if (applied.length > 0) onStep(`Brought the database up to date (${applied.length} migrations)`)
      const env = { ...shared, DATABASE_APP_URL: appUrl(adminUrl), DATABASE_JOBS_URL: jobsUrl(adminUrl) }
      const loaded = fillCompileCache(env, signal)
      loaded.catch(() => {})
      if (options.seed !== false) {
        const onStart = () => onStep('Seeding a demo clinic')
        await seedOnce({ stateDir, adminUrl, ownDatabase: embedded !== undefined, env, signal, onStart })
      }
      await loaded
      return { adminUrl, embedded, env }
    }

    const sandbox = supervise(
      'sandbox',
      SANDBOX_PROGRAM,
      shared,
      answers(`http://127.0.0.1:${ports.sandbox}/faults`),
    )
    const [database] = await allOrNone(options.signal, [
      prepareDatabase,
      async (signal) => {
        if (options.web === false) return
        await buildWeb(ROOT, { signal, onStart: () => onStep('Building the web app') })
      },
      () => sandbox.start(),
    ])
    const { adminUrl, embedded, env } = database

    onStep('Starting server and worker')
    const isReady = answers(`http://127.0.0.1:${ports.web}/api/health/ready`)
    const worker = supervise('worker', SERVER_PROGRAM, { ...env, ROLE: 'worker' })
    const server = supervise('server', SERVER_PROGRAM, { ...env, ROLE: 'web' }, isReady)
    const serving = Promise.all([worker.start(), server.start()])
    serving.catch(() => {})
    await (options.signal ? Promise.race([serving, abortOf(options.signal)]) : serving)
    noteRunning(stateDir, url, [server.pid(), worker.pid(), sandbox.pid()])
    const [staff] = readSignIns(stateDir)
    if (options.firstPatients && options.seed !== false && staff && !firstPatientsCame(stateDir)) {
      onStep('Letting the first patients in')
      // Through a door of its own: so many requests from one machine are more than the clinic takes.
      const port = await findFreePort(0)
      const door = supervise(
        'door',
        SERVER_PROGRAM,
        {
          ...env,
          ROLE: 'web',
          PORT: String(port),
          RATE_LIMIT_PER_MINUTE: '1000000',
          SIGN_INS_PER_MINUTE: '100000',
        },
        answers(`http://127.0.0.1:${port}/api/health/ready`),
      )
      await door.start()
      const come = letFirstPatientsIn({
        stateDir,
        url: `http://127.0.0.1:${port}`,
        publicUrl: url,
        sandboxUrl,
        password: staff.password,
      })
      come.catch(() => {})
      await (options.signal ? Promise.race([come, abortOf(options.signal)]) : come)
      await door.stop()
    }

    let stopping: Promise<void> | undefined
    return {
      url,
      sandboxUrl,
      smtpPort: ports.smtp,
      adminUrl,
      secrets,
      signIns: [...readSignIns(stateDir), ...readPatientSignIns(stateDir)],
      server,
      worker,
      sandbox,
      database: embedded,
      failed: failed.promise,
      stop: () => {
        stopping ??= undoAll()
        return stopping
      },
      stopNow: () => {
        for (const pid of [server.pid(), worker.pid(), sandbox.pid()]) if (pid) process.kill(pid, 'SIGKILL')
        if (embedded) process.kill(embedded.pid, 'SIGQUIT')
      },
    }
  } catch (error) {
    await undoAll()
    throw error
  }
}
