/** Refills in the words of the screen. Pure. */
import type { Delta, RefillRow, RefillSource, RefillStatus, Signal } from '@countersign/contract'
import type { Tone } from '../../ui/chips.tsx'

export const sourceNames: Record<RefillSource, string> = {
  pharmacy: 'Pharmacy asks',
  patient: 'Patient asks',
  schedule: 'Runs out',
}
export const statusNames: Record<RefillStatus, string> = {
  requested: 'To review',
  approved: 'Approved',
  approved_with_changes: 'Approved with changes',
  replaced: 'Replaced',
  denied: 'Denied',
  cancelled: 'Closed',
}
/** A green case is teal: it is not done yet. */
export const signalTones: Record<Signal, Tone> = { green: 'accent', amber: 'ask', red: 'danger' }
export const signalNames: Record<Signal, string> = {
  green: 'Nothing changed',
  amber: 'Look',
  red: 'Stop and look',
}

/** What may be signed with others: green, and in nobody else's hands. */
export const isSignable = (row: RefillRow): boolean =>
  row.status === 'requested' && row.signal === 'green' && !row.claimedByOther

/** The lines that changed, gravest first, and those that did not. */
export function splitDeltas(deltas: readonly Delta[]): { changed: Delta[]; same: Delta[] } {
  const rank: Record<Signal, number> = { red: 0, amber: 1, green: 2 }
  const moved = (delta: Delta) =>
    delta.signal !== 'green' || (delta.before !== null && delta.now !== null && delta.before !== delta.now)
  return {
    changed: deltas.filter(moved).sort((a, b) => rank[a.signal] - rank[b.signal]),
    same: deltas.filter((delta) => !moved(delta)),
  }
}
