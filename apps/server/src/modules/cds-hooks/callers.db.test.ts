import type { CdsServices } from '@countersign/contract'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { type CdsCaller, hookRequest, jwksOf, newIssuer, openCdsCaller } from '../../testing/cds-caller.ts'
import { wholeEdChart } from '../../testing/fhir-charts.ts'
import { insertTestClinic } from '../../testing/fixtures.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { forgetTokensCron } from './forget-tokens.job.ts'

let server: TestServer
let now = new Date('2026-11-22T15:00:00Z')
let caller: CdsCaller

beforeAll(async () => {
  server = await startTestServer({
    clock: { now: () => now },
  })
})
afterAll(() => server?.close())
beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00Z')
  caller = await openCdsCaller(server, () => now)
})
describe('discovery', () => {
  it('offers one service a hook, with templates that fetch of this patient only', async () => {
    const answer = await server.as(null, { method: 'GET', url: '/cds-services' })
    const { services } = answer.json() as CdsServices
    expect(services.map(({ hook }) => hook).sort()).toEqual(['order-select', 'order-sign', 'patient-view'])
    for (const service of services)
      for (const template of Object.values(service.prefetch))
        expect(template).toContain('{{context.patientId}}')
  })
})

describe('a caller', () => {
  const body = hookRequest('patient-view', wholeEdChart('p1'))
  const path = '/cds-services/treatment-overview'
  const seconds = () => Math.floor(now.getTime() / 1000)

  it('is known by its key', async () => {
    expect((await caller.call('treatment-overview', body)).statusCode).toBe(200)
  })
  it('may sign with RS384 as well', async () => {
    const other = await openCdsCaller(server, () => now, 'RS384')
    expect((await other.call('treatment-overview', body)).statusCode).toBe(200)
  })
  it.each<[string, () => Promise<string>]>([
    ['no token at all', async () => ''],
    ['something that is no token', async () => 'not.a.token.but.long.enough'],
    ['an issuer: caller.issuer nobody trusts', () => caller.token(path, { iss: 'https://stranger.example' })],
    [
      'a key that is not registered',
      async () => caller.token(path, {}, {}, (await generateKeyPair('ES384')).privateKey),
    ],
    ['a kid that is not registered', () => caller.token(path, {}, { kid: 'k2' })],
    ['another address', () => caller.token(path, { aud: 'http://localhost/cds-services/order-check' })],
    ['one that expired', () => caller.token(path, { exp: seconds() - 60, iat: seconds() - 120 })],
    ['one that lives for an hour', () => caller.token(path, { exp: seconds() + 3600 })],
    ['one of the future', () => caller.token(path, { iat: seconds() + 120, exp: seconds() + 240 })],
    ['one without a jti', () => caller.token(path, { jti: '' })],
  ])('is refused with %s', async (_, bearer) => {
    const answer = await caller.call('treatment-overview', body, await bearer())
    expect(answer.statusCode).toBe(401)
    expect(answer.json().type).toBe('urn:countersign:problem:invalid-token')
    expect(answer.headers['www-authenticate']).toContain('invalid_token')
  })
  it('is refused with a signature of a shared secret, or none', async () => {
    const secret = new TextEncoder().encode('a secret that both would have to know about')
    const claims = {
      iss: caller.issuer,
      aud: `http://localhost${path}`,
      jti: newId(),
      iat: seconds(),
      exp: seconds() + 60,
    }
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const bearer of [shared, `${part({ alg: 'none', kid: 'k1' })}.${part(claims)}.`])
      expect((await caller.call('treatment-overview', body, bearer)).statusCode).toBe(401)
  })
  it('uses a token once, however close together the two calls are', async () => {
    const bearer = await caller.token(path)
    const answers = await Promise.all([1, 2, 3].map(() => caller.call('treatment-overview', body, bearer)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401])
    now = new Date(now.getTime() + 10 * 60 * 1000)
    await forgetTokensCron(server.deps).run()
    expect(
      await server.sql('select jti from cds_used_tokens where clinic_id = $1', [caller.clinicId]),
    ).toEqual([])
    expect((await caller.call('treatment-overview', body, bearer)).statusCode).toBe(401)
  })
  it('learns nothing of what is accepted without a token', async () => {
    const answer = await server.as(null, { method: 'POST', url: path, payload: { hook: 7 } })
    expect(answer.json()).not.toHaveProperty('errors')
    expect(answer.statusCode).toBe(401)
  })
  it('is trusted no longer once revoked', async () => {
    const list = await server.as(caller.admin, { method: 'GET', url: '/api/cds-clients' })
    const [{ id }] = list.json().items as [{ id: string }]
    const bearer = await caller.token(path)
    const revoked = await server.as(caller.admin, { method: 'DELETE', url: `/api/cds-clients/${id}` })
    expect(revoked.statusCode).toBe(204)
    expect((await caller.call('treatment-overview', body, bearer)).statusCode).toBe(401)
    const again = await caller.add(caller.admin, {
      name: 'Example records',
      issuer: caller.issuer,
      jwks: await jwksOf(caller.keys, 'k9'),
    })
    expect(again.statusCode).toBe(201)
    expect(again.json()).toMatchObject({ keyIds: ['k9'], lastUsedAt: null })
  })
})

describe('a clinic’s list of callers', () => {
  it('is its own, and its changes are on the record', async () => {
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'admin')).cookie
    const theirs = await server.as(stranger, { method: 'GET', url: '/api/cds-clients' })
    expect(theirs.json()).toEqual({ items: [] })
    const ours = await server.as(caller.admin, { method: 'GET', url: '/api/cds-clients' })
    const [{ id }] = ours.json().items as [{ id: string }]
    const answer = await server.as(stranger, { method: 'DELETE', url: `/api/cds-clients/${id}` })
    expect(answer.statusCode).toBe(404)
    const lines = await server.sql(
      "select action from audit_entries where clinic_id = $1 and action like 'cds-client%'",
      [caller.clinicId],
    )
    expect(lines).toEqual([{ action: 'cds-client.added' }])
  })
  it('takes an issuer: caller.issuer once, in all clinics together', async () => {
    const other = await insertTestClinic(server.database.adminUrl)
    const stranger = (await server.signUpAs(other.clinicId, 'admin')).cookie
    const answer = await caller.add(stranger, {
      name: 'The same',
      issuer: caller.issuer,
      jwks: await jwksOf(caller.keys),
    })
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/issuer' }] })
  })
  it.each<[string, () => Promise<object>]>([
    ['a private key', async () => ({ ...(await exportJWK(caller.keys.privateKey)), kid: 'k1' })],
    [
      'another curve',
      async () => ({
        ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)),
        kid: 'k1',
      }),
    ],
    ['a key that is none', async () => ({ kty: 'EC', crv: 'P-384', x: 'AAAA', y: 'AAAA', kid: 'k1' })],
    ['a short RSA key', async () => ({ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'k1' })],
    ['a key without an id', async () => exportJWK(caller.keys.publicKey)],
  ])('refuses %s', async (_, key) => {
    const answer = await caller.add(caller.admin, {
      name: 'Wrong',
      issuer: newIssuer(),
      jwks: { keys: [await key()] },
    })
    expect(answer.statusCode).toBe(422)
  })
})
