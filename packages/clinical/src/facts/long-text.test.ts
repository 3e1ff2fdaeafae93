import { describe, expect, it } from 'vitest'
import { pieces } from './long-text.ts'

describe('pieces', () => {
  it('leaves a short text whole', () => {
    expect(pieces('no chest pain; takes aspirin')).toEqual(['no chest pain; takes aspirin'])
  })
  it('loses no word of a long one and cuts between words', () => {
    const words = Array.from({ length: 3000 }, (_, i) => `word${i}`)
    const found = pieces(words.join(' '))
    expect(found.length).toBeGreaterThan(1)
    expect(found.every((piece) => piece.length <= 1000)).toBe(true)
    expect(found.flatMap((piece) => piece.split(' '))).toEqual(words)
  })
  it('keeps a sentence together when it can', () => {
    const sentence = 'no history of seizures and no heart disease. '
    expect(pieces(sentence.repeat(60)).every((piece) => piece.endsWith('.'))).toBe(true)
  })
  it('cuts a text without spaces', () => {
    expect(pieces('z'.repeat(2500)).join('')).toBe('z'.repeat(2500))
  })
})
