/** What a patient may ask for again, and what they asked for. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const portalRefillsQuery = queryOptions({
  queryKey: ['portal', 'refills'],
  queryFn: ({ signal }) => api('getPortalRefills', {}, { signal }),
})
