/** Boots the whole product once for all journeys, on a disposable database and free ports. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type DemoSignIn, startStack } from '../scripts/stack/index.ts'
import { settleClinics } from './kit/database.ts'

export type Shared = {
  readonly url: string
  readonly sandboxUrl: string
  readonly adminUrl: string
  readonly stateDir: string
  readonly signIns: readonly DemoSignIn[]
}

declare module 'vitest' {
  interface ProvidedContext {
    shared: Shared
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'countersign-e2e-'))
  const remove = () => rmSync(stateDir, { recursive: true, force: true })
  try {
    const stack = await startStack({
      stateDir,
      ports: { web: 0, sandbox: 0, smtp: 0, database: 0 },
      durability: 'disposable',
      env: { RATE_LIMIT_PER_MINUTE: '1000000', SIGN_INS_PER_MINUTE: '100000' },
    })
    const stop = async () => {
      await stack.stop()
      remove()
    }
    try {
      await settleClinics(stack.adminUrl)
      const { url, sandboxUrl, adminUrl, signIns } = stack
      project.provide('shared', { url, sandboxUrl, adminUrl, stateDir, signIns })
    } catch (error) {
      await stop()
      throw error
    }
    return stop
  } catch (error) {
    remove()
    throw error
  }
}
