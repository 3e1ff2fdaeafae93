/** The record of who saw and did what. */
import { z } from 'zod'
import { Id, Instant } from './vocabulary.ts'

export const AuditQuery = z.object({
  patientId: Id.optional(),
  cursor: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const AuditPage = z.object({
  items: z.array(
    z.object({
      id: Id,
      at: Instant,
      actor: z.string(),
      role: z.string(),
      action: z.string(),
      subjectType: z.string(),
      subjectId: Id.nullable(),
      patientMrn: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
})
export type AuditPage = z.infer<typeof AuditPage>
