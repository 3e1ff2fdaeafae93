/**
 * Journey 5: a pharmacy refuses, and a coordinator sends the prescription elsewhere. And the other ways an order goes
 * after its approval: held and let go on, another dose under a new signature, cancelled in time, and too late.
 */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, sandbox, staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()
/** Refuses everything, as the network's directory lists it. */
const GATEHOUSE = '9900157'
const MERIDIAN = '9900223'

type Row = {
  id: string
  status: string
  number: string
  replaces: string | null
  dose: number
  pharmacy: string
}
const prescriptionsOf = (consultationId: string) =>
  query<Row>(
    inject('shared').adminUrl,
    `select x.id, x.status, x.prescriber_order_number as number, x.replaces_id as replaces, x.dose_mg::float as dose,
       x.pharmacy_id as pharmacy from prescriptions x join orders o on o.id = x.order_id and o.clinic_id = x.clinic_id
     where o.consultation_id = $1 order by x.id`,
    [consultationId],
  )
const orderOf = async (consultationId: string) => {
  const [row] = await query<{ id: string; status: string; invoice: string }>(
    inject('shared').adminUrl,
    `select o.id, o.status, i.status as invoice from orders o join invoices i on i.order_id = o.id and i.clinic_id = o.clinic_id
     where o.consultation_id = $1`,
    [consultationId],
  )
  if (!row) throw new Error('no order')
  return row
}
const become = (consultationId: string, status: string) =>
  until(`The order is ${status}`, { withinMs: 60_000 }, async () => {
    const row = await orderOf(consultationId)
    return row.status === status && row
  })

/** A hair-loss patient whose case stands in the queue. */
const waiting = (givenName: string, pharmacyId: string) =>
  waitingPatient({ givenName, birthDate: '1984-03-15', sex: 'male', category: 'hair', pharmacyId })
