import type { CheckInAnswers, RefillReview } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { DAY, startTreatment, type Treatment } from '../../testing/treated-patient.ts'
import { openRunningOut } from './running-out.job.ts'

let at: Treatment
beforeAll(async () => {
  at = await startTreatment()
})
afterAll(() => at?.server.close())
beforeEach(() => at.network.taken.clear())

const allWell: Partial<CheckInAnswers> = {
  systolic: 122,
  diastolic: 78,
  sideEffects: [],
  warningSigns: [],
  missedDoses: 0,
  newMedications: [],
  newAllergies: [],
  newConditions: [],
}

/** Treated for ED, filled, and 26 days later. */
const onTreatment = async (settings: object = {}, about: Parameters<Treatment['treated']>[1] = {}) => {
  const clinic = await at.newClinic(settings)
  const treated = await at.treated(clinic, about)
  await at.fill(treated.rx)
  at.clock.advance(Math.ceil(treated.treatment.daysSupply * 0.85) * DAY)
  at.network.taken.clear()
  return { clinic, ...treated }
}
type OnTreatment = Awaited<ReturnType<typeof onTreatment>>

const list = async ({ clinic }: Pick<OnTreatment, 'clinic'>, query = '') =>
  (await at.call(clinic.provider, 'GET', `refills${query}`)).body
const review = async ({ clinic }: Pick<OnTreatment, 'clinic'>, id: string): Promise<RefillReview> =>
  (await at.call(clinic.provider, 'GET', `refills/${id}`)).body
const request = (on: OnTreatment, answers: Partial<CheckInAnswers> = allWell, key = newId()) =>
  at.call(on.clinic.patient, 'POST', 'portal/refills', { prescriptionId: on.rx.id, answers }, key)
const prescriptions = ({ clinic }: Pick<OnTreatment, 'clinic'>) =>
  at.server.sql<{ id: string; status: string; sentAs: string; outcome: string | null; refills: number }>(
    `select id, status, sent_as as "sentAs", answer_outcome as outcome, refills from prescriptions
     where clinic_id = $1 order by signed_at, id`,
    [clinic.clinicId],
  )
const audited = async (id: string, action: string) =>
  (await at.server.sql('select 1 from audit_entries where subject_id = $1 and action = $2', [id, action]))
    .length

