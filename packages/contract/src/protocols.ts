/** A clinic's protocol: what it tunes of the platform's own rows, and which run of the engine is replayed under it. */
import { z } from 'zod'
import { FindingSeverity } from './clinical.ts'
import { Category, Id, Instant } from './vocabulary.ts'

/** What a platform row may be set to. Absent: as the platform has it. */
export const RuleSetting = z.enum(['off', 'contraindicated', 'major', 'moderate', 'minor'])
export type RuleSetting = z.infer<typeof RuleSetting>

/** Fractions of the days' supply that must have passed before a refill; a controlled one keeps to the law's floor. */
export const protocolLimits = {
  refillFraction: { least: 0.5, most: 1, usual: 0.75 },
  controlledRefillFraction: { least: 0.9, most: 1, usual: 0.9 },
} as const
const fraction = ({ least, most }: { least: number; most: number }) => z.number().min(least).max(most)

export const ProtocolPolicy = z.strictObject({
  rules: z.record(z.string().max(40), RuleSetting).default({}),
  refillFraction: fraction(protocolLimits.refillFraction).optional(),
  controlledRefillFraction: fraction(protocolLimits.controlledRefillFraction).optional(),
  /** Drugs this clinic does not offer. */
  excludedDrugs: z.array(z.string().max(60)).max(40).default([]),
})
export type ProtocolPolicy = z.infer<typeof ProtocolPolicy>

/** `after` is the newest version the author looked at; 0 when there was none. */
export const SaveProtocol = z.object({
  after: z.int().min(0),
  policy: ProtocolPolicy,
  reason: z.string().trim().min(15, 'Say why in at least 15 characters').max(1000),
  /** From when on it judges; absent: at once. */
  effectiveFrom: Instant.optional(),
})
export type SaveProtocol = z.infer<typeof SaveProtocol>

/** One tuned thing: a rule's id, a fraction's name or `excludedDrugs`, as words. Null: as the platform has it. */
export const ProtocolChange = z.object({
  what: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type ProtocolChange = z.infer<typeof ProtocolChange>

export const ProtocolVersion = z.object({
  version: z.int(),
  effectiveFrom: Instant,
  createdAt: Instant,
  author: z.string(),
  reason: z.string(),
  policy: ProtocolPolicy,
  /** Against the version before. */
  changes: z.array(ProtocolChange),
})
export type ProtocolVersion = z.infer<typeof ProtocolVersion>

/** A row a clinic may tune: what fires it stays as it is, its weight may change. */
export const ProtocolRow = z.object({
  rule: z.string(),
  ruleVersion: z.int(),
  title: z.string(),
  categories: z.array(Category),
  /** What it says and how heavily, case by case; only the cases that are platform policy. */
  cases: z.array(z.object({ text: z.string(), severity: FindingSeverity, source: z.string() })),
  /** Settings a clinic may choose from. A row that raises a red flag can be made stricter and never looser. */
  allowed: z.array(RuleSetting),
  setting: RuleSetting.nullable(),
  /** Who last changed it; null when nobody has. */
  changed: z.object({ version: z.int(), by: z.string(), at: Instant }).nullable(),
})
export type ProtocolRow = z.infer<typeof ProtocolRow>

export const ProtocolView = z.object({
  /** The one that judges now; null: the platform's own. */
  current: ProtocolVersion.nullable(),
  /** One whose day has not come. */
  planned: ProtocolVersion.nullable(),
  newestVersion: z.int(),
  rows: z.array(ProtocolRow),
  drugs: z.array(z.object({ drugId: z.string(), name: z.string(), category: Category })),
})
export type ProtocolView = z.infer<typeof ProtocolView>

export const ProtocolVersions = z.object({ items: z.array(ProtocolVersion) })

/** What a policy would have said of the cases assessed last, beside what the one in force says of them now. */
export const PreviewProtocol = z.object({ policy: ProtocolPolicy })
export type PreviewProtocol = z.infer<typeof PreviewProtocol>
export const ProtocolPreview = z.object({
  /** How many of the latest cases were run, and from when the oldest of them is. */
  cases: z.int(),
  since: Instant.nullable(),
  casesChanged: z.int(),
  /** Whose first choice is another. */
  firstChoiceChanged: z.int(),
  /** Most cases first. */
  verdicts: z.array(z.object({ drug: z.string(), from: z.string(), to: z.string(), cases: z.int() })),
})
export type ProtocolPreview = z.infer<typeof ProtocolPreview>

const VerdictChange = z.object({ drug: z.string(), before: z.string(), now: z.string() })
/** A stored recommendation run again on its snapshot. */
export const ReplayedRecommendation = z.object({
  recommendationId: Id,
  assessedAt: Instant,
  /** Under the protocol it was made with: every word the same? */
  identical: z.boolean(),
  engineThen: z.string(),
  engineNow: z.string(),
  /** Rules whose version differs, or that are new or gone. */
  changedRules: z.array(z.string()),
  changedVerdicts: z.array(VerdictChange),
  protocol: z.object({
    /** Null: the platform's own. */
    madeUnder: z.int().nullable(),
    inForce: z.int().nullable(),
    changes: z.array(ProtocolChange),
    /** What the protocol of today would have said otherwise, on the same facts and day. */
    changedVerdicts: z.array(VerdictChange),
  }),
})
export type ReplayedRecommendation = z.infer<typeof ReplayedRecommendation>
