/**
 * What a data folder says about the server that runs, or ran, on it. `postmaster.pid` outlives a crash and its
 * process id may since belong to anything, so a process counts as the server only if its command line says so.
 * Line numbers: PostgreSQL source, src/include/utils/pidfile.h.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PID_LINE = 0
const STATUS_LINE = 7

export type PostmasterFile = { readonly pid: number; readonly status: string }

/** Pure: undefined when the file is empty or cut short before its first line, as a crash can leave it. */
export const parsePostmasterFile = (text: string): PostmasterFile | undefined => {
  const lines = text.split('\n')
  // A standalone backend writes its id as a negative number.
  const pid = Math.abs(Number(lines[PID_LINE]?.trim() || Number.NaN))
  return Number.isInteger(pid) && pid > 0 ? { pid, status: lines[STATUS_LINE]?.trim() ?? '' } : undefined
}

export const readPostmasterFile = (dataDir: string): PostmasterFile | undefined => {
  try {
    return parsePostmasterFile(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/** A process that ended but was not yet reaped by its parent answers signal 0, but runs nothing any more. */
const isZombie = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

/** True for a process that exists, ours or another user's. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !isZombie(pid)
}

const commandLine = (pid: number): string => {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

const isServerOf = (pid: number, dataDir: string): boolean => {
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(dataDir)
}

const waitForEnd = async (pid: number, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

const FAST = 'SIGINT'
const IMMEDIATE = 'SIGQUIT'

/** Fast shutdown first (rolls back and writes a checkpoint), harder if it does not end in time. */
export const stopPostmaster = async (pid: number): Promise<void> => {
  for (const [signal, patience] of [
    [FAST, 10_000],
    [IMMEDIATE, 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!isAlive(pid)) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
      throw error
    }
    if (await waitForEnd(pid, patience)) return
  }
  throw new Error(`The PostgreSQL server (process ${pid}) does not end`)
}

/**
 * Clears what an earlier run left: stops its server if it still runs on this folder, and removes a
 * `postmaster.pid` whose process id now belongs to something else (PostgreSQL would refuse to start over it).
 */
export const clearEarlierServer = async (dataDir: string, log: (line: string) => void): Promise<void> => {
  const earlier = readPostmasterFile(dataDir)
  if (!earlier || !isAlive(earlier.pid)) return
  if (isServerOf(earlier.pid, dataDir)) {
    log(`A PostgreSQL of an earlier run is still up (process ${earlier.pid}); stopping it first`)
    await stopPostmaster(earlier.pid)
  } else {
    rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  }
}
