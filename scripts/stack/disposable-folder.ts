/** A state folder that is not to outlive its run: the database's data may lie elsewhere (db/embedded/placement.ts). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deleteEmbeddedData } from '../../db/embedded/index.ts'

/** Makes one and answers its path; `discard` takes it and all its data away once everything in it has stopped. */
export const makeDisposableFolder = (name: string): { stateDir: string; discard: () => void } => {
  const stateDir = mkdtempSync(join(tmpdir(), `countersign-${name}-`))
  return {
    stateDir,
    discard: () => {
      deleteEmbeddedData(stateDir)
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}
