/** What a review opens beside itself, by keys alone; axe looks at each. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'

const open = useBrowser()
const who = { birthDate: '1991-02-02', sex: 'male', category: 'hair' } as const
const LAPTOP = { width: 1024, height: 768 }

const openCase = async (page: Page, id: string) => {
  await page.goto(`/consultations/${id}`)
  await page.getByRole('region', { name: 'Decision' }).waitFor()
}

describe('beside the review', () => {
  it('opens readings, photos, questions, keys and the palette from the keyboard', {
    timeout: 240_000,
  }, async () => {
    const patient = await waitingPatient({ ...who, givenName: 'Florian' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openCase(page, id)
    const press = (key: string) => page.keyboard.press(key)
    const dialog = (name: RegExp | string) => page.getByRole('dialog', { name })
    const gone = (name: RegExp | string) => dialog(name).waitFor({ state: 'hidden' })
    await expectAccessible(page, 'a green review')

    await press('v')
    await dialog(/Readings of/).waitFor()
    await expectAccessible(page, 'the readings')
    await press('Escape')
    await gone(/Readings of/)

    await press('p')
    await dialog(/Scalp photo 1/).waitFor()
    await press('j')
    await dialog(/Scalp photo 2/).waitFor()
    await press('c')
    await dialog(/side by side/).waitFor()
    await press('+')
    await expectAccessible(page, 'two photos side by side')
    await press('Escape')
    await gone(/side by side/)

    await press('.')
    await page.locator('details[open] dl').first().waitFor()
    await expectAccessible(page, 'the normal answers')

    await press('2')
    await page.getByRole('tab', { name: /^Answers/, selected: true }).waitFor()
    await expectAccessible(page, 'all answers')
    await press('4')
    await page.getByRole('tab', { name: /^Documents/, selected: true }).waitFor()
    await expectAccessible(page, 'the documents')
    await press('m')
    await until('The message has the focus', { withinMs: 5_000, pauseMs: 50 }, () =>
      page.evaluate<boolean>("document.activeElement?.id === 'message-field'"),
    )
    // A letter is a letter while one writes.
    await page.keyboard.type('a d i r')
    expect(await page.getByLabel(/^Write to/).inputValue()).toBe('a d i r')
    expect((await avery.open(id)).consultation.status).toBe('claimed')
    await expectAccessible(page, 'the messages')
    await page.getByLabel(/^Write to/).fill('')
    // Escape leaves the field, not the case.
    await press('Escape')
    expect(await page.evaluate<boolean>("document.activeElement?.id === 'message-field'")).toBe(false)
    expect(page.url()).toContain(id)

    await press('o')
    await page.keyboard.type(' ;')
    await page.getByRole('listbox', { name: 'Quick text' }).waitFor()
    await expectAccessible(page, 'quick text')
    await press('Enter')
    await page.getByText(/^Saved/).waitFor()
    await press('Escape')

    await press('?')
    await dialog('Keys').waitFor()
    await expectAccessible(page, 'the keys')
    await press('?')
    await gone('Keys')

    await press('Control+k')
    const search = page
      .getByRole('searchbox', { name: /Search or run/ })
      .or(page.getByPlaceholder(/record number/))
    await search.first().waitFor()
    await page.keyboard.type(patient.persona.familyName)
    await page.getByText(nameOf(patient)).last().waitFor()
    await expectAccessible(page, 'the palette')
    expect(page.url()).not.toContain(patient.persona.familyName)
    await search.first().fill('deny')
    await page.getByRole('button', { name: 'Deny', exact: true }).last().waitFor()
    await press('Enter')
    await dialog(/^Deny/).waitFor()
    await page.getByLabel('A dermatologist').check()
    expect(await page.getByLabel(/will read/).inputValue()).toContain('skin doctor')
    await expectAccessible(page, 'a denial with another way')
    await press('Escape')
    await gone(/^Deny/)

    await press('i')
    await page.getByRole('heading', { name: /Questions to send/ }).waitFor()
    await page.getByRole('button', { name: 'From the questionnaire' }).click()
    await page.getByLabel('Ask again').fill('scalp')
    await expectAccessible(page, 'the questions of the intake')
    await press('Enter')
    await page.getByRole('button', { name: /^Ask 1 question/ }).click()
    await page.waitForURL((url) => !url.pathname.endsWith(id))
    const { requests } = await avery.open(id)
    expect(requests.flatMap(({ questions }) => questions)).toHaveLength(1)
  })

  it.each([
    ['a phone', PHONE],
    ['a laptop', LAPTOP],
  ] as const)('decides on %s', async (what, viewport) => {
    const patient = await waitingPatient({ ...who, givenName: what === 'a phone' ? 'Gareth' : 'Harlan' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api, viewport })
    await openCase(page, id)
    const approve = page.getByRole('button', { name: /^Approve/ })
    await until('It can be signed', { withinMs: 20_000 }, async () => {
      return (await approve.getAttribute('aria-disabled')) !== 'true'
    })
    await expectAccessible(page, `a green review on ${what}`)
    if (viewport === PHONE) {
      await page.getByRole('button', { name: 'Edit dose' }).click()
      await page.locator('#dose-field').waitFor()
      await page.getByRole('button', { name: /other option/ }).click()
      await expectAccessible(page, 'a review on a phone with its form open')
    } else {
      await page.getByRole('tab', { name: 'Patient' }).click()
      await page.getByRole('heading', { name: /Vitals and labs/ }).waitFor()
      await expectAccessible(page, 'the patient in a tab')
    }
    const box = await approve.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      viewport.width,
    )
    await approve.click()
    await page
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
    expect((await avery.open(id)).decisions.map(({ status }) => status)).toEqual(['approved'])

    // The signed note stays as it is; what comes later is added to it.
    const signed = (await avery.open(id)).signedNotes
    await page.goto(`/consultations/${id}`)
    if (viewport === PHONE) await page.locator('summary').filter({ hasText: /^Note/ }).click()
    await page.getByLabel('Add to the signed note').fill('Called back about the first week.')
    await expectAccessible(page, `a signed note on ${what}`)
    await page.getByRole('button', { name: 'Sign addendum' }).click()
    await page.getByText(/^Addendum, Avery Okafor/).waitFor()
    expect((await avery.open(id)).signedNotes).toEqual([
      ...signed,
      expect.objectContaining({ kind: 'addendum', body: 'Called back about the first week.' }),
    ])
  })
})
