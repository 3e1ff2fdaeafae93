/** A clinic that trusts one record system, and that system's way to call. For tests only. */
import { type CdsCard, CdsResponse } from '@countersign/contract'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect } from 'vitest'
import { newId } from '../platform/ids.ts'
import { asNeeded, bundle, draft, type Json, rxnorm } from './fhir-charts.ts'
import { insertTestClinic } from './fixtures.ts'
import type { TestServer } from './test-server.ts'

type Keys = { privateKey: CryptoKey; publicKey: CryptoKey }
type Claims = { iss?: string; aud?: string | string[]; jti?: string; exp?: number; iat?: number }
export type CdsCaller = Awaited<ReturnType<typeof openCdsCaller>>

export const newIssuer = () => `https://records.example/fhir/${newId()}`
export const jwksOf = async (keys: Keys, kid = 'k1') => ({
  keys: [{ ...(await exportJWK(keys.publicKey)), kid, use: 'sig' }],
})
export const sildenafil50 = draft('p1', 'd1', rxnorm('312950', 'sildenafil 50 MG Oral Tablet'), {
  dosageInstruction: [asNeeded(50)],
})

export const hookRequest = (hook: string, prefetch: Record<string, unknown>, context: Json = {}): Json => ({
  hook,
  hookInstance: newId(),
  fhirServer: 'https://must-not-be-called.example/fhir',
  fhirAuthorization: { access_token: 'never used', token_type: 'Bearer' },
  context: { userId: 'Practitioner/7', patientId: 'p1', ...context },
  prefetch,
})

export async function openCdsCaller(
  server: TestServer,
  now: () => Date,
  algorithm: 'ES384' | 'RS384' = 'ES384',
) {
  const clinic = await insertTestClinic(server.database.adminUrl)
  const admin = (await server.signUpAs(clinic.clinicId, 'admin')).cookie
  const issuer = newIssuer()
  const keys = await generateKeyPair(algorithm, { extractable: true })

  const add = (as: string, body: object) =>
    server.as(as, {
      method: 'POST',
      url: '/api/cds-clients',
      headers: { 'idempotency-key': newId() },
      payload: body,
    })
  const added = await add(admin, { name: 'Example records', issuer, jwks: await jwksOf(keys) })
  expect(added.statusCode, added.body).toBe(201)

  async function token(
    path: string,
    claims: Claims = {},
    header: { kid?: string } = {},
    key: CryptoKey = keys.privateKey,
  ) {
    const seconds = Math.floor(now().getTime() / 1000)
    const all = {
      iss: issuer,
      aud: `http://localhost${path}`,
      jti: newId(),
      exp: seconds + 120,
      iat: seconds,
      ...claims,
    }
    return new SignJWT(all)
      .setProtectedHeader({ alg: algorithm, kid: header.kid ?? 'k1', typ: 'JWT' })
      .sign(key)
  }
  async function call(service: string, body: unknown, bearer?: string) {
    const url = `/cds-services/${service}`
    return server.as(null, {
      method: 'POST',
      url,
      payload: body as object,
      headers: { authorization: `Bearer ${bearer ?? (await token(url))}` },
    })
  }
  async function cards(service: string, body: Json): Promise<CdsCard[]> {
    const answer = await call(service, body)
    expect(answer.statusCode, answer.body).toBe(200)
    return CdsResponse.parse(answer.json()).cards
  }
  return {
    clinicId: clinic.clinicId,
    admin,
    issuer,
    keys,
    add,
    token,
    call,
    cards,
    sign: (prefetch: Record<string, unknown>, ...drafts: Json[]) =>
      cards('order-signature-check', hookRequest('order-sign', prefetch, { draftOrders: bundle(...drafts) })),
  }
}
