import { drugIds } from '@countersign/clinical'
import {
  ConsultationStatus,
  EscalationRoute,
  OrderStatus,
  PaymentStatus,
  PrescriptionStatus,
} from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { guideOf, medicineGuides } from '../prescriptions/medicine-guide.ts'
import {
  mayChangePharmacy,
  nameOf,
  quantityInWords,
  seenAt,
  stepsOf,
  todoOf,
  type Visit,
  wordsOf,
} from './portal.ts'

const now = new Date('2026-11-22T15:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000)

const waiting: Visit = {
  status: 'submitted',
  submittedAt: minutes(-30),
  dueAt: minutes(210),
  awaitingPayment: false,
  answeredAt: null,
  escalationRoute: null,
  decidedAt: null,
  effectiveAt: null,
  requestOpen: false,
  provider: null,
  order: { status: 'draft', holdReason: null, effectiveAt: null },
  prescription: null,
  payment: { status: 'authorised', updatedAt: minutes(-29) },
}
const osei = { name: 'Amara Osei', credential: 'MD' }
const approved = (effectiveAt: Date): Visit => ({
  ...waiting,
  status: 'approved',
  decidedAt: minutes(-1),
  effectiveAt,
  provider: osei,
  order: { status: 'approved', holdReason: null, effectiveAt },
  prescription: { status: 'signed', statusAt: minutes(-1), pharmacyName: 'Lakeline Pharmacy' },
})
const seen = (visit: Partial<Visit> = {}) => seenAt({ ...waiting, ...visit }, now)

describe('a decision that can still be taken back', () => {
  it.each<[string, Partial<Visit>]>([
    ['approval', approved(minutes(0.1))],
    ['denial', { ...approved(minutes(0.1)), status: 'denied' }],
    ['question', { status: 'info_requested', requestOpen: true, effectiveAt: minutes(0.1), provider: osei }],
    [
      'escalation',
      { status: 'escalated', escalationRoute: 'in_person', effectiveAt: minutes(0.1), provider: osei },
    ],
  ])('%s: the visit looks as it did before', (_, visit) => {
    const before = seen({ status: 'claimed' })
    const hidden = seen(visit)
    expect(wordsOf(hidden, now)).toEqual(wordsOf(before, now))
    expect(stepsOf(hidden)).toEqual(stepsOf(before))
    expect([todoOf(hidden), hidden.provider, hidden.prescription, hidden.decided]).toEqual([
      'none',
      null,
      null,
      false,
    ])
    expect(mayChangePharmacy(hidden)).toBe(true)
  })
  it('is seen from the instant it takes effect', () => {
    expect(seen(approved(now))).toMatchObject({ status: 'approved', decided: true })
    expect(wordsOf(seen(approved(now)), now).headline).toBe('Dr. Amara Osei said yes')
  })
})

describe('what the patient must do', () => {
  it('is the card while none is on file, and nothing of it once the visit is over', () => {
    for (const status of ['requires_method', 'failed'] as const) {
      const payment = { status, updatedAt: now }
      expect(todoOf(seen({ payment }))).toBe('card')
      for (const over of ['denied', 'completed', 'cancelled', 'expired'] as const)
        expect(todoOf(seen({ payment, status: over }))).toBe('none')
    }
    for (const status of ['authorised', 'captured', 'released'] as const)
      expect(todoOf(seen({ payment: { status, updatedAt: now } }))).toBe('none')
  })
  it('is the answer while a question is open', () => {
    expect(todoOf(seen({ status: 'info_requested', requestOpen: true }))).toBe('answer')
    expect(todoOf(seen({ status: 'info_requested', requestOpen: false }))).toBe('none')
  })
})

describe('words', () => {
  it('say what a case waits for', () => {
    const unpaid = { awaitingPayment: true, payment: { status: 'requires_method' as const, updatedAt: now } }
    expect(wordsOf(seen(unpaid), now).headline).toBe('One step is left: your card')
    expect(wordsOf(seen({ awaitingPayment: true }), now).headline).toBe('We are checking your card')
    expect(wordsOf(seen(), now)).toEqual({
      headline: 'We have your answers',
      next: 'A licensed provider answers within 4 hours. We write to you as soon as there is news.',
    })
    expect(wordsOf(seen({ answeredAt: now }), now).headline).toBe('Your provider has your answers')
    expect(wordsOf(seen({ status: 'claimed' }), now).headline).toBe('A provider is looking at your visit')
  })
  it.each([
    [0, 'longer than we want'],
    [30, 'within an hour'],
    [61, 'within 2 hours'],
    [47 * 60, 'within 47 hours'],
    [49 * 60, 'within 3 days'],
  ])('with %d minutes left: %s', (left, words) => {
    expect(wordsOf(seen({ dueAt: minutes(left) }), now).next).toContain(words)
  })
  it.each<[Partial<Visit>, string]>([
    [
      { prescription: { status: 'verified', statusAt: now, pharmacyName: 'Lakeline Pharmacy' } },
      'The pharmacy has your prescription',
    ],
    [
      { prescription: { status: 'filled', statusAt: now, pharmacyName: 'Lakeline Pharmacy' } },
      'Your medicine is ready',
    ],
    [
      { prescription: { status: 'rejected', statusAt: now, pharmacyName: 'Lakeline Pharmacy' } },
      'We are sorting something out with the pharmacy',
    ],
    [
      { order: { status: 'on_hold', holdReason: 'pharmacy', effectiveAt: now } },
      'We are sorting something out with the pharmacy',
    ],
    [{ payment: { status: 'failed', updatedAt: now } }, 'Your payment did not go through'],
  ])('after approval, %j: %s', (visit, headline) => {
    expect(wordsOf(seen({ ...approved(minutes(-5)), ...visit }), now).headline).toBe(headline)
  })
  it('of an escalation say where to go', () => {
    const words = EscalationRoute.options.map((escalationRoute) =>
      wordsOf(seen({ status: 'escalated', escalationRoute, effectiveAt: minutes(-1) }), now),
    )
    expect(new Set(words.map(({ headline }) => headline)).size).toBe(3)
    expect(words[0]?.next).toMatch(/911/)
  })
  it('name a provider by license', () => {
    expect(nameOf(osei)).toBe('Dr. Amara Osei')
    expect(nameOf({ name: 'Jonah Reyes', credential: 'NP' })).toBe('Jonah Reyes, NP')
    expect(nameOf(null)).toBe('Your provider')
  })

  const every = ConsultationStatus.options.flatMap((status) =>
    [null, ...PrescriptionStatus.options].flatMap((prescription) =>
      PaymentStatus.options.flatMap((payment) =>
        OrderStatus.options.map((order) => ({ status, prescription, payment, order })),
      ),
    ),
  )
  it('are there for every state there is, in plain sentences, with at most one present step', () => {
    for (const each of every) {
      const visit = seen({
        ...approved(minutes(-5)),
        status: each.status,
        requestOpen: each.status === 'info_requested',
        order: {
          status: each.order,
          holdReason: each.order === 'on_hold' ? 'payment' : null,
          effectiveAt: null,
        },
        prescription: each.prescription && {
          status: each.prescription,
          statusAt: now,
          pharmacyName: 'Lakeline Pharmacy',
        },
        payment: { status: each.payment, updatedAt: now },
      })
      const { headline, next } = wordsOf(visit, now)
      expect(headline).toMatch(/^[A-Z][^_]*[^.]$/)
      expect(next).toMatch(/^[A-Z][^_]*[.]$/)
      const steps = stepsOf(visit)
      expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length)
      for (const { title, text } of steps) expect(`${title} ${text}`).not.toMatch(/_|undefined|null/)
    }
  })
})

