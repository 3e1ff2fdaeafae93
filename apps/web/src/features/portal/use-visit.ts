/** A patient's visits, kept live: each event of the clinic's stream about them reads them anew. */
import type { ClinicEvent, PortalConsultation } from '@countersign/contract'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../../api/client.ts'
import { useClinicEvents } from '../../api/events.ts'

export const portalHomeQuery = queryOptions({
  queryKey: ['portal', 'home'],
  queryFn: ({ signal }) => api('getPortalHome', {}, { signal }),
})

export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['portal', 'visit', id],
    queryFn: ({ signal }) => api('getPortalConsultation', { params: { id } }, { signal }),
  })

const SETTLE_MS = 150

/** Reads everything of the portal again shortly after something happened; a burst of events reads once. */
export function usePortalLive(): void {
  const queryClient = useQueryClient()
  const refresh = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    return () => {
      clearTimeout(timer)
      timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['portal'] }), SETTLE_MS)
    }
  }, [queryClient])
  const onEvent = useCallback((_event: ClinicEvent) => refresh(), [refresh])
  useClinicEvents(onEvent, refresh)
}

/** Puts a fresher reading of a visit in place and has the list of visits read again. */
export function useVisitChanged(): (visit: PortalConsultation) => void {
  const queryClient = useQueryClient()
  return (visit) => {
    queryClient.setQueryData(visitQuery(visit.id).queryKey, visit)
    void queryClient.invalidateQueries({ queryKey: portalHomeQuery.queryKey })
  }
}
