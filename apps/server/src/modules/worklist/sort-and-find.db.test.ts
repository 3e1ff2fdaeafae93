/** The orders a queue can be read in, page by page, and finding a patient by the beginning of a name. */
import type { QueuePage, QueueSort } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { openCase } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinic: TestClinic
let cookie: string
let now = new Date('2026-11-22T08:00:00Z')
const ids: string[] = []

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } })
  clinic = await insertTestClinic(server.database.adminUrl)
  cookie = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
  for (let n = 0; n < 6; n += 1) {
    now = new Date(now.getTime() + 60_000)
    ids.push(await openCase(server, clinic))
  }
  // Two share a deadline, two a priority; the order they came in is none of these.
  await server.sql(
    `update consultations c set priority = v.priority, due_at = v.due_at from unnest($1::uuid[], $2::text[], $3::timestamptz[])
     as v(id, priority, due_at) where c.id = v.id`,
    [
      ids,
      ['normal', 'high', 'urgent', 'normal', 'high', 'urgent'],
      [5, 4, 4, 3, 2, 6].map((h) => `2026-11-22T1${h}:00:00Z`),
    ],
  )
})
afterAll(() => server?.close())

const read = async (sort: QueueSort | undefined, cursor?: string): Promise<QueuePage> => {
  const query = new URLSearchParams({ limit: '2', ...(sort && { sort }), ...(cursor && { cursor }) })
  return (await server.as(cookie, { method: 'GET', url: `/api/queue?${query}` })).json()
}
/** Page after page, the cases by the order they were opened in. */
const whole = async (sort?: QueueSort): Promise<number[]> => {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await read(sort, cursor)
    seen.push(...page.items.map((card) => ids.indexOf(card.consultationId)))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return seen
}

describe('the queue', () => {
  it.each([
    [undefined, [4, 3, 1, 2, 0, 5]],
    ['deadline', [4, 3, 1, 2, 0, 5]],
    ['priority', [2, 5, 4, 1, 3, 0]],
    ['waiting', [0, 1, 2, 3, 4, 5]],
    ['newest', [5, 4, 3, 2, 1, 0]],
  ] as const)('sorted by %s has every case once, over all pages', async (sort, expected) => {
    expect(await whole(sort)).toEqual(expected)
  })

  it('refuses a cursor of a list in another order', async () => {
    const { nextCursor } = await read('newest')
    const answer = await server.as(cookie, {
      method: 'GET',
      url: `/api/queue?limit=2&sort=deadline&cursor=${nextCursor}`,
    })
    expect(answer.statusCode).toBe(400)
  })
})

describe('finding a patient', () => {
  const find = async (search: string, as = cookie) =>
    (await server.as(as, { method: 'POST', url: '/api/patients/search', payload: { search } })).json()
      .items as { id: string; visits: { id: string }[] }[]

  it('goes by the beginning of any name or the record number, with the newest visits first', async () => {
    const [{ mrn } = { mrn: '' }] = await server.sql<{ mrn: string }>(
      'select mrn from patients where id = $1',
      [clinic.patientId],
    )
    for (const search of ['pat', 'TEST PAT', 'pat te', mrn.slice(0, 6)]) {
      const found = await find(search)
      expect(
        found.map(({ id }) => id),
        search,
      ).toContain(clinic.patientId)
    }
    const [patient] = await find('test pat')
    expect(patient?.visits.map(({ id }) => ids.indexOf(id))).toEqual([5, 4, 3, 2, 1])
    expect(await find('atient')).toEqual([])
    expect(await find('100%')).toEqual([])
  })

  it('stays inside the clinic and the licenses, and is on record', async () => {
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'provider')).cookie
    expect((await find('test pat', stranger)).map(({ id }) => id)).toEqual([other.patientId])
    await server.sql("update patients set state = 'CO' where id = $1", [clinic.patientId])
    expect(await find('test pat')).toEqual([])
    const supervisor = (await server.signUpAs(clinic.clinicId, 'supervisor')).cookie
    expect((await find('test pat', supervisor)).map(({ id }) => id)).toEqual([clinic.patientId])
    const audited = await server.sql(
      "select 1 from audit_entries where clinic_id = $1 and action = 'patient.search'",
      [clinic.clinicId],
    )
    expect(audited.length).toBeGreaterThan(5)
  })
})
