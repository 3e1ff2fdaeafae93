/**
 * How PostgreSQL answers the questions of the workspace: in a clinic with thousands waiting, each reads a page's
 * worth of rows of every large table, through an index. A scan that reads the table, or an index that is walked
 * and thrown away, reads thousands. `GENERATED_STATE` names the folder of a database that `npm run db:generate` made,
 * of any size, to ask instead of a small one of its own; the limits are the same.
 */
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../../../../../db/embedded/index.ts'
import { appUrl } from '../../../../../db/migrate.ts'
import { createTestDatabase } from '../../../../../db/test-database/index.ts'
import { generateClinics } from '../../../../../scripts/db-generate/generate.ts'
import { compiler } from '../../platform/db/kysely-on-client.ts'
import { nextCase } from '../consultations/next-case-query.ts'
import { summaryQuery } from '../consultations/summary-query.ts'
import { patientQuery } from './patient-query.ts'
import { queueQuery, shiftQuery } from './queue-query.ts'

const CONSULTATIONS = 8_000
const LARGE = [
  'consultations',
  'patients',
  'observations',
  'treatment_recommendations',
  'consultation_approvals',
  'consultation_notes',
  'information_requests',
  'orders',
  'prescriptions',
  'invoices',
  'payments',
  'documents',
  'messages',
  'patient_conditions',
  'patient_medications',
  'patient_allergies',
  'patient_list_reviews',
  'queue_changes',
]

let database: { adminUrl: string; appUrl: string; end: () => Promise<unknown> }
let now: Date
let app: pg.Client
let actor: Parameters<typeof summaryQuery>[0]
let someCase: string

async function generatedHere() {
  const { adminUrl, appUrl: url, drop } = await createTestDatabase()
  const at = new Date('2026-11-22T15:00:00Z')
  await generateClinics({ adminUrl, consultations: CONSULTATIONS, pending: CONSULTATIONS / 2, at })
  return { adminUrl, appUrl: url, end: drop }
}
async function generatedBefore(stateDir: string) {
  const { adminUrl, stop } = await startEmbeddedPostgres({ stateDir, port: 0 })
  return { adminUrl, appUrl: appUrl(adminUrl), end: stop }
}

beforeAll(async () => {
  const { GENERATED_STATE } = process.env
  database = await (GENERATED_STATE ? generatedBefore(GENERATED_STATE) : generatedHere())
  app = new pg.Client({ connectionString: database.appUrl, options: '-c timezone=UTC' })
  await app.connect()
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  const { rows } = await owner.query<{ id: string; clinic_id: string; at: Date; a_case: string }>(
    `select p.id, p.clinic_id, k.created_at as at, (select c.id from consultations c where c.clinic_id = p.clinic_id and c.status = 'submitted' and c.answered_at is not null
       order by c.id limit 1) as a_case
     from providers p join clinics k on k.id = p.clinic_id where k.slug = 'generated' order by p.id limit 1`,
  )
  await owner.end()
  const [first] = rows
  someCase = first?.a_case ?? ''
  now = first?.at ?? new Date(Number.NaN)
  actor = {
    userId: 'test',
    name: 'A Provider',
    clinicId: first?.clinic_id ?? '',
    role: 'provider',
    staffMemberId: null,
    providerId: first?.id ?? null,
    patientId: null,
    requestId: 'test',
    ip: null,
  }
})
afterAll(async () => {
  await app?.end()
  await database?.end()
})

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}
/** Rows read of each large table, and the indexes they were read through. */
async function planOf(query: RawBuilder<unknown>) {
  const { sql: text, parameters } = query.compile(compiler)
  await app.query('begin')
  try {
    await app.query("select set_config('app.clinic_id', $1, true)", [actor.clinicId])
    const { rows } = await app.query(`explain (analyze, format json) ${text}`, [...parameters])
    const read: Record<string, number> = {}
    const indexes = new Set<string>()
    const walk = (node: Node) => {
      const table = node['Relation Name']
      if (node['Index Name']) indexes.add(node['Index Name'])
      if (table && LARGE.includes(table) && node['Node Type'] !== 'ModifyTable')
        read[table] =
          (read[table] ?? 0) +
          node['Actual Loops'] *
            (node['Actual Rows'] +
              (node['Rows Removed by Filter'] ?? 0) +
              (node['Rows Removed by Index Recheck'] ?? 0))
      for (const child of node.Plans ?? []) walk(child)
    }
    walk(rows[0]['QUERY PLAN'][0].Plan)
    return { read, indexes: [...indexes] }
  } finally {
    await app.query('rollback')
  }
}
const most = (read: Record<string, number>) => Math.max(0, ...Object.values(read))
const viewer = () => ({ clinicId: actor.clinicId, providerId: actor.providerId, now })
/** As of a moment ago: nothing has moved since. */
async function taken() {
  const { rows } = await app.query(
    `select extract(epoch from pg_postmaster_start_time())::text as start, pg_current_snapshot()::text as snapshot, extract(epoch from clock_timestamp())::text as at`,
  )
  return rows[0] as { start: string; snapshot: string; at: string }
}
const PAGE = 25
/** A page of each of two dozen states is read before the ends are merged. */
const PAGE_OF_EACH_STATE = 26 * 26

