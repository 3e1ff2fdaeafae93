/** All SQL of the module. Patients and clinics are only read: where mail goes, and in whose name. */
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { mayBecome, type NotificationStatus } from './notification.ts'
import type { Template } from './templates.ts'

export type NewNotification = {
  clinicId: string
  patientId: string
  template: Template
  subjectId: string
  dedupeKey: string
  now: Date
}

/** The new notification's id; null when one of the same key was asked for before. */
export async function insertNotification(tx: Tx, notification: NewNotification): Promise<string | null> {
  const inserted = await tx
    .insertInto('notifications')
    .values({
      clinic_id: notification.clinicId,
      id: newId(),
      recipient_kind: 'patient',
      recipient_id: notification.patientId,
      channel: 'email',
      template: notification.template,
      subject_id: notification.subjectId,
      status: 'queued',
      dedupe_key: notification.dedupeKey,
      queued_at: notification.now,
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

export type QueuedNotification = {
  id: string
  template: string
  status: NotificationStatus
  email: string
  clinicName: string
}

export async function lockNotification(
  tx: Tx,
  clinicId: string,
  notificationId: string,
): Promise<QueuedNotification | null> {
  const row = await tx
    .selectFrom('notifications as n')
    .innerJoin('patients as p', (join) =>
      join.onRef('p.clinic_id', '=', 'n.clinic_id').onRef('p.id', '=', 'n.recipient_id'),
    )
    .innerJoin('clinics as c', 'c.id', 'n.clinic_id')
    .select(['n.id', 'n.template', 'n.status', 'p.email', 'c.name as clinicName'])
    .where('n.clinic_id', '=', clinicId)
    .where('n.id', '=', notificationId)
    .forNoKeyUpdate('n')
    .executeTakeFirst()
  return row ? { ...row, status: row.status as NotificationStatus } : null
}

/** The only writer of a notification's status. */
export async function saveNotification(
  tx: Tx,
  clinicId: string,
  notification: { id: string; status: NotificationStatus },
  change: { status: NotificationStatus; failure: string | null; at: Date },
): Promise<void> {
  if (change.status !== notification.status && !mayBecome(notification.status, change.status)) {
    throw new Error(`a notification that is ${notification.status} cannot become ${change.status}`)
  }
  await tx
    .updateTable('notifications')
    .set({
      status: change.status,
      failure: change.failure,
      ...(change.status === 'sent' && { sent_at: change.at }),
    })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', notification.id)
    .execute()
}

export async function countAttempt(tx: Tx, clinicId: string, notificationId: string): Promise<void> {
  await tx
    .updateTable('notifications')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('clinic_id', '=', clinicId)
    .where('id', '=', notificationId)
    .execute()
}
