/** All SQL of the module. */
import type { Message } from '@countersign/contract'
import type { Db, Tx } from '../../platform/db/database.ts'

export type NewMessage = {
  clinicId: string
  id: string
  consultationId: string
  patientId: string
  authorKind: 'patient' | 'staff'
  authorId: string
  authorName: string
  body: string
  sentAt: Date
}

export async function insertMessage(tx: Tx, m: NewMessage): Promise<void> {
  await tx
    .insertInto('messages')
    .values({
      clinic_id: m.clinicId,
      id: m.id,
      consultation_id: m.consultationId,
      patient_id: m.patientId,
      author_kind: m.authorKind,
      author_id: m.authorId,
      author_name: m.authorName,
      body: m.body,
      sent_at: m.sentAt,
    })
    .execute()
}

/** Whose consultation it is, and the state they were in when it came. Null when the clinic has none such. */
export async function findConsultation(
  db: Db,
  clinicId: string,
  consultationId: string,
): Promise<{ patientId: string; patientState: string } | null> {
  const row = await db
    .selectFrom('consultations')
    .select(['patient_id as patientId', 'patient_state as patientState'])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', consultationId)
    .executeTakeFirst()
  return row ?? null
}

export async function listMessages(db: Db, clinicId: string, consultationId: string): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'author_kind', 'author_name', 'body', 'sent_at', 'read_at'])
    .where('clinic_id', '=', clinicId)
    .where('consultation_id', '=', consultationId)
    .orderBy('sent_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    authorKind: row.author_kind as Message['authorKind'],
    authorName: row.author_name,
    body: row.body,
    sentAt: row.sent_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }))
}
