/** What people do with an order after its decision, and who is told when it does not go as it should. */
import type { OrderDetail, OrderLane, OrderPage } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { fillBody, verifyBody } from '../../testing/fake-network.ts'
import { type Approved, type Outside, PHARMACY, startOutside } from '../../testing/outside.ts'
import type { Actor } from '../identity/index.ts'
import { tellUnheard } from '../prescriptions/tell-unheard.job.ts'
import { orderHandlers } from './index.ts'

const MAIL_ORDER = '9900223'
let outside: Outside
let coordinator: Actor
let biller: Actor
beforeAll(async () => {
  outside = await startOutside()
  const staffId = newId()
  await outside.sql(
    `insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, 'coordinator')`,
    [outside.clinicId, staffId, outside.patientUserId],
  )
  coordinator = { ...outside.provider, role: 'coordinator', providerId: null, staffMemberId: staffId }
  biller = { ...coordinator, role: 'biller' }
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.network, { fates: [], calls: 0, asked: [], answersQuestions: true, during: null })
  Object.assign(outside.cards, { fates: [], writes: [], answersQuestions: true })
})

type Name =
  | 'holdOrder'
  | 'releaseOrder'
  | 'cancelOrder'
  | 'verifyMedication'
  | 'rerouteOrder'
  | 'getOrder'
  | 'listOrders'
const call = async <T>(
  name: Name,
  actor: Actor,
  more: { id?: string; body?: object; query?: object; key?: string },
) => {
  const handler = orderHandlers(outside.deps)[name] as (call: object) => Promise<T>
  const once = {
    actorId: actor.userId,
    key: more.key ?? newId(),
    route: name,
    requestHash: JSON.stringify(more.body),
  }
  return handler({ actor, params: { id: more.id }, query: more.query, body: more.body, once })
}
const detail = (id: string, actor: Actor = outside.provider) => call<OrderDetail>('getOrder', actor, { id })
/** A command on the order as it stands. */
const work = async <T = OrderDetail>(
  name: Name,
  { orderId }: { orderId: string },
  body: object,
  actor: Actor = outside.provider,
) => {
  const { version } = await detail(orderId)
  return call<T>(name, actor, { id: orderId, body: { version, ...body } })
}
const hold = (order: { orderId: string }, reason: string, actor?: Actor) =>
  work('holdOrder', order, { reason, text: 'Wait for a word' }, actor)
const release = (order: { orderId: string }, actor?: Actor) =>
  work('releaseOrder', order, { text: 'All is well' }, actor)
const laneOf = async ({ orderId }: { orderId: string }): Promise<OrderLane | undefined> => {
  const ask = async (query: object) =>
    (await call<OrderPage>('listOrders', outside.provider, { query: { limit: 100, ...query } })).items
  const [all, open] = await Promise.all([ask({}), ask({ lane: 'open' })])
  expect(open.map(({ id }) => id)).toEqual(all.filter(({ lane }) => lane !== 'done').map(({ id }) => id))
  return all.find(({ id }) => id === orderId)?.lane
}
const rejected = async (): Promise<Approved> => {
  const approved = await outside.approvedCase()
  outside.network.fates = ['reject']
  await outside.runDue()
  return approved
}
const sent = async (): Promise<Approved> => {
  const approved = await outside.approvedCase()
  await outside.runDue()
  return approved
}
const failures = async ({ orderId }: { orderId: string }) =>
  (
    await outside.sql<{ body: { what: string; providerId: string } }>(
      "select body from events where type = 'prescription.failed' and body ->> 'orderId' = $1 order by at, id",
      [orderId],
    )
  ).map(({ body }) => body)

