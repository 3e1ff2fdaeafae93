/** All SQL of the module. */
import type { ProtocolPolicy } from '@countersign/contract'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import type { Protocol } from './protocol.ts'

/** The version in force at a moment, or null when the clinic keeps to the platform's own. */
export async function loadInForce(
  db: Db,
  clinicId: string,
  now: Date,
): Promise<{ version: number; policy: ProtocolPolicy } | null> {
  const row = await db
    .selectFrom('clinic_protocols')
    .select(['version', 'policy'])
    .where('clinic_id', '=', clinicId)
    .where('effective_from', '<=', now)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { version: row.version, policy: row.policy as ProtocolPolicy } : null
}

export async function loadVersion(db: Db, clinicId: string, version: number): Promise<ProtocolPolicy | null> {
  const row = await db
    .selectFrom('clinic_protocols')
    .select('policy')
    .where('clinic_id', '=', clinicId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ? (row.policy as ProtocolPolicy) : null
}

/** Newest first. */
export async function listVersions(db: Db, clinicId: string): Promise<Protocol[]> {
  const rows = await db
    .selectFrom('clinic_protocols as p')
    .leftJoin('auth.user as u', 'u.id', 'p.author_id')
    .select(['p.version', 'p.policy', 'p.reason', 'p.effective_from', 'p.created_at', 'u.name as author'])
    .where('p.clinic_id', '=', clinicId)
    .orderBy('p.version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    policy: row.policy as ProtocolPolicy,
    reason: row.reason,
    author: row.author ?? 'Unknown',
    effectiveFrom: row.effective_from,
    createdAt: row.created_at,
  }))
}

/** False when the version was taken meanwhile. */
export async function insertVersion(
  tx: Tx,
  row: Omit<Protocol, 'author'> & { clinicId: string; authorId: string },
): Promise<boolean> {
  const saved = await tx
    .insertInto('clinic_protocols')
    .values({
      clinic_id: row.clinicId,
      version: row.version,
      policy: json(row.policy),
      reason: row.reason,
      author_id: row.authorId,
      effective_from: row.effectiveFrom,
      created_at: row.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  return saved !== undefined
}
