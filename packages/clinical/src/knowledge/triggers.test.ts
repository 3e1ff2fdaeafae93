import { describe, expect, test } from 'vitest'
import type { ConditionFact, Facts, MedicationFact, TherapyFact } from '../facts/facts.ts'
import { muchGrapefruit } from '../knowledge/medicine-triggers.ts'
import { NO, UNKNOWN, YES } from '../logic/tri.ts'
import { ask, given, unanswered } from '../testing/ask.ts'
import * as trigger from './triggers.ts'

const told = (
  concept: string,
  part: Partial<ConditionFact>,
  match: Partial<ConditionFact['match']> = {},
): Facts => {
  const facts = given('ed', [`concept ${concept}`])
  const [fact] = facts.conditions as [ConditionFact]
  const changed = { ...fact, ...part, match: { ...fact.match, ...match } }
  return { ...facts, conditions: [changed], byConcept: new Map([[concept, [changed]]]) as Facts['byConcept'] }
}
const unknown = unanswered('ed', 'conditions', 'medications')
const none = given('ed')

describe('mind', () => {
  test('depression is recorded, or a PHQ-9 of ten', () => {
    expect(ask(trigger.depressed, given('ed', ['concept depression']))).toBe('yes')
    expect(ask(trigger.depressed, given('ed', ['score phq9 10']))).toBe('yes')
    expect(ask(trigger.depressed, given('ed', ['score phq9 9']))).toBe('no')
  })
})

describe('heart', () => {
  test('exercise', () => {
    const answers = (['good', 'limited', 'symptomatic', 'symptoms_at_rest', 'unknown'] as const).map(
      (exercise) => given('ed', [], { exercise }),
    )
    expect(answers.map((facts) => ask(trigger.exertionalRest, facts))).toEqual([
      'no',
      'no',
      'no',
      'yes',
      'no',
    ])
    expect(answers.map((facts) => ask(trigger.exertionalSymptoms, facts))).toEqual([
      'no',
      'no',
      'yes',
      'yes',
      'unknown',
    ])
    expect(answers.map((facts) => ask(trigger.exerciseLimited, facts))).toEqual([
      'no',
      'yes',
      'no',
      'no',
      'no',
    ])
    expect(trigger.exertionalSymptoms.missing).toEqual(['exerciseTolerance'])
    expect(trigger.exerciseLimited.missing).toEqual(['exerciseTolerance'])
    for (const part of [trigger.exertionalRest, trigger.exertionalSymptoms, trigger.exerciseLimited]) {
      expect(part.names(none)).toHaveLength(1)
      expect(part.names(none)[0]).toMatch(/exercise|climbing/)
    }
  })
  test('unstable angina counts for six months, and without a date', () => {
    const at = (monthsAgo: number | null) => told('unstable-angina', { monthsAgo })
    expect([null, 0, 6, 7].map((months) => ask(trigger.unstableAngina, at(months)))).toEqual([
      'yes',
      'yes',
      'yes',
      'no',
    ])
    expect([null, 6, 7].map((months) => trigger.unstableAngina.names(at(months)).length)).toEqual([1, 1, 0])
    expect(ask(trigger.unstableAngina, unknown)).toBe('unknown')
  })
  test('an undated event is old only when a recent one is denied', () => {
    const event = (monthsAgo: number | null, recentCardiacEvent: 0 | 1 | 2): Facts => {
      const facts = told('mi', { monthsAgo })
      return { ...facts, answers: { ...facts.answers, recentCardiacEvent } }
    }
    const old = trigger.oldEvent('mi')
    const open = trigger.undatedEvent('mi')
    expect(([YES, NO, UNKNOWN] as const).map((said) => old.test(event(null, said)))).toEqual([NO, YES, NO])
    expect(([YES, NO, UNKNOWN] as const).map((said) => open.test(event(null, said)))).toEqual([YES, NO, YES])
    expect([6, 7].map((months) => old.test(event(months, UNKNOWN)))).toEqual([NO, YES])
    expect(open.test(event(7, UNKNOWN))).toBe(NO)
  })
  test('heart failure by its class', () => {
    const failing = (nyha: number | null) => ({ ...given('ed', ['concept heart-failure']), nyha })
    const part = trigger.nyha(2, 3)
    expect([1, 2, 3, 4, null].map((nyha) => ask(part, failing(nyha)))).toEqual([
      'no',
      'yes',
      'yes',
      'no',
      'unknown',
    ])
    expect(ask(part, { ...none, nyha: 2 })).toBe('no')
    expect(ask(part, unknown)).toBe('unknown')
    expect([part.says, part.missing, part.names(failing(2))]).toEqual([
      'heart failure, NYHA 2/3',
      ['nyhaClass'],
      ['heart-failure'],
    ])
    expect([2, null].map((nyha) => ask(trigger.nyhaUnknown, failing(nyha)))).toEqual(['no', 'yes'])
    expect(ask(trigger.nyhaUnknown, none)).toBe('no')
    expect([trigger.nyhaUnknown.missing, trigger.nyhaUnknown.names(failing(2))]).toEqual([
      ['nyhaClass'],
      ['heart-failure'],
    ])
  })
  test('old heart failure: every entry dated over six months ago', () => {
    const entries = (...months: (number | null)[]) =>
      given(
        'ed',
        months.map((one) => (one === null ? 'concept heart-failure' : `concept heart-failure ${one}`)),
      )
    const old = (...months: (number | null)[]) => trigger.heartFailureOld.test(entries(...months)) === YES
    expect([old(), old(6), old(7), old(null), old(7, 8), old(7, 3), old(7, null)]).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
      false,
    ])
  })
  test('blood pressure of either number', () => {
    const part = trigger.bpAtLeast(160, 100)
    const read = (systolic: number | null, diastolic: number | null) =>
      ask(part, given('ed', [], { systolic, diastolic }))
    expect([read(160, 80), read(159, 99), read(120, 100), read(null, 100), read(null, 80)]).toEqual([
      'yes',
      'no',
      'yes',
      'yes',
      'unknown',
    ])
  })
})

