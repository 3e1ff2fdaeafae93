/** The whole product for tests: a disposable database, free ports, and a copy of the web app that no later build touches. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/package-binary.ts'
import { makeDisposableFolder } from '../../scripts/stack/disposable-folder.ts'
import { type Stack, type StackOptions, startStack } from '../../scripts/stack/index.ts'
import { buildWeb } from '../../scripts/stack/web-build.ts'
import { settleClinics } from './database.ts'

export type OwnStack = {
  readonly stack: Stack
  readonly stateDir: string
  readonly stop: () => Promise<void>
}

type Wishes = Pick<StackOptions, 'firstPatients' | 'onStep'> & {
  /** Of every clinic; its own setting when left out. */
  readonly undoSeconds?: number
}

export const startOwnStack = async ({ undoSeconds, ...wishes }: Wishes = {}): Promise<OwnStack> => {
  const { stateDir, discard } = makeDisposableFolder('e2e')
  let stack: Stack | undefined
  try {
    await buildWeb(ROOT)
    const web = join(stateDir, 'web')
    cpSync(join(ROOT, 'apps', 'web', 'dist'), web, { recursive: true })
    stack = await startStack({
      ...wishes,
      stateDir,
      ports: { web: 0, sandbox: 0, smtp: 0, database: 0 },
      durability: 'disposable',
      env: { WEB_DIST: web, RATE_LIMIT_PER_MINUTE: '1000000', SIGN_INS_PER_MINUTE: '100000' },
    })
    if (undoSeconds !== undefined) await settleClinics(stack.adminUrl, undoSeconds)
  } catch (error) {
    await stack?.stop()
    discard()
    throw error
  }
  const started = stack
  return {
    stack: started,
    stateDir,
    stop: async () => {
      await started.stop()
      discard()
    },
  }
}
