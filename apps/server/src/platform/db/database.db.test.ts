import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../db/test-database/index.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { Problem } from '../problem.ts'
import { type Database, openDatabase } from './database.ts'

let test: TestDatabase
let db: Database
let ours: TestClinic
let theirs: TestClinic

beforeAll(async () => {
  test = await createTestDatabase()
  db = openDatabase(test.appUrl, { poolSize: 6, onError: () => {} })
  ours = await insertTestClinic(test.adminUrl)
  theirs = await insertTestClinic(test.adminUrl)
})
afterAll(async () => {
  await db?.close()
  await test?.drop()
})

const asOwner = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => {
  const client = new pg.Client({ connectionString: test.adminUrl })
  await client.connect()
  const { rows } = await client.query<R>(text)
  await client.end()
  return rows
}

describe('isolation stands in the database itself', () => {
  it('a query that forgets its clinic still sees only its own', async () => {
    const rows = await db.read(ours.clinicId, (read) =>
      read.selectFrom('patients').select('clinic_id').execute(),
    )
    expect(rows).toEqual([{ clinic_id: ours.clinicId }])
  })
  it('a query that names another clinic sees nothing', async () => {
    const rows = await db.readOneSql(
      ours.clinicId,
      sql`select id from patients where clinic_id = ${theirs.clinicId}`,
    )
    expect(rows).toEqual([])
  })
  it('a query outside any clinic sees nothing', async () => {
    const { rows } = await db.global((global) => sql`select id from patients`.execute(global))
    expect(rows).toEqual([])
  })
  it('a row of another clinic cannot be written', async () => {
    const write = db.write(ours.clinicId, (tx) =>
      tx
        .updateTable('patients')
        .set({ clinic_id: theirs.clinicId })
        .where('id', '=', ours.patientId)
        .execute(),
    )
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })
  it('the clinic of one transaction does not reach the next on the same connection', async () => {
    const single = openDatabase(test.appUrl, { poolSize: 1, onError: () => {} })
    await single.read(ours.clinicId, (read) => read.selectFrom('patients').select('id').execute())
    const { rows } = await single.global((global) => sql`select id from patients`.execute(global))
    await single.close()
    expect(rows).toEqual([])
  })
  it('every table with a clinic has row-level security and a policy', async () => {
    const bare = await asOwner(`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'clinic_id')
        and (not c.relrowsecurity or not exists (select 1 from pg_policy p where p.polrelid = c.oid))`)
    expect(bare).toEqual([])
  })
  it('the app role owns nothing, bypasses nothing, and may not delete what is on record', async () => {
    const [role] = await asOwner(
      "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'countersign_app'",
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
    expect(
      await asOwner(
        "select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'countersign_app'",
      ),
    ).toEqual([])
    const deletable = await asOwner<{
      table_name: string
    }>(`select distinct table_name from information_schema.role_table_grants
      where grantee = 'countersign_app' and privilege_type in ('DELETE', 'TRUNCATE') and table_schema = 'public'`)
    // Who looks at a case this minute, and a person's own templates: neither is a record of care.
    expect(deletable.map(({ table_name }) => table_name).sort()).toEqual(['case_views', 'note_templates'])
  })
  it.each([
    'audit_entries',
    'consultation_approvals',
    'events',
    'treatment_recommendations',
    'safety_assessments',
    'invoice_lines',
    'prescription_messages',
  ])('%s can be added to and read, never changed', async (table) => {
    const grants = await asOwner<{
      privilege_type: string
    }>(`select distinct privilege_type from information_schema.role_table_grants
        where grantee = 'countersign_app' and table_name = '${table}'`)
    expect(grants.map((grant) => grant.privilege_type).sort()).toEqual(['INSERT', 'SELECT'])
  })
})

describe('a read-only transaction', () => {
  it('cannot write, whatever is tried', async () => {
    const write = db.readOneSql(
      ours.clinicId,
      sql`update patients set city = 'Elsewhere' where id = ${ours.patientId} returning id`,
    )
    await expect(write).rejects.toMatchObject({ code: '25006' })
  })
  it('leaves the connection usable after an error', async () => {
    const single = openDatabase(test.appUrl, { poolSize: 1, onError: () => {} })
    await expect(single.readOneSql(ours.clinicId, sql`select 1 / 0`)).rejects.toMatchObject({ code: '22012' })
    const rows = await single.readOneSql<{ one: number }>(ours.clinicId, sql`select 1 as one`)
    await single.close()
    expect(rows).toEqual([{ one: 1 }])
  })
})

describe('a read-write transaction', () => {
  it('is never called kept when an error inside it was swallowed', async () => {
    const write = db.write(ours.clinicId, async (tx) => {
      await tx.updateTable('patients').set({ city: 'Lost' }).where('id', '=', ours.patientId).execute()
      await sql`select 1 / 0`.execute(tx).catch(() => {})
      return 'kept'
    })
    await expect(write).rejects.toThrow()
    const [row] = await db.readOneSql<{ city: string }>(
      ours.clinicId,
      sql`select city from patients where id = ${ours.patientId}`,
    )
    expect(row?.city).not.toBe('Lost')
  })
  it('refuses a straggler after it has failed, whoever has the connection by then', async () => {
    const single = openDatabase(test.appUrl, { poolSize: 1, onError: () => {} })
    let straggler: Promise<unknown> = Promise.resolve()
    const failing = single.write(ours.clinicId, async (tx) => {
      const late = new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
        tx.updateTable('patients').set({ city: 'Stray' }).where('id', '=', ours.patientId).execute(),
      )
      straggler = late.then(
        () => 'ran',
        (error: Error) => error.message,
      )
      await Promise.all([late, Promise.reject(new Error('first to fail'))])
    })
    await expect(failing).rejects.toThrow('first to fail')
    const other = single.write(ours.clinicId, async () => straggler)
    expect(await other).toBe('this transaction has ended')
    await single.close()
  })
})

