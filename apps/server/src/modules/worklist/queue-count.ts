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
/** What cases may be filtered by, apart from time and person. */
type Kind = readonly [state: string, category: string, priority: string, ready: boolean, answered: boolean]
/** All of one kind, by their times, each list ascending. */
type Cell = { readonly kind: Kind; readonly submitted: readonly number[]; readonly due: readonly number[] }
type Cells = ReadonlyMap<string, Cell>
/** Cells by state; and again by provider, of the cases that are theirs. */
export type Tally = { readonly states: ReadonlyMap<string, Cells>; readonly mine: ReadonlyMap<string, Cells> }
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
const kindOf = ([state, category, priority, ready, answered]: Place | Group): Kind => [
  state,
  category,
  priority,
  ready,
  answered,
]
/** Whose a case is: who holds it, and who is to have it back. */
const ownersOf = (place: Place | Group): string[] =>
  [...new Set([place[5], place[6]])].filter((id) => id !== null)

export function tallyOf(groups: readonly Group[]): Tally {
  type Growing = { kind: Kind; submitted: number[]; due: number[] }
  const states = new Map<string, Map<string, Growing>>()
  const mine = new Map<string, Map<string, Growing>>()
  const put = (all: typeof states, whose: string, [, , , , , , , submitted, due]: Group, kind: Kind) => {
    const cells = all.get(whose) ?? new Map<string, Growing>()
    all.set(whose, cells)
    const cell = cells.get(kind.join(' ')) ?? { kind, submitted: [], due: [] }
    cells.set(kind.join(' '), cell)
    for (const time of submitted) cell.submitted.push(time)
    for (const time of due) cell.due.push(time)
  }
  for (const group of groups) {
    const kind = kindOf(group)
    put(states, group[0], group, kind)
    for (const owner of ownersOf(group)) put(mine, owner, group, kind)
  }
  for (const all of [states, mine])
    for (const cells of all.values())
      for (const cell of cells.values()) {
        cell.submitted.sort((a, b) => a - b)
        cell.due.sort((a, b) => a - b)
      }
  return { states, mine }
}

/** The tally after these moves; the one before stays as it was, for who still counts by it. */
export function moved(tally: Tally, moves: readonly Move[]): Tally {
  const states = new Map(tally.states)
  const mine = new Map(tally.mine)
  for (const { was, became } of moves) {
    for (const [place, change] of [
      [was, without],
      [became, withOne],
    ] as const) {
      if (!place) continue
      turn(states, place[0], place, change)
      for (const owner of ownersOf(place)) turn(mine, owner, place, change)
    }
  }
  return { states, mine }
}

function turn(
  all: Map<string, Cells>,
  whose: string,
  place: Place,
  change: (times: readonly number[], time: number) => number[],
): void {
  const kind = kindOf(place)
  const cells = new Map(all.get(whose))
  const cell = cells.get(kind.join(' ')) ?? { kind, submitted: [], due: [] }
  const submitted = change(cell.submitted, place[7])
  if (submitted.length === 0) cells.delete(kind.join(' '))
  else cells.set(kind.join(' '), { kind, submitted, due: change(cell.due, place[8]) })
  if (cells.size === 0) all.delete(whose)
  else all.set(whose, cells)
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
  const { states, providerId } = counting
  const adder = createAdder(counting)
  for (const state of new Set(states))
    for (const { kind, submitted, due } of tally.states.get(state)?.values() ?? [])
      adder.add(kind, submitted, due, 1)
  for (const { kind, submitted } of tally.mine.get(providerId ?? '')?.values() ?? [])
    adder.addMine(kind, submitted, 1)
  for (const { was, became } of moves) {
    for (const [place, sign] of [
      [was, -1],
      [became, 1],
    ] as const) {
      if (!place || !states.includes(place[0])) continue
      adder.add(kindOf(place), [place[7]], [place[8]], sign)
      if (providerId !== null && ownersOf(place).includes(providerId))
        adder.addMine(kindOf(place), [place[7]], sign)
    }
  }
  return adder.count
}

function createAdder({ states, asked, now: nowMs }: Counting) {
  const now = nowMs * 1000
  const count: QueueCount = {
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
  }
  const among = (list: readonly string[] | undefined, value: string) => !list?.length || list.includes(value)
  const fits = ([state, category, priority]: Kind) =>
    among(asked.category, category) && among(asked.priority, priority) && among(asked.state, state)
  /** How many have waited at least so long; in a band from the moment they have, to the microsecond. */
  const older = (submitted: readonly number[], hours: number) => {
    const n = below(submitted, now - hours * HOUR + 1)
    const next = submitted[n]
    if (next !== undefined && next + hours * HOUR < count.steadyUntil) count.steadyUntil = next + hours * HOUR
    return n
  }
  const bandsOf = (submitted: readonly number[]) => {
    const [four, two, one] = [older(submitted, 4), older(submitted, 2), older(submitted, 1)]
    return { over_4h: four, '2_to_4h': two - four, '1_to_2h': one - two, under_1h: submitted.length - one }
  }
  const asMatched = (bands: ReturnType<typeof bandsOf>, n: number) =>
    asked.waiting?.length ? asked.waiting.reduce((sum, band) => sum + bands[band], 0) : n
  const bump = (counts: Record<string, number>, key: string, by: number) => {
    counts[key] = (counts[key] ?? 0) + by
  }

  const add = (kind: Kind, submitted: readonly number[], due: readonly number[], sign: 1 | -1): void => {
    const [state, category, priority, ready, answered] = kind
    const n = sign * submitted.length
    count.all += n
    if (answered) count.answered += n
    if (ready) count.ready += n
    bump(count.category, category, n)
    bump(count.priority, priority, n)
    bump(count.state, state, n)
    const late = below(due, now)
    count.overdue += sign * late
    const next = due[late]
    if (next !== undefined && next < count.steadyUntil) count.steadyUntil = next
    const bands = bandsOf(submitted)
    count.waiting.over_4h += sign * bands.over_4h
    count.waiting['2_to_4h'] += sign * bands['2_to_4h']
    count.waiting['1_to_2h'] += sign * bands['1_to_2h']
    count.waiting.under_1h += sign * bands.under_1h
    const { view } = asked
    const inView = view === 'all' || (view === 'answered' && answered) || (view === 'ready' && ready)
    if (inView && fits(kind)) count.total += sign * asMatched(bands, submitted.length)
  }
  /** What `add` counted already, once more for its owner. */
  const addMine = (kind: Kind, submitted: readonly number[], sign: 1 | -1): void => {
    if (!states.includes(kind[0])) return
    count.mine += sign * submitted.length
    if (asked.view === 'mine' && fits(kind))
      count.total += sign * asMatched(bandsOf(submitted), submitted.length)
  }
  return { count, add, addMine }
}
