import { describe, expect, test } from 'vitest'
import type { Facts, TherapyFact } from '../facts/facts.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import type { BaseName } from '../testing/people.ts'
import { factsWith } from '../testing/plain-facts.ts'
import type { DrugId, Finding, Severity } from '../types.ts'
import type { DrugState } from './evaluate.ts'
import { appliedOf } from './program.ts'
import { confidenceOf, type Judged, ranked, type Scored, scoreOf } from './rank.ts'

const finding = (rule: string, severity: Severity): Finding => ({
  rule,
  ruleVersion: 1,
  severity,
  text: 'x',
  management: null,
  source: { key: 'POLICY', section: null, label: 'x' },
  confidence: 'P',
  overridable: true,
  missing: [],
  facts: [],
})
type Part = Partial<Omit<DrugState, 'applied'>> & { rules?: readonly string[] }
const stateOf = (id: DrugId, { rules = [], ...part }: Part = {}): DrugState => ({
  drug: drugById[id],
  applied: rules.map((rule) => appliedOf(finding(rule, 'major'), 'x')),
  limits: [],
  asks: [],
  blocked: false,
  held: false,
  needsInfo: false,
  majors: rules.length,
  moderates: 0,
  ...part,
})
const judgedOf = (id: DrugId, part: Part = {}, more: Partial<Judged> = {}): Judged => ({
  state: stateOf(id, part),
  data: { required: [], advised: [], known: 10, total: 10 },
  verdict: 'offer',
  missing: [],
  ...more,
})
const score = (id: DrugId, facts: Facts, part: Part = {}, more: Partial<Judged> = {}): number =>
  scoreOf(judgedOf(id, part, more), facts, []).score
const saying = (id: DrugId, facts: Facts) =>
  scoreOf(judgedOf(id), facts, [{ for: true, text: 'ground', source: 's' }]).reasons.map(
    (reason) => `${reason.for ? '+' : '-'} ${reason.text}`,
  )
const plain = (base: BaseName, part: Partial<Facts> = {}) => ({ ...factsWith(base, []), ...part })

