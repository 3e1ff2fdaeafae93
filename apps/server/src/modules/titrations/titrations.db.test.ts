import type { CheckInAnswers, PortalTitration, TitrationView } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY, startTreatment, type Treatment } from '../../testing/treated-patient.ts'
import { advanceTitrations } from './advance-titrations.job.ts'

let at: Treatment
beforeAll(async () => {
  at = await startTreatment()
})
afterAll(() => at?.server.close())
beforeEach(() => at.network.taken.clear())

/** A year of titration would be long: the plan of Wegovy has five steps; three of them are walked here. */
const onSeries = async () => {
  const clinic = await at.newClinic()
  const treated = await at.treated(clinic, {
    category: 'weight',
    drugId: 'semaglutide_sc',
    body: [175, 105],
    approve: { titration: true },
  })
  return { clinic, ...treated }
}
type OnSeries = Awaited<ReturnType<typeof onSeries>>

const well: Partial<CheckInAnswers> = {
  weightKg: 103,
  systolic: 122,
  diastolic: 76,
  sideEffects: [],
  warningSigns: [],
  missedDoses: 0,
  newMedications: [],
  newAllergies: [],
  newConditions: [],
}
const portal = async ({ clinic }: Pick<OnSeries, 'clinic'>): Promise<PortalTitration> =>
  (await at.call(clinic.patient, 'GET', 'portal/titrations')).body.items[0]
const seriesOf = async (on: OnSeries): Promise<TitrationView> =>
  (await at.call(on.clinic.provider, 'GET', `titrations/${(await portal(on)).id}`)).body
const statuses = async (on: OnSeries) => (await seriesOf(on)).steps.map(({ status }) => status)
const rxOf = (on: OnSeries) =>
  at.server.sql<{ number: string; status: string; step: number; writtenOn: string; doseMg: string }>(
    `select prescriber_order_number as number, status, step, written_on::text as "writtenOn", dose_mg as "doseMg"
     from prescriptions where clinic_id = $1 order by step`,
    [on.clinic.clinicId],
  )
const orderStatus = async (on: OnSeries) =>
  (
    await at.server.sql<{ status: string }>('select status from orders where clinic_id = $1', [
      on.clinic.clinicId,
    ])
  )[0]?.status
const days = async (count: number) => {
  at.clock.advance(count * DAY)
  await advanceTitrations(at.server.deps)
  await at.runDue()
}
const answer = async (on: OnSeries, step: number, answers: Partial<CheckInAnswers> = well) =>
  at.call(on.clinic.patient, 'POST', `portal/titrations/${(await portal(on)).id}/check-in`, { step, answers })
const fillStep = async (on: OnSeries, step: number) =>
  at.fill((await rxOf(on))[step - 1] as { number: string })

