/** The money of an order is taken once or given back once, whatever breaks on the way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CardFate } from '../../testing/fake-card-processor.ts'
import { type Case, type Outside, startOutside, UNDO } from '../../testing/outside.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.stop())
beforeEach(async () => {
  await outside.sql('delete from graphile_worker._private_jobs')
  Object.assign(outside.cards, { fates: [], writes: [], answersQuestions: true })
})

const money = async (opened: Case) => {
  const { invoice, payment } = await outside.view(opened)
  return { invoice: invoice.status, payment: payment?.status, why: payment?.failureCode }
}
const job = async (task: string) => {
  const [found] = await outside.queued(task)
  if (!found) throw new Error(`nobody asked for ${task}`)
  return found
}
const mails = (subject: string) => outside.mails.filter((mail) => mail.subject.startsWith(subject)).length

describe('capture', () => {
  it('authorised at intake, captured once at approval, receipt by mail', async () => {
    const before = mails('Your receipt')
    const approved = await outside.approvedCase()
    expect(await money(approved)).toMatchObject({ invoice: 'authorised', payment: 'authorised' })
    await outside.runDue()
    expect(await money(approved)).toEqual({ invoice: 'paid', payment: 'captured', why: null })
    expect(outside.cards.captured.get(approved.intentId)).toBe(1)
    expect(mails('Your receipt')).toBe(before + 1)
  })

  it('not before the decision is in effect, and never after it was taken back', async () => {
    const opened = await outside.openCase()
    const intentId = await outside.payByCard(opened)
    const approved = await outside.approve(opened)
    await outside.runJob(await job('capture-payment'))
    expect(await money(opened)).toMatchObject({ invoice: 'authorised', payment: 'authorised' })
    await outside.undo(approved)
    outside.clock.advance(3600)
    await outside.runDue()
    expect(outside.cards.captured.has(intentId)).toBe(false)
    expect(await money(opened)).toMatchObject({ invoice: 'authorised', payment: 'authorised' })
  })

  it.each<[CardFate, number]>([
    ['unavailable', 2],
    ['lost_before', 2],
    ['lost_after', 1],
    ['crash_before', 2],
    ['crash_after', 2],
  ])('%s: captured once in the end', async (fate, writes) => {
    const approved = await outside.approvedCase()
    outside.cards.writes = []
    outside.cards.fates = [fate]
    await outside.runDue()
    outside.clock.advance(60)
    await outside.runDue()
    expect(await money(approved)).toMatchObject({ invoice: 'paid', payment: 'captured' })
    expect(outside.cards.captured.get(approved.intentId)).toBe(1)
    const captures = outside.cards.writes.filter(({ what }) => what === 'capture')
    expect(captures).toHaveLength(writes)
    expect(new Set(captures.map(({ key }) => key)).size).toBe(1)
  })

  it('while nobody can say whether it happened, nothing is assumed, and asking never ends', async () => {
    const approved = await outside.approvedCase()
    outside.cards.fates = ['lost_after']
    outside.cards.answersQuestions = false
    await outside.runJob(await job('capture-payment'), { lastAttempt: true })
    expect(await money(approved)).toMatchObject({ invoice: 'open', payment: 'authorised' })
    outside.cards.answersQuestions = true
    outside.clock.advance(3600)
    await outside.runDue()
    expect(await money(approved)).toMatchObject({ invoice: 'paid', payment: 'captured' })
    expect(outside.cards.captured.get(approved.intentId)).toBe(1)
  })

  it('eight runs at the same time', async () => {
    const approved = await outside.approvedCase()
    const before = mails('Your receipt')
    const { payload } = await job('capture-payment')
    const run = outside.handlers['capture-payment']
    await Promise.all(Array.from({ length: 8 }, () => run?.(payload, { attempt: 1, lastAttempt: false })))
    await outside.runDue()
    expect(outside.cards.captured.get(approved.intentId)).toBe(1)
    expect(await money(approved)).toMatchObject({ invoice: 'paid', payment: 'captured' })
    expect(mails('Your receipt')).toBe(before + 1)
  })

  it('nothing is due: paid without a card', async () => {
    const opened = await outside.openCase()
    await outside.sql('update invoices set amount_cents = 0 where id = $1', [opened.invoiceId])
    await outside.sql('delete from payments where invoice_id = $1', [opened.invoiceId])
    await outside.approve(opened)
    outside.clock.advance(UNDO)
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ invoice: 'paid', payment: undefined })
  })
})

describe('a card that says no', () => {
  it('for good: the invoice is open to be paid, the patient is asked, the prescription goes out', async () => {
    const before = mails('Your payment did not go through')
    const approved = await outside.approvedCase()
    outside.cards.fates = ['decline']
    await outside.runDue()
    expect(await money(approved)).toEqual({
      invoice: 'payment_failed',
      payment: 'failed',
      why: 'generic_decline',
    })
    expect((await outside.view(approved)).prescriptions[0]?.status).toBe('sent')
    expect(mails('Your payment did not go through')).toBe(before + 1)
  })

  it('then another card: authorised, captured at once, the first one given back', async () => {
    const approved = await outside.approvedCase()
    outside.cards.fates = ['decline']
    await outside.runDue()
    const second = await outside.payByCard(approved)
    expect(second).not.toBe(approved.intentId)
    await outside.runDue()
    expect(await money(approved)).toEqual({ invoice: 'paid', payment: 'captured', why: null })
    expect(outside.cards.captured.get(second)).toBe(1)
    expect(outside.cards.captured.has(approved.intentId)).toBe(false)
    expect(outside.cards.released.get(approved.intentId)).toBe(1)
  })

  it('for now: tried again under a new key, then captured', async () => {
    const approved = await outside.approvedCase()
    outside.cards.writes = []
    outside.cards.fates = ['decline_for_now', 'decline_for_now']
    for (let round = 0; round < 3; round += 1) {
      await outside.runDue()
      outside.clock.advance(60)
    }
    expect(await money(approved)).toMatchObject({ invoice: 'paid', payment: 'captured' })
    const keys = outside.cards.writes.filter(({ what }) => what === 'capture').map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
  })

  it('for now, too often: it counts', async () => {
    const approved = await outside.approvedCase()
    outside.cards.fates = Array.from({ length: 4 }, () => 'decline_for_now' as const)
    for (let round = 0; round < 5; round += 1) {
      await outside.runDue()
      outside.clock.advance(60)
    }
    expect(await money(approved)).toEqual({
      invoice: 'payment_failed',
      payment: 'failed',
      why: 'try_again_later',
    })
  })

  it('approved without any card: the patient is asked for one, and it is captured when it comes', async () => {
    const opened = await outside.openCase()
    await outside.approve(opened)
    outside.clock.advance(UNDO)
    const before = mails('One more step')
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ invoice: 'open', payment: 'requires_method' })
    expect(mails('One more step')).toBe(before + 1)
    await outside.payByCard(opened)
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ invoice: 'paid', payment: 'captured' })
  })
})

describe('giving back', () => {
  it('denied: released once, the invoice void, never captured', async () => {
    const opened = await outside.openCase()
    const intentId = await outside.payByCard(opened)
    await outside.deny(opened)
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ invoice: 'authorised', payment: 'authorised' })
    outside.clock.advance(UNDO)
    await outside.runDue()
    expect(await money(opened)).toMatchObject({ invoice: 'void', payment: 'released' })
    expect(outside.cards.released.get(intentId)).toBe(1)
    expect(outside.cards.captured.has(intentId)).toBe(false)
  })

  it.each<CardFate>(['unavailable', 'lost_before', 'lost_after', 'crash_before', 'crash_after'])(
    '%s: released once in the end',
    async (fate) => {
      const opened = await outside.openCase()
      const intentId = await outside.payByCard(opened)
      await outside.deny(opened)
      outside.clock.advance(UNDO)
      outside.cards.fates = [fate]
      await outside.runDue()
      outside.clock.advance(60)
      await outside.runDue()
      expect(await money(opened)).toMatchObject({ invoice: 'void', payment: 'released' })
      expect(outside.cards.released.get(intentId)).toBe(1)
    },
  )

  it('a denial that was taken back releases nothing', async () => {
    const opened = await outside.openCase()
    const intentId = await outside.payByCard(opened)
    const decisionId = await outside.deny(opened)
    await outside.undo({ ...opened, decisionId })
    outside.clock.advance(3600)
    await outside.runDue()
    expect(outside.cards.released.has(intentId)).toBe(false)
    expect(await money(opened)).toMatchObject({ invoice: 'authorised', payment: 'authorised' })
  })

  it('cancelled before anybody paid: the card page is closed', async () => {
    const opened = await outside.openCase()
    const { url } = await outside.checkout(opened)
    await outside.cancel(opened)
    await outside.runDue()
    expect(outside.cards.sessions.get(url.replace('https://card.example/', ''))?.state).toBe('expired')
    expect(await money(opened)).toMatchObject({ invoice: 'void', payment: 'released' })
    await expect(outside.checkout(opened)).rejects.toMatchObject({ problem: 'transition-not-allowed' })
  })

  it('a card that comes after the denial is given back at once', async () => {
    const opened = await outside.openCase()
    await outside.deny(opened)
    outside.clock.advance(1)
    const { url } = await outside.checkout({ ...opened }).catch(() => ({ url: '' }))
    expect(url).toBe('')
    const late = await outside.openCase()
    const page = await outside.checkout(late)
    await outside.deny(late)
    outside.clock.advance(UNDO)
    const intentId = outside.cards.pay(page.url.replace('https://card.example/', ''))
    await outside.webhook(outside.cards.eventAbout(intentId, 'payment_intent.amount_capturable_updated'))
    await outside.runDue()
    expect(outside.cards.released.get(intentId)).toBe(1)
    expect(await money(late)).toMatchObject({ invoice: 'void', payment: 'released' })
  })
})