describe('score (§12)', () => {
  test.each([
    ['weightMan', 'tirzepatide', 90],
    ['weightMan', 'semaglutide_sc', 88],
    ['weightMan', 'semaglutide_po', 78],
    ['weightMan', 'orforglipron', 74],
    ['weightMan', 'liraglutide', 66],
    ['weightMan', 'phentermine_topiramate', 64],
    ['weightMan', 'naltrexone_bupropion', 56],
    ['weightMan', 'phentermine', 46],
    ['weightMan', 'metformin', 40],
    ['weightMan', 'orlistat', 35],
    ['ed', 'tadalafil', 85],
    ['ed', 'sildenafil', 85],
    ['ed', 'tadalafil_daily', 82],
    ['ed', 'avanafil', 75],
    ['ed', 'vardenafil', 72],
    ['hairMan', 'minoxidil_topical', 85],
    ['hairWoman', 'minoxidil_topical', 88],
    ['hairMan', 'ketoconazole_shampoo', 30],
    ['hairWoman', 'ketoconazole_shampoo', 28],
    ['hairMan', 'spironolactone', 70],
    ['hairWoman', 'finasteride', 88],
  ] as const)('%s %s: %i', (base, id, points) => expect(score(id, plain(base))).toBe(points))

  const incretins = ['semaglutide_sc', 'tirzepatide', 'liraglutide'] as const
  const byMouth = [
    'semaglutide_po',
    'orforglipron',
    'phentermine',
    'phentermine_topiramate',
    'naltrexone_bupropion',
    'orlistat',
    'metformin',
  ] as const
  /** The drugs of a category that a fact moves, with the points. */
  const moved = (base: BaseName, facts: Facts) =>
    Object.fromEntries(
      Object.values(drugById)
        .filter((drug) => drug.category === facts.category)
        .map((drug) => [drug.id, score(drug.id, facts) - score(drug.id, plain(base))])
        .filter(([, points]) => points !== 0),
    )
  const established = { semaglutide_sc: 10, tirzepatide: 6 }
  test.each([
    ['weightMan', 'concept cvd-any', established],
    ['weightMan', 'concept coronary-artery-disease', established],
    ['weightMan', 'concept mi', established],
    ['weightMan', 'concept stroke-tia', established],
    ['weightMan', 'concept sleep-apnoea', { tirzepatide: 10 }],
    ['weightMan', 'concept mash', { semaglutide_sc: 8 }],
    ['weightMan', 'concept t2dm', { tirzepatide: 6, semaglutide_sc: 6, semaglutide_po: 6 }],
    ['weightMan', 'concept migraine', { phentermine_topiramate: 5 }],
    ['weightMan', 'concept smoking', { naltrexone_bupropion: 5 }],
    ['weightMan', 'takes NICOTINE', { naltrexone_bupropion: 5 }],
    ['ed', 'concept bph', { tadalafil_daily: 10 }],
    ['ed', 'concept mi', {}],
  ] as const)('%s, %s', (base, name, points) => expect(moved(base, factsWith(base, [name]))).toEqual(points))
  test('what the patient prefers', () => {
    const wish = (base: BaseName, part: object) => {
      const facts = plain(base)
      return moved(base, { ...facts, answers: { ...facts.answers, ...part } })
    }
    const preferences = { frequentActivity: false, topicalAversion: false, cravings: false }
    expect(wish('weightMan', { preferences: { ...preferences, cravings: true } })).toEqual({
      naltrexone_bupropion: 5,
    })
    expect(wish('ed', { preferences: { ...preferences, frequentActivity: true } })).toEqual({
      tadalafil_daily: 6,
    })
    expect(wish('hairMan', { preferences: { ...preferences, topicalAversion: true } })).toEqual({
      minoxidil_topical: -15,
      ketoconazole_shampoo: -15,
    })
    expect(wish('weightMan', { needleAverse: 1 })).toEqual({
      ...Object.fromEntries(incretins.map((id) => [id, -25])),
      ...Object.fromEntries(byMouth.map((id) => [id, 5])),
    })
    expect(wish('weightMan', { needleAverse: 2 })).toEqual({})
  })
  test('no reliable contraception: 40 less for what harms a fetus', () => {
    const at = (contraception: Facts['contraception'], wocbp: 0 | 1 | 2 = 1) =>
      moved('weightWoman', plain('weightWoman', { contraception, wocbp }))
    expect(at('none')).toEqual({ phentermine_topiramate: -40 })
    expect(at('unreliable')).toEqual({ phentermine_topiramate: -40 })
    expect(at('hormonal')).toEqual({})
    expect([at('none', 0), at('none', 2)]).toEqual([{}, {}])
  })
  test('penalties: 25 a major, 6 a moderate up to 18, 3 an advised datum', () => {
    const facts = plain('ed')
    expect([1, 2].map((majors) => score('sildenafil', facts, { majors }))).toEqual([60, 35])
    expect([1, 3, 4].map((moderates) => score('sildenafil', facts, { moderates }))).toEqual([79, 67, 67])
    const data = { required: [], advised: ['psa', 'hba1c'], known: 8, total: 10 } as const
    expect(score('sildenafil', facts, {}, { data })).toBe(79)
  })
  test('reasons: the grounds, what to expect, and each modifier', () => {
    const [ground, expectation, ...more] = saying(
      'tirzepatide',
      factsWith('weightMan', ['concept sleep-apnoea']),
    )
    expect([ground, expectation]).toEqual(['+ ground', `+ ${drugById.tirzepatide.expectation}`])
    expect(more).toEqual(['+ Sleep apnoea: labelled for tirzepatide.'])
    const shy = plain('weightMan')
    expect(saying('tirzepatide', { ...shy, answers: { ...shy.answers, needleAverse: 1 } })).toContain(
      '- Does not want injections.',
    )
  })
})

