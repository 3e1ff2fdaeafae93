import { describe, expect, test } from 'vitest'
import type { AllergyFact, Facts, MedicationFact } from '../facts/facts.ts'
import { ask, given, unanswered } from '../testing/ask.ts'
import { missingCodes } from '../types.ts'
import * as logic from './predicates.ts'
import * as question from './questions.ts'

const { has, recorded, familyHas, event, undated, now, severe } = logic
const at = (months: number | null) => (months === null ? 'concept mi' : `concept mi ${months}`)

describe('conditions', () => {
  const none = given('ed')
  const unknown = unanswered('ed', 'conditions')
  test('has: any of the concepts; unknown while nothing was answered', () => {
    expect(ask(has('mi', 'bph'), given('ed', ['concept bph']))).toBe('yes')
    expect(ask(has('mi'), given('ed', ['concept bph']))).toBe('no')
    expect(ask(has('mi'), unknown)).toBe('unknown')
    expect(has('mi', 'bph').names(given('ed', ['concept bph', 'concept bph', 'concept mi']))).toEqual([
      'mi',
      'bph',
    ])
    expect(has('mi').missing).toEqual([])
    expect(has('mi', 'bph').says).toBe('mi / bph')
  })
  test('recorded: absence reads as no', () => {
    expect(ask(recorded('mi'), unknown)).toBe('no')
    expect(ask(recorded('bph', 'mi'), given('ed', ['concept mi']))).toBe('yes')
    expect(ask(recorded('mi'), none)).toBe('no')
  })
  test('of the family', () => {
    expect(ask(familyHas('mi', 'bph'), given('ed', ['relative bph']))).toBe('yes')
    expect(ask(familyHas('mi'), given('ed', ['concept mi']))).toBe('no')
    expect(familyHas('mi').names(given('ed', ['relative mi']))).toEqual(['mi'])
    expect(familyHas('mi').missing).toEqual([])
  })
  test('events in a span: over is exclusive, up to inclusive, without a date unknown', () => {
    const recent = event(['mi'], { upTo: 6 })
    const old = event(['mi'], { over: 6 })
    const between = event(['mi'], { over: 6, upTo: 12 })
    const seen = (part: typeof recent) =>
      [0, 6, 7, 12, 13, null].map((months) => ask(part, given('ed', [at(months)])))
    expect(seen(recent)).toEqual(['yes', 'yes', 'no', 'no', 'no', 'unknown'])
    expect(seen(old)).toEqual(['no', 'no', 'yes', 'yes', 'yes', 'unknown'])
    expect(seen(between)).toEqual(['no', 'no', 'yes', 'yes', 'no', 'unknown'])
    expect(ask(event(['mi'], { over: 0 }), given('ed', [at(0)]))).toBe('no')
    expect(ask(recent, none)).toBe('no')
    expect(ask(recent, unknown)).toBe('unknown')
    expect(ask(recent, given('ed', [at(null), at(3)]))).toBe('yes')
    expect([recent.says, old.says, between.says]).toEqual([
      'mi in the last 6 months',
      'mi more than 6 months ago',
      'mi over 6 and up to 12 months ago',
    ])
    expect(event(['mi'], { over: 0 }).says).toBe('mi more than 0 months ago')
    expect(recent.names(given('ed', [at(3), at(9)], {}))).toEqual(['mi'])
    expect(recent.names(given('ed', [at(9)]))).toEqual([])
    expect(recent.names(none)).toEqual([])
    expect(recent.missing).toEqual(['recentCardiacEvent'])
  })
  test('of unknown date', () => {
    expect(ask(undated('bph', 'mi'), given('ed', [at(null)]))).toBe('yes')
    expect(ask(undated('mi'), given('ed', [at(3)]))).toBe('no')
    expect(ask(undated('mi'), none)).toBe('no')
    expect(undated('mi').names(given('ed', [at(null)]))).toEqual(['mi'])
    expect(undated('mi').names(given('ed', [at(3)]))).toEqual([])
    expect(undated('mi').names(none)).toEqual([])
    expect(undated('mi').missing).toEqual(['recentCardiacEvent'])
  })
  test('now: without a date or in the last month', () => {
    expect([null, 0, 0.9, 1].map((months) => ask(now('mi'), given('ed', [at(months)])))).toEqual([
      'yes',
      'yes',
      'yes',
      'no',
    ])
    expect(ask(now('bph', 'mi'), given('ed', [at(0)]))).toBe('yes')
    expect(ask(now('mi'), none)).toBe('no')
    expect(now('mi').names(given('ed', [at(0)]))).toEqual(['mi'])
    expect(now('mi').names(given('ed', [at(2)]))).toEqual([])
    expect(now('mi').names(none)).toEqual([])
    expect(now('mi').missing).toEqual([])
  })
  test('severe', () => {
    const mild = given('ed', ['concept bph'])
    const [fact] = mild.conditions
    const grave = {
      ...mild,
      byConcept: new Map([['bph', [{ ...fact, match: { ...fact?.match, severity: 'severe' } }]]]),
    } as unknown as Facts
    expect(ask(severe('bph'), mild)).toBe('no')
    expect(ask(severe('mi', 'bph'), grave)).toBe('yes')
    expect(ask(severe('mi'), grave)).toBe('no')
    expect(severe('bph').names(grave)).toEqual(['bph'])
    expect(severe('bph').missing).toEqual([])
  })
})

