/** A queue that stays true: through the death of the server while others write, and over several tabs with one stream. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { expectAccessible } from './kit/accessible.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { Listener } from './kit/listener.ts'
import { type OwnStack, startOwnStack } from './kit/own-stack.ts'
import { nameOf, staff, waitingPatient } from './kit/people.ts'
import { cardOf, openQueue } from './kit/queue-page.ts'

let own: OwnStack
beforeAll(async () => {
  own = await startOwnStack()
})
afterAll(() => own?.stop())
const open = useBrowser({ url: () => own.stack.url, stateDir: () => own.stateDir })

const hair = { birthDate: '1987-03-03', sex: 'male', category: 'hair' } as const
const sql = <R extends object>(text: string, ...values: unknown[]) =>
  query<R>(own.stack.adminUrl, text, values)
const eventIds = async () =>
  (
    await sql<{ id: string }>(
      "select e.id from events e join clinics c on c.id = e.clinic_id where c.slug = 'cedar'",
    )
  ).map(({ id }) => id)

/** What a colleague's claim leaves behind, written while no server runs. */
const claimBehindItsBack = (consultationId: string) =>
  sql(
    `with taken as (
       update consultations c set status = 'claimed', claimed_by = p.id, claimed_at = now(), lease_expires_at = now() + interval '10 minutes', version = c.version + 1
       from providers p where p.clinic_id = c.clinic_id and p.given_name = 'Jonah' and c.id = $1 returning c.clinic_id, c.id, c.patient_id)
     insert into events (clinic_id, id, type, subject_id, patient_id, at) select clinic_id, $2, 'consultation.claimed', id, patient_id, now() from taken`,
    consultationId,
    randomUUID(),
  )

describe('the queue, live', () => {
  it('misses nothing that was written while its server was dead, and says meanwhile that it waits', async () => {
    const { stack } = own
    const [taken, free] = await Promise.all(
      ['Corbel', 'Dado'].map((givenName) => waitingPatient({ ...hair, givenName }, { place: stack })),
    )
    if (!taken || !free) throw new Error('two patients came')
    const avery = await staff('avery', stack)
    const page = await open({ as: avery.api })
    await openQueue(page)
    await cardOf(page, taken)
    await page.getByText('Live', { exact: true }).waitFor()
    const listener = new Listener(avery.api)
    await listener.connect()
    const before = new Set(await eventIds())

    await stack.server.kill('SIGKILL')
    await listener.cut()
    await page.getByText('Live updates paused').waitFor()
    await page.getByText(/^List as of/).waitFor()
    await expectAccessible(page, 'a queue that waits for its server')
    // What was read stays readable.
    await page.getByRole('article', { name: nameOf(free) }).waitFor()
    await claimBehindItsBack(taken.consultationId())
    for (let n = 0; n < 40; n += 1)
      await sql(
        `insert into events (clinic_id, id, type, subject_id, at) select clinic_id, $2, 'consultation.released', id, now() from consultations where id = $1`,
        free.consultationId(),
        randomUUID(),
      )

    await stack.server.start()
    expect(await listener.connect(), 'goes on where it stopped, with another process').toBe(true)
    const written = (await eventIds()).filter((id) => !before.has(id))
    expect(written.length).toBeGreaterThan(40)
    await until('Everything arrives', { withinMs: 30_000 }, () =>
      written.every((id) => listener.seen.has(id)),
    )
    await listener.cut()

    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('Live updates paused').waitFor({ state: 'hidden' })
    await page
      .getByRole('article', { name: nameOf(taken) })
      .getByText(/Jonah/)
      .waitFor()
  })

  it('is one stream however many tabs show it; when its tab closes another goes on', async () => {
    const { stack } = own
    const avery = await staff('avery', stack)
    const first = await open({ as: avery.api })
    let streams = 0
    first.context().on('request', (request) => {
      if (request.url().endsWith('/api/events')) streams += 1
    })
    await openQueue(first)
    await first.getByText('Live', { exact: true }).waitFor()
    const second = await first.context().newPage()
    await openQueue(second)
    await second.getByText('Live', { exact: true }).waitFor()
    expect(streams).toBe(1)

    const early = await waitingPatient({ ...hair, givenName: 'Ogee' }, { place: stack })
    await cardOf(first, early)
    await cardOf(second, early)
    expect(streams).toBe(1)

    await first.close()
    const late = await waitingPatient({ ...hair, givenName: 'Plinth' }, { place: stack })
    await cardOf(second, late)
    expect(streams).toBe(2)
  })

  it('keeps what the pointer is on where it is, and counts what waits above', async () => {
    const { stack } = own
    const avery = await staff('avery', stack)
    const page = await open({ as: avery.api })
    // One who is not in the queue yet, and belongs at its top.
    const patient = await waitingPatient({ ...hair, givenName: 'Reglet' }, { place: stack })
    const id = patient.consultationId()
    await sql(
      "update consultations set awaiting_payment = true, due_at = now() - interval '1 hour' where id = $1",
      id,
    )
    await openQueue(page)
    await page.getByText('Live', { exact: true }).waitFor()
    const card = page.getByRole('article').nth(1)
    await card.hover()
    const name = await card.getAttribute('aria-label')
    const place = await card.boundingBox()
    await sql('update consultations set awaiting_payment = false where id = $1', id)
    await sql(
      `insert into events (clinic_id, id, type, subject_id, at) select clinic_id, $2, 'consultation.queued', id, now() from consultations where id = $1`,
      id,
      randomUUID(),
    )
    await page.getByRole('button', { name: '1 new above, show' }).waitFor()
    expect(await card.getAttribute('aria-label')).toBe(name)
    expect(await card.boundingBox()).toEqual(place)
    await page.getByRole('button', { name: '1 new above, show' }).click()
    await page.getByRole('article', { name: nameOf(patient) }).waitFor()
    expect(await page.getByRole('article').first().getAttribute('aria-label')).toBe(nameOf(patient))
  })
})

describe('a provider without a license', () => {
  it('is told so, and where to look', async () => {
    const { stack } = own
    await sql(
      "update provider_licences l set status = 'suspended' from providers p where p.id = l.provider_id and p.given_name = 'Jonah'",
    )
    const page = await open({ as: (await staff('jonah', stack)).api })
    await openQueue(page)
    await page.getByRole('heading', { name: 'You hold no active license' }).waitFor()
    await expectAccessible(page, 'a queue without a license')
    await page.getByRole('link', { name: 'See my licenses' }).click()
    await page.getByRole('heading', { name: 'Licenses' }).waitFor()
    await expectAccessible(page, 'the preferences')
  })
})