describe('steps', () => {
  const states = (visit: Partial<Visit>) => stepsOf(seen(visit)).map(({ key, state }) => `${key} ${state}`)
  it('of a case in the queue', () => {
    expect(states({})).toEqual(['answers done', 'card done', 'review now', 'pharmacy next', 'filled next'])
  })
  it('of a case without a card', () => {
    const payment = { status: 'requires_method' as const, updatedAt: now }
    expect(states({ awaitingPayment: true, payment })).toEqual([
      'answers done',
      'card now',
      'review next',
      'pharmacy next',
      'filled next',
    ])
  })
  it('of a case with a question', () => {
    expect(states({ status: 'info_requested', requestOpen: true })).toEqual([
      'answers done',
      'card done',
      'question now',
      'review next',
      'pharmacy next',
      'filled next',
    ])
  })
  it('of a filled prescription', () => {
    const prescription = { status: 'filled' as const, statusAt: now, pharmacyName: 'Lakeline Pharmacy' }
    const payment = { status: 'captured' as const, updatedAt: now }
    expect(states({ ...approved(minutes(-5)), status: 'completed', prescription, payment })).toEqual([
      'answers done',
      'review done',
      'card done',
      'pharmacy done',
      'filled done',
    ])
  })
  it('of a denial end with it', () => {
    const payment = { status: 'released' as const, updatedAt: now }
    expect(states({ ...approved(minutes(-5)), status: 'denied', payment })).toEqual([
      'answers done',
      'card done',
      'review stopped',
    ])
  })
})

describe('quantities', () => {
  it.each([
    [30, 'C48542', '30 tablets'],
    [1, 'C48480', '1 capsule'],
    [2, 'C28254', '2 mL'],
    [60, 'C48155', '60 grams'],
    [1, 'C64933', '1'],
  ])('%d of %s are "%s"', (quantity, code, words) => expect(quantityInWords(quantity, code)).toBe(words))
})

describe('what to expect of a medicine', () => {
  it.each(drugIds)('%s has side effects and signs to get help, as phrases', (drugId) => {
    const { sideEffects, getHelpNow } = guideOf(drugId)
    expect(sideEffects.length).toBeGreaterThan(2)
    expect(getHelpNow.length).toBeGreaterThan(1)
    for (const phrase of [...sideEffects, ...getHelpNow]) expect(phrase).toMatch(/^[a-z].*[^.]$/)
  })
  it('names what the labels say must never be missed', () => {
    const help = (drugId: keyof typeof medicineGuides) => medicineGuides[drugId].getHelpNow.join('; ')
    for (const drugId of ['sildenafil', 'tadalafil', 'tadalafil_daily', 'vardenafil', 'avanafil'] as const)
      expect(help(drugId)).toMatch(/chest pain.*4 hours/)
    for (const drugId of [
      'semaglutide_sc',
      'semaglutide_po',
      'tirzepatide',
      'liraglutide',
      'orforglipron',
    ] as const)
      expect(help(drugId)).toMatch(/severe belly pain/)
    for (const drugId of [
      'finasteride',
      'dutasteride',
      'naltrexone_bupropion',
      'phentermine_topiramate',
    ] as const)
      expect(help(drugId)).toMatch(/988/)
  })
  it('is not made up for a medicine we do not know', () => {
    expect(guideOf('toString')).toEqual({ sideEffects: [], getHelpNow: [] })
  })
})
