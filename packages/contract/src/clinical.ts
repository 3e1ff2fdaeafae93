/** What the clinical engine says, as it travels over HTTP. Mirrors packages/clinical, field by field. */
import { z } from 'zod'
import { EscalationRoute, Priority } from './vocabulary.ts'

export const FindingSeverity = z.enum(['contraindicated', 'major', 'moderate', 'minor', 'needs_info', 'info'])
export type FindingSeverity = z.infer<typeof FindingSeverity>

export const Finding = z.object({
  rule: z.string(),
  ruleVersion: z.int(),
  severity: FindingSeverity,
  text: z.string(),
  management: z.string().nullable(),
  source: z.object({ key: z.string(), section: z.string().nullable(), label: z.string() }),
  confidence: z.enum(['H', 'M', 'P']),
  overridable: z.boolean(),
  missing: z.array(z.string()),
  facts: z.array(z.string()),
})
export type Finding = z.infer<typeof Finding>

export const Product = z.object({
  drugId: z.string(),
  /** Null where no source states it: the product then travels by its NDC or description. */
  rxcui: z.string().nullable(),
  tty: z.enum(['SCD', 'SBD', 'GPCK', 'BPCK']),
  ndc: z.string().nullable(),
  description: z.string(),
  strength: z.string(),
  form: z.string(),
  doseMg: z.number(),
  brand: z.string().nullable(),
  deaSchedule: z.string().nullable(),
  quantityUnitCode: z.string(),
})
export type Product = z.infer<typeof Product>

export const PrescriptionPlan = z.object({
  product: Product,
  doseMg: z.number(),
  frequency: z.string(),
  quantity: z.number(),
  quantityUnitCode: z.string(),
  daysSupply: z.int(),
  refills: z.int(),
  sig: z.string(),
  titration: z.array(
    z.object({
      doseMg: z.number(),
      frequency: z.string(),
      fromWeek: z.int(),
      toWeek: z.int().nullable(),
      startsOn: z.string(),
      quantity: z.number(),
      daysSupply: z.int(),
      product: Product,
    }),
  ),
})
export type PrescriptionPlan = z.infer<typeof PrescriptionPlan>

export const TreatmentOption = z.object({
  drug: z.string(),
  drugId: z.string(),
  verdict: z.enum(['offer', 'warn', 'needs_info', 'hold', 'block']),
  rank: z.int().nullable(),
  confidence: z.number().nullable(),
  reasons: z.array(z.object({ for: z.boolean(), text: z.string(), source: z.string() })),
  start: z.object({ doseMg: z.number(), frequency: z.string() }).nullable(),
  plan: PrescriptionPlan.nullable(),
  requiresSync: z.boolean(),
  missing: z.array(z.string()),
  monitoring: z.array(z.string()),
  counselling: z.array(z.string()),
  findings: z.array(Finding),
})
export type TreatmentOption = z.infer<typeof TreatmentOption>

export const RedFlag = z.object({
  code: z.string(),
  route: EscalationRoute,
  text: z.string(),
  source: z.string(),
})
export type RedFlag = z.infer<typeof RedFlag>

/** A prescription as proposed or edited on the form, before it is signed. */
export const Proposal = z.object({
  drug: z.string().min(1).max(80),
  drugId: z.string().min(1).max(60),
  productRxcui: z
    .string()
    .regex(/^\d{1,8}$/)
    .nullable(),
  doseMg: z.number().positive().max(10_000),
  frequency: z.string().min(1).max(60),
  quantity: z.number().positive().max(1_000),
  daysSupply: z.int().positive().max(365),
  refills: z.int().min(0).max(11),
})
export type Proposal = z.infer<typeof Proposal>

export const ProposalAssessment = z.object({
  verdict: z.enum(['clear', 'warn', 'needs_info', 'hold', 'block']),
  /** Formulary verdict code of the dose; null when the dose could not be judged. */
  dose: z.string().nullable(),
  doseText: z.string().nullable(),
  requiresSync: z.boolean(),
  missing: z.array(z.string()),
  findings: z.array(Finding),
})
export type ProposalAssessment = z.infer<typeof ProposalAssessment>

export const CaseAssessment = z.object({
  engine: z.string(),
  redFlags: z.array(RedFlag),
  priority: Priority,
  priorityReasons: z.array(z.string()),
  missing: z.array(z.string()),
  duplicate: z.boolean(),
  refill: z.enum(['ok', 'too_soon']).nullable(),
  options: z.array(TreatmentOption),
  findings: z.array(Finding),
  contradictions: z.array(
    z.object({ fact: z.string(), intakeSays: z.string(), recordSays: z.string(), rule: z.string() }),
  ),
  positives: z.array(z.object({ label: z.string(), text: z.string(), source: z.string().optional() })),
  askedAndClear: z.array(z.object({ label: z.string(), answer: z.string() })),
  unanswered: z.array(z.object({ code: z.string(), question: z.string(), required: z.boolean() })),
  whatWouldChange: z.array(z.object({ code: z.string(), text: z.string() })),
  checksRun: z.array(
    z.object({
      rule: z.string(),
      outcome: z.enum(['fired', 'clear', 'not_run']),
      why: z.string().optional(),
    }),
  ),
})
export type CaseAssessment = z.infer<typeof CaseAssessment>
