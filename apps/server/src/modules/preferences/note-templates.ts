/** Words kept ready for notes: the clinic's, which every provider sees, and each provider's own. */
import type { NoteTemplate, SaveNoteTemplate } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../identity/index.ts'
import { countNoteTemplates, deleteTemplate, listTemplates, upsertTemplate } from './queries.ts'

/** More than a menu can show is no help, and a list without an end is a way to fill a disk. */
const MOST = 100

/** The clinic's first, each list by name. Somebody without a profile has none of their own. */
export const listNoteTemplates = (deps: Deps, actor: Actor): Promise<{ items: NoteTemplate[] }> =>
  deps.db.read(actor.clinicId, async (db) => ({
    items: (await listTemplates(db, actor.clinicId, actor.providerId)).map(
      ({ provider_id, ...template }) => ({
        ...template,
        owner: provider_id === null ? ('clinic' as const) : ('mine' as const),
        kind: template.kind as NoteTemplate['kind'],
        category: template.category as NoteTemplate['category'],
      }),
    ),
  }))

/** @throws not-found for an id that belongs to somebody else; conflict when the list is full. */
export const saveNoteTemplate = (
  deps: Deps,
  actor: Actor,
  template: { id: string; providerId: string | null } & SaveNoteTemplate,
): Promise<NoteTemplate> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const { id, providerId, ...fields } = template
    const now = deps.clock.now()
    const saved = await upsertTemplate(tx, { clinicId: actor.clinicId, id, providerId, ...fields, now })
    if (!saved) throw new Problem('not-found')
    if ((await countNoteTemplates(tx, actor.clinicId, providerId)) > MOST)
      throw new Problem('bad-request', { detail: `At most ${MOST} of them can be kept.` })
    if (providerId === null) await audit(tx, actor, 'note-template.saved', id, now)
    return { id, owner: providerId === null ? 'clinic' : 'mine', ...fields }
  })

/** @throws not-found */
export const deleteNoteTemplate = (
  deps: Deps,
  actor: Actor,
  template: { id: string; providerId: string | null },
): Promise<null> =>
  deps.db.write(actor.clinicId, async (tx) => {
    if (!(await deleteTemplate(tx, { clinicId: actor.clinicId, ...template }))) throw new Problem('not-found')
    if (template.providerId === null)
      await audit(tx, actor, 'note-template.deleted', template.id, deps.clock.now())
    return null
  })

/** Words of the whole clinic end up in charts: who changed them is on record. */
const audit = (tx: Parameters<typeof recordAudit>[0], actor: Actor, action: string, id: string, at: Date) =>
  recordAudit(tx, actor, {
    action,
    subjectType: 'clinic',
    subjectId: actor.clinicId,
    details: { template: id },
    at,
  })