describe('kidney, liver, thyroid, pancreas', () => {
  test('the kidney at its end', () => {
    expect(ask(trigger.endStageKidney, given('ed', [], { eGFR: 14.9 }))).toBe('yes')
    expect(ask(trigger.endStageKidney, given('ed', [], { eGFR: 15 }))).toBe('no')
    expect(ask(trigger.endStageKidney, given('ed', [], { dialysis: YES }))).toBe('yes')
    const between = trigger.eGFRBetween(15, 30)
    expect([14, 15, 29, 30].map((eGFR) => ask(between, given('ed', [], { eGFR })))).toEqual([
      'no',
      'yes',
      'yes',
      'no',
    ])
  })
  test('significant liver disease', () => {
    const liver = (alt: number | null, ...concepts: string[]) =>
      ask(trigger.significantLiverDisease, {
        ...given(
          'ed',
          concepts.map((concept) => `concept ${concept}`),
        ),
        labs: { ...none.labs, alt },
      })
    for (const concept of ['cirrhosis', 'hepatic-failure', 'decompensated-liver'])
      expect(liver(20, concept)).toBe('yes')
    for (const concept of ['hepatitis', 'liver-disease'])
      expect([121, 120, 20, null].map((alt) => liver(alt, concept))).toEqual(['yes', 'no', 'no', 'no'])
    expect(liver(500)).toBe('no')
    const facts = { ...given('ed', ['concept hepatitis']), labs: { ...none.labs, alt: 200 } }
    expect(trigger.significantLiverDisease.names(facts)).toEqual(['hepatitis', 'ALT 200'])
  })
  test('hyperthyroidism is active unless it is treated or the TSH is normal', () => {
    const thyroid = (tsh: number | null, ...concepts: string[]) => {
      const facts = {
        ...given(
          'ed',
          concepts.map((concept) => `concept ${concept}`),
        ),
        labs: { ...none.labs, tsh },
      }
      return `${ask(trigger.activeHyperthyroidism, facts)} ${ask(trigger.treatedHyperthyroidism, facts)}`
    }
    expect([null, 0.3, 0.4, 2, 4.5, 4.6].map((tsh) => thyroid(tsh, 'hyperthyroidism'))).toEqual([
      'yes no',
      'yes no',
      'no yes',
      'no yes',
      'no yes',
      'yes no',
    ])
    expect(thyroid(null, 'hyperthyroidism', 'hyperthyroidism-treated')).toBe('no yes')
    expect(thyroid(null, 'hyperthyroidism-treated')).toBe('no yes')
    expect(thyroid(2)).toBe('no no')
    expect([
      ask(trigger.activeHyperthyroidism, unknown),
      ask(trigger.treatedHyperthyroidism, unknown),
    ]).toEqual(['unknown', 'unknown'])
    const both = given('ed', ['concept hyperthyroidism', 'concept hyperthyroidism-treated'])
    expect(trigger.activeHyperthyroidism.names(both)).toEqual(['hyperthyroidism'])
    expect(trigger.treatedHyperthyroidism.names(both)).toEqual(['hyperthyroidism-treated', 'hyperthyroidism'])
  })
  test('pancreatitis is current under three months, or told without a date and not by a bare code', () => {
    const at = (part: Partial<ConditionFact>, code: string | null = null) =>
      told('pancreatitis-acute', part, { code })
    const seen = (facts: Facts) => ask(trigger.acutePancreatitis, facts)
    expect([0, 2, 3, 12].map((monthsAgo) => seen(at({ monthsAgo })))).toEqual(['yes', 'yes', 'no', 'no'])
    expect(seen(at({}))).toBe('yes')
    expect(seen(at({ label: 'pancreatitis' }, 'K85.9'))).toBe('no')
    for (const label of ['acute pancreatitis', 'current', 'pancreatitis now', 'unresolved'])
      expect(seen(at({ label }, 'K85.9'))).toBe('yes')
    expect(seen(unknown)).toBe('unknown')
    expect(trigger.acutePancreatitis.names(at({}))).toEqual(['pancreatitis-acute'])
    expect(trigger.acutePancreatitis.names(at({ monthsAgo: 9 }))).toEqual([])
  })
})

