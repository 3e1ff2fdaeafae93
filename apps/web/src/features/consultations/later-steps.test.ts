import { describe, expect, it } from 'vitest'
import { wegovyPlan } from '../../testing/parts.ts'
import { laterSteps } from './use-prescription.ts'

const plan = wegovyPlan(0.25)
const first = { doseMg: 0.25, daysSupply: 28, refills: 0 }

describe('steps that one signature may take in', () => {
  it('all after the first', () =>
    expect(laterSteps(first, plan).map(({ doseMg }) => doseMg)).toEqual([0.5, 1, 1.7, 2.4]))
  it.each([
    ['another dose', { ...first, doseMg: 0.5 }],
    ['other days', { ...first, daysSupply: 84 }],
    ['refills', { ...first, refills: 1 }],
  ])('none with %s', (_, draft) => expect(laterSteps(draft, plan)).toEqual([]))
  it('none without a plan, or where the plan is one step', () => {
    expect(laterSteps(first, null)).toEqual([])
    expect(laterSteps(first, { ...plan, titration: plan.titration.slice(0, 1) })).toEqual([])
  })
  it('none where the first fill covers more than its step', () =>
    expect(laterSteps({ ...first, daysSupply: 84 }, { ...plan, daysSupply: 84 })).toEqual([]))
})
