/** The demo clinic: written into an empty database, once, and never into one that holds somebody's clinic. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { ROOT } from '../package-binary.ts'
import { runProgram } from './run-program.ts'

const SEED_PROGRAM = 'apps/server/src/seed/seed.ts'

export type DemoSignIn = {
  readonly role: string
  readonly email: string
  readonly password: string
  /** Base32, as authenticator apps take it; absent for those who sign in without a second factor. */
  readonly totpSecret?: string
}

const signInsFile = (stateDir: string): string => join(stateDir, 'demo-sign-ins.json')

/** Empty where the database was not seeded from this folder. */
export const readSignIns = (stateDir: string): DemoSignIn[] =>
  existsSync(signInsFile(stateDir))
    ? (JSON.parse(readFileSync(signInsFile(stateDir), 'utf8')) as DemoSignIn[])
    : []

const hasClinics = async (adminUrl: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return (await client.query('select from clinics limit 1')).rowCount !== 0
  } finally {
    await client.end()
  }
}

export type SeedOptions = {
  readonly stateDir: string
  readonly adminUrl: string
  /** True for the embedded database, which nobody else uses: there a lost list of sign-ins is made again. */
  readonly ownDatabase: boolean
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  readonly onStart: () => void
}

export const seedOnce = async (options: SeedOptions): Promise<void> => {
  const { stateDir, adminUrl, ownDatabase, env, signal, onStart } = options
  // Left behind by a seeding that was cut short: then it is done again, over what is there.
  const pending = join(stateDir, 'seeding')
  const needed =
    existsSync(pending) ||
    !(await hasClinics(adminUrl)) ||
    (ownDatabase && !existsSync(signInsFile(stateDir)))
  if (!needed) return
  onStart()
  writeFileSync(pending, '')
  await runProgram([SEED_PROGRAM], {
    cwd: ROOT,
    env: { ...env, DATABASE_URL: adminUrl },
    signal,
    failure: 'Seeding the demo clinic failed',
  })
  rmSync(pending)
}
