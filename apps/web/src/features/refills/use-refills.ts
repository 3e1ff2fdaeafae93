/** Refills by lane, one with what changed, and signing several greens at once. */
import type { RefillReview, SignedRefills } from '@countersign/contract'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { count } from '../../ui/format.ts'
import { offerUndo } from '../consultations/undo-store.ts'
import { useMay } from '../session/use-me.ts'

export const refillLanes = ['requested', 'questions', 'titrations', 'decided'] as const
export type RefillLane = (typeof refillLanes)[number]
export const laneNames: Record<RefillLane, string> = {
  requested: 'To review',
  questions: 'Pharmacy questions',
  titrations: 'Titrations',
  decided: 'Decided',
}

const countsQuery = queryOptions({
  queryKey: ['refills', 'counts'],
  queryFn: ({ signal }) =>
    api('listRefills', { query: { limit: 1 } }, { signal }).then((page) => page.counts),
})

export function useRefillCounts() {
  return useQuery({ ...countsQuery, enabled: useMay('refill:read') }).data
}

export function useRefillList(lane: 'requested' | 'decided') {
  return useInfiniteQuery({
    queryKey: ['refills', 'list', lane],
    queryFn: ({ pageParam, signal }) =>
      api('listRefills', { query: { lane, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** Read again whenever the visit's version moved: the comparison is of that moment. */
export function useRefillReview(id: string, version: number | null) {
  return useQuery({
    queryKey: ['refills', 'review', id, version],
    queryFn: ({ signal }): Promise<RefillReview> => api('getRefill', { params: { id } }, { signal }),
    enabled: version !== null,
    placeholderData: keepPreviousData,
  })
}

export type GreenRefill = { id: string; version: number; name: string; drug: string }

/** One click; each is its own decision, and each can be taken back on its own. */
export function useSignRefills() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (greens: readonly GreenRefill[]): Promise<SignedRefills> =>
      api('signRefills', { body: { items: greens.map(({ id, version }) => ({ id, version })) } }),
    onSuccess: ({ items }, greens) => {
      for (const { id, decisionId, effectiveAt } of items) {
        const green = greens.find((one) => one.id === id)
        if (!green || decisionId === null || effectiveAt === null) continue
        offerUndo({
          consultationId: id,
          decisionId,
          status: 'approved',
          title: `${green.name} refilled`,
          line: `${green.drug}.`,
          effectiveAt: Date.parse(effectiveAt),
        })
      }
      client.invalidateQueries({ queryKey: ['refills'] })
      client.invalidateQueries({ queryKey: ['queue'] })
      client.invalidateQueries({ queryKey: ['orders'] })
    },
  })
}

export const signedWords = ({ items }: SignedRefills): string => {
  const signed = items.filter(({ outcome }) => outcome === 'signed').length
  const refused = items.length - signed
  return `${count(signed, 'refill')} signed${refused > 0 ? `, ${refused} not signed` : ''}.`
}
