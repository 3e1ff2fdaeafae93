import type { CheckInAnswers } from '@countersign/contract'
import { describe, expect, it, test } from 'vitest'
import { carriedAnswers, factsOf, tolerabilityOf } from './check-in.ts'
import { deltasOf, reasonsOf, signalOf } from './delta.ts'
import type { DeltaInput } from './delta-input.ts'
import { askableFrom, denialForPharmacy, refillStatus, rhythmOf } from './refill.ts'

const approvedAt = new Date('2026-10-25T12:00:00Z')
const now = new Date('2026-11-22T12:00:00Z')

const allWell: CheckInAnswers = {
  weightKg: 99,
  systolic: 122,
  diastolic: 76,
  sideEffects: [],
  warningSigns: [],
  missedDoses: 0,
  newMedications: [],
  newAllergies: [],
  newConditions: [],
  pregnant: null,
  breastfeeding: null,
  comment: '',
}
const reading = (code: string, value: number, effectiveAt: Date, value2: number | null = null) => ({
  code,
  value,
  value2,
  unit: 'x',
  source: 'answer' as const,
  effectiveAt,
})
const fine: DeltaInput = {
  now,
  category: 'weight',
  sex: 'male',
  age: 40,
  drug: { name: 'semaglutide', rhythm: 'weekly', daysSupply: 28 },
  approvedAt,
  lastVisitAt: new Date('2026-06-01T12:00:00Z'),
  facts: {
    conditions: [],
    medications: [],
    allergies: [],
    observations: [
      reading('8302-2', 175, approvedAt),
      reading('29463-7', 102, approvedAt),
      reading('85354-9', 126, approvedAt, 80),
      reading('29463-7', 99, now),
      reading('85354-9', 122, now, 76),
    ],
  },
  answers: allWell,
  before: allWell,
  engine: { refill: 'ok', contradictions: [] },
  findings: [],
  knownRules: [],
  blocking: [],
  request: [],
}
const signal = (change: Partial<DeltaInput>, answers: Partial<CheckInAnswers> = {}) =>
  signalOf(deltasOf({ ...fine, answers: { ...allWell, ...answers }, ...change }))
const lineOf = (key: string, change: Partial<DeltaInput>, answers: Partial<CheckInAnswers> = {}) =>
  deltasOf({ ...fine, answers: { ...allWell, ...answers }, ...change }).find((delta) => delta.key === key)

const finding = (rule: string, severity: 'major' | 'moderate' | 'info') =>
  ({
    rule,
    severity,
    text: `${rule} speaks.`,
    overridable: true,
  }) as unknown as DeltaInput['findings'][number]

describe('a refill', () => {
  it('is green when all was asked, is known, and is as it was', () => {
    expect(signal({})).toBe('green')
    expect(reasonsOf(deltasOf(fine))).toEqual([])
  })

  it('is never green when nobody asked the patient', () => {
    expect(signalOf(deltasOf({ ...fine, answers: null }))).toBe('amber')
    expect(reasonsOf(deltasOf({ ...fine, answers: null }))).toContain(
      'Side effects: The patient was not asked.',
    )
  })

  test.each([
    'sideEffects',
    'warningSigns',
    'missedDoses',
    'newMedications',
    'newAllergies',
    'newConditions',
  ] as const)('is amber when %s was asked and not said', (key) =>
    expect(signal({}, { [key]: null })).toBe('amber'),
  )

  test.each<[string, Partial<CheckInAnswers>, string, string]>([
    ['a warning sign', { warningSigns: ['chest pain'] }, 'warning_signs', 'red'],
    [
      'a severe side effect',
      { sideEffects: [{ text: 'vomiting', severity: 'severe' }] },
      'side_effects',
      'red',
    ],
    ['a moderate one', { sideEffects: [{ text: 'nausea', severity: 'moderate' }] }, 'side_effects', 'amber'],
    [
      'a mild one that is new',
      { sideEffects: [{ text: 'nausea', severity: 'mild' }] },
      'side_effects',
      'amber',
    ],
    ['two weekly doses missed', { missedDoses: 2 }, 'adherence', 'amber'],
    ['one weekly dose missed', { missedDoses: 1 }, 'adherence', 'green'],
    ['a new medicine', { newMedications: ['lithium'] }, 'medications', 'amber'],
    ['a new allergy', { newAllergies: ['latex'] }, 'allergies', 'amber'],
    ['a new condition', { newConditions: ['gallstones'] }, 'conditions', 'amber'],
  ])('%s', (_, answers, key, expected) => {
    expect(lineOf(key, {}, answers)?.signal).toBe(expected)
    if (expected !== 'green') expect(signal({}, answers)).toBe(expected)
  })

  it('a mild side effect that was there before is no news', () => {
    const sideEffects = [{ text: 'Nausea', severity: 'mild' as const }]
    const before = { ...allWell, sideEffects: [{ text: 'nausea', severity: 'mild' as const }] }
    expect(signal({ before }, { sideEffects })).toBe('green')
    expect(signal({ before: { ...before, sideEffects: null } }, { sideEffects })).toBe('amber')
  })

  it('a fact that reached the chart another way counts as new', () => {
    const medications = [
      {
        id: 'a',
        text: 'Lithium',
        dose: null,
        lastFilledOn: null,
        daysSupply: null,
        source: 'pharmacy' as const,
        recordedAt: now,
      },
    ]
    expect(lineOf('medications', { facts: { ...fine.facts, medications } })).toMatchObject({
      signal: 'amber',
      now: 'Lithium',
    })
    const old = [{ ...medications[0]!, recordedAt: approvedAt }]
    expect(lineOf('medications', { facts: { ...fine.facts, medications: old } })?.signal).toBe('green')
  })
})

