/** Orders as the clinic sees them: what was approved, where it is, and every message on the way. */
import { z } from 'zod'
import { Product, Proposal } from './clinical.ts'
import { OrderView, Override, PrescriptionView } from './consultations.ts'
import {
  CalendarDate,
  Category,
  HoldReason,
  Id,
  Instant,
  OrderStatus,
  PrescriptionStatus,
  StateCode,
} from './vocabulary.ts'

/** Every order is in exactly one. `needs_review`: somebody asks for what only a signature answers. */
export const OrderLane = z.enum(['trouble', 'needs_review', 'on_hold', 'sent', 'done'])
export type OrderLane = z.infer<typeof OrderLane>

/** Why an order stands in the trouble lane. */
export const TroubleKind = z.enum([
  /** Network or pharmacy said no; code and words are kept. */
  'rejected',
  /** The pharmacy gave it back unfilled. */
  'not_filled',
  /** It went out and may or may not have arrived. */
  'unknown',
  /** The pharmacy did not confirm receipt within four hours. */
  'stalled',
  /** The pharmacy has it and did not fill it within seven days. */
  'overdue',
  /** The pharmacy refused to cancel. */
  'cancel_denied',
  /** Held because of the pharmacy, for any other reason. */
  'pharmacy_hold',
  'payment_failed',
  /** Cancelled after the card was charged: the money is to be given back. */
  'refund_due',
])
export type TroubleKind = z.infer<typeof TroubleKind>

/** What may be done with an order as it stands. */
export const OrderAction = z.enum([
  'hold',
  'release',
  'cancel',
  'verify',
  'adjust',
  'resend',
  'reroute',
  'ask_network',
  'call_pharmacy',
  'write_patient',
])
export type OrderAction = z.infer<typeof OrderAction>

/** One reason an order needs somebody: which prescription, in words, since when, and what may be done. */
export const OrderTrouble = z.object({
  kind: TroubleKind,
  prescriptionId: Id.nullable(),
  text: z.string(),
  since: Instant,
  actions: z.array(OrderAction),
})
export type OrderTrouble = z.infer<typeof OrderTrouble>

/** What of an order waits for a provider's signature. */
export const OrderReview = z.object({
  kind: z.enum(['change_request', 'titration_step', 'renewal']),
  /** The change request, titration series or refill to open. */
  subjectId: Id,
  text: z.string(),
  since: Instant,
})
export type OrderReview = z.infer<typeof OrderReview>