describe('earlier use', () => {
  const after = (id: DrugId, part: Partial<TherapyFact>, base: BaseName = 'ed', used: DrugId = id) => {
    const therapy: TherapyFact = {
      drugId: used,
      label: used,
      words: used,
      doseMg: 1,
      weeksAtDose: 8,
      current: false,
      result: null,
      tolerability: null,
      attempts: null,
      ...part,
    }
    return score(id, { ...plain(base), therapy: [therapy] }) - score(id, plain(base))
  }
  test.each([
    'good',
    'effective',
    'works',
    'work',
    'worked',
    'success',
    'excellent',
    'great',
    'helped',
    'lost 9 kg',
    'improved',
    'responded',
  ])('%s: 10 more', (result) => expect(after('sildenafil', { result })).toBe(10))
  test.each([
    'failed',
    'ineffective',
    'no response',
    'no effect',
    'no benefit',
    'no improvement',
    'no change',
    'no result',
    "didn't work",
    'did not help',
    'didnt work',
    'inadequate',
    'insufficient',
    'poor response',
    'partial',
    'not working',
    'not effective',
    'not helping',
  ])('%s: 30 less', (result) => expect(after('sildenafil', { result })).toBe(-30))
  test.each([
    'side effects',
    'intolerant',
    'not tolerated',
    'nausea',
    'vomiting',
    'headache',
    'flushing',
    'dizzy',
    'stopped due to rash',
    'stopped because of it',
    'adverse reaction',
  ])('%s: 20 less, whatever else', (result) => {
    expect(after('sildenafil', { result })).toBe(-20)
    expect(after('sildenafil', { result: `worked, ${result}` })).toBe(-20)
    expect(after('sildenafil', { tolerability: result })).toBe(-20)
  })
  test('tolerated poorly or badly', () => {
    expect(after('sildenafil', { tolerability: 'poor' })).toBe(-20)
    expect(after('sildenafil', { tolerability: 'bad' })).toBe(-20)
    expect(after('sildenafil', { tolerability: 'good' })).toBe(0)
    expect(after('sildenafil', { result: 'unknown' })).toBe(0)
    expect(after('sildenafil', {})).toBe(0)
  })
  test('a PDE5 inhibitor has failed only after four attempts, when they are counted', () => {
    expect([3, 4, null].map((attempts) => after('sildenafil', { result: 'failed', attempts }))).toEqual([
      0, -30, -30,
    ])
    expect(after('finasteride', { result: 'failed', attempts: 1 }, 'hairMan')).toBe(-30)
  })
  test('of this drug; both regimens of tadalafil are one', () => {
    expect(after('sildenafil', { result: 'good' }, 'ed', 'vardenafil')).toBe(0)
    expect(after('tadalafil', { result: 'good' }, 'ed', 'tadalafil_daily')).toBe(10)
    expect(after('tadalafil_daily', { result: 'good' }, 'ed', 'tadalafil')).toBe(10)
    expect(after('sildenafil', { result: 'good' }, 'ed', 'tadalafil')).toBe(0)
    expect(after('tadalafil', { result: 'good' }, 'ed', 'sildenafil')).toBe(0)
  })
  test('is said', () => {
    const said = (result: string) => {
      const therapy: TherapyFact = {
        drugId: 'sildenafil',
        label: 'Viagra',
        words: '',
        doseMg: 1,
        weeksAtDose: 8,
        current: false,
        result,
        tolerability: null,
        attempts: null,
      }
      return saying('sildenafil', { ...plain('ed'), therapy: [therapy] })
    }
    expect(said('good')).toContain('+ Earlier good response to Viagra.')
    expect(said('failed')).toContain('- Earlier adequate failure of Viagra.')
    expect(said('nausea')).toContain('- Earlier intolerance of Viagra.')
  })
})

describe('confidence', () => {
  const of = (id: DrugId, part: Part = {}, more: Partial<Judged> = {}) =>
    confidenceOf(scoreOf(judgedOf(id, part, more), plain('ed'), []))
  test('0.45 evidence, 0.30 completeness, 0.25 safety', () => {
    expect(of('sildenafil')).toEqual({ value: 1, evidence: 1, completeness: 1, safety: 1 })
    expect(of('orforglipron').value).toBe(0.87)
    expect(of('metformin').value).toBe(0.78)
    expect(of('sildenafil', {}, { data: { required: [], advised: [], known: 5, total: 10 } })).toMatchObject({
      value: 0.85,
      completeness: 0.5,
    })
    expect(of('sildenafil', {}, { data: { required: [], advised: [], known: 2, total: 3 } })).toMatchObject({
      value: 0.9,
      completeness: 0.67,
    })
    expect(
      of('sildenafil', {}, { data: { required: [], advised: [], known: 0, total: 0 } }).completeness,
    ).toBe(1)
    expect(of('sildenafil', { moderates: 2 })).toMatchObject({ value: 0.95, safety: 0.8 })
    expect(of('metformin', { majors: 1 })).toMatchObject({ value: 0.6, safety: 0.7 })
    expect(of('sildenafil', { majors: 4 }).safety).toBe(0)
  })
  test('at most 0.60 with a major finding, 0.40 while a required datum is missing', () => {
    expect(of('sildenafil', { majors: 1 }).value).toBe(0.6)
    expect(of('metformin', { majors: 4 }).value).toBe(0.53)
    expect(of('sildenafil', {}, { verdict: 'needs_info' }).value).toBe(0.4)
    expect(of('sildenafil', { majors: 1 }, { verdict: 'needs_info' }).value).toBe(0.4)
  })
})

