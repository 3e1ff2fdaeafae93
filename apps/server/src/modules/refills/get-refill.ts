/** Lists of refills, and one with what changed since the last approval. */
import type { RefillPage, RefillReview } from '@countersign/contract'
import { Id } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, requireLicenceIn, viewerOf } from '../identity/index.ts'
import { loadOrderView } from '../orders/index.ts'
import { requireRefill } from './decide-refill.ts'
import { countSignals, type RefillFilter, selectRefill, selectRefills } from './list-query.ts'
import { reviewOf } from './review-refill.ts'

const writeCursor = (row: { sortAt: Date; id: string }): string =>
  Buffer.from(`${row.sortAt.getTime()} ${row.id}`).toString('base64url')

function readCursor(cursor: string | undefined): RefillFilter['after'] {
  if (cursor === undefined) return null
  const match = /^(\d{1,14}) (.{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!match?.[1] || !match[2] || !Id.safeParse(match[2]).success)
    throw new Problem('bad-request', { detail: 'That is no place in this list.' })
  return { at: new Date(Number(match[1])), id: match[2] }
}

export const listRefills = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  query: Pick<RefillFilter, 'limit'> & {
    lane: 'requested' | 'decided'
    source?: RefillFilter['source'] | undefined
    signal?: RefillFilter['signal'] | undefined
    cursor?: string | undefined
  },
): Promise<RefillPage> =>
  deps.db.read(actor.clinicId, async (db) => {
    const viewer = viewerOf(actor, deps.clock.now())
    const { lane, limit, source = null, signal = null } = query
    const after = readCursor(query.cursor)
    const [rows, counts] = await Promise.all([
      selectRefills(db, viewer, { lane, limit, source, signal, after }),
      countSignals(db, viewer),
    ])
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map(({ sortAt: _sortAt, ...row }) => row),
      nextCursor: rows.length > limit && last ? writeCursor(last) : null,
      counts,
    }
  })

/** @throws not-found, no-licence. Each read is on the audit record. */
export const getRefill = (
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<RefillReview> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    const { clinicId } = actor
    const viewer = viewerOf(actor, now)
    const row = await selectRefill(tx, viewer, id)
    if (!row) throw new Problem('not-found')
    await requireLicenceIn(tx, actor, row.patient.state, now)
    const { refill, previous } = await requireRefill(tx, clinicId, id)
    const [review, order] = await Promise.all([
      reviewOf(tx, refill, previous, now),
      loadOrderView(tx, clinicId, id),
      recordAudit(tx, actor, {
        action: 'refill.read',
        subjectType: 'consultation',
        subjectId: id,
        patientId: refill.patientId,
        at: now,
      }),
    ])
    const { requested, answers, answeredAt } = refill
    return {
      ...row,
      signal: review.signal,
      why: review.why,
      previous: {
        prescriptionId: previous.prescriptionId,
        drugDescription: previous.drugDescription,
        sig: previous.sig,
        quantity: previous.quantity,
        daysSupply: previous.daysSupply,
        refills: previous.refills,
        writtenOn: previous.writtenOn,
        approvedBy: previous.approvedBy,
        approvedAt: previous.approvedAt.toISOString(),
      },
      request: requested && {
        drugDescription: requested.description,
        quantity: requested.quantity,
        daysSupply: requested.daysSupply,
        refills: requested.refills,
        lastFilledOn: requested.lastFilledOn,
        note: requested.note,
      },
      checkIn: answers && answeredAt ? { answers, at: answeredAt.toISOString() } : null,
      deltas: review.deltas,
      proposal: review.proposal,
      pharmacyView: order.pharmacy,
      blocking: review.blocking,
      overridable: review.overridable,
    }
  })
