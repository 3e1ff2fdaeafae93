import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeenIds } from './seen-ids.ts'
import { createSseParser } from './sse-parser.ts'

const stream =
  ': hello\n\nid: 7\nevent: consultation.claimed\ndata: {"a":\ndata: 1}\n\nevent: ready\ndata: {}\n\n'
const whole = [
  { id: '7', event: 'consultation.claimed', data: '{"a":\n1}' },
  { id: '7', event: 'ready', data: '{}' },
]

describe('reading a stream', () => {
  it('gives each message once, with the last id it saw', () =>
    expect(createSseParser()(stream)).toEqual(whole))

  it('does not care how the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(stream.length), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        (cuts, newline) => {
          const text = stream.replaceAll('\n', newline)
          const parse = createSseParser()
          const edges = [
            0,
            ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
            text.length,
          ]
          const out = edges.slice(1).flatMap((end, index) => parse(text.slice(edges[index], end)))
          expect(out).toEqual(whole)
        },
      ),
    )
  })

  it('keeps back what is not complete', () => {
    const parse = createSseParser()
    expect(parse('data: 1\n')).toEqual([])
    expect(parse('\n')).toEqual([{ id: null, event: 'message', data: '1' }])
  })
})

describe('ids that were seen', () => {
  it('are new once', () => {
    const seen = createSeenIds()
    expect(seen.add('a')).toBe(true)
    expect(seen.add('a')).toBe(false)
  })
  it('are forgotten oldest first', () => {
    const seen = createSeenIds(2)
    for (const id of ['a', 'b', 'c']) seen.add(id)
    expect(seen.add('c')).toBe(false)
    expect(seen.add('a')).toBe(true)
  })
})
