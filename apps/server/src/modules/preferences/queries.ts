/** All SQL of the module. */
import type { SaveNoteTemplate } from '@countersign/contract'
import { sql } from 'kysely'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'

export async function loadPreferencesRow(db: Db, clinicId: string, providerId: string) {
  return db
    .selectFrom('provider_preferences')
    .select(['version', 'notification_settings', 'dashboard_layout', 'default_filters'])
    .where('clinic_id', '=', clinicId)
    .where('provider_id', '=', providerId)
    .executeTakeFirst()
}

/** False when another tab saved the same version first. */
export async function savePreferencesRow(
  tx: Tx,
  row: {
    clinicId: string
    providerId: string
    version: number
    notifications: unknown
    layout: unknown
    filters: unknown
    now: Date
  },
): Promise<boolean> {
  const content = {
    notification_settings: json(row.notifications),
    dashboard_layout: json(row.layout),
    default_filters: json(row.filters),
    version: row.version,
    updated_at: row.now,
  }
  const saved = await tx
    .insertInto('provider_preferences')
    .values({ clinic_id: row.clinicId, id: newId(), provider_id: row.providerId, ...content })
    .onConflict((oc) =>
      oc
        .columns(['clinic_id', 'provider_id'])
        .doUpdateSet(content)
        .where('provider_preferences.version', '=', row.version - 1),
    )
    .returning('version')
    .executeTakeFirst()
  return saved !== undefined
}

type Owned = { clinicId: string; id: string; providerId: string | null }

export async function listTemplates(db: Db, clinicId: string, providerId: string | null) {
  return db
    .selectFrom('note_templates')
    .select(['id', 'provider_id', 'kind', 'name', 'shortcut', 'category', 'body'])
    .where('clinic_id', '=', clinicId)
    .where((eb) =>
      providerId === null
        ? eb('provider_id', 'is', null)
        : eb.or([eb('provider_id', 'is', null), eb('provider_id', '=', providerId)]),
    )
    .orderBy(sql`provider_id is not null`)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
}

/** False when the id is another owner's: it is not theirs to change. */
export async function upsertTemplate(
  tx: Tx,
  { clinicId, id, providerId, now, ...fields }: Owned & SaveNoteTemplate & { now: Date },
): Promise<boolean> {
  const saved = await tx
    .insertInto('note_templates')
    .values({ clinic_id: clinicId, id, provider_id: providerId, ...fields })
    .onConflict((oc) =>
      oc
        .columns(['clinic_id', 'id'])
        .doUpdateSet({ ...fields, updated_at: now })
        .where('note_templates.provider_id', 'is not distinct from', providerId),
    )
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

export async function countNoteTemplates(
  db: Db,
  clinicId: string,
  providerId: string | null,
): Promise<number> {
  const { n } = await db
    .selectFrom('note_templates')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', clinicId)
    .where('provider_id', 'is not distinct from', providerId)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function deleteTemplate(tx: Tx, { clinicId, id, providerId }: Owned): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('note_templates')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('provider_id', 'is not distinct from', providerId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