describe('at most once a key', () => {
  const once = (key: string, requestHash = 'same') => ({ actorId: 'me', key, route: 'approve', requestHash })
  const rename = (runs: { count: number }, key: string, hash?: string) =>
    db.writeOnce(ours.clinicId, once(key, hash), async (tx) => {
      runs.count += 1
      await tx
        .updateTable('patients')
        .set({ city: `City ${runs.count}` })
        .where('id', '=', ours.patientId)
        .execute()
      return { run: runs.count }
    })

  it('a repeated request gets the first answer', async () => {
    const runs = { count: 0 }
    expect(await rename(runs, 'repeat-key')).toEqual({ run: 1 })
    expect(await rename(runs, 'repeat-key')).toEqual({ run: 1 })
    expect(runs.count).toBe(1)
  })
  it('ten at the same time are one', async () => {
    const runs = { count: 0 }
    const answers = await Promise.all(Array.from({ length: 10 }, () => rename(runs, 'concurrent-key')))
    expect(new Set(answers.map((answer) => answer.run)).size).toBe(1)
    expect(runs.count).toBe(1)
  })
  it('another request under the same key is refused', async () => {
    const runs = { count: 0 }
    await rename(runs, 'mismatch-key')
    await expect(rename(runs, 'mismatch-key', 'other')).rejects.toMatchObject({
      problem: 'idempotency-mismatch',
    })
  })
  it('a failed run leaves no key and may be tried again', async () => {
    const fail = db.writeOnce(ours.clinicId, once('failing-key'), async () => {
      throw new Problem('stale-version')
    })
    await expect(fail).rejects.toMatchObject({ problem: 'stale-version' })
    expect(await rename({ count: 0 }, 'failing-key')).toEqual({ run: 1 })
  })
})

describe('the outbox', () => {
  const jobs = () => asOwner<{ task: string }>('select task_identifier as task from graphile_worker.jobs')
  it('a job exists only if its transaction committed', async () => {
    const rolledBack = db.write(ours.clinicId, async (tx) => {
      await enqueue(tx, 'lost-job', { clinicId: ours.clinicId })
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await db.write(ours.clinicId, (tx) => enqueue(tx, 'kept-job', { clinicId: ours.clinicId }))
    const tasks = (await jobs()).map((job) => job.task)
    expect(tasks).toContain('kept-job')
    expect(tasks).not.toContain('lost-job')
  })
  it('refuses a payload with anything but identifiers', async () => {
    const leak = db.write(ours.clinicId, (tx) =>
      enqueue(tx, 'leak', { clinicId: ours.clinicId, note: 'takes nitroglycerin daily' }),
    )
    await expect(leak).rejects.toMatchObject({ code: '23514' })
  })
})
