/** Titration: one approval, a series of prescriptions, each sent at its date and only after the check-in it asks for. */
import { z } from 'zod'
import { CheckInAnswers, CheckInQuestions, Signal } from './refills.ts'
import { CalendarDate, Category, Id, Instant, StateCode } from './vocabulary.ts'

export const SeriesStatus = z.enum(['active', 'stopped', 'completed'])
export type SeriesStatus = z.infer<typeof SeriesStatus>

export const StepStatus = z.enum([
  /** Its check-in is not asked yet. */
  'planned',
  /** The patient is asked how it goes. */
  'check_in',
  /** A provider looks: the answers were not green, or none came. */
  'review',
  /** Answered well; leaves on its day. */
  'ready',
  /** Signed and on its way; the prescription tells the rest. */
  'released',
  'cancelled',
])
export type StepStatus = z.infer<typeof StepStatus>

export const TitrationStepView = z.object({
  step: z.int(),
  prescriptionId: Id,
  medicine: z.string(),
  doseMg: z.number(),
  startsOn: CalendarDate,
  status: StepStatus,
  checkIn: z
    .object({
      askedAt: Instant,
      answers: CheckInAnswers.nullable(),
      answeredAt: Instant.nullable(),
      signal: Signal.nullable(),
      reasons: z.array(z.string()),
    })
    .nullable(),
})
export type TitrationStepView = z.infer<typeof TitrationStepView>

export const TitrationView = z.object({
  id: Id,
  version: z.int(),
  status: SeriesStatus,
  orderId: Id,
  consultationId: Id,
  category: Category,
  patient: z.object({ id: Id, mrn: z.string(), name: z.string(), state: StateCode }),
  approvedBy: z.string(),
  stoppedReason: z.string().nullable(),
  steps: z.array(TitrationStepView),
})
export type TitrationView = z.infer<typeof TitrationView>

/** `review`: those with a step that waits for a provider. */
export const TitrationQuery = z.object({ lane: z.enum(['review', 'active', 'ended']).default('review') })
export const TitrationList = z.object({ items: z.array(TitrationView) })
export type TitrationList = z.infer<typeof TitrationList>

/** A provider's word on a step under review: go on, stay as it is for some days and ask again, or stop the series. */
export const ReviewStep = z.discriminatedUnion('action', [
  z.object({ action: z.literal('continue'), version: z.int(), notes: z.string().trim().min(5).max(2000) }),
  z.object({
    action: z.literal('delay'),
    version: z.int(),
    days: z.int().min(1).max(56),
    notes: z.string().trim().min(5).max(2000),
  }),
  z.object({ action: z.literal('stop'), version: z.int(), notes: z.string().trim().min(5).max(2000) }),
])
export type ReviewStep = z.infer<typeof ReviewStep>
export const StopTitration = z.object({ version: z.int(), reason: z.string().trim().min(5).max(500) })
export type StopTitration = z.infer<typeof StopTitration>
export const StopMyTitration = z.object({ reason: z.string().trim().max(500).default('') })

/** The patient's series: what comes next, and what is asked of them now. */
export const PortalTitration = z.object({
  id: Id,
  status: SeriesStatus,
  steps: z.array(
    z.object({
      step: z.int(),
      medicine: z.string(),
      directions: z.string(),
      startsOn: CalendarDate,
      state: z.enum(['done', 'now', 'next', 'stopped']),
      text: z.string(),
    }),
  ),
  /** The open check-in; null when nothing is asked. */
  checkIn: z
    .object({
      step: z.int(),
      ask: CheckInQuestions,
    })
    .nullable(),
})
export type PortalTitration = z.infer<typeof PortalTitration>
export const PortalTitrations = z.object({ items: z.array(PortalTitration) })
export type PortalTitrations = z.infer<typeof PortalTitrations>
export const AnswerCheckIn = z.object({ step: z.int().min(2).max(20), answers: CheckInAnswers })