describe('rank', () => {
  const facts = plain('weightMan')
  const place = (...judged: Judged[]) => {
    const open = judged.filter(({ state }) => !state.blocked && !state.held)
    const scored = open.map((item): Scored => scoreOf(item, facts, []))
    return ranked(
      scored,
      judged.map((item) => item.state),
      facts,
    ).map((item) => item.state.drug.id)
  }
  test('by score; equal ones in the order of the formulary', () => {
    expect(place(judgedOf('orlistat'), judgedOf('tirzepatide'), judgedOf('metformin'))).toEqual([
      'tirzepatide',
      'metformin',
      'orlistat',
    ])
    expect(place(judgedOf('sildenafil'), judgedOf('tadalafil'))).toEqual(['tadalafil', 'sildenafil'])
    expect(place(judgedOf('tadalafil'), judgedOf('sildenafil'))).toEqual(['tadalafil', 'sildenafil'])
    expect(place(judgedOf('minoxidil_oral'), judgedOf('spironolactone'))).toEqual([
      'spironolactone',
      'minoxidil_oral',
    ])
  })
  test('ready before waiting for data', () => {
    expect(place(judgedOf('tirzepatide', {}, { verdict: 'needs_info' }), judgedOf('orlistat'))).toEqual([
      'orlistat',
      'tirzepatide',
    ])
    expect(place()).toEqual([])
  })
  test('a major finding is never first while a ready drug is without one', () => {
    const grave = (id: DrugId, ...rules: string[]) => judgedOf(id, { rules })
    const waiting = judgedOf('liraglutide', {}, { verdict: 'needs_info' })
    expect(place(grave('tirzepatide', 'A'), waiting, judgedOf('orlistat'), judgedOf('metformin'))).toEqual([
      'metformin',
      'tirzepatide',
      'orlistat',
      'liraglutide',
    ])
    expect(place(grave('tirzepatide', 'A'), waiting, grave('orlistat', 'B'))).toEqual([
      'tirzepatide',
      'orlistat',
      'liraglutide',
    ])
    expect(place(grave('tirzepatide', 'A'), waiting)).toEqual(['tirzepatide', 'liraglutide'])
  })
  test('except for majors that every first-line drug shares (B27)', () => {
    const grave = (id: DrugId, ...rules: string[]) => judgedOf(id, { rules })
    expect(place(grave('tirzepatide', 'A'), grave('semaglutide_sc', 'A'), judgedOf('orlistat'))).toEqual([
      'tirzepatide',
      'semaglutide_sc',
      'orlistat',
    ])
    expect(place(grave('tirzepatide', 'A', 'B'), grave('semaglutide_sc', 'A'), judgedOf('orlistat'))).toEqual(
      ['semaglutide_sc', 'tirzepatide', 'orlistat'],
    )
    expect(
      place(grave('tirzepatide', 'WT-01'), grave('semaglutide_sc', 'WT-01'), judgedOf('orlistat')),
    ).toEqual(['orlistat', 'tirzepatide', 'semaglutide_sc'])
    expect(
      place(
        grave('tirzepatide', 'A'),
        judgedOf('semaglutide_sc', { blocked: true, rules: [] }),
        judgedOf('orlistat'),
      )[0],
    ).toBe('tirzepatide')
    expect(
      place(grave('tirzepatide', 'A'), judgedOf('semaglutide_sc', { held: true }), judgedOf('orlistat'))[0],
    ).toBe('tirzepatide')
    expect(place(grave('phentermine', 'A'), judgedOf('orlistat'))).toEqual(['orlistat', 'phentermine'])
  })
  test('the other sex has other first-line drugs', () => {
    const woman = plain('hairWoman')
    const judged = [
      judgedOf('finasteride'),
      judgedOf('minoxidil_topical', { rules: ['A'] }),
      judgedOf('ketoconazole_shampoo'),
    ]
    const order = (who: Facts) =>
      ranked(
        judged.slice(1).map((item) => scoreOf(item, who, [])),
        judged.map((item) => item.state),
        who,
      ).map((item) => item.state.drug.id)
    expect(order(woman)).toEqual(['minoxidil_topical', 'ketoconazole_shampoo'])
    expect(order(plain('hairMan'))).toEqual(['ketoconazole_shampoo', 'minoxidil_topical'])
  })
})
