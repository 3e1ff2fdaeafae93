/** The patient's step-by-step prescriptions, and the check-in that is asked now. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const portalTitrationsQuery = queryOptions({
  queryKey: ['portal', 'titrations'],
  queryFn: ({ signal }) => api('getPortalTitrations', {}, { signal }),
})
