/** Requests made to break the server or to see what is not theirs to see. */
import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, stillActs } from './modules/identity/index.ts'
import { newId } from './platform/ids.ts'
import { insertTestClinic, type TestClinic } from './testing/fixtures.ts'
import { openCase } from './testing/open-case.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let clinic: TestClinic
let provider: { userId: string; cookie: string }
let admin: string
let intake: { id: string; token: string }

beforeAll(async () => {
  server = await startTestServer()
  const categories = { ed: { title: 'ED', summary: 'A visit', priceCents: 3500, minutes: 4 } }
  clinic = await insertTestClinic(server.database.adminUrl, { slug: 'hostile', settings: { categories } })
  provider = await server.signUpAs(clinic.clinicId, 'provider')
  admin = (await server.signUpAs(clinic.clinicId, 'admin')).cookie
  const payload = { clinicSlug: 'hostile', category: 'ed' }
  intake = (await server.as(null, { method: 'POST', url: '/api/intakes', payload })).json()
})
afterAll(() => server?.close())

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const get = (url: string, cookie: string | null = null) => server.as(cookie, { method: 'GET', url })

describe('input that cannot be kept or read is the caller’s mistake, never ours', () => {
  const json = { 'content-type': 'application/json' }
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  it.each<[string, () => ReturnType<TestServer['as']>]>([
    ['a zero character in a path', () => get('/api/clinics/%00')],
    ['half an escape in a path', () => get('/api/clinics/%c0')],
    ['a zero character in a query', () => get('/api/pharmacies?search=a%00')],
    ['a zero character in a cookie', () => get('/api/me', `${provider.cookie}; countersign_clinic=%00`)],
    [
      'a zero character in a body',
      () =>
        server.as(provider.cookie, {
          method: 'POST',
          url: '/api/queue/search',
          payload: { search: 'a\u0000' },
        }),
    ],
    [
      'half a surrogate pair in an answer',
      () =>
        server.as(null, {
          method: 'PUT',
          url: `/api/intakes/${intake.id}/answers/reason`,
          headers: { ...json, 'x-intake-token': intake.token },
          payload: '{"answer":{"kind":"text","value":"\\ud800"}}',
        }),
    ],
    [
      'endless nesting, where the sign-in library reads it',
      () => server.as(null, { method: 'POST', url: '/api/auth/sign-in/email', headers: json, payload: deep }),
    ],
    [
      'an audit cursor with no id',
      () => get(`/api/audit?cursor=2026-01-01T00:00:00.000Z~${'-'.repeat(36)}`, admin),
    ],
    ['an audit cursor before all time', () => get(`/api/audit?cursor=-271821-04-20~${newId()}`, admin)],
    [
      'a queue cursor of no timestamp',
      () => get(`/api/queue?cursor=${base64url(JSON.stringify(['1', newId()]))}`, provider.cookie),
    ],
    [
      'a queue cursor of a day there is not',
      () =>
        get(
          `/api/queue?cursor=${base64url(JSON.stringify(['2026-02-31T00:00:00+00:00', newId()]))}`,
          provider.cookie,
        ),
    ],
    [
      'an order cursor with no id',
      () => get(`/api/orders?cursor=${base64url(`1 ${'-'.repeat(36)}`)}`, provider.cookie),
    ],
    [
      'an upload that is cut off',
      () =>
        server.as(null, {
          method: 'POST',
          url: `/api/intakes/${intake.id}/documents`,
          headers: { ...multipart, 'x-intake-token': intake.token },
          payload: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        }),
    ],
    [
      'an upload without a boundary',
      () =>
        server.as(null, {
          method: 'POST',
          url: `/api/intakes/${intake.id}/documents`,
          headers: { 'content-type': 'multipart/form-data', 'x-intake-token': intake.token },
          payload: 'abc',
        }),
    ],
  ])('%s', async (_, ask) => {
    const answer = await ask()
    expect({ status: answer.statusCode, type: answer.headers['content-type'] }).toEqual({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
    })
  })
  it('a Host that is none does not matter to sign-in', async () => {
    const request = { method: 'GET', url: '/api/auth/get-session', headers: { host: '[' } } as const
    expect((await server.as(null, request)).statusCode).toBe(200)
  })
})

