/** The clinic's protocol as the engine takes it: read in the transaction of every assessment. */
import type { ClinicPolicy } from '@countersign/clinical'
import type { Db } from '../../platform/db/database.ts'
import { toClinicPolicy } from './protocol.ts'
import { loadInForce, loadVersion } from './queries.ts'

/** `version` null and an empty policy: the platform's own. */
export type ProtocolInForce = { version: number | null; policy: ClinicPolicy }

export async function loadProtocol(db: Db, clinicId: string, now: Date): Promise<ProtocolInForce> {
  const found = await loadInForce(db, clinicId, now)
  return found
    ? { version: found.version, policy: toClinicPolicy(found.version, found.policy) }
    : { version: null, policy: {} }
}

/** A version by its number, as it judged then. */
export async function loadProtocolVersion(
  db: Db,
  clinicId: string,
  version: number | null,
): Promise<ProtocolInForce> {
  const policy = version === null ? null : await loadVersion(db, clinicId, version)
  return version === null || policy === null
    ? { version: null, policy: {} }
    : { version, policy: toClinicPolicy(version, policy) }
}
