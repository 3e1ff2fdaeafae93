/** One cache for all screens. What a person did wrong is not retried; what the network did is. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem, problemOf } from '../api/problem.ts'

function onError(error: unknown): void {
  if (isProblem(error, 'not-signed-in') && window.location.pathname !== '/sign-in') {
    const next = window.location.pathname + window.location.search
    window.location.assign(`/sign-in?next=${encodeURIComponent(next)}`)
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // Off by itself where queries run offline too; what failed then is to be read once the network is back.
      refetchOnReconnect: true,
      networkMode: 'always',
      retry: (failures, error) => {
        const problem = problemOf(error)
        return failures < 2 && problem !== null && problem.outcomeUnknown
      },
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
