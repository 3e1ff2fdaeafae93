/** All SQL of the module. */
import { sql } from 'kysely'
import { type Database, type Db, json, type Tx } from '../../platform/db/database.ts'

export type KnownClient = { clinicId: string; clientId: string; jwks: { keys: Record<string, unknown>[] } }

/** Who an issuer is, before any clinic is known: one function of the database answers, and only this. */
export async function findClient(db: Database, issuer: string): Promise<KnownClient | null> {
  const [row] = await db.globalOneSql(
    sql<{ clinic_id: string; id: string; jwks: KnownClient['jwks'] }>`
      select clinic_id, id, jwks from app.cds_client_by_issuer(${issuer})`,
  )
  return row ? { clinicId: row.clinic_id, clientId: row.id, jwks: row.jwks } : null
}

/** False when the token was used before, or its client was revoked meanwhile. */
export async function useToken(
  tx: Tx,
  { clinicId, clientId }: KnownClient,
  token: { id: string; expiresAt: Date },
): Promise<boolean> {
  const trusted = await tx
    .selectFrom('cds_clients')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', clientId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!trusted) return false
  const used = await tx
    .insertInto('cds_used_tokens')
    .values({ clinic_id: clinicId, client_id: clientId, jti: token.id, expires_at: token.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jti')
    .executeTakeFirst()
  return used !== undefined
}

export async function forgetTokens(db: Database, before: Date): Promise<void> {
  await db.globalOneSql(sql`select app.forget_cds_tokens(${before})`)
}

export type ClientRow = {
  id: string
  name: string
  issuer: string
  jwks: KnownClient['jwks']
  createdAt: Date
  lastUsedAt: Date | null
}

/** Those trusted now, oldest first. */
export async function listClients(db: Db, clinicId: string): Promise<ClientRow[]> {
  const rows = await db
    .selectFrom('cds_clients as c')
    .select(['c.id', 'c.name', 'c.issuer', 'c.jwks', 'c.created_at'])
    .select((select) =>
      select
        .selectFrom('cds_cards as g')
        .select((max) => max.fn.max('g.given_at').as('at'))
        .whereRef('g.clinic_id', '=', 'c.clinic_id')
        .whereRef('g.client_id', '=', 'c.id')
        .as('last_used_at'),
    )
    .where('c.clinic_id', '=', clinicId)
    .where('c.revoked_at', 'is', null)
    .orderBy('c.created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    jwks: row.jwks as KnownClient['jwks'],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** False when the issuer is trusted already, here or by another clinic. */
export async function insertClient(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    name: string
    issuer: string
    jwks: object
    createdBy: string
    at: Date
  },
): Promise<boolean> {
  const saved = await tx
    .insertInto('cds_clients')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      name: row.name,
      issuer: row.issuer,
      jwks: json(row.jwks),
      created_by: row.createdBy,
      created_at: row.at,
    })
    .onConflict((conflict) => conflict.column('issuer').where('revoked_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

/** False when there is none to revoke. */
export async function revokeClient(tx: Tx, clinicId: string, id: string, at: Date): Promise<boolean> {
  const revoked = await tx
    .updateTable('cds_clients')
    .set({ revoked_at: at })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return revoked !== undefined
}

export type CardRow = {
  id: string
  rule: string | null
  ruleVersion: number | null
  indicator: string
}

export async function insertCards(
  tx: Tx,
  of: {
    clinicId: string
    clientId: string
    service: string
    engineVersion: string
    protocolVersion: number | null
    at: Date
  },
  cards: readonly CardRow[],
): Promise<void> {
  if (cards.length === 0) return
  await tx
    .insertInto('cds_cards')
    .values(
      cards.map((card) => ({
        clinic_id: of.clinicId,
        id: card.id,
        client_id: of.clientId,
        service: of.service,
        rule: card.rule,
        rule_version: card.ruleVersion,
        indicator: card.indicator,
        engine_version: of.engineVersion,
        protocol_version: of.protocolVersion,
        given_at: of.at,
      })),
    )
    .execute()
}

/** Of these cards, the ones given to this client by this service. */
export async function givenCards(
  db: Db,
  client: { clinicId: string; clientId: string },
  service: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('cds_cards')
    .select('id')
    .where('clinic_id', '=', client.clinicId)
    .where('client_id', '=', client.clientId)
    .where('service', '=', service)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export type FeedbackRow = {
  id: string
  cardId: string
  outcome: 'accepted' | 'overridden'
  reasonCode: string | null
  outcomeAt: Date
}

export async function insertFeedback(
  tx: Tx,
  clinicId: string,
  rows: readonly FeedbackRow[],
  at: Date,
): Promise<void> {
  await tx
    .insertInto('cds_feedback')
    .values(
      rows.map((row) => ({
        clinic_id: clinicId,
        id: row.id,
        card_id: row.cardId,
        outcome: row.outcome,
        reason_code: row.reasonCode,
        outcome_at: row.outcomeAt,
        told_at: at,
      })),
    )
    .execute()
}
