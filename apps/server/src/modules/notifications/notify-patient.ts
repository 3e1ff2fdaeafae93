/** Queues a mail to a patient, in the transaction that gives cause for it: once a template and subject. */
import type { Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import { insertNotification } from './queries.ts'
import type { Template } from './templates.ts'

export type NotifyPatient = {
  clinicId: string
  patientId: string
  template: Template
  /** What it is about: the consultation, decision, prescription, payment … */
  subjectId: string
  /** Tells two occasions of the same template and subject apart; the same key is mailed once. */
  dedupeKey: string
  /** Not before this instant: what can still be undone is not told yet. */
  runAt?: Date
  now: Date
}

export async function notifyPatient(tx: Tx, notify: NotifyPatient): Promise<void> {
  const { clinicId, template, subjectId, runAt } = notify
  const dedupeKey = `${template}:${subjectId}:${notify.dedupeKey}`
  const notificationId = await insertNotification(tx, { ...notify, dedupeKey })
  if (notificationId === null) return
  await enqueue(
    tx,
    'send-notification',
    { clinicId, notificationId },
    { ...(runAt && { runAt }), maxAttempts: 12 },
  )
}
