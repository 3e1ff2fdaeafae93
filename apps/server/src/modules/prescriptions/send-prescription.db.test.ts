/** A prescription reaches the pharmacy once, whatever breaks on the way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Fate, fillBody } from '../../testing/fake-network.ts'
import { type Approved, type Outside, startOutside, UNDO } from '../../testing/outside.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.network, { fates: [], calls: 0, asked: [], answersQuestions: true, during: null })
  outside.network.taken.clear()
})

const state = async (approved: Approved) => {
  const { status, holdReason, prescriptions } = await outside.view(approved)
  return { order: status, holdReason, rx: prescriptions[0]?.status, why: prescriptions[0]?.rejectText }
}
const sendJob = async (approved: Approved) => {
  const jobs = await outside.queued('send-prescription')
  const job = jobs.find(({ payload }) => payload.prescriptionId === approved.prescriptionId)
  if (!job) throw new Error('nothing was asked to be sent')
  return job
}
const taken = (approved: Approved) => outside.network.taken.get(approved.messageId)?.times ?? 0

describe('sending', () => {
  it('one approval, one NewRx, and the order is with the pharmacy', async () => {
    const approved = await outside.approvedCase()
    expect(await state(approved)).toMatchObject({ order: 'approved', rx: 'signed' })
    await outside.runDue()
    expect(taken(approved)).toBe(1)
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'sent' })
    const xml = outside.network.taken.get(approved.messageId)?.xml ?? ''
    expect(xml).toContain('<DrugDescription>Finasteride 1 MG Oral Tablet</DrugDescription>')
    expect(xml).toContain('<Code>200371</Code><Qualifier>SCD</Qualifier>')
    expect(xml).toContain('<NCPDPID>9900041</NCPDPID>')
    expect(xml).toContain('<Code>L649</Code>')
  })

  it('keeps every message encrypted', async () => {
    const approved = await outside.approvedCase()
    await outside.runDue()
    const rows = await outside.sql<{ direction: string; type: string; body_encrypted: Buffer }>(
      'select direction, type, body_encrypted from prescription_messages where prescription_id = $1 order by at, direction desc',
      [approved.prescriptionId],
    )
    expect(rows.map(({ direction, type }) => `${direction} ${type}`)).toEqual(['out NewRx', 'in Status'])
    for (const { body_encrypted } of rows) {
      expect(body_encrypted.toString('latin1')).not.toContain('<Message')
      expect(outside.deps.encryption.open(body_encrypted)).toContain('<Message')
    }
  })

  it('not before the decision is in effect, even when its job runs early', async () => {
    const approved = await outside.approve(await outside.openCase())
    await outside.runJob(await sendJob(approved))
    expect(outside.network.calls).toBe(0)
    expect(await state(approved)).toMatchObject({ rx: 'signed' })
    outside.clock.advance(UNDO)
    await outside.runDue()
    expect(taken(approved)).toBe(1)
  })

  it('a prescription of an undone decision never leaves', async () => {
    const approved = await outside.approve(await outside.openCase())
    await outside.undo(approved)
    outside.clock.advance(3600)
    await outside.runDue()
    expect(outside.network.calls).toBe(0)
    expect(await state(approved)).toMatchObject({ order: 'draft', rx: 'cancelled' })
  })

  it('an undone decision stays undone when the case is approved again: only the second one leaves', async () => {
    const opened = await outside.openCase()
    const first = await outside.approve(opened)
    await outside.undo(first)
    const second = await outside.approve(opened)
    outside.clock.advance(UNDO)
    await outside.runDue()
    expect(taken(first)).toBe(0)
    expect(taken(second)).toBe(1)
    expect(first.messageId).not.toBe(second.messageId)
  })

  it('rejected: the order is held with the pharmacy’s words and the patient is told', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['reject']
    await outside.runDue()
    expect(await state(approved)).toEqual({
      order: 'on_hold',
      holdReason: 'pharmacy',
      rx: 'rejected',
      why: 'Pharmacy does not accept this prescription',
    })
    expect(outside.mails.at(-1)?.subject).toContain('We are sorting something out')
    expect(JSON.stringify(outside.mails)).not.toMatch(/finasteride|hair|prescri|pharmac/i)
  })

  it('not delivered: tried again later, as the very same message', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['retry', 'retry', 'accept']
    const kept: string[] = []
    for (let round = 0; round < 3; round += 1) {
      await outside.runDue()
      kept.push(String((await state(approved)).rx))
      outside.clock.advance(60)
    }
    expect(kept).toEqual(['queued', 'queued', 'sent'])
    expect(taken(approved)).toBe(1)
    expect(outside.network.calls).toBe(3)
  })

  it('never delivered: after the last attempt people are asked to look', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['retry']
    await outside.runJob(await sendJob(approved), { lastAttempt: true })
    expect(await state(approved)).toMatchObject({ order: 'on_hold', holdReason: 'pharmacy', rx: 'rejected' })
  })

  it('what cannot be written for the network is never half sent', async () => {
    const approved = await outside.approvedCase()
    await outside.sql("update patients set city = repeat('x', 60) where id = $1", [outside.patientId])
    await outside.runDue()
    await outside.sql("update patients set city = 'Austin' where id = $1", [outside.patientId])
    expect(outside.network.calls).toBe(0)
    expect(await state(approved)).toMatchObject({ order: 'on_hold', rx: 'rejected' })
    expect((await state(approved)).why).not.toContain('xxx')
  })

  it('a long street goes on in the second line', async () => {
    const approved = await outside.approvedCase()
    const street = '1200 North Extraordinarily Long Boulevard, Building Four, Apartment 12'
    await outside.sql('update patients set address_line = $2 where id = $1', [outside.patientId, street])
    await outside.runDue()
    await outside.sql("update patients set address_line = '2 Test Street' where id = $1", [outside.patientId])
    const xml = outside.network.taken.get(approved.messageId)?.xml ?? ''
    const [, one, two] = /<AddressLine1>([^<]*)<\/AddressLine1><AddressLine2>([^<]*)</.exec(xml) ?? []
    expect(`${one} ${two}`).toBe(street)
    expect(one?.length).toBeLessThanOrEqual(40)
  })
})

describe('an answer that never came', () => {
  it.each<[Fate, number]>([
    ['lost_before', 2],
    ['lost_after', 1],
  ])('%s: asked about, never sent blind', async (fate, calls) => {
    const approved = await outside.approvedCase()
    outside.network.fates = [fate]
    await outside.runJob(await sendJob(approved))
    expect(await state(approved)).toMatchObject({ order: 'approved', rx: 'transmission_unknown' })
    outside.clock.advance(5)
    await outside.runDue()
    expect(outside.network.asked).toEqual([approved.messageId])
    expect(outside.network.calls).toBe(calls)
    expect(taken(approved)).toBe(1)
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'sent' })
  })

  it('while nobody answers the question, nothing is sent; in the end people are asked to phone', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['lost_after']
    outside.network.answersQuestions = false
    await outside.runJob(await sendJob(approved))
    outside.clock.advance(5)
    await outside.runDue()
    expect(await state(approved)).toMatchObject({ order: 'approved', rx: 'transmission_unknown' })
    const [ask] = await outside.queued('resolve-transmission')
    if (!ask) throw new Error('nobody asks again')
    await outside.runJob(ask, { lastAttempt: true })
    expect(await state(approved)).toMatchObject({
      order: 'on_hold',
      holdReason: 'pharmacy',
      rx: 'transmission_unknown',
    })
    expect(outside.network.calls).toBe(1)
  })

  it('rejected in the meantime: asking says so', async () => {
    const approved = await outside.approvedCase()
    outside.network.fates = ['reject']
    outside.network.during = async () => {
      outside.network.during = null
      throw new Error('the line broke')
    }
    expect((await outside.runJob(await sendJob(approved))).failed).toBe('the line broke')
    outside.clock.advance(120)
    await outside.runDue()
    // The network had it on record as taken, because the line broke before it could say no.
    expect(await state(approved)).toMatchObject({ rx: 'sent' })
    expect(taken(approved)).toBe(1)
  })
})

describe('the process dies', () => {
  it.each<[Fate, number]>([
    ['crash_before', 0],
    ['crash_after', 1],
  ])('%s: found in transmission, asked about, at the pharmacy once', async (fate, arrived) => {
    const approved = await outside.approvedCase()
    outside.network.fates = [fate]
    await outside.runJob(await sendJob(approved))
    expect(await state(approved)).toMatchObject({ rx: 'transmitting' })
    expect(taken(approved)).toBe(arrived)
    // The job comes again at once: too early to tell a dead sender from a slow one.
    outside.clock.advance(5)
    await outside.runDue()
    expect(outside.network.asked).toEqual([])
    outside.clock.advance(120)
    await outside.runDue()
    expect(outside.network.asked).toEqual([approved.messageId])
    expect(taken(approved)).toBe(1)
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'sent' })
  })

  it('and its job with it: the sweep asks for another', async () => {
    // What earlier tests left lying about is picked up first.
    outside.clock.advance(600)
    await outside.sweep()
    await outside.runDue()
    const approved = await outside.approvedCase()
    const unsent = await outside.approvedCase()
    outside.network.fates = ['crash_after']
    await outside.runJob(await sendJob(approved))
    await outside.sql('delete from graphile_worker._private_jobs')
    await outside.sweep()
    expect(await outside.queued()).toEqual([])
    outside.clock.advance(600)
    await outside.sweep()
    await outside.runDue()
    for (const each of [approved, unsent]) {
      expect(taken(each)).toBe(1)
      expect(await state(each)).toMatchObject({ order: 'sent', rx: 'sent' })
      expect((await outside.view(each)).payment?.status).toBe('captured')
    }
    await outside.sweep()
    expect(await outside.queued()).toEqual([])
  })
})

describe('at the same time', () => {
  it('ten runs of one job send once', async () => {
    const approved = await outside.approvedCase()
    const { payload } = await sendJob(approved)
    const run = outside.handlers['send-prescription']
    await Promise.all(Array.from({ length: 10 }, () => run?.(payload, { attempt: 1, lastAttempt: false })))
    expect(outside.network.calls).toBe(1)
    expect(await state(approved)).toMatchObject({ order: 'sent', rx: 'sent' })
  })

  it('undo and send at the same instant: one of them wins, whole', async () => {
    const ends: string[] = []
    for (let round = 0; round < 8; round += 1) {
      const approved = await outside.approve(await outside.openCase())
      const { payload } = await sendJob(approved)
      // The worker's clock runs ahead of the web server's: the window is over for one and open for the other.
      const ahead = { now: () => new Date(outside.clock.at().getTime() + UNDO * 1000) }
      const send = outside.sendPrescriptionBy(ahead)
      const undo = () =>
        outside.undo(approved).then(
          () => 'undone',
          (error: Error) => error.message,
        )
      const sending = () => send(payload, { attempt: 1, lastAttempt: false })
      const [undone] =
        round % 2 === 0
          ? await Promise.all([undo(), sending()])
          : [(await Promise.all([sending(), undo()]))[1]]
      const end = await state(approved)
      ends.push(String(undone))
      if (undone === 'undone') {
        expect(taken(approved)).toBe(0)
        expect(end).toMatchObject({ order: 'draft', rx: 'cancelled' })
      } else {
        expect(undone).toBe('undo-window-closed')
        expect(taken(approved)).toBe(1)
        expect(end).toMatchObject({ order: 'sent', rx: 'sent' })
      }
    }
    expect(ends).toHaveLength(8)
  })

  it('the pharmacy fills before the network has answered us', async () => {
    const approved = await outside.approvedCase()
    outside.network.during = async () => {
      await outside.hear({ relatesToMessageId: approved.messageId, body: fillBody('filled') })
    }
    await outside.runJob(await sendJob(approved))
    expect(await state(approved)).toMatchObject({ order: 'filled', rx: 'filled' })
  })
})
