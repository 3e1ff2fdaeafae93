/**
 * Hands one queued notification to the mail server. A crash between hand-over and record sends the same mail
 * again under the same Message-ID, which mail servers and readers fold into one.
 */

import { MailBounced } from '../../adapters/mail/port.ts'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type JobHandler, RetryLater } from '../../platform/jobs/worker.ts'
import type { NotificationStatus } from './notification.ts'
import { countAttempt, lockNotification, saveNotification } from './queries.ts'
import { composeMail, isTemplate } from './templates.ts'

export type SendNotificationDeps = Pick<Deps, 'db' | 'clock' | 'mailer'> & {
  config: Pick<Deps['config'], 'PUBLIC_URL'>
}

export const sendNotificationJob =
  (deps: SendNotificationDeps): JobHandler =>
  async ({ clinicId, notificationId = '' }, { lastAttempt }) => {
    const inPreparedTransaction = <T>(run: (tx: Tx) => Promise<T>) => deps.db.write(clinicId, run, 'prepared')
    const queued = await inPreparedTransaction(async (tx) => {
      const notification = await lockNotification(tx, clinicId, notificationId)
      if (notification?.status !== 'queued') return null
      await countAttempt(tx, clinicId, notificationId)
      return notification
    })
    if (!queued) return

    const record = (status: NotificationStatus, failure: string | null) =>
      inPreparedTransaction(async (tx) => {
        const notification = await lockNotification(tx, clinicId, notificationId)
        if (notification?.status !== 'queued') return
        await saveNotification(tx, clinicId, notification, { status, failure, at: deps.clock.now() })
      })

    if (!isTemplate(queued.template)) return record('failed', 'there is no such template')
    const mail = composeMail(queued.template, queued.clinicName, `${deps.config.PUBLIC_URL}/portal`)
    try {
      await deps.mailer.send({ to: queued.email, ...mail, messageKey: notificationId })
    } catch (error) {
      if (error instanceof MailBounced) return record('bounced', `refused with ${error.smtpCode}`)
      const reason = error instanceof Error ? error.message : 'unknown'
      if (lastAttempt) return record('failed', reason)
      throw new RetryLater(reason)
    }
    await record('sent', null)
  }
