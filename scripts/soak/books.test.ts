import { describe, expect, it } from 'vitest'
import { agree, type Booked, compareBooks, type Received } from './books.ts'

const booked = (orderNumber: string, more: Partial<Booked> = {}): Booked => ({
  orderNumber,
  status: 'sent',
  rejectCode: null,
  explained: false,
  ...more,
})
const received = (orderNumber: string, more: Partial<Received> = {}): Received => ({
  orderNumber,
  messageIds: 1,
  taken: 1,
  arrivals: 1,
  ...more,
})

describe('the two books', () => {
  it('agree when all that was sent came once, and all that was refused did not', () => {
    const comparison = compareBooks(
      [
        booked('a'),
        booked('b', { status: 'filled' }),
        booked('c', { status: 'rejected', rejectCode: '900' }),
        booked('d', { status: 'rejected', rejectCode: 'not_filled' }),
      ],
      [received('a', { arrivals: 3 }), received('b'), received('d')],
    )
    expect(comparison).toMatchObject({ booked: 4, exactlyOnce: 3, refused: 1 })
    expect(agree(comparison)).toBe(true)
  })

  it.each<[string, Booked[], Received[]]>([
    ['twice', [booked('a')], [received('a', { messageIds: 2, taken: 2 })]],
    ['twice', [booked('a')], [received('a', { taken: 2 })]],
    ['lost', [booked('a')], []],
    ['lost', [booked('a', { status: 'rejected', rejectCode: 'not_filled' })], []],
    ['unknownToUs', [booked('a', { status: 'rejected', rejectCode: '900' })], [received('a')]],
    ['undecided', [booked('a', { status: 'transmission_unknown' })], [received('a')]],
    ['undecided', [booked('a', { status: 'signed' })], []],
    ['foreign', [], [received('x')]],
  ])('disagree: %s', (name, ours, theirs) => {
    const comparison = compareBooks(ours, theirs)
    expect(comparison.wrong[name as keyof typeof comparison.wrong]).toHaveLength(1)
    expect(agree(comparison)).toBe(false)
  })

  it('do not agree on one that is stopped with a reason, but do not count it as forgotten', () => {
    const comparison = compareBooks([booked('a', { status: 'transmission_unknown', explained: true })], [])
    expect(comparison.wrong.undecided).toEqual([])
    expect(agree(comparison)).toBe(false)
  })
})
