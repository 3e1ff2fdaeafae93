/**
 * Approving, beside the same statements through `pg` alone. What approving sends is taken down by approving once
 * without keeping it; the yardstick then sends exactly that, values and all, and keeps it.
 */
import type { ApproveConsultation, ConsultationSummary } from '@countersign/contract'
import type { Deps } from '../apps/server/src/deps.ts'
import { approveConsultation } from '../apps/server/src/modules/consultations/approve-consultation.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { proposedOption, treatmentOf } from '../scripts/demo/provider.ts'
import { client, hammer, type Run } from './load.ts'
import type { Measure } from './row.ts'
import { takeDown, throughPg } from './take-down.ts'
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

const approvalStatements = (world: World, ready: readonly Ready[]) => {
  const { providerId, userId, clinicId } = world.providers[0] as Colleague
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
  return takeDown(world.appUrl, ready, (db, { id, body }) => {
    const deps = { db, clock: { now: () => new Date() } } as unknown as Deps
    const once = { actorId: userId, key: newId(), route: 'approveConsultation', requestHash: 'bench' }
    return approveConsultation(deps, actor, id, body, once)
  })
}

export const measure: Measure = () =>
  withWorld(FULL_SIZE, async (world) => {
    // Alternating, so that neither has the warmer caches or the emptier tables.
    const warm = Math.max(8, Math.round(CASES / 10))
    await throughServer(world, await takeGreen(world, 0, warm))
    await throughPg(world.appUrl, await approvalStatements(world, await takeGreen(world, 0, warm)))
    const lists = await approvalStatements(world, await takeGreen(world, 0, CASES))
    const plain = await throughPg(world.appUrl, lists)
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
