/** The server's time as state: renders again at each step, in step with every other clock on the page. */
import { useEffect, useState } from 'react'
import { serverNow } from '../api/server-clock.ts'

export function useNow(stepMs = 1_000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), stepMs)
    return () => clearInterval(timer)
  }, [stepMs])
  return now
}
