/**
 * Signs out a screen nobody works at. The workspace asks the server for news all the time, and each request
 * keeps the session alive: only the browser knows that nobody is there.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { endSession } from './end-session.ts'
import { idleState, NOBODY, readShared } from './idle.ts'
import { meQuery } from './use-me.ts'

const KEY = 'countersign.active-at'
/** A mouse moves a hundred times a second; the other tabs need to know to some seconds. */
const SHARE_MS = 5_000
/** A timer may sleep with the device or be set aside in a hidden tab: never trust one for longer. */
const LONGEST_LOOK_MS = 30_000
/** While somebody works without a request, as over a long text, the server is told this often. */
const KEEP_ALIVE_MS = 120_000
/** How soon a sign-out that nothing answered is tried again. */
const AGAIN_MS = 3_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

export type IdleScreen =
  | { kind: 'active' }
  | { kind: 'warning'; secondsLeft: number }
  /** Nothing of the patient may be seen any more, whether or not the server could be told yet. */
  | { kind: 'leaving' }

function share(at: number): void {
  try {
    localStorage.setItem(KEY, String(at))
  } catch {
    // Without storage each tab counts for itself.
  }
}
function shared(): number | null {
  try {
    return readShared(localStorage.getItem(KEY))
  } catch {
    return null
  }
}

/** @param idleMinutes null while nobody is signed in: then nothing is counted. */
export function useIdleSignOut(idleMinutes: number | null): { screen: IdleScreen; stay: () => void } {
  const queryClient = useQueryClient()
  const [screen, setScreen] = useState<IdleScreen>({ kind: 'active' })
  const active = useRef<() => void>(() => {})

  useEffect(() => {
    if (idleMinutes === null) return
    let own = Date.now()
    let sharedAt = own
    let toldServerAt = own
    let kind: IdleScreen['kind'] = 'active'
    let timer: ReturnType<typeof setTimeout> | undefined
    share(own)

    const leave = async () => {
      kind = 'leaving'
      setScreen({ kind })
      share(NOBODY)
      clearTimeout(timer)
      if (!(await endSession())) {
        timer = setTimeout(leave, AGAIN_MS)
        return
      }
      queryClient.clear()
      const next = window.location.pathname + window.location.search
      window.location.replace(`/sign-in?idle=${idleMinutes}&next=${encodeURIComponent(next)}`)
    }
    const look = () => {
      if (kind === 'leaving') return
      clearTimeout(timer)
      const state = idleState(Date.now(), shared() ?? own, idleMinutes * 60_000)
      if (state.kind === 'over') {
        void leave()
        return
      }
      if (state.kind === 'warning' || kind !== 'active')
        setScreen(
          state.kind === 'warning' ? { kind: 'warning', secondsLeft: state.secondsLeft } : { kind: 'active' },
        )
      kind = state.kind
      timer = setTimeout(look, Math.min(state.nextLookMs, LONGEST_LOOK_MS))
    }
    active.current = () => {
      // Whoever comes back to a screen that slept past its time does not open it again by a touch.
      if (idleState(Date.now(), shared() ?? own, idleMinutes * 60_000).kind === 'over') {
        look()
        return
      }
      own = Date.now()
      sharedAt = own
      share(own)
      if (own - toldServerAt > KEEP_ALIVE_MS || kind === 'warning') {
        toldServerAt = own
        void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined)
      }
      look()
    }
    let place = ''
    const onSign = (event: Event) => {
      // A page that changes under a resting pointer makes the browser say that the pointer moved.
      if (event instanceof PointerEvent && event.type === 'pointermove') {
        const before = place
        place = `${event.screenX} ${event.screenY}`
        if (before === '' || before === place) return
      }
      // Under the warning only its button counts: it must not vanish from under the finger that reaches for it.
      if (kind === 'active' && Date.now() - sharedAt >= SHARE_MS) active.current()
    }
    const onStorage = (event: StorageEvent) => {
      if (event.key !== KEY) return
      const at = readShared(event.newValue)
      if (at !== null) own = at
      // A sign of life elsewhere ends the warning here; while nothing warns, the next look finds it.
      if (at === NOBODY || kind === 'warning') look()
    }
    look()
    for (const sign of signs) window.addEventListener(sign, onSign, { passive: true, capture: true })
    window.addEventListener('storage', onStorage)
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      // A sign-out that has begun is carried through, though by then nobody may be known here any more.
      if (kind !== 'leaving') clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, onSign, { capture: true })
      window.removeEventListener('storage', onStorage)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
    }
  }, [idleMinutes, queryClient])

  const stay = useCallback(() => active.current(), [])
  return { screen, stay }
}
