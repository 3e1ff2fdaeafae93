import { describe, expect, it } from 'vitest'
import { describeCodes, totpCode } from './demo-codes.ts'

/** RFC 6238, appendix B: the SHA-1 rows; its secret is the ASCII text 12345678901234567890. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of the second factor', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i seconds is %s', (seconds, code) => {
    expect(totpCode(SECRET, seconds * 1000)).toBe(code)
  })

  it('reads secrets as people copy them, and refuses what is not base32', () => {
    expect(totpCode('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', 59_000)).toBe('287082')
    expect(() => totpCode('not base32!', 0)).toThrow('base32')
  })

  it('lists only the people who have one', () => {
    const people = [
      { role: 'patient', email: 'p@clinic.example', password: 'x' },
      { role: 'provider', email: 'd@clinic.example', password: 'x', totpSecret: SECRET },
    ]
    expect(describeCodes(people, 59_000)).toEqual(['287082  d@clinic.example  (provider)'])
  })
})
