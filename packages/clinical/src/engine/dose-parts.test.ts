import { describe, expect, test } from 'vitest'
import type { Facts, MedicationFact, TherapyFact } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import { limits, therapy } from '../testing/dosing.ts'
import { type BaseName, type Change, person } from '../testing/people.ts'
import { factsWith } from '../testing/plain-facts.ts'
import type { DrugId } from '../types.ts'
import { currentTherapy, gapDays, mustRestart, normaliseDose, readTaking, stepIndex } from './dose.ts'

const factsOf = (base: BaseName, change: Change = {}): Facts => factsWith(person(base, change), [])
const man = factsOf('ed')
const woman = factsOf('hairWoman')

describe('limits', () => {
  test('without rules: the drug’s own start for the sex, no cap, no interval', () => {
    expect(limits('minoxidil_oral', man)).toEqual({
      start: { doseMg: 2.5, frequency: 'once daily' },
      adjustedStart: null,
      cap: null,
      everyHours: null,
    })
    expect(limits('minoxidil_oral', woman).start.doseMg).toBe(1.25)
    expect(limits('sildenafil', woman).start.doseMg).toBe(50)
  })
  test('a disease may give another start', () => {
    expect(limits('tadalafil_daily', man).start.doseMg).toBe(2.5)
    expect(limits('tadalafil_daily', factsWith('ed', ['concept bph'])).start.doseMg).toBe(5)
    expect(limits('tadalafil', factsWith('ed', ['concept bph'])).start.doseMg).toBe(10)
  })
  test('the least start and the least cap count, of equal ones the first, and the longest interval', () => {
    const all = limits(
      'sildenafil',
      man,
      { start: 25, max: 50, rule: 'A' },
      { start: 25, max: 50, rule: 'B', everyHours: 48 },
      { start: 50, max: 100, rule: 'C', everyHours: 24 },
    )
    expect(all).toMatchObject({ adjustedStart: { doseMg: 25 }, cap: { doseMg: 50 }, everyHours: 48 })
    expect(all.adjustedStart?.by.rule).toBe('A')
    expect(all.cap?.by.rule).toBe('A')
    const later = limits(
      'sildenafil',
      man,
      { start: 50, max: 100, rule: 'C' },
      { start: 25, max: 50, rule: 'A' },
    )
    expect(later.adjustedStart?.by.rule).toBe('A')
    expect(later.cap?.by.rule).toBe('A')
  })
  test('a cap alone bounds the start; a limit that sets neither leaves both', () => {
    expect(limits('sildenafil', man, { max: 25 })).toMatchObject({
      start: { doseMg: 25 },
      adjustedStart: { doseMg: 25 },
    })
    expect(limits('sildenafil', man, { everyHours: 48 })).toMatchObject({
      adjustedStart: null,
      cap: null,
      start: { doseMg: 50 },
    })
    expect(limits('sildenafil', man, { start: 25 })).toMatchObject({
      adjustedStart: { doseMg: 25 },
      cap: null,
      everyHours: null,
    })
    expect(limits('sildenafil', man, { start: 75 }).start.doseMg).toBe(50)
  })
  test('a start for women binds women alone', () => {
    expect(limits('minoxidil_oral', woman, { start: 1.25, startFemale: 0.625 }).start.doseMg).toBe(0.625)
    expect(limits('minoxidil_oral', man, { start: 1.25, startFemale: 0.625 }).start.doseMg).toBe(1.25)
    expect(limits('minoxidil_oral', woman, { start: 0.625 }).start.doseMg).toBe(0.625)
    expect(limits('minoxidil_oral', man, { startFemale: 0.625 })).toMatchObject({
      adjustedStart: null,
      start: { doseMg: 2.5 },
    })
  })
  test('an interval longer than a day is said with the frequency', () => {
    expect(limits('sildenafil', man, { everyHours: 48 }).start.frequency).toBe(
      'as needed, at most once every 48 hours',
    )
    expect(limits('sildenafil', man, { everyHours: 25 }).start.frequency).toBe(
      'as needed, at most once every 25 hours',
    )
    expect(limits('sildenafil', man, { everyHours: 24 }).start.frequency).toBe('as needed')
  })
  test('a start for the day of a drug taken twice is halved', () => {
    expect(limits('naltrexone_bupropion', man, { start: 8 }).start.doseMg).toBe(4)
    expect(limits('naltrexone_bupropion', man, { start: 16 }).start.doseMg).toBe(8)
  })
})

