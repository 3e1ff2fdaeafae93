import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { ensureRoles } from './roles.ts'
import { createTestDatabase, type TestDatabase } from './test-database/index.ts'

const DERIVED = { app: '', jobs: '' }

const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

describe('a migrated database', () => {
  let database: TestDatabase
  let owner: pg.Client
  let app: pg.Client
  let jobs: pg.Client
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = await connect(database.adminUrl)
    app = await connect(database.appUrl)
    jobs = await connect(database.jobsUrl)
  })
  afterAll(async () => {
    await Promise.all([owner.end(), app.end(), jobs.end()])
    await database.drop()
  })

  it('is left alone by a second run', async () => {
    expect(await migrate(database.adminUrl, { overrides: DERIVED })).toEqual({ applied: [] })
  })

  it('gives both roles no power over the server', async () => {
    const { rows } = await owner.query(
      `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin from pg_roles
       where rolname in ('countersign_app', 'countersign_jobs') order by rolname`,
    )
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolcanlogin: true,
    }
    expect(rows).toEqual([
      { rolname: 'countersign_app', ...none },
      { rolname: 'countersign_jobs', ...none },
    ])
  })

  it.each([
    'create table mine ()',
    'create temporary table mine ()',
    'create schema mine',
    'select * from graphile_worker._private_jobs',
    'insert into public.schema_migrations (version, name, checksum) values (9999, $$x$$, $$x$$)',
    'alter table clinics disable row level security',
    'set role countersign_jobs',
  ])('refuses the app role: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  it.each(['create table public.mine ()', 'create schema mine', 'select * from patients'])(
    'refuses the jobs role: %s',
    async (statement) => {
      await expect(jobs.query(statement)).rejects.toThrow(/permission denied/)
    },
  )

  it('leaves no database right with everybody', async () => {
    const { rows } = await owner.query(
      `select privilege_type from pg_database, aclexplode(datacl) where datname = current_database() and grantee = 0`,
    )
    expect(rows).toEqual([])
  })

  it('lets the jobs role run the queue that the app role fills', async () => {
    await app.query(`select app.enqueue('send-prescription', '{"orderId": "0190"}')`)
    const { rows } = await jobs.query('select task_identifier from graphile_worker.jobs')
    expect(rows).toEqual([{ task_identifier: 'send-prescription' }])
  })
})

describe('migrating', () => {
  let database: TestDatabase
  let folder: string
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
  beforeEach(async () => {
    database = await createTestDatabase()
    const owner = await connect(database.adminUrl)
    await owner.query('truncate public.schema_migrations')
    await owner.end()
    folder = mkdtempSync(join(tmpdir(), 'countersign-migrations-'))
    write('0001_one.sql', 'create table one ();')
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
  })
  const run = () => migrate(database.adminUrl, { overrides: DERIVED, folder })

  it('applies each file once, however many run it at the same moment', async () => {
    write('0002_two.sql', 'create table two ();')
    const results = await Promise.all([run(), run(), run()])
    expect(results.flatMap(({ applied }) => applied)).toEqual(['0001_one', '0002_two'])
  })

  it('takes a failing file back whole, names its line, and goes on from there when it is mended', async () => {
    write('0002_two.sql', 'create table two ();\nselect nothing_such;')
    await expect(run()).rejects.toThrow(/Migration 0002_two failed: .*nothing_such.*\(line 2\)/)
    write('0002_two.sql', 'create table two ();')
    expect(await run()).toEqual({ applied: ['0002_two'] })
  })

  it('refuses a role that could read across clinics', async () => {
    const owner = await connect(database.adminUrl)
    try {
      // Rolled back: roles belong to the whole server, and other tests run on it.
      await owner.query('begin; alter role countersign_app createdb')
      await expect(ensureRoles(owner, { ...database, given: { app: false, jobs: false } })).rejects.toThrow(
        /countersign_app has rolcreatedb/,
      )
    } finally {
      await owner.query('rollback')
      await owner.end()
    }
  })
})
