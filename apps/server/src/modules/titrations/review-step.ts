/** What people do with a series: a provider goes on, puts off or stops; a patient answers or stops. */
import type {
  CheckInAnswers,
  PortalTitration,
  ReviewStep,
  StopTitration,
  TitrationView,
} from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Patient, type Provider, requireLicenceIn } from '../identity/index.ts'
import { notifyPatient } from '../notifications/index.ts'
import { insertRemark, loadDecidedOrder } from '../orders/index.ts'
import { recordFacts } from '../patients/index.ts'
import { moveStarts } from '../prescriptions/index.ts'
import { factsOf } from '../refills/index.ts'
import { tell } from './advance-titrations.job.ts'
import { portalTitration, viewOf } from './get-titrations.ts'
import { judgeStep, obstacles, signalOfCheckIn } from './judge-step.ts'
import {
  findSeries,
  listSteps,
  loadBasis,
  lockSeries,
  type Series,
  type Step,
  updateSeries,
  updateStep,
} from './queries.ts'
import { stopWithin } from './stop-titration.ts'
import { mayBecome, putOff } from './titration.ts'

/** Locked in the order of all: order, then series. @throws not-found */
async function lockWithOrder(
  tx: Tx,
  clinicId: string,
  id: string,
): Promise<{ series: Series; steps: Step[] }> {
  const found = await findSeries(tx, clinicId, id)
  if (!found) throw new Problem('not-found')
  await loadDecidedOrder(tx, clinicId, found.orderId)
  const series = await lockSeries(tx, clinicId, id)
  if (!series) throw new Problem('not-found')
  return { series, steps: await listSteps(tx, clinicId, id) }
}

async function lockForProvider(tx: Tx, actor: Provider, id: string, version: number, now: Date) {
  const locked = await lockWithOrder(tx, actor.clinicId, id)
  const { series } = locked
  const { patientState } = await loadBasis(tx, series)
  await requireLicenceIn(tx, actor, patientState, now)
  if (series.version !== version) throw new Problem('stale-version', { currentVersion: series.version })
  requireActive(series)
  return locked
}

function requireActive(series: Series): void {
  if (series.status !== 'active')
    throw new Problem('transition-not-allowed', { detail: `This series is ${series.status}.` })
}

export const reviewStep = (
  deps: Deps,
  actor: Provider,
  id: string,
  at: number,
  input: ReviewStep,
  once: Once,
): Promise<TitrationView> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const { series, steps } = await lockForProvider(tx, actor, id, input.version, now)
    const step = steps.find((one) => one.step === at)
    if (!step) throw new Problem('not-found')
    if (step.status !== 'review')
      throw new Problem('transition-not-allowed', { detail: 'This step does not wait for a provider.' })
    if (input.action === 'stop') await stopWithin(tx, { actor, series, steps, reason: input.notes, now })
    else {
      if (input.action === 'continue') await goOn(tx, actor, series, steps, step, input.notes, now)
      else await delay(tx, actor, series, steps, step, input, now)
      await updateSeries(tx, series, { at: now })
      await insertRemark(tx, {
        clinicId: series.clinicId,
        orderId: series.orderId,
        kind: 'titration',
        reason: input.action,
        text: `Step ${at}: ${input.notes}`,
        authorName: actor.name,
        at: now,
      })
      await recordAudit(tx, actor, {
        action: `titration.${input.action}`,
        subjectType: 'order',
        subjectId: series.orderId,
        patientId: series.patientId,
        details: { seriesId: id, step: at },
        at: now,
      })
      await tell(tx, series, now)
    }
    if (input.action === 'stop') await tellStopped(tx, series, now)
    return viewOf(tx, actor, id, now)
  })

/** Through the gate, with the provider's words as the reason for what needs one. @throws consultation-not-approvable */
async function goOn(
  tx: Tx,
  actor: Provider,
  series: Series,
  steps: Step[],
  step: Step,
  notes: string,
  now: Date,
) {
  const needsReason = await judgeStep(tx, series, steps, step, now)
  const heavy = needsReason.fresh.some(({ severity }) => severity === 'major')
  if (heavy && notes.trim().length < 15)
    throw new Problem('validation-failed', {
      errors: [
        { pointer: '/notes', message: 'Say why in at least 15 characters: a finding needs a reason.' },
      ],
    })
  const judged = await judgeStep(tx, series, steps, step, now, notes)
  const against = obstacles(judged)
  if (against.length > 0)
    throw new Problem('consultation-not-approvable', { reasons: against.map((text) => ({ text })) })
  if (!mayBecome(step.status, 'ready')) throw new Error('a reviewed step cannot be ready')
  const rules = judged.judgement.judged.assessment.findings.map(({ rule }) => rule)
  await updateStep(tx, series, step.step, {
    status: 'ready',
    review: { by: actor.providerId, at: now, notes, rules },
  })
}

