/**
 * Keeps what is on the screen true: each event of the clinic marks the lists and the case it touches as old,
 * so they are read again. Bursts are gathered; sound, desktop notification and title count follow preferences.
 */
import type { ClinicEvent } from '@countersign/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useClinicEvents, useStreamState } from '../../api/events.ts'
import { consultationKey } from '../consultations/use-consultation.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useShift } from '../worklist/use-queue.ts'
import { playChime } from './chime.ts'

const gatherMs = 250
const arrivals = new Set<ClinicEvent['type']>(['consultation.submitted', 'consultation.answered'])

export function useRealtimeConsultations(): void {
  const client = useQueryClient()
  const preferences = usePreferences()
  const settings = useRef(preferences?.notificationSettings)
  settings.current = preferences?.notificationSettings
  const pending = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const flush = useCallback(() => {
    timer.current = null
    const keys = [...pending.current]
    pending.current.clear()
    for (const key of keys) client.invalidateQueries({ queryKey: JSON.parse(key) })
  }, [client])

  const onEvent = useCallback(
    (event: ClinicEvent) => {
      const touch = (key: unknown[]) => pending.current.add(JSON.stringify(key))
      const consultationId = event.type.startsWith('consultation.')
        ? event.subjectId
        : typeof event.body.consultationId === 'string'
          ? event.body.consultationId
          : null
      if (event.type.startsWith('consultation.')) {
        touch(['queue'])
        touch(['shift'])
      }
      if (!event.type.startsWith('consultation.') && event.type !== 'message.sent') touch(['orders'])
      if (consultationId !== null) touch(consultationKey(consultationId))
      timer.current ??= setTimeout(flush, gatherMs)
      if (arrivals.has(event.type)) {
        if (settings.current?.sound) playChime()
        if (settings.current?.desktop) notifyDesktop(event.type)
      }
    },
    [flush],
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

/** Says that something waits, never who or why: a notification shows on a locked screen too. */
function notifyDesktop(type: ClinicEvent['type']): void {
  if (
    !('Notification' in window) ||
    Notification.permission !== 'granted' ||
    document.visibilityState === 'visible'
  )
    return
  new Notification('Countersign', {
    body: type === 'consultation.answered' ? 'A patient has answered' : 'A new case is waiting',
    tag: 'countersign-arrival',
  })
}
