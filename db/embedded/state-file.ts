/**
 * The note a state folder keeps of its embedded PostgreSQL: where the data is, the owner's password, and who
 * holds it now. Readable by its owner only.
 */
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStillRunning, type ProcessIdentity } from './process-identity.ts'

export type EmbeddedState = {
  readonly dataDir: string
  readonly password: string
  /** The program that started the server; absent once it has stopped it. */
  readonly holder?: ProcessIdentity
}

const stateFile = (stateDir: string): string => join(stateDir, 'postgres.json')

export const readState = (stateDir: string): EmbeddedState | undefined => {
  try {
    const state = JSON.parse(readFileSync(stateFile(stateDir), 'utf8')) as Partial<EmbeddedState>
    return typeof state.dataDir === 'string' && typeof state.password === 'string'
      ? { dataDir: state.dataDir, password: state.password, holder: state.holder }
      : undefined
  } catch {
    return undefined
  }
}

/** Whole or not at all: a crash while writing leaves the earlier note. */
export const writeState = (stateDir: string, state: EmbeddedState): void => {
  const draft = `${stateFile(stateDir)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, stateFile(stateDir))
}

/** The live program that holds the server, if there is one other than this. */
export const otherHolder = (state: EmbeddedState | undefined): number | undefined => {
  const holder = state?.holder
  return holder && holder.pid !== process.pid && isStillRunning(holder) ? holder.pid : undefined
}
