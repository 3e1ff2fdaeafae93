import { describe, expect, it } from 'vitest'
import { milesWords, pharmacyPlace } from './pharmacy-words.ts'

describe('how far', () => {
  it.each([
    [null, ''],
    [0, 'under a mile'],
    [0.9, 'under a mile'],
    [1, '1 mi'],
    [3.4, '3.4 mi'],
    [48.7, '49 mi'],
  ])('%s: %s', (miles, words) => {
    expect(milesWords(miles)).toBe(words)
  })
})

it('the place says how the medicine comes, unless it is picked up', () => {
  const pharmacy = {
    ncpdpId: '9900157',
    name: 'Gatehouse Pharmacy',
    phone: '5125550199',
    addressLine: '1 New Street',
    city: 'Dallas',
    state: 'TX',
    postalCode: '75201',
  } as const
  expect(pharmacyPlace({ ...pharmacy, kind: 'retail' })).toBe('Dallas, TX')
  expect(pharmacyPlace({ ...pharmacy, kind: 'mail_order' })).toBe('Dallas, TX, by mail')
})