describe('substances and seizures', () => {
  test.each([
    'concept drug-abuse',
    'concept opioid-use-disorder',
    'concept opioid-use-disorder-remission',
    'takes ILLICIT_STIMULANT',
  ])('misuse: %s', (name) => expect(ask(trigger.drugMisuse, given('ed', [name]))).toBe('yes'))
  test.each(['concept drug-use-unspecified', 'concept opioid-use', 'takes CANNABIS'])(
    'use of unstated degree: %s',
    (name) => expect(ask(trigger.drugUseUnspecified, given('ed', [name]))).toBe('yes'),
  )
  test('any seizure, except febrile ones of childhood', () => {
    const seizures = (answer: 0 | 1 | 2, ...concepts: string[]): Facts => {
      const facts = given(
        'ed',
        concepts.map((concept) => `concept ${concept}`),
      )
      return { ...facts, answers: { ...facts.answers, seizureHistory: answer } }
    }
    const asked = (facts: Facts) => ask(trigger.seizureHistory, facts)
    expect([
      asked(seizures(NO, 'seizure')),
      asked(seizures(YES)),
      asked(seizures(UNKNOWN)),
      asked(seizures(NO)),
    ]).toEqual(['yes', 'yes', 'unknown', 'no'])
    expect([
      asked(seizures(YES, 'febrile-seizure')),
      asked(seizures(YES, 'febrile-seizure', 'seizure')),
    ]).toEqual(['no', 'yes'])
    expect(asked({ ...unknown, answers: { ...unknown.answers, seizureHistory: NO } })).toBe('unknown')
    expect(trigger.seizureHistory.names(seizures(NO, 'seizure'))).toEqual(['seizure'])
    expect(trigger.seizureHistory.names(seizures(YES))).toEqual(['intake: seizure history'])
    expect(trigger.seizureHistory.missing).toEqual(['seizureHistory'])
  })
  test('a seizure of late is dated under a month, or said to be new', () => {
    const seen = (part: Partial<ConditionFact>) => ask(trigger.seizureOfLate, told('seizure', part))
    expect([0, 0.5, 1, 24].map((monthsAgo) => seen({ monthsAgo }))).toEqual(['yes', 'yes', 'no', 'no'])
    for (const when of [
      'today',
      'yesterday',
      'now',
      'just had',
      'this morning',
      'this week',
      'last night',
      'last week',
      '3 days ago',
      'a day ago',
    ])
      expect([when, seen({ label: `seizure ${when}` })]).toEqual([when, 'yes'])
    expect(seen({ label: 'seizures as a child' })).toBe('no')
    expect(seen({ label: 'seizure today', monthsAgo: 9 })).toBe('no')
    expect(trigger.seizureOfLate.names(told('seizure', { monthsAgo: 0 }))).toEqual(['seizure'])
    expect(trigger.seizureOfLate.names(told('seizure', { monthsAgo: 9 }))).toEqual([])
  })
})

