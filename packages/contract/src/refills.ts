/**
 * Refills: asked for by a pharmacy (RxRenewalRequest), the patient or the schedule. Each opens a visit of kind
 * `refill` with its own order and invoice, and is decided by the same commands and the same gate as any visit.
 */
import { z } from 'zod'
import { Override, PharmacyView } from './consultations.ts'
import { SignedTreatment } from './orders.ts'
import { CalendarDate, Category, Id, Instant, StateCode } from './vocabulary.ts'

/** `replaced`: denied as asked, and another prescription written in its place. */
export const RefillStatus = z.enum([
  'requested',
  'approved',
  'approved_with_changes',
  'replaced',
  'denied',
  'cancelled',
])
export type RefillStatus = z.infer<typeof RefillStatus>
export const RefillSource = z.enum(['pharmacy', 'patient', 'schedule'])
export type RefillSource = z.infer<typeof RefillSource>

/** green: nothing changed and everything that matters is known; it may be signed in a batch. red: do not without a look. */
export const Signal = z.enum(['green', 'amber', 'red'])
export type Signal = z.infer<typeof Signal>

export const RefillQuery = z.object({
  lane: z.enum(['requested', 'decided']).default('requested'),
  source: RefillSource.optional(),
  signal: Signal.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(120).optional(),
})

export const RefillRow = z.object({
  /** That of its visit. */
  id: Id,
  consultationId: Id,
  /** Send it with a decision. */
  version: z.int(),
  source: RefillSource,
  status: RefillStatus,
  patient: z.object({ id: Id, mrn: z.string(), name: z.string(), state: StateCode }),
  category: Category,
  drug: z.string(),
  pharmacy: z.string().nullable(),
  signal: Signal,
  /** Why it is not green, in words; empty when it is. */
  why: z.array(z.string()),
  /** Whether the patient was asked how the treatment goes. */
  asked: z.boolean(),
  requestedAt: Instant,
  dueAt: Instant,
  /** Another provider has it now. */
  claimedByOther: z.boolean(),
})
export type RefillRow = z.infer<typeof RefillRow>
export const RefillPage = z.object({
  items: z.array(RefillRow),
  nextCursor: z.string().nullable(),
  counts: z.record(Signal, z.int()),
})
export type RefillPage = z.infer<typeof RefillPage>

export const SideEffect = z.object({
  text: z.string().trim().min(2).max(200),
  severity: z.enum(['mild', 'moderate', 'severe']),
})
export type SideEffect = z.infer<typeof SideEffect>

/** What a patient says between visits. Null is "not said"; nothing is taken for no. */
export const CheckInAnswers = z.object({
  weightKg: z.number().min(25).max(400).nullable().default(null),
  systolic: z.int().min(50).max(280).nullable().default(null),
  diastolic: z.int().min(20).max(180).nullable().default(null),
  /** An empty list says that there were none. */
  sideEffects: z.array(SideEffect).max(12).nullable().default(null),
  /** Warning signs of the drug that were asked about by name and are there now. */
  warningSigns: z.array(z.string().max(80)).max(12).nullable().default(null),
  missedDoses: z.int().min(0).max(90).nullable().default(null),
  newMedications: z.array(z.string().trim().min(2).max(120)).max(20).nullable().default(null),
  newAllergies: z.array(z.string().trim().min(2).max(120)).max(20).nullable().default(null),
  newConditions: z.array(z.string().trim().min(2).max(120)).max(20).nullable().default(null),
  pregnant: z.boolean().nullable().default(null),
  breastfeeding: z.boolean().nullable().default(null),
  comment: z.string().trim().max(2000).default(''),
})
export type CheckInAnswers = z.infer<typeof CheckInAnswers>

/** What a check-in asks by name. */
export const CheckInQuestions = z.object({
  warningSigns: z.array(z.string()),
  asksWeight: z.boolean(),
  asksBloodPressure: z.boolean(),
  asksMissedDoses: z.boolean(),
  /** Pregnancy and breastfeeding: both are of the day. */
  asksPregnancy: z.boolean(),
})
export type CheckInQuestions = z.infer<typeof CheckInQuestions>

