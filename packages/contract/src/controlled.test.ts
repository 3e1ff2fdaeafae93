import { describe, expect, it } from 'vitest'
import { isDeaNumber, SaveEpcsSetting } from './controlled.ts'

describe('a DEA number', () => {
  // 1+3+5 + 2 × (2+4+6) = 33, and 9+7+5 + 2 × (8+6+4) = 57.
  it.each(['AO1234563', 'F91234563', 'ML9876547', 'BB0000000'])('%s', (text) => {
    expect(isDeaNumber(text)).toBe(true)
  })
  it.each([
    ['a wrong check digit', 'AO1234564'],
    ['two digits that changed places', 'AO2134563'],
    ['a first letter no practitioner has', 'XO1234563'],
    ['too short', 'AO123456'],
    ['too long', 'AO12345633'],
    ['small letters', 'ao1234563'],
    ['nothing', ''],
  ])('not %s: %s', (_, text) => {
    expect(isDeaNumber(text)).toBe(false)
  })
})

it('EPCS is on only with who certified it and until when', () => {
  const on = { enabled: true, certifiedBy: 'An auditor', validUntil: '2027-01-31' }
  expect(SaveEpcsSetting.safeParse(on).success).toBe(true)
  expect(SaveEpcsSetting.safeParse({ ...on, certifiedBy: null }).success).toBe(false)
  expect(SaveEpcsSetting.safeParse({ ...on, validUntil: null }).success).toBe(false)
  expect(SaveEpcsSetting.safeParse({ enabled: false, certifiedBy: null, validUntil: null }).success).toBe(
    true,
  )
})
