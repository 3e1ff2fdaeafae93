/** Reading: pages of the queue and summaries of cases, beside the same SQL through `pg` alone. */

import { summaryQuery } from '../apps/server/src/modules/consultations/summary-query.ts'
import {
  queueQuery,
  type Taken,
  tallyQuery,
  type Viewer,
} from '../apps/server/src/modules/worklist/queue-query.ts'
import { client, hammer, type Run } from './load.ts'
import { inOneFlight, openPlain, statementOf } from './plain.ts'
import type { BenchRow, Measure } from './row.ts'
import { CONCURRENCY, FULL_SIZE, SMALL_SIZE, type World, withWorld } from './world.ts'

const SECONDS = 8
const WARM_UP = 3
const LIMIT = 25

/** What providers ask for: the plain queue most of the time. */
const questions = [
  { search: '', query: {} },
  { search: '', query: {} },
  { search: '&category=weight', query: { category: ['weight'] as ['weight'] } },
  { search: '&sort=waiting', query: { sort: 'waiting' as const } },
  { search: '&view=ready', query: { view: 'ready' as const } },
]
const nth = <T>(of: readonly T[], n: number): T => of[n % of.length] as T
const viewerOf = ({ clinicId, providerId }: { clinicId: string; providerId: string }): Viewer => ({
  clinicId,
  providerId,
  now: new Date(),
})
const asked = (n: number) => ({
  view: 'all' as const,
  sort: 'deadline' as const,
  limit: LIMIT,
  ...nth(questions, n).query,
})

async function throughServer(world: World): Promise<Run> {
  const { ask, close } = client(world.url)
  const run = await hammer({ concurrency: CONCURRENCY, seconds: SECONDS, warmUp: WARM_UP }, (n) =>
    ask({
      method: 'GET',
      path: `/api/queue?limit=${LIMIT}${nth(questions, n).search}`,
      cookie: nth(world.providers, n).cookie,
    }),
  )
  close()
  return run
}

async function throughPg(world: World): Promise<Run> {
  const pool = openPlain(world.appUrl, CONCURRENCY)
  const first = nth(world.providers, 0)
  // As the server, whose counts go on from what it remembers.
  const [talliedAt] = (await inOneFlight(
    pool,
    'read only',
    first.clinicId,
    statementOf(tallyQuery(first.clinicId)),
  )) as [Taken]
  const statements = Array.from({ length: world.providers.length * questions.length }, (_, n) =>
    statementOf(queueQuery(viewerOf(nth(world.providers, n)), asked(n), null, null, talliedAt)),
  )
  const run = await hammer({ concurrency: CONCURRENCY, seconds: SECONDS, warmUp: WARM_UP }, (n) =>
    inOneFlight(pool, 'read only', first.clinicId, nth(statements, n)),
  )
  await pool.end()
  return run
}

/** The same page again and again by its tag, while nothing changes. */
async function unchanged(world: World): Promise<Run & { anew: number }> {
  const { ask, close } = client(world.url)
  const path = `/api/queue?limit=${LIMIT}`
  const tags = await Promise.all(
    world.providers.map(
      async ({ cookie }) => (await ask({ method: 'GET', path, cookie })).headers.etag ?? '',
    ),
  )
  let anew = 0
  const run = await hammer({ concurrency: CONCURRENCY, seconds: 3, warmUp: 1 }, async (n) => {
    const { cookie } = nth(world.providers, n)
    const { status, headers } = await ask({
      method: 'GET',
      path,
      cookie,
      headers: { 'if-none-match': nth(tags, n) },
    })
    if (status === 304) return
    // Time alone changed a count: some case grew an hour old, or late.
    anew += 1
    tags[n % tags.length] = headers.etag ?? ''
  })
  close()
  return { ...run, anew }
}

