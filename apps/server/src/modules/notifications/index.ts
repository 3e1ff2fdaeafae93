/**
 * Notifications: mail that says there is news, queued with its cause and sent once.
 * Clinical content never travels in it.
 */
export { notifyPatient } from './notify-patient.ts'
export { sendNotificationJob } from './send-notification.job.ts'
export type { Template } from './templates.ts'
