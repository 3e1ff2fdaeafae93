/** Where the intake and the record disagree (G-08). The engine acts on the more dangerous of the two. */

import { NO, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId, DrugClass } from '../terminology/types.ts'
import type { Answer, Contradiction, MissingCode } from '../types.ts'
import { answerText, yesNo } from './answers.ts'
import type { ConditionFact, Facts } from './facts.ts'
import { egfrOfStage } from './status.ts'
import { pressureOf, readMeasures } from './vitals.ts'

/** Methods a woman who tries to conceive does not use. */
const longTerm: readonly Facts['contraception'][] = [
  'long_acting',
  'hormonal',
  'hormonal_with_barrier',
  'two_barriers',
]

type Base = Omit<Facts, 'contradictions' | 'present'>

export function findContradictions(
  facts: Base,
  raw: Readonly<Record<string, Answer | undefined>>,
): readonly Contradiction[] {
  const found: Contradiction[] = []
  const add = (fact: MissingCode, intakeSays: string, recordSays: string, rule: string) =>
    found.push({ fact, intakeSays, recordSays, rule })
  const medicines = (...classes: readonly DrugClass[]) => [
    ...new Set(classes.flatMap((name) => (facts.byClass.get(name) ?? []).map((fact) => fact.label))),
  ]
  const recorded = (...concepts: readonly ConceptId[]): readonly ConditionFact[] =>
    concepts.flatMap((concept) => facts.byConcept.get(concept) ?? [])
  const denies = (key: string) => yesNo(raw[key]).tri === NO
  const said = (key: string) => yesNo(raw[key]).text ?? 'no'

  const nitrates = medicines('NITRATE')
  if (denies('nitrateUse') && nitrates.length > 0)
    add('nitrateUse', said('nitrateUse'), nitrates.join(', '), 'G-08')
  const nitrites = medicines('NITRITE')
  if (denies('recreationalNitrites') && nitrites.length > 0)
    add('recreationalNitrites', said('recreationalNitrites'), nitrites.join(', '), 'G-08')
  const opioids = medicines('OPIOID')
  if (denies('opioidUse') && opioids.length > 0)
    add('opioidUse', said('opioidUse'), opioids.join(', '), 'G-08')
  const maois = medicines('MAOI', 'MAOI_METHYLENE_BLUE')
  if (denies('maoiLast14Days') && maois.length > 0)
    add('maoiUse14d', said('maoiLast14Days'), maois.join(', '), 'G-08')
  const conditionPairs: readonly (readonly [string, MissingCode, readonly ConceptId[]])[] = [
    ['pancreatitisHistory', 'pancreatitisHistory', ['pancreatitis-acute', 'pancreatitis-history']],
    ['seizureHistory', 'seizureHistory', ['seizure']],
  ]
  for (const [key, fact, concepts] of conditionPairs) {
    const labels = recorded(...concepts).map((item) => item.label)
    if (denies(key) && labels.length > 0) add(fact, said(key), [...new Set(labels)].join(', '), 'G-08')
  }
  const mtc = [...recorded('mtc-men2'), ...(facts.byFamilyConcept.get('mtc-men2') ?? [])].map(
    (item) => item.label,
  )
  if (denies('familyHistoryMTC') && mtc.length > 0)
    add('familyHistoryMTC', said('familyHistoryMTC'), [...new Set(mtc)].join(', '), 'G-08')
  const events = recorded('mi', 'stroke-tia', 'revascularisation', 'arrhythmia-life-threatening').filter(
    (item) => item.monthsAgo !== null && item.monthsAgo <= 6,
  )
  if (denies('recentCardiacEvent') && events.length > 0)
    add(
      'recentCardiacEvent',
      said('recentCardiacEvent'),
      [...new Set(events.map((item) => item.label))].join(', '),
      'G-08',
    )
  const patient = facts.input.patient
  const pregnancyWords = (facts.byConcept.get('pregnancy') ?? []).filter(
    (item) => item.monthsAgo === null || item.monthsAgo < 10,
  )
  if (patient.pregnant === false && facts.pregnant === YES)
    add(
      'pregnancyStatus',
      'not pregnant',
      facts.answers.pregnancyTest === 'positive'
        ? 'pregnancy test positive'
        : [...new Set(pregnancyWords.map((item) => item.label))].join(', '),
      'G-08',
    )
  const doubts = recorded('pregnancy-possible')
  if (patient.pregnant === false && facts.pregnant === UNKNOWN && doubts.length > 0)
    add('pregnancyStatus', 'not pregnant', [...new Set(doubts.map((item) => item.label))].join(', '), 'G-08')
  const planned = recorded('planning-pregnancy').map((item) => item.label)
  if (facts.sex !== 'male' && facts.pregnancyPlans !== 'none' && longTerm.includes(facts.contraception)) {
    const plan = planned[0] ?? answerText(raw.pregnancyPlans)
    if (facts.pregnancyPlans === 'now' && plan !== null && plan !== undefined)
      add('contraception', facts.answers.contraceptionText ?? facts.contraception, plan, 'G-08')
  }
  const measured = readMeasures(facts.input, facts.labs.creatinine)
  const stage = egfrOfStage(facts.byConcept)
  if (measured.eGFR !== null && stage !== null && facts.eGFR !== null && facts.eGFR < measured.eGFR)
    add(
      'eGFR',
      `eGFR ${measured.eGFR}`,
      [...new Set(recorded('ckd-5', 'ckd-4', 'ckd-3').map((item) => item.label))].join(', '),
      'G-08',
    )
  const told = pressureOf(measured, facts.conditions)
  const loose = recorded('hypertension-uncontrolled').map((item) => item.label)
  if (measured.systolic !== null && measured.diastolic !== null) {
    const figure = `${measured.systolic}/${measured.diastolic}`
    if (told !== null) add('bloodPressure', figure, told.label, 'G-08')
    else if (loose.length > 0 && measured.systolic < 140 && measured.diastolic < 90)
      add('bloodPressure', figure, [...new Set(loose)].join(', '), 'G-08')
  }
  if (patient.breastfeeding === false && facts.byConcept.has('breastfeeding'))
    add(
      'breastfeedingStatus',
      'not breastfeeding',
      (facts.byConcept.get('breastfeeding') ?? []).map((item) => item.label).join(', '),
      'G-08',
    )
  if (
    yesNo(raw.climbsTwoFlightsWithoutSymptoms).tri === YES &&
    (facts.exercise === 'symptomatic' || facts.exercise === 'symptoms_at_rest')
  )
    add(
      'exerciseTolerance',
      'climbs two flights without symptoms',
      answerText(raw.exerciseTolerance) ?? 'symptoms',
      'G-08',
    )
  const alcohol = recorded('alcohol-use-disorder', 'alcohol-heavy').map((item) => item.label)
  if (denies('alcoholUse') && alcohol.length > 0)
    add('alcoholUse', said('alcoholUse'), [...new Set(alcohol)].join(', '), 'G-08')
  if (denies('contraception') && facts.byClass.has('OC'))
    add('contraception', said('contraception'), medicines('OC').join(', '), 'G-08')
  return found
}
