/** What a clinic tunes, and how it came to that. */
import { formulary } from '@countersign/clinical'
import type { ProtocolChange, ProtocolVersion, ProtocolView } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../identity/index.ts'
import { changesBetween, inForce, type Protocol, plannedOf, rowsUnder } from './protocol.ts'
import { listVersions, loadVersion } from './queries.ts'

export const getProtocol = async (deps: Deps, actor: Actor): Promise<ProtocolView> => {
  const now = deps.clock.now()
  const versions = await deps.db.read(actor.clinicId, (db) => listVersions(db, actor.clinicId))
  const current = inForce(versions, now)
  const planned = plannedOf(versions, now)
  return {
    current: current && viewOf(current, versions),
    planned: planned && viewOf(planned, versions),
    newestVersion: versions[0]?.version ?? 0,
    rows: rowsUnder(versions, current),
    drugs: formulary.drugs.map(({ id, plainName, category }) => ({ drugId: id, name: plainName, category })),
  }
}

export const listProtocolVersions = async (
  deps: Deps,
  actor: Actor,
): Promise<{ items: ProtocolVersion[] }> => {
  const versions = await deps.db.read(actor.clinicId, (db) => listVersions(db, actor.clinicId))
  return { items: versions.map((one) => viewOf(one, versions)) }
}

export function viewOf(one: Protocol, versions: readonly Protocol[]): ProtocolVersion {
  const before = versions.find(({ version }) => version === one.version - 1)?.policy ?? null
  return {
    version: one.version,
    effectiveFrom: one.effectiveFrom.toISOString(),
    createdAt: one.createdAt.toISOString(),
    author: one.author,
    reason: one.reason,
    policy: one.policy,
    changes: changesBetween(before, one.policy),
  }
}

/** What differs between two versions of a clinic's protocol; null stands for the platform's own. */
export async function protocolChanges(
  db: Db,
  clinicId: string,
  then: number | null,
  now: number | null,
): Promise<ProtocolChange[]> {
  const policyOf = (version: number | null) => (version === null ? null : loadVersion(db, clinicId, version))
  const [before, after] = await Promise.all([policyOf(then), policyOf(now)])
  return changesBetween(before, after)
}
