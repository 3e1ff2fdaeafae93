import { describe, expect, test } from 'vitest'
import { prepareFacts } from '../facts/prepare.ts'
import { type BaseName, type Change, person, today } from '../testing/people.ts'
import { factsWith } from '../testing/plain-facts.ts'
import { type CaseInput, type Category, type MissingCode, missingCodes } from '../types.ts'
import { drugsOf } from './drugs/index.ts'
import { coreRequired, dataOf, factNames, inOrder, questions } from './requirements.ts'

/** "R age: all", "A bicarbonate: phentermine_topiramate": what is open, and for which drugs. */
function open(facts: Parameters<typeof dataOf>[0]): readonly string[] {
  const drugs = drugsOf[facts.category]
  const found = new Map<string, string[]>()
  dataOf(facts).forEach(({ required, advised }, place) => {
    const id = drugs[place]?.id ?? ''
    for (const code of required) found.set(`R ${code}`, [...(found.get(`R ${code}`) ?? []), id])
    for (const code of advised) found.set(`A ${code}`, [...(found.get(`A ${code}`) ?? []), id])
  })
  return [...found].map(([need, ids]) => `${need}: ${ids.length === drugs.length ? 'all' : ids.join(' ')}`)
}
const openFor = (base: BaseName, change: Change = {}) => open(prepareFacts(person(base, change), today, {}))
const bare = (category: Category, sex: 'male' | 'female') =>
  open(prepareFacts({ category, patient: { sex } } as CaseInput, today, {}))

const incretins = 'semaglutide_sc semaglutide_po tirzepatide liraglutide orforglipron'
const stimulants = 'phentermine phentermine_topiramate naltrexone_bupropion'
const weight = [
  'R age: all',
  'R medicationList: all',
  'R allergyList: all',
  'R heightWeight: all',
  'R eatingDisorderScreen: all',
  'R suicidalityScreen: all',
  'R pancreatitisHistory: all',
  `R familyHistoryMTC: ${incretins}`,
  `A eGFR: ${incretins} ${stimulants} orlistat`,
  'A liverStatus: all',
  'A hba1c: all',
  'A plannedSurgery: all',
  `A bloodPressure: ${incretins} orlistat metformin`,
  `R bloodPressure: ${stimulants}`,
  `R heartRate: ${stimulants}`,
  `R maoiUse14d: ${stimulants}`,
  'A bicarbonate: phentermine_topiramate',
  'R opioidUse: naltrexone_bupropion',
  'R seizureHistory: naltrexone_bupropion',
  'R alcoholUse: naltrexone_bupropion',
  'R eGFR: metformin',
]
const hair = [
  'R age: all',
  'R medicationList: all',
  'R allergyList: all',
  'R suicidalityScreen: finasteride dutasteride',
  'R hairLossPattern: all',
  'R symptomDuration: all',
  'R scalpPhoto: all',
  'A eGFR: finasteride dutasteride minoxidil_topical minoxidil_oral ketoconazole_shampoo',
  'A liverStatus: all',
  'R bloodPressure: minoxidil_oral spironolactone',
  'R heartRate: minoxidil_oral',
  'R potassium: spironolactone',
  'R eGFR: spironolactone',
]
const woman = ['R pregnancyStatus: all', 'R breastfeedingStatus: all']

describe('what a case without answers needs (formulary §0.4, review B29)', () => {
  test.each([
    ['weight', 'male', weight],
    ['weight', 'female', [...weight, ...woman, 'R contraception: phentermine_topiramate']],
    [
      'ed',
      'male',
      [
        'R age: all',
        'R medicationList: all',
        'R allergyList: all',
        'R bloodPressure: all',
        'R nitrateUse: all',
        'R recreationalNitrites: all',
        'R recentCardiacEvent: all',
        'R exerciseTolerance: all',
        'A eGFR: all',
        'A liverStatus: all',
        'A shimScore: all',
        'A testosterone: all',
        'A hba1c: all',
        'A symptomDuration: all',
      ],
    ],
    ['hair', 'male', hair],
    ['hair', 'female', [...hair, ...woman, 'R contraception: spironolactone']],
  ] as const)('%s, %s', (category, sex, wanted) => {
    expect(bare(category, sex).toSorted()).toEqual(wanted.toSorted())
  })

  test('a complete case needs nothing, and only what was not answered is open', () => {
    expect(openFor('ed')).toEqual([])
    expect(openFor('weightMan', { answers: { scoff: null } })).toEqual(['R eatingDisorderScreen: all'])
    expect(openFor('weightMan', { patient: { sex: null } })).toContain('R sexAtBirth: all')
  })
})

