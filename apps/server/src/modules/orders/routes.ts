/** Orders for the people of the clinic: by lane, one with its timeline, and what may be done with it. */
import { Id, type OrderDetail } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { type Actor, type Handlers, requireProfile } from '../identity/index.ts'
import { askNetwork } from './ask-network.ts'
import { getOrder } from './get-order.ts'
import { getPharmacyRoutes } from './get-pharmacy-routes.ts'
import {
  cancelOrderFor,
  holdOrder,
  type OrderCommand,
  releaseOrder,
  rerouteOrder,
  verifyMedication,
} from './order-commands.ts'
import { countLanes, type OrderPlace, type OrderViewer, selectOrders } from './order-list-query.ts'

const writeCursor = ({ rank, turn, id }: OrderPlace): string =>
  Buffer.from(`${rank} ${turn} ${id}`).toString('base64url')

function readCursor(cursor: string | undefined): OrderPlace | null {
  if (cursor === undefined) return null
  const match = /^([1-5]) (-?\d{1,17}) (.{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  const [, rank, turn, id] = match ?? []
  if (!rank || !turn || !id || !Id.safeParse(id).success)
    throw new Problem('bad-request', { detail: 'That is no place in this list.' })
  return { rank: Number(rank), turn, id }
}

/** @throws not-permitted for a provider without a profile. */
function viewerOf(actor: Actor, now: Date): OrderViewer {
  requireProfile(actor)
  const { clinicId, providerId, role } = actor
  return {
    clinicId,
    role,
    providerId: role === 'provider' ? providerId : null,
    today: now.toISOString().slice(0, 10),
    now,
  }
}

export const orderHandlers = (deps: Pick<Deps, 'db' | 'clock' | 'pharmacyNetwork'>): Handlers => {
  /** Runs a command once and answers the order as it is afterwards. */
  const worked = async <Input>(
    call: { actor: Actor; params: { id: string }; body: Input; once: Once },
    command: (tx: Tx, command: OrderCommand<Input>) => Promise<void>,
  ): Promise<OrderDetail> => {
    const { actor, params, body: input, once } = call
    await deps.db.writeOnce(actor.clinicId, once, async (tx) => {
      await command(tx, { actor, orderId: params.id, now: deps.clock.now(), input })
      return null
    })
    return getOrder(deps, actor, params.id)
  }
  return {
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
        items: page.map(({ place: _place, ...row }) => row),
        nextCursor: rows.length > limit && last ? writeCursor(last.place) : null,
        counts,
      }
    },
    getOrder: ({ actor, params }) => getOrder(deps, actor, params.id),
    holdOrder: (call) => worked(call, holdOrder),
    releaseOrder: (call) => worked(call, releaseOrder),
    verifyMedication: (call) => worked(call, verifyMedication),
    rerouteOrder: (call) => worked(call, rerouteOrder),
    cancelOrder: ({ actor, params, body: input, once }) =>
      deps.db.writeOnce(actor.clinicId, once, async (tx) => ({
        outcome: await cancelOrderFor(tx, { actor, orderId: params.id, now: deps.clock.now(), input }),
      })),
    askNetwork: ({ actor, params, body }) => askNetwork(deps, actor, params.id, body.prescriptionId),
    getPharmacyRoutes: ({ actor, params, query }) => getPharmacyRoutes(deps, actor, params.id, query),
  }
}