describe('readings', () => {
  const withReadings = (...readings: ReturnType<typeof reading>[]) => ({
    facts: { ...fine.facts, observations: [reading('8302-2', 175, approvedAt), ...readings] },
  })
  const weights = (before: number, after: number | null) =>
    withReadings(
      reading('29463-7', before, approvedAt),
      ...(after === null ? [] : [reading('29463-7', after, now)]),
    )
  test.each<[number, number | null, string]>([
    [102, 99, 'green'],
    [102, 105, 'green'],
    [102, 105.1, 'amber'],
    [102, 94, 'green'],
    [102, 93.9, 'amber'],
    [102, null, 'amber'],
    [62, 61, 'red'],
  ])('weight from %s to %s kg', (before, after, expected) =>
    expect(lineOf('weight', weights(before, after))?.signal).toBe(expected),
  )
  it('weight matters to a weight treatment only', () => {
    expect(lineOf('weight', { ...weights(102, null), category: 'hair' })?.signal).toBe('green')
  })
  it('says weight in pounds with the change', () => {
    expect(lineOf('weight', {})).toMatchObject({
      before: '224.9 lb',
      now: '218.3 lb',
      text: '−6.6 lb in 28 days.',
    })
  })

  const pressures = (before: [number, number] | null, after: [number, number] | null) =>
    withReadings(
      ...(before ? [reading('85354-9', before[0], approvedAt, before[1])] : []),
      ...(after ? [reading('85354-9', after[0], now, after[1])] : []),
    )
  test.each<[[number, number] | null, [number, number] | null, string]>([
    [[126, 80], [122, 76], 'green'],
    [[126, 80], [139, 89], 'green'],
    [[126, 80], [140, 80], 'amber'],
    [[126, 80], [122, 90], 'amber'],
    [[160, 95], [179, 100], 'amber'],
    [[126, 80], [180, 80], 'red'],
    [[126, 80], [122, 110], 'red'],
    [[126, 80], [89, 65], 'amber'],
    [[126, 80], [106, 70], 'amber'],
    [[126, 80], null, 'green'],
    [null, null, 'amber'],
  ])('blood pressure from %j to %j', (before, after, expected) =>
    expect(lineOf('blood_pressure', pressures(before, after))?.signal).toBe(expected),
  )
  it('a pressure of more than six months ago is none', () => {
    const old = reading('85354-9', 120, new Date('2026-05-01T00:00:00Z'), 80)
    expect(lineOf('blood_pressure', withReadings(old))?.signal).toBe('amber')
  })
})

describe('the engine’s word', () => {
  test.each<[string, Partial<DeltaInput>, string]>([
    ['what stops it is red', { blocking: ['Contraindicated.'] }, 'red'],
    [
      'what needs a reason is amber, known or not',
      { findings: [finding('X-1', 'major')], knownRules: ['X-1'] },
      'amber',
    ],
    ['a new caution is amber', { findings: [finding('X-2', 'moderate')] }, 'amber'],
    [
      'a caution that was known at the last approval is not',
      { findings: [finding('X-2', 'moderate')], knownRules: ['X-2'] },
      'green',
    ],
    ['what only informs is not', { findings: [finding('X-3', 'info')] }, 'green'],
    ['too soon is red', { engine: { refill: 'too_soon', contradictions: [] } }, 'red'],
    ['no known fill is amber', { engine: { refill: null, contradictions: [] } }, 'amber'],
    ['a gap is amber', { findings: [finding('RX-GAP', 'moderate')] }, 'amber'],
    ['a contradiction is amber', { engine: { refill: 'ok', contradictions: [{} as never] } }, 'amber'],
    ['another request is amber', { request: ['The pharmacy asks for 3 refills.'] }, 'amber'],
    ['a visit more than a year ago is amber', { lastVisitAt: new Date('2025-11-21T12:00:00Z') }, 'amber'],
  ])('%s', (_, change, expected) => expect(signal(change)).toBe(expected))

  it('asks women of childbearing age every time', () => {
    const woman = { sex: 'female' as const }
    expect(signal(woman, { pregnant: null, breastfeeding: false })).toBe('amber')
    expect(signal(woman, { pregnant: false, breastfeeding: null })).toBe('amber')
    expect(signal(woman, { pregnant: false, breastfeeding: false })).toBe('green')
    expect(signal(woman, { pregnant: true, breastfeeding: false })).toBe('red')
    expect(signal(woman, { pregnant: false, breastfeeding: true })).toBe('red')
    expect(signal({ ...woman, age: 56 }, { pregnant: null })).toBe('green')
  })
})

