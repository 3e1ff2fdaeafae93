import { describe, expect, test } from 'vitest'
import { composeSig, formulary, planFor } from '../formulary.ts'
import { assessed, type BaseName, type Change, optionOf, person, today } from '../testing/people.ts'
import { drugIds } from '../types.ts'

const plan = (base: BaseName, drugId: string, change: Change = {}) =>
  optionOf(assessed(base, change), drugId).plan

describe('plans', () => {
  test('weekly pens: 4 pens are 28 days, every step with its dates', () => {
    const semaglutide = plan('weightMan', 'semaglutide_sc')
    expect(semaglutide).toMatchObject({ quantity: 4, daysSupply: 28, refills: 0, frequency: 'once weekly' })
    expect(
      semaglutide?.titration.map((step) => [
        step.doseMg,
        step.startsOn,
        step.quantity,
        step.fromWeek,
        step.toWeek,
      ]),
    ).toEqual([
      [0.25, '2026-11-22', 4, 1, 4],
      [0.5, '2026-12-20', 4, 5, 8],
      [1, '2027-01-17', 4, 9, 12],
      [1.7, '2027-02-14', 4, 13, 16],
      [2.4, '2027-03-14', 4, 17, null],
    ])
    expect(semaglutide?.titration[0]?.product).toMatchObject({
      rxcui: '2553506',
      brand: 'Wegovy',
      tty: 'SBD',
    })
  })

  test('Contrave: 70 tablets for the first 28 days', () => {
    const contrave = plan('weightMan', 'naltrexone_bupropion')
    expect(contrave).toMatchObject({ quantity: 70, daysSupply: 28 })
    expect(contrave?.titration.map((step) => step.quantity)).toEqual([7, 14, 21, 336])
    expect(contrave?.sig).toContain('Week 1: Take 1 tablet by mouth every morning.')
    expect(contrave?.sig).toContain(
      'Week 4: Take 2 tablets by mouth in the morning and 2 tablets in the evening.',
    )
  })

  test('liraglutide counts pens of 18 mg', () => {
    expect(plan('weightMan', 'liraglutide')).toMatchObject({ quantity: 3, daysSupply: 28 })
    const stable = planFor(person('weightMan'), 'liraglutide', 3, { now: today })
    expect(stable).toMatchObject({ quantity: 5, daysSupply: 30 })
  })

  test('Qsymia starts with 14 capsules and goes on with 7.5/46', () => {
    const qsymia = plan('weightMan', 'phentermine_topiramate')
    expect(qsymia).toMatchObject({ quantity: 14, daysSupply: 14, refills: 0 })
    expect(qsymia?.titration.map((step) => step.doseMg)).toEqual([3.75, 7.5])
  })

  test('a cap cuts the schedule short', () => {
    const capped = plan('weightMan', 'orforglipron', { meds: ['itraconazole'] })
    expect(Math.max(...(capped?.titration.map((step) => step.doseMg) ?? []))).toBeLessThanOrEqual(9)
    const contrave = plan('weightMan', 'naltrexone_bupropion', { patient: { eGFR: 45 } })
    expect(contrave?.titration.map((step) => step.quantity)).toEqual([7, 56])
  })

  test('controlled drugs have no refills and 30 days', () => {
    expect(plan('weightMan', 'phentermine')).toMatchObject({ quantity: 30, daysSupply: 30, refills: 0 })
    expect(plan('weightMan', 'phentermine')?.product.deaSchedule).toBe('C48677')
  })

  test('split tablets say so', () => {
    const woman = plan('hairWoman', 'minoxidil_oral')
    expect(woman).toMatchObject({ doseMg: 1.25, quantity: 15, daysSupply: 30 })
    expect(woman?.sig).toContain('one half tablet (1.25 mg)')
  })

  test('daily and as-needed quantities', () => {
    expect(plan('ed', 'sildenafil')).toMatchObject({ quantity: 8, daysSupply: 30 })
    expect(plan('ed', 'tadalafil_daily')).toMatchObject({ quantity: 30, daysSupply: 30 })
    expect(plan('hairMan', 'finasteride')).toMatchObject({ quantity: 90, daysSupply: 90 })
    expect(plan('weightMan', 'orlistat')).toMatchObject({ quantity: 90, daysSupply: 30 })
    expect(plan('hairMan', 'minoxidil_topical')).toMatchObject({ quantity: 60, daysSupply: 30 })
    expect(plan('hairWoman', 'spironolactone')).toMatchObject({ quantity: 28, daysSupply: 28 })
  })

  test('an interval limit reaches the directions', () => {
    expect(plan('ed', 'tadalafil', { meds: ['ritonavir'] })?.sig).toContain('at most once every 72 hours')
  })

  test('a patient on treatment goes on from where they are', () => {
    const on = (doseMg: number, weeksAtDose: number) =>
      optionOf(
        assessed('weightMan', { prior: [{ drug: 'Wegovy', doseMg, weeksAtDose, current: true }] }),
        'semaglutide_sc',
      ).start?.doseMg
    expect(on(0.5, 3)).toBe(0.5)
    expect(on(0.5, 4)).toBe(1)
    expect(on(2.4, 30)).toBe(2.4)
  })

  test('blocked and held drugs have no plan', () => {
    for (const option of assessed('hairMan', { answers: { phq9Item9: 1 } }).options)
      expect(option.plan).toBeNull()
  })
})

describe('the formulary for callers', () => {
  test.each(drugIds)('%s: descriptions fit, doses have products and directions', (drugId) => {
    const doses = formulary.dosesFor(drugId)
    expect(doses.length).toBeGreaterThan(0)
    for (const product of formulary.productsFor(drugId)) {
      expect(product.description.length).toBeLessThanOrEqual(105)
      expect(product.quantityUnitCode).toMatch(/^C\d+$/)
      if (product.ndc !== null) expect(product.ndc).toMatch(/^\d{11}$/)
    }
    for (const dose of doses) {
      const made = planFor(person('weightMan'), drugId, dose.doseMg, { now: today }, dose.frequency)
      expect(made, `${drugId} ${dose.doseMg}`).not.toBeNull()
      expect(made?.quantity).toBeGreaterThan(0)
      expect(made?.sig.length).toBeLessThanOrEqual(1000)
    }
  })

  test('directions are plain words', () => {
    expect(composeSig('sildenafil', 50, 'as needed', 30)).toBe(
      'Take 1 tablet (50 mg) by mouth as needed, about 1 hour (30 minutes to 4 hours) before sexual activity. 30-day supply.',
    )
    expect(composeSig('semaglutide_sc', 0.25, 'once weekly', 28)).toContain(
      'Inject 1 pen (0.25 mg) under the skin once weekly',
    )
  })

  test('a dose no product makes has no plan', () => {
    expect(planFor(person('hairMan'), 'finasteride', 0.7, { now: today })).toBeNull()
  })
})
