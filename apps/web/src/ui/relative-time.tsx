/** Moments as elements. */
import { ago, longDate, timeWithSeconds } from './format.ts'
import { useNow } from './use-now.ts'

/** "12 s ago", kept true while it is on the screen; the exact moment on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(5_000)
  return (
    <time className="num" dateTime={at} title={`${longDate(at)}, ${timeWithSeconds(at)}`}>
      {ago(at, now)}
    </time>
  )
}