describe('holding', () => {
  it('keeps what has not left, says who and why, and lets it go when a person says so', async () => {
    const approved = await outside.approvedCase()
    const held = await hold(approved, 'pharmacy')
    expect(held).toMatchObject({ holdText: 'Wait for a word', holdBy: 'Test Provider', troubles: [] })
    expect(held.actions).toContain('release')
    expect(held.actions).not.toContain('hold')
    expect(await laneOf(approved)).toBe('on_hold')
    await outside.runDue()
    await outside.sweep()
    outside.clock.advance(600)
    await outside.runDue()
    expect(outside.network.calls).toBe(0)

    const released = await release(approved)
    expect(released).toMatchObject({ holdText: null, holdBy: null, order: { status: 'approved' } })
    await outside.runDue()
    expect(outside.network.calls).toBe(1)
    expect((await outside.view(approved)).status).toBe('sent')
    expect(released.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Held by Test (pharmacy)', 'Let go on by Test (pharmacy)']),
    )
  })

  it('by a person is not ended by the pharmacy’s word', async () => {
    const approved = await sent()
    await hold(approved, 'pharmacy')
    await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody })
    expect(await outside.view(approved)).toMatchObject({
      status: 'on_hold',
      prescriptions: [{ status: 'verified' }],
    })
    expect((await release(approved)).order.status).toBe('sent')
  })

  it('twice, or on an order seen before it moved, is refused', async () => {
    const approved = await sent()
    const { version } = await detail(approved.orderId)
    const body = { version, reason: 'insurance', text: 'Wait for a word' }
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => call('holdOrder', outside.provider, { id: approved.orderId, body })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ problem: 'stale-version' })
    await expect(hold(approved, 'safety')).rejects.toMatchObject({ problem: 'transition-not-allowed' })
    const remarks = await outside.sql('select 1 from order_remarks where order_id = $1', [approved.orderId])
    expect(remarks).toHaveLength(1)
  })

  it('the same click again answers the same and does nothing', async () => {
    const approved = await sent()
    const { version } = await detail(approved.orderId)
    const more = {
      id: approved.orderId,
      key: newId(),
      body: { version, reason: 'insurance', text: 'Wait for a word' },
    }
    await call('holdOrder', outside.provider, more)
    const again = await call<OrderDetail>('holdOrder', outside.provider, more)
    expect(again.order.status).toBe('on_hold')
    expect(
      await outside.sql('select 1 from order_remarks where order_id = $1', [approved.orderId]),
    ).toHaveLength(1)
  })

  it('for safety is a provider’s to lift', async () => {
    const approved = await sent()
    await hold(approved, 'safety', coordinator)
    expect((await detail(approved.orderId, coordinator)).actions).not.toContain('release')
    await expect(release(approved, coordinator)).rejects.toMatchObject({ problem: 'not-permitted' })
    expect((await release(approved)).order.status).toBe('sent')
  })

  it('what is over is not held', async () => {
    const approved = await sent()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    await outside.runDue()
    await expect(hold(approved, 'safety')).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
})

