/** The queue and the shift's figures, as the server last told them. */
import type { QueueCard, QueueCounts } from '@countersign/contract'
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../session/use-me.ts'
import type { QueueFilters } from './queue-search.ts'

export const shiftQuery = queryOptions({
  queryKey: ['shift'],
  queryFn: ({ signal }) => api('getShift', {}, { signal }),
})

export function useShift() {
  return useQuery({ ...shiftQuery, enabled: useMay('queue:read') }).data
}

export type Queue = {
  items: QueueCard[]
  total: number
  counts: QueueCounts | undefined
  /** Changes with the filters: a list of another question, not news about this one. */
  question: string
  isPending: boolean
  /** The list of the question before is shown while this one's is on the way. */
  isStale: boolean
  error: unknown
  updatedAt: number
  hasMore: boolean
  loadMore: () => void
  retry: () => void
}

/** `getPendingConsultations`, page after page as the list is scrolled. */
export function useQueue(filters: QueueFilters, search: string): Queue {
  const query = {
    view: filters.view,
    category: filters.category,
    priority: filters.priority,
    state: filters.state,
    waiting: filters.waiting,
    sort: filters.sort,
  }
  const answer = useInfiniteQuery({
    queryKey: ['queue', query, search],
    queryFn: ({ pageParam, signal }) =>
      search === ''
        ? api('getQueue', { query: { ...query, cursor: pageParam } }, { signal })
        : api('searchQueue', { body: { ...query, search, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  // The same array as long as the server says the same: an unchanged list moves nothing.
  const items = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data])
  const pages = answer.data?.pages ?? []
  return {
    items,
    total: pages.at(-1)?.total ?? 0,
    counts: pages.at(-1)?.counts,
    question: JSON.stringify([query, search]),
    isPending: answer.isPending,
    isStale: answer.isPlaceholderData,
    error: answer.error,
    updatedAt: answer.dataUpdatedAt,
    hasMore: answer.hasNextPage,
    loadMore: () => {
      if (answer.hasNextPage && !answer.isFetching) answer.fetchNextPage()
    },
    retry: () => answer.refetch(),
  }
}
