import { formulary } from '@countersign/clinical'
import type { SignedTreatment } from '@countersign/contract'
import { describe, expect, it, test } from 'vitest'
import { answersTo, confirmWords, isCode, treatmentFor } from './change-request.ts'

const prescribed: SignedTreatment = {
  drug: 'sildenafil',
  drugId: 'sildenafil',
  productRxcui: '312950',
  doseMg: 50,
  frequency: 'as needed',
  quantity: 8,
  daysSupply: 30,
  refills: 1,
  sig: 'Take 1 tablet by mouth as needed.',
}
const asked = (change: object = {}) => ({
  description: 'Something',
  rxcui: null,
  ndc: null,
  quantity: null,
  daysSupply: null,
  refills: null,
  sig: null,
  note: null,
  ...change,
})
const known = [{ treatment: prescribed }]

describe('answers a question takes', () => {
  test.each([
    ['T', true, known, ['approve', 'approve_with_changes', 'deny']],
    ['T', true, [{ treatment: null }], ['approve_with_changes', 'deny']],
    ['OS', false, known, ['deny']],
    ['P', true, [], ['approve', 'approve_with_changes', 'deny']],
    ['S', true, [], ['approve_with_changes', 'deny']],
    ['U', false, [], ['validate', 'deny']],
  ] as const)('%s, replaceable %s', (code, replaceable, requested, answers) =>
    expect(answersTo(code, replaceable, requested)).toEqual(answers),
  )
})

describe('what the formulary makes of what is asked for', () => {
  const products = formulary.drugs.find(({ id }) => id === 'tadalafil')?.products ?? []
  it.each(['rxcui', 'description'] as const)('is found by its %s', (by) => {
    const product = products[0]
    const found = treatmentFor(asked({ [by]: product?.[by], quantity: 6 }), prescribed)
    expect(found).toMatchObject({ drugId: 'tadalafil', doseMg: product?.doseMg, quantity: 6, daysSupply: 30 })
    expect(found?.sig).not.toBe(prescribed.sig)
  })
  it('keeps dose and directions of the same drug', () => {
    const generic = formulary.drugs
      .find(({ id }) => id === 'sildenafil')
      ?.products.find(({ doseMg }) => doseMg === 50)
    expect(treatmentFor(asked({ rxcui: generic?.rxcui }), prescribed)).toMatchObject({
      doseMg: 50,
      sig: prescribed.sig,
    })
  })
  it('is nothing for what the clinic does not have', () => {
    expect(
      treatmentFor(asked({ description: 'Unheard of 5 MG Oral Tablet', rxcui: '1' }), prescribed),
    ).toBeNull()
  })
})

it('codes nobody knows are no question', () => {
  expect(isCode('T')).toBe(true)
  expect(isCode('ZZ')).toBe(false)
  expect(isCode('toString')).toBe(false)
  expect(confirmWords(['A', 'Z'])).toEqual(['State license', 'Code Z'])
})
