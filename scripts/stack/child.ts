/**
 * One long-running part of the product as a child process: started until it is ready, started again when it
 * dies, stopped on request, and never left behind (see exit-with-parent.ts).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOG_LIMIT_BYTES = 20 * 1024 * 1024
export const EXIT_WITH_PARENT = join(import.meta.dirname, 'exit-with-parent.ts')

export type ChildSpec = {
  readonly name: string
  /** The TypeScript file to run, and its arguments. */
  readonly run: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logFile: string
  /** True once it serves; left out for a part that serves nothing. A rejection counts as not yet. */
  readonly isReady?: () => Promise<boolean>
}

export type ChildPolicy = {
  readonly readyWithinMs: number
  /** How often it may die in a minute before `onGiveUp` is told. */
  readonly restartsPerMinute: number
  readonly restartDelayMs: number
  readonly log: (line: string) => void
  readonly onGiveUp: (reason: Error) => void
}

export type Child = {
  readonly name: string
  /** Of the process that runs now; undefined while none does. */
  readonly pid: () => number | undefined
  /** Resolves when it is ready. Throws, with its last words, when it ends before. */
  readonly start: () => Promise<void>
  /** Asks it to end, and ends it after `patienceMs`. It stays down until `start`. */
  readonly stop: (patienceMs?: number) => Promise<void>
  /** Ends it with a signal, at once, and leaves it down until `start`. */
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

const openLog = (path: string): number => {
  mkdirSync(dirname(path), { recursive: true })
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const endOf = async (child: ChildProcess, withinMs: number): Promise<boolean> => {
  if (hasEnded(child)) return true
  const timer = new AbortController()
  const ended = await Promise.race([
    once(child, 'exit').then(() => true),
    sleep(withinMs, false, { signal: timer.signal }).catch(() => false),
  ])
  timer.abort()
  return ended
}

export const superviseChild = (spec: ChildSpec, policy: ChildPolicy): Child => {
  let current: ChildProcess | undefined
  let wanted = false
  let deaths: number[] = []
  let logStart = 0

  const lastWords = (): string =>
    readFileSync(spec.logFile).subarray(logStart).toString('utf8').trimEnd().split('\n').slice(-15).join('\n')

  const describeEnd = (child: ChildProcess): string =>
    `${spec.name} ended (${child.signalCode ?? `exit code ${child.exitCode}`}); from ${spec.logFile}:\n${lastWords()}`

  const launch = (): ChildProcess => {
    const log = openLog(spec.logFile)
    logStart = statSync(spec.logFile).size
    // Its own process group: Ctrl-C in the terminal reaches the parent, which stops the parts in order.
    const child = spawn(process.execPath, ['--import', EXIT_WITH_PARENT, ...spec.run], {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    // A process that cannot even be started reports here, and as an end below.
    child.once('error', (error) => policy.log(`${spec.name}: ${error.message}`))
    current = child
    return child
  }

  const watch = (child: ChildProcess): void => {
    child.once('exit', () => {
      if (!wanted || current !== child) return
      const now = Date.now()
      deaths = [...deaths.filter((at) => at > now - 60_000), now]
      if (deaths.length > policy.restartsPerMinute) {
        wanted = false
        policy.onGiveUp(new Error(describeEnd(child)))
        return
      }
      policy.log(
        `${spec.name} ended (${child.signalCode ?? `exit code ${child.exitCode}`}); starting it again`,
      )
      setTimeout(() => {
        if (wanted && current === child) watch(launch())
      }, policy.restartDelayMs * deaths.length)
    })
  }

  const waitUntilReady = async (child: ChildProcess): Promise<void> => {
    const { isReady } = spec
    if (!isReady) return
    const deadline = Date.now() + policy.readyWithinMs
    while (!(await isReady().catch(() => false))) {
      if (hasEnded(child)) throw new Error(describeEnd(child))
      if (Date.now() > deadline) {
        throw new Error(`${spec.name} was not ready in time; from ${spec.logFile}:\n${lastWords()}`)
      }
      await sleep(40)
    }
    // Another process may answer on the same port while ours has already ended.
    if (hasEnded(child)) throw new Error(describeEnd(child))
  }

  const kill = async (signal: NodeJS.Signals, patienceMs: number): Promise<void> => {
    wanted = false
    const child = current
    if (!child || hasEnded(child)) return
    child.kill(signal)
    if (await endOf(child, patienceMs)) return
    child.kill('SIGKILL')
    await endOf(child, 5_000)
  }

  return {
    name: spec.name,
    pid: () => (current && !hasEnded(current) ? current.pid : undefined),
    start: async () => {
      if (current && !hasEnded(current)) return
      wanted = false
      const child = launch()
      try {
        await waitUntilReady(child)
      } catch (error) {
        await kill('SIGKILL', 5_000)
        throw error
      }
      wanted = true
      watch(child)
      // It may have ended between the last look and the watch.
      if (hasEnded(child)) child.emit('exit', child.exitCode, child.signalCode)
    },
    stop: (patienceMs = 8_000) => kill('SIGTERM', patienceMs),
    kill: (signal) => kill(signal, 5_000),
  }
}
