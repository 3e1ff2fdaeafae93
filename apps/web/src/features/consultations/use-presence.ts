/** Says that this case is on the screen, and learns who else has it there. A name and no more: it guards nothing. */
import type { CasePresence } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/client.ts'

const everyMs = 15_000
const nobody: CasePresence['others'] = []

export function usePresence(consultationId: string): CasePresence['others'] {
  const { data } = useQuery({
    queryKey: ['presence', consultationId],
    queryFn: ({ signal }) => api('reportPresence', { params: { id: consultationId }, body: {} }, { signal }),
    refetchInterval: everyMs,
    gcTime: 0,
    retry: false,
  })
  useEffect(
    () => () => {
      // Whoever closes a case at a bad moment is forgotten by the clock.
      api(
        'reportPresence',
        { params: { id: consultationId }, body: { leaving: true } },
        { keepalive: true },
      ).catch(() => undefined)
    },
    [consultationId],
  )
  return data?.others ?? nobody
}
