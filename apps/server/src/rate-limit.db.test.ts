/** How many requests one may make: counted by session, by address for who has none, and never for files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertTestClinic } from './testing/fixtures.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'

const LIMIT = 5
let server: TestServer
const cookies: string[] = []

beforeAll(async () => {
  server = await startTestServer({}, { RATE_LIMIT_PER_MINUTE: String(LIMIT) })
  const { clinicId } = await insertTestClinic(server.database.adminUrl)
  for (let n = 0; n < 2; n += 1) cookies.push((await server.signUpAs(clinicId, 'provider')).cookie)
})
afterAll(() => server?.close())

const ask = async (cookie: string | null, url = '/api/shift') =>
  (await server.as(cookie, { method: 'GET', url })).statusCode
const askOften = async (cookie: string | null) => {
  const codes: number[] = []
  for (let n = 0; n <= LIMIT; n += 1) codes.push(await ask(cookie))
  return codes
}

describe('the limit of requests', () => {
  it('is each session’s own, at one address', async () => {
    const allowed = Array.from({ length: LIMIT }, () => 200)
    expect(await askOften(cookies[0] ?? '')).toEqual([...allowed, 429])
    expect(await askOften(cookies[1] ?? '')).toEqual([...allowed, 429])
  })

  it('counts a cookie nobody signed as the address', async () => {
    const forged = (n: number) => `countersign.session_token=made-up-${n}.${'A'.repeat(43)}%3D`
    const codes: number[] = []
    for (let n = 0; n < LIMIT * 2; n += 1) codes.push(await ask(forged(n)))
    expect(codes).toContain(401)
    expect(codes.at(-1)).toBe(429)
    expect(await ask(null)).toBe(429)
    expect(await ask(null, '/queue')).toBe(404)
  })
})
