import type { Answer, Category } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { fillIn } from '../../testing/intake-answers.ts'
import { answersToFacts } from './answers-to-facts.ts'
import { currentVersion, questionnaireOf } from './questionnaires.ts'

const now = new Date('2026-11-22T15:00:00Z')
const choice = (...codes: string[]): Answer => ({ kind: 'choice', codes })
const yes: Answer = { kind: 'boolean', value: true }
const unknown: Answer = { kind: 'unknown' }
const female = { sex: choice('female') }

function factsOf(category: Category, given: Record<string, Answer> = {}) {
  const questionnaire = questionnaireOf(category, currentVersion(category))
  return answersToFacts(questionnaire, fillIn(questionnaire, given), now)
}
const said = (category: Category, given: Record<string, Answer> = {}) =>
  factsOf(category, given).safetyAnswers.intakeAnswers

describe('unknown is never no', () => {
  it.each<[Category, string, string]>([
    ['ed', 'nitrates', 'nitrateUse'],
    ['ed', 'poppers', 'recreationalNitrites'],
    ['ed', 'recent-event', 'recentCardiacEvent'],
    ['ed', 'exercise', 'exerciseTolerance'],
    ['weight', 'thyroid-cancer', 'familyHistoryMTC'],
    ['weight', 'pancreatitis', 'pancreatitisHistory'],
    ['weight', 'seizure', 'seizureHistory'],
    ['weight', 'opioids', 'opioidUse'],
    ['weight', 'maoi', 'maoiLast14Days'],
    ['hair', 'norwood', 'hairLossPattern'],
    ['hair', 'scalp-photos', 'scalpPhoto'],
  ])('%s: not knowing %s is told as unknown', (category, linkId, key) => {
    expect(said(category, { [linkId]: unknown })[key]).toBe('unknown')
  })
  it('an unanswered question is absent, and an unknown pregnancy is neither yes nor no', () => {
    const facts = factsOf('weight', { ...female, pregnant: unknown, breastfeeding: unknown })
    expect(facts.safetyAnswers).not.toHaveProperty('pregnant')
    expect(facts.safetyAnswers).not.toHaveProperty('breastfeeding')
    expect(said('weight')).not.toHaveProperty('nitrateUse')
  })
  it('a score with an unknown part is no score', () => {
    expect(said('weight', { 'scoff-3': unknown })).not.toHaveProperty('scoff')
    expect(said('ed', { 'shim-2': unknown })).not.toHaveProperty('shim')
    expect(said('weight', { 'phq-1': unknown })).not.toHaveProperty('phq2')
  })
  it('a list the patient cannot tell is not gone through', () => {
    expect(factsOf('ed', { medications: unknown }).reviewedLists).toEqual(['conditions', 'allergies'])
    expect(factsOf('ed', { 'named-medicines': unknown }).reviewedLists).toEqual(['conditions', 'allergies'])
    expect(factsOf('weight', { heart: unknown }).reviewedLists).toEqual(['medications', 'allergies'])
    expect(factsOf('weight', { allergies: unknown }).reviewedLists).toEqual(['conditions', 'medications'])
  })
  it('"none" on each list is gone through', () => {
    expect(factsOf('hair').reviewedLists).toEqual(['conditions', 'medications', 'allergies'])
  })
  it('not knowing what was tried is not having tried nothing', () => {
    expect(factsOf('ed', { 'prior-drugs': unknown }).safetyAnswers).not.toHaveProperty('priorTherapy')
    expect(factsOf('ed').safetyAnswers.priorTherapy).toEqual([])
  })
})