describe('after a rejection', () => {
  it('goes to another pharmacy once, whoever clicks how often', async () => {
    const approved = await rejected()
    expect(await laneOf(approved)).toBe('trouble')
    const seen = await detail(approved.orderId)
    expect(seen.troubles).toMatchObject([{ kind: 'rejected', prescriptionId: approved.prescriptionId }])
    expect(seen.troubles[0]?.actions).toEqual(
      expect.arrayContaining(['reroute', 'resend', 'adjust', 'cancel']),
    )
    expect((await detail(approved.orderId, coordinator)).troubles[0]?.actions).not.toContain('adjust')
    expect((await detail(approved.orderId, biller)).actions).toEqual([])
    const body = {
      version: seen.version,
      prescriptionId: approved.prescriptionId,
      pharmacyId: MAIL_ORDER,
      text: 'It is out of stock there',
    }
    const outcomes = await Promise.allSettled(
      [coordinator, outside.provider].map((actor) =>
        call('rerouteOrder', actor, { id: approved.orderId, body }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await outside.runDue()
    const after = await detail(approved.orderId)
    expect(after.prescriptions).toMatchObject([
      { status: 'sent', replacesId: approved.prescriptionId, pharmacy: { ncpdpId: MAIL_ORDER } },
      { status: 'rerouted' },
    ])
    expect(outside.network.calls).toBe(2)
    expect(outside.cards.writes.filter(({ what }) => what === 'capture')).toHaveLength(1)
    expect(await laneOf(approved)).toBe('sent')
  })

  it('is sent once more to the same pharmacy under a new number', async () => {
    const approved = await rejected()
    await work('rerouteOrder', approved, {
      prescriptionId: approved.prescriptionId,
      pharmacyId: PHARMACY,
      text: 'They have it again',
    })
    await outside.runDue()
    const { prescriptions } = await detail(approved.orderId)
    expect(prescriptions.map(({ status }) => status)).toEqual(['sent', 'rerouted'])
    expect(outside.network.taken.size).toBeGreaterThanOrEqual(2)
  })

  it('is told to the provider at once, and to the patient as a delay', async () => {
    const approved = await rejected()
    expect(await failures(approved)).toEqual([
      { orderId: approved.orderId, providerId: outside.providerId, what: 'rejected' },
    ])
    const told = await outside.sql<{ template: string }>(
      'select template from notifications where subject_id = $1',
      [approved.prescriptionId],
    )
    expect(told.map(({ template }) => template)).toEqual(['pharmacy_trouble'])
    const { timeline } = await detail(approved.orderId)
    expect(timeline.find(({ text }) => text === 'The network rejected it')).toMatchObject({
      outcome: 'trouble',
      prescriptionId: approved.prescriptionId,
    })
  })

  it('what a person holds stays held when it goes elsewhere, until a person lets it go on', async () => {
    const approved = await sent()
    await hold(approved, 'pharmacy')
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('not-filled') })
    const body = { prescriptionId: approved.prescriptionId, pharmacyId: MAIL_ORDER, text: 'Out of stock' }
    const after = await work('rerouteOrder', approved, body, coordinator)
    expect(after).toMatchObject({ order: { status: 'on_hold' }, holdText: 'Wait for a word' })
    outside.network.calls = 0
    await outside.runDue()
    expect(outside.network.calls).toBe(0)
    expect((await release(approved)).order.status).toBe('approved')
    await outside.runDue()
    expect(outside.network.calls).toBe(1)
  })

  it('a safety hold stands in the way of sending elsewhere', async () => {
    const approved = await rejected()
    await release(approved).catch(() => {})
    await outside.sql("update orders set hold_reason = 'safety' where id = $1", [approved.orderId])
    expect((await detail(approved.orderId)).actions).not.toContain('reroute')
    const body = { prescriptionId: approved.prescriptionId, pharmacyId: MAIL_ORDER, text: 'Out of stock' }
    await expect(work('rerouteOrder', approved, body)).rejects.toMatchObject({
      problem: 'transition-not-allowed',
    })
  })
})

describe('nothing heard', () => {
  it('for four hours without a confirmation, for seven days without a fill: told once each, in the lane', async () => {
    const approved = await sent()
    outside.clock.advance(4 * 3600 + 1)
    await tellUnheard(outside.deps)
    await tellUnheard(outside.deps)
    expect((await failures(approved)).map(({ what }) => what)).toEqual(['stalled'])
    expect((await detail(approved.orderId)).troubles).toMatchObject([{ kind: 'stalled' }])
    expect(await laneOf(approved)).toBe('trouble')

    await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody })
    expect(await laneOf(approved)).toBe('sent')
    outside.clock.advance(7 * 86_400 + 1)
    await tellUnheard(outside.deps)
    expect((await failures(approved)).map(({ what }) => what)).toEqual(['stalled', 'overdue'])
    expect((await detail(approved.orderId)).troubles).toMatchObject([{ kind: 'overdue' }])
    expect(await laneOf(approved)).toBe('trouble')
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    expect(await laneOf(approved)).toBe('done')
  })
})

