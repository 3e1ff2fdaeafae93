import { describe, expect, test } from 'vitest'
import type { Facts, FillFact, MedicationFact, TherapyFact } from '../facts/facts.ts'
import { ask, given, unanswered } from '../testing/ask.ts'
import type { BaseName } from '../testing/people.ts'
import type { DrugId } from '../types.ts'
import * as question from './questions.ts'
import { NO, type Tri, UNKNOWN, YES } from './tri.ts'

/** Facts of a person who takes these, by ingredient; a part of each fact may be told. */
function takes(base: BaseName, medicines: Readonly<Record<string, Partial<MedicationFact>>>): Facts {
  const [plain] = given(base, ['ingredient x']).medications as [MedicationFact]
  const medications = Object.entries(medicines).map(
    ([label, part]): MedicationFact => ({ ...plain, label, ...part }),
  )
  return {
    ...given(base),
    medications,
    anyRoute: new Map(
      Object.keys(medicines).map((name, place) => [name, medications.slice(place, place + 1)]),
    ),
  }
}
const therapy = (drugId: DrugId, current = true): TherapyFact => ({
  drugId,
  label: drugId,
  words: drugId,
  doseMg: null,
  weeksAtDose: null,
  current,
  result: null,
  tolerability: null,
  attempts: null,
})
const fill = (drugId: DrugId): FillFact => ({ drugId, label: drugId, lastFillDaysAgo: 10, daysSupply: 30 })
const labels = (facts: readonly MedicationFact[]) => facts.map((fact) => fact.label)