describe('what is carried from visit to visit', () => {
  const before = {
    intakeAnswers: { familyHistoryMTC: 'no', pregnancyTest: 'negative', missedDoses: 1 },
    pregnant: false,
    breastfeeding: false,
    priorTherapy: [
      { drug: 'semaglutide_sc', current: true, doseMg: 0.5 },
      { drug: 'orlistat', current: false },
    ],
  }
  const on = { drugId: 'semaglutide_sc', doseMg: 1, weeksAtDose: 4 }

  it('a "no" to pregnancy is not, nor a test', () => {
    const carried = carriedAnswers(before, on, null)
    expect(carried).toMatchObject({ pregnant: null, breastfeeding: null })
    expect(carried.intakeAnswers).toEqual({ familyHistoryMTC: 'no' })
  })
  it('a "yes" is, until it is answered again', () => {
    const feeds = { ...before, breastfeeding: true }
    expect(carriedAnswers(feeds, on, null).breastfeeding).toBe(true)
    expect(carriedAnswers(feeds, on, { ...allWell, breastfeeding: false }).breastfeeding).toBe(false)
    expect(carriedAnswers(before, on, { ...allWell, breastfeeding: false }).breastfeeding).toBe(false)
    expect(carriedAnswers({ ...before, pregnant: true }, on, null).pregnant).toBe(true)
    expect(carriedAnswers({ ...before, pregnant: true }, on, { ...allWell, pregnant: false }).pregnant).toBe(
      false,
    )
  })
  it('the treatment is what was prescribed, and how it went', () => {
    expect(carriedAnswers(before, on, { ...allWell, missedDoses: 2 })).toMatchObject({
      intakeAnswers: { missedDoses: 2 },
      priorTherapy: [
        { drug: 'orlistat', current: false },
        { drug: 'semaglutide_sc', doseMg: 1, weeksAtDose: 4, current: true, tolerability: 'good' },
      ],
    })
  })
  it('how it was tolerated is unknown when nobody asked', () => {
    expect(tolerabilityOf(null)).toBeNull()
    expect(tolerabilityOf({ ...allWell, sideEffects: null })).toBeNull()
    expect(tolerabilityOf({ ...allWell, sideEffects: [{ text: 'vomiting', severity: 'severe' }] })).toMatch(
      /^poor/,
    )
    expect(tolerabilityOf({ ...allWell, warningSigns: ['fainting'] })).toMatch(/^poor/)
  })
  it('only what was said becomes a fact', () => {
    expect(factsOf({ ...allWell, weightKg: null, diastolic: null }, now).observations).toEqual([])
    expect(factsOf({ ...allWell, newMedications: ['lithium'] }, now).medications).toEqual([
      { text: 'lithium' },
    ])
  })
})

describe('states and dates', () => {
  it('may be asked for after three quarters of the last fill', () => {
    const startedAt = new Date('2026-11-01T00:00:00Z')
    expect(askableFrom({ startedAt, daysSupply: 28, refills: 0 })).toEqual(new Date('2026-11-22T00:00:00Z'))
    expect(askableFrom({ startedAt, daysSupply: 30, refills: 2 })).toEqual(new Date('2027-01-23T00:00:00Z'))
  })
  test.each([
    ['once weekly', 'weekly'],
    ['once daily', 'daily'],
    ['twice daily', 'daily'],
    ['as needed, at most once daily', 'as_needed'],
    ['as needed', 'as_needed'],
  ])('%s is %s', (frequency, rhythm) => expect(rhythmOf(frequency)).toBe(rhythm))
  test.each([
    ['submitted', null, 'requested'],
    ['info_requested', null, 'requested'],
    ['approved', 'same', 'approved'],
    ['completed', 'changed', 'approved_with_changes'],
    ['approved', 'another_drug', 'replaced'],
    ['denied', null, 'denied'],
    ['expired', null, 'cancelled'],
  ] as const)('a visit that is %s (%s) is %s', (visit, signedAs, status) =>
    expect(refillStatus(visit, signedAs)).toBe(status),
  )
  test.each([
    ['too_soon', 'AD'],
    ['needs_visit', 'AM'],
    ['needs_in_person_exam', 'AM'],
    ['contraindication', 'AG'],
    ['__proto__', 'AG'],
    [null, 'AF'],
  ])('%s reaches the pharmacy as %s', (reason, code) => expect(denialForPharmacy(reason).code).toBe(code))
})