export const OrderQuery = z.object({
  /** `open`: every lane but `done`. */
  lane: z.enum([...OrderLane.options, 'open']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(120).optional(),
})

/** Whose order it is, as a person says it: Luis Ortega, 44 M. */
export const OrderPatient = z.object({
  id: Id,
  mrn: z.string(),
  name: z.string(),
  age: z.int(),
  sex: z.enum(['female', 'male']),
  state: StateCode,
})
export type OrderPatient = z.infer<typeof OrderPatient>

export const OrderRow = z.object({
  id: Id,
  consultationId: Id,
  patient: OrderPatient,
  category: Category,
  status: OrderStatus,
  lane: OrderLane,
  drug: z.string(),
  pharmacy: z.string().nullable(),
  trouble: z.string().nullable(),
  /** The same with its kind and next actions; null outside the trouble lane. */
  troubleDetail: OrderTrouble.nullable(),
  /** What waits for a signature; null outside `needs_review`. */
  review: OrderReview.nullable(),
  holdReason: HoldReason.nullable(),
  /** Of the prescription that decides where the order stands; null while nothing is signed. */
  prescriptionStatus: PrescriptionStatus.nullable(),
  /** Since when it stands as it does. */
  since: Instant,
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

/** A prescription as the people who work with orders see it: what exactly was written, and its place in a series. */
export const OrderPrescription = PrescriptionView.extend({
  drugId: z.string(),
  strength: z.string(),
  form: z.string(),
  rxcui: z.string().nullable(),
  ndc: z.string().nullable(),
  doseMg: z.number(),
  frequency: z.string(),
  quantityUnitCode: z.string(),
  deaSchedule: z.string().nullable(),
  diagnosisCode: z.string().nullable(),
  noteToPharmacist: z.string().nullable(),
  rejectCode: z.string().nullable(),
  /** 1 unless it is a later step of a titration; a `draft` of a series waits for its date and check-in. */
  step: z.int(),
  startsOn: CalendarDate.nullable(),
  /** The prescription this one took the place of. */
  replacesId: Id.nullable(),
  /** What it travels as: a new prescription, or the answer to a pharmacy's question. */
  sentAs: z.enum(['NewRx', 'RxRenewalResponse', 'RxChangeResponse']),
  dispensedQuantity: z.number().nullable(),
})
export type OrderPrescription = z.infer<typeof OrderPrescription>

/** Somebody compared what was written with what is meant; the last one counts. */
export const MedicationVerification = z.object({
  prescriptionId: Id,
  by: z.string(),
  at: Instant,
  rxcui: z.string().nullable(),
  ndc: z.string().nullable(),
  note: z.string().nullable(),
})
export type MedicationVerification = z.infer<typeof MedicationVerification>

const dated = z.object({ text: z.string(), at: Instant })
/** What one must know of the patient to judge an order. Empty lists say whether they were gone through. */
export const OrderContext = z.object({
  city: z.string(),
  phone: z.string(),
  birthDate: CalendarDate,
  conditions: z.array(dated),
  medications: z.array(dated.extend({ dose: z.string().nullable() })),
  allergies: z.array(dated),
  reviewed: z.object({ conditions: z.boolean(), medications: z.boolean(), allergies: z.boolean() }),
  /** The last of each. `value2` is the diastolic part of a blood pressure; units are UCUM. */
  readings: z.array(
    z.object({
      label: z.string(),
      value: z.number(),
      value2: z.number().nullable(),
      unit: z.string(),
      at: Instant,
    }),
  ),
})
export type OrderContext = z.infer<typeof OrderContext>

/** One order with its whole timeline: decisions, messages out and in, money, mail. */
export const OrderDetail = z.object({
  order: OrderView,
  /** Send it with every command: a command on an order that moved meanwhile is refused with `stale-version`. */
  version: z.int(),
  holdText: z.string().nullable(),
  consultationId: Id,
  patient: OrderPatient,
  /** Null for whoever may not read charts. */
  context: OrderContext.nullable(),
  category: Category,
  holdBy: z.string().nullable(),
  review: OrderReview.nullable(),
  /** Newest first; later steps of a titration included. */
  prescriptions: z.array(OrderPrescription),
  troubles: z.array(OrderTrouble),
  /** What this person may do now. */
  actions: z.array(OrderAction),
  verification: MedicationVerification.nullable(),
  /** Products of the formulary that are the same drug, strength and form: the NDC and RxCUI to choose from. */
  products: z.array(Product),
  timeline: z.array(
    z.object({
      at: Instant,
      kind: z.enum(['decision', 'message_out', 'message_in', 'payment', 'notification', 'order']),
      text: z.string(),
      outcome: z.enum(['ok', 'trouble', 'unknown', 'info']),
      /** The prescription it belongs to; null for what belongs to the whole order. */
      prescriptionId: Id.nullable(),
      /** More of it: the network's number of a message, its words. */
      detail: z.string().nullable(),
    }),
  ),
})
export type OrderDetail = z.infer<typeof OrderDetail>

const seen = { version: z.int() }
const words = z.string().trim().min(5, 'Say why in a few words').max(500)

/** `payment` is held and released by the card processor's word alone. */
export const HoldOrder = z.object({
  ...seen,
  reason: HoldReason.exclude(['payment']),
  text: words,
})
export type HoldOrder = z.infer<typeof HoldOrder>

/** A hold for safety is lifted by a provider only. */
export const ReleaseOrder = z.object({ ...seen, text: words })
export type ReleaseOrder = z.infer<typeof ReleaseOrder>

export const CancelReason = z.enum([
  'patient_request',
  'prescriber_decision',
  'duplicate',
  'insurance',
  'pharmacy_unavailable',
  'safety',
  'other',
])
export type CancelReason = z.infer<typeof CancelReason>
export const CancelOrder = z.object({ ...seen, reason: CancelReason, text: words })
export type CancelOrder = z.infer<typeof CancelOrder>
/** `requested`: a pharmacy was asked to cancel; its answer decides. */
export const CancelledOrder = z.object({ outcome: z.enum(['cancelled', 'requested']) })

/** Everything compared must agree with what is written; an NDC is chosen among `OrderDetail.products`. */
export const VerifyMedication = z.object({
  ...seen,
  prescriptionId: Id,
  drug: z.string().min(1).max(105),
  strength: z.string().min(1).max(60),
  form: z.string().min(1).max(60),
  rxcui: z
    .string()
    .regex(/^\d{1,8}$/)
    .nullable(),
  ndc: z
    .string()
    .regex(/^\d{11}$/)
    .nullable(),
  note: z.string().trim().max(500).nullable().default(null),
})
export type VerifyMedication = z.infer<typeof VerifyMedication>

export const SignedTreatment = Proposal.extend({ sig: z.string().trim().min(5).max(1000) })
export type SignedTreatment = z.infer<typeof SignedTreatment>

/**
 * Another dose before anything left: through the same gate (`POST /api/consultations/:id/assess` shows it live),
 * signed again. A new decision names the old one; the old prescription is withdrawn.
 */
export const AdjustOrder = z.object({
  ...seen,
  treatment: SignedTreatment,
  overrides: z.array(Override).max(40).default([]),
  notes: z.string().trim().min(5, 'Say why the dose changes').max(20_000),
})
export type AdjustOrder = z.infer<typeof AdjustOrder>

/** After a rejection: the same prescription to another pharmacy, or to the same once more, as a new one that names the old. */
export const RerouteOrder = z.object({
  ...seen,
  prescriptionId: Id,
  pharmacyId: z.string().regex(/^\d{7}$/),
  text: words,
})
export type RerouteOrder = z.infer<typeof RerouteOrder>

export const AskNetwork = z.object({ prescriptionId: Id })
/** What the network said about a prescription just now. */
export const NetworkAnswer = z.object({
  outcome: z.enum(['received', 'not_received', 'unavailable']),
  text: z.string(),
})
export type NetworkAnswer = z.infer<typeof NetworkAnswer>
