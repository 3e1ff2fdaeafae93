/** The secret that opens one intake. Shown once; only its SHA-256 is kept, so a copy of the database opens nothing. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { clinicOfToken, type IntakeKey } from './queries.ts'

/** 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** What opens this intake, from the `X-Intake-Token` header. @throws not-found for a missing or foreign token */
export async function intakeKey(database: Database, request: FastifyRequest, id: string): Promise<IntakeKey> {
  const token = request.headers['x-intake-token']
  if (typeof token !== 'string' || token.length < 20 || token.length > 120) throw new Problem('not-found')
  const tokenHash = hashToken(token)
  const clinicId = await clinicOfToken(database, tokenHash)
  if (!clinicId) throw new Problem('not-found')
  return { clinicId, id, tokenHash }
}
