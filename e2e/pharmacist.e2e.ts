/** Journey 5, at its other end: a person at the pharmacy's counter fills in part, then the rest. */
import { describe, expect, inject, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, sandbox, staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()
/** In the patient's own state; no other journey goes there. */
const PHARMACY = '9900157'

const SELECT = `select x.prescriber_order_number as number, x.status, x.quantity::float as quantity, o.id as order
  from prescriptions x join orders o on o.id = x.order_id where o.consultation_id = $1`
type Row = { number: string; status: string; quantity: number; order: string }

describe('at the counter', () => {
  it('what a pharmacist does is seen by the patient and in the order’s timeline', {
    timeout: 240_000,
  }, async () => {
    await sandbox().setFaults({ pharmacy: { behaviours: { [PHARMACY]: 'by_hand' } } })
    const patient = await waitingPatient({
      givenName: 'Briar',
      birthDate: '1984-03-15',
      sex: 'male',
      category: 'hair',
      pharmacyId: PHARMACY,
    })
    const id = patient.consultationId()
    const avery = await staff('avery')
    await avery.approve(await avery.claim(id))
    const prescription = async () => (await query<Row>(inject('shared').adminUrl, SELECT, [id]))[0]
    const become = (status: string) =>
      until(`The prescription is ${status}`, { withinMs: 60_000 }, async () => {
        const row = await prescription()
        return row?.status === status && row
      })
    const { order, number, quantity } = await become('sent')

    const pharmacist = await open()
    await pharmacist.goto(`${sandbox().url}/pharmacies`)
    await expectAccessible(pharmacist, 'the pharmacies')
    await pharmacist.getByRole('searchbox').fill(PHARMACY)
    await pharmacist.getByRole('button', { name: 'Search' }).click()
    await pharmacist.getByRole('link', { name: new RegExp(PHARMACY) }).click()
    await pharmacist.getByText('Live', { exact: true }).waitFor()
    await expectAccessible(pharmacist, 'a pharmacy’s counter')
    await pharmacist.getByRole('link', { name: new RegExp(number) }).click()
    await pharmacist.getByText(nameOf(patient)).waitFor()
    await expectAccessible(pharmacist, 'a prescription at the counter')

    const desk = await open({ as: avery.api })
    await desk.goto(`/orders/${order}`)
    const timeline = desk.getByRole('listitem')
    await timeline.filter({ hasText: /took it for/ }).waitFor()
    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto(`/portal/visits/${id}`)

    // By keyboard alone.
    const part = pharmacist.locator('summary', { hasText: 'Fill in part' })
    await part.focus()
    await pharmacist.keyboard.press('Enter')
    await pharmacist.getByLabel(/^Quantity handed out/).fill(String(quantity / 3))
    await pharmacist.keyboard.press('Enter')
    await pharmacist.getByText('RxFill sent to the clinic.').waitFor()
    await become('partially_filled')
    await timeline.filter({ hasText: /filled part of it/ }).waitFor()
    await phone.getByText(/Part of it is ready/).waitFor()

    await pharmacist.getByRole('button', { name: 'Fill the rest' }).click()
    await pharmacist.getByText('RxFill sent to the clinic.').waitFor()
    await become('filled')
    await timeline.filter({ hasText: /filled it/ }).waitFor()
    await phone.getByText(/Filled by the pharmacy/).waitFor()
    await expectAccessible(pharmacist, 'a filled prescription at the counter')

    // Both messages are on record.
    const kept = await query<{ type: string }>(
      inject('shared').adminUrl,
      `select m.type from prescription_messages m join prescriptions x on x.clinic_id = m.clinic_id and x.id = m.prescription_id
       where x.prescriber_order_number = $1 and m.direction = 'in' and m.type = 'RxFill'`,
      [number],
    )
    expect(kept.map(({ type }) => type)).toEqual(['RxFill', 'RxFill'])
    await sandbox().setFaults({ pharmacy: { behaviours: { [PHARMACY]: 'reject_601' } } })
  })
})
