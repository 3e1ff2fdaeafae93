/** All SQL of the module. */
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