async function summaries(world: World): Promise<[Run, Run]> {
  const [licensed] = world.providers
  if (!licensed) throw new Error('the clinic has no provider')
  const { rows } = await world.owner.query<{ id: string }>(
    `select id from consultations where clinic_id = $1 and status in ('submitted', 'claimed') order by md5(id::text) limit 4000`,
    [licensed.clinicId],
  )
  const { ask, close } = client(world.url)
  const load = { concurrency: CONCURRENCY, seconds: SECONDS, warmUp: WARM_UP }
  const ours = await hammer(load, (n) =>
    ask({ method: 'GET', path: `/api/consultations/${nth(rows, n).id}`, cookie: licensed.cookie }),
  )
  close()
  const pool = openPlain(world.appUrl, CONCURRENCY)
  // An audit line has an id of its own each time.
  const actor = {
    userId: licensed.userId,
    name: 'Bench',
    clinicId: licensed.clinicId,
    role: 'provider' as const,
    staffMemberId: null,
    providerId: licensed.providerId,
    patientId: null,
    requestId: 'bench',
    ip: '127.0.0.1',
  }
  const theirs = await hammer(load, (n) =>
    inOneFlight(
      pool,
      'read write',
      actor.clinicId,
      statementOf(summaryQuery(actor, nth(rows, n).id, new Date())),
    ),
  )
  await pool.end()
  return [ours, theirs]
}

const times = (run: Run) => `p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(1)} ms`

export const measure: Measure = async () => {
  const small = await withWorld(SMALL_SIZE, throughServer)
  return withWorld(FULL_SIZE, async (world): Promise<BenchRow[]> => {
    const [queue, plain] = [await throughServer(world), await throughPg(world)]
    const again = await unchanged(world)
    const [summary, plainSummary] = await summaries(world)
    const { rows } = await world.owner.query<{ all: number; pending: number }>(
      `select count(*)::int as all, (count(*) filter (where status in ('submitted', 'claimed') and not awaiting_payment))::int as pending from consultations`,
    )
    const size = `${rows[0]?.all.toLocaleString('en-US')} consultations, ${rows[0]?.pending.toLocaleString('en-US')} pending`
    const growth = queue.p99 / small.p99
    return [
      {
        name: 'queue page, 25 cards',
        measured: queue.perSecond,
        unit: '/s',
        yardstick: { name: 'the same SQL, pg alone', value: plain.perSecond },
        ratio: queue.perSecond / plain.perSecond,
        bar: 'at least 0.5 ×',
        met: queue.perSecond >= 0.5 * plain.perSecond,
        note:
          `${size}; ${CONCURRENCY} at a time, ${world.providers.length} providers, the plain queue and four filters and orders. ` +
          `Over HTTP, signed in, counts beside every filter: ${times(queue)}. The yardstick sends the same prepared statement in the same ` +
          `transaction with the same policies and reads the rows: ${times(plain)}; it asks nobody who they are and makes no cards.`,
      },
      {
        name: 'queue page that has not changed, by its ETag',
        measured: again.perSecond,
        unit: '/s',
        note: `Answered 304 with no card read, asked of the database each time: ${times(again)}. ${again.anew} were read anew, as a count had changed by time alone.`,
      },
      {
        name: 'queue p99, 1,000,000 against 10,000',
        measured: queue.p99,
        unit: 'ms',
        yardstick: { name: `p99 of ${SMALL_SIZE.toLocaleString('en-US')} consultations`, value: small.p99 },
        ratio: growth,
        bar: 'at most 1.5 ×',
        met: growth <= 1.5,
        note: `Same load on both, a tenth of each pending. Small: ${times(small)}.`,
      },
      {
        name: 'consultation summary',
        measured: summary.perSecond,
        unit: '/s',
        yardstick: { name: 'the same SQL, pg alone', value: plainSummary.perSecond },
        ratio: summary.perSecond / plainSummary.perSecond,
        bar: 'at least 0.5 ×',
        met: summary.perSecond >= 0.5 * plainSummary.perSecond,
        note:
          `4,000 pending cases of that clinic in turn: patient, facts, answers, history, recommendation, order, and the audit line, ` +
          `one statement. ${times(summary)}; yardstick ${times(plainSummary)}.`,
      },
    ]
  })
}
