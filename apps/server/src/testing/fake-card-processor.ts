/** A card processor whose failures a test chooses, one call at a time. For tests only. */
import type { Authorisation, CardEvent, CardProcessor } from '../adapters/payments/port.ts'
import { newId } from '../platform/ids.ts'

export type CardFate =
  | 'ok'
  | 'decline'
  | 'decline_for_now'
  | 'unavailable'
  | 'lost_before'
  | 'lost_after'
  | 'crash_before'
  | 'crash_after'

export type FakeCardProcessor = CardProcessor & {
  /** The fates of the next writes, in order; `ok` when there are none left. */
  fates: CardFate[]
  intents: Map<string, Authorisation>
  sessions: Map<
    string,
    { paymentId: string; clinicId: string; state: 'open' | 'complete' | 'expired'; intentId: string | null }
  >
  /** Every write, with its key. */
  writes: { what: string; id: string; key: string }[]
  /** How often each authorisation was captured and released, for real. */
  captured: Map<string, number>
  released: Map<string, number>
  answersQuestions: boolean
  /** The patient pays on the page. */
  pay(sessionId: string): string
  /** What the processor would tell about an authorisation. */
  eventAbout(intentId: string, type: string): CardEvent
}

export function fakeCardProcessor(captureBefore: Date): FakeCardProcessor {
  const byKey = new Map<string, string>()
  const count = (map: Map<string, number>, id: string) => map.set(id, (map.get(id) ?? 0) + 1)
  const intent = (id: string): Authorisation => {
    const found = processor.intents.get(id)
    if (!found) throw new Error(`no authorisation ${id}`)
    return found
  }
  /** One write: `act` is what it does when it gets through. */
  const write = async <T extends object>(what: string, id: string, key: string, act: () => T) => {
    processor.writes.push({ what, id, key })
    const fate = processor.fates.shift() ?? 'ok'
    if (fate === 'crash_before') throw new Error('the process died before asking')
    if (fate === 'unavailable') return { outcome: 'unavailable' as const }
    if (fate === 'lost_before') return { outcome: 'unknown' as const }
    if (fate === 'decline' || fate === 'decline_for_now') {
      const retryable = fate === 'decline_for_now'
      return {
        outcome: 'declined' as const,
        code: retryable ? 'try_again_later' : 'generic_decline',
        retryable,
      }
    }
    const done = act()
    if (fate === 'crash_after') throw new Error('the process died after asking')
    if (fate === 'lost_after') return { outcome: 'unknown' as const }
    return { outcome: 'ok' as const, ...done }
  }
  const sure = async <T>(promise: Promise<T>) => {
    const result = await promise
    if ((result as { outcome: string }).outcome === 'declined') throw new Error('this cannot be declined')
    return result as Exclude<T, { outcome: 'declined' }>
  }

  const processor: FakeCardProcessor = {
    fates: [],
    intents: new Map(),
    sessions: new Map(),
    writes: [],
    captured: new Map(),
    released: new Map(),
    answersQuestions: true,
    createCheckout: (request) =>
      sure(
        write('checkout', request.paymentId, request.idempotencyKey, () => {
          const known = byKey.get(request.idempotencyKey)
          const sessionId = known ?? `cs_${newId()}`
          byKey.set(request.idempotencyKey, sessionId)
          if (!known) {
            const { paymentId, clinicId } = request
            processor.sessions.set(sessionId, { paymentId, clinicId, state: 'open', intentId: null })
          }
          return {
            checkout: {
              sessionId,
              url: `https://card.example/${sessionId}`,
              state: 'open' as const,
              paymentIntentId: null,
            },
          }
        }),
      ),
    async retrieveCheckout(sessionId) {
      const session = processor.sessions.get(sessionId)
      if (!session || !processor.answersQuestions) return { outcome: 'unavailable' }
      const url = session.state === 'open' ? `https://card.example/${sessionId}` : null
      return {
        outcome: 'ok',
        checkout: { sessionId, url, state: session.state, paymentIntentId: session.intentId },
      }
    },
    async expireCheckout(sessionId) {
      const session = processor.sessions.get(sessionId)
      if (session?.state === 'open') session.state = 'expired'
      return { outcome: 'ok' }
    },
    async retrieveAuthorisation(id) {
      if (!processor.answersQuestions) return { outcome: 'unavailable' }
      return { outcome: 'ok', authorisation: { ...intent(id) } }
    },
    capture: (id, key) =>
      write('capture', id, key, () => {
        const held = intent(id)
        if (held.state === 'authorised') {
          count(processor.captured, id)
          processor.intents.set(id, {
            ...held,
            state: 'captured',
            capturedCents: held.amountCents,
            captureBefore: null,
          })
        }
        return { capturedCents: held.amountCents }
      }),
    release: (id, key) =>
      sure(
        write('release', id, key, () => {
          const held = intent(id)
          if (held.state === 'authorised') count(processor.released, id)
          processor.intents.set(id, { ...held, state: 'released', captureBefore: null })
          return {}
        }),
      ),
    refund: (id, amountCents, key) => write('refund', id, key, () => ({ refundedCents: amountCents })),
    verifyWebhook: (rawBody, signature) =>
      signature === 'signed' ? (JSON.parse(rawBody.toString('utf8')) as CardEvent) : null,
    pay(sessionId) {
      const session = processor.sessions.get(sessionId)
      if (session?.state !== 'open') throw new Error('that page is not open')
      const id = `pi_${newId().replaceAll('-', '')}`
      session.state = 'complete'
      session.intentId = id
      processor.intents.set(id, {
        paymentIntentId: id,
        state: 'authorised',
        amountCents: 4900,
        currency: 'usd',
        capturedCents: 0,
        refundedCents: 0,
        captureBefore,
        failureCode: null,
        clinicId: session.clinicId,
        paymentId: session.paymentId,
      })
      return id
    },
    eventAbout(id, type) {
      const { clinicId, paymentId } = intent(id)
      return { id: `evt_${newId()}`, type, sessionId: null, paymentIntentId: id, clinicId, paymentId }
    },
  }
  return processor
}
