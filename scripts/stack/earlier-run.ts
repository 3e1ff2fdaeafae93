/**
 * One stack a state folder. The note says who holds it and which processes it started, so that the next start
 * can tell a running stack (refuse) from a crashed one (end what is left of it, go on).
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../../db/embedded/postmaster.ts'
import { identityOf, isStillRunning, type ProcessIdentity } from '../../db/embedded/process-identity.ts'

type Note = {
  readonly holder: ProcessIdentity
  readonly url: string
  readonly children: readonly ProcessIdentity[]
}

const noteFile = (stateDir: string): string => join(stateDir, 'running.json')

const readNote = (stateDir: string): Note | undefined => {
  try {
    return JSON.parse(readFileSync(noteFile(stateDir), 'utf8')) as Note
  } catch {
    return undefined
  }
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Throws when a living stack holds the folder; ends the processes a dead one left behind. */
export const takeOver = async (stateDir: string): Promise<void> => {
  const note = readNote(stateDir)
  if (!note) return
  if (note.holder.pid !== process.pid && isStillRunning(note.holder)) {
    throw new Error(
      `Countersign already runs from this folder${note.url ? ` at ${note.url}` : ''} (process ${note.holder.pid}). Stop it there first.`,
    )
  }
  const left = () => note.children.filter(isStillRunning)
  for (const { pid } of left()) signal(pid, 'SIGTERM')
  for (let waited = 0; left().length > 0 && waited < 3_000; waited += 50) await sleep(50)
  for (const { pid } of left()) signal(pid, 'SIGKILL')
}

export const noteRunning = (
  stateDir: string,
  url: string,
  children: readonly (number | undefined)[],
): void => {
  const note: Note = {
    holder: identityOf(process.pid),
    url,
    children: children.filter((pid) => pid !== undefined && isAlive(pid)).map((pid) => identityOf(pid!)),
  }
  const draft = `${noteFile(stateDir)}.${process.pid}`
  writeFileSync(draft, JSON.stringify(note), { mode: 0o600 })
  renameSync(draft, noteFile(stateDir))
}

export const noteStopped = (stateDir: string): void => rmSync(noteFile(stateDir), { force: true })
