/** Notes: drafts while a case is open, signed with its decision, changed afterwards only by addendum. */
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import type { Provider } from '../identity/index.ts'
import { requireLicence } from './claim-consultation.ts'
import { hasSignedNote, insertNote, lockDraftNote, updateDraftNote } from './note-queries.ts'
import { lockConsultation } from './queries.ts'

type SavedNote = { version: number; savedAt: string }

/** Autosave. `version` 0 starts a draft; another version than the stored one means another tab wrote meanwhile. */
export const saveNote = (
  deps: Deps,
  actor: Provider,
  id: string,
  note: { body: string; version: number },
): Promise<SavedNote> =>
  deps.db.write(actor.clinicId, async (tx) => {
    const now = deps.clock.now()
    await requireLicence(tx, actor, await lockConsultation(tx, actor.clinicId, id), now)
    const draft = await lockDraftNote(tx, actor.clinicId, id, actor.providerId)
    if ((draft?.version ?? 0) !== note.version)
      throw new Problem('stale-version', { currentVersion: draft?.version ?? 0 })
    if (draft) {
      await updateDraftNote(tx, {
        clinicId: actor.clinicId,
        id: draft.id,
        body: note.body,
        version: draft.version + 1,
        at: now,
      })
    } else {
      await insertNote(tx, {
        clinicId: actor.clinicId,
        consultationId: id,
        authorId: actor.providerId,
        kind: 'note',
        body: note.body,
        at: now,
      })
    }
    return { version: note.version + 1, savedAt: now.toISOString() }
  })

/** The words that were signed are the decision's own, whatever the autosave held. */
export async function signNote(
  tx: Tx,
  actor: Provider,
  note: { consultationId: string; decisionId: string; body: string; now: Date },
): Promise<void> {
  const draft = await lockDraftNote(tx, actor.clinicId, note.consultationId, actor.providerId)
  const { body, now: at, decisionId: signedFor } = note
  if (draft) {
    await updateDraftNote(tx, {
      clinicId: actor.clinicId,
      id: draft.id,
      body,
      version: draft.version + 1,
      at,
      signedFor,
    })
  } else {
    await insertNote(tx, {
      clinicId: actor.clinicId,
      consultationId: note.consultationId,
      authorId: actor.providerId,
      kind: 'note',
      body,
      at,
      signedFor,
    })
  }
}

/** After an undo the signed note stays as it was, and its words start a new draft. */
export async function reopenNote(
  tx: Tx,
  actor: Provider,
  note: { consultationId: string; body: string; now: Date },
): Promise<void> {
  if (await lockDraftNote(tx, actor.clinicId, note.consultationId, actor.providerId)) return
  await insertNote(tx, {
    clinicId: actor.clinicId,
    consultationId: note.consultationId,
    authorId: actor.providerId,
    kind: 'note',
    body: note.body,
    at: note.now,
  })
}

export const addAddendum = (
  deps: Deps,
  actor: Provider,
  id: string,
  body: string,
  once: Once,
): Promise<SavedNote> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const consultation = await lockConsultation(tx, actor.clinicId, id)
    await requireLicence(tx, actor, consultation, now)
    if (!(await hasSignedNote(tx, actor.clinicId, id))) {
      throw new Problem('transition-not-allowed', { detail: 'There is no signed note to add to.' })
    }
    await insertNote(tx, {
      clinicId: actor.clinicId,
      consultationId: id,
      authorId: actor.providerId,
      kind: 'addendum',
      body,
      at: now,
      signedFor: consultation.decisionId,
    })
    await recordAudit(tx, actor, {
      action: 'note.addendum',
      subjectType: 'consultation',
      subjectId: id,
      patientId: consultation.patientId,
      at: now,
    })
    return { version: 1, savedAt: now.toISOString() }
  })
