/**
 * What a patient sees of a visit, in plain words. Pure. A decision is invisible until it takes effect: until then
 * the visit looks as it did before, whatever the tables say.
 */
import type {
  ConsultationStatus,
  EscalationRoute,
  HoldReason,
  OrderStatus,
  PaymentStatus,
  PortalConsultation,
  PortalStep,
  PrescriptionStatus,
} from '@countersign/contract'

/** A visit as the tables have it. */
export type Visit = {
  status: ConsultationStatus
  submittedAt: Date
  dueAt: Date
  awaitingPayment: boolean
  answeredAt: Date | null
  escalationRoute: EscalationRoute | null
  decidedAt: Date | null
  effectiveAt: Date | null
  requestOpen: boolean
  provider: { name: string; credential: string } | null
  order: { status: OrderStatus; holdReason: HoldReason | null; effectiveAt: Date | null } | null
  prescription: { status: PrescriptionStatus; statusAt: Date; pharmacyName: string } | null
  payment: { status: PaymentStatus; updatedAt: Date } | null
}

/** The same visit as the patient may see it now. */
export type SeenVisit = Visit & { decided: boolean }

const decisions: readonly ConsultationStatus[] = ['approved', 'denied', 'info_requested', 'escalated']

/** Takes out everything of a decision whose undo window has not passed. */
export function seenAt(visit: Visit, now: Date): SeenVisit {
  const open = decisions.includes(visit.status) && visit.effectiveAt !== null && visit.effectiveAt > now
  if (!open) return { ...visit, decided: visit.decidedAt !== null }
  return {
    ...visit,
    status: 'claimed',
    decided: false,
    decidedAt: null,
    effectiveAt: null,
    escalationRoute: null,
    requestOpen: false,
    provider: null,
    prescription: null,
    order: visit.order && { status: 'draft', holdReason: null, effectiveAt: null },
  }
}

const over: readonly ConsultationStatus[] = ['denied', 'completed', 'cancelled', 'expired']

/** What only the patient can do. */
export function todoOf(visit: SeenVisit): PortalConsultation['todo'] {
  if (visit.status === 'info_requested' && visit.requestOpen) return 'answer'
  const unpaid = visit.payment?.status === 'requires_method' || visit.payment?.status === 'failed'
  return unpaid && !over.includes(visit.status) ? 'card' : 'none'
}

export const mayChangePharmacy = (visit: SeenVisit): boolean =>
  visit.order?.status === 'draft' && !over.includes(visit.status)

/** "Dr. Amara Osei", or with the letters of other licences. */
export const nameOf = (provider: Visit['provider']): string => {
  if (!provider) return 'Your provider'
  return ['MD', 'DO'].includes(provider.credential)
    ? `Dr. ${provider.name}`
    : `${provider.name}, ${provider.credential}`
}

type Words = { headline: string; next: string }

/** One sentence a patient reads first, without its full stop, and what happens next. */
export function wordsOf(visit: SeenVisit, now: Date): Words {
  const by = nameOf(visit.provider)
  switch (visit.status) {
    case 'submitted':
    case 'claimed':
      return waiting(visit, now)
    case 'info_requested':
      return {
        headline: `${by} has a question for you`,
        next: 'Please answer it. You keep your place in line.',
      }
    case 'escalated':
      return escalated[visit.escalationRoute ?? 'in_person']
    case 'denied':
      return {
        headline: `${by} could not prescribe for you online`,
        next: 'Please read what they wrote. Your card is not charged.',
      }
    case 'approved':
      return prescribed(visit)
    case 'completed':
      return visit.order?.status === 'cancelled'
        ? {
            headline: 'Your prescription was cancelled',
            next: 'Nothing more will be sent. Write to us if you have questions.',
          }
        : {
            headline: 'Your visit is complete',
            next: 'You have your medicine. Write to us whenever something is not right.',
          }
    case 'cancelled':
      return {
        headline: 'This visit was cancelled',
        next: 'Your card is not charged. You can start a new visit at any time.',
      }
    case 'expired':
      return {
        headline: 'This visit has ended without an answer',
        next: 'Your card is not charged. You can start a new visit at any time.',
      }
  }
}

