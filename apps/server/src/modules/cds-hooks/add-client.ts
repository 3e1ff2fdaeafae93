/** Trusts a record system by its issuer and public keys. */
import type { AddCdsClient, CdsClient } from '@countersign/contract'
import { importJWK } from 'jose'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { clientView } from './list-clients.ts'
import { insertClient } from './queries.ts'

const LEAST_RSA_BITS = 2048

/** @throws validation-failed for keys that cannot verify ES384 or RS384, or an issuer that is trusted already. */
export async function addClient(
  deps: Deps,
  actor: Actor,
  input: AddCdsClient,
  once: Once,
): Promise<CdsClient> {
  const keys = await Promise.all(input.jwks.keys.map(publicKey))
  const ids = keys.map(({ kid }) => kid)
  if (new Set(ids).size < ids.length) throw refused('/jwks/keys', 'Two keys have the same kid.')
  return deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const at = deps.clock.now()
    const id = newId()
    const { name, issuer } = input
    const saved = await insertClient(tx, {
      clinicId: actor.clinicId,
      id,
      name,
      issuer,
      jwks: { keys },
      createdBy: actor.userId,
      at,
    })
    if (!saved) throw refused('/issuer', 'This issuer is trusted already.')
    await recordAudit(tx, actor, {
      action: 'cds-client.added',
      subjectType: 'clinic',
      subjectId: actor.clinicId,
      details: { clientId: id, issuer, keyIds: ids },
      at,
    })
    return clientView({ id, name, issuer, jwks: { keys }, createdAt: at, lastUsedAt: null })
  })
}

const refused = (pointer: string, message: string) =>
  new Problem('validation-failed', { errors: [{ pointer, message }] })

/** Only what a public key is made of is kept, and only when it can be used. */
async function publicKey(key: AddCdsClient['jwks']['keys'][number], index: number) {
  const pointer = `/jwks/keys/${index}`
  const text = (name: string) => (typeof key[name] === 'string' ? (key[name] as string) : '')
  const { kid } = key
  const kept =
    key.kty === 'RSA'
      ? { kty: 'RSA', kid, n: text('n'), e: text('e'), alg: 'RS384' }
      : { kty: 'EC', kid, crv: text('crv'), x: text('x'), y: text('y'), alg: 'ES384' }
  if (text('alg') !== '' && text('alg') !== kept.alg)
    throw refused(pointer, `A key for ${kept.alg} is needed here.`)
  if (key.kty === 'EC' && text('crv') !== 'P-384') throw refused(pointer, 'The curve of ES384 is P-384.')
  if (key.kty === 'RSA' && Buffer.from(text('n'), 'base64url').length * 8 < LEAST_RSA_BITS)
    throw refused(pointer, `An RSA key has at least ${LEAST_RSA_BITS} bits.`)
  await importJWK(kept, kept.alg).catch(() => {
    throw refused(pointer, 'This key cannot be read.')
  })
  return kept
}
