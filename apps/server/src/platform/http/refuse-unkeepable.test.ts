import { describe, expect, it } from 'vitest'
import { unkeepable } from './refuse-unkeepable.ts'

describe('what cannot be kept', () => {
  it.each([
    ['a zero character', { a: ['x', { b: 'y\u0000' }] }],
    ['half a surrogate pair', { a: 'x\ud800' }],
    ['either in a key', { 'a\u0000': 1 }],
    ['nesting without end', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
  ])('%s', (_, value) => {
    expect(unkeepable(value)).not.toBeNull()
  })
  it.each([
    ['text of any script', { a: 'Ünïcödé 漢字 😀', b: [1, true, null, { c: '' }] }],
    ['raw bytes', Buffer.from([0, 255])],
    ['nothing', undefined],
  ])('but not %s', (_, value) => {
    expect(unkeepable(value)).toBeNull()
  })
})
