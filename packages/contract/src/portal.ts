/** The patient's side after the intake, in plain words. */
import { z } from 'zod'
import { InformationRequest, Message, PharmacyView, QuestionAnswer } from './consultations.ts'
import {
  CalendarDate,
  Category,
  ConsultationStatus,
  Id,
  Instant,
  InvoiceStatus,
  PaymentStatus,
} from './vocabulary.ts'

export const PortalStep = z.object({
  key: z.string(),
  title: z.string(),
  text: z.string(),
  at: Instant.nullable(),
  state: z.enum(['done', 'now', 'next', 'stopped']),
})
export type PortalStep = z.infer<typeof PortalStep>

export const PortalPrescription = z.object({
  id: Id,
  medicine: z.string(),
  directions: z.string(),
  quantity: z.string(),
  refills: z.int(),
  startsOn: CalendarDate,
  pharmacy: PharmacyView,
  status: z.string(),
  sideEffects: z.array(z.string()),
  getHelpNow: z.array(z.string()),
})
export type PortalPrescription = z.infer<typeof PortalPrescription>

export const PortalConsultation = z.object({
  id: Id,
  category: Category,
  status: ConsultationStatus,
  /** One sentence a patient reads first, and one about what happens next and when. */
  headline: z.string(),
  next: z.string(),
  /** What the patient must do now, if anything. */
  todo: z.enum(['card', 'answer', 'none']),
  steps: z.array(PortalStep),
  provider: z.object({ name: z.string(), credential: z.string() }).nullable(),
  providerMessage: z.string().nullable(),
  request: InformationRequest.nullable(),
  prescriptions: z.array(PortalPrescription),
  pharmacy: PharmacyView.nullable(),
  pharmacyChangeable: z.boolean(),
  invoice: z
    .object({
      number: z.string(),
      amountCents: z.int(),
      currency: z.string(),
      status: InvoiceStatus,
      payment: PaymentStatus.nullable(),
    })
    .nullable(),
  messages: z.array(Message),
  submittedAt: Instant,
})
export type PortalConsultation = z.infer<typeof PortalConsultation>

export const PortalHome = z.object({
  name: z.string(),
  consultations: z.array(
    z.object({
      id: Id,
      category: Category,
      status: ConsultationStatus,
      headline: z.string(),
      todo: z.enum(['card', 'answer', 'none']),
      submittedAt: Instant,
    }),
  ),
})
export type PortalHome = z.infer<typeof PortalHome>

export const AnswerRequest = z.object({ answers: z.array(QuestionAnswer).min(1).max(12) })
export type AnswerRequest = z.infer<typeof AnswerRequest>

export const CheckoutLink = z.object({ url: z.url() })