describe('a page of the queue leads to the next', () => {
  it('by its own cursor', async () => {
    await openCase(server, clinic)
    await openCase(server, clinic)
    const first = (await get('/api/queue?limit=1', provider.cookie)).json()
    const second = (await get(`/api/queue?limit=1&cursor=${first.nextCursor}`, provider.cookie)).json()
    expect(second.items).toHaveLength(1)
    expect(second.items[0].consultationId).not.toBe(first.items[0].consultationId)
  })
})

describe('what a browser keeps', () => {
  it('is no answer of the API', async () => {
    for (const url of ['/api/me', '/api/queue', '/api/auth/get-session'])
      expect((await get(url, provider.cookie)).headers['cache-control']).toBe('no-store')
  })
  it('is a cookie that lives as long as the session it is used with', async () => {
    const person = await server.signUpAs(clinic.clinicId, 'provider')
    expect((await get('/api/me', person.cookie)).headers['set-cookie']).toBeUndefined()
    await server.sql(
      "update auth.session set expires_at = now() + interval '10 minutes' where user_id = $1",
      [person.userId],
    )
    expect(String((await get('/api/me', person.cookie)).headers['set-cookie'])).toMatch(
      /session_token=.*Max-Age=3600/,
    )
  })
})

describe('a patient in a state the provider holds no licence for', () => {
  it('is neither written to nor seen in the orders', async () => {
    const id = await openCase(server, clinic, { patientState: 'CO' })
    const send = (cookie: string) =>
      server.as(cookie, {
        method: 'POST',
        url: `/api/consultations/${id}/messages`,
        payload: { body: 'Hello' },
        headers: { 'idempotency-key': newId() },
      })
    expect((await send(provider.cookie)).json().type).toMatch(/no-licence$/)
    const coordinator = (await server.signUpAs(clinic.clinicId, 'coordinator')).cookie
    expect((await send(coordinator)).statusCode).toBe(201)

    const [order] = await server.sql<{ id: string }>(
      "update orders set status = 'approved', approved_at = now(), approved_by = $2 where consultation_id = $1 returning id",
      [id, clinic.providerId],
    )
    expect((await get(`/api/orders/${order?.id}`, provider.cookie)).json().type).toMatch(/no-licence$/)
    expect((await get(`/api/orders/${order?.id}`, coordinator)).statusCode).toBe(200)
    const listed = async (cookie: string) => {
      const page = (await get('/api/orders', cookie)).json()
      return { items: page.items.map((row: { id: string }) => row.id), sent: page.counts.sent }
    }
    expect(await listed(provider.cookie)).toEqual({ items: [], sent: 0 })
    expect(await listed(coordinator)).toEqual({ items: [order?.id], sent: 1 })
  })
})

describe('a provider without a profile', () => {
  it('sees nobody', async () => {
    const person = await server.signUp()
    await server.sql(
      "insert into staff_members (clinic_id, id, user_id, role) values ($1, $2, $3, 'provider')",
      [clinic.clinicId, newId(), person.userId],
    )
    for (const url of ['/api/queue', '/api/shift', '/api/orders'])
      expect((await get(url, person.cookie)).statusCode).toBe(403)
  })
})

describe('a case that waits for its card', () => {
  it('is nobody’s to take', async () => {
    const id = await openCase(server, clinic, { amountDue: true })
    const request = { method: 'POST', url: `/api/consultations/${id}/claim` } as const
    expect((await server.as(provider.cookie, request)).json().type).toMatch(/transition-not-allowed$/)
  })
})

describe('a stream', () => {
  it('goes on only for who is still signed in and still of the staff', async () => {
    const person = await server.signUpAs(clinic.clinicId, 'coordinator')
    const request = {
      headers: { cookie: person.cookie },
      cookies: server.app.parseCookie(person.cookie),
      id: newId(),
    } as unknown as FastifyRequest
    const actor = { userId: person.userId, clinicId: clinic.clinicId, role: 'coordinator', patientId: null }
    const acts = () => stillActs(server.deps, request, actor as Actor)
    const setStatus = (status: string) =>
      server.sql('update staff_members set status = $2 where user_id = $1', [person.userId, status])
    expect(await acts()).toBe(true)
    await setStatus('suspended')
    expect(await acts()).toBe(false)
    await setStatus('active')
    expect(await acts()).toBe(true)
    const out = { method: 'POST', url: '/api/auth/sign-out', payload: {} } as const
    await server.as(person.cookie, { ...out, headers: { origin: 'http://localhost' } })
    expect(await acts()).toBe(false)
  })
})
