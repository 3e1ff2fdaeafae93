/** One line in the record of who saw or did what, in the transaction that did it. Details hold ids and codes, never PHI. */
import { json, type Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../identity/index.ts'

export type AuditLine = {
  action: string
  subjectType:
    | 'consultation'
    | 'order'
    | 'prescription'
    | 'invoice'
    | 'payment'
    | 'intake'
    | 'document'
    | 'message'
    | 'staff'
    | 'clinic'
    | 'patient'
  subjectId: string | null
  patientId?: string | null
  details?: Record<string, string | number | boolean | null | readonly string[]>
  at: Date
}

export async function recordAudit(tx: Tx, actor: Actor, line: AuditLine): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({
      clinic_id: actor.clinicId,
      id: newId(),
      at: line.at,
      actor_id: actor.userId,
      actor_role: actor.userId === 'system' ? 'system' : actor.role,
      action: line.action,
      subject_type: line.subjectType,
      subject_id: line.subjectId,
      patient_id: line.patientId ?? null,
      request_id: actor.requestId,
      ip: actor.ip,
      details: json(line.details ?? {}),
    })
    .execute()
}
