/**
 * Keeps the hold on a case while somebody works on it, and counts the time it was really looked at: beats go
 * out every 20 s while somebody is there; time without a pointer or a key for half a minute, or in a hidden tab,
 * is not counted.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { isAway, isIdle } from './attention.ts'

const beatMs = 20_000
/** The route takes at most this much in one beat. */
const mostSeconds = 120
const flushMs = 400

export type Lease = {
  /** The hold has ended and nothing was decided here. */
  lost: boolean
  activeSeconds: number
  expiresAt: string | null
  lastActiveAt: number
  /** Tells the time looked at so far, before a decision ends the hold. Waits a moment for it, no longer. */
  flush: () => Promise<void>
  /** What was to end the hold was refused: it goes on. */
  keep: () => void
}

/** `gone`: the case is with somebody else or back in the queue. */
export function useLease(consultationId: string, holding: boolean, gone: boolean): Lease {
  const [lost, setLost] = useState(false)
  const [activeSeconds, setActiveSeconds] = useState(0)
  const [expiresAt, setExpiresAt] = useState<string | null>(null)
  const lastActiveAt = useRef(Date.now())
  const uncounted = useRef(0)
  /** A decision is under way: the hold ends with it, and that is no loss. */
  const ending = useRef(false)
  const held = useRef(false)

  // The stream of events often knows before the next beat does.
  useEffect(() => {
    if (gone && held.current && !ending.current) setLost(true)
  }, [gone])

  const beat = useCallback(
    async (keepalive: boolean): Promise<void> => {
      const seconds = Math.min(mostSeconds, uncounted.current)
      uncounted.current -= seconds
      try {
        const held = await api(
          'heartbeat',
          { params: { id: consultationId }, body: { activeSeconds: seconds } },
          { keepalive },
        )
        setExpiresAt(held.leaseExpiresAt)
      } catch (error) {
        uncounted.current += seconds
        if (
          !ending.current &&
          isProblem(error, 'lease-lost', 'consultation-claimed', 'transition-not-allowed')
        )
          setLost(true)
      }
    },
    [consultationId],
  )

  useEffect(() => {
    const onActivity = () => {
      const now = Date.now()
      // Whoever comes back learns at once whether the case is still theirs.
      if (holding && isAway(now, lastActiveAt.current)) beat(false)
      lastActiveAt.current = now
    }
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const
    for (const kind of kinds) window.addEventListener(kind, onActivity, { passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onActivity)
    }
  }, [beat, holding])

  useEffect(() => {
    if (!holding || lost) return
    ending.current = false
    held.current = true
    const second = setInterval(() => {
      if (document.visibilityState !== 'visible' || isIdle(Date.now(), lastActiveAt.current)) return
      uncounted.current += 1
      setActiveSeconds((seconds) => seconds + 1)
    }, 1_000)
    const beats = setInterval(() => {
      if (!isAway(Date.now(), lastActiveAt.current)) beat(false)
    }, beatMs)
    return () => {
      clearInterval(second)
      clearInterval(beats)
      if (uncounted.current > 0 && !ending.current) beat(true)
    }
  }, [beat, holding, lost])

  const flush = useCallback(async () => {
    ending.current = true
    if (uncounted.current > 0)
      await Promise.race([beat(false), new Promise<void>((done) => setTimeout(done, flushMs))])
  }, [beat])

  const keep = useCallback(() => {
    ending.current = false
  }, [])

  return { lost, activeSeconds, expiresAt, lastActiveAt: lastActiveAt.current, flush, keep }
}
