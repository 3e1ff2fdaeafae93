/** The timeline of an order in words for the people of the clinic. */
import type { OrderDetail } from '@countersign/contract'

export type TimelineEntry = Omit<OrderDetail['timeline'][number], 'at'> & { at: Date }
type Outcome = TimelineEntry['outcome']

const decisions: Record<string, string> = {
  approved: 'Approved',
  denied: 'Denied',
  info_requested: 'Asked the patient',
  escalated: 'Sent to a live or in-person visit',
  undone: 'Took the decision back',
}

/** What belongs to the whole order, with nothing more to say of it. */
const whole = { prescriptionId: null, detail: null } as const

export const decisionWords = (at: Date, status: string, by: string): TimelineEntry => ({
  ...whole,
  at,
  kind: 'decision',
  text: `${decisions[status] ?? status} by ${by}`,
  outcome: 'info',
})

type MessageRow = {
  at: Date
  direction: string
  type: string
  outcome: string
  messageId: string
  prescriptionId: string | null
  pharmacy: string
}

const incoming: Record<string, (pharmacy: string) => [string, Outcome]> = {
  'Status accepted': (pharmacy) => [`The network took it for ${pharmacy}`, 'ok'],
  'Error rejected': () => ['The network rejected it', 'trouble'],
  'Error retry': () => ['The network could not deliver it yet', 'trouble'],
  'Verify verified': (pharmacy) => [`${pharmacy} has the prescription`, 'ok'],
  'RxFill filled': (pharmacy) => [`${pharmacy} filled it`, 'ok'],
  'RxFill partially_filled': (pharmacy) => [`${pharmacy} filled part of it`, 'ok'],
  'RxFill not_filled': (pharmacy) => [`${pharmacy} did not fill it`, 'trouble'],
  'RxFill transferred': (pharmacy) => [`${pharmacy} passed it on to another pharmacy`, 'info'],
  'RxFill alarm': (pharmacy) => [`${pharmacy} filled a prescription that is no longer in force`, 'trouble'],
  'Error cancel_denied': (pharmacy) => [`${pharmacy} could not cancel it`, 'trouble'],
  'RxRenewalRequest asked': (pharmacy) => [`${pharmacy} asks for a renewal`, 'info'],
  'RxChangeRequest asked': (pharmacy) => [`${pharmacy} asks for a change`, 'info'],
  'CancelRxResponse cancelled': (pharmacy) => [`${pharmacy} cancelled it`, 'ok'],
  'CancelRxResponse cancel_denied': (pharmacy) => [`${pharmacy} did not cancel it`, 'trouble'],
}

const outgoing: Record<string, (pharmacy: string) => string> = {
  NewRx: (pharmacy) => `Prescription sent for ${pharmacy}`,
  CancelRx: (pharmacy) => `${pharmacy} asked to cancel the prescription`,
  'RxRenewalResponse denied': (pharmacy) => `Renewal denied to ${pharmacy}`,
  RxRenewalResponse: (pharmacy) => `Renewal answered to ${pharmacy}`,
  'RxChangeResponse denied': (pharmacy) => `Change denied to ${pharmacy}`,
  'RxChangeResponse validated': (pharmacy) => `Confirmed to ${pharmacy} what it asked`,
  RxChangeResponse: (pharmacy) => `Change answered to ${pharmacy}`,
}

/** Our answers to what came in say nothing a person needs: they are left out. */
export function messageWords(row: MessageRow): TimelineEntry | null {
  const { at, direction, type, outcome, pharmacy, prescriptionId } = row
  const detail = `${type} ${row.messageId.slice(0, 8)}`
  if (direction === 'out') {
    const words = outgoing[`${type} ${outcome}`] ?? outgoing[type]
    return words
      ? { at, kind: 'message_out', text: words(pharmacy), outcome: 'info', prescriptionId, detail }
      : null
  }
  const words = incoming[`${type} ${outcome}`]
  const [text, meaning]: [string, Outcome] = words?.(pharmacy) ?? [
    `${type} received from ${pharmacy}`,
    'info',
  ]
  return { at, kind: 'message_in', text, outcome: meaning, prescriptionId, detail }
}

