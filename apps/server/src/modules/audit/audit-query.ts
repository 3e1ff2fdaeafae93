/** A line of the record as a part of the very statement that reads what it is about: one round trip for both. */
import { type RawBuilder, sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../identity/index.ts'
import type { AuditLine } from './record-audit.ts'

/**
 * An insert for a `with` of that statement. `from` says for which rows, as in "from c where …", and `patientId`
 * which of their columns is the patient; nothing is written when there is none.
 */
export const auditOfRead = (
  actor: Actor,
  line: Pick<AuditLine, 'action' | 'subjectType' | 'subjectId' | 'at'>,
  patientId: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into audit_entries (clinic_id, id, at, actor_id, actor_role, action, subject_type, subject_id, patient_id, request_id, ip)
  select ${actor.clinicId}::uuid, ${newId()}::uuid, ${line.at}::timestamptz, ${actor.userId}::text, ${actor.role}::text, ${line.action}::text,
    ${line.subjectType}::text, ${line.subjectId}::uuid, ${patientId}, ${actor.requestId}::text, ${actor.ip}::inet
  ${from}`
