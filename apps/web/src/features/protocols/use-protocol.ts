/** The clinic's protocol and its versions, read and saved. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiBody, api } from '../../api/client.ts'

const protocolKey = ['protocol'] as const

export const useProtocol = () =>
  useQuery({ queryKey: protocolKey, queryFn: ({ signal }) => api('getProtocol', {}, { signal }) })

export const useProtocolVersions = () =>
  useQuery({
    queryKey: [...protocolKey, 'versions'],
    queryFn: ({ signal }) => api('listProtocolVersions', {}, { signal }),
  })

export function useSaveProtocol() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: ApiBody<'saveProtocol'>) => api('saveProtocol', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: protocolKey }),
  })
}
