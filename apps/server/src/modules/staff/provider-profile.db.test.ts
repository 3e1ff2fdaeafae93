/** An invited provider is set up and works; a suspended member of staff is out at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertTestClinic, type TestClinic } from '../../testing/fixtures.ts'
import { problemOf } from '../../testing/intake-client.ts'
import { openCase } from '../../testing/open-case.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let clinic: TestClinic
let admin: { userId: string; cookie: string; email: string }
let otherAdmin: { userId: string; cookie: string; email: string }

beforeAll(async () => {
  server = await startTestServer()
  clinic = await insertTestClinic(server.database.adminUrl)
  const other = await insertTestClinic(server.database.adminUrl)
  admin = await server.signUpAs(clinic.clinicId, 'admin')
  otherAdmin = await server.signUpAs(other.clinicId, 'admin')
})
afterAll(() => server?.close())

/** Ten digits whose last one checks the others, each time others. */
let lastNpi = 123_456_788
function freshNpi(): string {
  const nine = String(++lastNpi)
  const sum = [...`80840${nine}`].reverse().reduce((total, character, place) => {
    const doubled = Number(character) * (place % 2 === 0 ? 2 : 1)
    return total + Math.floor(doubled / 10) + (doubled % 10)
  }, 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}
const licence = (state: string, status = 'active', expiresOn = '2099-01-01') => ({
  state,
  number: `${state}-1`,
  expiresOn,
  status,
})
const profile = (licences: object[], more: object = {}) => ({
  givenName: 'Amara',
  familyName: 'Osei',
  credential: 'NP',
  npi: freshNpi(),
  phone: '+15125550177',
  licences,
  ...more,
})
/** Somebody who just joined by an invitation, with nothing but the role. */
async function joined(role = 'provider') {
  const person = await server.signUp('New Member')
  const [row] = await server.sql<{ id: string }>(
    'insert into staff_members (clinic_id, id, user_id, role) values ($1, gen_random_uuid(), $2, $3) returning id',
    [clinic.clinicId, person.userId, role],
  )
  return { ...person, id: row?.id ?? '' }
}
const save = (id: string, payload: object, cookie = admin.cookie) =>
  server.as(cookie, { method: 'PUT', url: `/api/staff/${id}/provider`, payload })
const setStatus = (id: string, status: string, cookie = admin.cookie) =>
  server.as(cookie, { method: 'PUT', url: `/api/staff/${id}/status`, payload: { status } })
const listed = async (id: string) => {
  const answer = await server.as(admin.cookie, { method: 'GET', url: '/api/staff' })
  return (answer.json().members as { id: string; provider: unknown; status: string }[]).find(
    (member) => member.id === id,
  )
}
const queueOf = async (cookie: string) => {
  const answer = await server.as(cookie, { method: 'GET', url: '/api/queue' })
  return answer.statusCode === 200
    ? (answer.json().items as { consultationId: string }[]).map(({ consultationId }) => consultationId)
    : answer.statusCode
}
const idOf = async (userId: string) =>
  (await server.sql<{ id: string }>('select id from staff_members where user_id = $1', [userId]))[0]?.id ?? ''
const audited = (id: string) =>
  server.sql<{ action: string; details: object }>(
    'select action, details from audit_entries where subject_id = $1 order by at, id',
    [id],
  )

describe('setting up a provider', () => {
  it('opens the queue of the states they are licensed in to somebody who had none', async () => {
    const consultationId = await openCase(server, clinic)
    const provider = await joined()
    expect((await listed(provider.id))?.provider).toBeNull()
    expect(await queueOf(provider.cookie)).not.toContain(consultationId)

    const sent = profile([licence('TX'), licence('CO')])
    const saved = await save(provider.id, sent)
    const inOrder = { ...sent, licences: [licence('CO'), licence('TX')] }
    expect([saved.statusCode, saved.json()]).toEqual([200, inOrder])
    expect((await listed(provider.id))?.provider).toEqual(inOrder)
    expect(await queueOf(provider.cookie)).toContain(consultationId)
    const { me } = (await server.as(provider.cookie, { method: 'GET', url: '/api/me' })).json()
    expect(me.provider).toMatchObject({ name: 'Amara Osei', credential: 'NP', npi: sent.npi })

    const taken = await server.as(provider.cookie, {
      method: 'POST',
      url: `/api/consultations/${consultationId}/claim`,
    })
    expect(taken.statusCode).toBe(200)
  })
  it('changes what is said, suspends what is left out, and deletes nothing', async () => {
    const provider = await joined()
    const first = profile([licence('TX'), licence('CO')])
    await save(provider.id, first)
    const before = await server.sql<{ id: string }>(
      'select p.id from providers p where p.staff_member_id = $1',
      [provider.id],
    )
    const second = { ...first, familyName: 'Osei-Bonsu', licences: [{ ...licence('TX'), number: 'TX-2' }] }
    expect((await save(provider.id, second)).json()).toEqual({
      ...second,
      licences: [licence('CO', 'suspended'), { ...licence('TX'), number: 'TX-2' }],
    })
    expect((await save(provider.id, { ...second, licences: [] })).json().licences).toMatchObject([
      { state: 'CO', status: 'suspended' },
      { state: 'TX', status: 'suspended' },
    ])
    expect(
      await server.sql('select p.id from providers p where p.staff_member_id = $1', [provider.id]),
    ).toEqual(before)
    expect(await audited(provider.id)).toEqual([
      expect.objectContaining({
        details: { providerId: before[0]?.id, active: ['CO', 'TX'], suspended: [] },
      }),
      expect.objectContaining({ details: { providerId: before[0]?.id, active: ['TX'], suspended: ['CO'] } }),
      expect.objectContaining({
        details: { providerId: before[0]?.id, active: [], suspended: ['CO', 'TX'] },
      }),
    ])
  })
  it('closes the queue again when a license is suspended or has run out', async () => {
    const consultationId = await openCase(server, clinic)
    const provider = await joined()
    const sent = profile([licence('TX')])
    await save(provider.id, sent)
    expect(await queueOf(provider.cookie)).toContain(consultationId)
    for (const closed of [licence('TX', 'suspended'), licence('TX', 'active', '2020-01-01')]) {
      await save(provider.id, { ...sent, licences: [closed] })
      expect(await queueOf(provider.cookie)).not.toContain(consultationId)
    }
  })
  it('keeps a revoked license revoked until it is said to be active', async () => {
    const provider = await joined()
    const sent = profile([licence('TX')])
    await save(provider.id, sent)
    await server.sql(
      "update provider_licences set status = 'revoked' where provider_id in (select id from providers where staff_member_id = $1)",
      [provider.id],
    )
    for (const licences of [[], [licence('TX', 'suspended')]])
      expect((await save(provider.id, { ...sent, licences })).json().licences[0].status).toBe('revoked')
    expect((await save(provider.id, sent)).json().licences[0].status).toBe('active')
  })
  it('says which field is wrong', async () => {
    const { id } = await joined()
    const wrong = {
      ...profile([licence('TX'), licence('CO'), licence('TX')], { npi: '1234567890', phone: '5125550177' }),
      givenName: ' ',
    }
    const refused = await save(id, wrong)
    expect([refused.statusCode, problemOf(refused)]).toEqual([422, 'validation-failed'])
    const pointers = (refused.json().errors as { pointer: string }[]).map(({ pointer }) => pointer)
    expect(pointers.toSorted()).toEqual(['/givenName', '/licences/2/state', '/npi', '/phone'])
    expect((await listed(id))?.provider).toBeNull()
  })
  it('gives one NPI to one provider', async () => {
    const [one, two] = [await joined(), await joined()]
    const sent = profile([])
    await save(one.id, sent)
    const refused = await save(two.id, sent)
    expect(refused.json().errors).toEqual([{ pointer: '/npi', message: expect.any(String) }])
    expect((await save(one.id, sent)).statusCode).toBe(200)
  })
  it('is for providers of the own clinic', async () => {
    const [provider, biller] = [await joined(), await joined('biller')]
    expect((await save(provider.id, profile([]), otherAdmin.cookie)).statusCode).toBe(404)
    expect((await save(biller.id, profile([]))).statusCode).toBe(404)
    expect((await listed(provider.id))?.provider).toBeNull()
    expect((await save(provider.id, profile([]), provider.cookie)).statusCode).toBe(403)
  })
})

describe('suspending', () => {
  it('ends every session of the person, and gives nothing back when they work again', async () => {
    const provider = await joined()
    await save(provider.id, profile([licence('TX')]))
    expect((await setStatus(provider.id, 'suspended')).statusCode).toBe(204)
    expect((await listed(provider.id))?.status).toBe('suspended')
    expect(await server.sql('select id from auth.session where user_id = $1', [provider.userId])).toEqual([])
    expect(await queueOf(provider.cookie)).toBe(401)
    const cookie = await signInAgain(provider.email)
    expect(await queueOf(cookie)).toBe(403)

    expect((await setStatus(provider.id, 'active')).statusCode).toBe(204)
    expect(await queueOf(cookie)).toEqual(expect.any(Array))
    expect(await queueOf(provider.cookie)).toBe(401)
  })
  it('twice is once, and on record once', async () => {
    const { id } = await joined('coordinator')
    for (const status of ['suspended', 'suspended', 'active', 'active']) await setStatus(id, status)
    expect((await audited(id)).map(({ action }) => action)).toEqual(['staff.suspended', 'staff.reactivated'])
  })
  it('leaves an admin: nobody suspends themselves, nor two each other', async () => {
    const own = await idOf(admin.userId)
    const refused = await setStatus(own, 'suspended')
    expect([refused.statusCode, problemOf(refused)]).toEqual([403, 'not-permitted'])
    const second = await joined('admin')
    const answers = await Promise.all([
      setStatus(second.id, 'suspended'),
      setStatus(own, 'suspended', second.cookie),
    ])
    expect(answers.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1)
    await server.sql("update staff_members set status = 'active' where id = $1", [own])
    admin.cookie = await signInAgain(admin.email)
  })
  it('reaches no other clinic', async () => {
    const { id } = await joined('biller')
    expect((await setStatus(id, 'suspended', otherAdmin.cookie)).statusCode).toBe(404)
    expect((await listed(id))?.status).toBe('active')
  })
})

async function signInAgain(email: string): Promise<string> {
  const answer = await server.as(null, {
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password: 'a password of a test' },
  })
  return answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ')
}
