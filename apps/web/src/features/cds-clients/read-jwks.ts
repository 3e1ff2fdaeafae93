/** A key set as it was pasted: a JWK set, a bare list of keys, or one key. Pure. */
import type { AddCdsClient } from '@countersign/contract'

type Keys = AddCdsClient['jwks']['keys']
export type ReadJwks = { ok: true; keys: Keys } | { ok: false; message: string }

const wrong = (message: string): ReadJwks => ({ ok: false, message })

export function readJwks(text: string): ReadJwks {
  if (text.trim() === '') return wrong('Paste the public keys of the system')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return wrong('This is not JSON')
  }
  const keys = keysIn(parsed)
  if (!Array.isArray(keys) || keys.length === 0) return wrong('There is no key in it')
  if (keys.some((key) => typeof key === 'object' && key !== null && 'd' in key))
    return wrong('This holds a private key. Send its public part, and replace the key: it has been shown')
  return { ok: true, keys: keys as Keys }
}

function keysIn(parsed: unknown): unknown {
  if (Array.isArray(parsed)) return parsed
  if (typeof parsed !== 'object' || parsed === null) return null
  return 'keys' in parsed ? parsed.keys : 'kty' in parsed ? [parsed] : null
}
