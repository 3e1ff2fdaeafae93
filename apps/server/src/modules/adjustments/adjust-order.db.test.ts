import type { OrderDetail, SignedTreatment } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { startTreatment, type Treatment } from '../../testing/treated-patient.ts'

let at: Treatment
beforeAll(async () => {
  at = await startTreatment()
})
afterAll(() => at?.server.close())
beforeEach(() => {
  at.network.taken.clear()
  at.network.fates = []
})

/** A patient whose prescription the network refused. */
const refused = async (about: Parameters<Treatment['treated']>[1] = {}) => {
  const clinic = await at.newClinic()
  // What another test left to be sent goes first.
  await at.runDue()
  at.network.fates = ['reject']
  const treated = await at.treated(clinic, about)
  const [row] = await at.server.sql<{ id: string }>('select id from orders where clinic_id = $1', [
    clinic.clinicId,
  ])
  return { clinic, ...treated, orderId: row?.id ?? '' }
}
type On = Awaited<ReturnType<typeof refused>>
const detail = async (on: On): Promise<OrderDetail> =>
  (await at.call(on.clinic.provider, 'GET', `orders/${on.orderId}`)).body
const adjust = async (
  on: On,
  treatment: SignedTreatment,
  more: { version?: number; key?: string; cookie?: string; overrides?: object[] } = {},
) =>
  at.call(
    more.cookie ?? on.clinic.provider,
    'POST',
    `orders/${on.orderId}/adjust`,
    {
      version: more.version ?? (await detail(on)).version,
      treatment,
      overrides: more.overrides ?? [],
      notes: 'Less is enough to begin with.',
    },
    more.key,
  )
/** The plan of another dose, as the live check would fill the form. */
const doseOf = async (on: On, doseMg: number): Promise<SignedTreatment> => {
  const { sig: _, ...proposal } = { ...on.treatment, doseMg }
  const summary = await at.summary(on.clinic, on.consultationId)
  const product = summary.formulary
    .find(({ drugId }) => drugId === on.treatment.drugId)
    ?.products.find((one) => one.doseMg === doseMg)
  if (!product) throw new Error('no product of that dose')
  const answer = await at.call(on.clinic.provider, 'POST', `consultations/${on.consultationId}/assess`, {
    proposal: { ...proposal, productRxcui: product.rxcui },
  })
  const { plan } = answer.body
  if (!plan) throw new Error(`no plan: ${JSON.stringify(answer.body)}`)
  return {
    ...on.treatment,
    doseMg,
    productRxcui: plan.product.rxcui,
    frequency: plan.frequency,
    quantity: plan.quantity,
    daysSupply: plan.daysSupply,
    sig: plan.sig,
  }
}
const amendments = async (on: On) =>
  at.server.sql<{ amends: string; notes: string }>(
    'select amends_id as amends, approval_notes as notes from consultation_approvals where consultation_id = $1 and amends_id is not null',
    [on.consultationId],
  )

