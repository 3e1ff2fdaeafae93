/** SQL of notes and of questions to the patient. */
import type { AskedQuestion, QuestionAnswer } from '@countersign/contract'
import { type Db, json, type Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'

export async function insertRequest(
  tx: Tx,
  row: {
    clinicId: string
    id: string
    consultationId: string
    decisionId: string
    providerId: string
    message: string
    questions: readonly AskedQuestion[]
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('information_requests')
    .values({
      clinic_id: row.clinicId,
      id: row.id,
      consultation_id: row.consultationId,
      decision_id: row.decisionId,
      provider_id: row.providerId,
      message: row.message,
      questions: json(row.questions),
      asked_at: row.at,
    })
    .execute()
}

export async function lockOpenRequest(
  tx: Tx,
  clinicId: string,
  consultationId: string,
): Promise<{ id: string; questions: AskedQuestion[] } | null> {
  const row = await tx
    .selectFrom('information_requests')
    .select(['id', 'questions'])
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
    .where('status', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  return row ? { id: row.id, questions: row.questions as unknown as AskedQuestion[] } : null
}

export async function saveAnswers(
  tx: Tx,
  clinicId: string,
  requestId: string,
  answers: readonly QuestionAnswer[],
  at: Date,
): Promise<void> {
  await tx
    .updateTable('information_requests')
    .set({ status: 'answered', answers: json(answers), answered_at: at })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', requestId)
    .execute()
}

export type DraftNote = { id: string; body: string; version: number }

export async function lockDraftNote(
  tx: Tx,
  clinicId: string,
  consultationId: string,
  authorId: string,
): Promise<DraftNote | null> {
  const row = await tx
    .selectFrom('consultation_notes')
    .select(['id', 'body', 'version'])
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
    .where('author_id', '=', authorId)
    .where('kind', '=', 'note')
    .where('status', '=', 'draft')
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function insertNote(
  tx: Tx,
  row: {
    clinicId: string
    consultationId: string
    authorId: string
    kind: 'note' | 'addendum'
    body: string
    at: Date
    signedFor?: string | null
  },
): Promise<void> {
  await tx
    .insertInto('consultation_notes')
    .values({
      clinic_id: row.clinicId,
      id: newId(),
      consultation_id: row.consultationId,
      author_id: row.authorId,
      kind: row.kind,
      body: row.body,
      saved_at: row.at,
      ...(row.signedFor !== undefined && { status: 'signed', signed_at: row.at, decision_id: row.signedFor }),
    })
    .execute()
}

export async function updateDraftNote(
  tx: Tx,
  note: { clinicId: string; id: string; body: string; version: number; at: Date; signedFor?: string },
): Promise<void> {
  await tx
    .updateTable('consultation_notes')
    .set({
      body: note.body,
      version: note.version,
      saved_at: note.at,
      ...(note.signedFor && { status: 'signed', signed_at: note.at, decision_id: note.signedFor }),
    })
    .where('clinic_id', '=', note.clinicId)
    .where('id', '=', note.id)
    .execute()
}

export async function hasSignedNote(db: Db, clinicId: string, consultationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('consultation_notes')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
    .where('status', '=', 'signed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
