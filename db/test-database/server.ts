/**
 * One database server a test run, with one migrated template that every test database is cloned from.
 * It is the embedded server, or the one TEST_DATABASE_URL names (its user must be allowed to create databases).
 */
import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { deleteEmbeddedData, startEmbeddedPostgres } from '../embedded/index.ts'
import { clearEarlierServer, isAlive } from '../embedded/postmaster.ts'
import { readState } from '../embedded/state-file.ts'
import { migrate } from '../migrate.ts'
import { withDatabase } from '../role-urls.ts'

export type TestServer = {
  /** Owner's URL of the server's maintenance database. */
  readonly maintenanceUrl: string
  readonly template: string
  /** Every database of this run has this prefix. */
  readonly prefix: string
}

const STATE_PREFIX = 'countersign-test-'

/** A run that was killed leaves its server and files in the temporary folder; the next one clears them. */
const sweepAbandoned = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(STATE_PREFIX) ? Number(name.slice(STATE_PREFIX.length)) : Number.NaN
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    const stateDir = join(tmpdir(), name)
    const state = readState(stateDir)
    if (state) await clearEarlierServer(state.dataDir, () => {})
    deleteEmbeddedData(stateDir)
    rmSync(stateDir, { recursive: true, force: true })
  }
}

const startServer = async (given: string | undefined) => {
  if (given) return { maintenanceUrl: given, stop: async () => {} }
  await sweepAbandoned()
  const stateDir = join(tmpdir(), `${STATE_PREFIX}${process.pid}`)
  const server = await startEmbeddedPostgres({ stateDir, port: 0, durability: 'disposable' })
  return {
    maintenanceUrl: server.adminUrl,
    stop: async () => {
      await server.destroy()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

const dropAll = async (maintenanceUrl: string, prefix: string): Promise<void> => {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) {
      await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
    }
  } finally {
    await client.end()
  }
}

/** Starts the server, migrates the template, and says how to take all of it away again. */
export const startTestServer = async (
  givenUrl = process.env.TEST_DATABASE_URL,
): Promise<TestServer & { stop: () => Promise<void> }> => {
  const { maintenanceUrl, stop } = await startServer(givenUrl || undefined)
  const prefix = `countersign_test_${randomBytes(4).toString('hex')}_`
  const template = `${prefix}template`
  const stopAll = async () => {
    if (givenUrl) await dropAll(maintenanceUrl, prefix)
    await stop()
  }
  try {
    const client = new pg.Client({ connectionString: maintenanceUrl })
    await client.connect()
    try {
      await client.query(`create database ${template}`)
    } finally {
      await client.end()
    }
    // A test server's roles are always the derived ones, whatever the environment says of the real database.
    await migrate(withDatabase(maintenanceUrl, template), { overrides: { app: '', jobs: '' } })
  } catch (error) {
    await stopAll()
    throw error
  }
  return { maintenanceUrl, template, prefix, stop: stopAll }
}
