import { InvoiceStatus, PaymentStatus } from '@countersign/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CardTruth, heed, invoiceTransitions, type PaymentState, paymentTransitions } from './invoice.ts'

const truth = (state: CardTruth['state'], more: Partial<CardTruth> = {}): CardTruth => ({
  paymentIntentId: 'pi_1',
  state,
  amountCents: 4900,
  refundedCents: 0,
  failureCode: null,
  ...more,
})
const payment = (status: PaymentState['status'], paymentIntentId: string | null = 'pi_1'): PaymentState => ({
  status,
  paymentIntentId,
  amountCents: 4900,
  refundedCents: 0,
})

const states = ['requires_method', 'processing', 'authorised', 'captured', 'released'] as const

/** Own authorisation: what each state of ours makes of each of the processor's. Absent: nothing new. */
const ownVerdicts: Partial<Record<PaymentStatus, Partial<Record<CardTruth['state'], string>>>> = {
  requires_method: { authorised: 'authorised', captured: 'captured' },
  authorised: { captured: 'captured', released: 'lost', requires_method: 'declined' },
  failed: { captured: 'captured' },
  released: { captured: 'alarm' },
}
/** Another card's. */
const otherVerdicts: Partial<Record<PaymentStatus, Partial<Record<CardTruth['state'], string>>>> = {
  requires_method: { authorised: 'authorised', captured: 'captured' },
  authorised: { authorised: 'stray', captured: 'alarm' },
  failed: { authorised: 'authorised', captured: 'alarm' },
  captured: { authorised: 'stray', captured: 'alarm' },
  released: { authorised: 'stray', captured: 'alarm' },
  refunded: { authorised: 'stray', captured: 'alarm' },
  partially_refunded: { authorised: 'stray', captured: 'alarm' },
}

describe('the processor’s word, for every state of ours', () => {
  for (const status of PaymentStatus.options) {
    for (const state of states) {
      it(`${status}, own authorisation ${state}`, () => {
        expect(heed(payment(status), truth(state)).kind).toBe(ownVerdicts[status]?.[state] ?? 'nothing_new')
      })
      it(`${status}, another card ${state}`, () => {
        const verdict = heed(payment(status), truth(state, { paymentIntentId: 'pi_2' }))
        expect(verdict.kind).toBe(otherVerdicts[status]?.[state] ?? 'nothing_new')
      })
    }
  }

  it('another amount is never believed', () => {
    for (const state of states) {
      expect(heed(payment('authorised'), truth(state, { amountCents: 4901 })).kind).toBe('alarm')
    }
  })

  it('a new card names the failed one it replaces', () => {
    expect(heed(payment('failed'), truth('authorised', { paymentIntentId: 'pi_2' }))).toEqual({
      kind: 'authorised',
      replaces: 'pi_1',
    })
  })

  it('refunds add up and never go back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4900 }), { minLength: 1, maxLength: 8 }), (seen) => {
        let state = payment('captured')
        for (const refundedCents of seen) {
          const verdict = heed(state, truth('captured', { refundedCents }))
          if (refundedCents <= state.refundedCents) {
            expect(verdict.kind).toBe('nothing_new')
            continue
          }
          expect(verdict).toEqual({
            kind: 'refunded',
            status: refundedCents === 4900 ? 'refunded' : 'partially_refunded',
          })
          state = {
            ...state,
            status: verdict.kind === 'refunded' ? verdict.status : state.status,
            refundedCents,
          }
        }
      }),
    )
  })
})

describe('the graphs', () => {
  it('name every state and only states', () => {
    expect(Object.keys(invoiceTransitions).sort()).toEqual([...InvoiceStatus.options].sort())
    expect(Object.keys(paymentTransitions).sort()).toEqual([...PaymentStatus.options].sort())
  })
  it('a released or refunded payment is never charged', () => {
    expect(paymentTransitions.released).toEqual([])
    expect(paymentTransitions.refunded).toEqual([])
  })
  it('an invoice that is paid is never open again', () => {
    expect(invoiceTransitions.paid).not.toContain('open')
    expect(invoiceTransitions.void).toEqual([])
  })
})
