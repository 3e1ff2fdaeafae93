/**
 * A consultation's states and what may follow each. Pure: a command asks here, and the answer is either the
 * next consultation with the event to record, or the reasons why not.
 */
import type {
  Category,
  ConsultationStatus,
  EscalationRoute,
  EventType,
  Priority,
} from '@countersign/contract'

export type Consultation = {
  readonly clinicId: string
  readonly id: string
  readonly patientId: string
  readonly category: Category
  readonly status: ConsultationStatus
  readonly priority: Priority
  readonly patientState: string
  readonly submittedAt: Date
  readonly dueAt: Date
  readonly awaitingPayment: boolean
  readonly answeredAt: Date | null
  readonly preferredProviderId: string | null
  readonly claimedBy: string | null
  readonly claimedAt: Date | null
  readonly leaseExpiresAt: Date | null
  readonly escalationRoute: EscalationRoute | null
  readonly decisionId: string | null
  readonly decidedAt: Date | null
  readonly effectiveAt: Date | null
  readonly closedAt: Date | null
  readonly version: number
}

export const transitions = {
  submitted: ['claimed', 'cancelled', 'expired'],
  claimed: ['submitted', 'info_requested', 'approved', 'denied', 'escalated'],
  info_requested: ['submitted', 'cancelled', 'expired'],
  escalated: ['claimed', 'denied', 'cancelled'],
  approved: ['claimed', 'completed'],
  denied: ['claimed'],
  completed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<ConsultationStatus, readonly ConsultationStatus[]>

export const mayFollow = (from: ConsultationStatus, to: ConsultationStatus): boolean =>
  (transitions[from] as readonly ConsultationStatus[]).includes(to)

export type Refusal = 'transition-not-allowed' | 'consultation-claimed' | 'lease-lost' | 'undo-window-closed'
export type Step =
  | { ok: true; consultation: Consultation; event: EventType }
  | { ok: false; problem: Refusal; reason: string }

const refuse = (problem: Refusal, reason: string): Step => ({ ok: false, problem, reason })
const noClaim = { claimedBy: null, claimedAt: null, leaseExpiresAt: null } as const

function move(
  from: Consultation,
  to: ConsultationStatus,
  event: EventType,
  change: Partial<Consultation>,
): Step {
  if (!mayFollow(from.status, to)) {
    return refuse(
      'transition-not-allowed',
      `A case that is ${words(from.status)} cannot become ${words(to)}.`,
    )
  }
  return { ok: true, event, consultation: { ...from, ...change, status: to } }
}

const words = (status: ConsultationStatus) => status.replace('_', ' ')

/** A lease that ran out no longer protects its holder: anybody licensed may take the case. */
export function claim(c: Consultation, by: { providerId: string; now: Date; leaseSeconds: number }): Step {
  const leaseExpiresAt = new Date(by.now.getTime() + by.leaseSeconds * 1000)
  const held = { claimedBy: by.providerId, claimedAt: by.now, leaseExpiresAt }
  if (c.status === 'claimed') {
    const lapsed = c.leaseExpiresAt !== null && c.leaseExpiresAt <= by.now
    if (c.claimedBy !== by.providerId && !lapsed) {
      return refuse('consultation-claimed', 'Another provider has this case.')
    }
    const kept = c.claimedBy === by.providerId ? { ...held, claimedAt: c.claimedAt } : held
    return { ok: true, event: 'consultation.claimed', consultation: { ...c, ...kept } }
  }
  if (c.awaitingPayment) return refuse('transition-not-allowed', 'This case waits for its card.')
  if (c.status === 'approved' || c.status === 'denied') {
    return refuse('transition-not-allowed', 'A decided case is reopened only by undoing the decision.')
  }
  return move(c, 'claimed', 'consultation.claimed', held)
}

export function release(c: Consultation, by: { providerId: string }): Step {
  if (c.status !== 'claimed' || c.claimedBy !== by.providerId)
    return refuse('lease-lost', 'You do not hold this case.')
  return back(c)
}

/** The clock's part: nobody beat for this lease any more. */
export function lapse(c: Consultation, now: Date): Step {
  if (c.status !== 'claimed' || c.leaseExpiresAt === null || c.leaseExpiresAt > now) {
    return refuse('transition-not-allowed', 'The lease still runs.')
  }
  return back(c)
}

const back = (c: Consultation): Step =>
  c.escalationRoute === null
    ? move(c, 'submitted', 'consultation.released', noClaim)
    : { ok: true, event: 'consultation.released', consultation: { ...c, ...noClaim, status: 'escalated' } }

export type Decision = { providerId: string; decisionId: string; now: Date; effectiveAt: Date }

function decide(
  c: Consultation,
  by: Decision,
  to: 'approved' | 'denied' | 'info_requested' | 'escalated',
  event: EventType,
  change: Partial<Consultation> = {},
): Step {
  if (c.status === 'claimed' && c.claimedBy !== by.providerId) {
    return refuse('lease-lost', 'Another provider has taken this case.')
  }
  if (c.status !== 'claimed') return refuse('lease-lost', 'You do not hold this case any more.')
  return move(c, to, event, {
    ...noClaim,
    decisionId: by.decisionId,
    decidedAt: by.now,
    effectiveAt: by.effectiveAt,
    ...change,
  })
}

export const approve = (c: Consultation, by: Decision): Step =>
  decide(c, by, 'approved', 'consultation.approved')
export const deny = (c: Consultation, by: Decision): Step =>
  decide(c, by, 'denied', 'consultation.denied', { closedAt: by.effectiveAt })
export const ask = (c: Consultation, by: Decision): Step =>
  decide(c, by, 'info_requested', 'consultation.info_requested', { preferredProviderId: by.providerId })
export const escalate = (c: Consultation, by: Decision & { route: EscalationRoute }): Step =>
  decide(c, by, 'escalated', 'consultation.escalated', { escalationRoute: by.route })

/** Only who decided may take it back, only while nothing has left the building. */
export function undo(
  c: Consultation,
  by: { providerId: string; decisionId: string; decidedBy: string; now: Date; leaseSeconds: number },
): Step {
  if ((c.status !== 'approved' && c.status !== 'denied') || c.decisionId !== by.decisionId) {
    return refuse('transition-not-allowed', 'That decision is not the present one.')
  }
  if (by.decidedBy !== by.providerId) return refuse('transition-not-allowed', 'Only who decided may undo it.')
  if (c.effectiveAt === null || by.now >= c.effectiveAt) {
    return refuse('undo-window-closed', 'The prescription may have left already.')
  }
  return move(c, 'claimed', 'consultation.undone', {
    claimedBy: by.providerId,
    claimedAt: by.now,
    leaseExpiresAt: new Date(by.now.getTime() + by.leaseSeconds * 1000),
    decisionId: null,
    decidedAt: null,
    effectiveAt: null,
    closedAt: null,
  })
}

/** The patient answered: back in the queue with its original age, for the provider who asked. */
export const answer = (c: Consultation, now: Date): Step =>
  c.status === 'info_requested'
    ? move(c, 'submitted', 'consultation.answered', { answeredAt: now })
    : refuse('transition-not-allowed', 'No question is open.')

/** The card was authorised: providers may see it now. */
export const admit = (c: Consultation): Step =>
  c.status === 'submitted' && c.awaitingPayment
    ? { ok: true, event: 'consultation.queued', consultation: { ...c, awaitingPayment: false } }
    : refuse('transition-not-allowed', 'The case is in the queue already.')

/** The clock's part: nobody paid, or nobody answered, for too long. A case providers may see never expires. */
export const expire = (c: Consultation, now: Date): Step =>
  c.status === 'info_requested' || (c.status === 'submitted' && c.awaitingPayment)
    ? move(c, 'expired', 'consultation.expired', { closedAt: now, awaitingPayment: false })
    : refuse('transition-not-allowed', 'The case is being looked after.')

export const complete = (c: Consultation, now: Date): Step =>
  move(c, 'completed', 'consultation.completed', { closedAt: now })
