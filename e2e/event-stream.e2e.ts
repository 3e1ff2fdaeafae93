/** The event stream: cut again and again while others write, it resumes without a gap; so does a page that was away. */
import { describe, expect, inject, it } from 'vitest'
import { until } from '../scripts/demo/wait.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { Listener } from './kit/listener.ts'
import { staff, waitingPatient } from './kit/people.ts'
import { cardOf, openQueue } from './kit/queue-page.ts'

const open = useBrowser()
const hair = { birthDate: '1987-03-03', sex: 'male', category: 'hair' } as const

const eventIds = async (): Promise<string[]> => {
  const rows = await query<{ id: string }>(
    inject('shared').adminUrl,
    "select e.id from events e join clinics c on c.id = e.clinic_id where c.slug = 'cedar'",
  )
  return rows.map(({ id }) => id)
}

describe('the event stream', () => {
  it('gives a client that was cut off every event it missed, and none of another clinic', async () => {
    const patients = await Promise.all(
      ['Alpin', 'Brae', 'Calder', 'Dunmor'].map((givenName) => waitingPatient({ ...hair, givenName })),
    )
    const [avery, jonah] = await Promise.all([staff('avery'), staff('jonah')])
    const listener = new Listener(avery.api)
    const before = new Set(await eventIds())
    await listener.connect()

    let writing = true
    const write = async (id: string) => {
      while (writing) {
        await jonah.api.call('claimConsultation', { params: { id } })
        await jonah.api.call('releaseConsultation', { params: { id } })
      }
    }
    const writers = Promise.all(patients.map((patient) => write(patient.consultationId())))
    for (let round = 1; round <= 8; round += 1) {
      await until(
        'Something arrives',
        { withinMs: 30_000, pauseMs: 20 },
        () => listener.seen.size >= round * 5,
      )
      await listener.cut()
      expect(await listener.connect()).toBe(true)
    }
    writing = false
    await writers

    const written = (await eventIds()).filter((id) => !before.has(id))
    expect(written.length).toBeGreaterThan(40)
    await until(
      'Everything arrives',
      { withinMs: 30_000 },
      () => written.every((id) => listener.seen.has(id)),
      () => written.filter((id) => !listener.seen.has(id)).length,
    )
    await listener.cut()
    const known = new Set(await eventIds())
    expect([...listener.seen].filter((id) => !known.has(id))).toEqual([])
  })

  it('brings a page that was offline up to date without a reload', async () => {
    const page = await open({ as: (await staff('avery')).api })
    await openQueue(page)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.context().setOffline(true)
    const patient = await waitingPatient({ ...hair, givenName: 'Esker' })
    await page.context().setOffline(false)
    await cardOf(page, patient)
    await page.getByText('Live', { exact: true }).waitFor()
  })
})
