import { type CaseInput, formulary, type PrescriptionPlan, planFor } from '@countersign/clinical'
import { describe, expect, it } from 'vitest'
import { misfitsOf } from './prescription-fits.ts'

const context = { now: '2026-11-22T15:00:00Z' }
const everyDose = formulary.drugs.flatMap((drug) =>
  formulary.dosesFor(drug.id).map((dose) => [drug.id, dose.doseMg, dose.frequency] as const),
)
type DrugId = (typeof everyDose)[number][0]

function planned(drugId: DrugId, doseMg: number, frequency: string): PrescriptionPlan {
  const { category } = formulary.drug(drugId)
  const input: CaseInput = { id: 'a case', category, patient: { age: 40, sex: 'male' } }
  const plan = planFor(input, drugId, doseMg, context, frequency)
  if (!plan) throw new Error('no plan')
  return plan
}
function written(drugId: DrugId, doseMg: number, frequency: string, change: object = {}) {
  const { quantity, daysSupply, refills, sig, product } = planned(drugId, doseMg, frequency)
  const about = { drug: drugId, drugId, productRxcui: product.rxcui, doseMg, frequency }
  return { ...about, quantity, daysSupply, refills, sig, ...change }
}
const productOf = (drugId: DrugId, doseMg: number) => {
  const product = formulary.productsFor(drugId).find((each) => each.doseMg === doseMg)
  if (!product) throw new Error('no such product')
  return product
}

describe('a prescription as the engine plans it', () => {
  it.each(everyDose)('%s %s mg %s says the same thing throughout', (drugId, doseMg, frequency) => {
    const plan = planned(drugId, doseMg, frequency)
    expect(misfitsOf(written(drugId, doseMg, frequency), plan.product, plan)).toEqual([])
  })
})

const sildenafil = (change: object) => {
  const plan = planned('sildenafil', 50, 'as needed')
  return misfitsOf(written('sildenafil', 50, 'as needed', change), plan.product, plan)
}
describe('what a clinician may change', () => {
  it.each([
    ['fewer', { quantity: 4 }],
    ['as many as days', { quantity: 30 }],
    ['three months', { quantity: 24, daysSupply: 90 }],
    ['a year of refills', { daysSupply: 30, refills: 11 }],
    ['words of their own', { sig: 'Take one tablet an hour before sex. No more than 1 tablet a day.' }],
  ])('%s', (_, change) => expect(sildenafil(change)).toEqual([]))
  it('two of a weaker tablet', () => {
    const plan = planned('sildenafil', 50, 'as needed')
    const sig = 'Take 2 tablets (50 mg) by mouth as needed.'
    const treatment = written('sildenafil', 50, 'as needed', { quantity: 16, sig })
    expect(misfitsOf(treatment, productOf('sildenafil', 25), plan)).toEqual([])
  })
})

describe('what contradicts the dose that was judged', () => {
  it.each([
    ['a quantity for months', { quantity: 31 }, /at most 30/],
    ['years of refills', { daysSupply: 90, quantity: 24, refills: 11 }, /more than a year/],
    ['another strength in the directions', { sig: 'Take 1 tablet (100 mg) as needed.' }, /100 mg/],
    ['more tablets at a time', { sig: 'Take two tablets by mouth as needed.' }, /two at a time/],
    ['more often', { sig: 'Take 1 tablet by mouth twice a day as needed.' }, /twice/],
  ])('%s', (_, change, words) => {
    expect(sildenafil(change)).toEqual([{ text: expect.stringMatching(words) }])
  })
  it('a pen of another strength than the dose', () => {
    const plan = planned('semaglutide_sc', 0.25, 'once weekly')
    const treatment = written('semaglutide_sc', 0.25, 'once weekly')
    expect(misfitsOf(treatment, productOf('semaglutide_sc', 2.4), plan)).toHaveLength(1)
    expect(misfitsOf(treatment, productOf('semaglutide_sc', 0.5), plan)).toHaveLength(1)
  })
  it('a weekly injection to be given daily', () => {
    const plan = planned('semaglutide_sc', 0.25, 'once weekly')
    const treatment = written('semaglutide_sc', 0.25, 'once weekly', { sig: 'Inject 0.25 mg once daily.' })
    expect(misfitsOf(treatment, plan.product, plan)).toEqual([{ text: expect.stringMatching(/daily/) }])
  })
  it('a dose no product makes', () => {
    const treatment = { ...written('sildenafil', 50, 'as needed'), doseMg: 30 }
    expect(misfitsOf(treatment, productOf('sildenafil', 50), null)).toHaveLength(1)
  })
})
