/** The review: one summary holds all a provider needs to decide; one command a decision. */
import { z } from 'zod'
import { CaseAssessment, PrescriptionPlan, Product, Proposal, ProposalAssessment } from './clinical.ts'
import { ControlledSignature } from './controlled.ts'
import {
  CalendarDate,
  Category,
  ConsultationStatus,
  DecisionStatus,
  EscalationRoute,
  HoldReason,
  Id,
  Instant,
  InvoiceStatus,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
  Priority,
  StateCode,
  VisitKind,
} from './vocabulary.ts'
import { Claim } from './worklist.ts'

export const FactSource = z.enum(['intake', 'answer', 'provider', 'pharmacy', 'lab', 'import'])

export const PharmacyView = z.object({
  ncpdpId: z.string(),
  name: z.string(),
  kind: z.enum(['retail', 'mail_order', 'compounding']),
  phone: z.string(),
  addressLine: z.string(),
  city: z.string(),
  state: StateCode,
  postalCode: z.string(),
})
export type PharmacyView = z.infer<typeof PharmacyView>

export const QuestionKind = z.enum(['yes_no', 'choice', 'text', 'number', 'blood_pressure', 'photo'])
export type QuestionKind = z.infer<typeof QuestionKind>

/** A question to the patient. `fact` names the missing fact it fills, so the answer reaches the engine. */
export const AskedQuestion = z.object({
  id: z.string().min(1).max(60),
  text: z.string().trim().min(3).max(500),
  kind: QuestionKind,
  options: z.array(z.string().trim().min(1).max(120)).max(12).optional(),
  fact: z.string().max(60).nullable(),
})
export type AskedQuestion = z.infer<typeof AskedQuestion>

/** A patient's answer to a question; `unknown` is an answer of its own. */
export const QuestionAnswer = z.object({
  questionId: z.string().max(60),
  unknown: z.boolean().default(false),
  text: z.string().trim().max(4000).optional(),
  yes: z.boolean().optional(),
  option: z.string().max(120).optional(),
  number: z.number().min(-1e6).max(1e6).optional(),
  systolic: z.int().min(50).max(280).optional(),
  diastolic: z.int().min(20).max(180).optional(),
  documentId: Id.optional(),
})
export type QuestionAnswer = z.infer<typeof QuestionAnswer>

/**
 * How a patient settles what they said and what the record shows. Asked as a choice with the fact in `fact`: the
 * answer then reaches the engine and not only the reader.
 */
export const contradictionAnswers = {
  asTold: 'What I told you is right',
  asRecorded: 'What your records show is right',
  neither: 'Something else: I will write it in a message',
} as const

export const InformationRequest = z.object({
  id: Id,
  status: z.enum(['open', 'answered', 'cancelled']),
  message: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  answeredAt: Instant.nullable(),
  questions: z.array(AskedQuestion),
  answers: z.array(QuestionAnswer).nullable(),
})
export type InformationRequest = z.infer<typeof InformationRequest>

export const Message = z.object({
  id: Id,
  authorKind: z.enum(['patient', 'staff']),
  authorName: z.string(),
  body: z.string(),
  sentAt: Instant,
  readAt: Instant.nullable(),
})
export type Message = z.infer<typeof Message>

export const DocumentView = z.object({
  id: Id,
  kind: z.enum(['scalp_photo', 'identity_document', 'photo', 'lab_report', 'other']),
  title: z.string(),
  contentType: z.string(),
  createdAt: Instant,
  /** Of an earlier visit, to compare with. */
  earlier: z.boolean(),
})
export type DocumentView = z.infer<typeof DocumentView>

export const PrescriptionView = z.object({
  id: Id,
  status: PrescriptionStatus,
  drugDescription: z.string(),
  sig: z.string(),
  quantity: z.number(),
  daysSupply: z.int(),
  refills: z.int(),
  pharmacy: PharmacyView,
  signedAt: Instant,
  statusAt: Instant,
  rejectText: z.string().nullable(),
})
export type PrescriptionView = z.infer<typeof PrescriptionView>

export const OrderView = z.object({
  id: Id,
  status: OrderStatus,
  holdReason: HoldReason.nullable(),
  pharmacy: PharmacyView.nullable(),
  prescriptions: z.array(PrescriptionView),
  invoice: z.object({
    id: Id,
    number: z.string(),
    status: InvoiceStatus,
    amountCents: z.int(),
    currency: z.string(),
  }),
  payment: z.object({ status: PaymentStatus, failureCode: z.string().nullable() }).nullable(),
})
export type OrderView = z.infer<typeof OrderView>

