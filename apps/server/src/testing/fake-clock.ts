/** A clock that stands still until it is told to move, decades ahead of the machine's. For tests only. */
import type { Clock } from '../platform/clock.ts'

export type FakeClock = Clock & { advance(seconds: number): void; at(): Date }

export function fakeClock(start = new Date('2090-01-05T15:00:00.000Z')): FakeClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    at: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000
    },
  }
}
