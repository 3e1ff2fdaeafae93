/** Who is signed in here, and what they may do. */
import type { Action, Me } from '@countersign/contract'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { endSession } from './end-session.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api('getMe', {}, { signal }).then((answer) => answer.me),
  staleTime: 60_000,
})

/** The person signed in: null when nobody is, undefined while we do not know yet. */
export function useMe(): Me | null | undefined {
  return useQuery(meQuery).data
}

/** May the person signed in do this? False while unknown. */
export function useMay(action: Action): boolean {
  return useMe()?.permissions.includes(action) ?? false
}

/** The part of the promised time after which a waiting case is at risk, as the clinic set it: 0 to 1. */
export function useSlaWarning(): number {
  return (useMe()?.clinic.slaWarnPercent ?? 75) / 100
}

/** Where each role starts its day. */
export function homeOf(me: Me): '/queue' | '/portal' | '/admin/staff' | '/orders' {
  if (me.role === 'patient') return '/portal'
  if (me.role === 'admin') return '/admin/staff'
  return me.permissions.includes('queue:read') ? '/queue' : '/orders'
}

/** Ends the session and forgets everything this browser has read. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    await endSession()
    queryClient.clear()
    window.location.assign('/sign-in')
  }
}
