/** A clinic's settings that consultations obey, with the product's defaults where a clinic set none. */
import type { Priority } from '@countersign/contract'
import { z } from 'zod'

export const ClinicSettings = z.object({
  /** Minutes from submission to the deadline, by priority. */
  slaMinutes: z
    .object({ urgent: z.int().positive(), high: z.int().positive(), normal: z.int().positive() })
    .default({ urgent: 30, high: 120, normal: 240 }),
  /** Seconds in which a decision can be taken back before anything leaves. */
  undoSeconds: z.int().min(0).max(120).default(10),
  /** Seconds a claim lives without a heartbeat. */
  leaseSeconds: z.int().min(30).max(900).default(120),
  /** How long an answered case waits for the provider who asked before others are handed it. */
  preferredProviderMinutes: z.int().min(0).default(30),
  targetReviewSeconds: z.int().positive().default(300),
})
export type ClinicSettings = z.infer<typeof ClinicSettings>

export const dueAt = (submittedAt: Date, priority: Priority, settings: ClinicSettings): Date =>
  new Date(submittedAt.getTime() + settings.slaMinutes[priority] * 60_000)