describe('a patient asks', () => {
  it('sees what may be asked for, with what will be asked', async () => {
    const on = await onTreatment()
    const { body } = await at.call(on.clinic.patient, 'GET', 'portal/refills')
    expect(body.refillable).toMatchObject([
      {
        prescriptionId: on.rx.id,
        open: true,
        reason: null,
        ask: { asksWeight: false, asksMissedDoses: false },
      },
    ])
    expect(body.refillable[0].ask.warningSigns).toContain('fainting')
    expect(body.requests).toEqual([])
  })

  it('and it is one refill however often it is clicked, green when all is well', async () => {
    const on = await onTreatment()
    const key = newId()
    const answers = await Promise.all([
      request(on, allWell, key),
      request(on, allWell, key),
      request(on, allWell),
    ])
    const taken = answers.filter(({ status }) => status === 201)
    expect(new Set(taken.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect((await request(on)).body).toMatchObject({
      status: 409,
      detail: 'You have asked for this already. We are on it.',
    })
    const page = await list(on)
    expect(page).toMatchObject({
      items: [{ source: 'patient', signal: 'green', status: 'requested', why: [], asked: true }],
      counts: { green: 1, amber: 0, red: 0 },
    })
    const shown = await review(on, page.items[0].id)
    expect(shown.proposal).toMatchObject({
      drugId: 'sildenafil',
      doseMg: on.treatment.doseMg,
      quantity: on.treatment.quantity,
    })
    expect(shown.deltas.every(({ signal }) => signal === 'green')).toBe(true)
    expect(shown.checkIn?.answers.sideEffects).toEqual([])
  })

  it('too early is refused with the reason', async () => {
    const clinic = await at.newClinic()
    const treated = await at.treated(clinic)
    await at.fill(treated.rx)
    at.clock.advance(10 * DAY)
    const { status, body } = await request({ clinic, ...treated })
    expect({ status, detail: body.detail }).toEqual({
      status: 409,
      detail: 'It is too soon. You should still have enough.',
    })
  })

  it('nobody asks for another’s', async () => {
    const on = await onTreatment()
    const other = await onTreatment()
    const { status } = await at.call(on.clinic.patient, 'POST', 'portal/refills', {
      prescriptionId: other.rx.id,
      answers: allWell,
    })
    expect(status).toBe(404)
    expect((await at.call(on.clinic.provider, 'GET', `refills/${newId()}`)).status).toBe(404)
  })

  it('who pays for refills authorises a card before providers are asked', async () => {
    const offer = { title: 'ED', summary: 's', priceCents: 3500, minutes: 4, refillPriceCents: 1500 }
    const on = await onTreatment({ categories: { ed: offer } })
    const { body } = await request(on)
    expect(body.amountDue).toBe(true)
    expect((await list(on)).items).toEqual([])
    const [invoice] = await at.server.sql('select amount_cents from invoices where consultation_id = $1', [
      body.id,
    ])
    expect(invoice).toEqual({ amount_cents: 1500 })
    const { body: own } = await at.call(on.clinic.patient, 'GET', 'portal/refills')
    expect(own.requests).toMatchObject([{ id: body.id, needsCard: true }])
  })
})

describe('the delta', () => {
  it('a danger sign is red, stops the batch, and a nitrate stops the approval', async () => {
    const on = await onTreatment()
    const { body: asked } = await request(on, {
      ...allWell,
      warningSigns: ['fainting'],
      newMedications: ['nitroglycerin 0.4 mg as needed'],
    })
    const shown = await review(on, asked.id)
    expect(shown.signal).toBe('red')
    expect(shown.deltas.find(({ key }) => key === 'medications')?.now).toContain('nitroglycerin')
    expect(shown.blocking.length).toBeGreaterThan(0)
    const signed = await at.call(on.clinic.provider, 'POST', 'refills/sign', {
      items: [{ id: asked.id, version: shown.version }],
    })
    expect(signed.body.items[0].outcome).toBe('refused')
    const approved = await at.call(on.clinic.provider, 'POST', `refills/${asked.id}/approve`, {
      version: shown.version,
    })
    expect(approved.body).toMatchObject({
      status: 409,
      type: 'urn:countersign:problem:consultation-not-approvable',
    })
    expect(await prescriptions(on)).toHaveLength(1)
  })

  it('a batch looks again: what stopped being green since is refused', async () => {
    const on = await onTreatment()
    const { body: asked } = await request(on)
    const { version } = await review(on, asked.id)
    await at.server.sql(
      `insert into patient_medications (clinic_id, id, patient_id, text, source, recorded_at) values ($1, $2, $3, 'Lithium', 'pharmacy', $4)`,
      [on.clinic.clinicId, newId(), on.clinic.patientId, at.clock.at()],
    )
    const { body } = await at.call(on.clinic.provider, 'POST', 'refills/sign', {
      items: [{ id: asked.id, version }],
    })
    expect(body.items).toMatchObject([{ outcome: 'refused', decisionId: null }])
    expect(body.items[0].reasons.join(' ')).toContain('New medicines')
  })
})

describe('deciding', () => {
  it('approved as it was: one prescription, sent as new, the patient told after the undo window', async () => {
    const on = await onTreatment()
    const { body: asked } = await request(on)
    const { version } = await review(on, asked.id)
    const key = newId()
    const path = `refills/${asked.id}/approve`
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => at.call(on.clinic.provider, 'POST', path, { version }, key)),
    )
    expect(new Set(answers.map(({ body }) => body.decisionId)).size).toBe(1)
    expect(at.sentOfType('NewRx')).toHaveLength(0)
    await at.settle()
    expect(at.sentOfType('NewRx')).toHaveLength(1)
    expect(await prescriptions(on)).toMatchObject([{ status: 'filled' }, { status: 'sent', sentAs: 'NewRx' }])
    expect(at.sentOfType('NewRx')[0]?.times).toBe(1)
    const { items } = await list(on, '?lane=decided')
    expect(items).toMatchObject([{ id: asked.id, status: 'approved' }])
    const { body: own } = await at.call(on.clinic.patient, 'GET', 'portal/refills')
    expect(own.requests).toMatchObject([{ status: 'approved' }])
  })

  it('many greens with one click: each its own decision and audit entry, one failing takes no other', async () => {
    const clinic = await at.newClinic()
    const people = []
    for (let n = 0; n < 3; n += 1) {
      const patientId = newId()
      const account = await at.server.signUp('Another Patient')
      await at.server.sql(
        `insert into patients (clinic_id, id, user_id, mrn, given_name, family_name, birth_date, sex, email, phone, address_line, city, state, postal_code)
         values ($1, $2, $3, $4, 'Green', 'Patient', '1984-05-06', 'male', $5, '+15125550123', '2 Test Street', 'Austin', 'TX', '78701')`,
        [clinic.clinicId, patientId, account.userId, `M${patientId.slice(-8)}`, account.email],
      )
      const own = { ...clinic, patientId, patient: account.cookie }
      const treated = await at.treated(own)
      await at.fill(treated.rx)
      people.push({ clinic: own, ...treated })
    }
    at.clock.advance(26 * DAY)
    at.network.taken.clear()
    const asked = []
    for (const on of people) asked.push((await request(on)).body.id as string)
    const { items } = await list({ clinic })
    const chosen = items.map(({ id, version }: { id: string; version: number }) => ({ id, version }))
    // Another provider has the second one open by now.
    const colleague = (await at.server.signUpAs(clinic.clinicId, 'provider')).cookie
    await at.call(colleague, 'POST', `consultations/${asked[1]}/claim`)
    const key = newId()
    const { body } = await at.call(clinic.provider, 'POST', 'refills/sign', { items: chosen }, key)
    const outcomes = new Map(
      body.items.map((item: { id: string; outcome: string }) => [item.id, item.outcome]),
    )
    expect(asked.map((id) => outcomes.get(id))).toEqual(['signed', 'refused', 'signed'])
    const again = await at.call(clinic.provider, 'POST', 'refills/sign', { items: chosen }, key)
    expect(again.body.items.map(({ decisionId }: { decisionId: string }) => decisionId)).toEqual(
      body.items.map(({ decisionId }: { decisionId: string }) => decisionId),
    )
    await at.settle()
    expect(at.sentOfType('NewRx').filter(({ times }) => times === 1)).toHaveLength(2)
    expect(await audited(asked[0] as string, 'consultation.approved')).toBe(1)
    expect(await audited(asked[2] as string, 'consultation.approved')).toBe(1)
    expect(await audited(asked[1] as string, 'consultation.approved')).toBe(0)
  })

  it('an old version is refused', async () => {
    const on = await onTreatment()
    const { body: asked } = await request(on)
    const { version } = await review(on, asked.id)
    const { body } = await at.call(on.clinic.provider, 'POST', `refills/${asked.id}/approve`, {
      version: version - 1,
    })
    expect(body.type).toContain('stale-version')
  })
})