describe('cancelling', () => {
  const cancel = (order: { orderId: string }, actor?: Actor) =>
    work<{ outcome: string }>(
      'cancelOrder',
      order,
      { reason: 'patient_request', text: 'They changed their mind' },
      actor,
    )

  it('in time: nothing leaves, nothing is charged', async () => {
    const approved = await outside.approvedCase()
    expect(await cancel(approved, coordinator)).toEqual({ outcome: 'cancelled' })
    await outside.runDue()
    expect(outside.network.calls).toBe(0)
    expect(await outside.view(approved)).toMatchObject({ status: 'cancelled', invoice: { status: 'void' } })
    expect(await laneOf(approved)).toBe('done')
  })

  it('when the pharmacy has it: asked; what was charged is to be given back', async () => {
    const approved = await sent()
    expect((await outside.view(approved)).invoice.status).toBe('paid')
    expect(await cancel(approved)).toEqual({ outcome: 'requested' })
    await outside.runDue()
    await outside.hear({
      relatesToMessageId: approved.messageId,
      body: { type: 'CancelRxResponse', response: { outcome: 'approved', note: 'Done' } },
    })
    const after = await detail(approved.orderId)
    expect(after.order.status).toBe('cancelled')
    expect(after.troubles).toMatchObject([{ kind: 'refund_due', actions: ['write_patient'] }])
    expect(await laneOf(approved)).toBe('trouble')
  })

  it('too late: refused with the reason', async () => {
    const approved = await sent()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    await outside.runDue()
    await expect(cancel(approved)).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
})

describe('comparing the medication', () => {
  const written = (rx: OrderDetail['prescriptions'][number]) => ({
    prescriptionId: rx.id,
    drug: rx.drugDescription,
    strength: rx.strength,
    form: rx.form,
    rxcui: rx.rxcui,
    ndc: null,
    note: null,
  })

  it('is on record with who and when', async () => {
    const approved = await sent()
    const [rx] = (await detail(approved.orderId)).prescriptions
    if (!rx) throw new Error('no prescription')
    const after = await work('verifyMedication', approved, written(rx), coordinator)
    expect(after.verification).toMatchObject({ prescriptionId: rx.id, rxcui: rx.rxcui, by: 'Test Patient' })
  })

  it('names every part that differs, and keeps nothing then', async () => {
    const approved = await sent()
    const [rx] = (await detail(approved.orderId)).prescriptions
    if (!rx) throw new Error('no prescription')
    const wrong = { ...written(rx), strength: '5 mg', rxcui: '1', ndc: '12345678901' }
    await expect(work('verifyMedication', approved, wrong)).rejects.toMatchObject({
      problem: 'validation-failed',
      details: { errors: [{ pointer: '/strength' }, { pointer: '/rxcui' }, { pointer: '/ndc' }] },
    })
    expect((await detail(approved.orderId)).verification).toBeNull()
  })
})

describe('what a pharmacy asks', () => {
  it('stands among what needs review, with what to open', async () => {
    const approved = await sent()
    const id = newId()
    await outside.sql(
      `insert into change_requests (clinic_id, id, prescription_id, order_id, patient_id, message_id, code, received_at)
       values ($1, $2, $3, $4, $5, $6, 'OS', $7)`,
      [
        outside.clinicId,
        id,
        approved.prescriptionId,
        approved.orderId,
        outside.patientId,
        newId(),
        outside.clock.at(),
      ],
    )
    expect(await laneOf(approved)).toBe('needs_review')
    const { review } = await detail(approved.orderId)
    expect(review).toMatchObject({
      kind: 'change_request',
      subjectId: id,
      text: 'Out of stock, change asked',
    })
  })
})

describe('the patient beside the order', () => {
  it('is shown to whoever may read charts, and to nobody else', async () => {
    const approved = await sent()
    const seen = await detail(approved.orderId)
    expect(seen.patient).toMatchObject({ name: 'Test Patient', sex: 'male', age: expect.any(Number) })
    expect(seen.context).toMatchObject({
      city: 'Austin',
      reviewed: { conditions: false, medications: false, allergies: false },
    })
    expect((await detail(approved.orderId, biller)).context).toBeNull()
  })
})
