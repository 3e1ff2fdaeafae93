/**
 * The queue under writers: every filter, count, order and page, against the plainest query that says the same.
 * The counts are kept and moved on in memory while the writers run, so a mistake made then would stay.
 * `QUEUE_PENDING` waits with as many as one likes.
 */
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../db/test-database/index.ts'
import { generateClinics } from '../../../../../scripts/db-generate/generate.ts'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { loadQueue, loadShift, type QueueQuery, type QueueRead, type Viewer } from './queries.ts'

const now = new Date('2026-11-22T15:00:00Z')
const PENDING = Number(process.env.QUEUE_PENDING ?? 900)
const ROUNDS = 8
const STATES = ['CA', 'TX', 'FL', 'NY', 'CO', 'MN', 'WA']

let test: TestDatabase
let db: Database
let owner: pg.Pool
let viewers: Viewer[]
let ids: string[]
let providers: string[]

beforeAll(async () => {
  test = await createTestDatabase()
  await generateClinics({
    adminUrl: test.adminUrl,
    consultations: Math.ceil(PENDING / 0.6),
    pending: PENDING,
    at: now,
    depth: 'slim',
  })
  db = openDatabase(test.appUrl, { poolSize: 6, onError: () => {} })
  owner = new pg.Pool({ connectionString: test.adminUrl, max: 8, options: '-c timezone=UTC' })
  const { rows } = await owner.query<{ id: string; clinic_id: string; slug: string }>(
    `select p.id, p.clinic_id, k.slug from providers p join clinics k on k.id = p.clinic_id order by p.id`,
  )
  const big = rows.filter((row) => row.slug === 'generated')
  const small = rows.filter((row) => row.slug !== 'generated')
  providers = big.slice(0, 5).map((row) => row.id)
  const clinicId = big[0]?.clinic_id ?? ''
  viewers = [
    // Licensed everywhere, in two states, in some; a supervisor; the other clinic.
    ...big.slice(0, 3).map((row) => ({ clinicId, providerId: row.id, now })),
    { clinicId, providerId: null, now },
    { clinicId: small[0]?.clinic_id ?? '', providerId: small[0]?.id ?? null, now },
  ]
  const waiting = await owner.query<{ id: string }>(
    `select id from consultations where clinic_id = $1 and status in ('submitted', 'claimed') order by id`,
    [clinicId],
  )
  ids = waiting.rows.map((row) => row.id)
})
afterAll(async () => {
  await owner?.end()
  await db?.close()
  await test?.drop()
})

const rank = "case c.priority when 'urgent' then 0 when 'high' then 1 else 2 end"
const orders = {
  deadline: 'c.due_at, c.id',
  priority: `${rank}, c.due_at, c.id`,
  waiting: 'c.submitted_at, c.id',
  newest: 'c.submitted_at desc, c.id desc',
}
const seenBy = `c.clinic_id = $1 and c.status in ('submitted', 'claimed') and not c.awaiting_payment and ($2::uuid is null or exists (
  select from provider_licences l where l.clinic_id = $1 and l.provider_id = $2 and l.state = c.patient_state and l.status = 'active' and l.expires_on >= $3::timestamptz::date))`
const mine =
  '$2::uuid is not null and (c.claimed_by is not distinct from $2 or c.preferred_provider_id is not distinct from $2)'
const hours = 'extract(epoch from $3::timestamptz - c.submitted_at) / 3600'
const band = `case when ${hours} >= 4 then 'over_4h' when ${hours} >= 2 then '2_to_4h' when ${hours} >= 1 then '1_to_2h' else 'under_1h' end`
const list = (values: readonly string[] | undefined) => (values?.length ? values : null)

