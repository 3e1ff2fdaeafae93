/** Decisions carried into orders, and orders as the clinic sees them. */
import { type OrderDetail, OrderLane, type OrderPage } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fillBody, verifyBody } from '../../testing/fake-network.ts'
import {
  type Approved,
  finasteride,
  type Outside,
  PHARMACY,
  startOutside,
  treatment,
  UNDO,
} from '../../testing/outside.ts'
import { cancelOrder, orderHandlers, processApprovedOrder } from './index.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.network, { fates: [], calls: 0, asked: [], answersQuestions: true, during: null })
  Object.assign(outside.cards, { fates: [], writes: [], answersQuestions: true })
})

const inClinic = <T>(run: Parameters<Outside['deps']['db']['write']>[1]) =>
  outside.deps.db.write(outside.clinicId, run) as Promise<T>

describe('approving', () => {
  const approve = (consultationId: string, decisionId: string, more: object = {}) =>
    inClinic((tx) => {
      const now = outside.clock.at()
      const effectiveAt = new Date(now.getTime() + UNDO * 1000)
      const decide = {
        actor: outside.provider,
        consultationId,
        decisionId,
        effectiveAt,
        now,
        diagnosisCode: null,
        secondaryDiagnosisCode: null,
      }
      return processApprovedOrder(tx, {
        ...decide,
        treatment,
        product: finasteride,
        pharmacyId: PHARMACY,
        ...more,
      })
    })

  it('asks for prescription and payment when the window ends, and for nothing before', async () => {
    const approved = await outside.approve(await outside.openCase())
    const jobs = (await outside.queued()).map(({ task, payload, runAt }) => ({ task, payload, runAt }))
    const runAt = new Date(outside.clock.at().getTime() + UNDO * 1000)
    const { clinicId } = outside
    const { orderId, prescriptionId, decisionId, invoiceId } = approved
    expect(jobs).toHaveLength(2)
    expect(jobs).toContainEqual({
      task: 'capture-payment',
      payload: { clinicId, invoiceId, decisionId },
      runAt,
    })
    expect(jobs).toContainEqual({
      task: 'send-prescription',
      payload: { clinicId, orderId, prescriptionId, decisionId },
      runAt,
    })
  })

  it.each([
    ['a pharmacy that does not serve the patient’s state', { pharmacyId: '9900017' }, 'pharmacy-unknown'],
    ['a pharmacy nobody knows', { pharmacyId: '1234567' }, 'pharmacy-unknown'],
    [
      'a controlled substance',
      { product: { ...finasteride, deaSchedule: 'C48677' } },
      'consultation-not-approvable',
    ],
  ])('refuses %s, whole', async (_what, more, problem) => {
    const { consultationId, orderId } = await outside.openCase()
    const decisionId = await outside.insertDecision(consultationId, 'approved')
    await expect(approve(consultationId, decisionId, more)).rejects.toMatchObject({ problem })
    expect(await outside.queued()).toEqual([])
    expect(await outside.sql('select 1 from prescriptions where order_id = $1', [orderId])).toEqual([])
  })

  it('twice is refused, also at the same time: one prescription', async () => {
    const { consultationId, orderId } = await outside.openCase()
    const decisions = [
      await outside.insertDecision(consultationId, 'approved'),
      await outside.insertDecision(consultationId, 'approved'),
    ]
    const outcomes = await Promise.allSettled(
      decisions.map((decisionId) => approve(consultationId, decisionId)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await outside.sql('select 1 from prescriptions where order_id = $1', [orderId])).toHaveLength(1)
  })

  it('the day written is the clinic’s, not Greenwich’s', async () => {
    await outside.sql("update clinics set time_zone = 'Pacific/Honolulu' where id = $1", [outside.clinicId])
    const approved = await outside.approve(await outside.openCase())
    await outside.sql("update clinics set time_zone = 'America/Chicago' where id = $1", [outside.clinicId])
    const [row] = await outside.sql<{ written: string }>(
      'select written_on::text as written from prescriptions where id = $1',
      [approved.prescriptionId],
    )
    const honolulu = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Honolulu' }).format(
      outside.clock.at(),
    )
    expect(row?.written).toBe(honolulu)
  })
})

