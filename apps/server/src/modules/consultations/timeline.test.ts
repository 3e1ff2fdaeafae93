import { describe, expect, it } from 'vitest'
import type { SummaryRow } from './summary-query.ts'
import { timelineOf } from './timeline.ts'

/** Only what the timeline reads. */
const row = (change: Record<string, unknown> = {}): SummaryRow =>
  ({
    consultation: { submitted_at: '2026-11-30T14:00:00+00:00' },
    requests: [],
    decisions: [],
    messages: [],
    medications: [],
    observations: [],
    documents: [],
    earlier: [],
    order: { prescriptions: [], invoice: { payment: null } },
    ...change,
  }) as unknown as SummaryRow
const texts = (change: Record<string, unknown>) => timelineOf(row(change)).map(({ text }) => text)

describe('the timeline', () => {
  it('begins with the intake and says where the card stands', () => {
    const order = (status: string) => ({ prescriptions: [], invoice: { payment: { status } } })
    expect(texts({})).toEqual(['Intake sent'])
    expect(texts({ order: order('authorised') })).toEqual(['Intake sent, card authorized'])
    expect(texts({ order: order('failed') })).toEqual(['Intake sent, card refused'])
  })

  it('tells readings of one day and source once, by name, and leaves the intake its own', () => {
    const reading = (code: string, source: string) => ({
      code,
      source,
      effective_at: '2026-01-08T09:00:00+00:00',
    })
    expect(
      texts({
        observations: [reading('4548-4', 'lab'), reading('3016-3', 'lab'), reading('29463-7', 'intake')],
      }),
    ).toEqual(['Intake sent', 'Labs: A1c, TSH'])
  })

  it('is newest first, fills and messages among the rest', () => {
    expect(
      texts({
        medications: [
          { text: 'Imdur 60 mg', last_filled_on: '2026-02-26' },
          { text: 'Aspirin', last_filled_on: null },
        ],
        messages: [{ sent_at: '2026-11-30T15:00:00+00:00', author_name: 'Walter Hensley' }],
      }),
    ).toEqual(['Message from Walter Hensley', 'Intake sent', 'Imdur 60 mg filled'])
  })
})
