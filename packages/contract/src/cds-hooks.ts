/**
 * CDS Hooks 2.0 (cds-hooks.hl7.org/2.0) on the wire, with the standard's own field names: what we offer, the
 * cards we answer with, what a record system tells us back, and the clinic's list of systems that may call.
 */
import { z } from 'zod'
import { Id, Instant } from './vocabulary.ts'

export const CdsHook = z.enum(['patient-view', 'order-select', 'order-sign'])
export type CdsHook = z.infer<typeof CdsHook>

export const CdsServices = z.object({
  services: z.array(
    z.object({
      hook: CdsHook,
      id: z.string(),
      title: z.string(),
      description: z.string(),
      prefetch: z.record(z.string(), z.string()),
      usageRequirements: z.string(),
    }),
  ),
})
export type CdsServices = z.infer<typeof CdsServices>

/** `fhirServer` and `fhirAuthorization` may come and are never used: nothing is fetched from the caller. */
export const CdsRequest = z.object({
  hook: z.string().max(60),
  hookInstance: z.string().min(1).max(80),
  context: z.looseObject({ patientId: z.string().min(1).max(200) }),
  prefetch: z.record(z.string().max(60), z.unknown()).optional(),
})
export type CdsRequest = z.infer<typeof CdsRequest>

const Coding = z.object({
  system: z.string().max(300).optional(),
  code: z.string().max(80),
  display: z.string().max(300).optional(),
})

export const CdsCard = z.object({
  uuid: Id,
  summary: z.string().min(1).max(139),
  indicator: z.enum(['info', 'warning', 'critical']),
  /** GitHub-flavoured Markdown. */
  detail: z.string().optional(),
  source: z.object({ label: z.string(), url: z.string().optional(), topic: Coding.optional() }),
  suggestions: z
    .array(
      z.object({
        label: z.string(),
        uuid: Id,
        isRecommended: z.boolean().optional(),
        actions: z.array(
          z.object({
            type: z.enum(['create', 'delete']),
            description: z.string(),
            /** For `create`: the FHIR resource. */
            resource: z.record(z.string(), z.unknown()).optional(),
            /** For `delete`: a relative reference. */
            resourceId: z.string().optional(),
          }),
        ),
      }),
    )
    .optional(),
  selectionBehavior: z.enum(['at-most-one', 'any']).optional(),
  overrideReasons: z.array(Coding).optional(),
})
export type CdsCard = z.infer<typeof CdsCard>
export const CdsResponse = z.object({ cards: z.array(CdsCard) })
export type CdsResponse = z.infer<typeof CdsResponse>

/** What became of cards. A comment in the clinician's own words is let through and never kept. */
const Outcome = z
  .object({
    card: Id,
    outcome: z.enum(['accepted', 'overridden']),
    acceptedSuggestions: z
      .array(z.object({ id: z.string().max(80) }))
      .max(20)
      .optional(),
    overrideReason: z
      .object({ reason: Coding.optional(), userComment: z.string().max(10_000).optional() })
      .optional(),
    outcomeTimestamp: z.iso.datetime({ offset: true, error: 'An ISO timestamp in UTC.' }),
  })
  .refine(({ outcome, acceptedSuggestions }) => outcome !== 'accepted' || acceptedSuggestions?.length, {
    path: ['acceptedSuggestions'],
    error: 'Name the suggestions that were accepted.',
  })
export const CdsFeedback = z.object({ feedback: z.array(Outcome).min(1).max(50) })
export type CdsFeedback = z.infer<typeof CdsFeedback>

/** RFC 7517, public keys only: nothing secret is ever given to us. */
const PublicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC']), kid: z.string().min(1).max(120) })
  .refine((key) => !('d' in key || 'p' in key || 'k' in key), 'This is a private key: send its public part')
export const AddCdsClient = z.object({
  name: z.string().trim().min(1).max(120),
  /** The `iss` of its tokens. */
  issuer: z.url().max(300),
  jwks: z.object({ keys: z.array(PublicKey).min(1).max(10) }),
})
export type AddCdsClient = z.infer<typeof AddCdsClient>
export const CdsClient = z.object({
  id: Id,
  name: z.string(),
  issuer: z.string(),
  keyIds: z.array(z.string()),
  createdAt: Instant,
  /** When it last got a card; null: never. */
  lastUsedAt: Instant.nullable(),
})
export type CdsClient = z.infer<typeof CdsClient>
export const CdsClientList = z.object({ items: z.array(CdsClient) })
