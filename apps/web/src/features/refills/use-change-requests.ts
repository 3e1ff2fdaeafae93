/** What pharmacies ask to change: the open questions, the answered ones, one of them, and its answer. */
import type { ChangeRequestView } from '@countersign/contract'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiBody, api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { useMay } from '../session/use-me.ts'

const root = 'change-requests'

export const changeRequestsQuery = (lane: 'open' | 'answered') =>
  queryOptions({
    queryKey: [root, 'list', lane],
    queryFn: ({ signal }) => api('listChangeRequests', { query: { lane } }, { signal }),
  })

/** How many wait for an answer. */
export function useOpenQuestions(): number | undefined {
  return useQuery({ ...changeRequestsQuery('open'), enabled: useMay('refill:read') }).data?.items.length
}

export const changeRequestQuery = (id: string) =>
  queryOptions({
    queryKey: [root, 'one', id],
    queryFn: ({ signal }): Promise<ChangeRequestView> =>
      api('getChangeRequest', { params: { id } }, { signal }),
  })

/** Sent once: the same click again, or an answer that got lost, is asked about with the same key. */
export function useAnswer(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ApiBody<'answerChangeRequest'>) =>
      api('answerChangeRequest', { params: { id }, body }),
    onSuccess: (answered) => {
      client.setQueryData(changeRequestQuery(id).queryKey, answered)
      client.invalidateQueries({ queryKey: [root, 'list'] })
      client.invalidateQueries({ queryKey: ['orders'] })
    },
    // Somebody else answered it, or the pharmacy handed it out: read how it stands now.
    onError: (error) => {
      if (problemOf(error)?.body.status === 409) client.invalidateQueries({ queryKey: [root] })
    },
  })
}
