import { OrderStatus } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { follow, mayBecome, type PrescriptionOutcome, transitions } from './order.ts'

const statuses = OrderStatus.options
const outcomes: PrescriptionOutcome[] = [
  { kind: 'on_its_way' },
  { kind: 'with_pharmacy' },
  { kind: 'partially_filled' },
  { kind: 'filled' },
  { kind: 'cancelled' },
  { kind: 'trouble', text: 'why' },
  { kind: 'alarm', text: 'look' },
]

/** What an order of each state becomes; absent: it stays. */
const expected: Record<PrescriptionOutcome['kind'], Partial<Record<OrderStatus, OrderStatus>>> = {
  on_its_way: {},
  with_pharmacy: { approved: 'sent' },
  partially_filled: { approved: 'partially_filled', on_hold: 'partially_filled', sent: 'partially_filled' },
  filled: { approved: 'filled', on_hold: 'filled', sent: 'filled', partially_filled: 'filled' },
  cancelled: {
    draft: 'cancelled',
    approved: 'cancelled',
    on_hold: 'cancelled',
    sent: 'cancelled',
    partially_filled: 'cancelled',
  },
  trouble: { approved: 'on_hold', on_hold: 'on_hold', sent: 'on_hold', partially_filled: 'on_hold' },
  alarm: {
    approved: 'on_hold',
    on_hold: 'on_hold',
    sent: 'on_hold',
    partially_filled: 'on_hold',
    filled: 'on_hold',
    cancelled: 'on_hold',
  },
}

describe('an order follows its prescription', () => {
  for (const outcome of outcomes) {
    for (const status of statuses) {
      const becomes = expected[outcome.kind][status]
      it(`${status}, ${outcome.kind}: ${becomes ?? 'stays'}`, () => {
        const change = follow(
          { status, holdReason: status === 'on_hold' ? 'insurance' : null, heldBy: null },
          outcome,
        )
        expect(change?.status).toBe(becomes)
        if (change && change.status !== status) expect(mayBecome(status, change.status)).toBe(true)
        expect(change === null || (change.status === 'on_hold') === (change.holdReason !== null)).toBe(true)
      })
    }
  }

  it('goes on from a pharmacy hold when the pharmacy takes it after all', () => {
    expect(
      follow({ status: 'on_hold', holdReason: 'pharmacy', heldBy: null }, { kind: 'with_pharmacy' })?.status,
    ).toBe('sent')
    expect(
      follow({ status: 'on_hold', holdReason: 'insurance', heldBy: null }, { kind: 'with_pharmacy' }),
    ).toBeNull()
  })

  it('leaves a safety hold to people, whatever the pharmacy says', () => {
    for (const outcome of outcomes.filter(({ kind }) => kind !== 'alarm')) {
      expect(follow({ status: 'on_hold', holdReason: 'safety', heldBy: null }, outcome)).toBeNull()
    }
  })

  it('leaves what a person holds to people; what was handed out is a fact all the same', () => {
    for (const holdReason of ['insurance', 'pharmacy'] as const) {
      const held = { status: 'on_hold', holdReason, heldBy: 'somebody' } as const
      expect(follow(held, { kind: 'with_pharmacy' })).toBeNull()
      expect(follow(held, { kind: 'trouble', text: 'why' })).toBeNull()
      expect(follow(held, { kind: 'filled' })?.status).toBe('filled')
      expect(follow(held, { kind: 'alarm', text: 'look' })?.holdReason).toBe('safety')
    }
  })

  it('ends where it ends', () => {
    expect(transitions.completed).toEqual([])
    for (const status of statuses) expect(mayBecome(status, status)).toBe(false)
  })
})
