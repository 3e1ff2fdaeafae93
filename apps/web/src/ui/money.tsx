/** Money and moments as elements. */
import { ago, longDate, money, timeWithSeconds } from './format.ts'
import { useNow } from './use-now.ts'

export function Money({ cents, currency = 'USD' }: { cents: number; currency?: string }) {
  return <span className="num">{money(cents, currency)}</span>
}

/** "12 s ago", kept true while it is on the screen; the exact moment on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(5_000)
  return (
    <time className="num" dateTime={at} title={`${longDate(at)}, ${timeWithSeconds(at)}`}>
      {ago(at, now)}
    </time>
  )
}
