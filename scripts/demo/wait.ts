/** Waiting for what others do: asked again and again until it is so, or until a deadline that says what was missing. */
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE_MS = 150

export type Patience = { readonly withinMs: number; readonly pauseMs?: number }

/**
 * Resolves with the first answer of `look` that is neither false, null nor undefined. Throws when the deadline
 * passes, naming `what` and, when given, what was seen last.
 */
export const until = async <T>(
  what: string,
  { withinMs, pauseMs = PAUSE_MS }: Patience,
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  lastSeen?: () => unknown,
): Promise<T> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== false && seen !== null && seen !== undefined) return seen
    if (Date.now() > deadline) {
      const last = lastSeen ? `; last seen: ${JSON.stringify(lastSeen())}` : ''
      throw new Error(`${what}: not within ${Math.round(withinMs / 1000)} s${last}`)
    }
    await sleep(pauseMs)
  }
}

/** Runs `work` on every item, `width` at a time, in order of start; the first failure is thrown after all ended. */
export const eachAtMost = async <T, R>(
  width: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = []
  const failures: unknown[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      try {
        results[index] = await work(items[index] as T, index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}
