import { describe, expect, it } from 'vitest'
import { readJwks } from './read-jwks.ts'

const key = { kty: 'EC', crv: 'P-384', kid: 'k1', x: 'a', y: 'b' }

describe('a pasted key set', () => {
  it.each([
    ['a set', { keys: [key] }],
    ['a list', [key]],
    ['one key', key],
  ])('is read from %s', (_, value) => {
    expect(readJwks(JSON.stringify(value))).toEqual({ ok: true, keys: [key] })
  })
  it.each([
    ['nothing', '', 'Paste'],
    ['words', 'my key', 'not JSON'],
    ['an empty set', '{"keys":[]}', 'no key'],
    ['something else', '{"kid":1}', 'no key'],
    ['null', 'null', 'no key'],
    ['a private key', JSON.stringify({ ...key, d: 'secret' }), 'private'],
  ])('is refused when it is %s', (_, text, message) => {
    const read = readJwks(text)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.message).toContain(message)
  })
})
