/** Titration series by lane, one of them, and what a provider says to it. */
import type { TitrationView } from '@countersign/contract'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiBody, api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { useMay } from '../session/use-me.ts'

const root = 'titrations'

export const titrationsQuery = (lane: 'review' | 'active' | 'ended') =>
  queryOptions({
    queryKey: [root, 'list', lane],
    queryFn: ({ signal }) => api('listTitrations', { query: { lane } }, { signal }),
  })

/** How many series have a step that waits for a provider. */
export function useStepsToReview(): number | undefined {
  return useQuery({ ...titrationsQuery('review'), enabled: useMay('refill:read') }).data?.items.length
}

export const titrationQuery = (id: string) =>
  queryOptions({
    queryKey: [root, 'one', id],
    queryFn: ({ signal }): Promise<TitrationView> => api('getTitration', { params: { id } }, { signal }),
  })

function useAct<Input>(id: string, act: (input: Input) => Promise<TitrationView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (after) => {
      client.setQueryData(titrationQuery(id).queryKey, after)
      client.invalidateQueries({ queryKey: [root, 'list'] })
      client.invalidateQueries({ queryKey: ['orders'] })
    },
    onError: (error) => {
      if (problemOf(error)?.body.status === 409) client.invalidateQueries({ queryKey: [root] })
    },
  })
}

export const useReviewStep = (id: string) =>
  useAct(id, ({ step, body }: { step: number; body: ApiBody<'reviewStep'> }) =>
    api('reviewStep', { params: { id, step: String(step) }, body }),
  )

export const useStopTitration = (id: string) =>
  useAct(id, (body: ApiBody<'stopTitration'>) => api('stopTitration', { params: { id }, body }))
