/** The SQL of a clinic's routing rules and of a patient's own pharmacy. */
import type { RoutingRule, SaveRoutingRule } from '@countersign/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'

const columns = [
  'id',
  'name',
  'position',
  'active',
  'category',
  'drug_id as drugId',
  'state',
  'coverage',
  'effect',
  'pharmacy_id as pharmacyId',
  'kind',
  'capability',
] as const

export async function listRules(db: Db, clinicId: string): Promise<RoutingRule[]> {
  const rows = await db
    .selectFrom('routing_rules')
    .select(columns)
    .where('clinic_id', '=', clinicId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows as RoutingRule[]
}

const valuesOf = (rule: SaveRoutingRule, now: Date) => ({
  name: rule.name,
  position: rule.position,
  active: rule.active,
  category: rule.category,
  drug_id: rule.drugId,
  state: rule.state,
  coverage: rule.coverage,
  effect: rule.effect,
  pharmacy_id: rule.pharmacyId,
  kind: rule.kind,
  capability: rule.capability,
  updated_at: now,
})

export async function insertRule(
  tx: Tx,
  clinicId: string,
  rule: SaveRoutingRule,
  now: Date,
): Promise<RoutingRule> {
  const row = await tx
    .insertInto('routing_rules')
    .values({ clinic_id: clinicId, id: newId(), created_at: now, ...valuesOf(rule, now) })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as RoutingRule
}

/** Null when this clinic has no such rule. */
export async function updateRule(
  tx: Tx,
  clinicId: string,
  id: string,
  rule: SaveRoutingRule,
  now: Date,
): Promise<RoutingRule | null> {
  const row = await tx
    .updateTable('routing_rules')
    .set(valuesOf(rule, now))
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(columns)
    .executeTakeFirst()
  return (row as RoutingRule | undefined) ?? null
}

/** The rule is kept, and no longer applies. False when this clinic has no such rule. */
export async function removeRule(tx: Tx, clinicId: string, id: string, now: Date): Promise<boolean> {
  const removed = await tx
    .updateTable('routing_rules')
    .set({ removed_at: now, updated_at: now })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return removed.numUpdatedRows === 1n
}

export type Home = { state: string; postalCode: string; favourite: string | null }

/** Where a patient lives, and their own pharmacy. */
export async function selectHome(db: Db, clinicId: string, patientId: string): Promise<Home> {
  return db
    .selectFrom('patients')
    .select(['state', 'postal_code as postalCode', 'preferred_pharmacy_id as favourite'])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow()
}

export async function saveFavourite(
  tx: Tx,
  clinicId: string,
  patientId: string,
  pharmacyId: string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('patients')
    .set({ preferred_pharmacy_id: pharmacyId, updated_at: now })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', patientId)
    .execute()
}
