/** All SQL of the module. The directory is the network's, the same for every clinic. */
import type { PharmacyView } from '@countersign/contract'
import { type Kysely, sql } from 'kysely'
import type { DirectoryPharmacy } from '../../adapters/pharmacy/port.ts'
import type { Database, Db } from '../../platform/db/database.ts'
import type { DB } from '../../platform/db/schema.generated.ts'

export type Pharmacy = PharmacyView & { npi: string; active: boolean; statesServed: string[] }

const columns = [
  'ncpdp_id as ncpdpId',
  'npi',
  'name',
  'kind',
  'phone',
  'address_line as addressLine',
  'city',
  'state',
  'postal_code as postalCode',
  'states_served as statesServed',
  'active',
] as const

export async function selectPharmacy(db: Db, ncpdpId: string): Promise<Pharmacy | null> {
  const row = await db
    .selectFrom('pharmacies')
    .select(columns)
    .where('ncpdp_id', '=', ncpdpId)
    .executeTakeFirst()
  return row ? { ...row, kind: row.kind as Pharmacy['kind'] } : null
}

export type PharmacyFilter = { words: string[]; state: string | null; postalCode: string | null }

/**
 * Near first: the same ZIP code, then the same three-digit area, then whoever delivers; by name within each.
 * A state keeps who may dispense to it.
 */
export async function selectPharmacies(
  database: Database,
  filter: PharmacyFilter,
  most: number,
): Promise<Pharmacy[]> {
  const { words, state, postalCode } = filter
  const area = postalCode?.slice(0, 3) ?? null
  const nearness = sql<number>`case when postal_code like ${`${postalCode ?? ''}%`} then 0
    when left(postal_code, 3) = ${area ?? ''} then 1 when kind <> 'retail' then 2 else 3 end`
  const rows = await database.global((db) => {
    let query = db.selectFrom('pharmacies').select(columns).where('active', '=', true)
    for (const word of words) {
      const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
      query = query.where(
        sql<boolean>`(name || ' ' || address_line || ' ' || city || ' ' || state || ' ' || postal_code || ' ' || ncpdp_id) ilike ${pattern}`,
      )
    }
    if (state !== null)
      query = query.where(sql<boolean>`(state = ${state} or ${state} = any (states_served))`)
    if (postalCode !== null) {
      query = query
        .where(sql<boolean>`(left(postal_code, 3) = ${area} or kind <> 'retail')`)
        .orderBy(nearness)
    }
    return query.orderBy('name').orderBy('ncpdp_id').limit(most).execute()
  })
  return rows.map((row) => ({ ...row, kind: row.kind as Pharmacy['kind'] }))
}

export async function directoryIsEmpty(database: Database): Promise<boolean> {
  const row = await database.global((db) =>
    db.selectFrom('pharmacies').select('ncpdp_id').limit(1).executeTakeFirst(),
  )
  return row === undefined
}

/** Takes over the network's directory. With `complete`, a pharmacy that is missing from it becomes inactive. */
export async function saveDirectory(
  database: Database,
  pharmacies: readonly DirectoryPharmacy[],
  complete: boolean,
  now: Date,
): Promise<void> {
  await database.global(async (db) => {
    // One statement a chunk, so that each is a transaction of its own and a reader never sees an empty directory.
    for (let at = 0; at < pharmacies.length; at += 500) await upsert(db, pharmacies.slice(at, at + 500), now)
    if (complete && pharmacies.length > 0) {
      await db
        .updateTable('pharmacies')
        .set({ active: false, synced_at: now })
        .where('active', '=', true)
        .where('synced_at', '<', now)
        .execute()
    }
  })
}

async function upsert(db: Kysely<DB>, pharmacies: readonly DirectoryPharmacy[], now: Date): Promise<void> {
  const rows = pharmacies.map((pharmacy) => ({
    ncpdp_id: pharmacy.ncpdpId,
    npi: pharmacy.npi,
    name: pharmacy.name,
    kind: pharmacy.kind,
    phone: pharmacy.phone,
    address_line: pharmacy.address.line,
    city: pharmacy.address.city,
    state: pharmacy.address.state,
    postal_code: pharmacy.address.postalCode,
    latitude: pharmacy.latitude,
    longitude: pharmacy.longitude,
    states_served: pharmacy.statesServed,
    active: true,
    synced_at: now,
  }))
  await db
    .insertInto('pharmacies')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('ncpdp_id').doUpdateSet((eb) => ({
        npi: eb.ref('excluded.npi'),
        name: eb.ref('excluded.name'),
        kind: eb.ref('excluded.kind'),
        phone: eb.ref('excluded.phone'),
        address_line: eb.ref('excluded.address_line'),
        city: eb.ref('excluded.city'),
        state: eb.ref('excluded.state'),
        postal_code: eb.ref('excluded.postal_code'),
        latitude: eb.ref('excluded.latitude'),
        longitude: eb.ref('excluded.longitude'),
        states_served: eb.ref('excluded.states_served'),
        active: eb.ref('excluded.active'),
        synced_at: eb.ref('excluded.synced_at'),
      })),
    )
    .execute()
}
