/** Journey 6: a medicine runs out. The patient asks, or the pharmacy does; a provider reads what changed and signs. */
import { describe, expect, inject, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { DESKTOP, PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { daysPass, treat } from './kit/treated.ts'

const open = useBrowser()
const database = () => inject('shared').adminUrl

/** Treated for hair loss, with the medicine handed out and no refill left; then as many days go by. */
const treatedSince = async (givenName: string, days: number) => {
  const patient = await waitingPatient({ givenName, birthDate: '1984-03-15', sex: 'male', category: 'hair' })
  const avery = await staff('avery')
  await treat(avery, patient)
  const [rx] = await query<{ id: string; message_id: string }>(
    database(),
    `update prescriptions x set refills = 0 from orders o
     where o.id = x.order_id and o.consultation_id = $1 returning x.id, x.message_id`,
    [patient.consultationId()],
  )
  if (!rx) throw new Error('nothing was prescribed')
  await daysPass(database(), patient, days)
  return { patient, avery, rx }
}

describe('a refill', () => {
  it('is asked for by the patient, read by what changed, and signed with the greens', {
    timeout: 240_000,
  }, async () => {
    const { patient, avery } = await treatedSince('Linden', 86)
    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto('/portal/medicines')
    await phone.getByRole('link', { name: /^Ask for a refill/ }).waitFor()
    await expectAccessible(phone, 'the medicines with a refill to ask for')
    await phone.getByRole('link', { name: /^Ask for a refill/ }).click()
    await phone.getByRole('heading', { name: 'Do you have any of these now?' }).waitFor()
    await expectAccessible(phone, 'the first question of a check-in')
    await phone.getByLabel('None of these').check()
    await phone.getByRole('button', { name: 'Next question' }).click()
    await phone.getByRole('heading', { name: 'Did the medicine bother you?' }).waitFor()
    await phone.getByLabel('No, nothing').check()
    await phone.getByRole('button', { name: 'Next question' }).click()
    await phone.getByLabel('Doses missed').fill('2')
    await phone.getByRole('button', { name: 'Next question' }).click()
    for (const question of [/any new medicine/, /any new health problem/, /any new allergy/]) {
      await phone.getByRole('heading', { name: question }).waitFor()
      await phone.getByRole('radio', { name: 'No', exact: true }).check()
      await phone.getByRole('button', { name: /^(Next question|Ask for the refill)$/ }).click()
    }
    await phone.waitForURL('**/portal/visits/**')

    const desk = await open({ as: avery.api })
    await desk.goto('/queue')
    await desk.getByRole('heading', { level: 1, name: 'Queue' }).waitFor()
    await desk.keyboard.press('g')
    await desk.keyboard.press('r')
    await desk.getByRole('heading', { level: 1, name: 'Refills' }).waitFor()
    const row = desk.getByRole('listitem').filter({ hasText: nameOf(patient) })
    await row.getByText('Nothing changed').waitFor()
    await expectAccessible(desk, 'the refills')

    // Looked at first: taken, and given back.
    await row.getByRole('button').click()
    await desk.getByRole('heading', { name: /days since the last approval/ }).waitFor()
    await desk.getByText('Nothing: all that matters was asked, is known and is as it was.').waitFor()
    await desk.getByRole('region', { name: 'Decision' }).waitFor()
    await expectAccessible(desk, 'a refill by what changed')
    await desk.keyboard.press('r')
    await desk.waitForURL('**/queue')

    await desk.goto('/refills')
    await row.getByText('Nothing changed').waitFor()
    await desk.getByRole('button', { name: /^Sign \d+ green refills?/ }).waitFor()
    await desk.keyboard.press('a')
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} refilled` })
      .waitFor()
    await phone.goto('/portal/medicines')
    const rows = await until('The refill is filled', { withinMs: 90_000 }, async () => {
      const found = await query<{ status: string }>(
        database(),
        `select x.status from prescriptions x join orders o on o.id = x.order_id join refill_requests r on r.consultation_id = o.consultation_id
         join consultations c on c.id = r.consultation_id join patients p on p.id = c.patient_id where p.family_name = $1`,
        [patient.persona.familyName],
      )
      return found.some(({ status }) => status === 'filled') && found
    })
    expect(rows).toHaveLength(1)
  })

  it('is asked for by the pharmacy, waits for the patient’s word, and is approved with a key', {
    timeout: 240_000,
  }, async () => {
    const { patient, avery, rx } = await treatedSince('Marlow', 86)
    const { sandboxUrl } = inject('shared')
    const asked = await fetch(`${sandboxUrl}/pharmacy-network/messages/${rx.message_id}/renewal-request`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refills: 2 }),
    })
    expect(asked.ok).toBe(true)

    const desk = await open({ as: avery.api })
    await desk.goto('/refills')
    const row = desk.getByRole('listitem').filter({ hasText: nameOf(patient) })
    await row.getByText('Pharmacy asks').waitFor()
    await row.getByText('Look', { exact: true }).waitFor()

    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto('/portal/medicines')
    await phone.getByRole('link', { name: /We have a few questions before your refill/ }).waitFor()
    await phone.close()

    await row.getByRole('button').click()
    await desk.getByRole('region', { name: 'Decision' }).waitFor()
    await desk
      .getByRole('cell', { name: /The patient was not asked\.$/ })
      .first()
      .waitFor()
    await expectAccessible(desk, 'a refill nobody was asked about')
    await desk.setViewportSize(PHONE)
    await expectAccessible(desk, 'a refill nobody was asked about, on a phone')
    await desk.getByText('The patient was not asked.').first().waitFor()
    await desk.setViewportSize(DESKTOP)
    const approve = desk.getByRole('button', { name: /^Approve/ })
    await until(
      'Approving is open',
      { withinMs: 20_000 },
      async () => (await approve.getAttribute('aria-disabled')) !== 'true',
    )
    await desk.keyboard.press('a')
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()

    const answered = await until('The pharmacy has its answer', { withinMs: 90_000 }, async () => {
      const found = await query<{ sent_as: string; status: string; answer_outcome: string }>(
        database(),
        `select x.sent_as, x.status, x.answer_outcome from prescriptions x join patients p on p.id = x.patient_id
         where p.family_name = $1 and x.sent_as = 'RxRenewalResponse'`,
        [patient.persona.familyName],
      )
      return found.some(({ status }) => ['verified', 'filled'].includes(status)) && found
    })
    expect(answered).toMatchObject([{ answer_outcome: 'approved-with-changes' }])
  })
})
