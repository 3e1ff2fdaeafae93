/** Messages between a patient and the care team about one consultation. */
import type { Message } from '@countersign/contract'
import type { Deps } from '../../deps.ts'
import type { Once, Tx } from '../../platform/db/database.ts'
import { recordEvent } from '../../platform/events/record-event.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, type Patient, requireLicenceIn } from '../identity/index.ts'
import { notifyPatient } from '../notifications/index.ts'
import { findConsultation, insertMessage } from './queries.ts'

type Outgoing = {
  actor: Actor
  consultationId: string
  patientId: string
  authorKind: 'patient' | 'staff'
  authorId: string
  body: string
  now: Date
}

async function send(tx: Tx, m: Outgoing): Promise<Message> {
  const { clinicId } = m.actor
  const message = { clinicId, id: newId(), ...m, authorName: m.actor.name, sentAt: m.now }
  await insertMessage(tx, message)
  await recordEvent(tx, {
    clinicId,
    type: 'message.sent',
    subjectId: m.consultationId,
    patientId: m.patientId,
    body: { messageId: message.id, from: m.authorKind },
    at: m.now,
  })
  await recordAudit(tx, m.actor, {
    action: 'message.sent',
    subjectType: 'message',
    subjectId: message.id,
    patientId: m.patientId,
    at: m.now,
  })
  return {
    id: message.id,
    authorKind: m.authorKind,
    authorName: m.actor.name,
    body: m.body,
    sentAt: m.now.toISOString(),
    readAt: null,
  }
}

/** @throws not-found for a consultation that is not the patient's. */
export async function sendPatientMessage(
  tx: Tx,
  input: { actor: Patient; consultationId: string; body: string; now: Date },
): Promise<Message> {
  const { actor, consultationId } = input
  const consultation = await findConsultation(tx, actor.clinicId, consultationId)
  if (consultation?.patientId !== actor.patientId) throw new Problem('not-found')
  const { patientId } = actor
  return send(tx, { ...input, patientId, authorKind: 'patient', authorId: actor.patientId })
}

/**
 * The patient is told by mail that a message waits, never what it says.
 * @throws not-found, no-licence for a provider who may not practise where the patient is.
 */
export const sendStaffMessage = (
  deps: Deps,
  actor: Actor,
  consultationId: string,
  body: string,
  once: Once,
): Promise<Message> =>
  deps.db.writeOnce(actor.clinicId, once, async (tx) => {
    const now = deps.clock.now()
    const consultation = await findConsultation(tx, actor.clinicId, consultationId)
    if (!consultation || !actor.staffMemberId) throw new Problem('not-found')
    const { patientId, patientState } = consultation
    await requireLicenceIn(tx, actor, patientState, now)
    const authorId = actor.staffMemberId
    const message = await send(tx, {
      actor,
      consultationId,
      patientId,
      authorKind: 'staff',
      authorId,
      body,
      now,
    })
    await notifyPatient(tx, {
      clinicId: actor.clinicId,
      patientId,
      template: 'message_waiting',
      subjectId: consultationId,
      dedupeKey: `message:${message.id}`,
      now,
    })
    return message
  })