const escalated: Record<EscalationRoute, Words> = {
  emergency: {
    headline: 'Please get care in person now',
    next: 'Call 911 or go to an emergency room. Do not wait for us. Your provider’s note says why.',
  },
  synchronous: {
    headline: 'Your provider wants to talk with you',
    next: 'We will call you to set a time. Please read the note below.',
  },
  in_person: {
    headline: 'You need to be seen in person',
    next: 'Please read what your provider wrote. It says where to go and why.',
  },
}

function waiting(visit: SeenVisit, now: Date): Words {
  if (visit.awaitingPayment && todoOf(visit) === 'card') {
    return visit.payment?.status === 'failed'
      ? {
          headline: 'Your card was not accepted',
          next: 'Please use another card. A provider looks at your visit as soon as it is on file.',
        }
      : {
          headline: 'One step is left: your card',
          next: 'A provider looks at your visit as soon as your card is on file.',
        }
  }
  if (visit.awaitingPayment)
    return { headline: 'We are checking your card', next: 'This takes a moment. There is nothing to do.' }
  const headline =
    visit.status === 'claimed'
      ? 'A provider is looking at your visit'
      : visit.answeredAt
        ? 'Your provider has your answers'
        : 'We have your answers'
  const late = visit.dueAt <= now
  return {
    headline,
    next: late
      ? 'It is taking longer than we want. You need not do anything: you keep your place in line.'
      : `A licensed provider answers within ${timeLeft(visit.dueAt, now)}. We write to you as soon as there is news.`,
  }
}

