/**
 * For `*.db.test.ts`: a database of the test's own, migrated and empty. Making one takes some tenths of a second:
 * once in `beforeAll`, not once a test.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { APP_ROLE, deriveUrl, JOBS_ROLE, withDatabase } from '../role-urls.ts'
import { restrictDatabase } from '../roles.ts'
import type {} from './global-setup.ts'

export type TestDatabase = {
  /** As the owner: for arranging and looking, never for the code under test. */
  readonly adminUrl: string
  /** As the role that serves requests. */
  readonly appUrl: string
  /** As the role that runs the job queue. */
  readonly jobsUrl: string
  /** Deletes the database, ending whatever is still connected to it. */
  readonly drop: () => Promise<void>
}

const asOwner = async (url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** A pool says that it has ended while its connections are still closing: one that is cut off then fails the run. */
const leave = async (client: pg.Client, name: string): Promise<void> => {
  for (let look = 0; look < 40; look += 1) {
    const { rows } = await client.query('select from pg_stat_activity where datname = $1', [name])
    if (rows.length === 0) return
    await setTimeout(50)
  }
}

export const createTestDatabase = async (): Promise<TestDatabase> => {
  const { maintenanceUrl, template, prefix } = inject('testServer')
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  await asOwner(maintenanceUrl, (client) => client.query(`create database ${name} template ${template}`))
  const adminUrl = withDatabase(maintenanceUrl, name)
  await asOwner(adminUrl, restrictDatabase)
  return {
    adminUrl,
    appUrl: deriveUrl(adminUrl, APP_ROLE),
    jobsUrl: deriveUrl(adminUrl, JOBS_ROLE),
    drop: () =>
      asOwner(maintenanceUrl, async (client) => {
        await leave(client, name)
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}
