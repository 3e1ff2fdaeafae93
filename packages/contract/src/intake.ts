/** Intake: a versioned FHIR R4 Questionnaire, answered one question at a time, then submitted once. */
import { z } from 'zod'
import { Address, CalendarDate, Category, Id, Instant, StateCode } from './vocabulary.ts'

export const ClinicPublic = z.object({
  slug: z.string(),
  name: z.string(),
  phone: z.string(),
  statesServed: z.array(StateCode),
  categories: z.array(
    z.object({
      category: Category,
      title: z.string(),
      summary: z.string(),
      priceCents: z.int(),
      currency: z.string(),
      minutes: z.int(),
    }),
  ),
})
export type ClinicPublic = z.infer<typeof ClinicPublic>

/**
 * The FHIR R4 Questionnaire subset we render. Extra FHIR elements pass through untouched.
 * Our extension url prefix is `https://countersign.example/fhir/`.
 */
export type QuestionnaireItem = {
  linkId: string
  /** The intakeAnswers key of packages/clinical this item feeds, if any: extension `fact`. */
  type:
    | 'group'
    | 'display'
    | 'boolean'
    | 'choice'
    | 'open-choice'
    | 'string'
    | 'text'
    | 'integer'
    | 'decimal'
    | 'date'
    | 'quantity'
    | 'attachment'
  text: string
  required?: boolean
  repeats?: boolean
  maxLength?: number
  enableBehavior?: 'all' | 'any'
  enableWhen?: {
    question: string
    operator: 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<='
    answerBoolean?: boolean
    answerString?: string
    answerInteger?: number
    answerDecimal?: number
    answerCoding?: { system?: string; code: string }
  }[]
  answerOption?: {
    valueCoding: { system?: string; code: string; display: string }
    extension?: QuestionnaireExtension[]
  }[]
  extension?: QuestionnaireExtension[]
  item?: QuestionnaireItem[]
}
export type QuestionnaireExtension = {
  url: string
  valueString?: string
  valueCode?: string
  valueBoolean?: boolean
  valueInteger?: number
  valueDecimal?: number
}
export type Questionnaire = {
  resourceType: 'Questionnaire'
  url: string
  version: string
  status: 'active' | 'retired' | 'draft'
  title: string
  item: QuestionnaireItem[]
  extension?: QuestionnaireExtension[]
}

const text = z.string().trim().max(4000)
/** An entry of a list: a name, a dose, a reaction. What reads the words of every entry must end soon. */
export const LONGEST_ENTRY = 200
const entry = z.string().trim().max(LONGEST_ENTRY)
/**
 * One answer. `unknown` is the patient saying "I don't know": it is stored as such and never read as no.
 * Quantities are metric (cm, kg, mmHg, bpm); the screen converts. Lists answer "none" with `none: true`.
 */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('boolean'), value: z.boolean() }),
  z.object({
    kind: z.literal('choice'),
    codes: z.array(z.string().max(80)).min(1).max(30),
    other: text.optional(),
  }),
  z.object({ kind: z.literal('text'), value: text }),
  z.object({ kind: z.literal('number'), value: z.number().min(-1e6).max(1e6) }),
  z.object({ kind: z.literal('date'), value: CalendarDate }),
  z.object({ kind: z.literal('height'), cm: z.number().min(90).max(250) }),
  z.object({ kind: z.literal('weight'), kg: z.number().min(25).max(400) }),
  z.object({
    kind: z.literal('blood-pressure'),
    systolic: z.int().min(50).max(280),
    diastolic: z.int().min(20).max(180),
    measuredOn: CalendarDate.optional(),
  }),
  z.object({
    kind: z.literal('medications'),
    none: z.boolean(),
    items: z.array(z.object({ name: entry.min(1), dose: entry.optional() })).max(60),
  }),
  z.object({
    kind: z.literal('allergies'),
    none: z.boolean(),
    items: z.array(z.object({ substance: entry.min(1), reaction: entry.optional() })).max(60),
  }),
  z.object({
    kind: z.literal('conditions'),
    none: z.boolean(),
    items: z.array(z.object({ text: entry.min(1), code: z.string().max(10).optional() })).max(60),
  }),
  z.object({ kind: z.literal('attachments'), documentIds: z.array(Id).min(1).max(8) }),
  z.object({ kind: z.literal('consent'), accepted: z.literal(true), documentVersion: z.string().max(40) }),
])
export type Answer = z.infer<typeof Answer>

export const StartIntake = z.object({ clinicSlug: z.string().max(41), category: Category })
export type StartIntake = z.infer<typeof StartIntake>
/** `token` is shown once; the browser keeps it and sends it as `X-Intake-Token`. */
export const StartedIntake = z.object({ id: Id, token: z.string() })
export type StartedIntake = z.infer<typeof StartedIntake>

export const IntakeView = z.object({
  id: Id,
  clinicSlug: z.string(),
  category: Category,
  status: z.enum(['started', 'submitted', 'abandoned']),
  version: z.int(),
  questionnaire: z.custom<Questionnaire>(),
  answers: z.record(z.string(), Answer),
  consultationId: Id.nullable(),
})
export type IntakeView = z.infer<typeof IntakeView>

/** Told at once when an answer means danger: shown on a screen of its own before anything else. */
export const EmergencyGuidance = z.object({
  code: z.string(),
  title: z.string(),
  text: z.string(),
  call: z.enum(['911', '988']),
  /** Nothing is sent while the answer stands; else the patient may go on beside the call. */
  stops: z.boolean(),
})
export type EmergencyGuidance = z.infer<typeof EmergencyGuidance>

export const SavedAnswer = z.object({ version: z.int(), emergency: EmergencyGuidance.nullable() })
export type SavedAnswer = z.infer<typeof SavedAnswer>

export const Person = z.object({
  givenName: z.string().trim().min(1).max(60),
  familyName: z.string().trim().min(1).max(60),
  birthDate: CalendarDate,
  sex: z.enum(['female', 'male']),
  phone: z.string().regex(/^\+1\d{10}$/, 'A US number, as +15125550123'),
  address: Address,
})
export type Person = z.infer<typeof Person>

/** Sent signed in (the account is made with the sign-in library just before). */
export const SubmitIntake = z.object({
  person: Person,
  pharmacyId: z.string().regex(/^\d{7}$/),
  payment: z.literal('self_pay'),
})
export type SubmitIntake = z.infer<typeof SubmitIntake>

export const SubmittedIntake = z.object({
  consultationId: Id,
  /** Where the card is entered; null when the page cannot be reached now (the portal offers it again). */
  checkoutUrl: z.url().nullable(),
  submittedAt: Instant,
})
export type SubmittedIntake = z.infer<typeof SubmittedIntake>

export const UploadedDocument = z.object({
  id: Id,
  title: z.string(),
  contentType: z.string(),
  byteSize: z.int(),
})
export type UploadedDocument = z.infer<typeof UploadedDocument>
