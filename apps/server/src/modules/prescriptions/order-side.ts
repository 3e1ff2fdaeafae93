/**
 * What a prescription needs of the order it belongs to. The orders module hands it in, so that the two change
 * in one transaction and prescriptions need not know orders. Lock order everywhere: order, then prescription.
 */
import type { OrderStatus, PrescriptionStatus } from '@countersign/contract'
import type { Tx } from '../../platform/db/database.ts'

export type OrderStanding = {
  status: OrderStatus
  /** The decision in force; null while none is. */
  decisionId: string | null
  effectiveAt: Date | null
  /** Held for something other than the pharmacy: nothing may leave. */
  held: boolean
}

export type PrescriptionNews = {
  clinicId: string
  orderId: string
  patientId: string
  prescriptionId: string
  status: PrescriptionStatus
  /** What went wrong, in words for the people who resolve it. */
  trouble: string | null
  /** A medicine was handed out on a prescription that is no longer in force. */
  alarm: boolean
  now: Date
}

export type OrderSide = {
  /** Locks the order for the rest of the transaction. Null when there is none. */
  lock(tx: Tx, clinicId: string, orderId: string): Promise<OrderStanding | null>
  /** The prescription has changed; the order, already locked, follows. */
  follow(tx: Tx, news: PrescriptionNews): Promise<void>
}
