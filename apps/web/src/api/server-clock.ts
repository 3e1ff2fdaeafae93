/**
 * The server's time as this browser knows it. Deadlines, leases and undo windows are the server's; a laptop
 * whose clock is minutes wrong must still count them right.
 */
let offsetMs = 0

/** Learns from an answer's Date header, which is exact to a second: smaller differences are noise. */
export function noteServerDate(header: string | null, now = Date.now()): void {
  if (header === null) return
  const server = Date.parse(header)
  if (Number.isNaN(server)) return
  const difference = server + 500 - now
  offsetMs = Math.abs(difference) < 2_000 ? 0 : difference
}

/** Milliseconds since the epoch, by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs
}