/** Everything a queue says, by looking at every row. */
async function plainly({ clinicId, providerId, now: at }: Viewer, query: QueueQuery) {
  const inView = {
    all: 'true',
    mine,
    answered: 'c.answered_at is not null',
    ready: 'c.ready_to_approve',
  }[query.view]
  const fits = `${inView} and ($4::text[] is null or c.category = any($4)) and ($5::text[] is null or c.priority = any($5))
    and ($6::text[] is null or c.patient_state = any($6)) and ($7::text[] is null or ${band} = any($7))
    and ($8::text is null or lower(' ' || p.given_name || ' ' || p.family_name || ' ' || p.mrn) like $8)`
  const values = [
    clinicId,
    providerId,
    at,
    list(query.category),
    list(query.priority),
    list(query.state),
    list(query.waiting),
    query.search ? `%${query.search.toLowerCase()}%` : null,
  ]
  const from = 'from consultations c join patients p on p.clinic_id = c.clinic_id and p.id = c.patient_id'
  const matching = await owner.query<{ id: string }>(
    `select c.id ${from} where ${seenBy} and ${fits} order by ${orders[query.sort]}`,
    values,
  )
  const counted = async (what: string) =>
    Object.fromEntries(
      (
        await owner.query<{ key: string; n: number }>(
          `select (${what})::text as key, count(*)::int as n from consultations c where ${seenBy} group by 1`,
          values.slice(0, 3),
        )
      ).rows.map((row) => [row.key, row.n]),
    )
  const yes = async (what: string) => (await counted(`coalesce(${what}, false)`)).true ?? 0
  return {
    ids: matching.rows.map((row) => row.id),
    count: {
      all: await yes('$2::uuid is not distinct from $2'),
      mine: await yes(mine),
      answered: await yes('c.answered_at is not null'),
      ready: await yes('c.ready_to_approve'),
      overdue: await yes('c.due_at < $3::timestamptz'),
      category: await counted('c.category'),
      priority: await counted('c.priority'),
      state: await counted('c.patient_state'),
      waiting: await counted(band),
    },
  }
}

const withoutZeros = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0))

/** All of a queue of the usual size; of a very long one, as far as anybody scrolls. */
const MOST_PAGES = 150

/** The queue page by page, its order and its counts. */
async function asServed(viewer: Viewer, query: QueueQuery) {
  const seen: string[] = []
  let read: QueueRead | null = null
  let cursor: Parameters<typeof loadQueue>[3] = null
  let count: QueueRead['count'] | undefined
  let pages = 0
  do {
    pages += 1
    read = await loadQueue(db, viewer, query, cursor, null)
    count ??= read?.count
    const page = read?.page.slice(0, query.limit) ?? []
    seen.push(...page.map((row) => row.id))
    const last = page.at(-1)
    const byTime = query.sort === 'waiting' || query.sort === 'newest'
    cursor =
      last && (read?.page.length ?? 0) > query.limit
        ? { sort: query.sort, at: byTime ? last.submitted_at : last.due_at, rank: last.rank, id: last.id }
        : null
  } while (cursor && pages < MOST_PAGES)
  if (!count) throw new Error('nothing was answered')
  const { total, steadyUntil: _, ...rest } = count
  return {
    ids: seen,
    whole: cursor === null,
    total,
    count: {
      ...rest,
      category: withoutZeros(rest.category),
      priority: withoutZeros(rest.priority),
      state: withoutZeros(rest.state),
      waiting: withoutZeros(rest.waiting),
    },
  }
}

type Band = NonNullable<QueueQuery['waiting']>[number]
const bands: Band[] = ['over_4h', '2_to_4h', '1_to_2h', 'under_1h']
const categories: NonNullable<QueueQuery['category']> = ['weight', 'ed', 'hair']
const priorities: NonNullable<QueueQuery['priority']> = ['urgent', 'high', 'normal']
const queries: fc.Arbitrary<QueueQuery> = fc.record({
  view: fc.constantFrom('all', 'mine', 'answered', 'ready'),
  category: fc.subarray(categories),
  priority: fc.subarray(priorities),
  state: fc.oneof(fc.constant<string[]>([]), fc.subarray(STATES)),
  waiting: fc.oneof(fc.constant<Band[]>([]), fc.subarray(bands)),
  sort: fc.constantFrom('deadline', 'priority', 'waiting', 'newest'),
  limit: fc.integer({ min: 7, max: 100 }),
  search: fc.option(fc.constantFrom('ash', 'wood', 'G0000', 'rowan'), { nil: undefined, freq: 4 }),
})

