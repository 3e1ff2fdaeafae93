/** What providers see of each other and of the clock: presence on a case, and deadlines told once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { openCase } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { tellOverdue } from './tell-overdue.job.ts'

let server: TestServer
let clinic: TestClinic
let now = new Date('2026-11-22T15:00:00Z')
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
const people = { first: '', second: '', coordinator: '', elsewhere: '' }

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } })
  clinic = await insertTestClinic(server.database.adminUrl)
  const other = await insertTestClinic(server.database.adminUrl)
  people.first = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
  people.second = (await server.signUpAs(clinic.clinicId, 'provider')).cookie
  people.coordinator = (await server.signUpAs(clinic.clinicId, 'coordinator')).cookie
  people.elsewhere = (await server.signUpAs(other.clinicId, 'provider')).cookie
})
afterAll(() => server?.close())

const report = (as: keyof typeof people, id: string, leaving = false) =>
  server.as(people[as], {
    method: 'POST',
    url: `/api/consultations/${id}/presence`,
    payload: { leaving },
  })
const others = async (as: keyof typeof people, id: string, leaving = false): Promise<string[]> =>
  (await report(as, id, leaving)).json().others.map((one: { name: string }) => one.name)

describe('presence', () => {
  it('names the others who have the case on the screen, until they leave or fall silent', async () => {
    const id = await openCase(server, clinic)
    expect(await others('first', id)).toEqual([])
    expect(await others('second', id)).toEqual(['A provider'])
    expect(await others('coordinator', id)).toHaveLength(2)
    expect(await others('first', id)).toHaveLength(2)
    await others('coordinator', id, true)
    expect(await others('first', id)).toHaveLength(1)
    later(1)
    expect(await others('first', id)).toEqual([])
  })

  it('is closed to another clinic and where there is no license', async () => {
    const id = await openCase(server, clinic)
    expect((await report('elsewhere', id)).statusCode).toBe(404)
    const away = await openCase(server, clinic, { patientState: 'CO' })
    const answer = await report('first', away)
    expect([answer.statusCode, answer.json().type]).toEqual([403, 'urn:countersign:problem:no-licence'])
    const kept = await server.sql('select 1 from case_views where consultation_id = $1', [away])
    expect(kept).toEqual([])
  })
})

describe('a deadline', () => {
  const told = async (id: string) =>
    (
      await server.sql<{ id: string }>(
        "select id from events where subject_id = $1 and type = 'consultation.overdue'",
        [id],
      )
    ).length

  it('is told once when it passes, and not of a case that was decided', async () => {
    const [waits, denied] = [await openCase(server, clinic), await openCase(server, clinic)]
    await tellOverdue(server.deps)
    expect([await told(waits), await told(denied)]).toEqual([0, 0])
    const claim = await server.as(people.first, {
      method: 'POST',
      url: `/api/consultations/${denied}/claim`,
    })
    await server.as(people.first, {
      method: 'POST',
      url: `/api/consultations/${denied}/deny`,
      payload: {
        version: claim.json().version,
        reason: 'other',
        notes: 'Closed.',
        patientMessage: 'Your visit was closed. Nothing was charged.',
      },
      headers: { 'idempotency-key': newId() },
    })
    later(241)
    await tellOverdue(server.deps)
    await tellOverdue(server.deps)
    expect([await told(waits), await told(denied)]).toEqual([1, 0])
  })

  it('that passed long ago is news to nobody', async () => {
    const id = await openCase(server, clinic)
    later(400)
    await tellOverdue(server.deps)
    expect(await told(id)).toBe(0)
  })
})
