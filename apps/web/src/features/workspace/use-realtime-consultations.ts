/**
 * Keeps what is on the screen true: each event of the clinic marks the lists and the case it touches as old,
 * so they are read again. Bursts are gathered; sound, desktop notification and title count follow preferences.
 */
import type { ClinicEvent, NotifiedEvent } from '@countersign/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { leadsTabs, useClinicEvents, useStreamState } from '../../api/events.ts'
import { consultationKey } from '../consultations/use-consultation.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useMe } from '../session/use-me.ts'
import { shiftQuery, useShift } from '../worklist/use-queue.ts'
import { playChime } from './chime.ts'
import { channelsFor, notifiedEvent, notifyDesktop } from './notify.ts'

const gatherMs = 250

export function useRealtimeConsultations(): void {
  const client = useQueryClient()
  const preferences = usePreferences()
  const settings = useRef(preferences?.notificationSettings)
  settings.current = preferences?.notificationSettings
  const me = useRef<string | undefined>(undefined)
  me.current = useMe()?.provider?.id
  const pending = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const flush = useCallback(() => {
    timer.current = null
    const keys = [...pending.current]
    pending.current.clear()
    for (const key of keys) client.invalidateQueries({ queryKey: JSON.parse(key) })
  }, [client])

  /** Told after the figures were read again: what does not wait for this provider is no news to them. */
  const tell = useCallback(
    async (what: NotifiedEvent) => {
      const before = client.getQueryData(shiftQuery.queryKey)
      const shift = await client.fetchQuery({ ...shiftQuery, staleTime: 0 }).catch(() => undefined)
      const grew = (figure: 'waiting' | 'overdue') => (shift?.[figure] ?? 0) > (before?.[figure] ?? 0)
      const concerns =
        what === 'message' || what === 'pharmacy' || grew(what === 'overdue' ? 'overdue' : 'waiting')
      const wanted = settings.current
      if (!concerns || wanted === undefined) return
      const { sound, desktop } = channelsFor(wanted, what, new Date())
      if (sound) playChime()
      if (desktop) notifyDesktop(what)
    },
    [client],
  )

  const onEvent = useCallback(
    (event: ClinicEvent) => {
      const touch = (key: unknown[]) => pending.current.add(JSON.stringify(key))
      const ofCase = event.type.startsWith('consultation.')
      const consultationId =
        ofCase || event.type === 'message.sent'
          ? event.subjectId
          : typeof event.body.consultationId === 'string'
            ? event.body.consultationId
            : null
      if (ofCase || event.type === 'refill.changed') touch(['refills'])
      if (event.type === 'change_request.changed') touch(['change-requests'])
      if (event.type === 'titration.changed') touch(['titrations'])
      if (ofCase) {
        touch(['queue'])
        touch(['shift'])
      }
      if (!ofCase && event.type !== 'message.sent') touch(['orders'])
      if (consultationId !== null) touch(consultationKey(consultationId))
      timer.current ??= setTimeout(flush, gatherMs)
      // However many tabs are open, one of them speaks.
      const what = leadsTabs() ? notifiedEvent(event, me.current) : null
      if (what !== null) tell(what)
    },
    [flush, tell],
  )
  const onResync = useCallback(() => {
    client.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== 'me' && query.queryKey[0] !== 'preferences',
    })
  }, [client])
  useClinicEvents(onEvent, onResync)

  // A list that could not be read while the server was away was told of its news already: it is read now.
  const live = useStreamState().kind === 'live'
  useEffect(() => {
    if (live) client.refetchQueries({ predicate: (query) => query.state.status === 'error' })
  }, [live, client])

  const waiting = useShift()?.waiting
  const counts = preferences?.notificationSettings.titleCount !== false
  useEffect(() => {
    document.title = counts && waiting ? `(${waiting}) Countersign` : 'Countersign'
    return () => {
      document.title = 'Countersign'
    }
  }, [counts, waiting])
}
