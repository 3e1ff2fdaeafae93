import { describe, expect, it, test } from 'vitest'
import { ofSeries, type RenewalAsked, renewalOutcome, standing } from './order.ts'

const asked: RenewalAsked = {
  pharmacyId: '9900041',
  drugId: 'finasteride',
  rxcui: '200371',
  doseMg: 1,
  quantity: 90,
  daysSupply: 90,
  sig: 'Take 1 tablet by mouth once daily',
  refills: 3,
}

describe('how what was signed answers a renewal request', () => {
  test.each([
    ['as asked', {}, 'approved'],
    [
      'the same words with other spacing at the ends',
      { sig: ' Take 1 tablet by mouth once daily ' },
      'approved',
    ],
    ['fewer refills', { refills: 0 }, 'approved-with-changes'],
    ['another quantity', { quantity: 30 }, 'approved-with-changes'],
    ['another supply', { daysSupply: 30 }, 'approved-with-changes'],
    ['another product', { rxcui: '310346' }, 'approved-with-changes'],
    ['another dose', { doseMg: 0.5 }, 'approved-with-changes'],
    ['other directions', { sig: 'Take half a tablet' }, 'approved-with-changes'],
    ['another drug', { drugId: 'dutasteride', doseMg: 0.5 }, 'replace'],
  ] as const)('%s', (_, change, outcome) =>
    expect(renewalOutcome(asked, { ...asked, ...change })).toBe(outcome),
  )
})

describe('the order of a series', () => {
  it('is partly filled while a later step waits, and filled with the last', () => {
    expect(ofSeries({ kind: 'filled' }, ['draft', 'draft'])).toEqual({ kind: 'partially_filled' })
    expect(ofSeries({ kind: 'filled' }, ['filled', 'sent'])).toEqual({ kind: 'partially_filled' })
    expect(ofSeries({ kind: 'filled' }, ['filled', 'cancelled'])).toEqual({ kind: 'filled' })
  })
  it('a step that is cancelled ends it as what was handed out says', () => {
    expect(ofSeries({ kind: 'cancelled' }, ['filled', 'cancelled'])).toEqual({ kind: 'filled' })
    expect(ofSeries({ kind: 'cancelled' }, ['cancelled'])).toEqual({ kind: 'cancelled' })
    expect(ofSeries({ kind: 'cancelled' }, ['draft'])).toEqual({ kind: 'on_its_way' })
  })
  it('trouble and alarms are the order’s whatever else waits', () => {
    expect(ofSeries({ kind: 'trouble', text: 'no' }, ['draft'])).toEqual({ kind: 'trouble', text: 'no' })
  })
  it('stands partly filled after a hold while a step waits', () => {
    expect(standing(['filled', 'draft'])).toBe('partially_filled')
    expect(standing(['filled', 'cancelled'])).toBe('filled')
  })
})