describe('medicines and plans', () => {
  test('oral minoxidil by the list, by an answer', () => {
    expect(ask(trigger.usingOralMinoxidil, given('ed', ['takes MINOXIDIL_ORAL']))).toBe('yes')
    expect(
      ask(trigger.usingOralMinoxidil, { ...none, answers: { ...none.answers, onMinoxidilOral: true } }),
    ).toBe('yes')
    expect(ask(trigger.usingOralMinoxidil, none)).toBe('no')
    expect(ask(trigger.usingOralMinoxidil, unknown)).toBe('unknown')
    expect(trigger.usingOralMinoxidil.missing).toEqual(['medicationList'])
    expect(
      trigger.usingOralMinoxidil.names(given('ed', ['ingredient minoxidil', 'ingredient minoxidil'])),
    ).toEqual(['minoxidil'])
    expect(trigger.usingOralMinoxidil.names(none)).toEqual([])
  })
  test('more than one glass of grapefruit juice a day', () => {
    const drinks = (entry: string) => {
      const facts = given('ed', ['takes GRAPEFRUIT'])
      const [fact] = facts.medications as [MedicationFact]
      return { ...facts, byClass: new Map([['GRAPEFRUIT', [{ ...fact, entry }]]]) as Facts['byClass'] }
    }
    for (const entry of [
      '2 glasses',
      'two glasses',
      'three',
      'four',
      'several glasses',
      'a large glass',
      'lots',
      'a lot',
      'a litre',
      'a liter',
      'a quart',
    ])
      expect([entry, ask(muchGrapefruit, drinks(entry))]).toEqual([entry, 'yes'])
    for (const entry of ['grapefruit juice', '1 glass', 'a glass'])
      expect(ask(muchGrapefruit, drinks(entry))).toBe('no')
    expect(ask(muchGrapefruit, none)).toBe('no')
    expect(muchGrapefruit.names(drinks('2 glasses'))).toEqual(['2 glasses'])
    expect(muchGrapefruit.names(none)).toEqual([])
  })
  test('plans for a pregnancy, of a woman', () => {
    const plans = (['now', 'later', 'none', 'unknown'] as const).map((pregnancyPlans) =>
      given('hairWoman', [], { pregnancyPlans }),
    )
    expect(plans.map((facts) => ask(trigger.planningPregnancyNow, facts))).toEqual([
      'yes',
      'no',
      'no',
      'unknown',
    ])
    expect(plans.map((facts) => ask(trigger.planningPregnancy, facts))).toEqual([
      'yes',
      'yes',
      'no',
      'unknown',
    ])
    for (const facts of plans) {
      expect(ask(trigger.planningPregnancyNow, { ...facts, sex: 'male' })).toBe('no')
      expect(ask(trigger.planningPregnancy, { ...facts, sex: 'male' })).toBe('no')
    }
    expect(trigger.planningPregnancyNow.names(none)).toEqual([
      'planning a pregnancy now or within two months',
    ])
    expect(trigger.planningPregnancy.names(none)).toEqual(['planning a pregnancy'])
  })
  describe('a PSA is doubled on a 5-alpha-reductase inhibitor of three months or of unknown time', () => {
    const use = (drugId: TherapyFact['drugId'], weeksAtDose: number | null, current = true): TherapyFact => ({
      drugId,
      weeksAtDose,
      current,
      label: drugId,
      words: drugId,
      doseMg: 1,
      result: null,
      tolerability: null,
      attempts: null,
    })
    const psa = (value: number | null, ingredient: string | null, ...therapy: TherapyFact[]): Facts => ({
      ...given('hairMan', ingredient === null ? [] : [`ingredient ${ingredient}`]),
      labs: { ...none.labs, psa: value },
      therapy,
    })
    test.each([
      [psa(2, null), 2],
      [psa(null, 'finasteride'), null],
      [psa(2, 'finasteride'), 4],
      [psa(2, 'dutasteride'), 4],
      [psa(2, 'finasteride', use('finasteride', 12)), 2],
      [psa(2, 'finasteride', use('finasteride', 13)), 4],
      [psa(2, 'dutasteride', use('dutasteride', 12)), 2],
      [psa(2, 'dutasteride', use('dutasteride', 13)), 4],
      [psa(2, 'finasteride', use('finasteride', 12, false)), 4],
      [psa(2, 'finasteride', use('minoxidil_oral', 12)), 4],
      [psa(2, 'finasteride', use('finasteride', null)), 4],
      [psa(2, 'finasteride', use('finasteride', 30), use('finasteride', 4)), 4],
      [psa(2, 'finasteride', use('finasteride', 4), use('finasteride', null)), 2],
      [psa(2, 'finasteride', use('finasteride', 0)), 2],
    ])('%#', (facts, adjusted) => expect(trigger.adjustedPsa(facts)).toBe(adjusted))
    test('and judged at 4.0', () => {
      expect(trigger.adjustedPsaHigh.test(psa(3.9, null))).toBe(NO)
      expect(ask(trigger.adjustedPsaHigh, psa(4, null))).toBe('yes')
      expect(ask(trigger.adjustedPsaHigh, psa(2, 'finasteride'))).toBe('yes')
      expect(trigger.adjustedPsaHigh.test(psa(null, null))).toBe(UNKNOWN)
      expect(trigger.adjustedPsaHigh.names(psa(4, null))).toEqual(['PSA 4 ng/mL'])
      expect(trigger.adjustedPsaHigh.names(psa(2, 'finasteride'))).toEqual([
        'PSA 2 ng/mL, 4 when doubled for the 5-ARI',
      ])
      expect(trigger.adjustedPsaHigh.missing).toEqual(['psa'])
      for (const drug of ['finasteride', 'dutasteride'])
        expect(ask(trigger.psaOn5ari, psa(1, drug))).toBe('yes')
      expect([
        ask(trigger.psaOn5ari, psa(1, null)),
        ask(trigger.psaOn5ari, psa(null, 'finasteride')),
      ]).toEqual(['no', 'no'])
      expect(trigger.psaOn5ari.names(psa(1, 'finasteride'))).toEqual(['PSA 1 ng/mL on a 5-ARI'])
    })
  })
})
