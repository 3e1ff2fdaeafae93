/** What travels on the event stream: ids and statuses only, never PHI. */
import { z } from 'zod'
import { Id, Instant } from './vocabulary.ts'

export const EventType = z.enum([
  'consultation.submitted',
  'consultation.queued',
  'consultation.claimed',
  'consultation.released',
  'consultation.answered',
  'consultation.info_requested',
  'consultation.escalated',
  'consultation.approved',
  'consultation.denied',
  'consultation.undone',
  'consultation.completed',
  'consultation.cancelled',
  'consultation.expired',
  'consultation.overdue',
  'order.changed',
  'prescription.changed',
  /** A prescription did not go through: its provider is to know at once. */
  'prescription.failed',
  'refill.changed',
  'change_request.changed',
  'titration.changed',
  'invoice.changed',
  'payment.changed',
  'message.sent',
])
export type EventType = z.infer<typeof EventType>

/** One event. Delivered at least once: a client drops an `id` it has seen. */
export const ClinicEvent = z.object({
  id: Id,
  type: EventType,
  /** The consultation, order, prescription … that changed. */
  subjectId: Id,
  body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  at: Instant,
})
export type ClinicEvent = z.infer<typeof ClinicEvent>