/** One random thing that happens to one case, as a transaction of its own that may also be given up. */
async function change(random: () => number): Promise<void> {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const id = pick(ids.slice(ROUNDS))
  const client = await owner.connect()
  try {
    await client.query('begin')
    const provider = pick(providers)
    const what = pick([
      'claim',
      'release',
      'decide',
      'return',
      'answer',
      'pay',
      'age',
      'rank',
      'move',
      'ready',
    ])
    const free = "status = 'submitted', claimed_by = null, claimed_at = null, lease_expires_at = null"
    const sets: Record<string, [string, ...unknown[]]> = {
      claim: [
        "status = 'claimed', claimed_by = $2, claimed_at = now(), lease_expires_at = now() + interval '2 minutes'",
        provider,
      ],
      release: [free],
      decide: [
        "status = 'denied', claimed_by = null, lease_expires_at = null, decision_id = id, effective_at = now()",
      ],
      return: [`${free}, decision_id = null, effective_at = null`],
      answer: [`${free}, answered_at = now(), preferred_provider_id = $2`, provider],
      pay: ['awaiting_payment = not awaiting_payment'],
      age: [
        'submitted_at = $2, due_at = $3',
        new Date(now.getTime() - random() * 8 * 3_600_000),
        new Date(now.getTime() + (random() - 0.5) * 8 * 3_600_000),
      ],
      rank: ['priority = $2', pick(['urgent', 'high', 'normal'])],
      move: ['patient_state = $2', pick(STATES)],
      ready: ['ready_to_approve = not ready_to_approve'],
    }
    const [set, ...values] = sets[what] as [string, ...unknown[]]
    await client.query(`update consultations set ${set} where id = $1`, [id, ...values])
    if (random() < 0.3) await client.query('select pg_sleep(0.02)')
    await client.query(random() < 0.15 ? 'rollback' : 'commit')
  } finally {
    client.release()
  }
}

/** The same numbers from the same seed; each writer has its own. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

describe('the queue under writers', () => {
  it('lists, orders and counts what a query over every row finds', async () => {
    const randoms = [1, 2, 3, 4].map(randomFrom)
    for (let round = 0; round < ROUNDS; round += 1) {
      // One transaction began before the others, on a case of its own, and ends after all of them.
      const slow = await owner.connect()
      await slow.query('begin')
      await slow.query('update consultations set ready_to_approve = not ready_to_approve where id = $1', [
        ids[round],
      ])
      try {
        const writers = randoms.map(async (random) => {
          for (let n = 0; n < 30; n += 1) await change(random)
        })
        const plain: QueueQuery = { view: 'all', sort: 'deadline', limit: 25 }
        const readers = viewers.map(async (viewer) => {
          for (let n = 0; n < 10; n += 1) {
            await loadQueue(db, viewer, plain, null, null)
            await loadShift(db, viewer)
          }
        })
        await Promise.all([...readers, ...writers])
        if (round % 2 === 0) await slow.query('commit')
        const asked = fc.sample(queries, { numRuns: 10, seed: round })
        for (const [n, query] of asked.entries()) {
          const viewer = viewers[n % viewers.length] as Viewer
          const [expected, served] = [await plainly(viewer, query), await asServed(viewer, query)]
          const about = JSON.stringify({ round, viewer: n % viewers.length, query })
          expect(served.ids, about).toEqual(
            served.whole ? expected.ids : expected.ids.slice(0, MOST_PAGES * query.limit),
          )
          expect(served.total, about).toBe(expected.ids.length)
          expect(served.count, about).toEqual(expected.count)
        }
      } finally {
        await slow.query('rollback')
        slow.release()
      }
    }
    const shift = await loadShift(db, viewers[0] as Viewer)
    const { count } = await plainly(viewers[0] as Viewer, { view: 'all', sort: 'deadline', limit: 1 })
    expect([shift.waiting, shift.overdue]).toEqual([count.all, count.overdue])
  })
})
