/** A provider's own settings, and what they do to the page. */
import type { Preferences } from '@countersign/contract'
import { useMantineColorScheme } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../session/use-me.ts'

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => api('getPreferences', {}, { signal }),
  staleTime: 300_000,
})

/** Undefined while loading, and for roles that have none. */
export function usePreferences(): Preferences | undefined {
  return useQuery({ ...preferencesQuery, enabled: useMay('preferences:write') }).data
}

/** Saves at once: the screen shows the new setting while it travels, and the old one again if it is refused. */
export function useSavePreferences() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (preferences: Preferences) => api('savePreferences', { body: preferences }),
    onMutate: (preferences) => {
      const before = client.getQueryData(preferencesQuery.queryKey)
      client.setQueryData(preferencesQuery.queryKey, preferences)
      return { before }
    },
    onError: (_, __, context) => {
      if (context?.before) client.setQueryData(preferencesQuery.queryKey, context.before)
      client.invalidateQueries(preferencesQuery)
    },
    onSuccess: (saved) => client.setQueryData(preferencesQuery.queryKey, saved),
  })
}

/** Puts density, colour scheme and key hints on the page. */
export function useAppliedPreferences(): void {
  const layout = usePreferences()?.dashboardLayout
  const { setColorScheme } = useMantineColorScheme()
  const { density, colorScheme, keyHints } = layout ?? {}
  useEffect(() => {
    const root = document.documentElement
    root.dataset.density = density ?? 'compact'
    root.dataset.keyHints = keyHints === false ? 'off' : 'on'
    return () => {
      delete root.dataset.density
      delete root.dataset.keyHints
    }
  }, [density, keyHints])
  useEffect(() => {
    if (colorScheme) setColorScheme(colorScheme)
  }, [colorScheme, setColorScheme])
}