describe('a pharmacy asks', () => {
  it('once, is never green before the patient was asked, and becomes it by the check-in', async () => {
    const on = await onTreatment()
    const messageId = newId().replaceAll('-', '')
    const first = await at.renewal(on.rx, { messageId })
    expect(first).toContain('<Status>')
    expect(await at.renewal(on.rx, { messageId })).toBe(first)
    const { items } = await list(on)
    expect(items).toMatchObject([{ source: 'pharmacy', signal: 'amber', asked: false }])
    const [refill] = items
    const { body: own } = await at.call(on.clinic.patient, 'GET', 'portal/refills')
    expect(own.requests).toMatchObject([{ id: refill.id, ask: { asksBloodPressure: true } }])
    const answered = await at.call(on.clinic.patient, 'POST', `portal/refills/${refill.id}/check-in`, {
      answers: allWell,
    })
    expect(answered.body.requests).toMatchObject([{ ask: null }])
    const shown = await review(on, refill.id)
    expect({ signal: shown.signal, why: shown.why }).toEqual({ signal: 'green', why: [] })
    expect(shown.version).toBeGreaterThan(refill.version)
  })

  it('and is answered Approved with the prescription, once', async () => {
    const on = await onTreatment()
    await at.renewal(on.rx)
    const [refill] = (await list(on)).items
    const { status } = await at.call(on.clinic.provider, 'POST', `refills/${refill.id}/approve`, {
      version: refill.version,
    })
    expect(status).toBe(200)
    at.network.fates.push('lost_after')
    await at.settle()
    at.clock.advance(60)
    await at.runDue()
    const sent = at.sentOfType('RxRenewalResponse')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ times: 1 })
    expect(sent[0]?.xml).toContain('<Approved')
    expect(sent[0]?.xml).toContain('<MedicationResponse>')
    expect(await prescriptions(on)).toMatchObject([
      { status: 'filled' },
      { status: 'sent', sentAs: 'RxRenewalResponse', outcome: 'approved' },
    ])
    // The fill of what the answer prescribed is heard like any other.
    await at.fill(await at.newestRx(on.clinic))
    expect((await prescriptions(on))[1]?.status).toBe('filled')
  })

  it('is answered with changes, and with another drug in its place', async () => {
    const changed = await onTreatment()
    await at.renewal(changed.rx, { refills: 5 })
    const [refill] = (await list(changed)).items
    expect(refill.why.join(' ')).toContain('The pharmacy asks for 5 refills')
    await at.call(changed.clinic.provider, 'POST', `refills/${refill.id}/approve`, {
      version: refill.version,
    })
    await at.settle()
    expect(at.sentOfType('RxRenewalResponse')[0]?.xml).toContain('<ApprovedWithChanges')

    at.network.taken.clear()
    const replaced = await onTreatment({}, { category: 'hair', drugId: 'finasteride' })
    await at.renewal(replaced.rx)
    const [other] = (await list(replaced)).items
    const treatment = await at.treatmentOf(replaced.clinic, other.id, 'minoxidil_topical')
    const { status, body } = await at.call(replaced.clinic.provider, 'POST', `refills/${other.id}/approve`, {
      version: other.version,
      treatment,
      overrides: (await review(replaced, other.id)).overridable.map(({ rule }) => ({
        rule,
        reason: 'Changed over, the old one ends.',
      })),
    })
    expect({ status, body }).toMatchObject({ status: 200 })
    await at.settle()
    expect(at.sentOfType('RxRenewalResponse')[0]?.xml).toContain('<Replace')
    expect((await list(replaced, '?lane=decided')).items).toMatchObject([{ status: 'replaced' }])
  })

  it('is answered Denied with a code, once, and not before the undo window', async () => {
    const on = await onTreatment()
    await at.renewal(on.rx)
    const [refill] = (await list(on)).items
    const deny = {
      version: refill.version,
      reason: 'needs_visit',
      notes: 'Not seen for long.',
      patientMessage: 'Please start a new visit, so that we can look at how you are doing.',
    }
    const { body } = await at.call(on.clinic.provider, 'POST', `refills/${refill.id}/deny`, deny)
    expect(body).toMatchObject({ id: refill.id, status: 'denied' })
    await at.runDue()
    expect(at.sentOfType('RxRenewalResponse')).toHaveLength(0)
    at.network.fates.push('lost_after')
    await at.settle()
    await at.runDue()
    const sent = at.sentOfType('RxRenewalResponse')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ times: 1 })
    expect(sent[0]?.xml).toContain('<Denied>')
    expect(sent[0]?.xml).toContain('<ReasonCode>AM</ReasonCode>')
    expect(sent[0]?.xml).not.toContain('Not seen for long')
    expect(at.mails).toContain('There is news about your visit · Test clinic')
  })

  it('is not answered when the denial is taken back', async () => {
    const on = await onTreatment()
    await at.renewal(on.rx)
    const [refill] = (await list(on)).items
    const deny = {
      version: refill.version,
      reason: 'too_soon',
      notes: 'Too soon.',
      patientMessage: 'It is too soon for a refill. You should still have enough.',
    }
    await at.call(on.clinic.provider, 'POST', `refills/${refill.id}/deny`, deny)
    const { decisions } = await at.summary(on.clinic, refill.id)
    await at.call(on.clinic.provider, 'POST', `consultations/${refill.id}/undo`, {
      decisionId: decisions[0]?.id,
    })
    await at.settle()
    expect(at.sentOfType('RxRenewalResponse')).toHaveLength(0)
    expect((await list(on)).items).toMatchObject([{ id: refill.id, status: 'requested' }])
  })

  it('and the patient too: one visit answers both, whoever came first', async () => {
    const pharmacyFirst = await onTreatment()
    await at.renewal(pharmacyFirst.rx)
    expect((await request(pharmacyFirst)).status).toBe(409)
    const patientFirst = await onTreatment()
    const { body: asked } = await request(patientFirst)
    await at.renewal(patientFirst.rx)
    const { items } = await list(patientFirst)
    expect(items).toMatchObject([{ id: asked.id, signal: 'green', source: 'patient' }])
    await at.call(patientFirst.clinic.provider, 'POST', `refills/${asked.id}/approve`, {
      version: items[0].version,
    })
    await at.settle()
    expect(at.sentOfType('RxRenewalResponse')).toHaveLength(1)
    expect(await prescriptions(patientFirst)).toHaveLength(2)
  })

  it('another pharmacy cannot be chosen for its answer', async () => {
    const on = await onTreatment()
    await at.renewal(on.rx)
    const [refill] = (await list(on)).items
    const { status } = await at.call(on.clinic.provider, 'POST', `refills/${refill.id}/approve`, {
      version: refill.version,
      pharmacyId: '9900042',
    })
    expect(status).toBe(422)
  })

  it('about a prescription that never left is refused', async () => {
    const clinic = await at.newClinic()
    const { rx } = await at.treated(clinic)
    await at.server.sql("update prescriptions set status = 'signed' where id = $1", [rx.id])
    expect(await at.renewal(rx)).toContain('<Error>')
    expect((await list({ clinic })).items).toEqual([])
  })
})

describe('the schedule asks', () => {
  it('once, when the supply runs out, and tells the patient', async () => {
    const on = await onTreatment()
    at.mails.length = 0
    await openRunningOut(at.server.deps)
    await openRunningOut(at.server.deps)
    await at.runDue()
    const { items } = await list(on)
    expect(items).toMatchObject([{ source: 'schedule', signal: 'amber' }])
    expect(at.mails.filter((subject) => subject.startsWith('A question is waiting'))).toHaveLength(1)
  })
})
