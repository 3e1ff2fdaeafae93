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
  tallyQuery,
  type Viewer,
} from './queue-query.ts'

export type { Cursor, QueueQuery, QueueRow, Seen, Sort, Viewer } from './queue-query.ts'

/** What one process remembers of a clinic's queue: where everything stood at one moment. */
type Kept = Taken & { tally: Tally }
const kept = new WeakMap<Database, Map<string, Promise<Kept>>>()
const MOST_CLINICS = 200
/** So many moves are added to each count before the tally itself is moved. */
const MOST_MOVES = 32

const tallies = (db: Database): Map<string, Promise<Kept>> => {
  const known = kept.get(db) ?? new Map<string, Promise<Kept>>()
  kept.set(db, known)
  return known
}

/** Reads it once, however many ask for it at the same moment: in a long queue it is the one thing that takes time. */
function tallyFor(db: Database, clinicId: string): Promise<Kept> {
  const all = tallies(db)
  const known = all.get(clinicId)
  if (known) return known
  const taking = db.readOneSql(clinicId, tallyQuery(clinicId)).then(([row]) => {
    const { groups, ...taken } = row as Taken & { groups: Group[] }
    return { ...taken, tally: tallyOf(groups) }
  })
  if (all.size >= MOST_CLINICS) all.delete(all.keys().next().value ?? '')
  all.set(clinicId, taking)
  taking.catch(() => forget(db, clinicId, taking))
  return taking
}

const forget = (db: Database, clinicId: string, kept: Promise<Kept>): void => {
  if (tallies(db).get(clinicId) === kept) tallies(db).delete(clinicId)
}

/** What an answer is counted by. Null when the database cannot say what moved since. */
async function goOn(
  db: Database,
  clinicId: string,
  base: Promise<Kept>,
  made: Taken & { moves: Move[] | null },
): Promise<{ tally: Tally; moves: Move[] } | null> {
  const { tally } = await base
  const { moves, start, snapshot, at } = made
  if (!moves) {
    forget(db, clinicId, base)
    return null
  }
  // Others may still count by the old one with moves of their own: it stays as it is.
  if (moves.length > MOST_MOVES && tallies(db).get(clinicId) === base)
    tallies(db).set(clinicId, Promise.resolve({ start, snapshot, at, tally: moved(tally, moves) }))
  return { tally, moves }
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
  const { clinicId } = viewer
  const base = tallyFor(db, clinicId)
  const asked = queueQuery(viewer, query, cursor, unchangedSince, await base)
  const [row] = await db.readOneSql<Answer>(clinicId, asked, 'prepared')
  const { start, snapshot, at, result } = row as Answer
  if (!result) return null
  const counted = await goOn(db, clinicId, base, { start, snapshot, at, moves: result.moves })
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
  const { clinicId } = viewer
  const base = tallyFor(db, clinicId)
  const [row] = await db.readOneSql(clinicId, shiftQuery(viewer, await base), 'prepared')
  const shift = row as ShiftRow & Taken
  const counted = await goOn(db, clinicId, base, shift)
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
