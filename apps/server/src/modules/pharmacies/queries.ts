/** All SQL of the module. The directory is the network's, the same for every clinic. */
import type { PharmacyCapability, PharmacyView } from '@countersign/contract'
import { type Kysely, sql } from 'kysely'
import type { DirectoryPharmacy } from '../../adapters/pharmacy/port.ts'
import type { Database, Db } from '../../platform/db/database.ts'
import type { DB } from '../../platform/db/schema.generated.ts'

export type Pharmacy = PharmacyView & {
  npi: string
  active: boolean
  statesServed: string[]
  capabilities: PharmacyCapability[]
}
export type Found = Pharmacy & { distanceMiles: number | null }

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
  'capabilities',
  'active',
] as const

const read = <R extends { kind: string; capabilities: string[] }>(row: R) => ({
  ...row,
  kind: row.kind as Pharmacy['kind'],
  capabilities: row.capabilities as PharmacyCapability[],
})

export async function selectPharmacy(db: Db, ncpdpId: string): Promise<Pharmacy | null> {
  const row = await db
    .selectFrom('pharmacies')
    .select(columns)
    .where('ncpdp_id', '=', ncpdpId)
    .executeTakeFirst()
  return row ? read(row) : null
}

/** A place to measure from, as the directory's own entries say it. */
export type Origin = { postalCode: string; exact: boolean; latitude: number; longitude: number }

/**
 * Where a ZIP code is: the middle of the pharmacies that stand in it. When the directory has none there, that of
 * the numerically nearest ZIP code of the same three-digit area. Null when the area has none either.
 */
export async function selectOrigin(db: Db, postalCode: string): Promise<Origin | null> {
  const { rows } = await sql<Origin>`
    select left(postal_code, 5) as "postalCode", left(postal_code, 5) = ${postalCode} as exact,
      avg(latitude)::float8 as latitude, avg(longitude)::float8 as longitude
    from pharmacies
    where active and latitude is not null and longitude is not null and left(postal_code, 3) = ${postalCode.slice(0, 3)}
    group by left(postal_code, 5)
    order by abs(left(postal_code, 5)::integer - ${Number(postalCode)}), 1
    limit 1`.execute(db)
  return rows[0] ?? null
}

export type PharmacyFilter = {
  words: string[]
  state: string | null
  postalCode: string | null
  kind: string | null
  capability: string | null
  /** Null measures nothing. */
  origin: Origin | null
  withinMiles: number | null
}

/** Mean radius of the earth, IUGG: 6371.0088 km. */
const EARTH_MILES = 3958.7613

/** Great-circle miles (haversine) from the origin; null for a pharmacy whose place is not known. */
const milesFrom = ({ latitude, longitude }: Origin) => sql<number | null>`
  2 * ${EARTH_MILES}::float8 * asin(sqrt(least(1,
    power(sin(radians(latitude::float8 - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(latitude::float8))
      * power(sin(radians(longitude::float8 - ${longitude}::float8) / 2), 2))))`

/** Who brings a medicine to the door, wherever it stands. */
const delivers = sql<boolean>`(kind = 'mail_order' or 'delivery' = any (capabilities))`

/**
 * Near first: the same ZIP code, then by distance, then whoever delivers; by name within each. Without an origin
 * the same three-digit area stands for near. A state keeps who may dispense to it.
 */
export async function selectPharmacies(db: Db, filter: PharmacyFilter, most: number): Promise<Found[]> {
  const { words, state, postalCode, kind, capability, origin, withinMiles } = filter
  const area = postalCode?.slice(0, 3) ?? null
  const miles = origin ? milesFrom(origin) : sql<number | null>`null::float8`
  const nearness = sql<number>`case when left(postal_code, 5) = ${postalCode ?? ''} then 0
    when left(postal_code, 3) = ${area ?? ''} then 1 when kind <> 'retail' then 2 else 3 end`
  let query = db
    .selectFrom('pharmacies')
    .select([...columns, miles.as('distanceMiles')])
    .where('active', '=', true)
  for (const word of words) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(name || ' ' || address_line || ' ' || city || ' ' || state || ' ' || postal_code || ' ' || ncpdp_id) ilike ${pattern}`,
    )
  }
  if (state !== null) query = query.where(sql<boolean>`(state = ${state} or ${state} = any (states_served))`)
  if (kind !== null) query = query.where('kind', '=', kind)
  if (capability !== null) query = query.where(sql<boolean>`${capability} = any (capabilities)`)
  if (postalCode !== null) {
    query = origin
      ? query
          .where(
            sql<boolean>`(${miles} <= ${withinMiles} or left(postal_code, 3) = ${area} or ${delivers} or kind <> 'retail')`,
          )
          .orderBy(sql`(kind = 'retail' or ${miles} <= ${withinMiles}) desc`)
          .orderBy(sql`${miles} asc nulls last`)
      : query.where(sql<boolean>`(left(postal_code, 3) = ${area} or kind <> 'retail')`).orderBy(nearness)
  }
  const rows = await query.orderBy('name').orderBy('ncpdp_id').limit(most).execute()
  return rows.map(read)
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
    capabilities: pharmacy.capabilities,
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
        capabilities: eb.ref('excluded.capabilities'),
        active: eb.ref('excluded.active'),
        synced_at: eb.ref('excluded.synced_at'),
      })),
    )
    .execute()
}
