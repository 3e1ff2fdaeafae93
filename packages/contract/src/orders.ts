/** Orders as the clinic sees them: what was approved, where it is, and every message on the way. */
import { z } from 'zod'
import { OrderView } from './consultations.ts'
import { Category, Id, Instant, OrderStatus, StateCode } from './vocabulary.ts'

export const OrderLane = z.enum(['on_hold', 'sent', 'trouble', 'done'])
export type OrderLane = z.infer<typeof OrderLane>

export const OrderQuery = z.object({
  lane: OrderLane.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(120).optional(),
})

export const OrderRow = z.object({
  id: Id,
  consultationId: Id,
  patient: z.object({ id: Id, mrn: z.string(), name: z.string(), state: StateCode }),
  category: Category,
  status: OrderStatus,
  lane: OrderLane,
  drug: z.string(),
  pharmacy: z.string().nullable(),
  trouble: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

export const OrderPage = z.object({
  items: z.array(OrderRow),
  nextCursor: z.string().nullable(),
  counts: z.record(OrderLane, z.int()),
})
export type OrderPage = z.infer<typeof OrderPage>

/** One order with its whole timeline: decisions, messages out and in, money, mail. */
export const OrderDetail = z.object({
  order: OrderView,
  consultationId: Id,
  patient: z.object({ id: Id, mrn: z.string(), name: z.string(), state: StateCode }),
  category: Category,
  timeline: z.array(
    z.object({
      at: Instant,
      kind: z.enum(['decision', 'message_out', 'message_in', 'payment', 'notification', 'order']),
      text: z.string(),
      outcome: z.enum(['ok', 'trouble', 'unknown', 'info']),
    }),
  ),
})
export type OrderDetail = z.infer<typeof OrderDetail>
