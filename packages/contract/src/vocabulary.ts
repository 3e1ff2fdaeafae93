/** The product's words for states and kinds: one union per noun, the same in SQL, server and web. */
import { z } from 'zod'

export const Category = z.enum(['weight', 'ed', 'hair'])
export type Category = z.infer<typeof Category>

export const Priority = z.enum(['urgent', 'high', 'normal'])
export type Priority = z.infer<typeof Priority>

export const VisitKind = z.enum(['first', 'follow_up', 'refill'])
export type VisitKind = z.infer<typeof VisitKind>

export const Role = z.enum(['patient', 'provider', 'coordinator', 'biller', 'admin', 'supervisor'])
export type Role = z.infer<typeof Role>
export const StaffRole = Role.exclude(['patient'])
export type StaffRole = z.infer<typeof StaffRole>

export const ConsultationStatus = z.enum([
  'submitted',
  'claimed',
  'info_requested',
  'escalated',
  'approved',
  'denied',
  'completed',
  'cancelled',
  'expired',
])
export type ConsultationStatus = z.infer<typeof ConsultationStatus>

export const DecisionStatus = z.enum(['approved', 'denied', 'info_requested', 'escalated', 'undone'])
export type DecisionStatus = z.infer<typeof DecisionStatus>

export const OrderStatus = z.enum([
  'draft',
  'approved',
  'on_hold',
  'sent',
  'partially_filled',
  'filled',
  'shipped',
  'completed',
  'cancelled',
  'denied',
])
export type OrderStatus = z.infer<typeof OrderStatus>

export const HoldReason = z.enum(['insurance', 'pharmacy', 'payment', 'safety'])
export type HoldReason = z.infer<typeof HoldReason>

export const PrescriptionStatus = z.enum([
  'draft',
  'signed',
  'queued',
  'transmitting',
  'sent',
  'verified',
  'partially_filled',
  'filled',
  'rejected',
  'rerouted',
  'transmission_unknown',
  'cancel_requested',
  'cancelled',
  'cancel_denied',
  'expired',
])
export type PrescriptionStatus = z.infer<typeof PrescriptionStatus>

export const InvoiceStatus = z.enum([
  'draft',
  'authorised',
  'open',
  'paid',
  'payment_failed',
  'void',
  'partially_refunded',
  'refunded',
])
export type InvoiceStatus = z.infer<typeof InvoiceStatus>

export const PaymentStatus = z.enum([
  'requires_method',
  'authorised',
  'captured',
  'released',
  'failed',
  'refunded',
  'partially_refunded',
])
export type PaymentStatus = z.infer<typeof PaymentStatus>

export const EscalationRoute = z.enum(['emergency', 'synchronous', 'in_person'])
export type EscalationRoute = z.infer<typeof EscalationRoute>

/** USPS code of a state, district or territory. */
export const StateCode = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, as TX')

export const Id = z.uuid()
/** RFC 3339, UTC. */
export const Instant = z.iso.datetime()
/** Calendar date, YYYY-MM-DD. */
export const CalendarDate = z.iso.date()

/** A place in a US city. */
export const Address = z.object({
  line: z.string().trim().min(3).max(120),
  city: z.string().trim().min(2).max(60),
  state: StateCode,
  postalCode: z.string().regex(/^\d{5}(-\d{4})?$/, 'Five digits, as 78701'),
})
export type Address = z.infer<typeof Address>