export const DecisionView = z.object({
  id: Id,
  status: DecisionStatus,
  by: z.string(),
  at: Instant,
  effectiveAt: Instant,
  reasonCode: z.string().nullable(),
  notes: z.string().nullable(),
  undone: z.boolean(),
})
export type DecisionView = z.infer<typeof DecisionView>

/** A drug of the category with every product and dose the form may choose. */
export const FormularyEntry = z.object({
  drugId: z.string(),
  name: z.string(),
  doses: z.array(z.object({ doseMg: z.number(), frequency: z.string(), label: z.string() })),
  products: z.array(Product),
})
export type FormularyEntry = z.infer<typeof FormularyEntry>

/** `getConsultationSummary`: everything the review shows, from one database round trip. */
export const ConsultationSummary = z.object({
  consultation: z.object({
    id: Id,
    version: z.int(),
    status: ConsultationStatus,
    category: Category,
    visitKind: VisitKind,
    priority: Priority,
    priorityReasons: z.array(z.string()),
    reason: z.string(),
    submittedAt: Instant,
    dueAt: Instant,
    answered: z.boolean(),
    claim: Claim.nullable(),
    activeSeconds: z.int(),
    /** The last decision while its undo window is open, else null. */
    undoable: z.object({ decisionId: Id, status: DecisionStatus, effectiveAt: Instant }).nullable(),
  }),
  patient: z.object({
    id: Id,
    mrn: z.string(),
    name: z.string(),
    birthDate: CalendarDate,
    age: z.int(),
    sex: z.enum(['female', 'male']),
    city: z.string(),
    state: StateCode,
    phone: z.string(),
    email: z.string(),
    identityStatus: z.enum(['unverified', 'matched', 'mismatch']),
  }),
  licence: z.object({
    state: StateCode,
    status: z.enum(['active', 'expired', 'none']),
    expiresOn: CalendarDate.nullable(),
  }),
  facts: z.object({
    conditions: z.array(
      z.object({
        id: Id,
        text: z.string(),
        code: z.string().nullable(),
        source: FactSource,
        recordedAt: Instant,
      }),
    ),
    medications: z.array(
      z.object({
        id: Id,
        text: z.string(),
        dose: z.string().nullable(),
        source: FactSource,
        recordedAt: Instant,
        lastFilledOn: CalendarDate.nullable(),
      }),
    ),
    allergies: z.array(
      z.object({
        id: Id,
        substance: z.string(),
        reaction: z.string().nullable(),
        source: FactSource,
        recordedAt: Instant,
      }),
    ),
    /** Which lists the patient has gone through: an empty list that was never asked is unknown, not none. */
    reviewed: z.object({ conditions: z.boolean(), medications: z.boolean(), allergies: z.boolean() }),
    observations: z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        unit: z.string(),
        points: z.array(
          z.object({ value: z.number(), value2: z.number().nullable(), at: Instant, source: FactSource }),
        ),
      }),
    ),
  }),
  answers: z.array(
    z.object({
      linkId: z.string(),
      section: z.string(),
      question: z.string(),
      answer: z.string(),
      state: z.enum(['positive', 'normal', 'unknown', 'unanswered']),
    }),
  ),
  assessment: CaseAssessment,
  recommendationId: Id,
  assessedAt: Instant,
  formulary: z.array(FormularyEntry),
  documents: z.array(DocumentView),
  messages: z.array(Message),
  requests: z.array(InformationRequest),
  decisions: z.array(DecisionView),
  earlier: z.array(
    z.object({
      id: Id,
      category: Category,
      status: ConsultationStatus,
      submittedAt: Instant,
      outcome: z.string(),
    }),
  ),
  timeline: z.array(z.object({ at: Instant, text: z.string(), kind: z.string() })),
  note: z.object({
    body: z.string(),
    version: z.int(),
    savedAt: Instant.nullable(),
    status: z.enum(['draft', 'signed']),
  }),
  signedNotes: z.array(
    z.object({
      id: Id,
      kind: z.enum(['note', 'addendum']),
      body: z.string(),
      by: z.string(),
      signedAt: Instant,
    }),
  ),
  order: OrderView,
  undoSeconds: z.int(),
})
export type ConsultationSummary = z.infer<typeof ConsultationSummary>

export const ClaimResult = z.object({
  consultationId: Id,
  version: z.int(),
  leaseExpiresAt: Instant,
})
export type ClaimResult = z.infer<typeof ClaimResult>
/** `activeSeconds` is the time looked at since the last beat, idle time excluded by the browser. */
export const Heartbeat = z.object({ activeSeconds: z.int().min(0).max(120).default(0) })