describe('another fact may settle a question', () => {
  const complete = prepareFacts(person('ed'), today, {})
  test.each([
    [
      'weightMan',
      { scoff: null },
      'eatingDisorderScreen',
      ['concept anorexia-bulimia', 'concept eating-disorder-unspecified'],
    ],
    [
      'weightMan',
      { phq2: null, phq9Item9: null },
      'suicidalityScreen',
      ['concept suicidality-active', 'score phq9 0', 'score phq2 2', 'score phq9Item9 0'],
    ],
    [
      'weightMan',
      { pancreatitisHistory: null },
      'pancreatitisHistory',
      ['concept pancreatitis-history', 'concept pancreatitis-acute', 'answer pancreatitisHistory'],
    ],
    [
      'weightMan',
      { familyHistoryMTC: null },
      'familyHistoryMTC',
      ['relative mtc-men2', 'concept mtc-men2', 'answer familyHistoryMTC'],
    ],
    ['weightMan', { plannedSurgery: null }, 'plannedSurgery', ['concept planned-surgery']],
    ['weightMan', { maoiLast14Days: null }, 'maoiUse14d', ['takes MAOI', 'answer maoi']],
    ['weightMan', { opioidUse: null }, 'opioidUse', ['takes OPIOID', 'answer opioidUse']],
    ['weightMan', { seizureHistory: null }, 'seizureHistory', ['concept seizure', 'answer seizureHistory']],
    ['weightMan', { alcoholUse: null }, 'alcoholUse', ['concept alcohol-use-disorder']],
    ['ed', { nitrateUse: null }, 'nitrateUse', ['takes NITRATE', 'answer nitrateUse']],
    [
      'ed',
      { recreationalNitrites: null },
      'recreationalNitrites',
      ['takes NITRITE', 'answer recreationalNitrites'],
    ],
    ['ed', { recentCardiacEvent: null }, 'recentCardiacEvent', ['answer recentCardiacEvent']],
  ] as const)('%s %o: %s by %o', (base, answers, code, settled) => {
    const unanswered = person(base, { answers })
    const asks = (names: readonly string[]) =>
      open(factsWith(unanswered, names)).some((need) => need.slice(2).startsWith(`${code}:`))
    expect(asks([])).toBe(true)
    for (const name of settled) expect([name, asks([name])]).toEqual([name, false])
  })

  test('a score that asks for more does not', () => {
    const unanswered = person('weightMan', { answers: { phq2: null, phq9Item9: null } })
    expect(open(factsWith(unanswered, ['score phq2 3']))).toContain('R suicidalityScreen: all')
    expect(open(factsWith(unanswered, ['score phq9 1']))).toContain('R suicidalityScreen: all')
  })

  test.each(['liver-disease', 'hepatitis', 'cirrhosis', 'hepatic-failure', 'masld', 'mash'])(
    'the liver is known by %s',
    (concept) => {
      const unanswered: CaseInput = {
        ...person('ed'),
        patient: { ...person('ed').patient, labs: { hba1c: 5, testosterone: 400 } },
      }
      expect(open(factsWith(unanswered, []))).toEqual(['A liverStatus: all'])
      expect(
        open(factsWith(unanswered, [`concept ${concept}`])).filter((need) => need.includes('liver')),
      ).toEqual([])
    },
  )
  test.each(['liverStatus', 'liverDisease'])('and by the answer %s, unless it is empty', (key) => {
    const noLabs = (value: string) =>
      openFor('ed', { answers: { [key]: value }, patient: { labs: { hba1c: 5, testosterone: 400 } } })
    expect(noLabs('none')).toEqual([])
    expect(noLabs('')).toEqual(['A liverStatus: all'])
  })

  test('a blood pressure needs both numbers and no more than six months', () => {
    expect(openFor('ed', { patient: { systolic: null } })).toEqual(['R bloodPressure: all'])
    expect(openFor('ed', { patient: { diastolic: null } })).toEqual(['R bloodPressure: all'])
    expect(open({ ...complete, answers: { ...complete.answers, bloodPressureMonthsOld: 6 } })).toEqual([])
    expect(open({ ...complete, answers: { ...complete.answers, bloodPressureMonthsOld: 7 } })).toEqual([
      'R bloodPressure: all',
    ])
  })
})

