/** The intake on a phone: it survives a reload, shows danger at once, and says in words what does not fit. */
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { somebody } from './kit/people.ts'
import { startIntake, walkQuestions } from './kit/walk-intake.ts'

const open = useBrowser()
const heading = (name: string) => ({ level: 1, name, exact: true }) as const

describe('an intake', () => {
  it('goes on where it was after a reload and from the start page', async () => {
    const persona = somebody({
      givenName: 'Wynne',
      birthDate: '1990-02-20',
      sex: 'female',
      category: 'weight',
    })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    let asked = ''
    await walkQuestions(page, view, persona, {
      until: 'blood-pressure',
      onQuestion: async (item) => {
        asked = item.text
      },
    })
    await page.reload()
    await page.getByRole('heading', heading(asked)).waitFor()

    await page.goto(`/start/cedar/${persona.category}`)
    await page.getByRole('button', { name: 'Go on where you were' }).click()
    await page.getByRole('heading', heading(asked)).waitFor()

    // One back, and what was typed stands there.
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByLabel('Weight in pounds').waitFor()
    expect(await page.getByLabel('Weight in pounds').inputValue()).toBe('228')
  })

  it('goes on to a question that the answer before it brought, in one press', async () => {
    const persona = somebody({
      givenName: 'Rowan',
      birthDate: '1992-03-03',
      sex: 'female',
      category: 'weight',
    })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    await walkQuestions(page, view, persona, { until: 'childbearing' })
    await page.locator('label:has(input[value=" unknown"])').click()
    await page.locator('form button[type="submit"]').click()
    await page.getByRole('heading', heading('Are you pregnant, or could you be?')).waitFor()
  })

  it('shows the way to 911 at once', async () => {
    const persona = somebody({ givenName: 'Ellery', birthDate: '1961-07-07', sex: 'male', category: 'ed' })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    await walkQuestions(page, view, persona, { until: 'symptoms-now' })
    await page.locator('label:has(input[value="chest-pain"])').click()
    await page.locator('form button[type="submit"]').click()
    await page.getByRole('link', { name: /Call 911/ }).waitFor()
    await expectAccessible(page, 'the way to 911')
  })

  it('shows the way to 911 without a connection', async () => {
    const persona = somebody({ givenName: 'Sorrel', birthDate: '1961-07-07', sex: 'male', category: 'ed' })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    await walkQuestions(page, view, persona, { until: 'symptoms-now' })
    await page.context().setOffline(true)
    await page.locator('label:has(input[value="chest-pain"])').click()
    await page.locator('form button[type="submit"]').click()
    await page.getByRole('link', { name: /Call 911/ }).waitFor()
    await page.context().setOffline(false)
  })

  it('says what to do about words and readings that mean danger, and lets the patient go on', async () => {
    const persona = somebody({ givenName: 'Linden', birthDate: '1971-07-07', sex: 'male', category: 'ed' })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    const answers = await walkQuestions(page, view, persona, { until: 'reason' })
    await page.locator('textarea').fill('ED pills. I have chest pain right now.')
    await page.locator('form button[type="submit"]').click()
    await page.getByRole('heading', heading('What you wrote can be an emergency')).waitFor()
    await page.getByRole('link', { name: /Call 911/ }).waitFor()
    await page.getByRole('button', { name: 'I am not in danger now. Go on' }).click()

    const going = { ...view, answers: { ...answers, reason: { kind: 'text', value: 'ED' } as const } }
    await walkQuestions(page, going, persona, { until: 'blood-pressure' })
    await page.getByLabel(/^Top number/).fill('192')
    await page.getByLabel(/^Bottom number/).fill('104')
    await page.locator('form button[type="submit"]').click()
    await page.getByRole('heading', heading('This blood pressure is dangerously high')).waitFor()
    await expectAccessible(page, 'a reading that means danger')
    await page.getByRole('button', { name: 'I am not in danger now. Go on' }).click()
    await page.getByRole('heading', { level: 1, name: /./ }).waitFor()
  })

  it('says what does not fit, and saves nothing of it', async () => {
    const persona = somebody({ givenName: 'Merritt', birthDate: '1985-05-05', sex: 'male', category: 'ed' })
    const page = await open({ viewport: PHONE })
    const view = await startIntake(page, persona)
    await walkQuestions(page, view, persona, { until: 'blood-pressure' })
    const saved: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') saved.push(request.url())
    })
    await page.getByLabel(/^Top number/).fill('80')
    await page.getByLabel(/^Bottom number/).fill('120')
    await page.locator('form button[type="submit"]').click()
    await page.getByText('The top number is always higher than the bottom one. Please check both.').waitFor()
    await expectAccessible(page, 'a question with an answer that does not fit')
    expect(saved).toEqual([])
  })
})