/** `sig`: the directions as they stand on the form; without them they are not judged. */
export const AssessProposal = z.object({ proposal: Proposal, sig: z.string().trim().max(1000).optional() })
export type AssessProposal = z.infer<typeof AssessProposal>
export const AssessedProposal = z.object({
  assessment: ProposalAssessment,
  plan: PrescriptionPlan.nullable(),
  /** Where product, amount or directions contradict the dose. Each of them stops an approval. */
  misfits: z.array(z.string()),
  /** A controlled substance: signed with the second factor (`ApproveConsultation.controlled`). */
  controlled: z.boolean(),
})
export type AssessedProposal = z.infer<typeof AssessedProposal>

export const SaveNote = z.object({ body: z.string().max(20_000), version: z.int().min(0) })
export const SavedNote = z.object({ version: z.int(), savedAt: Instant })
export const AddAddendum = z.object({ body: z.string().trim().min(1).max(20_000) })

export const Override = z.object({
  rule: z.string().max(40),
  reason: z.string().trim().min(15, 'Say why in at least 15 characters').max(1000),
})
export type Override = z.infer<typeof Override>

/** `approvalData` of `approveConsultation`. `version` is the consultation the provider looked at. */
export const ApproveConsultation = z.object({
  version: z.int(),
  treatment: Proposal.extend({ sig: z.string().trim().min(5).max(1000) }),
  pharmacyId: z.string().regex(/^\d{7}$/),
  notes: z.string().trim().max(20_000),
  overrides: z.array(Override).max(40).default([]),
  /** Signs the later steps of the plan too, each sent on its day and only after a check-in. */
  titration: z.boolean().optional(),
  /** Signed from the queue without the case being opened: refused unless it is green now, and for what is proposed. */
  fromCard: z.boolean().optional(),
  /** For a controlled substance only. */
  controlled: ControlledSignature.optional(),
})
export type ApproveConsultation = z.infer<typeof ApproveConsultation>

export const DenialReason = z.enum([
  'contraindication',
  'unsafe_interaction',
  'not_indicated',
  'needs_in_person_exam',
  'insufficient_information',
  'duplicate_therapy',
  'other',
])
export type DenialReason = z.infer<typeof DenialReason>

export const DenyConsultation = z.object({
  version: z.int(),
  reason: DenialReason,
  notes: z.string().trim().min(3).max(20_000),
  /** What the patient reads in the portal: kind, safe, with the next step. */
  patientMessage: z.string().trim().min(20).max(4000),
})
export type DenyConsultation = z.infer<typeof DenyConsultation>

export const AskPatient = z.object({
  version: z.int(),
  message: z.string().trim().max(2000).default(''),
  questions: z.array(AskedQuestion).min(1).max(12),
  notes: z.string().trim().max(20_000).default(''),
})
export type AskPatient = z.infer<typeof AskPatient>

export const EscalateConsultation = z.object({
  version: z.int(),
  route: EscalationRoute,
  notes: z.string().trim().min(3).max(20_000),
  patientMessage: z.string().trim().min(20).max(4000),
})
export type EscalateConsultation = z.infer<typeof EscalateConsultation>

export const Decided = z.object({
  consultationId: Id,
  decisionId: Id,
  status: ConsultationStatus,
  version: z.int(),
  effectiveAt: Instant,
})
export type Decided = z.infer<typeof Decided>

export const UndoDecision = z.object({ decisionId: Id })

export const SendMessage = z.object({ body: z.string().trim().min(1).max(8000) })

/** Sent every few seconds while a case is on the screen; `leaving` when it is closed. */
export const ReportPresence = z.object({ leaving: z.boolean().default(false) })
/** Who else has the case on the screen, whether or not they hold it. */
export const CasePresence = z.object({
  others: z.array(z.object({ userId: z.string(), name: z.string(), initials: z.string(), since: Instant })),
})
export type CasePresence = z.infer<typeof CasePresence>

/** The questionnaire's questions as a provider can ask them again. */
export const QuestionBank = z.object({
  items: z.array(
    z.object({
      linkId: z.string(),
      section: z.string(),
      text: z.string(),
      kind: QuestionKind,
      options: z.array(z.string()),
      /** The fact an answer fills for the engine; null where only a reader can judge it. */
      fact: z.string().nullable(),
    }),
  ),
})
export type QuestionBank = z.infer<typeof QuestionBank>

export const FoundPatients = z.object({
  items: z.array(
    z.object({
      id: Id,
      mrn: z.string(),
      name: z.string(),
      age: z.int(),
      sex: z.enum(['female', 'male']),
      state: StateCode,
      /** Newest first, at most five. */
      visits: z.array(
        z.object({ id: Id, category: Category, status: ConsultationStatus, submittedAt: Instant }),
      ),
    }),
  ),
})
export type FoundPatients = z.infer<typeof FoundPatients>
