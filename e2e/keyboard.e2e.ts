/** The one-screen promise: a green case from the queue to approved without touching the pointer. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { places } from '../scripts/demo/personas.ts'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { nameOf, staff, type Who, waitingPatient } from './kit/people.ts'
import { cardOf, openQueue, select } from './kit/queue-page.ts'

const open = useBrowser()
/** The case is to be decided by a person who has seen it: deciding keys are deaf for so long after it opens. */
const GUARD_MS = 600
const MOST_INTERACTIONS = 3

// A clinic of one provider, so that the next case is the one of this test.
const where = { clinicSlug: 'juniper' }
const green: Omit<Who, 'givenName'> = {
  birthDate: '1989-09-09',
  sex: 'male',
  category: 'hair',
  place: places.denver,
}

const keyboard = (page: Page) => {
  let interactions = 0
  return {
    press: (key: string) => {
      interactions += 1
      return page.keyboard.press(key)
    },
    count: () => interactions,
  }
}

/** By the page's own clock, from when the case was first seen ready. */
const guardOver = async (page: Page) => {
  const now = () => page.evaluate<number>('performance.now()')
  const seenAt = await now()
  await until(
    'The guard is over',
    { withinMs: 10_000, pauseMs: 50 },
    async () => (await now()) > seenAt + GUARD_MS,
  )
}

const approved = (page: Page, name: string) =>
  page
    .getByRole('status')
    .filter({ hasText: `${name} approved` })
    .waitFor()

describe('without a pointer', () => {
  beforeAll(() =>
    query(
      inject('shared').adminUrl,
      "update clinics set settings = settings || '{\"undoSeconds\": 15}' where slug = 'juniper'",
    ),
  )

  it('approves a green case with one key on its card', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Emery' }, where)
    const page = await open({ as: (await staff('pia')).api })
    await openQueue(page)
    await cardOf(page, patient)
    const keys = keyboard(page)
    await keys.press('a')
    await approved(page, nameOf(patient))
    expect(keys.count()).toBeLessThanOrEqual(MOST_INTERACTIONS)
  })

  it('takes, reads and approves with two, and undoes with one', async () => {
    const patient = await waitingPatient({ ...green, givenName: 'Lowell' }, where)
    const pia = await staff('pia')
    const page = await open({ as: pia.api })
    await openQueue(page)
    await cardOf(page, patient)
    const keys = keyboard(page)
    await keys.press('n')
    await page.waitForURL(`**/consultations/${patient.consultationId()}`)
    await page.getByRole('heading', { level: 1, name: nameOf(patient) }).waitFor()
    const approve = page.getByRole('button', { name: /^Approve/, disabled: false })
    await page.getByText('Ready to sign.').waitFor()
    await approve.waitFor()
    await guardOver(page)
    await keys.press('a')
    await approved(page, nameOf(patient))
    expect(keys.count()).toBeLessThanOrEqual(MOST_INTERACTIONS)
    const { activeSeconds } = (await pia.open(patient.consultationId())).consultation
    console.log(`${keys.count()} keys from the queue to approved, ${activeSeconds} s of active review`)

    await page.keyboard.press('z')
    await page.waitForURL(`**/consultations/${patient.consultationId()}`)
    await page.getByText('Ready to sign.').waitFor()
    const { decisions, consultation } = await pia.open(patient.consultationId())
    expect(consultation).toMatchObject({ status: 'claimed', claim: { mine: true } })
    expect(decisions.filter(({ status }) => status === 'approved').map(({ undone }) => undone)).toEqual([
      true,
    ])
    await pia.deny(await pia.open(patient.consultationId()), {
      reason: 'other',
      notes: 'Closed after the test.',
      patientMessage: 'Your visit was closed. Nothing was charged to your card.',
    })
  })

  it('never decides the next patient by a key that was held', async () => {
    const [first, second] = await Promise.all([
      waitingPatient({ ...green, givenName: 'Sutton' }, where),
      waitingPatient({ ...green, givenName: 'Tatum' }, where),
    ])
    const pia = await staff('pia')
    await pia.claim(first.consultationId())
    const page = await open({ as: pia.api })
    await page.goto(`/consultations/${first.consultationId()}`)
    await page.getByText('Ready to sign.').waitFor()
    await guardOver(page)
    await page.keyboard.down('a')
    await approved(page, nameOf(first))
    // What a held key sends; the next case is open by now.
    await page.getByRole('heading', { level: 1, name: nameOf(second) }).waitFor()
    await page.getByText('Ready to sign.').waitFor()
    await page.keyboard.down('a')
    await page.keyboard.down('a')
    await page.keyboard.up('a')
    const { consultation } = await pia.open(second.consultationId())
    expect(consultation).toMatchObject({ status: 'claimed', claim: { mine: true } })
  })
  it('undoes the newest of two from another page, and counts the other', async () => {
    const [first, second] = await Promise.all([
      waitingPatient({ ...green, givenName: 'Upton' }, where),
      waitingPatient({ ...green, givenName: 'Vesper' }, where),
    ])
    const pia = await staff('pia')
    const page = await open({ as: pia.api })
    await openQueue(page)
    for (const patient of [first, second]) {
      await select(page, patient)
      await guardOver(page)
      await page.keyboard.press('a')
      await approved(page, nameOf(patient))
    }
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    const slot = page.getByRole('status').filter({ hasText: `${nameOf(second)} approved` })
    await slot.getByText(/1 more can be undone/).waitFor()
    await expectAccessible(page, 'the orders with an undo slot')
    await page.keyboard.press('z')
    await page.waitForURL(`**/consultations/${second.consultationId()}`)
    const [kept, undone] = await Promise.all([first, second].map((one) => pia.open(one.consultationId())))
    expect(kept?.decisions.map((one) => one.undone)).toEqual([false])
    expect(undone?.decisions.map((one) => one.undone)).toEqual([true])
    expect(undone?.consultation).toMatchObject({ status: 'claimed', claim: { mine: true } })
  })
})