describe('duplicate groups (§8.1)', () => {
  const { groupsInUse } = question
  test.each([
    [
      'INCRETIN',
      'semaglutide tirzepatide liraglutide dulaglutide exenatide lixisenatide orforglipron albiglutide',
    ],
    ['SYMPATHO PHENTERMINE', 'phentermine diethylpropion phendimetrazine benzphetamine'],
    ['TOPIRAMATE', 'topiramate'],
    ['BUPROPION', 'bupropion'],
    ['NALTREXONE', 'naltrexone samidorphan'],
    ['ORLISTAT', 'orlistat'],
    ['BIGUANIDE', 'metformin'],
    ['PDE5', 'sildenafil tadalafil vardenafil avanafil udenafil mirodenafil'],
    ['5ARI', 'finasteride dutasteride'],
    ['MINOXIDIL', 'minoxidil'],
    ['MRA', 'spironolactone eplerenone finerenone'],
    ['', 'aspirin'],
  ])('%s: %s', (groups, ingredients) => {
    for (const name of ingredients.split(' '))
      expect([name, groupsInUse(given('ed', [`ingredient ${name}`])).join(' ')]).toEqual([name, groups])
  })
  test.each([
    ['INCRETIN', 'INCRETIN'],
    ['ANORECTIC', 'SYMPATHO PHENTERMINE'],
    ['BUPROPION', 'BUPROPION'],
    ['NALTREXONE', 'NALTREXONE'],
    ['BIGUANIDE', 'BIGUANIDE'],
    ['PDE5', 'PDE5'],
    ['SSRI', ''],
  ])('the class %s: %s', (drugClass, groups) => {
    expect(groupsInUse(given('ed', [`takes ${drugClass}`])).join(' ')).toBe(groups)
  })

  test('use of this very product is documented by therapy, by a fill or by the request', () => {
    const { isDocumentedContinuation } = question
    const documented = (part: Partial<Facts>, drug: DrugId = 'semaglutide_sc') =>
      isDocumentedContinuation(given('weightMan', [], part), drug)
    expect(documented({})).toBe(false)
    expect(documented({ therapy: [therapy('semaglutide_sc')] })).toBe(true)
    expect(documented({ therapy: [therapy('semaglutide_sc', false)] })).toBe(false)
    expect(documented({ therapy: [therapy('semaglutide_po')] })).toBe(false)
    expect(documented({ therapy: [therapy('orlistat'), therapy('semaglutide_sc')] })).toBe(true)
    expect(documented({ fills: [fill('semaglutide_sc')] })).toBe(true)
    expect(documented({ fills: [fill('orlistat')] })).toBe(false)
    expect(documented({ fills: [fill('orlistat'), fill('semaglutide_sc')] })).toBe(true)
    expect(documented({ proposedId: 'semaglutide_sc' })).toBe(true)
    expect(documented({ proposedId: 'orlistat' })).toBe(false)
  })
  test('tadalafil is one product in both its uses', () => {
    const { isDocumentedContinuation } = question
    const asked = (proposedId: DrugId, drug: DrugId) =>
      isDocumentedContinuation(given('ed', [], { proposedId }), drug)
    expect(asked('tadalafil', 'tadalafil_daily')).toBe(true)
    expect(asked('tadalafil_daily', 'tadalafil')).toBe(true)
    expect(asked('sildenafil', 'tadalafil')).toBe(false)
    expect(asked('tadalafil', 'sildenafil')).toBe(false)
    expect(asked('vardenafil', 'avanafil')).toBe(false)
  })

  const { duplicatesOf } = question
  test('duplicates are the active medicines of the group, by any name, each once', () => {
    const facts = takes('ed', { sildenafil: {}, vardenafil: { active: false }, aspirin: {} })
    expect(labels(duplicatesOf(facts, 'tadalafil'))).toEqual(['sildenafil'])
    const [sildenafil] = facts.medications as [MedicationFact]
    const both = { ...facts, byClass: new Map([['PDE5', [sildenafil]]]) } as Facts
    expect(labels(duplicatesOf(both, 'tadalafil'))).toEqual(['sildenafil'])
    expect(labels(duplicatesOf({ ...both, anyRoute: new Map() }, 'tadalafil'))).toEqual(['sildenafil'])
    expect(duplicatesOf(facts, 'finasteride')).toEqual([])
    expect(duplicatesOf(takes('hairMan', { finasteride: {} }), 'ketoconazole_shampoo')).toEqual([])
  })
  test('the documented product is no duplicate of itself; another brand of its ingredient is', () => {
    const own = takes('weightMan', { semaglutide: { drugId: 'semaglutide_sc' } })
    const other = takes('weightMan', { semaglutide: { drugId: null } })
    const continued = { therapy: [therapy('semaglutide_sc')] }
    expect(labels(duplicatesOf({ ...own, ...continued }, 'semaglutide_sc'))).toEqual([])
    expect(labels(duplicatesOf(own, 'semaglutide_sc'))).toEqual(['semaglutide'])
    expect(labels(duplicatesOf({ ...other, ...continued }, 'semaglutide_sc'))).toEqual(['semaglutide'])
    expect(labels(duplicatesOf({ ...own, ...continued }, 'tirzepatide'))).toEqual(['semaglutide'])
  })

  const { duplicateOf } = question
  test('a duplicate in use is a yes that names it', () => {
    const part = duplicateOf('tadalafil')
    const facts = takes('ed', { sildenafil: {} })
    expect(ask(part, facts)).toBe('yes')
    expect(part.names(facts)).toEqual(['sildenafil'])
    expect(ask(part, takes('ed', { aspirin: {} }))).toBe('no')
    expect(ask(part, given('ed'))).toBe('no')
    expect(ask(part, unanswered('ed', 'medications'))).toBe('unknown')
    expect(part.missing).toEqual(['medicationList'])
    expect(part.says).toBe('already uses a medicine of the group PDE5')
    expect(duplicateOf('naltrexone_bupropion', true).says).toBe(
      'already uses a medicine of the group BUPROPION / NALTREXONE',
    )
    expect(duplicateOf('minoxidil_oral', false).says).toBe(
      'already uses a medicine of the group MINOXIDIL by the other route',
    )
  })
  test('topical and systemic minoxidil are told apart', () => {
    const [plain] = given('hairMan', ['ingredient minoxidil']).medications as [MedicationFact]
    const oral = takes('hairMan', { minoxidil: {} })
    const topical = takes('hairMan', { minoxidil: { match: { ...plain.match, route: 'topical' } } })
    const product = takes('hairMan', { minoxidil: { drugId: 'minoxidil_topical' } })
    const seen = (drug: DrugId, sameRoute: boolean) =>
      [oral, topical, product].map((facts) => ask(duplicateOf(drug, sameRoute), facts))
    expect(seen('minoxidil_oral', true)).toEqual(['yes', 'no', 'no'])
    expect(seen('minoxidil_oral', false)).toEqual(['no', 'yes', 'yes'])
    expect(seen('minoxidil_topical', true)).toEqual(['no', 'yes', 'yes'])
    expect(seen('minoxidil_topical', false)).toEqual(['yes', 'no', 'no'])
  })

  test('a group is in use by ingredient alone', () => {
    const part = question.usingGroup('NALTREXONE')
    const facts = takes('weightMan', { naltrexone: {}, samidorphan: { label: 'naltrexone' } })
    expect(ask(part, facts)).toBe('yes')
    expect(part.names(facts)).toEqual(['naltrexone'])
    expect(part.names(given('weightMan'))).toEqual([])
    expect(ask(part, takes('weightMan', { samidorphan: {} }))).toBe('yes')
    expect(ask(part, given('weightMan', ['takes NALTREXONE']))).toBe('no')
    expect(ask(part, unanswered('weightMan', 'medications'))).toBe('unknown')
    expect([part.says, part.missing]).toEqual(['uses a medicine of the group NALTREXONE', ['medicationList']])
  })
})

