import type { ChangeRequestView, SignedTreatment } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { choicesOf, compare } from './change-request-words.ts'

const treatment: SignedTreatment = {
  drug: 'finasteride',
  drugId: 'finasteride',
  productRxcui: '310346',
  doseMg: 1,
  frequency: 'daily',
  quantity: 90,
  daysSupply: 90,
  refills: 3,
  sig: 'Take 1 tablet once a day.',
}
const asked = (change: Partial<ChangeRequestView['requested'][number]> = {}) => ({
  drugDescription: 'Dutasteride 0.5 mg capsule',
  quantity: null,
  daysSupply: null,
  refills: null,
  sig: null,
  note: null,
  treatment,
  ...change,
})

describe('the ways to answer', () => {
  it('each proposal that the formulary has, then the rest', () =>
    expect(
      choicesOf({
        answers: ['approve', 'approve_with_changes', 'deny'],
        code: 'T',
        requested: [asked({ treatment: null }), asked(), asked()],
      }),
    ).toEqual([
      { answer: 'approve', requested: 1 },
      { answer: 'approve', requested: 2 },
      { answer: 'approve_with_changes', requested: 0 },
      { answer: 'deny', requested: 0 },
    ]))

  it('a prior authorization is approved once, whatever the proposal says', () =>
    expect(
      choicesOf({
        answers: ['approve', 'deny'],
        code: 'P',
        requested: [asked({ treatment: null }), asked()],
      }),
    ).toEqual([
      { answer: 'approve', requested: 0 },
      { answer: 'deny', requested: 0 },
    ]))

  it('an answered question takes none', () =>
    expect(choicesOf({ answers: [], code: 'T', requested: [asked()] })).toEqual([]))
})

describe('prescribed beside asked for', () => {
  const request = {
    prescribed: {
      drugDescription: 'Finasteride 1 mg tablet',
      sig: treatment.sig,
      quantity: 90,
      refills: 3,
    },
    prescribedTreatment: treatment,
  }
  it('marks what differs, and takes nothing for the same that was left out', () => {
    const lines = compare(request, asked({ quantity: 30, refills: 3 }))
    expect(lines.map(({ label, asked: value, differs }) => [label, value, differs])).toEqual([
      ['Drug', 'Dutasteride 0.5 mg capsule', true],
      ['Directions', null, false],
      ['Quantity', '30', true],
      ['Days', null, false],
      ['Refills', '3', false],
    ])
  })
  it('no difference in capitals alone', () =>
    expect(compare(request, asked({ drugDescription: 'FINASTERIDE 1 MG TABLET' }))[0]?.differs).toBe(false))
})
