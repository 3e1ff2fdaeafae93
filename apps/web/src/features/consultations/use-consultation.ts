/** One case, as the review shows it. */
import type { ConsultationSummary } from '@countersign/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const consultationKey = (id: string) => ['consultation', id]

/** `getConsultationSummary`. Reading it is an entry in the audit log. */
export const consultationQuery = (id: string) =>
  queryOptions({
    queryKey: consultationKey(id),
    queryFn: ({ signal }): Promise<ConsultationSummary> =>
      api('getConsultation', { params: { id } }, { signal }),
    staleTime: 20_000,
    gcTime: 120_000,
  })

export function useConsultation(id: string) {
  return useQuery(consultationQuery(id))
}
