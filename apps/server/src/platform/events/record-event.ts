/** Writes an event in the transaction that caused it. Ids and statuses only, never PHI. */
import type { EventType } from '@countersign/contract'
import { json, type Tx } from '../db/database.ts'
import { newId } from '../ids.ts'

export type NewEvent = {
  clinicId: string
  type: EventType
  subjectId: string
  /** Whose it is: that patient's own stream gets it too. */
  patientId: string | null
  body?: Record<string, string | number | boolean | null>
  at: Date
}

export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      clinic_id: event.clinicId,
      id: newId(),
      type: event.type,
      subject_id: event.subjectId,
      patient_id: event.patientId,
      body: json(event.body ?? {}),
      at: event.at,
    })
    .execute()
}
