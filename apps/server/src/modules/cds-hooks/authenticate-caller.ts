/**
 * Who calls: a JWT signed with a key the clinic registered (CDS Hooks 2.0, "Trusting CDS Clients"). Keys are never
 * fetched: `jku` is not looked at. A token is for this address, for at most five minutes, and good for one call.
 */
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { findClient, type KnownClient, useToken } from './queries.ts'

/** The two the standard recommends; nothing symmetric, and never "none". */
const ALGORITHMS = ['ES384', 'RS384']
const LONGEST_SECONDS = 5 * 60
/** Between two machines' clocks. */
const SKEW_SECONDS = 30

/** @param path of the endpoint called, as "/cds-services/order-check". @throws invalid-token, whatever was wrong. */
export async function authenticateCaller(
  deps: Deps,
  authorization: string | undefined,
  path: string,
): Promise<KnownClient> {
  const now = deps.clock.now()
  const token = /^Bearer ([A-Za-z0-9\-_.]{20,8000})$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) throw new Problem('invalid-token')
  const client = await findClient(deps.db, issuerOf(token))
  if (!client) throw new Problem('invalid-token')
  const claims = await verify(token, client, new URL(path, deps.config.PUBLIC_URL).href, now)
  const fresh = await deps.db.write(client.clinicId, (tx) => useToken(tx, client, claims))
  if (!fresh) throw new Problem('invalid-token')
  return client
}

/** Not yet believed: it only says whose keys to try. */
function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token)
    if (typeof iss === 'string' && iss !== '' && iss.length <= 300) return iss
  } catch {
    // What cannot be decoded is no token.
  }
  throw new Problem('invalid-token')
}

async function verify(
  token: string,
  client: KnownClient,
  audience: string,
  now: Date,
): Promise<{ id: string; expiresAt: Date }> {
  const { payload, protectedHeader } = await jwtVerify(
    token,
    createLocalJWKSet(client.jwks as unknown as JSONWebKeySet),
    {
      algorithms: ALGORITHMS,
      audience,
      currentDate: now,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
    },
  ).catch(() => {
    throw new Problem('invalid-token')
  })
  const seconds = Math.floor(now.getTime() / 1000)
  const { jti = '', exp = 0, iat = 0 } = payload
  const named = protectedHeader.kid !== undefined && protectedHeader.kid !== ''
  const brief =
    iat <= seconds + SKEW_SECONDS &&
    exp - iat <= LONGEST_SECONDS &&
    exp <= seconds + LONGEST_SECONDS + SKEW_SECONDS
  if (!named || !brief || typeof jti !== 'string' || jti === '' || jti.length > 200)
    throw new Problem('invalid-token')
  // Kept for as long as its clock may still let it pass.
  return { id: jti, expiresAt: new Date((exp + SKEW_SECONDS) * 1000) }
}
