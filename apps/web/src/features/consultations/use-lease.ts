/**
 * Keeps the hold on a case while somebody works on it, and counts the time it was really looked at: beats go
 * out every 20 s; time without a pointer or a key for half a minute, or in a hidden tab, is not counted.
 */
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { type ApiProblem, isProblem } from '../../api/problem.ts'

const beatMs = 20_000
const idleAfterMs = 30_000
/** The route takes at most this much in one beat. */
const mostSeconds = 120

export type Lease = {
  lost: ApiProblem | null
  activeSeconds: number
  expiresAt: string | null
  lastActiveAt: number
}

export function useLease(consultationId: string, holding: boolean): Lease {
  const [lost, setLost] = useState<ApiProblem | null>(null)
  const [activeSeconds, setActiveSeconds] = useState(0)
  const [expiresAt, setExpiresAt] = useState<string | null>(null)
  const lastActiveAt = useRef(Date.now())
  const uncounted = useRef(0)

  useEffect(() => {
    const onActivity = () => {
      lastActiveAt.current = Date.now()
    }
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const
    for (const kind of kinds) window.addEventListener(kind, onActivity, { passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onActivity)
    }
  }, [])

  useEffect(() => {
    if (!holding || lost !== null) return
    const second = setInterval(() => {
      if (document.visibilityState !== 'visible' || Date.now() - lastActiveAt.current > idleAfterMs) return
      uncounted.current += 1
      setActiveSeconds((seconds) => seconds + 1)
    }, 1_000)
    const beat = (keepalive: boolean) => {
      const seconds = Math.min(mostSeconds, uncounted.current)
      uncounted.current -= seconds
      api('heartbeat', { params: { id: consultationId }, body: { activeSeconds: seconds } }, { keepalive })
        .then((held) => setExpiresAt(held.leaseExpiresAt))
        .catch((error: unknown) => {
          uncounted.current += seconds
          if (isProblem(error, 'lease-lost', 'consultation-claimed', 'transition-not-allowed')) setLost(error)
        })
    }
    const beats = setInterval(() => beat(false), beatMs)
    return () => {
      clearInterval(second)
      clearInterval(beats)
      if (uncounted.current > 0) beat(true)
    }
  }, [consultationId, holding, lost])

  return { lost, activeSeconds, expiresAt, lastActiveAt: lastActiveAt.current }
}