describe('doses by another name', () => {
  test.each([
    ['naltrexone_bupropion', 8, 8],
    ['naltrexone_bupropion', 32, 32],
    ['naltrexone_bupropion', 45, 45],
    ['naltrexone_bupropion', 90, 8],
    ['naltrexone_bupropion', 180, 16],
    ['naltrexone_bupropion', 270, 24],
    ['naltrexone_bupropion', 360, 32],
    ['naltrexone_bupropion', 0, 0],
    ['naltrexone_bupropion', 98, 8],
    ['naltrexone_bupropion', 196, 16],
    ['naltrexone_bupropion', 100, 100],
    ['phentermine_topiramate', 23, 3.75],
    ['phentermine_topiramate', 46, 7.5],
    ['phentermine_topiramate', 69, 11.25],
    ['phentermine_topiramate', 92, 15],
    ['phentermine_topiramate', 7.5, 7.5],
    ['minoxidil_topical', 5, 50],
    ['minoxidil_topical', 2, 20],
    ['minoxidil_topical', 6, 6],
    ['minoxidil_topical', 50, 50],
    ['ketoconazole_shampoo', 2, 20],
    ['ketoconazole_shampoo', 1, 10],
    ['ketoconazole_shampoo', 3, 3],
    ['ketoconazole_shampoo', 20, 20],
    ['sildenafil', 98, 98],
    ['sildenafil', 90, 90],
    ['phentermine', 23, 23],
    ['metformin', 1, 1],
    ['minoxidil_oral', 5, 5],
  ] as const)('%s %f is %f', (drug, given, mg) => {
    expect(normaliseDose(drugById[drug], given)).toBe(mg)
  })
})

describe('takings', () => {
  test.each([
    ['semaglutide_sc', 0.5, 'once weekly', 0.5, 0.5],
    ['semaglutide_sc', 0.5, 'twice weekly', 0.5, 1],
    ['semaglutide_sc', 0.5, 'once daily', 0.5, 3.5],
    ['semaglutide_sc', 0.5, null, 0.5, 0.5],
    ['semaglutide_sc', 0.5, '', 0.5, 0.5],
    ['semaglutide_sc', 0.5, '  ', 0.5, 0.5],
    ['metformin', 500, 'twice daily', 500, 1000],
    ['metformin', 500, ' three times daily ', 500, 1500],
    ['metformin', 1000, 'twice daily in divided doses', 500, 1000],
    ['metformin', 2000, 'daily in two divided doses', 1000, 2000],
    ['metformin', 1500, 'divided into 3 doses', 500, 1500],
    ['ketoconazole_shampoo', 20, '3 times a week', 20, 60 / 7],
    ['sildenafil', 50, 'as needed', 50, 50],
    ['finasteride', 1, undefined, 1, 1],
  ] as const)('%s %f mg %s', (drug, mg, frequency, single, total) => {
    const taking = readTaking(drugById[drug], mg, frequency)
    expect(taking?.doseMg).toBeCloseTo(single, 9)
    expect(taking?.perPeriod).toBeCloseTo(total, 9)
  })
  test('a frequency not understood is none', () => {
    expect(readTaking(drugById.sildenafil, 50, 'whenever the moon is full')).toBeNull()
  })
})

describe('steps', () => {
  test.each([
    ['semaglutide_sc', 0.1, -1],
    ['semaglutide_sc', 0.25, 0],
    ['semaglutide_sc', 0.49, 0],
    ['semaglutide_sc', 0.5, 1],
    ['semaglutide_sc', 2.4, 4],
    ['naltrexone_bupropion', 8, 0],
    ['naltrexone_bupropion', 16, 1],
    ['naltrexone_bupropion', 24, 2],
    ['naltrexone_bupropion', 32, 3],
    ['metformin', 850, -1],
    ['metformin', 1000, 0],
    ['metformin', 1500, 1],
    ['metformin', 2000, 2],
    ['phentermine_topiramate', 11.25, 2],
    ['sildenafil', 50, -1],
  ] as const)('%s %f is step %i', (drug, amount, step) => {
    expect(stepIndex(drugById[drug], amount)).toBe(step)
  })
})

