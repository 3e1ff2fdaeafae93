/** The queue: cards in deadline order, counts beside each filter, and the shift's figures. */
import { z } from 'zod'
import { Category, ConsultationStatus, Id, Instant, Priority, StateCode, VisitKind } from './vocabulary.ts'

export const Claim = z.object({
  providerId: Id,
  providerName: z.string(),
  initials: z.string(),
  claimedAt: Instant,
  leaseExpiresAt: Instant,
  mine: z.boolean(),
})
export type Claim = z.infer<typeof Claim>

/** The part of a card that is computed when the case is assessed and stored with it. */
export const CardContent = z.object({
  reason: z.string(),
  figures: z.array(z.object({ label: z.string(), value: z.string() })),
  flags: z.array(z.object({ tone: z.enum(['danger', 'ask', 'neutral']), text: z.string() })),
  proposal: z.object({ label: z.string(), drugId: z.string(), confidence: z.number() }).nullable(),
  blockedBy: z.string().nullable(),
  photos: z.int(),
})
export type CardContent = z.infer<typeof CardContent>

export const QueueCard = CardContent.extend({
  consultationId: Id,
  version: z.int(),
  patient: z.object({
    id: Id,
    mrn: z.string(),
    name: z.string(),
    age: z.int(),
    sex: z.enum(['female', 'male']),
    state: StateCode,
  }),
  category: Category,
  visitKind: VisitKind,
  status: ConsultationStatus,
  priority: Priority,
  readyToApprove: z.boolean(),
  submittedAt: Instant,
  dueAt: Instant,
  claim: Claim.nullable(),
  prefersMe: z.boolean(),
  answered: z.boolean(),
})
export type QueueCard = z.infer<typeof QueueCard>

const list = <T extends z.ZodType>(of: T) =>
  z.preprocess((v) => (typeof v === 'string' ? v.split(',').filter(Boolean) : v), z.array(of)).optional()

export const WaitingBand = z.enum(['over_4h', '2_to_4h', '1_to_2h', 'under_1h'])
export type WaitingBand = z.infer<typeof WaitingBand>

export const QueueView = z.enum(['all', 'mine', 'answered', 'ready'])
export type QueueView = z.infer<typeof QueueView>

/** By deadline; by priority, then deadline; those that wait longest first; the newest first. */
export const QueueSort = z.enum(['deadline', 'priority', 'waiting', 'newest'])
export type QueueSort = z.infer<typeof QueueSort>

export const QueueQuery = z.object({
  view: QueueView.default('all'),
  category: list(Category),
  priority: list(Priority),
  state: list(StateCode),
  waiting: list(WaitingBand),
  sort: QueueSort.default('deadline'),
  cursor: z.string().max(160).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type QueueQuery = z.infer<typeof QueueQuery>
export const QueueSearch = QueueQuery.extend({ search: z.string().trim().min(1).max(80) })
export type QueueSearch = z.infer<typeof QueueSearch>

export const QueueCounts = z.object({
  views: z.object({ all: z.int(), mine: z.int(), answered: z.int(), ready: z.int() }),
  category: z.record(Category, z.int()),
  priority: z.record(Priority, z.int()),
  state: z.array(z.object({ state: StateCode, count: z.int() })),
  waiting: z.record(WaitingBand, z.int()),
  overdue: z.int(),
})
export type QueueCounts = z.infer<typeof QueueCounts>

/** `getPendingConsultations`: one page. `total` counts what the filters match. */
export const QueuePage = z.object({
  items: z.array(QueueCard),
  nextCursor: z.string().nullable(),
  total: z.int(),
  counts: QueueCounts,
  now: Instant,
})
export type QueuePage = z.infer<typeof QueuePage>

export const Shift = z.object({
  doneToday: z.int(),
  averageActiveSeconds: z.int().nullable(),
  targetActiveSeconds: z.int(),
  waiting: z.int(),
  overdue: z.int(),
})
export type Shift = z.infer<typeof Shift>

export const TakeNext = z.object({ category: z.array(Category).max(3).optional() })
export type TakeNext = z.infer<typeof TakeNext>
