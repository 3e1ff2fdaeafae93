/**
 * Preferences: how one provider likes the workspace, and the words kept ready for notes. Nothing here changes
 * what anybody may see or do.
 */
import { Preferences } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { asProvider, type Handlers } from '../identity/index.ts'
import { deleteNoteTemplate, listNoteTemplates, saveNoteTemplate } from './note-templates.ts'
import { loadPreferencesRow, savePreferencesRow } from './queries.ts'

const read = (row: Awaited<ReturnType<typeof loadPreferencesRow>>): Preferences =>
  Preferences.parse({
    version: row?.version ?? 0,
    notificationSettings: row?.notification_settings ?? {},
    dashboardLayout: row?.dashboard_layout ?? {},
    defaultFilters: row?.default_filters ?? {},
  })

export const preferenceHandlers = (deps: Deps): Handlers => ({
  getPreferences: ({ actor }) =>
    deps.db.read(actor.clinicId, async (db) =>
      read(await loadPreferencesRow(db, actor.clinicId, asProvider(actor).providerId)),
    ),
  savePreferences: ({ actor, body }) =>
    deps.db.write(actor.clinicId, async (tx) => {
      const providerId = asProvider(actor).providerId
      const before = read(await loadPreferencesRow(tx, actor.clinicId, providerId))
      if (before.version !== body.version)
        throw new Problem('stale-version', { currentVersion: before.version })
      const after = { ...body, version: body.version + 1 }
      const saved = await savePreferencesRow(tx, {
        clinicId: actor.clinicId,
        providerId,
        version: after.version,
        notifications: after.notificationSettings,
        layout: after.dashboardLayout,
        filters: after.defaultFilters,
        now: deps.clock.now(),
      })
      if (!saved) throw new Problem('stale-version')
      return after
    }),
  listNoteTemplates: ({ actor }) => listNoteTemplates(deps, actor),
  saveNoteTemplate: ({ actor, params, body }) =>
    saveNoteTemplate(deps, actor, { id: params.id, providerId: asProvider(actor).providerId, ...body }),
  deleteNoteTemplate: ({ actor, params }) =>
    deleteNoteTemplate(deps, actor, { id: params.id, providerId: asProvider(actor).providerId }),
  saveClinicNoteTemplate: ({ actor, params, body }) =>
    saveNoteTemplate(deps, actor, { id: params.id, providerId: null, ...body }),
  deleteClinicNoteTemplate: ({ actor, params }) =>
    deleteNoteTemplate(deps, actor, { id: params.id, providerId: null }),
})
