/** Journey 4: the gate. What is absolute cannot be signed by screen or server; what is overridable needs a reason. */
import { describe, expect, inject, it } from 'vitest'
import { pick, takes } from '../scripts/demo/answers.ts'
import { insistOn } from '../scripts/demo/provider.ts'
import { refusalOf } from '../scripts/demo/story.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { openCase, openQueue } from './kit/queue-page.ts'

const open = useBrowser()
const REASON = 'Stopped the injections two months ago; confirmed by phone today.'

describe('the gate', () => {
  it('offers no way past an absolute contraindication, and the server refuses it too', async () => {
    const patient = await waitingPatient({
      givenName: 'Perrin',
      birthDate: '1963-08-08',
      sex: 'male',
      category: 'ed',
      answers: { medications: takes('nitroglycerin 0.4 mg under the tongue') },
    })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const desk = await open({ as: avery.api })
    await openQueue(desk)
    await openCase(desk, patient)
    const approve = desk.getByRole('button', { name: /^Approve/ })
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await desk.getByRole('heading', { name: /Hard stop/ }).waitFor()
    expect(await desk.getByLabel('Why you go past this').count()).toBe(0)
    await expectAccessible(desk, 'a blocked review')
    await desk.getByRole('button', { name: 'Why this rule' }).click()
    await desk.getByText(/^ED-01, version \d+/).waitFor()
    await expectAccessible(desk, 'why a rule stops')
    await desk.keyboard.press('Escape')
    await desk.getByText(/^ED-01, version \d+/).waitFor({ state: 'hidden' })
    // It looks closed and says why when pressed all the same.
    await approve.click({ force: true })
    await desk
      .getByRole('alert')
      .filter({ hasText: /Approve is off/ })
      .waitFor()

    const summary = await avery.open(id)
    const refusal = await refusalOf(avery.approve(summary, { treatment: insistOn(summary, 'sildenafil') }))
    expect(refusal.body.status).toBe(409)
    expect(refusal.problem).toBe('consultation-not-approvable')
    expect(refusal.body.reasons?.flatMap(({ rule }) => rule ?? [])).toContain('ED-01')
    const written = await query(
      inject('shared').adminUrl,
      'select 1 from prescriptions x join orders o on o.id = x.order_id where o.consultation_id = $1',
      [id],
    )
    expect(written).toEqual([])
    await avery.deny(await avery.open(id), {
      reason: 'contraindication',
      notes: 'On a nitrate.',
      patientMessage:
        'These tablets are not safe with your heart medicine. Please talk with your own doctor.',
    })
  })

  it('lets an overridable warning pass only with a reason, which is stored with its rule', async () => {
    const patient = await waitingPatient({
      givenName: 'Tobin',
      birthDate: '1970-01-11',
      sex: 'male',
      category: 'ed',
      answers: { 'named-medicines': pick('alprostadil') },
    })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const desk = await open({ as: avery.api })
    await openQueue(desk)
    await openCase(desk, patient)
    const approve = desk.getByRole('button', { name: /^Approve/ })
    const reason = desk.getByLabel('Why you go past this').first()
    await reason.waitFor()
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await expectAccessible(desk, 'a review with a warning')

    const summary = await avery.open(id)
    const refusal = await refusalOf(avery.approve(summary))
    expect(refusal.problem).toBe('consultation-not-approvable')
    const [rule] = refusal.body.reasons?.flatMap((each) => each.rule ?? []) ?? []
    expect(rule).toBeTruthy()

    await reason.fill('too short')
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await reason.fill(REASON)
    await until('The reason opens the gate', { withinMs: 30_000 }, async () => {
      return (await approve.getAttribute('aria-disabled')) !== 'true'
    })
    await approve.click()
    await desk
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
    const [decision] = await query<{ override_reasons: { rule: string; reason: string }[] }>(
      inject('shared').adminUrl,
      "select override_reasons from consultation_approvals where consultation_id = $1 and status = 'approved'",
      [id],
    )
    expect(decision?.override_reasons).toMatchObject([{ rule, reason: REASON }])
  })
})