async function delay(
  tx: Tx,
  actor: Provider,
  series: Series,
  steps: Step[],
  step: Step,
  input: ReviewStep & { action: 'delay' },
  now: Date,
) {
  const moved = putOff(steps, step.step, input.days)
  for (const one of moved) await updateStep(tx, series, one.step, { startsOn: one.startsOn })
  const starts = moved.map((one) => ({
    prescriptionId: steps.find(({ step: n }) => n === one.step)?.prescriptionId ?? '',
    startsOn: one.startsOn,
  }))
  await moveStarts(tx, series.clinicId, starts)
  await updateStep(tx, series, step.step, {
    status: 'planned',
    answers: null,
    answeredAt: null,
    signal: null,
    reasons: [],
    review: { by: actor.providerId, at: now, notes: input.notes, rules: [] },
  })
}

const tellStopped = (tx: Tx, { clinicId, patientId, id }: Series, now: Date) =>
  notifyPatient(tx, {
    clinicId,
    patientId,
    template: 'decision_made',
    subjectId: id,
    dedupeKey: 'stopped',
    now,
  })

export const stopTitration = (
  deps: Deps,
  actor: Provider,
  id: string,
  input: StopTitration,
  once: Once,
): Promise<TitrationView> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const { series, steps } = await lockForProvider(tx, actor, id, input.version, now)
    await stopWithin(tx, { actor, series, steps, reason: input.reason, now })
    await tellStopped(tx, series, now)
    return viewOf(tx, actor, id, now)
  })

async function lockOwn(tx: Tx, actor: Patient, id: string) {
  const locked = await lockWithOrder(tx, actor.clinicId, id)
  if (locked.series.patientId !== actor.patientId) throw new Problem('not-found')
  requireActive(locked.series)
  return locked
}

/** Green goes on by itself; anything else waits for a provider. */
export const answerCheckIn = (
  deps: Deps,
  actor: Patient,
  id: string,
  input: { step: number; answers: CheckInAnswers },
  once: Once,
): Promise<PortalTitration> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const { series, steps } = await lockOwn(tx, actor, id)
    const step = steps.find((one) => one.step === input.step)
    const open = step?.status === 'check_in' || (step?.status === 'review' && step.answers === null)
    if (!step || !open) throw new Problem('transition-not-allowed', { detail: 'Nothing is asked now.' })
    const { answers } = input
    const { clinicId, patientId } = series
    await recordFacts(tx, {
      clinicId,
      patientId,
      source: 'answer',
      sourceId: id,
      at: now,
      ...factsOf(answers, now),
      reviewedLists: [],
    })
    const { signal, reasons } = await signalOfCheckIn(tx, series, steps, step, answers, now)
    const late = step.status === 'review'
    await updateStep(tx, series, step.step, {
      status: signal === 'green' && !late ? 'ready' : 'review',
      answers,
      answeredAt: now,
      signal,
      reasons: late ? [...step.reasons, ...reasons] : reasons,
    })
    await updateSeries(tx, series, { at: now })
    await recordAudit(tx, actor, {
      action: 'titration.answered',
      subjectType: 'order',
      subjectId: series.orderId,
      patientId,
      details: { seriesId: id, step: step.step, signal },
      at: now,
    })
    await tell(tx, series, now)
    return portalTitration(tx, actor, id, now)
  })

export const stopMyTitration = (
  deps: Deps,
  actor: Patient,
  id: string,
  reason: string,
  once: Once,
): Promise<PortalTitration> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const { series, steps } = await lockOwn(tx, actor, id)
    await stopWithin(tx, { actor, series, steps, reason: reason || 'The patient stopped it.', now })
    return portalTitration(tx, actor, id, now)
  })
