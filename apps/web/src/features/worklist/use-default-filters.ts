/** Opens the queue with the filters a provider saved, once a visit, when the address names none. */
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePreferences } from '../preferences/use-preferences.ts'
import { filtersOf, type QueueFilters, type QueueSearch, writeQueueSearch } from './queue-search.ts'

let applied = false

export function useDefaultFilters(onApply: (filters: QueueFilters) => void): void {
  const search = useSearch({ from: '/workspace/queue' })
  const saved = usePreferences()?.defaultFilters
  const apply = useRef(onApply)
  apply.current = onApply
  useEffect(() => {
    if (saved === undefined || applied) return
    applied = true
    if (Object.keys(search).length > 0) return
    const asSearch: QueueSearch = {
      view: saved.view,
      category: saved.category?.join(','),
      priority: saved.priority?.join(','),
      state: saved.state?.join(','),
      waiting: saved.waiting?.join(','),
      sort: saved.sort,
    }
    const filters = filtersOf(asSearch)
    if (Object.keys(writeQueueSearch(filters)).length > 0) apply.current(filters)
  }, [saved, search])
}