describe('another weight drug', () => {
  const part = question.otherWeightDrug('orlistat')
  const on = (drugId: DrugId | null, more: Partial<MedicationFact> = {}) =>
    takes('weightMan', { first: { drugId, ...more } })
  test('of another group, in use', () => {
    expect(ask(part, on('phentermine'))).toBe('yes')
    expect(part.names(on('phentermine'))).toEqual(['first'])
    expect(ask(part, on('phentermine', { active: false }))).toBe('no')
    expect(ask(part, on(null))).toBe('no')
    expect(ask(part, on('orlistat'))).toBe('no')
    expect(ask(part, on('metformin'))).toBe('no')
    expect(ask(part, on('finasteride'))).toBe('no')
    expect(ask(part, given('weightMan'))).toBe('no')
    expect(ask(part, unanswered('weightMan', 'medications'))).toBe('unknown')
    expect([part.says, part.missing]).toEqual(['uses another weight drug', ['medicationList']])
  })
  test('one that shares a group is a duplicate, not another drug', () => {
    const both = question.otherWeightDrug('phentermine_topiramate')
    expect(ask(both, on('phentermine'))).toBe('no')
    expect(ask(question.otherWeightDrug('phentermine'), on('phentermine_topiramate'))).toBe('no')
    expect(ask(both, on('semaglutide_sc'))).toBe('yes')
    expect(ask(question.otherWeightDrug('tirzepatide'), on('semaglutide_sc'))).toBe('no')
  })
})