function timeLeft(until: Date, now: Date): string {
  const minutes = (until.getTime() - now.getTime()) / 60_000
  if (minutes <= 60) return 'an hour'
  const hours = Math.ceil(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`
}

const trouble: Words = {
  headline: 'We are sorting something out with the pharmacy',
  next: 'Our care team is on it. You need not do anything now.',
}

function prescribed(visit: SeenVisit): Words {
  const by = nameOf(visit.provider)
  if (todoOf(visit) === 'card')
    return { headline: 'Your payment did not go through', next: 'Please use another card.' }
  const { prescription, order } = visit
  const pharmacy = prescription?.pharmacyName ?? 'the pharmacy'
  if (order?.status === 'on_hold')
    return order.holdReason === 'pharmacy'
      ? trouble
      : { ...trouble, headline: 'We are sorting something out' }
  switch (prescription?.status) {
    case 'filled':
      return { headline: 'Your medicine is ready', next: `${pharmacy} has it for you.` }
    case 'partially_filled':
      return {
        headline: 'Part of your medicine is ready',
        next: `${pharmacy} has a part of it now and will have the rest later.`,
      }
    case 'verified':
    case 'sent':
      return {
        headline: 'The pharmacy has your prescription',
        next: `${pharmacy} is filling it and tells you when it is ready.`,
      }
    case 'rejected':
    case 'rerouted':
    case 'cancel_requested':
    case 'cancel_denied':
    case 'expired':
      return trouble
    case 'cancelled':
      return {
        headline: 'Your prescription was cancelled',
        next: 'Nothing more will be sent. Write to us if you have questions.',
      }
    default:
      return { headline: `${by} said yes`, next: `We are sending your prescription to ${pharmacy}.` }
  }
}

/** What happened, what happens now, and what comes next. */
export function stepsOf(visit: SeenVisit): PortalStep[] {
  const steps = [
    step('answers', 'You sent your answers', 'done', visit.submittedAt),
    cardStep(visit),
    ...reviewSteps(visit),
  ]
  if (!['denied', 'escalated', 'cancelled', 'expired'].includes(visit.status))
    steps.push(...pharmacySteps(visit))
  return inOrder(steps)
}

/** What is done in the order it happened; what lies ahead in the order it will. */
function inOrder(steps: PortalStep[]): PortalStep[] {
  const done = steps.filter((each) => each.state === 'done')
  const dated = done
    .filter((each) => each.at !== null)
    .sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  const placed = done.map((each) => (each.at === null ? each : (dated.shift() ?? each)))
  return [...placed, ...steps.filter((each) => each.state !== 'done')]
}

const step = (
  key: string,
  title: string,
  state: PortalStep['state'],
  at: Date | null = null,
  text = '',
): PortalStep => ({ key, title, text, at: at?.toISOString() ?? null, state })

function cardStep(visit: SeenVisit): PortalStep {
  const { payment } = visit
  switch (payment?.status) {
    case 'captured':
    case 'partially_refunded':
      return step('card', 'Your card was charged', 'done', payment.updatedAt)
    case 'refunded':
      return step('card', 'Your money was given back', 'done', payment.updatedAt)
    case 'authorised':
      return step('card', 'Your card is on file', 'done', null, 'Nothing is charged yet.')
    case 'released':
      return step('card', 'Your card was not charged', 'done', payment.updatedAt, 'The hold on it has ended.')
    case 'failed':
    case 'requires_method':
      return over.includes(visit.status)
        ? step('card', 'Your card was not charged', 'stopped')
        : step('card', 'We need your card', 'now', null, 'You are charged only if the provider says yes.')
    default:
      return step('card', 'There is nothing to pay', 'done')
  }
}

function reviewSteps(visit: SeenVisit): PortalStep[] {
  const by = nameOf(visit.provider)
  const started = !visit.awaitingPayment
  switch (visit.status) {
    case 'submitted':
    case 'claimed': {
      const asked = visit.answeredAt
        ? [step('question', 'You answered a question', 'done', visit.answeredAt)]
        : []
      return [...asked, step('review', 'A provider looks at your visit', started ? 'now' : 'next')]
    }
    case 'info_requested':
      return [
        step('question', `${by} has a question for you`, 'now', visit.decidedAt),
        step('review', `${by} decides`, 'next'),
      ]
    case 'approved':
    case 'completed':
      return [step('review', `${by} said yes`, 'done', visit.decidedAt)]
    case 'denied':
      return [step('review', `${by} could not prescribe online`, 'stopped', visit.decidedAt)]
    case 'escalated': {
      const title =
        visit.escalationRoute === 'synchronous' ? `${by} wants to talk with you` : 'You need care in person'
      return [step('review', title, 'now', visit.decidedAt)]
    }
    case 'cancelled':
      return [step('review', 'The visit was cancelled', 'stopped')]
    case 'expired':
      return [step('review', 'The visit has ended', 'stopped')]
  }
}

function pharmacySteps(visit: SeenVisit): PortalStep[] {
  const { prescription, order } = visit
  const pharmacy = prescription?.pharmacyName ?? 'The pharmacy'
  const fill = (state: PortalStep['state'], title = `${pharmacy} fills your prescription`, text = '') =>
    step('pharmacy', title, state, state === 'now' ? (prescription?.statusAt ?? null) : null, text)
  const ready = (state: PortalStep['state'], at: Date | null = null) =>
    step('filled', 'Your medicine is ready', state, at)
  if (!prescription) return [fill('next'), ready('next')]
  if (prescription.status === 'cancelled') return [fill('stopped', 'Your prescription was cancelled')]
  if (prescription.status === 'filled')
    return [fill('done', `${pharmacy} filled your prescription`), ready('done', prescription.statusAt)]
  const stuck =
    order?.status === 'on_hold' || ['rejected', 'rerouted', 'expired'].includes(prescription.status)
  if (stuck) return [fill('now', 'We are sorting something out', 'Our care team is on it.'), ready('next')]
  const has = ['sent', 'verified', 'partially_filled'].includes(prescription.status)
  return [
    has ? fill('now', `${pharmacy} is filling it`) : fill('now', `We are sending it to ${pharmacy}`),
    ready('next'),
  ]
}

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  C48542: ['tablet', 'tablets'],
  C48480: ['capsule', 'capsules'],
  C28254: ['mL', 'mL'],
  C48155: ['gram', 'grams'],
}

/** "30 tablets" from a quantity and its NCIt unit code; the number alone for a unit without plain words. */
export function quantityInWords(quantity: number, unitCode: string): string {
  const words = units[unitCode]
  return words ? `${quantity} ${quantity === 1 ? words[0] : words[1]}` : String(quantity)
}