describe('a page of the queue', () => {
  it.each([
    [{ sort: 'deadline' }, 'consultations_pending_deadline'],
    [{ sort: 'waiting' }, 'consultations_pending_waiting'],
    [{ sort: 'newest' }, 'consultations_pending_waiting'],
    [{ sort: 'priority' }, 'consultations_pending_priority'],
    [{ sort: 'deadline', view: 'mine' }, 'consultations_pending_preferred'],
    [{ sort: 'deadline', view: 'answered' }, 'consultations_pending_answered'],
  ] as const)('%j is read through %s', async (asked, index) => {
    const query = { view: 'all' as const, limit: PAGE, ...asked }
    const { read, indexes } = await planOf(queueQuery(viewer(), query, null, null, await taken()))
    expect(indexes).toContain(index)
    expect(most(read), JSON.stringify(read)).toBeLessThan(2 * PAGE_OF_EACH_STATE)
  })

  it('is known to be unchanged without a look at the changes of before', async () => {
    const moment = await taken()
    const query = { view: 'all' as const, sort: 'deadline' as const, limit: PAGE }
    const { read } = await planOf(queueQuery(viewer(), query, null, moment, moment))
    expect(most(read), JSON.stringify(read)).toBe(0)
  })
})

describe('the other questions of a shift', () => {
  it('the figures of the day', async () => {
    const { read, indexes } = await planOf(shiftQuery(viewer(), await taken()))
    expect(indexes).toContain('consultation_approvals_provider')
    expect(most(read), JSON.stringify(read)).toBeLessThan(200)
  })
  it('a case with everything about it', async () => {
    const { read } = await planOf(summaryQuery(actor, someCase, now))
    expect(most(read), JSON.stringify(read)).toBeLessThan(100)
  })
  it('the next case', async () => {
    const { clinicId, providerId } = actor
    const query = nextCase(
      { clinicId, providerId: providerId ?? '', categories: null, now, preferredProviderMinutes: 30 },
      16,
    )
    const { read, indexes } = await planOf(query)
    expect(indexes).toContain('consultations_pending_deadline')
    expect(most(read), JSON.stringify(read)).toBeLessThan(2 * PAGE_OF_EACH_STATE)
  })
  it('a patient by name', async () => {
    const { read } = await planOf(patientQuery(actor, 'ash bramblewood', now))
    expect(most(read), JSON.stringify(read)).toBeLessThan(200)
  })
  it('would be caught reading a table to find one row', async () => {
    const { read } = await planOf(
      sql`select * from payments where clinic_id = ${actor.clinicId} and failure_code = 'none'`,
    )
    expect(most(read)).toBeGreaterThan(2 * PAGE_OF_EACH_STATE)
  })
})
