/** Orders for the people of the clinic: by lane, and one with its timeline. */
import { Id, type OrderView } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, type Handlers, requireLicenceIn } from '../identity/index.ts'
import { countLanes, type OrderViewer, selectOrderHead, selectOrders } from './order-list-query.ts'
import { selectOrderView } from './order-view-query.ts'
import { selectTimeline } from './timeline-query.ts'

/** @throws Problem `not-found`. */
export async function loadOrderView(db: Db, clinicId: string, consultationId: string): Promise<OrderView> {
  const view = await selectOrderView(db, clinicId, consultationId)
  if (!view) throw new Problem('not-found')
  return view
}

const writeCursor = (row: { approvedAtExact: Date; id: string }): string =>
  Buffer.from(`${row.approvedAtExact.getTime()} ${row.id}`).toString('base64url')

function readCursor(cursor: string | undefined): { approvedAt: Date; id: string } | null {
  if (cursor === undefined) return null
  const match = /^(\d{1,14}) (.{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!match?.[1] || !match[2] || !Id.safeParse(match[2]).success)
    throw new Problem('bad-request', { detail: 'That is no place in this list.' })
  return { approvedAt: new Date(Number(match[1])), id: match[2] }
}

/** @throws not-permitted for a provider without a profile: there is no licence to go by. */
function viewerOf(actor: Actor, now: Date): OrderViewer {
  const { clinicId, providerId, role } = actor
  if (role === 'provider' && providerId === null)
    throw new Problem('not-permitted', { detail: 'Your provider profile is not set up yet.' })
  return {
    clinicId,
    providerId: role === 'provider' ? providerId : null,
    today: now.toISOString().slice(0, 10),
  }
}

export const orderHandlers = (deps: Pick<Deps, 'db' | 'clock'>): Handlers => ({
  listOrders: async ({ actor, query }) => {
    const after = readCursor(query.cursor)
    const { lane = null, limit } = query
    const viewer = viewerOf(actor, deps.clock.now())
    const [rows, counts] = await deps.db.read(actor.clinicId, (db) =>
      Promise.all([selectOrders(db, viewer, { lane, limit, after }), countLanes(db, viewer)]),
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map(({ approvedAtExact: _exact, ...row }) => row),
      nextCursor: rows.length > limit && last ? writeCursor(last) : null,
      counts,
    }
  },

  getOrder: async ({ actor, params }) => {
    const { clinicId } = actor
    return deps.db.write(clinicId, async (tx) => {
      const now = deps.clock.now()
      const found = await selectOrderHead(tx, clinicId, params.id)
      if (!found) throw new Problem('not-found')
      const { head, approvedBy } = found
      if (actor.providerId === null || approvedBy !== actor.providerId)
        await requireLicenceIn(tx, actor, head.patient.state, now)
      const { consultationId } = head
      const patientId = head.patient.id
      const [order, timeline] = await Promise.all([
        loadOrderView(tx, clinicId, consultationId),
        selectTimeline(tx, clinicId, { id: params.id, consultationId, patientId }),
        recordAudit(tx, actor, {
          action: 'order.read',
          subjectType: 'order',
          subjectId: params.id,
          patientId,
          at: now,
        }),
      ])
      return { ...head, order, timeline }
    })
  },
})
