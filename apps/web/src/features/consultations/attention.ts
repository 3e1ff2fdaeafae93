/** How long ago somebody was last at the screen, and what that means for the time counted and the case held. Pure. */

/** Time without a pointer or a key after which looking is not counted as work. */
const idleAfterMs = 30_000
/**
 * Time after which the hold is not kept up any more: a minute or two later the lease runs out and the case is
 * for others, a quarter of an hour after its provider left.
 */
const awayAfterMs = 13 * 60_000

export function isIdle(now: number, lastActiveAt: number): boolean {
  return now - lastActiveAt > idleAfterMs
}

export function isAway(now: number, lastActiveAt: number): boolean {
  return now - lastActiveAt > awayAfterMs
}