describe('another dose after a rejection', () => {
  it('is checked, signed and sent as one prescription that names the old', async () => {
    const on = await refused()
    expect((await detail(on)).actions).toContain('adjust')
    const lower = await doseOf(on, 25)
    const { status, body } = await adjust(on, lower)
    expect(status).toBe(200)
    expect(body.order.status).toBe('approved')
    await at.runDue()
    const after = await detail(on)
    expect(after.order.status).toBe('sent')
    expect(after.prescriptions).toMatchObject([
      { status: 'sent', doseMg: 25, sig: lower.sig, replacesId: on.rx.id, pharmacy: expect.anything() },
      { status: 'cancelled', doseMg: on.treatment.doseMg },
    ])
    expect(await amendments(on)).toEqual([{ amends: on.decisionId, notes: 'Less is enough to begin with.' }])
    expect(after.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Changed and signed again by /)]),
    )
    expect(at.sentOfType('NewRx')).toHaveLength(2)
  })

  it('one signature, one prescription, however often it is clicked', async () => {
    const on = await refused()
    const lower = await doseOf(on, 25)
    const { version } = await detail(on)
    const key = newId()
    const same = await Promise.all([1, 2, 3].map(() => adjust(on, lower, { version, key })))
    expect(same.map(({ status }) => status)).toEqual([200, 200, 200])
    const later = await adjust(on, lower, { version })
    expect(later).toMatchObject({ status: 409, body: { type: 'urn:countersign:problem:stale-version' } })
    await at.runDue()
    expect((await detail(on)).prescriptions).toHaveLength(2)
    expect(await amendments(on)).toHaveLength(1)
  })

  it('takes the place of a later step that was rejected, though the first was changed meanwhile', async () => {
    const on = await refused({
      category: 'weight',
      drugId: 'semaglutide_sc',
      body: [175, 105],
      approve: { titration: true },
    })
    expect((await adjust(on, on.treatment)).status).toBe(200)
    await at.runDue()
    const { clinicId } = on.clinic
    await at.server.sql("update prescriptions set status = 'rejected' where clinic_id = $1 and step = 2", [
      clinicId,
    ])
    await at.server.sql(
      "update orders set status = 'on_hold', hold_reason = 'pharmacy' where clinic_id = $1",
      [clinicId],
    )
    expect((await detail(on)).actions).toContain('adjust')
    expect((await adjust(on, on.treatment)).status).toBe(200)
    const alive = await at.server.sql<{ step: number; status: string }>(
      "select step, status from prescriptions where clinic_id = $1 and status not in ('draft', 'cancelled') order by step",
      [clinicId],
    )
    expect(alive).toEqual([
      { step: 1, status: 'sent' },
      { step: 2, status: 'signed' },
    ])
  })

  it('two providers at once: one of them', async () => {
    const on = await refused()
    const colleague = (await at.server.signUpAs(on.clinic.clinicId, 'provider')).cookie
    const lower = await doseOf(on, 25)
    const { version } = await detail(on)
    const both = await Promise.all(
      [on.clinic.provider, colleague].map((cookie) => adjust(on, lower, { version, cookie })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await detail(on)).prescriptions).toHaveLength(2)
  })

  it('meets the gate again, and nothing is half-written when it refuses', async () => {
    const on = await refused()
    const wrong = { ...on.treatment, quantity: on.treatment.quantity * 10 }
    const { status, body } = await adjust(on, wrong)
    expect({ status, type: body.type }).toEqual({
      status: 409,
      type: 'urn:countersign:problem:consultation-not-approvable',
    })
    expect(await amendments(on)).toEqual([])
    expect((await detail(on)).prescriptions).toMatchObject([{ status: 'rejected' }])
  })

  it('is a provider’s to sign', async () => {
    const on = await refused()
    const coordinator = (await at.server.signUpAs(on.clinic.clinicId, 'coordinator')).cookie
    const { status } = await adjust(on, on.treatment, { cookie: coordinator })
    expect(status).toBe(403)
  })
})

describe('when it may not be adjusted', () => {
  it('the pharmacy has it', async () => {
    const clinic = await at.newClinic()
    const treated = await at.treated(clinic)
    const [row] = await at.server.sql<{ id: string }>('select id from orders where clinic_id = $1', [
      clinic.clinicId,
    ])
    const on = { clinic, ...treated, orderId: row?.id ?? '' }
    expect((await detail(on)).actions).not.toContain('adjust')
    const { status, body } = await adjust(on, on.treatment)
    expect({ status, type: body.type }).toEqual({
      status: 409,
      type: 'urn:countersign:problem:transition-not-allowed',
    })
  })

  it('and what a person holds stays held: the new dose waits', async () => {
    const on = await refused()
    const { version } = await detail(on)
    const text = 'Wait for the patient'
    await at.server.sql("update orders set status = 'approved', hold_reason = null where id = $1", [
      on.orderId,
    ])
    const held = await at.call(on.clinic.provider, 'POST', `orders/${on.orderId}/hold`, {
      version,
      reason: 'safety',
      text,
    })
    expect(held.status).toBe(200)
    const { status } = await adjust(on, await doseOf(on, 25))
    expect(status).toBe(200)
    at.network.taken.clear()
    await at.runDue()
    expect(at.network.taken.size).toBe(0)
    expect(await detail(on)).toMatchObject({
      order: { status: 'on_hold', holdReason: 'safety' },
      prescriptions: [{ status: 'signed', doseMg: 25 }, { status: 'cancelled' }],
    })
  })
})
