/** The account of this browser's session, of whatever clinic or none. */
import { queryOptions } from '@tanstack/react-query'
import { currentAccount } from './auth-client.ts'

/** Null when nobody is signed in. Who they are in a clinic, and what they may do there, is `meQuery`. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: currentAccount,
  staleTime: 60_000,
})