describe('present use', () => {
  const uses = (...items: TherapyFact[]): Facts => ({ ...man, therapy: items })
  test('the latest current entry of the drug; both regimens of tadalafil are one', () => {
    const [old, past, latest] = [
      therapy('sildenafil', { doseMg: 25 }),
      therapy('sildenafil', { current: false }),
      therapy('sildenafil', { doseMg: 50 }),
    ]
    expect(currentTherapy(uses(old, latest, past), 'sildenafil')).toBe(latest)
    expect(currentTherapy(uses(past), 'sildenafil')).toBeNull()
    expect(currentTherapy(uses(latest), 'vardenafil')).toBeNull()
    const daily = therapy('tadalafil_daily')
    expect(currentTherapy(uses(daily), 'tadalafil')).toBe(daily)
    expect(currentTherapy(uses(daily), 'sildenafil')).toBeNull()
    expect(currentTherapy(uses(latest), 'tadalafil')).toBeNull()
  })
  test('else an active entry of the list, with nothing known about its time', () => {
    const listed = { ...(factsOf('ed', { meds: ['Cialis 5 mg daily'] }).medications[0] as MedicationFact) }
    const on = (fact: MedicationFact): Facts => ({ ...man, medications: [fact] })
    expect(currentTherapy(on(listed), 'tadalafil')).toEqual({
      drugId: 'tadalafil',
      label: listed.label,
      words: listed.entry,
      doseMg: 5,
      weeksAtDose: null,
      current: true,
      result: null,
      tolerability: null,
      attempts: null,
    })
    expect(currentTherapy(on({ ...listed, active: false }), 'tadalafil')).toBeNull()
    expect(currentTherapy(on({ ...listed, drugId: null }), 'tadalafil')).toBeNull()
    expect(currentTherapy(on(listed), 'sildenafil')).toBeNull()
  })
})

describe('gaps', () => {
  const gap = (
    fills: readonly [DrugId, number, number][],
    missedDoses: number | null,
    drug: DrugId = 'semaglutide_sc',
  ) =>
    gapDays(
      {
        ...man,
        fills: fills.map(([drugId, lastFillDaysAgo, daysSupply]) => ({
          drugId,
          label: drugId,
          lastFillDaysAgo,
          daysSupply,
        })),
        answers: { ...man.answers, missedDoses },
      },
      drugById[drug],
    )
  test('from the last fill of the drug, from missed doses, or the longer of both', () => {
    expect(gap([], null)).toBeNull()
    expect(gap([['tirzepatide', 90, 28]], null)).toBeNull()
    expect(gap([['semaglutide_sc', 40, 28]], null)).toBe(12)
    expect(gap([['semaglutide_sc', 20, 28]], null)).toBe(0)
    expect(
      gap(
        [
          ['semaglutide_sc', 90, 28],
          ['semaglutide_sc', 40, 28],
        ],
        null,
      ),
    ).toBe(12)
    expect(
      gap(
        [
          ['semaglutide_sc', 40, 28],
          ['semaglutide_sc', 90, 28],
        ],
        null,
      ),
    ).toBe(12)
    expect(gap([], 2)).toBe(14)
    expect(gap([], 2, 'liraglutide')).toBe(2)
    expect(gap([['semaglutide_sc', 40, 28]], 1)).toBe(12)
    expect(gap([['semaglutide_sc', 40, 28]], 3)).toBe(21)
  })
  test.each([
    ['semaglutide_sc', 28],
    ['tirzepatide', 20],
    ['liraglutide', 3],
  ] as const)('%s starts again after more than %i days', (drug, most) => {
    const after = (days: number) =>
      mustRestart(
        { ...man, fills: [{ drugId: drug, label: drug, lastFillDaysAgo: 28 + days, daysSupply: 28 }] },
        drugById[drug],
      )
    expect(after(most)).toBe(false)
    expect(after(most + 1)).toBe(true)
  })
  test('other drugs never, and no known gap is none', () => {
    const long = { ...man, answers: { ...man.answers, missedDoses: 90 } }
    expect(mustRestart(long, drugById.phentermine_topiramate)).toBe(false)
    expect(mustRestart(man, drugById.semaglutide_sc)).toBe(false)
  })
})
