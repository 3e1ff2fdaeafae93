/** A notification and what may become of it. */

export type NotificationStatus = 'queued' | 'sent' | 'bounced' | 'failed' | 'suppressed'

const transitions = {
  queued: ['sent', 'bounced', 'failed', 'suppressed'],
  sent: [],
  bounced: [],
  failed: [],
  suppressed: [],
} as const satisfies Record<NotificationStatus, readonly NotificationStatus[]>

export const mayBecome = (from: NotificationStatus, to: NotificationStatus): boolean =>
  (transitions[from] as readonly NotificationStatus[]).includes(to)