describe('one approval of an escalation', () => {
  it('signs every step, sends the first, and shows the patient what comes', async () => {
    const on = await onSeries()
    const rx = await rxOf(on)
    expect(rx.map(({ step, status, doseMg }) => [step, status, Number(doseMg)])).toEqual([
      [1, 'sent', 0.25],
      [2, 'draft', 0.5],
      [3, 'draft', 1],
      [4, 'draft', 1.7],
      [5, 'draft', 2.4],
    ])
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    expect(await statuses(on)).toEqual(['released', 'planned', 'planned', 'planned', 'planned'])
    expect((await portal(on)).steps.map(({ state }) => state)).toEqual([
      'now',
      'next',
      'next',
      'next',
      'next',
    ])
    const { body: visit } = await at.call(
      on.clinic.patient,
      'GET',
      `portal/consultations/${on.consultationId}`,
    )
    expect(visit.prescriptions).toHaveLength(1)
    await fillStep(on, 1)
    expect(await orderStatus(on)).toBe('partially_filled')
    const { body: own } = await at.call(on.clinic.patient, 'GET', 'portal/refills')
    expect(own.refillable).toMatchObject([
      { open: false, reason: 'Your next step is planned already. You do not need to ask.' },
    ])
  })

  it('each step starts when the supply before it ends, by the clinic’s day', async () => {
    // Three in the morning in London is still the evening before at the clinic.
    const hour = at.clock.now().getUTCHours()
    at.clock.advance(((27 - hour) % 24) * 3600)
    const on = await onSeries()
    const { steps } = await seriesOf(on)
    const day = (step: number) => Date.parse(steps[step]?.startsOn ?? '') / (DAY * 1000)
    at.clock.advance(12 * 3600)
    expect(steps.map((_, step) => day(step) - day(0))).toEqual([0, 28, 56, 84, 112])
  })

  it('taken back in time is no series', async () => {
    const clinic = await at.newClinic()
    const on = { clinic }
    const id = await import('../../testing/open-case.ts').then(({ openCase }) =>
      openCase(at.server, clinic, { category: 'weight', body: [175, 105] }),
    )
    const { body: claim } = await at.call(clinic.provider, 'POST', `consultations/${id}/claim`)
    const treatment = await at.treatmentOf(clinic, id, 'semaglutide_sc')
    const { body } = await at.call(clinic.provider, 'POST', `consultations/${id}/approve`, {
      version: claim.version,
      treatment,
      pharmacyId: '9900041',
      notes: '',
      overrides: [],
      titration: true,
    })
    const undone = await at.call(clinic.provider, 'POST', `consultations/${id}/undo`, {
      decisionId: body.decisionId,
    })
    expect(undone.status).toBe(200)
    await at.settle()
    expect((await rxOf(on as OnSeries)).map(({ status }) => status)).toEqual(Array(5).fill('cancelled'))
    expect(await portal(on)).toBeUndefined()
    expect(at.sentOfType('NewRx')).toHaveLength(0)
  })

  it('of a dose without later steps is refused', async () => {
    const clinic = await at.newClinic()
    await expect(at.treated(clinic, { approve: { titration: true } })).rejects.toThrow('no later steps')
  })
})

