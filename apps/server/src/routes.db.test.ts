/**
 * Every route of the contract, walked: who may call it, what it does with nonsense, and that another clinic's
 * ids are nobody's. A route that is added to the table is tested here without a line being written.
 */
import { permissions, Role, type RouteContract, routes } from '@countersign/contract'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from './platform/ids.ts'
import { insertTestClinic } from './testing/fixtures.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
const cookies = new Map<Role, string>()
let stranger: string

const table = Object.entries(routes) as [string, RouteContract][]

beforeAll(async () => {
  server = await startTestServer()
  const { clinicId } = await insertTestClinic(server.database.adminUrl)
  for (const role of Role.options) cookies.set(role, (await server.signUpAs(clinicId, role)).cookie)
  stranger = (await server.signUp()).cookie
})
afterAll(() => server?.close())

function requestFor(route: RouteContract, payload: unknown = {}): InjectOptions {
  const url = route.path
    .replace(/:(id|documentId)/g, () => newId())
    .replace(/:token/, 't'.repeat(40))
    .replace(/:\w+/g, 'unknown')
  return {
    method: route.method,
    url,
    headers: { accept: '*/*', ...(route.idempotent && { 'idempotency-key': newId() }) },
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { payload: payload as object }),
  }
}
/** A stream never ends by itself; that it opens is all there is to ask. */
const opens = async (
  cookie: string | null,
  request: InjectOptions,
): Promise<{ statusCode: number; problem: string | null }> => {
  const controller = new AbortController()
  const answer = await Promise.race([
    server
      .as(cookie, { ...request, signal: controller.signal })
      .then(read, () => ({ statusCode: 200, problem: null })),
    new Promise<{ statusCode: number; problem: null }>((resolve) =>
      setTimeout(() => resolve({ statusCode: 200, problem: null }), 500),
    ),
  ])
  controller.abort()
  return answer
}
const read = (answer: LightMyRequestResponse) => ({
  statusCode: answer.statusCode,
  problem: String(answer.headers['content-type']).startsWith('application/problem+json')
    ? (answer.json().type as string).replace('urn:countersign:problem:', '')
    : null,
})
const call = async (cookie: string | null, route: RouteContract, payload?: unknown) => {
  const request = requestFor(route, payload)
  return route.stream ? opens(cookie, request) : read(await server.as(cookie, request))
}

describe.each(table)('%s', (_, route) => {
  it('answers nobody it was not made for', async () => {
    const open = ['public', 'intake', 'cds-client'].includes(route.access)
    const { statusCode, problem } = await call(null, route)
    if (open) expect(problem).not.toBe('not-signed-in')
    else expect({ statusCode, problem }).toEqual({ statusCode: 401, problem: 'not-signed-in' })
  })

  if (route.access in permissions) {
    const allowed: readonly Role[] = permissions[route.access as keyof typeof permissions]
    it.each(Role.options)('is open to %s or closed, as the table of permissions says', async (role) => {
      const { problem } = await call(cookies.get(role) as string, route)
      if (allowed.includes(role)) expect(['not-signed-in', 'not-permitted']).not.toContain(problem)
      else expect(problem).toBe('not-permitted')
    })
    it('refuses an account that belongs to no clinic', async () => {
      expect((await call(stranger, route)).problem).toBe('not-permitted')
    })
  }

  const nonsense: unknown[] = [
    [],
    'text',
    0,
    { id: { $gt: '' } },
    { answer: null, body: [], version: '1; drop table clinics' },
  ]
  it('answers nonsense with a problem, never with a fault of its own', async () => {
    for (const payload of nonsense) {
      for (const cookie of [null, ...cookies.values()]) {
        if (route.stream && cookie) continue
        const { statusCode, problem } = await call(cookie, route, payload)
        expect(statusCode, `${route.method} ${route.path} with ${JSON.stringify(payload)}`).toBeLessThan(500)
        if (statusCode >= 400) expect(problem).not.toBeNull()
      }
    }
  })
})

describe('what cannot be read', () => {
  const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    server.as(cookies.get('provider') as string, {
      method: 'POST',
      url: '/api/queue/take-next',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    })
  it.each([
    ['broken JSON', '{"category":', 400, 'bad-request'],
    ['a prototype in disguise', '{"__proto__":{"category":["weight"]}}', 400, 'bad-request'],
  ])('%s is refused', async (_, payload, status, problem) => {
    expect(read(await post(payload))).toEqual({ statusCode: status, problem })
  })
  it('a body over the limit is refused', async () => {
    expect(read(await post(JSON.stringify({ category: ['x'.repeat(600_000)] })))).toEqual({
      statusCode: 413,
      problem: 'body-too-large',
    })
  })
  it('another kind of content is refused', async () => {
    expect(read(await post('<a/>', { 'content-type': 'application/xml' }))).toEqual({
      statusCode: 415,
      problem: 'unsupported-media-type',
    })
  })
  it('a write from another site is refused', async () => {
    expect(read(await post('{}', { origin: 'https://elsewhere.example' }))).toEqual({
      statusCode: 403,
      problem: 'not-permitted',
    })
  })
  it('a path that is none of ours is a problem too', async () => {
    expect(read(await server.as(null, { method: 'GET', url: '/api/nothing/here' }))).toEqual({
      statusCode: 404,
      problem: 'not-found',
    })
  })
  it('an id that is not one names nothing', async () => {
    const answer = await server.as(cookies.get('provider') as string, {
      method: 'GET',
      url: '/api/consultations/1%20or%201=1',
    })
    expect(read(answer)).toEqual({ statusCode: 404, problem: 'not-found' })
  })
  it('a problem never shows where it came from', async () => {
    const answer = await post('{"category":')
    expect(answer.body).not.toMatch(/at .*\.(ts|js):\d+|node_modules/)
    expect(answer.json()).toMatchObject({
      type: 'urn:countersign:problem:bad-request',
      status: 400,
      requestId: expect.any(String),
    })
  })
})

it('offers an OpenAPI description of every route', async () => {
  const answer = await server.as(null, { method: 'GET', url: '/api/openapi.json' })
  const described = Object.keys(answer.json().paths as Record<string, unknown>)
  for (const [, route] of table) expect(described).toContain(route.path.replace(/:(\w+)/g, '{$1}'))
})