/** One line of the comparison with the last approval. */
export const Delta = z.object({
  key: z.enum([
    'weight',
    'blood_pressure',
    'side_effects',
    'warning_signs',
    'adherence',
    'medications',
    'allergies',
    'conditions',
    'pregnancy',
    'breastfeeding',
    'time',
    'refill_timing',
    'safety',
    'request',
  ]),
  label: z.string(),
  before: z.string().nullable(),
  now: z.string().nullable(),
  signal: Signal,
  text: z.string(),
})
export type Delta = z.infer<typeof Delta>

export const RefillReview = RefillRow.extend({
  previous: z.object({
    prescriptionId: Id,
    drugDescription: z.string(),
    sig: z.string(),
    quantity: z.number(),
    daysSupply: z.int(),
    refills: z.int(),
    writtenOn: CalendarDate,
    approvedBy: z.string(),
    approvedAt: Instant,
  }),
  /** What the pharmacy asks for, when it does. */
  request: z
    .object({
      drugDescription: z.string(),
      quantity: z.number().nullable(),
      daysSupply: z.int().nullable(),
      refills: z.int().nullable(),
      lastFilledOn: CalendarDate.nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  checkIn: z.object({ answers: CheckInAnswers, at: Instant }).nullable(),
  deltas: z.array(Delta),
  /** What would be signed as it stands: the form's first content. */
  proposal: SignedTreatment,
  pharmacy: z.string().nullable(),
  pharmacyView: PharmacyView.nullable(),
  /** Findings that stop it, and those that need a reason each. */
  blocking: z.array(z.object({ rule: z.string().nullable(), text: z.string() })),
  overridable: z.array(z.object({ rule: z.string(), text: z.string() })),
})
export type RefillReview = z.infer<typeof RefillReview>

/** As proposed when `treatment` is absent. Another drug than before answers a pharmacy with Replace. */
export const ApproveRefill = z.object({
  version: z.int(),
  treatment: SignedTreatment.optional(),
  pharmacyId: z
    .string()
    .regex(/^\d{7}$/)
    .optional(),
  overrides: z.array(Override).max(40).default([]),
  notes: z.string().trim().max(20_000).default(''),
})
export type ApproveRefill = z.infer<typeof ApproveRefill>

/** The codes travel to the pharmacy (NCPDP response reasons); the words reach the patient. */
export const RefillDenialReason = z.enum([
  'too_soon',
  'needs_visit',
  'not_under_care',
  'therapy_changed',
  'unsafe',
  'other',
])
export type RefillDenialReason = z.infer<typeof RefillDenialReason>
export const DenyRefill = z.object({
  version: z.int(),
  reason: RefillDenialReason,
  notes: z.string().trim().min(3).max(20_000),
  patientMessage: z.string().trim().min(20).max(4000),
})
export type DenyRefill = z.infer<typeof DenyRefill>

/** One sign action over green renewals; each item is its own decision, prescription and audit entry. */
export const SignRefills = z.object({
  items: z
    .array(z.object({ id: Id, version: z.int() }))
    .min(1)
    .max(50),
})
export type SignRefills = z.infer<typeof SignRefills>
export const SignedRefills = z.object({
  items: z.array(
    z.object({
      id: Id,
      outcome: z.enum(['signed', 'refused']),
      decisionId: Id.nullable(),
      effectiveAt: Instant.nullable(),
      reasons: z.array(z.string()),
    }),
  ),
})
export type SignedRefills = z.infer<typeof SignedRefills>

/** What a patient may ask for again, and what they asked for. */
export const PortalRefills = z.object({
  refillable: z.array(
    z.object({
      prescriptionId: Id,
      medicine: z.string(),
      directions: z.string(),
      lastFilledOn: CalendarDate.nullable(),
      /** The first day a request is not too soon. */
      from: CalendarDate,
      /** False with the reason in words. */
      open: z.boolean(),
      reason: z.string().nullable(),
      ask: CheckInQuestions,
      priceCents: z.int(),
    }),
  ),
  requests: z.array(
    z.object({
      id: Id,
      consultationId: Id,
      medicine: z.string(),
      status: RefillStatus,
      requestedAt: Instant,
      /** The check-in that is still open: the pharmacy asked, or the schedule did. Null when it is answered or over. */
      ask: CheckInQuestions.nullable(),
      needsCard: z.boolean(),
    }),
  ),
})
export type PortalRefills = z.infer<typeof PortalRefills>
export const RequestRefill = z.object({ prescriptionId: Id, answers: CheckInAnswers })
export type RequestRefill = z.infer<typeof RequestRefill>
export const AnswerRefill = z.object({ answers: CheckInAnswers })
export const RequestedRefill = z.object({ id: Id, consultationId: Id, amountDue: z.boolean() })

/** A pharmacy asks to change a prescription (RxChangeRequest). */
export const ChangeRequestCode = z.enum(['D', 'G', 'OS', 'P', 'S', 'T', 'U'])
export type ChangeRequestCode = z.infer<typeof ChangeRequestCode>
export const ChangeRequestStatus = z.enum([
  'open',
  'approved',
  'approved_with_changes',
  'denied',
  'validated',
  'closed',
])
export type ChangeRequestStatus = z.infer<typeof ChangeRequestStatus>

export const ChangeRequestView = z.object({
  id: Id,
  version: z.int(),
  status: ChangeRequestStatus,
  orderId: Id,
  consultationId: Id,
  prescriptionId: Id,
  patient: z.object({ id: Id, mrn: z.string(), name: z.string(), state: StateCode }),
  pharmacy: z.string(),
  code: ChangeRequestCode,
  /** What the code means, and the pharmacy's own words. */
  meaning: z.string(),
  reasonText: z.string().nullable(),
  /** With code U: what is to be confirmed. */
  confirm: z.array(z.string()),
  prescribed: z.object({
    drugDescription: z.string(),
    sig: z.string(),
    quantity: z.number(),
    refills: z.int(),
  }),
  /** The same as it was signed: what an approval with changes starts from. */
  prescribedTreatment: SignedTreatment,
  requested: z.array(
    z.object({
      drugDescription: z.string(),
      quantity: z.number().nullable(),
      daysSupply: z.int().nullable(),
      refills: z.int().nullable(),
      sig: z.string().nullable(),
      note: z.string().nullable(),
      /** What the clinic's formulary makes of it: the content of an approval. Null when it has no such product. */
      treatment: SignedTreatment.nullable(),
    }),
  ),
  /** The answers this request takes. */
  answers: z.array(z.enum(['approve', 'approve_with_changes', 'deny', 'validate'])),
  /** What was told with the answer. */
  answerText: z.string().nullable(),
  receivedAt: Instant,
  answeredAt: Instant.nullable(),
  answeredBy: z.string().nullable(),
})
export type ChangeRequestView = z.infer<typeof ChangeRequestView>
export const ChangeRequestQuery = z.object({ lane: z.enum(['open', 'answered']).default('open') })
export const ChangeRequestList = z.object({ items: z.array(ChangeRequestView) })
export type ChangeRequestList = z.infer<typeof ChangeRequestList>

const answerTo = { version: z.int(), notes: z.string().trim().max(20_000).default('') }
export const AnswerChangeRequest = z.discriminatedUnion('answer', [
  /** What the pharmacy asks for, as it asks; `requested` is its place in the list. Code P: with the payer's number. */
  z.object({
    ...answerTo,
    answer: z.literal('approve'),
    requested: z.int().min(0).max(8).default(0),
    priorAuthorization: z.string().trim().min(1).max(35).optional(),
    overrides: z.array(Override).max(40).default([]),
  }),
  /** Something else of the formulary, or the same with clearer words. */
  z.object({
    ...answerTo,
    answer: z.literal('approve_with_changes'),
    treatment: SignedTreatment,
    overrides: z.array(Override).max(40).default([]),
  }),
  z.object({ ...answerTo, answer: z.literal('deny'), reason: z.string().trim().min(5).max(210) }),
  /** Code U: the prescriber confirms what was asked. */
  z.object({ ...answerTo, answer: z.literal('validate'), note: z.string().trim().max(210).default('') }),
])
export type AnswerChangeRequest = z.infer<typeof AnswerChangeRequest>