describe('the weight indication (G-07)', () => {
  const notMet = question.indicationNotMet
  const at = (bmi: number | null, names: readonly string[] = [], part: Partial<Facts> = {}) =>
    given('weightMan', names, { bmi, startBmi: null, ...part })
  test('from 30, or from 27 with a comorbidity', () => {
    expect([26.9, 27, 29.9, 30].map((bmi) => ask(notMet, at(bmi)))).toEqual(['yes', 'yes', 'yes', 'no'])
    const sick = (bmi: number) => ask(notMet, at(bmi, ['concept hypertension']))
    expect([26.9, 27, 29.9, 30].map(sick)).toEqual(['yes', 'no', 'no', 'no'])
    expect(ask(notMet, at(null))).toBe('unknown')
    expect(ask(notMet, at(28, [], { conditionsKnown: false }))).toBe('unknown')
    expect(notMet.missing).toEqual(['heightWeight'])
  })
  test.each([...question.comorbidities])('%s qualifies', (concept) =>
    expect(ask(notMet, at(28, [`concept ${concept}`]))).toBe('no'),
  )
  test('what a medicine gives away does not qualify; a record beside it does', () => {
    const facts = at(28, ['concept hypertension', 'concept hypertension'])
    const [first, second] = facts.byConcept.get('hypertension') ?? []
    const from = (...origins: ('implied' | 'record')[]) =>
      ({
        ...facts,
        byConcept: new Map([
          [
            'hypertension',
            [first, second]
              .slice(0, origins.length)
              .map((fact, place) => ({ ...fact, origin: origins[place] })),
          ],
        ]),
      }) as unknown as Facts
    expect(ask(notMet, from('implied'))).toBe('yes')
    expect(ask(notMet, from('implied', 'record'))).toBe('no')
  })
  test('a treatment that goes on is measured by the BMI at its start', () => {
    const going = (bmi: number | null, startBmi: number | null) =>
      ask(notMet, at(bmi, [], { startBmi, therapy: [therapy('tirzepatide')] }))
    expect(going(25, 31)).toBe('no')
    expect(going(31, 26)).toBe('yes')
    expect(going(25, null)).toBe('unknown')
    expect(going(31, null)).toBe('no')
    expect(going(null, null)).toBe('unknown')
    expect(going(null, 31)).toBe('no')
    expect(ask(notMet, at(25, [], { startBmi: 31 }))).toBe('yes')
  })

  const going = question.continuingWeightTreatment
  test('goes on by therapy, by a fill, or by a listed medicine that is asked for or whose start is known', () => {
    const seen = (part: Partial<Facts>) => ask(going, at(28, [], part))
    expect(seen({})).toBe('no')
    expect(seen({ therapy: [therapy('tirzepatide')] })).toBe('yes')
    expect(seen({ therapy: [therapy('tirzepatide', false)] })).toBe('no')
    expect(seen({ therapy: [therapy('metformin')] })).toBe('no')
    expect(seen({ therapy: [therapy('finasteride')] })).toBe('no')
    expect(seen({ fills: [fill('orlistat')] })).toBe('yes')
    expect(seen({ fills: [fill('metformin')] })).toBe('no')
    const lists = (drugId: DrugId | null, part: Partial<Facts>, active = true) =>
      ask(going, { ...takes('weightMan', { first: { drugId, active } }), startBmi: null, ...part })
    expect(lists('tirzepatide', {})).toBe('no')
    expect(lists('tirzepatide', { proposedId: 'tirzepatide' })).toBe('yes')
    expect(lists('tirzepatide', { proposedId: 'orlistat' })).toBe('no')
    expect(lists('tirzepatide', { startBmi: 33 })).toBe('yes')
    expect(lists('tirzepatide', { startBmi: 33 }, false)).toBe('no')
    expect(lists('metformin', { startBmi: 33 })).toBe('no')
    expect(lists(null, { startBmi: 33 })).toBe('no')
  })
  test('in words', () => {
    const bare = 'no qualifying comorbidity recorded'
    expect(notMet.names(at(28))).toEqual(['BMI 28', bare])
    expect(notMet.names(at(26, ['concept hypertension']))).toEqual(['BMI 26'])
    expect(notMet.names(at(28, [], { startBmi: 26 }))).toEqual(['BMI 28', bare])
    expect(notMet.names(at(28, [], { therapy: [therapy('orlistat')] }))).toEqual(['BMI 28', bare])
    expect(notMet.names(at(28, [], { startBmi: 26, therapy: [therapy('orlistat')] }))).toEqual([
      'BMI 26 at the start of treatment',
      bare,
    ])
  })
})