describe('scores', () => {
  it.each([
    [[], 0],
    [['scoff-1', 'scoff-4'], 2],
    [['scoff-1', 'scoff-2', 'scoff-3', 'scoff-4', 'scoff-5'], 5],
  ])('SCOFF of %j is %d', (positive, score) => {
    const given = Object.fromEntries(positive.map((linkId) => [linkId, yes]))
    expect(said('weight', given).scoff).toBe(score)
  })
  it('AUDIT-C of somebody who never drinks is 0 without the questions that are then skipped', () => {
    expect(said('weight', { 'alcohol-often': choice('never') }).auditC).toBe(0)
  })
  it('AUDIT-C adds its three answers, and tells the drinks on an occasion', () => {
    const answers = said('ed', {
      'alcohol-often': choice('2-3-week'),
      'alcohol-amount': choice('5-6'),
      'alcohol-six': choice('monthly'),
    })
    expect(answers).toMatchObject({ auditC: 7, alcoholPerOccasion: 6 })
  })
  it('AUDIT-C with an answer left open is none', () => {
    const given = { 'alcohol-often': choice('2-3-week'), 'alcohol-amount': unknown }
    expect(said('ed', given)).not.toHaveProperty('auditC')
  })
  it('SHIM adds five answers', () => {
    const given = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`shim-${n}`, choice('3')]))
    expect(said('ed', given).shim).toBe(15)
  })
  it('PHQ-9 is asked whole when mood is low, and only then has a total', () => {
    const low = { 'phq-1': choice('more-than-half'), 'phq-2': choice('several-days') }
    const rest = Object.fromEntries([3, 4, 5, 6, 7, 8].map((n) => [`phq-${n}`, choice('several-days')]))
    expect(said('weight', { ...low, ...rest, 'phq-9': choice('nearly-every-day') })).toMatchObject({
      phq2: 3,
      phq9: 12,
      phq9Item9: 3,
    })
    const fine = said('weight')
    expect(fine).toMatchObject({ phq2: 0, phq9Item9: 0 })
    expect(fine).not.toHaveProperty('phq9')
  })
  it('in ED thoughts of self-harm are asked when mood is low', () => {
    expect(said('ed')).not.toHaveProperty('phq9Item9')
    expect(said('ed', { 'phq-2': choice('nearly-every-day') })).toHaveProperty('phq9Item9')
  })
})

describe('conditions', () => {
  it('carry their code, and the age of an event from the question that dates it', () => {
    const { conditions } = factsOf('ed', {
      heart: choice('heart-attack', 'stent-bypass', 'heart-failure'),
      'heart-when': choice('three-months'),
      nyha: choice('2'),
    })
    expect(conditions).toEqual([
      { text: 'Heart attack', code: 'I25.2', monthsAgo: 2 },
      { text: 'Coronary stent or bypass', code: 'Z95.5', monthsAgo: 2 },
      { text: 'Heart failure', code: 'I50.9', monthsAgo: null },
    ])
  })
  it('have no age when the patient does not know it', () => {
    const given = { heart: choice('stroke'), 'heart-when': unknown }
    expect(factsOf('weight', given).conditions).toEqual([
      { text: 'Stroke or TIA', code: 'Z86.73', monthsAgo: null },
    ])
  })
  it('come from checklists and from the patient’s own list', () => {
    const { conditions } = factsOf('weight', {
      metabolic: choice('hypertension'),
      pancreatitis: choice('past'),
      conditions: {
        kind: 'conditions',
        none: false,
        items: [{ text: 'Asthma', code: 'J45.909' }, { text: 'bad knee' }],
      },
    })
    expect(conditions.map(({ text, code }) => [text, code])).toEqual([
      ['High blood pressure', 'I10'],
      ['History of pancreatitis', 'Z87.19'],
      ['Asthma', 'J45.909'],
      ['bad knee', null],
    ])
  })
  it('tell why a woman cannot become pregnant', () => {
    const facts = factsOf('weight', { ...female, childbearing: choice('hysterectomy') })
    expect(facts.conditions).toContainEqual({ text: 'Hysterectomy', code: 'Z90.710', monthsAgo: null })
    expect(facts.safetyAnswers).not.toHaveProperty('pregnant')
    expect(facts.safetyAnswers.intakeAnswers).not.toHaveProperty('contraception')
  })
})

describe('medicines, allergies and readings', () => {
  it('are taken as told', () => {
    const facts = factsOf('ed', {
      medications: {
        kind: 'medications',
        none: false,
        items: [
          { name: 'Lisinopril', dose: '10 mg' },
          { name: 'Zinc', dose: '' },
        ],
      },
      'named-medicines': choice('tamsulosin'),
      allergies: { kind: 'allergies', none: false, items: [{ substance: 'Penicillin', reaction: 'rash' }] },
    })
    const plain = { lastFilledOn: null, daysSupply: null }
    expect(facts.medications).toEqual([
      { text: 'Lisinopril', dose: '10 mg', ...plain },
      { text: 'Zinc', dose: null, ...plain },
      { text: 'tamsulosin (Flomax)', dose: null, ...plain },
    ])
    expect(facts.allergies).toEqual([{ substance: 'Penicillin', reaction: 'rash' }])
  })
  it('are dated by the day they were taken, never after now', () => {
    const reading = (measuredOn?: string) =>
      factsOf('ed', {
        'blood-pressure': {
          kind: 'blood-pressure',
          systolic: 118,
          diastolic: 76,
          ...(measuredOn && { measuredOn }),
        },
      }).observations.find(({ code }) => code === '85354-9')
    expect(reading()).toMatchObject({ value: 118, value2: 76, unit: 'mm[Hg]', effectiveAt: now })
    expect(reading('2026-05-01')?.effectiveAt).toEqual(new Date('2026-05-01T12:00:00Z'))
    expect(reading('2026-11-23')?.effectiveAt).toEqual(now)
  })
  it('keep weight of the past apart from weight of today', () => {
    const facts = factsOf('weight', {
      weight: { kind: 'weight', kg: 101 },
      'prior-drugs': choice('zepbound'),
      'current-drug': choice('zepbound'),
      'start-weight': { kind: 'weight', kg: 120 },
    })
    expect(facts.observations.filter(({ code }) => code === '29463-7').map(({ value }) => value)).toEqual([
      101,
    ])
    expect(facts.safetyAnswers.intakeAnswers.startingWeightKg).toBe(120)
  })
  it('take laboratory values only when there are some', () => {
    const labs = { 'has-labs': yes, egfr: { kind: 'number', value: 88 }, hba1c: unknown } as const
    const codes = (given: Record<string, Answer>) =>
      factsOf('weight', given).observations.map(({ code }) => code)
    expect(codes(labs)).toContain('98979-8')
    expect(codes(labs)).not.toContain('4548-4')
    expect(codes({ egfr: { kind: 'number', value: 88 } })).not.toContain('98979-8')
  })
  it('an unknown reading is no reading', () => {
    const { observations } = factsOf('ed', { 'blood-pressure': unknown, 'heart-rate': unknown })
    expect(observations).toEqual([])
  })
})