describe('kidneys', () => {
  test('the figure is known by an eGFR or a creatinine, not by a coded stage', () => {
    const without = { patient: { eGFR: null } }
    expect(openFor('ed', without)).toEqual(['A eGFR: all'])
    expect(openFor('ed', { patient: { eGFR: undefined } })).toEqual(['A eGFR: all'])
    expect(openFor('ed', { ...without, labs: { creatinine: 1 } })).toEqual([])
    expect(openFor('ed', { ...without, conditions: [{ code: 'N18.31' }] })).toEqual(['A eGFR: all'])
  })

  test('disease of unknown stage: whatever has a renal limit waits for the figure', () => {
    const kidneys = (...conditions: NonNullable<Change['conditions']>[number][]) =>
      openFor('ed', { patient: { eGFR: null }, conditions }).includes('R eGFR: all')
    expect(kidneys('chronic kidney disease')).toBe(true)
    expect(kidneys({ code: 'N18.9' })).toBe(true)
    for (const known of [
      'CKD stage 1',
      'CKD stage 2',
      'CKD stage II',
      'CKD stage2',
      'CKD 2',
      'CKD-1',
      'CKD2',
      'CKD stage 3',
    ])
      expect([known, kidneys(known)]).toEqual([known, false])
    for (const code of ['N18.1', 'N18.2', 'N18.4', 'N18.5'])
      expect([code, kidneys({ code })]).toEqual([code, false])
    expect(kidneys('chronic kidney disease', 'CKD stage 2')).toBe(true)
    const need = openFor('weightMan', { patient: { eGFR: null }, conditions: ['chronic kidney disease'] })
    expect(need).toContain(`R eGFR: ${stimulants} metformin`)
    const scalp = openFor('hairMan', { patient: { eGFR: null }, conditions: ['chronic kidney disease'] })
    expect(scalp).toContain('R eGFR: minoxidil_oral spironolactone')
  })
  test.each(['ckd-3', 'ckd-4', 'ckd-5', 'dialysis'])('%s beside an unstaged entry is a stage', (stage) => {
    const unmeasured = person('ed', { patient: { eGFR: null } })
    expect(open(factsWith(unmeasured, ['concept ckd']))).toContain('R eGFR: all')
    expect(open(factsWith(unmeasured, ['concept ckd', `concept ${stage}`]))).not.toContain('R eGFR: all')
  })

  const noPotassium = (change: Change, names: readonly string[] = []) => {
    const base = person('hairWoman', change)
    return open(factsWith({ ...base, patient: { ...base.patient, labs: { alt: 20 } } }, names))
  }
  test('potassium and kidney function are required of spironolactone with a risk, else advised', () => {
    const advised = ['A potassium: spironolactone']
    const required = ['R potassium: spironolactone']
    expect(noPotassium({})).toEqual(advised)
    expect(noPotassium({ patient: { age: 44 } })).toEqual(advised)
    expect(noPotassium({ patient: { age: 45 } })).toEqual(required)
    expect(noPotassium({ patient: { eGFR: 60 } })).toEqual(advised)
    expect(noPotassium({ patient: { eGFR: 59 } })).toEqual(required)
    expect(noPotassium({ patient: { eGFR: null } })).toEqual(['A eGFR: all', 'A potassium: spironolactone'])
    expect(noPotassium({ patient: { age: 45, eGFR: null } })).toContain('R eGFR: spironolactone')
    expect(noPotassium({ patient: { age: null } })).toContain('R potassium: spironolactone')
  })
  test.each([
    'concept hypertension',
    'concept t1dm',
    'concept t2dm',
    'concept diabetes-unspecified',
    'concept ckd',
    'concept ckd-3',
    'concept ckd-4',
    'concept ckd-5',
    'concept dialysis',
    'takes K_RAISING',
    'takes K_SUPPLEMENT',
    'takes K_SPARING',
    'takes ACEI_ARB',
    'takes TRIMETHOPRIM',
    'takes CALCINEURIN_INH',
    'takes NSAID',
    'takes HEPARIN',
    'takes DROSPIRENONE',
  ])('a risk: %s', (name) => {
    expect(noPotassium({}, [name])).toEqual(['R potassium: spironolactone'])
  })
})

