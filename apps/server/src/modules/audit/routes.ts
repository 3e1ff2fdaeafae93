/** The audit log as an admin reads it. */
import { type AuditPage, Id, Instant } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import type { Handlers } from '../identity/index.ts'
import { listAuditRows } from './queries.ts'

export const auditHandlers = (deps: Deps): Handlers => ({
  listAudit: async ({ actor, query }): Promise<AuditPage> => {
    const rows = await listAuditRows(deps.db, actor.clinicId, {
      patientId: query.patientId ?? null,
      before: readCursor(query.cursor),
      limit: query.limit + 1,
    })
    const items = rows.slice(0, query.limit)
    const last = items.at(-1)
    return {
      items: items.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actor_name ?? (row.actor_role === 'system' ? 'Countersign' : 'Unknown'),
        role: row.actor_role,
        action: row.action,
        subjectType: row.subject_type,
        subjectId: row.subject_id,
        patientMrn: row.mrn,
      })),
      nextCursor: rows.length > query.limit && last ? `${last.at.toISOString()}~${last.id}` : null,
    }
  },
})

function readCursor(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null
  const [at = '', id = ''] = cursor.split('~')
  if (!Instant.safeParse(at).success || !Id.safeParse(id).success) throw new Problem('bad-request')
  return { at, id }
}
