/** The event stream: cut again and again while others write, it resumes without a gap; so does a page that was away. */
import { describe, expect, inject, it } from 'vitest'
import type { ApiClient } from '../scripts/demo/api-client.ts'
import { until } from '../scripts/demo/wait.ts'
import { useBrowser } from './kit/browser.ts'
import { query } from './kit/database.ts'
import { staff, waitingPatient } from './kit/people.ts'
import { cardOf, openQueue } from './kit/queue-page.ts'

const open = useBrowser()
const hair = { birthDate: '1987-03-03', sex: 'male', category: 'hair' } as const

/** Reads a stream until it is cut; notes every event's id, and the last position it may resume from. */
class Listener {
  readonly seen = new Set<string>()
  #position: string | undefined
  #cut: AbortController | undefined
  #reading: Promise<void> = Promise.resolve()
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /** Resolves when the server says that the stream is ready; answers whether it could resume. */
  async connect(): Promise<boolean> {
    this.#cut = new AbortController()
    const answer = await this.#api.send('/api/events', {
      headers: { accept: 'text/event-stream', ...(this.#position && { 'last-event-id': this.#position }) },
      signal: this.#cut.signal,
    })
    expect(answer.status).toBe(200)
    let ready: (resumed: boolean) => void = () => {}
    const isReady = new Promise<boolean>((resolve) => {
      ready = resolve
    })
    this.#reading = this.#read(answer, ready).catch(() => {})
    return isReady
  }

  async cut(): Promise<void> {
    this.#cut?.abort()
    await this.#reading
  }

  async #read(answer: Response, ready: (resumed: boolean) => void): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const bytes of answer.body ?? []) {
      rest += decoder.decode(bytes, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) this.#take(block, ready)
    }
  }

  #take(block: string, ready: (resumed: boolean) => void): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
    const data = field('data')
    if (!data) return
    this.#position = field('id') ?? this.#position
    const content = JSON.parse(data) as { id?: string; resumed?: boolean }
    if (field('event') === 'ready') ready(content.resumed === true)
    else if (content.id) this.seen.add(content.id)
  }
}

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
