/** What a review shows when something is in the way, each as a person meets it; axe looks at every one. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { places } from '../scripts/demo/personas.ts'
import { refusalOf } from '../scripts/demo/story.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { nameOf, staff, type Who, waitingPatient } from './kit/people.ts'

const open = useBrowser()
const green: Omit<Who, 'givenName'> = { birthDate: '1988-04-04', sex: 'male', category: 'hair' }
const sql = (text: string, ...values: unknown[]) => query(inject('shared').adminUrl, text, values)
const NOTE = 'Words that must not be lost.'

const openReady = async (page: Page, id: string) => {
  await page.goto(`/consultations/${id}`)
  await page.getByText('Ready to sign.').waitFor()
}
const close = async (name: 'avery' | 'jonah', id: string) => {
  const provider = await staff(name)
  const summary = await provider.open(id)
  if (summary.consultation.status !== 'claimed') await provider.claim(id)
  await provider.deny(await provider.open(id), {
    reason: 'other',
    notes: 'Closed after the test.',
    patientMessage: 'Your visit was closed. Nothing was charged to your card.',
  })
}

describe('a review in whose way something is', () => {
  it('says whose the case is now, keeps the note, and goes on with one key', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Auden' })
    const id = patient.consultationId()
    const [avery, jonah] = await Promise.all([staff('avery'), staff('jonah')])
    const page = await open({ as: avery.api })
    await openReady(page, id)
    await page.getByRole('textbox', { name: 'Note' }).fill(NOTE)
    await page.getByText(/^Saved/).waitFor()
    await sql(`update consultations set lease_expires_at = now() - interval '1 second' where id = $1`, id)
    await jonah.claim(id)

    const lost = page.getByRole('dialog', { name: /Jonah Lindqvist.* has this case now/ })
    await lost.waitFor()
    await expectAccessible(page, 'a lost hold')
    expect(await page.evaluate<string>('document.activeElement?.textContent')).toMatch(/^Take next/)
    // Nothing behind it can be pressed.
    await page.keyboard.press('a')
    expect((await jonah.open(id)).consultation).toMatchObject({ status: 'claimed', claim: { mine: true } })
    expect((await avery.open(id)).note.body).toBe(NOTE)
    await page.keyboard.press('n')
    await page.waitForURL((url) => !url.pathname.endsWith(id))
    await close('jonah', id)
  })

  it('shows what changed while it was open, and cannot be signed until that was read', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Barnes' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openReady(page, id)
    const before = await avery.open(id)
    await sql(
      `insert into observations (clinic_id, id, patient_id, code, value, value2, unit, source, effective_at)
       select clinic_id, gen_random_uuid(), patient_id, '85354-9', 152, 96, 'mm[Hg]', 'provider', now() from consultations where id = $1`,
      id,
    )
    // A message from the patient has the case read again.
    await patient.api.call('sendPortalMessage', { params: { id }, body: { body: 'I measured again today.' } })
    const changed = page.getByRole('alert').filter({ hasText: 'case changed' })
    await changed.getByText('152/96').waitFor()
    // No answer came, so the options were not ranked again: nothing else is said.
    await changed.getByText(/^The proposal is still of /).waitFor()
    await expectAccessible(page, 'a case that changed')
    // Nobody has touched the note: it tells what is so now.
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toContain('152/96')
    const approve = page.getByRole('button', { name: /^Approve/ })
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await changed.getByRole('button', { name: 'I have read it' }).click()
    await until('It can be signed again', { withinMs: 20_000 }, async () => {
      return (await approve.getAttribute('aria-disabled')) !== 'true'
    })

    await sql('update consultations set version = version + 1 where id = $1', id)
    const refusal = await refusalOf(avery.approve(before))
    expect([refusal.body.status, refusal.problem]).toEqual([409, 'stale-version'])
    await close('avery', id)
  })

  it('says that there was no answer, asks again by itself, and has decided once', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Calder' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openReady(page, id)
    // The decision arrives; its answer does not.
    let lose = true
    await page.route('**/approve', async (route) => {
      if (!lose) return route.continue()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await page.getByRole('button', { name: /^Approve/ }).click()
    await page.getByRole('heading', { name: 'No answer to your decision' }).waitFor()
    await expectAccessible(page, 'a decision without an answer')
    lose = false
    await page
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
    const { decisions } = await avery.open(id)
    expect(decisions.filter(({ status }) => status === 'approved')).toHaveLength(1)
  })

  it('decides nothing else, by button or key, while there is no answer', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Cormac' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openReady(page, id)
    await page.route('**/approve', (route) => route.abort('connectionreset'))
    await page.getByRole('button', { name: /^Approve/ }).click()
    await page.getByRole('heading', { name: 'No answer to your decision' }).waitFor()
    for (const key of ['d', 'x', 'r']) await page.keyboard.press(key)
    await page.waitForRequest('**/approve')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.unroute('**/approve')
    await page
      .getByRole('status')
      .filter({ hasText: `${nameOf(patient)} approved` })
      .waitFor()
  })

  it('keeps on the device what is written offline, and decides nothing', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Denholm' })
    const id = patient.consultationId()
    const avery = await staff('avery')
    const page = await open({ as: avery.api })
    await openReady(page, id)
    await page.getByRole('button', { name: /^Deny/ }).click()
    const deny = page.getByRole('dialog', { name: /^Deny/ })
    await deny.waitFor()
    await page.context().setOffline(true)
    await deny.getByText('Decisions need a connection.').waitFor()
    expect(await deny.getByRole('button', { name: /^Deny/ }).isDisabled()).toBe(true)
    await deny.getByRole('button', { name: 'Back' }).click()
    await page.getByText('You are offline').waitFor()
    await page.getByText('Decisions need a connection.').first().waitFor()
    await page.getByRole('textbox', { name: 'Note' }).fill(NOTE)
    await page.getByText('On this device').waitFor()
    await expectAccessible(page, 'a review offline')
    await page.context().setOffline(false)
    await until(
      'The note is saved',
      { withinMs: 20_000 },
      async () => (await avery.open(id)).note.body === NOTE,
    )
    await close('avery', id)
  })

  it('stays closed without a license in the state, and says which ones one has', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Evander', place: places.austin })
    const page = await open({ as: (await staff('mira')).api })
    await page.goto(`/consultations/${patient.consultationId()}`)
    await page.getByText('Yours: Colorado.').waitFor()
    expect(await page.getByText(nameOf(patient)).count()).toBe(0)
    await expectAccessible(page, 'a case without a license')
    await close('avery', patient.consultationId())
  })

  it('says that there is no such case', async () => {
    const page = await open({ as: (await staff('avery')).api })
    await page.goto('/consultations/0190b1c0-0000-7000-8000-000000000000')
    await page.getByRole('link', { name: 'Back to queue' }).waitFor()
    await expectAccessible(page, 'no such case')
  })
  it('tells a role that opens no charts so, and reads nothing for it', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Fielding' })
    const page = await open({ as: (await staff('ben')).api })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(`/consultations/${patient.consultationId()}`)
    await page.getByRole('heading', { level: 1, name: 'Your role does not open charts' }).waitFor()
    await expectAccessible(page, 'a case for a role that opens no charts')
    expect(asked.filter((path) => path.startsWith('/api/consultations/'))).toEqual([])
    await close('avery', patient.consultationId())
  })
})