const say = async (page: Page, label: string, text: string, act: string) => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button', { name: act }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('a pharmacy that refuses', () => {
  it('is seen at once, and the coordinator reroutes it: one charge, two prescriptions, the second filled', {
    timeout: 240_000,
  }, async () => {
    const patient = await waiting('Rowan', GATEHOUSE)
    const id = patient.consultationId()
    const [avery, noor] = await Promise.all([staff('avery'), staff('noor')])
    const desk = await open({ as: noor.api })
    await desk.goto('/orders')
    await desk.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await desk.getByText('Live', { exact: true }).waitFor()

    await avery.approve(await avery.claim(id))
    // The coordinator's page was open all along.
    const row = desk.getByRole('button', { name: new RegExp(nameOf(patient)) })
    await row.filter({ hasText: 'Pharmacy rejected' }).waitFor({ timeout: 60_000 })
    await expectAccessible(desk, 'the lanes')
    await row.click()
    const drawer = desk.getByRole('complementary', { name: 'Order' })
    await drawer.getByText('Gatehouse Pharmacy cannot fill it').waitFor()
    await drawer.getByRole('button', { name: /^Reroute to / }).waitFor()
    await drawer.getByRole('listitem').filter({ hasText: 'The network rejected it' }).waitFor()
    await expectAccessible(desk, 'an order in trouble')

    const phone = await open({ as: noor.api, viewport: PHONE })
    await phone.goto(desk.url())
    await phone.getByText('Gatehouse Pharmacy cannot fill it').waitFor()
    await expectAccessible(phone, 'an order in trouble on a phone')

    // A double click is one reroute.
    await drawer.getByRole('button', { name: /^Reroute to / }).dblclick()
    await become(id, 'completed')
    const [first, second, ...more] = await prescriptionsOf(id)
    expect(more).toEqual([])
    expect(first).toMatchObject({ status: 'rerouted', pharmacy: GATEHOUSE })
    expect(second).toMatchObject({ status: 'filled', replaces: first?.id })
    await drawer.getByRole('listitem').filter({ hasText: 'Sent to another pharmacy' }).waitFor()
    const outside = await sandbox().state()
    expect(outside.prescriptions.byOrderNumber[second?.number ?? '']).toEqual({ received: 1, dispensed: 1 })
    expect((await orderOf(id)).invoice).toBe('paid')
    const charged = await query<{ n: string }>(
      inject('shared').adminUrl,
      `select count(*) as n from payments p join invoices i on i.id = p.invoice_id and i.clinic_id = p.clinic_id
       where i.consultation_id = $1 and p.status = 'captured'`,
      [id],
    )
    expect(charged).toEqual([{ n: '1' }])
    // The provider was told, and the patient of a delay.
    const told = await query<{ what: string }>(
      inject('shared').adminUrl,
      "select body ->> 'what' as what from events where type = 'prescription.failed' and subject_id = $1",
      [first?.id],
    )
    expect(told).toEqual([{ what: 'rejected' }])
  })

  it('leaves the dose to be changed by a provider: checked live, signed again', {
    timeout: 240_000,
  }, async () => {
    const patient = await waitingPatient({
      givenName: 'Alder',
      birthDate: '1979-06-14',
      sex: 'male',
      category: 'ed',
      pharmacyId: GATEHOUSE,
    })
    const id = patient.consultationId()
    const avery = await staff('avery')
    await avery.approve(await avery.claim(id))
    const { id: orderId } = await become(id, 'on_hold')
    const [old] = await prescriptionsOf(id)
    const desk = await open({ as: avery.api })
    await desk.goto(`/orders/${orderId}`)
    await desk.getByRole('button', { name: 'Change the dose' }).click()
    const dialog = desk.getByRole('dialog', { name: /^Change the dose/ })
    const dose = dialog.getByLabel('Dose', { exact: true })
    await dose.waitFor()
    expect(await dialog.getByRole('button', { name: 'Sign the new dose' }).isEnabled()).toBe(false)
    const doses = await dose
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')))
    const next = doses.find((one) => one !== null && Number(one) !== old?.dose) ?? ''
    await dose.selectOption(next)
    await dialog.getByLabel('Why the dose changes').fill('Less is enough to begin with.')
    await expectAccessible(desk, 'the dose being changed')
    await dialog.getByRole('button', { name: 'Sign the new dose', disabled: false }).click()
    await dialog.waitFor({ state: 'detached' })
    const now = await prescriptionsOf(id)
    expect(now).toMatchObject([
      { status: 'cancelled', dose: old?.dose },
      { dose: Number(next), replaces: old?.id },
    ])
    await desk.getByRole('listitem').filter({ hasText: 'Changed and signed again' }).waitFor()
  })
})