describe('medicines', () => {
  const { taking, takingIngredient, takingExcept, takingAtLeast, listed } = logic
  const unknown = unanswered('ed', 'medications')
  const list = (...names: string[]) => given('ed', names)
  test('of a class, of an ingredient', () => {
    expect(ask(taking('SSRI', 'SNRI'), list('takes SNRI'))).toBe('yes')
    expect(ask(taking('SSRI'), list('takes SNRI'))).toBe('no')
    expect(ask(taking('SSRI'), unknown)).toBe('unknown')
    expect(ask(listed(taking('SSRI')), unknown)).toBe('no')
    expect(ask(listed(taking('SSRI')), list('takes SSRI'))).toBe('yes')
    expect(ask(takingIngredient('a', 'lithium'), list('ingredient lithium'))).toBe('yes')
    expect(ask(takingIngredient('lithium'), list())).toBe('no')
    expect(ask(takingIngredient('lithium'), unknown)).toBe('unknown')
    for (const part of [
      taking('SSRI'),
      takingIngredient('lithium'),
      takingExcept(['SSRI'], []),
      takingAtLeast(2, 'SSRI'),
    ])
      expect(part.missing).toEqual(['medicationList'])
  })
  test('are named, each once, with when they were stopped', () => {
    expect(taking('SSRI', 'SNRI').names(list('takes SNRI', 'takes SSRI', 'takes SSRI'))).toEqual([
      'SSRI',
      'SNRI',
    ])
    expect(taking('SSRI').names(list('takes SNRI'))).toEqual([])
    const stopped = (stoppedDaysAgo: number | null) => {
      const facts = list('takes SSRI')
      const [fact] = facts.medications as [MedicationFact]
      return taking('SSRI').names({
        ...facts,
        byClass: new Map([['SSRI', [{ ...fact, active: false, stoppedDaysAgo }]]]),
      })
    }
    expect(stopped(5)).toEqual(['SSRI, stopped 5 days ago'])
    expect(stopped(null)).toEqual(['SSRI, stopped at an unknown date'])
  })
  const combined = (...names: string[]): Facts => {
    const facts = list('ingredient fluvoxamine')
    const [fact] = facts.medications as [MedicationFact]
    const one: MedicationFact = {
      ...fact,
      match: { ...fact.match, ingredients: names.map((name) => ({ rxcui: null, name })) },
    }
    return { ...facts, medications: [one], byClass: new Map([['SSRI', [one]]]) }
  }
  const present = (part: logic.Predicate, facts: Facts) => ['no', 'yes', 'unknown'][part.test(facts)]
  test('of a class, some left out', () => {
    const part = takingExcept(['SSRI'], ['fluvoxamine'])
    expect(present(part, combined('sertraline'))).toBe('yes')
    expect(present(part, combined('fluvoxamine'))).toBe('no')
    expect(present(part, combined('sertraline', 'fluvoxamine'))).toBe('no')
    expect(ask(part, list('takes SSRI'))).toBe('yes')
    expect(ask(part, list())).toBe('no')
    expect(ask(part, unknown)).toBe('unknown')
    expect(part.names(combined('sertraline'))).toEqual(['fluvoxamine'])
    expect(part.names(combined('fluvoxamine'))).toEqual([])
    expect(part.names(combined('fluvoxamine', 'sertraline'))).toEqual([])
    expect(taking('SSRI').names(combined('fluvoxamine'))).toEqual(['fluvoxamine'])
    expect(takingExcept(['SSRI'], ['a', 'b']).says).toBe('takes SSRI (not a, b)')
  })
  test('at least so many different ones', () => {
    const part = takingAtLeast(2, 'SSRI', 'SNRI')
    expect(present(part, combined('sertraline', 'citalopram'))).toBe('yes')
    expect(present(part, combined('sertraline', 'sertraline'))).toBe('no')
    expect(present(part, combined('sertraline'))).toBe('no')
    expect(ask(part, unknown)).toBe('unknown')
    expect(part.says).toBe('takes at least 2 of SSRI / SNRI')
  })
})

