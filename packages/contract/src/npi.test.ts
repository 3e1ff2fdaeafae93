import { describe, expect, it } from 'vitest'
import { isNpi } from './npi.ts'

describe('an NPI', () => {
  // 1234567893 is the worked example of CMS.
  it.each(['1234567893', '1999999984', '1999999901'])('%s is one', (npi) => expect(isNpi(npi)).toBe(true))
  it.each([
    '1234567890',
    '1234567839',
    '2134567893',
    '3234567893',
    '123456789',
    '12345678930',
    '12345 67893',
    '',
  ])('%s is none', (npi) => expect(isNpi(npi)).toBe(false))
})
