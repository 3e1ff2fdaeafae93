/** Reads the queue and the shift, each in one round trip, and keeps the tallies their counts go on from. */
import type { Database } from '../../platform/db/database.ts'
import {
  type Counting,
  countQueue,
  type Group,
  type Move,
  moved,
  type QueueCount,
  type Tally,
  tallyOf,
} from './queue-count.ts'
import {
  type Answer,
  type Cursor,
  type QueueQuery,
  type QueueRow,
  queueQuery,
  type Seen,
  type ShiftRow,
  shiftQuery,
  type Taken,
  type Viewer,
} from './queue-query.ts'

export type { Cursor, QueueQuery, QueueRow, Seen, Sort, Viewer } from './queue-query.ts'

/** What one process remembers of a clinic's queue: where everything stood at one moment. */
type Kept = Taken & { tally: Tally }
const kept = new WeakMap<Database, Map<string, Kept>>()
const MOST_CLINICS = 200
/** So many moves are added to each count before the tally itself is moved. */
const MOST_MOVES = 32

const tallies = (db: Database): Map<string, Kept> => {
  const known = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, known)
  return known
}

type Made = Taken & { moves: Move[] | null; groups: Group[] | null }

/** The tally an answer is counted by, and what to add to it. Null when the one it was asked about is of no use. */
function takeTally(
  db: Database,
  clinicId: string,
  base: Kept | null,
  made: Made,
): { tally: Tally; moves: Move[] } | null {
  const all = tallies(db)
  const { start, snapshot, at } = made
  if (made.groups) {
    const tally = tallyOf(made.groups)
    if (all.size >= MOST_CLINICS) all.delete(all.keys().next().value ?? '')
    all.set(clinicId, { start, snapshot, at, tally })
    return { tally, moves: [] }
  }
  if (!base || !made.moves) {
    if (all.get(clinicId) === base) all.delete(clinicId)
    return null
  }
  // Others may still count by the old one with moves of their own: it stays as it is.
  if (made.moves.length > MOST_MOVES && all.get(clinicId) === base)
    all.set(clinicId, { start, snapshot, at, tally: moved(base.tally, made.moves) })
  return { tally: base.tally, moves: made.moves }
}

export type QueueRead = Seen & { page: QueueRow[]; count: QueueCount }

/**
 * Pending here means: in the queue or held by somebody, its card settled, in a state the viewer is licensed for.
 * @param unchangedSince where the caller's last answer was from: null comes back when it still stands.
 */
export async function loadQueue(
  db: Database,
  viewer: Viewer,
  query: QueueQuery,
  cursor: Cursor | null,
  unchangedSince: Seen | null,
): Promise<QueueRead | null> {
  const base = tallies(db).get(viewer.clinicId) ?? null
  const [row] = await db.readOneSql<Answer>(
    viewer.clinicId,
    queueQuery(viewer, query, cursor, unchangedSince, base),
    'prepared',
  )
  const { start, snapshot, at, result } = row as Answer
  if (!result) return null
  const counted = takeTally(db, viewer.clinicId, base, { start, snapshot, at, ...result })
  // The database was started anew since: what was kept is of its former life.
  if (!counted) return loadQueue(db, viewer, query, cursor, unchangedSince)
  const count = countQueue(counted.tally, counted.moves, countingOf(viewer, result.states, query))
  return {
    start,
    snapshot,
    page: result.page,
    count: result.found === null ? count : { ...count, total: result.found },
  }
}

/** The provider's figures since midnight in the clinic's time zone. */
export async function loadShift(
  db: Database,
  viewer: Viewer,
): Promise<
  Pick<ShiftRow, 'done_today' | 'average_active_seconds' | 'target'> & { waiting: number; overdue: number }
> {
  const base = tallies(db).get(viewer.clinicId) ?? null
  const [row] = await db.readOneSql<ShiftRow & Taken>(viewer.clinicId, shiftQuery(viewer, base), 'prepared')
  const shift = row as ShiftRow & Taken
  const counted = takeTally(db, viewer.clinicId, base, shift)
  if (!counted) return loadShift(db, viewer)
  const count = countQueue(counted.tally, counted.moves, countingOf(viewer, shift.states, { view: 'all' }))
  return { ...shift, waiting: count.all, overdue: count.overdue }
}

const countingOf = (viewer: Viewer, states: readonly string[], asked: Counting['asked']): Counting => ({
  states,
  providerId: viewer.providerId,
  asked,
  now: viewer.now.getTime(),
})
