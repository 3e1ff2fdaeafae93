/**
 * The counts beside each filter, at any length of the queue. Pure. A tally holds where everything pending of a
 * clinic stands, as it was seen under one snapshot; what changed since comes with each answer and is added, so a
 * count costs the number of places cases stand in and not the number of cases, and is right to the transaction.
 */
import type { QueueQuery } from '@countersign/contract'

/** `app.queue_place`: state, category, priority, ready, answered, claimed by, preferred provider, submitted, due (µs). */
export type Place = [string, string, string, boolean, boolean, string | null, string | null, number, number]
/** One line of `queue_changes`; both null when nothing moved. */
export type Move = { was: Place | null; became: Place | null }
/** All that stand in the same place but for their times, each list ascending. */
type Cell = { place: Place; submitted: readonly number[]; due: readonly number[] }
export type Tally = { readonly cells: ReadonlyMap<string, Cell>; readonly size: number }
/** Places as the database groups them: the first seven parts, then both times of each. */
export type Group = [
  string,
  string,
  string,
  boolean,
  boolean,
  string | null,
  string | null,
  number[],
  number[],
]

export type QueueCount = {
  all: number
  mine: number
  answered: number
  ready: number
  overdue: number
  total: number
  category: Record<string, number>
  priority: Record<string, number>
  state: Record<string, number>
  waiting: { over_4h: number; '2_to_4h': number; '1_to_2h': number; under_1h: number }
  /** The first moment (µs) at which time alone changes one of these; infinite when none will. */
  steadyUntil: number
}
type Asked = Pick<QueueQuery, 'view' | 'category' | 'priority' | 'state' | 'waiting'>
export type Counting = {
  /** Where the viewer may look. */
  states: readonly string[]
  providerId: string | null
  asked: Asked
  /** Milliseconds. */
  now: number
}

const HOUR = 3_600_000_000
const keyOf = (place: Place | Group) => place.slice(0, 7).join(' ')

export function tallyOf(groups: readonly Group[]): Tally {
  const cells = new Map<string, Cell>()
  let size = 0
  const ascending = (times: number[]) => times.sort((a, b) => a - b)
  for (const group of groups) {
    const [state, category, priority, ready, answered, claimedBy, preferred, submitted, due] = group
    const place: Place = [state, category, priority, ready, answered, claimedBy, preferred, 0, 0]
    cells.set(keyOf(group), { place, submitted: ascending(submitted), due: ascending(due) })
    size += submitted.length
  }
  return { cells, size }
}

/** The tally after these moves; the one before stays as it was, for who still counts by it. */
export function moved(tally: Tally, moves: readonly Move[]): Tally {
  const cells = new Map(tally.cells)
  let size = tally.size
  for (const { was, became } of moves) {
    if (was) {
      const cell = cells.get(keyOf(was))
      if (cell) {
        cells.set(keyOf(was), {
          place: cell.place,
          submitted: without(cell.submitted, was[7]),
          due: without(cell.due, was[8]),
        })
        size -= 1
      }
    }
    if (became) {
      const cell = cells.get(keyOf(became)) ?? { place: became, submitted: [], due: [] }
      cells.set(keyOf(became), {
        place: cell.place,
        submitted: withOne(cell.submitted, became[7]),
        due: withOne(cell.due, became[8]),
      })
      size += 1
    }
  }
  for (const [key, cell] of cells) if (cell.submitted.length === 0) cells.delete(key)
  return { cells, size }
}

const without = (times: readonly number[], time: number): number[] => {
  const at = below(times, time)
  return times[at] === time ? times.toSpliced(at, 1) : [...times]
}
const withOne = (times: readonly number[], time: number): number[] =>
  times.toSpliced(below(times, time), 0, time)

/** How many of ascending `times` are less than `limit`. */
function below(times: readonly number[], limit: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

export function countQueue(tally: Tally, moves: readonly Move[], counting: Counting): QueueCount {
  const count = nothing()
  const adder = adderOf(count, counting)
  for (const { place, submitted, due } of tally.cells.values()) adder(place, submitted, due, 1)
  for (const { was, became } of moves) {
    if (was) adder(was, [was[7]], [was[8]], -1)
    if (became) adder(became, [became[7]], [became[8]], 1)
  }
  return count
}

const nothing = (): QueueCount => ({
  all: 0,
  mine: 0,
  answered: 0,
  ready: 0,
  overdue: 0,
  total: 0,
  category: {},
  priority: {},
  state: {},
  waiting: { over_4h: 0, '2_to_4h': 0, '1_to_2h': 0, under_1h: 0 },
  steadyUntil: Number.POSITIVE_INFINITY,
})

function adderOf(count: QueueCount, { states, providerId, asked, now: nowMs }: Counting) {
  const now = nowMs * 1000
  const seen = new Set(states)
  const among = (list: readonly string[] | undefined, value: string) => !list?.length || list.includes(value)
  const bump = (counts: Record<string, number>, key: string, by: number) => {
    counts[key] = (counts[key] ?? 0) + by
  }
  const notBefore = (time: number | undefined) => {
    if (time !== undefined && time < count.steadyUntil) count.steadyUntil = time
  }
  return (place: Place, submitted: readonly number[], due: readonly number[], sign: 1 | -1): void => {
    const [state, category, priority, ready, answered, claimedBy, preferred] = place
    if (!seen.has(state)) return
    const n = sign * submitted.length
    const mine = providerId !== null && (claimedBy === providerId || preferred === providerId)
    count.all += n
    if (mine) count.mine += n
    if (answered) count.answered += n
    if (ready) count.ready += n
    bump(count.category, category, n)
    bump(count.priority, priority, n)
    bump(count.state, state, n)
    const late = below(due, now)
    count.overdue += sign * late
    notBefore(due[late])
    // In a band from the moment it is so old, to the microsecond.
    const [four, two, one] = [4, 2, 1].map((hours) => below(submitted, now - hours * HOUR + 1)) as [
      number,
      number,
      number,
    ]
    for (const [older, hours] of [
      [four, 4],
      [two, 2],
      [one, 1],
    ] as const) {
      const next = submitted[older]
      if (next !== undefined) notBefore(next + hours * HOUR)
    }
    const bands = {
      over_4h: sign * four,
      '2_to_4h': sign * (two - four),
      '1_to_2h': sign * (one - two),
      under_1h: n - sign * one,
    }
    for (const [band, of] of Object.entries(bands)) bump(count.waiting, band, of)
    const inView =
      asked.view === 'all' ||
      (asked.view === 'mine' && mine) ||
      (asked.view === 'answered' && answered) ||
      (asked.view === 'ready' && ready)
    if (
      !inView ||
      !among(asked.category, category) ||
      !among(asked.priority, priority) ||
      !among(asked.state, state)
    )
      return
    count.total += asked.waiting?.length ? asked.waiting.reduce((sum, band) => sum + bands[band], 0) : n
  }
}
