import { ConsultationStatus } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import * as c from './consultation.ts'

const now = new Date('2026-11-22T15:00:00Z')
const later = new Date('2026-11-22T15:00:10Z')
const me = 'provider-me'
const other = 'provider-other'

function inState(status: ConsultationStatus, change: Partial<c.Consultation> = {}): c.Consultation {
  const claimed = status === 'claimed'
  const decided = status === 'approved' || status === 'denied'
  return {
    clinicId: 'clinic',
    id: 'consultation',
    patientId: 'patient',
    category: 'weight',
    status,
    priority: 'normal',
    patientState: 'TX',
    submittedAt: new Date('2026-11-22T13:00:00Z'),
    dueAt: new Date('2026-11-22T17:00:00Z'),
    awaitingPayment: false,
    answeredAt: null,
    preferredProviderId: null,
    claimedBy: claimed ? me : null,
    claimedAt: claimed ? now : null,
    leaseExpiresAt: claimed ? new Date('2026-11-22T15:02:00Z') : null,
    escalationRoute: null,
    decisionId: decided ? 'decision' : null,
    decidedAt: decided ? now : null,
    effectiveAt: decided ? later : null,
    closedAt: null,
    version: 3,
    ...change,
  }
}

const decision: c.Decision = { providerId: me, decisionId: 'decision', now, effectiveAt: later }
const actions = {
  claim: (from: c.Consultation) => c.claim(from, { providerId: me, now, leaseSeconds: 120 }),
  release: (from: c.Consultation) => c.release(from, { providerId: me }),
  lapse: (from: c.Consultation) => c.lapse(from, new Date('2026-11-22T16:00:00Z')),
  approve: (from: c.Consultation) => c.approve(from, decision),
  deny: (from: c.Consultation) => c.deny(from, decision),
  ask: (from: c.Consultation) => c.ask(from, decision),
  escalate: (from: c.Consultation) => c.escalate(from, { ...decision, route: 'synchronous' }),
  undo: (from: c.Consultation) =>
    c.undo(from, { providerId: me, decidedBy: me, decisionId: 'decision', now, leaseSeconds: 120 }),
  answer: (from: c.Consultation) => c.answer(from, now),
  complete: (from: c.Consultation) => c.complete(from, now),
  expire: (from: c.Consultation) => c.expire(from, now),
}
type ActionName = keyof typeof actions

/** Every state × action: where it leads, or null when it must be refused. */
const expected: Record<ConsultationStatus, Record<ActionName, ConsultationStatus | null>> = {
  submitted: row({ claim: 'claimed' }),
  claimed: row({
    claim: 'claimed',
    release: 'submitted',
    lapse: 'submitted',
    approve: 'approved',
    deny: 'denied',
    ask: 'info_requested',
    escalate: 'escalated',
  }),
  info_requested: row({ answer: 'submitted', expire: 'expired' }),
  escalated: row({ claim: 'claimed' }),
  approved: row({ undo: 'claimed', complete: 'completed' }),
  denied: row({ undo: 'claimed' }),
  completed: row({}),
  cancelled: row({}),
  expired: row({}),
}
function row(
  allowed: Partial<Record<ActionName, ConsultationStatus>>,
): Record<ActionName, ConsultationStatus | null> {
  return Object.fromEntries(
    Object.keys(actions).map((name) => [name, allowed[name as ActionName] ?? null]),
  ) as Record<ActionName, ConsultationStatus | null>
}

describe('every state × action', () => {
  for (const status of ConsultationStatus.options) {
    for (const name of Object.keys(actions) as ActionName[]) {
      const to = expected[status][name]
      it(`${name} on ${status} ${to ? `leads to ${to}` : 'is refused'}`, () => {
        const step = actions[name](inState(status))
        expect(step.ok ? step.consultation.status : null).toBe(to)
      })
    }
  }
})

describe('claims', () => {
  it('refuses a case whose lease runs for somebody else', () => {
    const step = c.claim(inState('claimed', { claimedBy: other }), { providerId: me, now, leaseSeconds: 120 })
    expect(step).toMatchObject({ ok: false, problem: 'consultation-claimed' })
  })
  it('hands over a case whose lease has run out, to the second', () => {
    const held = inState('claimed', { claimedBy: other, leaseExpiresAt: now })
    expect(c.claim(held, { providerId: me, now, leaseSeconds: 120 })).toMatchObject({
      ok: true,
      consultation: { claimedBy: me },
    })
  })
  it('keeps the time of the first claim when its holder claims again', () => {
    const first = new Date('2026-11-22T14:50:00Z')
    const step = c.claim(inState('claimed', { claimedAt: first }), { providerId: me, now, leaseSeconds: 120 })
    expect(step).toMatchObject({ ok: true, consultation: { claimedAt: first } })
  })
  it('lets nobody decide a case another provider holds', () => {
    expect(c.approve(inState('claimed', { claimedBy: other }), decision)).toMatchObject({
      ok: false,
      problem: 'lease-lost',
    })
  })
  it('returns an escalated case to the escalated list, not to the async queue', () => {
    const step = c.release(inState('claimed', { escalationRoute: 'in_person' }), { providerId: me })
    expect(step).toMatchObject({ ok: true, consultation: { status: 'escalated', claimedBy: null } })
  })
})

describe('undo', () => {
  const by = { providerId: me, decidedBy: me, decisionId: 'decision', now, leaseSeconds: 120 }
  it('is refused from the instant the window closes', () => {
    expect(c.undo(inState('approved'), { ...by, now: later })).toMatchObject({
      ok: false,
      problem: 'undo-window-closed',
    })
  })
  it('is refused to anybody else', () => {
    expect(c.undo(inState('approved'), { ...by, providerId: other })).toMatchObject({ ok: false })
  })
  it('is refused for a decision that is not the present one', () => {
    expect(c.undo(inState('approved'), { ...by, decisionId: 'older' })).toMatchObject({ ok: false })
  })
  it('forgets the decision and opens the case again', () => {
    expect(c.undo(inState('denied'), by)).toMatchObject({
      ok: true,
      consultation: { status: 'claimed', decisionId: null, effectiveAt: null, closedAt: null },
    })
  })
})

it('a case expires while it waits for its card, never while it waits for a provider', () => {
  expect(c.expire(inState('submitted', { awaitingPayment: true }), now)).toMatchObject({
    ok: true,
    consultation: { status: 'expired', closedAt: now },
  })
  expect(c.expire(inState('submitted'), now).ok).toBe(false)
})

it('an answer keeps the original age and prefers who asked', () => {
  const asked = c.ask(inState('claimed'), decision)
  if (!asked.ok) throw new Error(asked.reason)
  const back = c.answer(asked.consultation, later)
  expect(back).toMatchObject({
    ok: true,
    consultation: {
      status: 'submitted',
      preferredProviderId: me,
      submittedAt: inState('claimed').submittedAt,
      answeredAt: later,
    },
  })
})