describe('screens and habits', () => {
  const score = (name: keyof Facts['answers'], value: number | null, part: Partial<Facts> = {}): Facts => {
    const facts = given('weightMan', [], part)
    return { ...facts, answers: { ...facts.answers, [name]: value } }
  }
  test.each([
    [
      question.item9Positive,
      'phq9Item9',
      1,
      ['suicidalityScreen'],
      'PHQ-9 item 9: 1',
      'PHQ-9 item 9 of 1 or more',
    ],
    [question.phq9AtLeast(10), 'phq9', 10, ['suicidalityScreen'], 'PHQ-9 score 10', 'PHQ-9 of 10 or more'],
    [question.scoffPositive, 'scoff', 2, ['eatingDisorderScreen'], 'SCOFF 2', 'SCOFF of 2 or more'],
    [question.shimAtLeast(22), 'shim', 22, ['shimScore'], 'SHIM 22', 'SHIM of 22 or more'],
  ] as const)('%o: below, at the limit, not answered', (part, name, limit, missing, says, words) => {
    const values = [limit - 1, limit, limit + 1, null]
    expect(values.map((value) => ask(part, score(name, value)))).toEqual(['no', 'yes', 'yes', 'unknown'])
    expect([part.missing, part.names(score(name, limit)), part.says]).toEqual([missing, [says], words])
  })
  test('AUDIT-C: 4 in men, 3 in women; who does not drink is not asked', () => {
    const part = question.auditPositive
    const seen = (auditC: number | null, sex: Facts['sex'], any: Tri) =>
      ask(part, score('auditC', auditC, { sex, alcohol: { ...given('weightMan').alcohol, any } }))
    expect([seen(3, 'male', YES), seen(4, 'male', YES)]).toEqual(['no', 'yes'])
    expect([seen(2, 'female', YES), seen(3, 'female', YES)]).toEqual(['no', 'yes'])
    expect([seen(null, 'male', NO), seen(null, null, NO)]).toEqual(['no', 'no'])
    expect([seen(null, 'male', YES), seen(null, 'male', UNKNOWN)]).toEqual(['unknown', 'unknown'])
    expect([seen(5, null, YES), seen(5, 'male', NO)]).toEqual(['unknown', 'yes'])
    expect([part.missing, part.names(score('auditC', 5))]).toEqual([['alcoholUse'], ['AUDIT-C 5']])
  })
  test('heavy drinking: as told, as recorded, as scored', () => {
    const part = question.heavyAlcohol
    const drinking = (heavy: Tri, names: readonly string[] = []) =>
      given('weightMan', names, { alcohol: { ...given('weightMan').alcohol, heavy } })
    expect(([NO, YES, UNKNOWN] as const).map((heavy) => ask(part, drinking(heavy)))).toEqual([
      'no',
      'yes',
      'unknown',
    ])
    const recorded = drinking(NO, ['concept alcohol-use-disorder'])
    expect(ask(part, recorded)).toBe('yes')
    expect(part.names(recorded)).toEqual(['alcohol-use-disorder'])
    const said = 'heavy alcohol use stated'
    expect([7, 8, 9, null].map((value) => part.names(score('auditC', value))[0])).toEqual([
      said,
      'AUDIT-C 8',
      'AUDIT-C 9',
      said,
    ])
    expect(part.missing).toEqual(['alcoholUse'])
  })
  test('any drinking', () => {
    const part = question.anyAlcohol
    const drinking = (any: Tri) => given('weightMan', [], { alcohol: { ...given('weightMan').alcohol, any } })
    expect(([NO, YES, UNKNOWN] as const).map((any) => ask(part, drinking(any)))).toEqual([
      'no',
      'yes',
      'unknown',
    ])
    expect([part.says, part.names(drinking(YES)), part.missing]).toEqual([
      'drinks alcohol',
      ['drinks alcohol'],
      ['alcoholUse'],
    ])
  })
  test('a class stopped within days', () => {
    const part = question.stoppedWithin(14, 'BENZODIAZEPINE', 'BARBITURATE')
    const stopped = (
      stoppedDaysAgo: number | null,
      active = false,
      drugClass: 'BENZODIAZEPINE' | 'SSRI' = 'BENZODIAZEPINE',
    ) => takes('weightMan', { x: { active, stoppedDaysAgo, classes: new Set([drugClass]) } })
    expect([13, 14, 15, null].map((days) => ask(part, stopped(days)))).toEqual(['yes', 'yes', 'no', 'no'])
    expect(ask(part, stopped(3, true))).toBe('no')
    expect(ask(part, stopped(3, false, 'SSRI'))).toBe('no')
    expect(ask(part, unanswered('weightMan', 'medications'))).toBe('unknown')
    expect([part.names(stopped(3)), part.missing, part.says]).toEqual([
      ['x, stopped 3 days ago'],
      ['medicationList'],
      'stopped BENZODIAZEPINE / BARBITURATE in the last 14 days',
    ])
  })
})