describe('what was tried', () => {
  it('tells the present drug with its dose, and how it went', () => {
    const facts = factsOf('weight', {
      'prior-drugs': choice('orlistat', 'wegovy'),
      'current-drug': choice('wegovy'),
      'current-dose': { kind: 'number', value: 0.5 },
      'current-weeks': { kind: 'number', value: 6 },
      'last-filled': { kind: 'date', value: '2026-11-01' },
      'days-supply': { kind: 'number', value: 28 },
      'prior-result': choice('good'),
      'prior-side-effects': { kind: 'text', value: 'a bit of nausea' },
    })
    expect(facts.safetyAnswers.priorTherapy).toEqual([
      {
        drug: 'semaglutide',
        current: true,
        doseMg: 0.5,
        weeksAtDose: 6,
        result: 'worked well',
        tolerability: 'a bit of nausea',
        attempts: null,
      },
      { drug: 'orlistat', current: false },
    ])
    expect(facts.medications).toContainEqual({
      text: 'semaglutide',
      dose: '0.5 mg',
      lastFilledOn: '2026-11-01',
      daysSupply: 28,
    })
  })
  it('blames the one used last, not all of them', () => {
    const { safetyAnswers } = factsOf('ed', {
      'prior-drugs': choice('sildenafil', 'tadalafil'),
      'current-drug': choice('none'),
      'last-drug': choice('tadalafil'),
      'prior-result': choice('side-effects'),
      'prior-attempts': { kind: 'number', value: 4 },
    })
    expect(safetyAnswers.priorTherapy).toEqual([
      { drug: 'sildenafil', current: false },
      {
        drug: 'tadalafil',
        current: false,
        result: 'stopped for side effects',
        tolerability: null,
        attempts: 4,
      },
    ])
  })
  it('leaves open whether it is taken now when the patient does not know', () => {
    const given = { 'prior-drugs': choice('sildenafil'), 'current-drug': unknown }
    expect(factsOf('ed', given).safetyAnswers.priorTherapy?.[0]).toMatchObject({
      drug: 'sildenafil',
      current: null,
    })
  })
})

describe('several questions for one fact', () => {
  it('give the engine all their words', () => {
    const given = { 'body-hair': yes, triggers: choice('childbirth', 'surgery') }
    expect(said('hair', given).symptoms).toEqual([
      'eyebrow hair loss, body hair loss',
      'hair loss after childbirth',
      'telogen effluvium trigger: major surgery',
    ])
    expect(
      said('weight', {
        ...female,
        contraception: choice('pill'),
        'pill-name': { kind: 'text', value: 'Yaz' },
      }).contraception,
    ).toEqual(['birth control pill', 'Yaz'])
  })
  it('say no only when none of them said anything else', () => {
    expect(said('hair').symptoms).toBe(false)
    expect(said('hair', { 'body-hair': unknown }).symptoms).toBe('unknown')
    expect(said('hair', { 'body-hair': unknown, triggers: choice('diet') }).symptoms).toBe(
      'telogen effluvium trigger: crash diet',
    )
  })
})

it('keeps the reason in the patient’s own words', () => {
  expect(factsOf('hair', { reason: { kind: 'text', value: 'My crown is thin.' } }).reason).toBe(
    'My crown is thin.',
  )
})
