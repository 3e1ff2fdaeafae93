import { describe, expect, it } from 'vitest'
import { phoneWords } from './format.ts'

describe('a phone number in words', () => {
  it.each([
    ['+15125550123', '(512) 555-0123'],
    ['5125550123', '(512) 555-0123'],
    ['1 512-555-0123', '(512) 555-0123'],
    ['(512) 555-0123', '(512) 555-0123'],
  ])('%s', (number, words) => expect(phoneWords(number)).toBe(words))
  it.each(['988', '+6591234567', '+442079460000'])('%s is not of the US: as it is', (number) =>
    expect(phoneWords(number)).toBe(number),
  )
})
