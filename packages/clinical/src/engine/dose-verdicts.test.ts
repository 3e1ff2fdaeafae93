import { describe, expect, test } from 'vitest'
import type { Facts, TherapyFact } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import { limits, therapy } from '../testing/dosing.ts'
import { factsWith } from '../testing/plain-facts.ts'
import type { DrugId } from '../types.ts'
import { type AppliedLimit, judgeDose } from './dose.ts'

const man = factsWith('ed', [])
const woman = factsWith('hairWoman', [])

describe('verdicts on a request', () => {
  const judge = (
    drug: DrugId,
    mg: number,
    frequency: string | null,
    prior: Partial<TherapyFact> | null = null,
    rules: Partial<AppliedLimit>[] = [],
    facts: Facts = man,
  ) => {
    const used = prior === null ? facts : { ...facts, therapy: [therapy(drug, prior)] }
    return judgeDose(drugById[drug], used, limits(drug, used, ...rules), mg, frequency)
  }
  test.each([
    // 7.2 mg of semaglutide: 2.4 mg for four weeks, tolerated, BMI 30 or more (at the start of treatment).
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 4 }, {}, 'ok'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 3 }, {}, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: 1.7, weeksAtDose: 9 }, {}, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: null, weeksAtDose: 9 }, {}, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9, tolerability: 'vomiting' }, {}, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9, tolerability: 'good' }, {}, 'ok'],
    ['semaglutide_sc', 7.2, null, {}, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9 }, { bmi: 29.9 }, 'exceeds_max'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9 }, { bmi: 30 }, 'ok'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9 }, { bmi: 27, startBmi: 30 }, 'ok'],
    ['semaglutide_sc', 7.2, { doseMg: 2.4, weeksAtDose: 9 }, { bmi: null }, 'exceeds_max'],
    ['semaglutide_sc', 7, { doseMg: 2.4, weeksAtDose: 9 }, {}, 'exceeds_max'],
    // Step by step.
    ['semaglutide_sc', 0.5, { doseMg: 0.25, weeksAtDose: 4 }, {}, 'ok'],
    ['semaglutide_sc', 0.5, { doseMg: 0.25, weeksAtDose: 3 }, {}, 'titration_too_fast'],
    ['semaglutide_sc', 0.5, { doseMg: 0.25, weeksAtDose: null }, {}, 'ok'],
    ['semaglutide_sc', 1, { doseMg: 0.25, weeksAtDose: 9 }, {}, 'skips_titration'],
    ['semaglutide_sc', 0.25, { doseMg: null, weeksAtDose: 9 }, {}, 'ok'],
    ['semaglutide_sc', 0.5, { doseMg: null, weeksAtDose: 9 }, {}, 'skips_titration'],
    ['semaglutide_sc', 0.5, { doseMg: 0.1, weeksAtDose: 9 }, {}, 'skips_titration'],
    ['semaglutide_sc', 0.25, { doseMg: 0.1, weeksAtDose: 4 }, {}, 'ok'],
    ['semaglutide_sc', 0.25, { doseMg: 0.1, weeksAtDose: 3 }, {}, 'titration_too_fast'],
  ] as const)('%s %f mg weekly after %o, %o: %s', (drug, mg, prior, part, verdict) => {
    expect(judge(drug, mg, 'once weekly', prior, [], { ...man, bmi: 34, ...part }).verdict).toBe(verdict)
  })

  test.each([
    // The singular cases of a frequency.
    ['semaglutide_sc', 0.25, 'once weekly', 'ok'],
    ['semaglutide_sc', 0.25, 'twice weekly', 'wrong_frequency'],
    ['sildenafil', 50, 'once daily', 'ok'],
    ['sildenafil', 50, 'twice daily', 'wrong_frequency'],
    ['sildenafil', 50, '3 times a week', 'ok'],
    ['sildenafil', 50, 'nonsense', 'wrong_frequency'],
    ['ketoconazole_shampoo', 20, '3 times a week', 'ok'],
    ['ketoconazole_shampoo', 20, '4 times a week', 'wrong_frequency'],
    ['ketoconazole_shampoo', 20, 'once daily', 'wrong_frequency'],
    ['finasteride', 1, 'once weekly', 'wrong_frequency'],
    ['phentermine', 8, 'three times daily', 'ok'],
    ['phentermine', 8, 'four times daily', 'wrong_frequency'],
    ['phentermine', 15, 'twice daily', 'wrong_frequency'],
    ['phentermine', 37.5, 'once daily', 'ok'],
    ['phentermine', 37.6, 'once daily', 'exceeds_max'],
    ['spironolactone', 50, 'twice daily', 'ok'],
    ['spironolactone', 125, 'twice daily', 'exceeds_max'],
    ['metformin', 850, 'once daily', 'ok'],
    ['metformin', 500, 'twice daily', 'ok'],
    ['metformin', 1000, 'once daily', 'skips_titration'],
    ['metformin', 500, 'three times daily', 'skips_titration'],
    ['metformin', 1000, 'three times daily', 'exceeds_max'],
    ['naltrexone_bupropion', 8, 'once daily', 'ok'],
    ['naltrexone_bupropion', 8, 'twice daily', 'skips_titration'],
    ['naltrexone_bupropion', 17, 'once daily', 'exceeds_max'],
    ['tadalafil_daily', 5, 'once daily', 'ok'],
    ['tadalafil_daily', 10, 'once daily', 'wrong_frequency'],
    ['tadalafil_daily', 20, 'once daily', 'wrong_frequency'],
    ['tadalafil_daily', 21, 'once daily', 'exceeds_max'],
    ['minoxidil_oral', 2.5, 'once daily', 'ok'],
    ['minoxidil_oral', 2.6, 'once daily', 'start_too_high'],
    ['minoxidil_oral', 5.1, 'once daily', 'exceeds_max'],
    ['minoxidil_topical', 50, 'twice daily', 'ok'],
    ['orlistat', 120, 'three times daily', 'ok'],
    ['orlistat', 60, 'four times daily', 'wrong_frequency'],
  ] as const)('a first %s %f mg %s: %s', (drug, mg, frequency, verdict) => {
    expect(judge(drug, mg, frequency).verdict).toBe(verdict)
  })

  test.each([
    [20, 'twice daily', 'ok'],
    [50, 'once daily', 'ok'],
    [50, 'twice daily', 'wrong_frequency'],
    [21, 'twice daily', 'wrong_frequency'],
  ] as const)('topical minoxidil %f mg %s in a woman: %s', (mg, frequency, verdict) => {
    expect(judge('minoxidil_topical', mg, frequency, null, [], woman).verdict).toBe(verdict)
  })
  test('oral minoxidil starts lower in a woman, and who is on it may go on', () => {
    expect(judge('minoxidil_oral', 1.25, 'once daily', null, [], woman).verdict).toBe('ok')
    expect(judge('minoxidil_oral', 2.5, 'once daily', null, [], woman).verdict).toBe('start_too_high')
    expect(judge('minoxidil_oral', 2.5, 'once daily', { doseMg: 1.25 }, [], woman).verdict).toBe('ok')
    expect(judge('minoxidil_oral', 5, 'once daily', { doseMg: 2.5 }).verdict).toBe('ok')
    expect(judge('minoxidil_oral', 5, 'once daily', { doseMg: null }).verdict).toBe('start_too_high')
  })

  test('doses that count by the day', () => {
    const contrave = (mg: number, frequency: string, words: string, doseMg: number, weeksAtDose = 4) =>
      judge('naltrexone_bupropion', mg, frequency, { words, doseMg, weeksAtDose }).verdict
    expect(contrave(16, 'twice daily', 'Contrave 8 mg twice daily', 8)).toBe('skips_titration')
    expect(contrave(8, 'twice daily', 'Contrave 8 mg once daily', 8, 1)).toBe('ok')
    expect(contrave(16, 'twice daily', 'Contrave 24 mg', 24, 1)).toBe('ok')
    expect(contrave(16, 'twice daily', 'Contrave 24 mg', 24, 0.9)).toBe('titration_too_fast')
    expect(contrave(16, 'twice daily', 'Contrave 16 mg twice daily', 16, 0)).toBe('ok')
    const metformin = (mg: number, frequency: string, words: string, doseMg: number) =>
      judge('metformin', mg, frequency, { words, doseMg, weeksAtDose: 4 }).verdict
    expect(metformin(500, 'three times daily', 'metformin 500 mg twice daily', 500)).toBe('ok')
    expect(metformin(1000, 'twice daily', 'metformin 500 mg twice daily', 500)).toBe('skips_titration')
    expect(metformin(1000, 'twice daily', 'metformin 500 mg three times daily', 500)).toBe('ok')
  })

  test('caps bind everybody, starts who is not past them', () => {
    const cap = [{ max: 50 }]
    expect(judge('sildenafil', 50, 'as needed', { doseMg: 100 }, cap).verdict).toBe('ok')
    expect(judge('sildenafil', 51, 'as needed', { doseMg: 100 }, cap).verdict).toBe('exceeds_adjusted_cap')
    const risk = [{ start: 25, kind: 'risk' as const }]
    expect(judge('sildenafil', 25, 'as needed', null, risk).verdict).toBe('ok')
    expect(judge('sildenafil', 50, 'as needed', null, risk).verdict).toBe('start_too_high')
    expect(judge('sildenafil', 50, 'as needed', { doseMg: 20 }, risk).verdict).toBe('start_too_high')
    expect(judge('sildenafil', 50, 'as needed', { doseMg: 25 }, risk).verdict).toBe('ok')
    expect(judge('sildenafil', 50, 'as needed', { doseMg: null }, risk).verdict).toBe('start_too_high')
    const other = [{ start: 25, kind: 'interaction' as const }]
    expect(judge('sildenafil', 50, 'as needed', null, other).verdict).toBe('exceeds_adjusted_cap')
    expect(judge('sildenafil', 50, 'as needed', { doseMg: 25 }, other).verdict).toBe('exceeds_adjusted_cap')
    expect(judge('sildenafil', 50, 'as needed', { doseMg: 50 }, other).verdict).toBe('ok')
  })
  test('an interval of more than a day forbids daily use', () => {
    expect(judge('sildenafil', 25, 'once daily', null, [{ everyHours: 48 }]).verdict).toBe(
      'exceeds_adjusted_cap',
    )
    expect(judge('sildenafil', 25, 'once daily', null, [{ everyHours: 24 }]).verdict).toBe('ok')
    expect(judge('sildenafil', 25, 'as needed', null, [{ everyHours: 48 }]).verdict).toBe('ok')
    expect(judge('sildenafil', 25, 'twice a week', null, [{ everyHours: 48 }]).verdict).toBe('ok')
  })
  test('after a long gap the schedule starts again, whatever was reached', () => {
    const away = { ...man, answers: { ...man.answers, missedDoses: 5 } }
    const request = (mg: number) => judge('semaglutide_sc', mg, 'once weekly', { doseMg: 1 }, [], away)
    expect(request(0.25).verdict).toBe('ok')
    expect(request(1)).toMatchObject({ verdict: 'skips_titration', asks: [] })
    expect(request(1).text).toContain('starts again')
  })
  test('what is not known about the earlier dose is asked', () => {
    expect(judge('semaglutide_sc', 0.5, 'once weekly', { doseMg: null }).asks).toEqual(['priorTherapy'])
    expect(judge('semaglutide_sc', 0.5, 'once weekly', null).asks).toEqual([])
    expect(judge('semaglutide_sc', 0.5, 'once weekly', { doseMg: 0.25, weeksAtDose: null }).asks).toEqual([
      'priorTherapy',
    ])
    expect(judge('semaglutide_sc', 0.25, 'once weekly', { doseMg: 0.25, weeksAtDose: null }).asks).toEqual([])
  })
})
