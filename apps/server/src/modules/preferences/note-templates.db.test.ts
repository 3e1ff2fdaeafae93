import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { insertTestClinic } from '../../testing/fixtures.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinicId: string
const cookies = { first: '', second: '', admin: '', elsewhere: '' }

beforeAll(async () => {
  server = await startTestServer()
  clinicId = (await insertTestClinic(server.database.adminUrl)).clinicId
  const other = await insertTestClinic(server.database.adminUrl)
  cookies.first = (await server.signUpAs(clinicId, 'provider')).cookie
  cookies.second = (await server.signUpAs(clinicId, 'provider')).cookie
  cookies.admin = (await server.signUpAs(clinicId, 'admin')).cookie
  cookies.elsewhere = (await server.signUpAs(other.clinicId, 'provider')).cookie
})
afterAll(() => server?.close())

const words = (name: string) => ({
  kind: 'quick_text' as const,
  name,
  shortcut: 'gi',
  category: 'weight' as const,
  body: 'Counseled {name} on nausea.',
})
const save = (as: keyof typeof cookies, id: string, name: string, path = '/api/note-templates') =>
  server.as(cookies[as], { method: 'PUT', url: `${path}/${id}`, payload: words(name) })
const drop = (as: keyof typeof cookies, id: string, path = '/api/note-templates') =>
  server.as(cookies[as], { method: 'DELETE', url: `${path}/${id}` })
const names = async (as: keyof typeof cookies) => {
  const answer = await server.as(cookies[as], { method: 'GET', url: '/api/note-templates' })
  return (answer.json().items as { name: string; owner: string }[]).map(
    ({ name, owner }) => `${owner}: ${name}`,
  )
}

describe('words kept ready for notes', () => {
  it('are the clinic’s for everybody and a provider’s for that provider alone', async () => {
    const [mine, clinics] = [newId(), newId()]
    expect((await save('first', mine, 'Side effects')).json()).toEqual({
      id: mine,
      owner: 'mine',
      ...words('Side effects'),
    })
    await save('admin', clinics, 'Opening', '/api/clinic/note-templates')
    expect(await names('first')).toEqual(['clinic: Opening', 'mine: Side effects'])
    expect(await names('second')).toEqual(['clinic: Opening'])
    expect(await names('admin')).toEqual(['clinic: Opening'])
    expect(await names('elsewhere')).toEqual([])

    expect((await save('first', mine, 'Stomach')).statusCode).toBe(200)
    expect(await names('first')).toContain('mine: Stomach')
    const audited = await server.sql<{ action: string }>(
      "select action from audit_entries where clinic_id = $1 and action like 'note-template%'",
      [clinicId],
    )
    expect(audited.map(({ action }) => action)).toEqual(['note-template.saved'])
  })

  it('are nobody else’s to change or drop', async () => {
    const [mine, clinics] = [newId(), newId()]
    await save('first', mine, 'Mine')
    await save('admin', clinics, 'Shared', '/api/clinic/note-templates')
    for (const [as, id] of [
      ['second', mine],
      ['second', clinics],
      ['elsewhere', clinics],
    ] as const)
      expect((await drop(as, id)).statusCode, `${as} drops`).toBe(404)
    expect((await save('second', mine, 'Taken')).statusCode).toBe(404)
    expect((await save('first', clinics, 'Taken')).statusCode).toBe(404)
    expect((await drop('admin', mine, '/api/clinic/note-templates')).statusCode).toBe(404)
    expect(await names('first')).toEqual(expect.arrayContaining(['mine: Mine', 'clinic: Shared']))
    expect((await drop('first', mine)).statusCode).toBe(204)
    expect(await names('first')).not.toContain('mine: Mine')
  })

  it('have an end', async () => {
    for (let n = 0; n < 100; n += 1)
      expect((await save('second', newId(), `Number ${n}`)).statusCode).toBe(200)
    expect((await save('second', newId(), 'One more')).statusCode).toBe(400)
    expect((await names('second')).filter((name) => name.startsWith('mine'))).toHaveLength(100)
  })
})

describe('preferences', () => {
  it('come with a value for every setting, kept rows of before included', async () => {
    const read = async () =>
      (await server.as(cookies.first, { method: 'GET', url: '/api/preferences' })).json()
    const fresh = await read()
    expect(fresh.notificationSettings.events.overdue).toEqual({ sound: false, desktop: true })
    expect(fresh.notificationSettings.quietHours).toEqual({ on: false, from: '20:00', to: '08:00' })
    const kept = {
      ...fresh,
      notificationSettings: {
        ...fresh.notificationSettings,
        quietHours: { on: true, from: '19:30', to: '07:00' },
      },
      defaultFilters: { sort: 'waiting', category: ['ed'] },
    }
    await server.as(cookies.first, { method: 'PUT', url: '/api/preferences', payload: kept })
    expect(await read()).toEqual({ ...kept, version: fresh.version + 1 })
    await server.sql(
      `update provider_preferences set notification_settings = '{"sound": true, "desktop": false, "titleCount": true}' where clinic_id = $1`,
      [clinicId],
    )
    expect((await read()).notificationSettings).toMatchObject({
      sound: true,
      events: { arrival: { sound: true, desktop: true } },
    })
  })
})