const remarks: Record<string, [string, Outcome]> = {
  hold: ['Held', 'trouble'],
  release: ['Let go on', 'ok'],
  cancel: ['Cancelling asked for', 'info'],
  reroute: ['Sent to another pharmacy', 'info'],
  adjust: ['Changed and signed again', 'info'],
  verify: ['Medication compared', 'ok'],
  change_request: ['Pharmacy answered', 'info'],
  titration: ['Series', 'info'],
}

type RemarkRow = { at: Date; kind: string; reason: string | null; text: string; by: string }

export function remarkWords({ at, kind, reason, text, by }: RemarkRow): TimelineEntry {
  const [what, outcome] = remarks[kind] ?? [kind, 'info']
  const why = reason === null ? '' : ` (${reason.replaceAll('_', ' ')})`
  return { ...whole, at, kind: 'order', text: `${what} by ${by}${why}`, detail: text, outcome }
}

const changes: Record<string, [TimelineEntry['kind'], string, Outcome]> = {
  'order.on_hold': ['order', 'Put on hold', 'trouble'],
  'order.sent': ['order', 'With the pharmacy', 'ok'],
  'order.filled': ['order', 'Filled', 'ok'],
  'order.completed': ['order', 'Completed', 'ok'],
  'order.cancelled': ['order', 'Cancelled', 'info'],
  'prescription.signed': ['order', 'Prescription signed', 'info'],
  'prescription.transmission_unknown': [
    'message_out',
    'No answer: asking the network whether it arrived',
    'unknown',
  ],
  'prescription.rejected': ['order', 'The prescription did not go through', 'trouble'],
  'payment.authorised': ['payment', 'Card authorized', 'ok'],
  'payment.captured': ['payment', 'Card charged', 'ok'],
  'payment.released': ['payment', 'Card hold released', 'ok'],
  'payment.failed': ['payment', 'The card was not charged', 'trouble'],
  'payment.refunded': ['payment', 'Refunded', 'info'],
  'payment.partially_refunded': ['payment', 'Partly refunded', 'info'],
  'invoice.paid': ['payment', 'Invoice paid', 'ok'],
  'invoice.void': ['payment', 'Invoice void', 'info'],
}

type AuditRow = {
  at: Date
  action: string
  details: unknown
  prescriptionId: string | null
  rejectText: string | null
}

export function auditWords({
  at,
  action,
  details,
  prescriptionId,
  rejectText,
}: AuditRow): TimelineEntry | null {
  const change = changes[action]
  if (!change) return null
  const [kind, text, outcome] = change
  const code = (details as { failureCode?: unknown } | null)?.failureCode
  const detail =
    typeof code === 'string'
      ? code.replaceAll('_', ' ')
      : action === 'prescription.rejected'
        ? rejectText
        : null
  return { at, kind, text, outcome, prescriptionId, detail }
}

const mails: Record<string, string> = {
  consultation_received: 'Patient told that the visit was received',
  card_needed: 'Patient asked for a card',
  question_waiting: 'Patient told that a question is waiting',
  decision_made: 'Patient told that there is a decision',
  prescription_sent: 'Patient told that there is a new step',
  prescription_ready: 'Patient told that something is ready',
  pharmacy_trouble: 'Patient told that it takes longer',
  payment_receipt: 'Receipt sent',
  payment_failed: 'Patient told that the payment failed',
  message_waiting: 'Patient told that a message is waiting',
}

type NotificationRow = { template: string; status: string; queuedAt: Date; sentAt: Date | null }

export function notificationWords({
  template,
  status,
  queuedAt,
  sentAt,
}: NotificationRow): TimelineEntry | null {
  const text = mails[template]
  if (!text || status === 'suppressed') return null
  const entry = { ...whole, at: sentAt ?? queuedAt, kind: 'notification' as const }
  if (status === 'sent') return { ...entry, text, outcome: 'ok' }
  if (status === 'queued') return { ...entry, text, detail: 'on its way', outcome: 'info' }
  return { ...entry, text, detail: `mail ${status}`, outcome: 'trouble' }
}