describe('the person', () => {
  test('sex', () => {
    const neither = given('ed', [], { sex: null })
    expect(['ed', 'hairWoman'].map((base) => ask(logic.female, given(base as 'ed')))).toEqual(['no', 'yes'])
    expect(['ed', 'hairWoman'].map((base) => ask(logic.male, given(base as 'ed')))).toEqual(['yes', 'no'])
    expect([ask(logic.female, neither), ask(logic.male, neither)]).toEqual(['unknown', 'unknown'])
    expect([logic.female.names(neither), logic.male.names(neither)]).toEqual([['female'], ['male']])
    expect([logic.female.missing, logic.male.missing]).toEqual([['sexAtBirth'], ['sexAtBirth']])
  })
  test.each([
    ['<', ['yes', 'no', 'no']],
    ['<=', ['yes', 'yes', 'no']],
    ['>', ['no', 'no', 'yes']],
    ['>=', ['no', 'yes', 'yes']],
  ] as const)('a measurement %s a limit', (how, wanted) => {
    const part = logic.age(how, 51)
    expect([50, 51, 52].map((age) => ask(part, given('ed', [], { age })))).toEqual(wanted)
    expect(ask(part, given('ed', [], { age: null }))).toBe('unknown')
    expect(part.says).toBe(`age ${how} 51 years`)
    expect(part.names(given('ed'))).toEqual(['age 40 years'])
  })
  test('a key tells which limit is passed, and which cannot be compared', () => {
    const part = logic.age('>=', 53)
    const holds = (age: number | null) => {
      const facts = given('ed', [], { age })
      const keys = logic.measuredKeys(facts)
      return [keys.includes('m:age >= 53 years'), keys.includes('u:age >= 53 years')]
    }
    expect(part.keys).toHaveLength(2)
    expect(part.yesKeys).toHaveLength(1)
    expect([52, 53, null].map(holds)).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ])
  })
  test.each([
    [logic.bmi('>', 1), { bmi: 30 }, 'BMI 30 kg/m²', 'heightWeight'],
    [logic.systolic('>', 1), { systolic: 120 }, 'systolic 120 mmHg', 'bloodPressure'],
    [logic.diastolic('>', 1), { diastolic: 80 }, 'diastolic 80 mmHg', 'bloodPressure'],
    [logic.heartRate('>', 1), { heartRate: 70 }, 'resting heart rate 70 /min', 'heartRate'],
    [logic.eGFR('>', 1), { eGFR: 90 }, 'eGFR 90 mL/min/1.73 m²', 'eGFR'],
    [logic.creatinineClearance('>', 1), { creatinineClearance: 55, eGFR: 90 }, 'CrCl/eGFR 55 mL/min', 'eGFR'],
    [
      logic.creatinineClearance('>', 1),
      { creatinineClearance: null, eGFR: 90 },
      'CrCl/eGFR 90 mL/min',
      'eGFR',
    ],
    [logic.age('>', 1), { age: 50 }, 'age 50 years', 'age'],
  ] as const)('%o', (part, values, name, missing) => {
    expect(part.names(given('ed', [], values))).toEqual([name])
    expect(part.missing).toEqual([missing])
    expect(ask(part, given('ed', [], values))).toBe('yes')
  })
  test.each([
    ['hba1c', '', ['hba1c']],
    ['potassium', ' mmol/L', ['potassium']],
    ['bicarbonate', ' mmol/L', ['bicarbonate']],
    ['psa', ' ng/mL', ['psa']],
    ['testosterone', '', ['testosterone']],
    ['alt', ' U/L', ['liverStatus']],
    ['calcitonin', ' pg/mL', []],
    ['tsh', ' mIU/L', []],
    ['inr', '', []],
  ] as const)('laboratory value %s', (name, unit, missing) => {
    const part = logic.lab(name, '>', 1)
    expect(part.says).toBe(`${name} > 1${unit}`)
    expect(part.missing).toEqual(missing)
    const facts = given('ed')
    expect(ask(part, { ...facts, labs: { ...facts.labs, [name]: 2 } })).toBe('yes')
    expect(part.names({ ...facts, labs: { ...facts.labs, [name]: 2 } })).toEqual([`${name} 2${unit}`])
    expect(ask(part, { ...facts, labs: { ...facts.labs, [name]: null } })).toBe('unknown')
  })
  test.each([
    ['familyHistoryMTC', 'medullary thyroid cancer or MEN 2 (self or family)', ['familyHistoryMTC']],
    ['pancreatitisHistory', 'history of pancreatitis', ['pancreatitisHistory']],
    ['opioidUse', 'opioid use', ['opioidUse']],
    ['seizureHistory', 'seizure history', ['seizureHistory']],
    ['maoi', 'MAOI or linezolid in the last 14 days', ['maoiUse14d']],
    ['nitrateUse', 'nitrate use', ['nitrateUse']],
    ['recreationalNitrites', 'recreational nitrites', ['recreationalNitrites']],
    ['recentCardiacEvent', 'recent cardiac event', ['recentCardiacEvent']],
    ['partnerPregnant', 'pregnant partner', []],
    ['sexualDysfunction', 'existing sexual dysfunction', []],
    ['dizziness', 'dizziness', []],
    ['sexInadvisable', 'sexual activity judged inadvisable', []],
  ] as const)('the answer %s', (key, label, missing) => {
    const facts = given('ed')
    const answered = (value: 0 | 1 | 2) => ({ ...facts, answers: { ...facts.answers, [key]: value } })
    const part = logic.answered(key)
    expect(([0, 1, 2] as const).map((value) => ask(part, answered(value)))).toEqual(['no', 'yes', 'unknown'])
    expect(([0, 1, 2] as const).map((value) => ask(logic.saysYes(key), answered(value)))).toEqual([
      'no',
      'yes',
      'no',
    ])
    expect(part.says).toBe(`answers yes: ${label}`)
    expect(part.names(facts)).toEqual([`intake: ${label}`])
    expect(part.missing).toEqual(missing)
  })
  test.each([
    [logic.pregnant, 'pregnant', ['pregnancyStatus'], ['pregnant']],
    [logic.breastfeeding, 'breastfeeding', ['breastfeedingStatus'], ['breastfeeding']],
    [logic.wocbp, 'wocbp', ['age', 'sexAtBirth'], ['childbearing potential']],
    [logic.dialysis, 'dialysis', [], []],
  ] as const)('%o: the state as it is', (part, state, missing, names) => {
    expect(
      ([0, 1, 2] as const).map((value) => ask(part, given('hairWoman', [], { [state]: value }))),
    ).toEqual(['no', 'yes', 'unknown'])
    expect(part.missing).toEqual(missing)
    expect(part.names(given('hairWoman'))).toEqual(names)
  })
  test('a recorded pregnancy or dialysis is named', () => {
    expect(logic.pregnant.names(given('hairWoman', ['concept pregnancy']))).toEqual(['pregnant', 'pregnancy'])
    expect(logic.dialysis.names(given('ed', ['concept dialysis']))).toEqual(['dialysis'])
  })
  test('the liver by its class', () => {
    const part = logic.childPugh('A', 'B')
    const band = (hepatic: Facts['hepatic'], conditionsKnown = true) =>
      given('ed', [], { hepatic, conditionsKnown })
    expect((['A', 'B', 'C', 'none', 'unknown'] as const).map((one) => ask(part, band(one)))).toEqual([
      'yes',
      'yes',
      'no',
      'no',
      'unknown',
    ])
    expect(part.test(band('none', false))).toBe(2)
    expect([part.says, part.missing, part.names(band('B'))]).toEqual([
      'Child-Pugh A/B',
      ['childPugh'],
      ['Child-Pugh B'],
    ])
    expect(ask(logic.childPughUnknown, band('unknown'))).toBe('yes')
    expect(ask(logic.childPughUnknown, band('A'))).toBe('no')
    expect(logic.childPughUnknown.missing).toEqual(['childPugh'])
    expect(
      logic.childPughUnknown.names(given('ed', ['concept hepatic-failure', 'concept cirrhosis'])),
    ).toEqual(['cirrhosis', 'hepatic-failure'])
    expect(logic.childPughUnknown.names(given('ed'))).toEqual([])
  })
})

