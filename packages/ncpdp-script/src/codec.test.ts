// What must hold of every message: written and read back it is itself; and no text whatever makes the
// reader throw.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MESSAGE_TYPES, messageOfType } from '../test-support/arbitrary-messages.ts'
import { decode, encode, messageText, SCRIPT_VERSIONS, type ScriptMessage, ScriptReadError } from './index.ts'

const folder = new URL('../fixtures/', import.meta.url)
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => readFileSync(new URL(name, folder)))

/** Reads, and checks the whole contract of the reader's answer. */
const readsOrRefuses = (xml: string | Uint8Array): void => {
  const decoded = decode(xml)
  if (decoded.ok) {
    expect(MESSAGE_TYPES).toContain(decoded.message.body.type)
    return
  }
  expect(decoded.error).toBeInstanceOf(ScriptReadError)
  expect(decoded.error.message).not.toBe('')
  // Only a mistake of this package's own could end in the last resort.
  expect(decoded.error.rule).not.toBe('the text could not be read')
  if (decoded.messageId !== undefined) expect(decoded.messageId).toMatch(/^[!-~]{1,35}$/)
}

describe.each(SCRIPT_VERSIONS)('SCRIPT %s', (version) => {
  it.each(MESSAGE_TYPES)('%s: what is written is read back equal, twice', (type) => {
    fc.assert(
      fc.property(messageOfType(type, version), (message) => {
        const xml = encode(message, version)
        expect(decode(xml)).toEqual({ ok: true, message, version })
        expect(encode((decode(xml) as { message: ScriptMessage }).message, version)).toBe(xml)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the reader never throws', () => {
  it('at arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), readsOrRefuses), { numRuns: 1500 })
  })

  it('at arbitrary bytes read as UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) =>
        readsOrRefuses(Buffer.from(bytes).toString('utf8')),
      ),
      { numRuns: 1000 },
    )
  })

  it('at pieces of XML in any order', () => {
    const piece = fc.constantFrom(
      '<Message TransactionVersion="20170715">',
      '</Message>',
      '<Header>',
      '</Header>',
      '<Body>',
      '</Body>',
      '<Status>',
      '</Status>',
      '<Code>',
      '010',
      '</Code>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '&amp;',
      '&#0;',
      '&',
      '<',
      '>',
      '"',
      '__proto__',
      '<constructor>',
      '<toString/>',
      '<MessageID>',
      '</MessageID>',
      ' ',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => readsOrRefuses(pieces.join(''))),
      { numRuns: 2000 },
    )
  })

  it('at fixtures with bytes changed, removed and doubled', () => {
    const change = fc.record({
      at: fc.nat(),
      kind: fc.constantFrom('set', 'remove', 'double'),
      byte: fc.nat(255),
      span: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(
        fc.nat(fixtures.length - 1),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (index, changes) => {
          let bytes = Buffer.from(fixtures[index] ?? [])
          for (const { at, kind, byte, span } of changes) {
            const from = bytes.length === 0 ? 0 : at % bytes.length
            if (kind === 'set') bytes[from] = byte
            if (kind === 'remove')
              bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + span)])
            if (kind === 'double')
              bytes = Buffer.concat([bytes.subarray(0, from + span), bytes.subarray(from)])
          }
          readsOrRefuses(bytes.toString('utf8'))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('at a truncated message, which is never taken for a whole one', () => {
    for (const fixture of fixtures) {
      const xml = fixture.toString('utf8')
      const end = xml.lastIndexOf('</Message>')
      if (end < 0) continue
      for (let length = 0; length < end; length += Math.max(1, Math.floor(end / 60))) {
        expect(decode(xml.slice(0, length)).ok).toBe(false)
      }
    }
  })

  it('at depth, size and strange types', () => {
    expect(decode('<a>'.repeat(5000) + '</a>'.repeat(5000))).toMatchObject({
      ok: false,
      error: { code: 'too-deep' },
    })
    expect(decode(`<Message>${' '.repeat(1_000_001)}</Message>`)).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    })
    expect(decode('')).toMatchObject({ ok: false, error: { code: 'empty' } })
    for (const value of [undefined, null, 7, {}, []] as unknown[]) {
      expect(decode(value as string)).toMatchObject({ ok: false, error: { code: 'empty' } })
    }
  })

  it('at numbers and literals made to be slow to match', () => {
    const valid = fixtures.map(String).find((xml) => xml.includes('<Value>30</Value>')) ?? ''
    expect(decode(valid.replace('<Value>30', `<Value>${'0'.repeat(900_000)}x`))).toMatchObject({
      ok: false,
      error: { code: 'invalid-value' },
    })
    expect(decode('<![CDATA['.repeat(100_000))).toMatchObject({ ok: false, error: { code: 'malformed-xml' } })
  })
})

describe('bytes', () => {
  const accented =
    fixtures.map(String).find((xml) => xml.includes('<LastName>') && !xml.includes('DOCTYPE')) ?? ''
  const named = accented.replace(/<LastName>[^<]*/, '<LastName>Nuñez')
  const latin1 = Buffer.from(named, 'latin1')

  it('in UTF-8 are read, with and without a byte order mark', () => {
    expect(named).not.toBe(accented)
    const whole = decode(named)
    expect(whole.ok).toBe(true)
    expect(decode(Buffer.from(named))).toEqual(whole)
    expect(decode(Buffer.from(`\uFEFF${named}`))).toEqual(whole)
  })

  it.each([
    ['Latin-1', latin1],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${named}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${named}`, 'utf16le').swap16()],
    ['an overlong form', Buffer.concat([Buffer.from(named.slice(0, 60)), Buffer.from([0xc0, 0xbc])])],
    ['half a surrogate', Buffer.concat([Buffer.from(named.slice(0, 60)), Buffer.from([0xed, 0xa0, 0x80])])],
  ])('in %s are refused, never mended', (_name, bytes) => {
    expect(decode(bytes)).toMatchObject({ ok: false, error: { code: 'wrong-encoding' } })
  })

  it('that are refused still say whose they are, and can be kept whole', () => {
    expect(decode(latin1)).toMatchObject({ ok: false, messageId: expect.stringMatching(/^[!-~]{1,35}$/) })
    expect(Buffer.from(messageText(latin1), 'latin1')).toEqual(latin1)
  })

  it.each(['ISO-8859-1', 'windows-1252', 'UTF-16', 'utf-7'])('declared as %s are refused', (encoding) => {
    const declared = accented.replace(/^<\?xml[^>]*\?>/, '')
    expect(decode(`<?xml version='1.0' encoding='${encoding}'?>${declared}`)).toMatchObject({
      ok: false,
      error: { code: 'wrong-encoding' },
    })
  })

  it('of any kind never make it throw', () => {
    fc.assert(
      fc.property(
        fc.nat(fixtures.length - 1),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        (index, changes) => {
          const bytes = Buffer.from(fixtures[index] ?? [])
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
          readsOrRefuses(bytes)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('references', () => {
  const withNote = (note: string) =>
    decode(
      fixtures
        .map(String)
        .find((xml) => xml.includes('<Note>Step 1 of 5. Next step after check-in.</Note>'))
        ?.replace('Step 1 of 5. Next step after check-in.', note) ?? '',
    )
  const noteOf = (note: string): unknown => {
    const decoded = withNote(note)
    return (
      decoded.ok && decoded.message.body.type === 'NewRx' && decoded.message.body.medicationPrescribed.note
    )
  }

  it('are resolved once, and not inside CDATA', () => {
    expect(noteOf('&#60;b&#x3E; &amp;lt; &apos;')).toBe("<b> &lt; '")
    expect(noteOf('<![CDATA[&lt; &nbsp; <i>]]>')).toBe('&lt; &nbsp; <i>')
    expect(noteOf('a<!-- &nbsp; -->b')).toBe('ab')
  })

  it.each(['&nbsp;', '&#0;', '&#x1F;', '&#xFFFE;', '&#xD800;', '&#x110000;', '&copy;'])(
    '%s is refused',
    (reference) => {
      expect(withNote(`a${reference}b`)).toMatchObject({ ok: false, error: { code: 'forbidden-xml' } })
    },
  )
})
