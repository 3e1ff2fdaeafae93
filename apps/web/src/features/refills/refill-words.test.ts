import type { Delta, RefillRow } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { isSignable, splitDeltas } from './refill-words.ts'

const delta = (
  key: Delta['key'],
  signal: Delta['signal'],
  before: string | null,
  now: string | null,
): Delta => ({
  key,
  label: key,
  signal,
  text: '',
  before,
  now,
})

describe('what changed', () => {
  it('is what is not green, gravest first, and what moved though it is green', () => {
    const { changed, same } = splitDeltas([
      delta('weight', 'green', '224.9 lb', '218.3 lb'),
      delta('allergies', 'green', null, 'None'),
      delta('adherence', 'amber', null, '3'),
      delta('blood_pressure', 'green', '122/76', '122/76'),
      delta('warning_signs', 'red', null, 'chest pain'),
    ])
    expect(changed.map(({ key }) => key)).toEqual(['warning_signs', 'adherence', 'weight'])
    expect(same.map(({ key }) => key)).toEqual(['allergies', 'blood_pressure'])
  })
})

describe('signing with others', () => {
  const row = { status: 'requested', signal: 'green', claimedByOther: false } as RefillRow
  it('takes a green one that nobody holds', () => expect(isSignable(row)).toBe(true))
  it.each([{ signal: 'amber' }, { signal: 'red' }, { claimedByOther: true }, { status: 'approved' }])(
    'never %j',
    (change) => expect(isSignable({ ...row, ...change } as RefillRow)).toBe(false),
  )
})
