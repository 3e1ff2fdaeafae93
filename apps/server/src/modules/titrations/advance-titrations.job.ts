/**
 * The clock's part of a series: asks how a step goes a week before the next, hands what is not answered well to a
 * provider, and lets a step leave on its day, when the gate is passed again on that day's facts.
 */
import { addDays } from 'date-fns/addDays'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import type { CronJob, JobHandler } from '../../platform/jobs/worker.ts'
import { recordAudit } from '../audit/index.ts'
import { requireLicenceIn, system } from '../identity/index.ts'
import { notifyPatient } from '../notifications/index.ts'
import { loadDecidedOrder } from '../orders/index.ts'
import { clinicDay, releaseStep } from '../prescriptions/index.ts'
import { isTooSoon, judgeStep, obstacles } from './judge-step.ts'
import {
  findSeries,
  insertSeries,
  listDueSeries,
  listSteps,
  lockSeries,
  type Series,
  type Step,
  updateSeries,
  updateStep,
} from './queries.ts'
import { stopWithin } from './stop-titration.ts'
import { ASK_DAYS, dueNow, WAIT_DAYS } from './titration.ts'

type AdvanceDeps = Pick<Deps, 'db' | 'clock' | 'log'>

/** `start-titration` {clinicId, orderId, decisionId}: the undo window has passed; what was signed is a series now. */
export const startTitrationJob =
  (deps: AdvanceDeps): JobHandler =>
  async ({ clinicId, orderId = '', decisionId = '' }) => {
    await deps.db.write(clinicId, async (tx) => {
      const order = await loadDecidedOrder(tx, clinicId, orderId)
      if (order?.decisionId !== decisionId || ['draft', 'denied', 'cancelled'].includes(order.status)) return
      const id = newId()
      const { consultationId, patientId } = order
      const createdAt = deps.clock.now()
      const series = { clinicId, id, orderId, consultationId, patientId, decisionId, createdAt }
      if (await insertSeries(tx, series)) await tell(tx, { clinicId, id, patientId }, createdAt)
    })
  }

export async function advanceTitrations(deps: AdvanceDeps): Promise<void> {
  const before = addDays(deps.clock.now(), ASK_DAYS + 2)
    .toISOString()
    .slice(0, 10)
  for (const { clinicId, seriesId } of await listDueSeries(deps.db, before)) {
    await deps.db
      .write(clinicId, (tx) => advance(tx, clinicId, seriesId, deps.clock.now()))
      .catch((err) => deps.log.error({ err, seriesId }, 'a titration could not be advanced'))
  }
}

export const advanceTitrationsCron = (deps: AdvanceDeps): CronJob => ({
  task: 'advance-titrations',
  match: '3 * * * *',
  run: () => advanceTitrations(deps),
})

async function advance(tx: Tx, clinicId: string, seriesId: string, now: Date): Promise<void> {
  const found = await findSeries(tx, clinicId, seriesId)
  const order = found && (await loadDecidedOrder(tx, clinicId, found.orderId))
  const series = await lockSeries(tx, clinicId, seriesId)
  if (!order || series?.status !== 'active') return
  const steps = await listSteps(tx, clinicId, seriesId)
  const today = await clinicDay(tx, clinicId, now)
  const due = dueNow(steps, today)
  const at = 'step' in due ? steps.find(({ step }) => step === due.step) : undefined
  switch (due.kind) {
    case 'nothing':
      return
    case 'complete':
      await updateSeries(tx, series, { status: 'completed', at: now })
      return tell(tx, series, now)
    case 'stop':
      return stopWithin(tx, {
        actor: system(clinicId, 'advance-titrations'),
        series,
        steps,
        reason: 'The order was called off.',
        now,
      })
    case 'ask':
      return at && ask(tx, series, at, now)
    case 'review':
      return at && handOver(tx, series, at, [due.reason], now)
    case 'release':
      // Held for somebody to look: the step waits with the order.
      if (!at || order.status === 'on_hold') return
      if (order.decisionId !== at.rxDecisionId)
        return handOver(tx, series, at, ['The order was changed since this series was signed.'], now)
      return release(tx, series, steps, at, today, now)
  }
}

async function ask(tx: Tx, series: Series, { step }: Step, now: Date): Promise<void> {
  await updateStep(tx, series, step, {
    status: 'check_in',
    askedAt: now,
    answers: null,
    answeredAt: null,
    signal: null,
    reasons: [],
  })
  await updateSeries(tx, series, { at: now })
  const { clinicId, patientId, id: subjectId } = series
  await notifyPatient(tx, {
    clinicId,
    patientId,
    template: 'question_waiting',
    subjectId,
    dedupeKey: `step-${step}-${now.toISOString().slice(0, 10)}`,
    now,
  })
  await tell(tx, series, now)
}

/** A provider is to look. */
export async function handOver(
  tx: Tx,
  series: Series,
  { step }: Step,
  reasons: readonly string[],
  now: Date,
): Promise<void> {
  await updateStep(tx, series, step, { status: 'review', reasons })
  await updateSeries(tx, series, { at: now })
  await tell(tx, series, now)
}

async function release(
  tx: Tx,
  series: Series,
  steps: readonly Step[],
  step: Step,
  today: string,
  now: Date,
): Promise<void> {
  const { clinicId, orderId } = series
  const judged = await judgeStep(tx, series, steps, step, now)
  const late = differenceInCalendarDays(parseISO(today), parseISO(step.startsOn))
  if (isTooSoon(judged) && late < WAIT_DAYS) return
  const against = [
    ...obstacles(judged),
    ...(isTooSoon(judged) ? ['The supply of the step before is not used up yet.'] : []),
    ...(await signerMay(tx, clinicId, judged.basis, now)),
  ]
  if (against.length > 0) return handOver(tx, series, step, against, now)
  const { prescriptionId } = step
  const actor = system(clinicId, 'advance-titrations')
  await releaseStep(tx, { clinicId, orderId, prescriptionId, writtenOn: today, actor, now })
  await updateStep(tx, series, step.step, { status: 'released' })
  const last = steps.every(
    ({ status, step: at }) => at === step.step || status === 'released' || status === 'cancelled',
  )
  await updateSeries(tx, series, last ? { status: 'completed', at: now } : { at: now })
  await recordAudit(tx, actor, {
    action: 'titration.released',
    subjectType: 'prescription',
    subjectId: prescriptionId,
    patientId: series.patientId,
    details: { seriesId: series.id, step: step.step, decisionId: series.decisionId },
    at: now,
  })
  await tell(tx, series, now)
}

/** The signature of then is good today only while its signer may practise there. */
async function signerMay(
  tx: Tx,
  clinicId: string,
  { providerId, patientState, approvedBy }: { providerId: string; patientState: string; approvedBy: string },
  now: Date,
): Promise<string[]> {
  const signer = { ...system(clinicId, 'advance-titrations'), role: 'provider' as const, providerId }
  try {
    await requireLicenceIn(tx, signer, patientState, now)
    return []
  } catch {
    return [`${approvedBy} holds no active license in ${patientState} any more.`]
  }
}

export const tell = (
  tx: Tx,
  { clinicId, id, patientId }: Pick<Series, 'clinicId' | 'id' | 'patientId'>,
  at: Date,
): Promise<void> =>
  recordEvent(tx, { clinicId, type: 'titration.changed', subjectId: id, patientId, body: {}, at })
