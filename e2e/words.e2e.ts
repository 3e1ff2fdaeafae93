/** What goes wrong is shown as words a person can act on, on whichever screen it happens. */
import { type ProblemName, problems } from '@countersign/contract'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { PHONE } from './kit/chromium-page.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { cardOf, openCase, openQueue } from './kit/queue-page.ts'

const open = useBrowser()
const NOBODY = '01a00000-0000-7000-8000-000000000000'

/** Has the server answer with a problem where it would not by itself. */
const answerWith = (page: Page, url: string, name: ProblemName) =>
  page.route(url, (route) => {
    const { status, title } = problems[name]
    return route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: `urn:countersign:problem:${name}`, title, status, requestId: NOBODY }),
    })
  })

describe('in words', () => {
  it('a password that is wrong', async () => {
    const page = await open({ viewport: PHONE })
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill('nobody@patient.example')
    await page.getByLabel('Password', { exact: true }).fill('not the right one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: /password/i })
      .waitFor()
    await expectAccessible(page, 'a refused sign-in')
  })

  it('an address that leads nowhere, a case that is nowhere, and one of another clinic, told alike', async () => {
    const patient = await waitingPatient({
      givenName: 'Oakley',
      birthDate: '1984-08-18',
      sex: 'male',
      category: 'hair',
    })
    const stranger = await open({ as: (await staff('pia')).api })
    await stranger.goto('/no/such/page')
    await stranger.getByText('There is nothing at this address').waitFor()
    await expectAccessible(stranger, 'an address that leads nowhere')
    const said: string[] = []
    for (const id of [NOBODY, patient.consultationId()]) {
      await stranger.goto(`/consultations/${id}`)
      await stranger.getByText('There is nothing here').first().waitFor()
      said.push(((await stranger.locator('main').textContent()) ?? '').replaceAll(/[0-9a-f-]{36}/g, 'an id'))
    }
    expect(said[1]).toBe(said[0])
    await expectAccessible(stranger, 'a case that is nowhere')
  })

  it('a server that is busy, and a browser that is offline', async () => {
    const page = await open({ as: (await staff('avery')).api })
    await answerWith(page, '**/api/queue*', 'unavailable')
    await page.goto('/queue')
    await page.getByText('The service is busy').waitFor()
    await expectAccessible(page, 'a queue that cannot be read')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByLabel('Order of the list').waitFor()
    await page.context().setOffline(true)
    await page
      .getByText(/You are offline|offline/i)
      .first()
      .waitFor()
    await expectAccessible(page, 'the workspace offline')
    await page.context().setOffline(false)
  })

  it('a decision the server refuses because the case has moved on', async () => {
    const patient = await waitingPatient({
      givenName: 'Rowe',
      birthDate: '1976-04-14',
      sex: 'male',
      category: 'hair',
    })
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openQueue(page)
    await cardOf(page, patient)
    await openCase(page, patient)
    await page.getByText('Ready to sign.').waitFor()
    await answerWith(page, '**/approve', 'stale-version')
    await page.getByRole('button', { name: /^Approve/ }).click()
    await page.getByText('Somebody changed this since you opened it').waitFor()
    await expectAccessible(page, 'a refused approval')
    const { consultation } = await avery.open(patient.consultationId())
    expect(consultation.status).toBe('claimed')
    await page.unrouteAll()
    await page.getByRole('button', { name: /^Approve/ }).click()
    await page
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
  })
})
