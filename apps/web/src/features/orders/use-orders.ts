/** Orders by lane with their counts, one order, and what is done with it. */
import type { OrderDetail, OrderLane, RouteName } from '@countersign/contract'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type ApiBody, api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { useMay } from '../session/use-me.ts'

const countsQuery = queryOptions({
  queryKey: ['orders', 'counts'],
  queryFn: ({ signal }) => api('listOrders', { query: { limit: 1 } }, { signal }).then((page) => page.counts),
})

export function useOrderCounts() {
  return useQuery({ ...countsQuery, enabled: useMay('order:read') }).data
}

export function useOrderList(lane: OrderLane | 'open') {
  return useInfiniteQuery({
    queryKey: ['orders', 'list', lane],
    queryFn: ({ pageParam, signal }) =>
      api('listOrders', { query: { lane, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

const orderKey = (id: string) => ['orders', 'detail', id]

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: orderKey(id),
    queryFn: ({ signal }) => api('getOrder', { params: { id } }, { signal }),
  })

/** Where this order could go, best first. */
export const routesQuery = (id: string) =>
  queryOptions({
    queryKey: ['pharmacies', 'routes', id, {}],
    queryFn: ({ signal }) => api('getPharmacyRoutes', { params: { id } }, { signal }),
    staleTime: 60_000,
  })

type Work = Extract<
  RouteName,
  'holdOrder' | 'releaseOrder' | 'cancelOrder' | 'verifyMedication' | 'rerouteOrder' | 'adjustOrder'
>

/**
 * A command on the order as it is on the screen. One that answers the order shows it at once; one that was refused
 * because the order moved reads it again.
 */
export function useOrderWork<N extends Work>(name: N, detail: OrderDetail, onDone?: () => void) {
  const client = useQueryClient()
  const id = detail.order.id
  return useMutation({
    mutationFn: (body: Omit<ApiBody<N>, 'version'>): Promise<unknown> => {
      const call = api as (name: Work, input: object) => Promise<unknown>
      return call(name, { params: { id }, body: { version: detail.version, ...body } })
    },
    onSuccess: (answer) => {
      if (name !== 'cancelOrder') client.setQueryData(orderKey(id), answer as OrderDetail)
      client.invalidateQueries({ queryKey: ['orders'] })
      onDone?.()
    },
    onError: (error) => {
      if (isProblem(error, 'stale-version')) client.invalidateQueries({ queryKey: orderKey(id) })
    },
  })
}

/** Asks the network now. What it says is shown; what comes of it arrives by itself. */
export function useAskNetwork(detail: OrderDetail) {
  const client = useQueryClient()
  const id = detail.order.id
  return useMutation({
    mutationFn: (prescriptionId: string) => api('askNetwork', { params: { id }, body: { prescriptionId } }),
    onSettled: () => client.invalidateQueries({ queryKey: orderKey(id) }),
  })
}
