import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { element, find, prettyXml, readXml, textAt, writeXml, type XmlElement } from './xml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

const nameArbitrary = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
const textArbitrary = fc
  .string({ unit: 'grapheme' })
  .map((text) => text.replace(/[^\x20-\ud7ff\ue000-\ufffd]/g, '').trim())
const tree = fc.letrec<{ node: XmlElement }>((tie) => ({
  node: fc
    .tuple(
      nameArbitrary,
      fc.dictionary(nameArbitrary, textArbitrary, { maxKeys: 3 }),
      fc.oneof({ maxDepth: 4 }, textArbitrary, fc.array(tie('node'), { maxLength: 4 })),
    )
    .map(([name, attributes, content]) => element(name, content, { ...attributes })),
})).node

describe('XML', () => {
  test('what is written is read back, whatever the text', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const reading = readXml(bytes(writeXml(root)))
        expect(reading).toEqual({ ok: true, root })
      }),
    )
  })
  test('any bytes are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((text) => bytes(`<a>${text}</a>`)),
        ),
        (input) => {
          expect(typeof readXml(input).ok).toBe('boolean')
        },
      ),
    )
  })
  test('a hundred levels are too deep', () => {
    const deep = '<a>'.repeat(100) + '</a>'.repeat(100)
    expect(readXml(bytes(deep))).toEqual({ ok: false, reason: 'the message is nested too deeply' })
  })
  test('paths lead to the first match or nowhere', () => {
    const root = element('a', [element('b', [element('c', 'x')]), element('b', [element('c', 'y')])])
    expect(textAt(root, 'b/c')).toBe('x')
    expect(find(root, 'b/d')).toBeUndefined()
  })
  test('people see it indented', () => {
    expect(prettyXml(element('a', [element('b', '1 < 2')]))).toBe('<a>\n  <b>1 &lt; 2</b>\n</a>')
  })
})