describe('three steps with a moved clock', () => {
  it('each is asked about a week before, leaves on its day, once', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    await days(20)
    expect(await statuses(on)).toMatchObject(['released', 'planned', 'planned', 'planned', 'planned'])
    await days(1)
    await days(0)
    expect((await statuses(on))[1]).toBe('check_in')
    const asked = await at.server.sql(
      "select 1 from notifications where recipient_id = $1 and template = 'question_waiting'",
      [on.clinic.patientId],
    )
    expect(asked).toHaveLength(1)
    expect((await portal(on)).checkIn).toMatchObject({ step: 2, ask: { asksWeight: true } })
    expect((await answer(on, 2)).body).toMatchObject({ checkIn: null })
    expect((await statuses(on))[1]).toBe('ready')
    expect((await answer(on, 2)).status).toBe(409)
    await days(6)
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    await days(1)
    await days(0)
    expect(at.sentOfType('NewRx')).toHaveLength(2)
    expect((await rxOf(on))[1]).toMatchObject({
      status: 'sent',
      writtenOn: at.clock.at().toISOString().slice(0, 10),
    })
    await fillStep(on, 2)
    expect(await orderStatus(on)).toBe('partially_filled')

    await days(21)
    await answer(on, 3)
    await days(7)
    expect(at.sentOfType('NewRx')).toHaveLength(3)
    expect((await statuses(on)).slice(0, 4)).toEqual(['released', 'released', 'released', 'planned'])
    expect([...at.network.taken.values()].every(({ times }) => times === 1)).toBe(true)
  })

  it('no answer goes to a provider, who goes on with words', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    await days(21)
    await days(7)
    expect((await statuses(on))[1]).toBe('review')
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    const { body: lane } = await at.call(on.clinic.provider, 'GET', 'titrations?lane=review')
    expect(lane.items).toMatchObject([
      { steps: [{}, { checkIn: { reasons: ['The patient did not answer the check-in.'] } }, {}, {}, {}] },
    ])
    const series = await seriesOf(on)
    const review = (body: object) =>
      at.call(on.clinic.provider, 'POST', `titrations/${series.id}/steps/2/review`, body)
    expect(
      (await review({ action: 'continue', version: series.version - 1, notes: 'Called: all is well.' })).body
        .type,
    ).toContain('stale-version')
    const { status } = await review({
      action: 'continue',
      version: series.version,
      notes: 'Called the patient: all is well.',
    })
    expect(status).toBe(200)
    expect((await statuses(on))[1]).toBe('ready')
    await days(0)
    expect(at.sentOfType('NewRx')).toHaveLength(2)
  })

  it('a danger sign is red, waits for a provider, and can be put off with what follows', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    await days(21)
    await answer(on, 2, { ...well, sideEffects: [{ text: 'vomiting', severity: 'severe' }] })
    const series = await seriesOf(on)
    expect(series.steps[1]).toMatchObject({ status: 'review', checkIn: { signal: 'red' } })
    await days(10)
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    const before = series.steps.map(({ startsOn }) => startsOn)
    const { body } = await at.call(on.clinic.provider, 'POST', `titrations/${series.id}/steps/2/review`, {
      action: 'delay',
      version: series.version,
      days: 14,
      notes: 'Stay on 0.25 mg two more weeks.',
    })
    const later = (day: string | undefined) =>
      new Date(Date.parse(`${day}T00:00:00Z`) + 14 * DAY * 1000).toISOString().slice(0, 10)
    expect(body.steps.map(({ startsOn }: { startsOn: string }) => startsOn)).toEqual([
      before[0],
      ...before.slice(1).map(later),
    ])
    expect(body.steps[1]).toMatchObject({ status: 'planned' })
    await days(3)
    expect((await statuses(on))[1]).toBe('planned')
    await days(1)
    expect((await statuses(on))[1]).toBe('check_in')
  })

  it('the gate is passed again on the day: a new medicine that stands against it stops the step', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    await days(21)
    await answer(on, 2)
    await at.server.sql(
      `insert into patient_conditions (clinic_id, id, patient_id, text, source, recorded_at) values ($1, gen_random_uuid(), $2, 'Medullary thyroid carcinoma', 'pharmacy', $3)`,
      [on.clinic.clinicId, on.clinic.patientId, at.clock.at()],
    )
    await days(7)
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    const series = await seriesOf(on)
    expect(series.steps[1]?.status).toBe('review')
    const { body } = await at.call(on.clinic.provider, 'POST', `titrations/${series.id}/steps/2/review`, {
      action: 'continue',
      version: series.version,
      notes: 'I would like to go on all the same.',
    })
    expect(body.type).toContain('consultation-not-approvable')
  })

  it('a step after one that was not handed out waits for a provider', async () => {
    const on = await onSeries()
    await days(21)
    await answer(on, 2)
    await days(7)
    const series = await seriesOf(on)
    expect(series.steps[1]).toMatchObject({ status: 'review' })
    expect(series.steps[1]?.checkIn?.reasons.join(' ')).toContain('not handed out')
  })

  it('a signer whose licence has ended signs nothing any more', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    await days(21)
    await answer(on, 2)
    await at.server.sql("update provider_licences set expires_on = '2026-12-01' where clinic_id = $1", [
      on.clinic.clinicId,
    ])
    await days(7)
    expect(at.sentOfType('NewRx')).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('cancels what has not left, and the order closes with what was handed out', async () => {
    const on = await onSeries()
    await fillStep(on, 1)
    const series = await seriesOf(on)
    const { body } = await at.call(on.clinic.provider, 'POST', `titrations/${series.id}/stop`, {
      version: series.version,
      reason: 'Not tolerated.',
    })
    expect(body).toMatchObject({ status: 'stopped', stoppedReason: 'Not tolerated.' })
    expect((await rxOf(on)).map(({ status }) => status)).toEqual(['filled', ...Array(4).fill('cancelled')])
    await at.runDue()
    expect(['filled', 'completed']).toContain(await orderStatus(on))
    await days(60)
    expect(at.sentOfType('NewRx')).toHaveLength(1)
  })

  it('by the patient, and nobody else’s patient', async () => {
    const on = await onSeries()
    const other = await onSeries()
    const { id } = await portal(on)
    expect((await at.call(other.clinic.patient, 'POST', `portal/titrations/${id}/stop`, {})).status).toBe(404)
    const { body } = await at.call(on.clinic.patient, 'POST', `portal/titrations/${id}/stop`, {
      reason: 'I feel sick.',
    })
    expect(body.status).toBe('stopped')
    expect(body.steps.map(({ state }: { state: string }) => state)).toEqual([
      'now',
      ...Array(4).fill('stopped'),
    ])
  })
})
