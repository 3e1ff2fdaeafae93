/** A provider sees and writes to only those patients in whose state they are licensed; other staff work by their role. */
import type { Db } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import type { Actor } from './actor.ts'
import { holdsLicence } from './queries.ts'

/** @throws no-licence */
export async function requireLicenceIn(db: Db, actor: Actor, state: string, now: Date): Promise<void> {
  if (actor.role !== 'provider') return
  const { clinicId, providerId } = actor
  const today = now.toISOString().slice(0, 10)
  if (providerId === null || !(await holdsLicence(db, { clinicId, providerId, state, today })))
    throw new Problem('no-licence', { detail: `This patient is in ${state}.` })
}
