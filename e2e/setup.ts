/** Boots the whole product once for all journeys. */
import type { TestProject } from 'vitest/node'
import type { DemoSignIn } from '../scripts/stack/index.ts'
import { startOwnStack } from './kit/own-stack.ts'

/** Long enough to press a key in, short enough not to wait for. */
const UNDO_SECONDS = 6

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
  const { stack, stateDir, stop } = await startOwnStack({ undoSeconds: UNDO_SECONDS })
  const { url, sandboxUrl, adminUrl, signIns } = stack
  project.provide('shared', { url, sandboxUrl, adminUrl, stateDir, signIns })
  return stop
}
