/**
 * What a prescription needs of the order it belongs to. The orders module hands it in, so that the two change
 * in one transaction and prescriptions need not know orders. Lock order everywhere: order, then prescription.
 */
import type { OrderStatus, PrescriptionStatus } from '@countersign/contract'
import type { AskedMedication } from '../../adapters/pharmacy/port.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Prescription } from './queries.ts'

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

/** A pharmacy's question about a prescription; order and prescription are locked. */
type Question = { rx: Prescription; messageId: string; now: Date }
export type RenewalQuestion = Question & { asked: AskedMedication; lastFilledOn: string | null }
export type ChangeQuestion = Question & {
  code: string
  subCodes: string[]
  reasonText: string | null
  requested: AskedMedication[]
}

/** Who takes a pharmacy's questions; handed in for the same reason. Null when taken, else why not, for the pharmacy. */
export type QuestionSide = {
  renewal(tx: Tx, question: RenewalQuestion): Promise<string | null>
  change(tx: Tx, question: ChangeQuestion): Promise<string | null>
}
