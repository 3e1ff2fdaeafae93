import { describe, expect, it } from 'vitest'
import { nameOfKey } from './keys.ts'

const press = (key: string, rest = {}) =>
  nameOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...rest })

describe('the name of a key press', () => {
  it('is the letter, whatever the shift lock says', () =>
    expect([press('a'), press('A')]).toEqual(['a', 'a']))
  it('is the word of a named key', () =>
    expect([press('Enter'), press('Escape')]).toEqual(['enter', 'escape']))
  it('is the same command on both kinds of keyboard', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k')
    expect(press('K', { metaKey: true })).toBe('mod+k')
  })
  it('never is a plain letter with a modifier: Ctrl A selects all, it does not approve', () => {
    expect(press('a', { ctrlKey: true })).not.toBe('a')
    expect(press('a', { altKey: true })).toBe(null)
  })
})