describe('allergies', () => {
  const { allergicTo } = question
  const none = given('ed')
  const to = (
    fact: Partial<Omit<AllergyFact, 'match'>> & { match?: Partial<AllergyFact['match']> },
  ): Facts => {
    const [plain] = given('ed', ['allergic ingredient sildenafil']).allergies as [AllergyFact]
    return { ...none, allergies: [{ ...plain, ...fact, match: { ...plain.match, ...fact.match } }] }
  }
  const named = (...names: string[]) => names.map((name) => ({ rxcui: null, name }))
  const pill = { ingredients: ['sildenafil', 'tadalafil'] }
  test('by ingredient, class and excipient', () => {
    expect(ask(allergicTo(pill), to({}))).toBe('yes')
    expect(ask(allergicTo(pill), to({ match: { ingredients: named('aspirin') } }))).toBe('no')
    expect(ask(allergicTo({ classes: ['nsaid', 'pde5'] }), to({ match: { classes: ['pde5'] } }))).toBe('yes')
    expect(ask(allergicTo({ classes: ['nsaid'] }), to({ match: { classes: ['pde5'] } }))).toBe('no')
    expect(ask(allergicTo({ excipients: ['soy'] }), to({ match: { excipients: ['soy'] } }))).toBe('yes')
    expect(ask(allergicTo({ excipients: ['soy'] }), to({ match: { excipients: ['dye'] } }))).toBe('no')
    expect(ask(allergicTo(pill), none)).toBe('no')
    expect(ask(allergicTo(pill), unanswered('ed', 'allergies'))).toBe('unknown')
    expect(allergicTo(pill).missing).toEqual(['allergyList'])
  })
  test('but not to what is left out, when nothing else is named', () => {
    const part = allergicTo({ classes: ['sulfonamide-antibiotic'], except: ['sulfasalazine'] })
    const sulfa = (...names: string[]) =>
      to({ match: { classes: ['sulfonamide-antibiotic'], ingredients: named(...names) } })
    expect(ask(part, sulfa('sulfasalazine'))).toBe('no')
    expect(ask(part, sulfa())).toBe('yes')
    expect(ask(part, sulfa('sulfasalazine', 'sulfadiazine'))).toBe('yes')
  })
  test('by the kind of reaction', () => {
    const kinds = (fact: AllergyFact['kind']) =>
      (['allergy', 'intolerance', 'any'] as const).map((wanted) =>
        ask(allergicTo(pill, wanted), to({ kind: fact })),
      )
    expect(kinds('allergy')).toEqual(['yes', 'no', 'yes'])
    expect(kinds('probable')).toEqual(['yes', 'no', 'yes'])
    expect(kinds('intolerance')).toEqual(['no', 'yes', 'yes'])
    const serious = (severity: AllergyFact['match']['severity']) =>
      ask(allergicTo(pill, 'serious'), to({ match: { severity } }))
    expect((['anaphylaxis', 'angioedema', 'mild', 'unknown'] as const).map(serious)).toEqual([
      'yes',
      'yes',
      'no',
      'no',
    ])
  })
  test('in words', () => {
    expect(allergicTo(pill).says).toBe('allergy to sildenafil / tadalafil')
    expect(allergicTo({ classes: ['pde5'] }, 'intolerance').says).toBe('intolerance of pde5')
    expect(allergicTo({ excipients: ['soy'] }, 'serious').says).toBe('anaphylaxis or angioedema with soy')
    const facts = to({})
    const twice = {
      ...facts,
      allergies: [
        ...facts.allergies,
        ...facts.allergies,
        ...to({ match: { ingredients: named('x') }, label: 'x' }).allergies,
      ],
    }
    expect(allergicTo(pill).names(twice)).toEqual(['allergy: sildenafil'])
    expect(allergicTo(pill).names(to({ kind: 'intolerance' }))).toEqual([])
  })
})

test('what is missing is a code of the formulary', () => {
  for (const part of [
    question.item9Positive,
    question.scoffPositive,
    question.auditPositive,
    question.heavyAlcohol,
  ])
    expect(part.missing.every((code) => missingCodes.includes(code)) && part.missing.length > 0).toBe(true)
})
