/**
 * The queue's filters as they stand in the address. Free text is not among them: it is a name or a record
 * number more often than not, and those stay out of addresses.
 */
import type { Category, Priority, QueueSort, QueueView, WaitingBand } from '@countersign/contract'

/** Lists are comma-joined texts, as in the API. Absent means no filter. */
export type QueueSearch = {
  view?: QueueView
  category?: string
  priority?: string
  state?: string
  waiting?: string
  sort?: QueueSort
}
export type QueueFilters = {
  view: QueueView
  category: Category[]
  priority: Priority[]
  state: string[]
  waiting: WaitingBand[]
  sort: QueueSort
}

export const views = ['all', 'mine', 'answered', 'ready'] as const satisfies readonly QueueView[]
export const sorts = ['deadline', 'priority', 'waiting', 'newest'] as const satisfies readonly QueueSort[]
export const categories = ['weight', 'ed', 'hair'] as const satisfies readonly Category[]
export const priorities = ['urgent', 'high', 'normal'] as const satisfies readonly Priority[]
export const waitingBands = [
  'over_4h',
  '2_to_4h',
  '1_to_2h',
  'under_1h',
] as const satisfies readonly WaitingBand[]

function known<T extends string>(value: unknown, allowed: readonly T[]): T[] {
  if (typeof value !== 'string') return []
  const asked = value.split(',')
  return allowed.filter((one) => asked.includes(one))
}

function states(value: unknown): string[] {
  if (typeof value !== 'string') return []
  return [...new Set(value.split(',').filter((one) => /^[A-Z]{2}$/.test(one)))].sort()
}

/** Reads an address someone may have typed: what is not a filter is dropped. */
export function readQueueSearch(search: Record<string, unknown>): QueueSearch {
  return writeQueueSearch(filtersOf(search as QueueSearch))
}

/** The filters of an address. */
export function filtersOf(search: QueueSearch): QueueFilters {
  return {
    view: known(search.view, views)[0] ?? 'all',
    category: known(search.category, categories),
    priority: known(search.priority, priorities),
    state: states(search.state),
    waiting: known(search.waiting, waitingBands),
    sort: known(search.sort, sorts)[0] ?? 'deadline',
  }
}

/** The address of filters: defaults are left out, so the plain queue is plain `/queue`. */
export function writeQueueSearch(filters: QueueFilters): QueueSearch {
  const search: QueueSearch = {}
  if (filters.view !== 'all') search.view = filters.view
  // All of them chosen filters nothing.
  if (filters.category.length > 0 && filters.category.length < categories.length)
    search.category = filters.category.join(',')
  if (filters.priority.length > 0 && filters.priority.length < priorities.length)
    search.priority = filters.priority.join(',')
  if (filters.state.length > 0) search.state = filters.state.join(',')
  if (filters.waiting.length > 0 && filters.waiting.length < waitingBands.length)
    search.waiting = filters.waiting.join(',')
  if (filters.sort !== 'deadline') search.sort = filters.sort
  return search
}

/** Do these filters leave anything out? The order of a list leaves out nothing. */
export function leavesOut(filters: QueueFilters): boolean {
  return Object.keys(writeQueueSearch({ ...filters, sort: 'deadline' })).length > 0
}

/** The filters with one value switched on or off. For categories "none chosen" shows as all chosen. */
export function toggled<K extends 'category' | 'priority' | 'state' | 'waiting'>(
  filters: QueueFilters,
  key: K,
  value: QueueFilters[K][number],
): QueueFilters {
  const now = filters[key] as string[]
  const before = key === 'category' && now.length === 0 ? [...categories] : now
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  return filtersOf({ ...asText(filters), [key]: after.join(',') })
}

function asText(filters: QueueFilters): QueueSearch {
  return {
    view: filters.view,
    category: filters.category.join(','),
    priority: filters.priority.join(','),
    state: filters.state.join(','),
    waiting: filters.waiting.join(','),
    sort: filters.sort,
  }
}
