/** A new version of the protocol: checked row by row, added and never overwritten, on the audit record. */
import type { ProtocolVersion, SaveProtocol } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { viewOf } from './get-protocol.ts'
import { changesBetween, faultsOf } from './protocol.ts'
import { insertVersion, listVersions } from './queries.ts'

const FURTHEST_AHEAD_MS = 366 * 24 * 60 * 60 * 1000

/** @throws validation-failed for a label row or a day that is past, stale-version when somebody saved meanwhile. */
export const saveProtocol = (
  deps: Deps,
  actor: Actor,
  input: SaveProtocol,
  once: Once,
): Promise<ProtocolVersion> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const refuse = (pointer: string, message: string) => {
      throw new Problem('validation-failed', { errors: [{ pointer, message }] })
    }
    const faults = faultsOf(input.policy)
    if (faults.length > 0) throw new Problem('validation-failed', { errors: faults })
    const effectiveFrom = input.effectiveFrom === undefined ? now : new Date(input.effectiveFrom)
    if (effectiveFrom < now) refuse('/effectiveFrom', 'That day is past: what was decided stays decided.')
    if (effectiveFrom.getTime() - now.getTime() > FURTHEST_AHEAD_MS)
      refuse('/effectiveFrom', 'At most a year ahead.')

    const versions = await listVersions(tx, actor.clinicId)
    const newest = versions[0] ?? null
    if ((newest?.version ?? 0) !== input.after)
      throw new Problem('stale-version', { currentVersion: newest?.version ?? 0 })
    if (changesBetween(newest?.policy ?? null, input.policy).length === 0)
      refuse('/policy', 'Nothing differs from the version before.')
    const version = input.after + 1
    const { policy, reason } = input
    const saved = await insertVersion(tx, {
      clinicId: actor.clinicId,
      version,
      policy,
      reason,
      authorId: actor.userId,
      effectiveFrom,
      createdAt: now,
    })
    if (!saved) throw new Problem('stale-version')
    const changes = changesBetween(newest?.policy ?? null, policy)
    await recordAudit(tx, actor, {
      action: 'protocol.changed',
      subjectType: 'clinic',
      subjectId: actor.clinicId,
      details: {
        version,
        effectiveFrom: effectiveFrom.toISOString(),
        changes: changes.map(({ what, from, to }) => `${what}: ${from ?? 'platform'} to ${to ?? 'platform'}`),
      },
      at: now,
    })
    const one = { version, policy, reason, author: actor.name, effectiveFrom, createdAt: now }
    return viewOf(one, versions)
  })
