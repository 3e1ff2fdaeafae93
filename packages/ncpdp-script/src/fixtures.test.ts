// Every fixture was written apart from this codec: its XML, and beside it what a careful reader finds in it.
// Canonical ones are also what the writer must produce, element for element.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decode, encode, type ScriptMessage, type ScriptVersion } from './index.ts'

type Expected =
  | { outcome: 'read'; version: ScriptVersion; canonical: boolean; message: ScriptMessage }
  | { outcome: 'refused'; code: string; path: string; messageId?: string; from?: string }

const folder = new URL('../fixtures/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => name.slice(0, -4))
const load = (name: string): { xml: string; expected: Expected } => ({
  xml: readFileSync(new URL(`${name}.xml`, folder), 'utf8'),
  expected: JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')),
})

describe('fixtures', () => {
  it('are at least forty, and speak every message', () => {
    const types = new Set<string>()
    for (const name of names) {
      const { expected } = load(name)
      if (expected.outcome === 'read') types.add(expected.message.body.type)
    }
    expect(names.length).toBeGreaterThanOrEqual(40)
    expect(types.size).toBe(19)
  })

  it.each(names)('%s', (name) => {
    const { xml, expected } = load(name)
    const decoded = decode(xml)
    if (expected.outcome === 'refused') {
      expect(decoded.ok).toBe(false)
      if (decoded.ok) return
      const { error, ok, ...rest } = decoded
      expect({ ok, code: error.code, path: error.path, ...rest }).toEqual({
        ok: false,
        code: expected.code,
        path: expected.path,
        ...(expected.messageId === undefined ? {} : { messageId: expected.messageId }),
        ...(expected.from === undefined ? {} : { from: expected.from }),
      })
      return
    }
    expect(decoded).toEqual({ ok: true, message: expected.message, version: expected.version })
    if (!expected.canonical) return
    expect(encode(expected.message, expected.version)).toBe(xml.replace(/>\s+</g, '><').trim())
  })
})
