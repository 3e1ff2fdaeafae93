/** Journey 2: something is missing; the patient answers; the case comes back to who asked, as old as it was. */
import { describe, expect, inject, it } from 'vitest'
import { dontKnow } from '../scripts/demo/answers.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { query } from './kit/database.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { cardOf, openCase, openQueue } from './kit/queue-page.ts'

const open = useBrowser()

describe('asking and answering', () => {
  it('brings the answered case back to who asked, and the dose can be changed before signing', async () => {
    const patient = await waitingPatient({
      givenName: 'Quill',
      birthDate: '1972-10-05',
      sex: 'male',
      category: 'ed',
      answers: { 'blood-pressure': dontKnow },
    })
    const id = patient.consultationId()
    const [avery, jonah] = await Promise.all([staff('avery'), staff('jonah')])
    const before = await avery.open(id)

    const desk = await open({ as: avery.api })
    await openQueue(desk)
    await openCase(desk, patient)
    await expectAccessible(desk, 'a review with questions to ask')
    const ask = desk.getByRole('button', { name: /^Ask 1 question/ })
    await ask.waitFor()
    await ask.click()
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} asked` })
      .waitFor()
    // The next waiting case opens, or the queue where none waits.
    await desk.waitForURL((url) => !url.pathname.endsWith(id))

    const phone = await open({ as: patient.api, viewport: PHONE })
    await phone.goto(`/portal/visits/${id}`)
    await phone.getByRole('link', { name: 'Answer now' }).click()
    await phone.getByLabel(/^Top number/).waitFor()
    await expectAccessible(phone, 'a question from the provider')
    await phone.getByLabel(/^Top number/).fill('124')
    await phone.getByLabel(/^Bottom number/).fill('79')
    await phone.getByRole('button', { name: 'Send my answer' }).click()
    await phone.waitForURL(`**/portal/visits/${id}`)

    const mine = await until('The case is back', { withinMs: 30_000 }, () => avery.queueCard(id))
    expect(mine).toMatchObject({
      prefersMe: true,
      answered: true,
      submittedAt: before.consultation.submittedAt,
    })
    expect((await jonah.queueCard(id))?.prefersMe).toBe(false)

    await openQueue(desk)
    const card = await cardOf(desk, patient)
    await card.getByText('Prefers you').waitFor()
    await card.getByText('Answered', { exact: true }).waitFor()
    await openCase(desk, patient)
    // What came back is the first thing to read.
    await desk.getByRole('heading', { name: /^Answered/ }).waitFor()
    await desk.getByText('124/79').first().waitFor()
    await expectAccessible(desk, 'a review whose questions were answered')
    const summary = await avery.open(id)
    const plan = summary.assessment.options.find(({ rank }) => rank === 1)?.plan
    const half = (plan?.doseMg ?? 0) / 2
    await desk.keyboard.press('e')
    const dose = desk.locator('#dose-field')
    await dose.selectOption({ label: await labelOf(dose, half) })
    const approve = desk.getByRole('button', { name: /^Approve/ })
    await until('The edited dose is checked', { withinMs: 30_000 }, async () => {
      const closed = await approve.getAttribute('aria-disabled')
      return closed !== 'true'
    })
    // The findings ran again around it; the focus is where it was.
    expect(await desk.evaluate<string>('document.activeElement?.id')).toBe('dose-field')
    await approve.click()
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()

    const [signed] = await query<{ dose_mg: string }>(
      inject('shared').adminUrl,
      'select x.dose_mg from prescriptions x join orders o on o.id = x.order_id where o.consultation_id = $1',
      [id],
    )
    expect(Number(signed?.dose_mg)).toBe(half)
    await until('The order completes', { withinMs: 60_000 }, async () => {
      const { order } = await avery.open(id)
      return order.status === 'completed'
    })
  })
})

/** The option of a dose as the form words it. */
const labelOf = async (dose: import('playwright-core').Locator, doseMg: number): Promise<string> => {
  const labels = await dose.locator('option').allTextContents()
  const found = labels.find((label) => label.startsWith(`${doseMg} mg`))
  if (!found) throw new Error(`No dose of ${doseMg} mg among ${labels.join(', ')}`)
  return found
}