describe('undoing', () => {
  it('inside the window: a draft again, nothing left behind', async () => {
    const approved = await outside.approve(await outside.openCase())
    outside.clock.advance(UNDO - 1)
    await outside.undo(approved)
    const view = await outside.view(approved)
    expect(view).toMatchObject({ status: 'draft', prescriptions: [{ status: 'cancelled' }] })
    await expect(outside.undo(approved)).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
  it('after it: refused', async () => {
    const approved = await outside.approve(await outside.openCase())
    outside.clock.advance(UNDO)
    await expect(outside.undo(approved)).rejects.toMatchObject({ problem: 'undo-window-closed' })
  })
  it('another decision than the one in force: refused', async () => {
    const approved = await outside.approve(await outside.openCase())
    const decisionId = await outside.insertDecision(approved.consultationId, 'approved')
    await expect(outside.undo({ ...approved, decisionId })).rejects.toMatchObject({
      problem: 'transition-not-allowed',
    })
  })
})

describe('cancelling', () => {
  const cancel = ({ consultationId }: { consultationId: string }) =>
    inClinic<string>((tx) =>
      cancelOrder(tx, { actor: outside.provider, consultationId, now: outside.clock.at() }),
    )

  it('before anything left: cancelled at once, the card given back, the case closed', async () => {
    const opened = await outside.openCase()
    const intentId = await outside.payByCard(opened)
    await outside.approve(opened)
    expect(await cancel(opened)).toBe('cancelled')
    expect(await outside.queued('complete-consultation')).toHaveLength(1)
    outside.clock.advance(3600)
    await outside.runDue()
    expect(outside.network.calls).toBe(0)
    expect(outside.cards.released.get(intentId)).toBe(1)
    expect(await outside.view(opened)).toMatchObject({ status: 'cancelled', invoice: { status: 'void' } })
    expect(await cancel(opened)).toBe('cancelled')
  })

  it('what was filled cannot be', async () => {
    const approved = await outside.approvedCase()
    await outside.runDue()
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    await expect(cancel(approved)).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })
})

describe('orders as the clinic sees them', () => {
  const list = async (query: {
    lane?: OrderLane | 'open'
    limit?: number
    cursor?: string
  }): Promise<OrderPage> => {
    const handler = orderHandlers(outside.deps).listOrders
    const call = { actor: outside.provider, query: { limit: 50, ...query } }
    return (await handler?.(call as Parameters<typeof handler>[0])) as OrderPage
  }
  const detail = async (id: string): Promise<OrderDetail> => {
    const handler = orderHandlers(outside.deps).getOrder
    const call = { actor: outside.provider, params: { id } }
    return (await handler?.(call as Parameters<typeof handler>[0])) as OrderDetail
  }
  const laneOf = async ({ orderId }: Approved): Promise<OrderLane | undefined> =>
    (await list({ limit: 100 })).items.find(({ id }) => id === orderId)?.lane

  it('each in one lane, with its trouble in words', async () => {
    const waiting = await outside.approve(await outside.openCase())
    expect(await laneOf(waiting)).toBe('sent')
    outside.clock.advance(UNDO)
    await outside.runDue()

    const filled = await outside.approvedCase()
    await outside.runDue()
    await outside.hear({ relatesToMessageId: filled.messageId, body: fillBody('filled') })
    expect(await laneOf(filled)).toBe('done')

    const rejected = await outside.approvedCase()
    outside.network.fates = ['reject']
    await outside.runDue()
    expect(await laneOf(rejected)).toBe('trouble')

    const unknown = await outside.approvedCase()
    outside.network.fates = ['lost_after']
    await outside.runDue()
    expect(await laneOf(unknown)).toBe('trouble')

    const unpaid = await outside.approvedCase()
    outside.cards.fates = ['decline']
    await outside.runDue()
    expect(await laneOf(unpaid)).toBe('trouble')

    const held = await outside.approvedCase()
    await outside.sql(
      "update orders set status = 'on_hold', hold_reason = 'insurance', hold_text = 'Waiting for the payer' where id = $1",
      [held.orderId],
    )
    expect(await laneOf(held)).toBe('on_hold')
    await outside.runDue()
    expect((await outside.view(held)).prescriptions[0]?.status).toBe('signed')

    const { counts } = await list({})
    for (const lane of OrderLane.options) {
      const { items } = await list({ lane, limit: 100 })
      expect(items.length).toBe(counts[lane])
      expect(items.every((item) => item.lane === lane)).toBe(true)
      if (lane === 'trouble' || lane === 'on_hold')
        expect(items.every(({ trouble }) => trouble !== null)).toBe(true)
    }
    const [row] = (await list({ lane: 'on_hold' })).items
    expect(row).toMatchObject({
      drug: 'Finasteride 1 MG Oral Tablet',
      pharmacy: 'Bluebonnet Pharmacy',
      trouble: 'Waiting for the payer',
      approvedBy: 'Test Provider, MD',
      category: 'hair',
      patient: { name: 'Test Patient', state: 'TX', age: expect.any(Number), sex: 'male' },
      prescriptionStatus: 'signed',
    })
    const open = (await list({ lane: 'open', limit: 100 })).items
    expect(open.length).toBe(counts.trouble + counts.needs_review + counts.on_hold + counts.sent)
    // Those that may be open are found by what makes them so: the same as looking at every order.
    const all = (await list({ limit: 100 })).items
    expect(open.map(({ id }) => id)).toEqual(all.filter((item) => item.lane !== 'done').map(({ id }) => id))
  })

  it('page by page, each once: what needs somebody first, the longest-waiting first', async () => {
    const { items } = await list({ limit: 100 })
    const lanes = items.map(({ lane }) => OrderLane.options.indexOf(lane))
    expect(lanes).toEqual(lanes.toSorted((a, b) => a - b))
    const waiting = items.filter(({ lane }) => lane === 'trouble').map(({ since }) => since)
    expect(waiting).toEqual(waiting.toSorted())
    const all = items.map(({ id }) => id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(all)
    expect(new Set(seen).size).toBe(seen.length)
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ problem: 'bad-request' })
  })

  it('drafts, denied and undone ones are not orders yet', async () => {
    const draft = await outside.openCase()
    const undone = await outside.approve(await outside.openCase())
    await outside.undo(undone)
    const ids = (await list({ limit: 100 })).items.map(({ id }) => id)
    expect(ids).not.toContain(draft.orderId)
    expect(ids).not.toContain(undone.orderId)
  })

  it('one order tells its whole story, and that it was read', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['lost_after']
    await outside.runDue()
    outside.clock.advance(5)
    await outside.runDue()
    outside.clock.advance(5)
    await outside.hear({ relatesToMessageId: approved.messageId, body: verifyBody })
    outside.clock.advance(5)
    await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    await outside.runDue()
    const { timeline, order, category } = await detail(approved.orderId)
    expect(order.status).toBe('completed')
    expect(category).toBe('hair')
    const texts = timeline.map(({ text }) => text)
    for (const text of [
      'Approved by Test Provider, MD',
      'Prescription signed',
      'Prescription sent for Bluebonnet Pharmacy',
      'No answer: asking the network whether it arrived',
      'Bluebonnet Pharmacy has the prescription',
      'Bluebonnet Pharmacy filled it',
      'Card authorized',
      'Card charged',
      'Receipt sent',
      'Completed',
    ]) {
      expect(texts).toContain(text)
    }
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort())
    const read = await outside.sql(
      "select actor_id from audit_entries where action = 'order.read' and subject_id = $1",
      [approved.orderId],
    )
    expect(read).toHaveLength(1)
  })

  it('another clinic’s order does not exist', async () => {
    const approved = await outside.approvedCase()
    const handler = orderHandlers(outside.deps).getOrder
    const elsewhere = { ...outside.provider, clinicId: approved.orderId }
    const call = { actor: elsewhere, params: { id: approved.orderId } }
    await expect(handler?.(call as Parameters<typeof handler>[0])).rejects.toMatchObject({
      problem: 'not-found',
    })
  })
})
