/**
 * Approving, beside the same statements through `pg` alone. What approving sends is taken down by approving once
 * without keeping it; the yardstick then sends exactly that, values and all, and keeps it.
 */
import type { ApproveConsultation, ConsultationSummary } from '@countersign/contract'
import type pg from 'pg'
import type { Deps } from '../apps/server/src/deps.ts'
import { approveConsultation } from '../apps/server/src/modules/consultations/approve-consultation.ts'
import { openDatabase } from '../apps/server/src/platform/db/database.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { proposedOption, treatmentOf } from '../scripts/demo/provider.ts'
import { client, hammer, type Run } from './load.ts'
import { openPlain, type Statement } from './plain.ts'
import type { Measure } from './row.ts'
import { CONCURRENCY, type Colleague, FULL_SIZE, type World, withWorld } from './world.ts'

const CASES = Math.min(500, Math.round(FULL_SIZE / 200))

type Ready = { id: string; body: ApproveConsultation }

/** Cases that may be signed as proposed, taken by one provider and read. */
async function takeGreen(world: World, from: number, most: number): Promise<Ready[]> {
  const { cookie, clinicId } = world.providers[0] as Colleague
  const { rows } = await world.owner.query<{ id: string }>(
    `select id from consultations where clinic_id = $1 and status = 'submitted' and not awaiting_payment and ready_to_approve
       and preferred_provider_id is null order by md5(id::text) offset $2 limit $3`,
    [clinicId, from, most],
  )
  const { ask, close } = client(world.url)
  const taken: Ready[] = []
  await hammer({ concurrency: CONCURRENCY, seconds: 600, most: rows.length }, async (n) => {
    const { id } = rows[n] as { id: string }
    await ask({ method: 'POST', path: `/api/consultations/${id}/claim`, cookie, body: {} })
    const answer = await ask({ method: 'GET', path: `/api/consultations/${id}`, cookie })
    const summary = JSON.parse(answer.body) as ConsultationSummary
    const pharmacyId = summary.order.pharmacy?.ncpdpId
    if (!pharmacyId) throw new Error('an order names no pharmacy')
    const { version } = summary.consultation
    const treatment = treatmentOf(proposedOption(summary))
    taken.push({
      id,
      body: {
        version,
        treatment,
        pharmacyId,
        notes: 'Intake reviewed; nothing stands against it.',
        overrides: [],
      },
    })
  })
  close()
  return taken
}

async function throughServer(world: World, ready: readonly Ready[]): Promise<Run> {
  const { cookie } = world.providers[0] as Colleague
  const { ask, close } = client(world.url)
  const run = await hammer({ concurrency: CONCURRENCY, seconds: 600, most: ready.length }, (n) => {
    const { id, body } = ready[n] as Ready
    const headers = { 'idempotency-key': newId() }
    return ask({ method: 'POST', path: `/api/consultations/${id}/approve`, cookie, body, headers })
  })
  close()
  return run
}

/** Everything one approval sends between begin and commit. */
async function takeDown(world: World, ready: readonly Ready[]): Promise<Statement[][]> {
  const { providerId, userId, clinicId } = world.providers[0] as Colleague
  const db = openDatabase(world.appUrl, { poolSize: 2, onError: () => {} })
  let sent: Statement[] = []
  const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>
  db.pool.connect = (async () => {
    const connection = await connect()
    return new Proxy(connection, {
      get(target, key) {
        if (key === 'query')
          return async (what: string | pg.QueryConfig, values?: unknown[]) => {
            const text = typeof what === 'string' ? what : what.text
            if (text === 'commit') {
              await target.query('rollback')
              return { command: 'COMMIT' }
            }
            sent.push(
              typeof what === 'string'
                ? { text, values: values ?? [] }
                : { ...what, values: what.values ?? [] },
            )
            return typeof what === 'string' ? target.query(what, values) : target.query(what)
          }
        const value = Reflect.get(target, key, target) as unknown
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }) as typeof db.pool.connect
  const deps = { db, clock: { now: () => new Date() } } as unknown as Deps
  const actor = {
    userId,
    name: 'Bench',
    clinicId,
    role: 'provider',
    staffMemberId: null,
    providerId,
    patientId: null,
    requestId: newId(),
    ip: '127.0.0.1',
  } as const
  const lists: Statement[][] = []
  for (const { id, body } of ready) {
    sent = []
    const once = { actorId: userId, key: newId(), route: 'approveConsultation', requestHash: 'bench' }
    await approveConsultation(deps, actor, id, body, once)
    lists.push(sent)
  }
  await db.close()
  return lists
}

async function throughPg(world: World, lists: readonly Statement[][]): Promise<Run> {
  const pool = openPlain(world.appUrl, CONCURRENCY)
  const run = await hammer({ concurrency: CONCURRENCY, seconds: 600, most: lists.length }, async (n) => {
    const connection = await pool.connect()
    try {
      // The first two need no answer, here as there.
      const [begin, clinic, ...rest] = lists[n] as Statement[]
      const opened = [begin, clinic].map((one) => connection.query({ ...(one as Statement) }))
      for (const statement of rest) await connection.query({ ...statement })
      await Promise.all(opened)
      await connection.query('commit')
    } finally {
      connection.release()
    }
  })
  await pool.end()
  return run
}

export const measure: Measure = () =>
  withWorld(FULL_SIZE, async (world) => {
    // Alternating, so that neither has the warmer caches or the emptier tables.
    const warm = Math.max(8, Math.round(CASES / 10))
    await throughServer(world, await takeGreen(world, 0, warm))
    await throughPg(world, await takeDown(world, await takeGreen(world, 0, warm)))
    const lists = await takeDown(world, await takeGreen(world, 0, CASES))
    const plain = await throughPg(world, lists)
    const ours = await throughServer(world, await takeGreen(world, 0, CASES))
    const statements = lists[0]?.length ?? 0
    const times = (run: Run) => `p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(1)} ms`
    return [
      {
        name: 'approve and sign',
        measured: ours.perSecond,
        unit: '/s',
        yardstick: { name: 'the same statements, pg alone', value: plain.perSecond },
        ratio: ours.perSecond / plain.perSecond,
        bar: 'at least 0.6 ×',
        met: ours.perSecond >= 0.6 * plain.perSecond,
        note:
          `${ours.done} green cases of a generated clinic of ${FULL_SIZE.toLocaleString('en-US')} visits, ${CONCURRENCY} at a time: session, gate with a fresh ` +
          `assessment by the engine, decision, order, prescription, note, jobs, event, audit, idempotency. ${times(ours)}. The yardstick sends the ` +
          `${statements} statements of each approval with their values, one after another, and judges nothing: ${times(plain)}.`,
      },
    ]
  })