describe('holding and comparing', () => {
  it('waits for a person, and says who compared the medication', { timeout: 240_000 }, async () => {
    await sandbox().setFaults({ pharmacy: { behaviours: { [MERIDIAN]: 'by_hand' } } })
    const patient = await waiting('Juniper', MERIDIAN)
    const id = patient.consultationId()
    const [avery, noor] = await Promise.all([staff('avery'), staff('noor')])
    await avery.approve(await avery.claim(id))
    const { id: orderId } = await become(id, 'sent')
    const desk = await open({ as: noor.api })
    await desk.goto(`/orders/${orderId}`)
    await desk.getByRole('button', { name: /^Hold/ }).click()
    await expectAccessible(desk, 'a hold being written')
    await say(desk, 'What it waits for', 'The patient reports hives', 'Hold')
    await desk.getByText('On hold: safety').first().waitFor()
    expect(await desk.getByRole('button', { name: /^Let it go on/ }).count()).toBe(0)
    await expectAccessible(desk, 'a held order')

    // Safety is a provider's to lift, by key.
    const provider = await open({ as: avery.api })
    await provider.goto(`/orders/${orderId}`)
    await provider.getByText('The patient reports hives').first().waitFor()
    await provider.keyboard.press('h')
    await say(provider, 'What was found out', 'From another soap', 'Let it go on')
    await become(id, 'sent')

    await desk.getByRole('button', { name: 'Compare with what is meant' }).click()
    const dialog = desk.getByRole('dialog')
    await expectAccessible(desk, 'a medication being compared')
    for (const part of ['Drug', 'Strength', 'Form', 'RxCUI'])
      await dialog.getByLabel(new RegExp(`^${part}:`)).check()
    await dialog.getByRole('button', { name: 'Record it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await desk.getByText(/^Compared by Noor Haddix/).waitFor()
    await sandbox().setFaults({ pharmacy: { behaviours: { [MERIDIAN]: 'accept' } } })
  })
})

describe('cancelling', () => {
  const cancelAt = async (page: Page, orderId: string) => {
    await page.goto(`/orders/${orderId}`)
    await page.getByRole('button', { name: 'Cancel order' }).click()
    await say(page, 'For the record', 'They changed their mind', 'Cancel the order')
  }
  /** At the pharmacy's counter, a person answers the clinic's question. */
  const answerAt = async (number: string, answer: 'Cancel the prescription' | 'Refuse') => {
    const counter = await open()
    await counter.goto(`${sandbox().url}/pharmacies/${MERIDIAN}`)
    await counter.getByRole('link', { name: new RegExp(number) }).click()
    await counter.getByRole('button', { name: answer }).click()
  }
  const atCounter = async (givenName: string) => {
    await sandbox().setFaults({ pharmacy: { behaviours: { [MERIDIAN]: 'by_hand' } } })
    const patient = await waiting(givenName, MERIDIAN)
    const id = patient.consultationId()
    const avery = await staff('avery')
    await avery.approve(await avery.claim(id))
    const { id: orderId } = await become(id, 'sent')
    const [rx] = await prescriptionsOf(id)
    return { id, orderId, number: rx?.number ?? '', desk: await open({ as: (await staff('noor')).api }) }
  }

  it('in time: the pharmacy agrees, and what was charged is to be given back', {
    timeout: 240_000,
  }, async () => {
    const { id, orderId, number, desk } = await atCounter('Sorrel')
    await until(
      'The card is charged',
      { withinMs: 30_000 },
      async () => (await orderOf(id)).invoice === 'paid',
    )
    await cancelAt(desk, orderId)
    await desk.getByRole('listitem').filter({ hasText: 'asked to cancel the prescription' }).waitFor()
    await answerAt(number, 'Cancel the prescription')
    await become(id, 'cancelled')
    await desk.getByText('Refund due').first().waitFor()
    await expectAccessible(desk, 'a cancelled order whose card was charged')
  })

  it('too late: the pharmacy refuses, and a person has to call', { timeout: 240_000 }, async () => {
    const { id, orderId, number, desk } = await atCounter('Tansy')
    await cancelAt(desk, orderId)
    await desk.getByRole('listitem').filter({ hasText: 'asked to cancel the prescription' }).waitFor()
    await answerAt(number, 'Refuse')
    await desk.getByText('Meridian Mail Pharmacy did not cancel it').first().waitFor({ timeout: 30_000 })
    expect((await orderOf(id)).status).not.toBe('cancelled')
    await desk.getByRole('link', { name: /^Call / }).waitFor()
    await expectAccessible(desk, 'an order whose cancelling was refused')
    await sandbox().setFaults({ pharmacy: { behaviours: { [MERIDIAN]: 'accept' } } })
  })
})

it('a list without orders, and one that cannot be read, say so', { timeout: 120_000 }, async () => {
  const pia = await staff('pia')
  const page = await open({ as: pia.api })
  await page.goto('/orders?lane=trouble')
  await page.getByText('Nothing is in trouble').waitFor()
  await expectAccessible(page, 'an empty lane')
  await page.route('**/api/orders?**', (route) => route.abort())
  await page.goto('/orders?lane=on_hold')
  await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 })
  await expectAccessible(page, 'a lane that cannot be read')
})
