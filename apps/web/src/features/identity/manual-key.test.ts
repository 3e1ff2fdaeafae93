import { describe, expect, it } from 'vitest'
import { manualKey } from './manual-key.ts'

describe('the key to type', () => {
  it('comes in groups of four', () => {
    expect(
      manualKey('otpauth://totp/Countersign:a%40b.example?secret=JBSWY3DPEHPK3PXP&issuer=Countersign'),
    ).toBe('JBSW Y3DP EHPK 3PXP')
  })
  it('keeps a short last group', () => {
    expect(manualKey('otpauth://totp/x?secret=ABCDEF')).toBe('ABCD EF')
  })
})
