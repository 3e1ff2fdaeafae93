/**
 * Names one running process for good. A process id alone is reused, and in a container that restarts, the same
 * ids come back within seconds; the id together with the moment it started does not.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** proc(5): the 22nd field is the start time in clock ticks since boot; the 2nd, in brackets, may hold spaces. */
const START_TIME_AFTER_NAME = 22 - 3

const startMoment = (pid: number): string | undefined => {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_AFTER_NAME]}`
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

export type ProcessIdentity = { readonly pid: number; readonly started: string }

/** Throws when there is no such process. */
export const identityOf = (pid: number): ProcessIdentity => {
  const started = startMoment(pid)
  if (started === undefined) throw new Error(`There is no process ${pid}`)
  return { pid, started }
}

/** True while that very process runs; false for another one that got its id. */
export const isStillRunning = ({ pid, started }: ProcessIdentity): boolean => startMoment(pid) === started
