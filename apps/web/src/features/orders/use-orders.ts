/** Orders by lane, and the counts beside the lanes. */
import type { OrderLane } from '@countersign/contract'
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../session/use-me.ts'

const countsQuery = queryOptions({
  queryKey: ['orders', 'counts'],
  queryFn: ({ signal }) => api('listOrders', { query: { limit: 1 } }, { signal }).then((page) => page.counts),
})

export function useOrderCounts() {
  return useQuery({ ...countsQuery, enabled: useMay('order:read') }).data
}

export function useOrderList(lane: OrderLane | undefined) {
  return useInfiniteQuery({
    queryKey: ['orders', 'list', lane ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api('listOrders', { query: { lane, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'detail', id],
    queryFn: ({ signal }) => api('getOrder', { params: { id } }, { signal }),
  })
