import type { CdsClient } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Actor } from '../identity/index.ts'
import { type ClientRow, listClients } from './queries.ts'

export const listCdsClients = async (deps: Deps, actor: Actor): Promise<{ items: CdsClient[] }> => {
  const rows = await deps.db.read(actor.clinicId, (db) => listClients(db, actor.clinicId))
  return { items: rows.map(clientView) }
}

export const clientView = (row: ClientRow): CdsClient => ({
  id: row.id,
  name: row.name,
  issuer: row.issuer,
  keyIds: row.jwks.keys.map(({ kid }) => String(kid)),
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})
