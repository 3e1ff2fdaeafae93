/** Where the intake and the record disagree (G-08). The engine acts on the more dangerous of the two. */

import { NO, YES } from '../logic/tri.ts'
import type { ConceptId, DrugClass } from '../terminology/types.ts'
import type { Answer, Contradiction } from '../types.ts'
import { answerText, yesNo } from './answers.ts'
import type { ConditionFact, Facts } from './facts.ts'

type Base = Omit<Facts, 'contradictions' | 'present' | 'presence'>

export function findContradictions(
  facts: Base,
  raw: Readonly<Record<string, Answer | undefined>>,
): readonly Contradiction[] {
  const found: Contradiction[] = []
  const add = (fact: string, intakeSays: string, recordSays: string, rule: string) =>
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
  const conditionPairs: readonly (readonly [string, string, readonly ConceptId[]])[] = [
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
  const alcohol = recorded('alcohol-use-disorder').map((item) => item.label)
  if (denies('alcoholUse') && alcohol.length > 0)
    add('alcoholUse', said('alcoholUse'), [...new Set(alcohol)].join(', '), 'G-08')
  if (denies('contraception') && facts.byClass.has('OC'))
    add('contraception', said('contraception'), medicines('OC').join(', '), 'G-08')
  return found
}
