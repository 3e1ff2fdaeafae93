/** The plan's `getPendingConsultations`: the queue a provider sees, in deadline order, keyset-paged. */
import type { QueueCard, QueuePage, QueueQuery, Shift } from '@countersign/contract'
import { CardContent, Id, QueueSort } from '@countersign/contract'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { type Actor, requireProfile } from '../identity/index.ts'
import { type Cursor, loadQueue, loadShift, type QueueRow, type Sort } from './queries.ts'
import { questionOf, readTag, stepOf, tagUntil, writeTag } from './queue-tag.ts'

/**
 * A supervisor sees every state's cases; a provider only those where they hold an active licence.
 * @param knownTag the tag of an earlier answer to the same question: no page comes back when it still stands.
 */
export async function getPendingConsultations(
  deps: Deps,
  actor: Actor,
  query: QueueQuery & { search?: string },
  knownTag?: string,
): Promise<{ page: QueuePage; tag: string } | null> {
  requireProfile(actor)
  const now = deps.clock.now()
  const viewer = { clinicId: actor.clinicId, providerId: actor.providerId, now: stepOf(now) }
  const question = questionOf(viewer.clinicId, viewer.providerId, query)
  const known = readTag(knownTag, question, now)
  const read = await loadQueue(deps.db, viewer, query, readCursor(query.cursor, query.sort), known)
  if (!read) return null
  const { count, start, snapshot } = read
  const items = read.page.slice(0, query.limit)
  const last = items.at(-1)
  const page = {
    items: items.map((row) => toCard(row, actor, now)),
    nextCursor: read.page.length > query.limit && last ? writeCursor(query.sort, last) : null,
    total: count.total,
    counts: {
      views: { all: count.all, mine: count.mine, answered: count.answered, ready: count.ready },
      category: { weight: 0, ed: 0, hair: 0, ...count.category },
      priority: { urgent: 0, high: 0, normal: 0, ...count.priority },
      state: Object.entries(count.state)
        .map(([state, n]) => ({ state, count: n }))
        .filter((one) => one.count > 0)
        .sort((a, b) => b.count - a.count || a.state.localeCompare(b.state)),
      waiting: count.waiting,
      overdue: count.overdue,
    },
    now: now.toISOString(),
  }
  return {
    page,
    tag: writeTag({ question, until: tagUntil(now, count.steadyUntil, read.page), start, snapshot }),
  }
}

const iso = (timestamp: string) => new Date(timestamp).toISOString()

function toCard(row: QueueRow, actor: Actor, now: Date): QueueCard {
  const held = row.lease_expires_at !== null && new Date(row.lease_expires_at) > now
  return {
    ...CardContent.parse(row.card),
    consultationId: row.id,
    version: row.version,
    patient: {
      id: row.patient_id,
      mrn: row.mrn,
      name: `${row.given_name} ${row.family_name}`,
      age: differenceInYears(now, parseISO(row.birth_date)),
      sex: row.sex,
      state: row.state,
    },
    category: row.category,
    visitKind: row.visit_kind,
    status: row.status as QueueCard['status'],
    priority: row.priority,
    readyToApprove: row.ready_to_approve,
    submittedAt: iso(row.submitted_at),
    dueAt: iso(row.due_at),
    claim:
      held && row.claimed_by && row.claimed_at && row.lease_expires_at
        ? {
            providerId: row.claimed_by,
            providerName: `${row.claimant_given} ${row.claimant_family}, ${row.claimant_credential}`,
            initials: `${row.claimant_given?.charAt(0)}${row.claimant_family?.charAt(0)}`,
            claimedAt: iso(row.claimed_at),
            leaseExpiresAt: iso(row.lease_expires_at),
            mine: row.claimed_by === actor.providerId,
          }
        : null,
    prefersMe: actor.providerId !== null && row.preferred_provider_id === actor.providerId,
    answered: row.answered,
  }
}

const writeCursor = (sort: Sort, row: QueueRow) => {
  const at = sort === 'waiting' || sort === 'newest' ? row.submitted_at : row.due_at
  return Buffer.from(JSON.stringify([sort, at, row.rank, row.id])).toString('base64url')
}

/** As PostgreSQL writes one to JSON: with its offset, to the microsecond. It knows no year 0. */
const Timestamp = z.iso.datetime({ offset: true }).regex(/^[1-9]/)
const CursorParts = z.tuple([QueueSort, Timestamp, z.int().min(0).max(2), Id])

/** @throws bad-request for a cursor that is none of ours, or of a list in another order. */
export function readCursor(text: string | undefined, sort: Sort): Cursor | null {
  if (text === undefined) return null
  try {
    const parts = CursorParts.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (parts.success && parts.data[0] === sort) {
      const [, at, rank, id] = parts.data
      return { sort, at, rank, id }
    }
  } catch {
    // falls through to the refusal
  }
  throw new Problem('bad-request', { detail: 'The cursor is not one this list gave out.' })
}

export async function getShift(deps: Deps, actor: Actor): Promise<Shift> {
  requireProfile(actor)
  const row = await loadShift(deps.db, {
    clinicId: actor.clinicId,
    providerId: actor.providerId,
    now: stepOf(deps.clock.now()),
  })
  return {
    doneToday: row.done_today,
    averageActiveSeconds: row.average_active_seconds,
    targetActiveSeconds: row.target ?? 300,
    waiting: row.waiting,
    overdue: row.overdue,
  }
}
