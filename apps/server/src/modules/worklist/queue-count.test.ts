import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Counting,
  countQueue,
  type Group,
  type Move,
  moved,
  type Place,
  tallyOf,
} from './queue-count.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const HOUR = 3_600_000_000
const PEOPLE = [null, 'a', 'b'] as const

const places: fc.Arbitrary<Place> = fc.tuple(
  fc.constantFrom('TX', 'CO', 'CA'),
  fc.constantFrom('weight', 'ed', 'hair'),
  fc.constantFrom('urgent', 'high', 'normal'),
  fc.boolean(),
  fc.boolean(),
  fc.constantFrom(...PEOPLE),
  fc.constantFrom(...PEOPLE),
  // Whole quarters of an hour, so that many stand on the very edge of a band.
  fc.integer({ min: 0, max: 24 }).map((quarters) => now * 1000 - (quarters * HOUR) / 4),
  fc.integer({ min: -8, max: 8 }).map((quarters) => now * 1000 + (quarters * HOUR) / 4),
)
const askings: fc.Arbitrary<Counting> = fc.record({
  states: fc.subarray(['TX', 'CO', 'CA']),
  providerId: fc.constantFrom(...PEOPLE),
  now: fc.constant(now),
  asked: fc.record({
    view: fc.constantFrom('all', 'mine', 'answered', 'ready'),
    category: fc.subarray(['weight', 'ed', 'hair'] as ('weight' | 'ed' | 'hair')[]),
    priority: fc.subarray(['urgent', 'high'] as ('urgent' | 'high')[]),
    state: fc.subarray(['TX', 'CO']),
    waiting: fc.subarray(['over_4h', '1_to_2h', 'under_1h'] as ('over_4h' | '1_to_2h' | 'under_1h')[]),
  }),
})

const bandOf = (place: Place) => {
  const hours = (now * 1000 - place[7]) / HOUR
  return hours >= 4 ? 'over_4h' : hours >= 2 ? '2_to_4h' : hours >= 1 ? '1_to_2h' : 'under_1h'
}
/** One by one. */
function plainly(all: readonly Place[], { states, providerId, asked }: Counting) {
  const seen = all.filter((place) => states.includes(place[0]))
  const isMine = (place: Place) => providerId !== null && [place[5], place[6]].includes(providerId)
  const among = (list: readonly string[] | undefined, value: string) => !list?.length || list.includes(value)
  const views = {
    all: () => true,
    mine: isMine,
    answered: (place: Place) => place[4],
    ready: (place: Place) => place[3],
  }
  return {
    all: seen.length,
    mine: seen.filter(isMine).length,
    ready: seen.filter(views.ready).length,
    answered: seen.filter(views.answered).length,
    overdue: seen.filter((place) => place[8] < now * 1000).length,
    weight: seen.filter((place) => place[1] === 'weight').length,
    urgent: seen.filter((place) => place[2] === 'urgent').length,
    texas: seen.filter((place) => place[0] === 'TX').length,
    old: seen.filter((place) => bandOf(place) === 'over_4h').length,
    middle: seen.filter((place) => bandOf(place) === '2_to_4h').length,
    total: seen.filter(
      (place) =>
        views[asked.view](place) &&
        among(asked.category, place[1]) &&
        among(asked.priority, place[2]) &&
        among(asked.state, place[0]) &&
        among(asked.waiting, bandOf(place)),
    ).length,
  }
}
const figures = (counting: Counting, ...[tally, moves]: [Parameters<typeof countQueue>[0], Move[]]) => {
  const count = countQueue(tally, moves, counting)
  return {
    all: count.all,
    mine: count.mine,
    ready: count.ready,
    answered: count.answered,
    overdue: count.overdue,
    weight: count.category.weight ?? 0,
    urgent: count.priority.urgent ?? 0,
    texas: count.state.TX ?? 0,
    old: count.waiting.over_4h,
    middle: count.waiting['2_to_4h'],
    total: count.total,
  }
}
const asGroup = (place: Place): Group => [
  ...(place.slice(0, 7) as [string, string, string, boolean, boolean, string | null, string | null]),
  [place[7]],
  [place[8]],
]

describe('the counts of a queue', () => {
  it('are those of looking at each case, whether moves are added to the tally or moved into it', () => {
    fc.assert(
      fc.property(
        fc.array(places, { maxLength: 30 }),
        fc.array(places, { maxLength: 10 }),
        fc.nat(),
        askings,
        (before, arrivals, leave, counting) => {
          const leaving = before.slice(0, leave % (before.length + 1))
          const after = [...before.slice(leaving.length), ...arrivals]
          const moves: Move[] = [
            ...leaving.map((was) => ({ was, became: null })),
            ...arrivals.map((became) => ({ was: null, became })),
          ]
          const tally = tallyOf(before.map(asGroup))
          expect(figures(counting, tally, [])).toEqual(plainly(before, counting))
          expect(figures(counting, tally, moves)).toEqual(plainly(after, counting))
          expect(figures(counting, moved(tally, moves), [])).toEqual(plainly(after, counting))
          expect(figures(counting, tally, []), 'the tally of before').toEqual(plainly(before, counting))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('hold until the first case goes over a line', () => {
    const place = (waited: number, left: number): Place => [
      ...(['TX', 'ed', 'normal', false, false, null, null] as const),
      now * 1000 - waited * HOUR,
      now * 1000 + left * HOUR,
    ]
    const counting: Counting = { states: ['TX'], providerId: null, asked: { view: 'all' }, now }
    const steady = (...all: Place[]) =>
      (countQueue(tallyOf(all.map(asGroup)), [], counting).steadyUntil - now * 1000) / HOUR
    expect(steady(place(0.25, 9))).toBe(0.75)
    expect(steady(place(3.5, 9), place(9, 0.25))).toBe(0.25)
    expect(steady()).toBe(Number.POSITIVE_INFINITY)
  })
})