test('an eye examination is advised with diabetic retinopathy, and an answer gives it', () => {
  for (const concept of ['diabetic-retinopathy', 'diabetic-retinopathy-proliferative'])
    expect(open(factsWith('weightMan', [`concept ${concept}`]))).toEqual([`A eyeExam: ${incretins}`])
  for (const key of ['eyeExam', 'lastEyeExam', 'eyeExamDate'])
    expect(
      open(factsWith(person('weightMan', { answers: { [key]: 'May' } }), ['concept diabetic-retinopathy'])),
    ).toEqual([])
})

test('a PSA is advised to men of 45 before a 5-alpha-reductase inhibitor', () => {
  const advised = ['A psa: finasteride dutasteride']
  expect(openFor('hairMan', { patient: { age: 44 } })).toEqual([])
  expect(openFor('hairMan', { patient: { age: 45 } })).toEqual(advised)
  expect(openFor('hairMan', { patient: { age: 45 }, labs: { psa: 1 } })).toEqual([])
  expect(openFor('hairWoman', { patient: { age: 45 } })).toEqual([])
  expect(openFor('hairMan', { patient: { age: null } })).toEqual(['R age: all'])
})

test('a woman of unknown childbearing potential is asked as one who has it, a man never', () => {
  const gone = { pregnant: null, breastfeeding: null, age: null } as const
  const asked = openFor('weightWoman', {
    patient: gone,
    answers: { pregnancyTest: null, contraception: null, periods: null },
  })
  expect(asked).toContain('R pregnancyStatus: all')
  expect(asked).toContain('R contraception: phentermine_topiramate')
  expect(openFor('weightMan', { patient: { age: null } })).toEqual(['R age: all'])
})

describe('completeness', () => {
  test('counts what is known among what applies', () => {
    const [first] = dataOf(prepareFacts(person('ed'), today, {}))
    expect(first).toEqual({ required: [], advised: [], known: 15, total: 15 })
    const [less] = dataOf(
      prepareFacts(person('ed', { answers: { shim: null, nitrateUse: null } }), today, {}),
    )
    expect(less).toEqual({ required: ['nitrateUse'], advised: ['shimScore'], known: 13, total: 15 })
  })
  test('codes come in the order of the formulary, each once', () => {
    const all: readonly MissingCode[] = missingCodes
    expect(inOrder([...all].reverse())).toEqual(all)
    expect(inOrder([...all, ...all])).toEqual(all)
    for (const [place, code] of all.entries()) {
      expect(inOrder([code])).toEqual([code])
      expect(inOrder([all.at(-1) ?? code, code])).toEqual(
        place === all.length - 1 ? [code] : [code, all.at(-1)],
      )
    }
    expect(inOrder([])).toEqual([])
  })
  test('every code has its question', () => {
    for (const code of missingCodes) expect([code, (questions[code] ?? '').length > 10]).toEqual([code, true])
    expect(new Set(Object.values(questions)).size).toBe(missingCodes.length)
  })
  test('what a category needs whatever becomes of its drugs', () => {
    expect(inOrder([...coreRequired])).toEqual([
      'heightWeight',
      'age',
      'sexAtBirth',
      'pregnancyStatus',
      'breastfeedingStatus',
      'bloodPressure',
      'medicationList',
      'allergyList',
      'nitrateUse',
      'recreationalNitrites',
      'recentCardiacEvent',
      'exerciseTolerance',
      'familyHistoryMTC',
      'pancreatitisHistory',
      'eatingDisorderScreen',
      'suicidalityScreen',
      'hairLossPattern',
      'scalpPhoto',
      'symptomDuration',
    ])
  })
})

test('every fact has a name in words, not its code', () => {
  expect(Object.keys(factNames)).toEqual(missingCodes)
  const plain: readonly string[] = [
    'eGFR',
    'age',
    'contraception',
    'potassium',
    'bicarbonate',
    'testosterone',
  ]
  expect(missingCodes.filter((code) => factNames[code] === code && !plain.includes(code))).toEqual([])
})
