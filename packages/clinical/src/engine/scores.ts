/** Scores of the case: instruments, stages and computed values. Only what can be computed is given. */

import type { Facts } from '../facts/facts.ts'
import {
  auditCBand,
  bmiClass,
  eossStage,
  type LudwigStage,
  ludwigNote,
  type NorwoodStage,
  norwoodNote,
  phq2Positive,
  phq9Band,
  princetonRisk,
  scoffPositive,
  shimBand,
} from '../instruments/index.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { Scores } from '../types.ts'

const has = (facts: Facts, ...concepts: readonly ConceptId[]): boolean =>
  concepts.some((concept) => facts.byConcept.has(concept))

function eoss(facts: Facts): NonNullable<Scores['eoss']> {
  const endOrgan = has(facts, 'mi', 'heart-failure', 'stroke-tia', 'dialysis', 'ckd-5', 'decompensated-liver')
  const comorbid = has(
    facts,
    'hypertension',
    't2dm',
    'sleep-apnoea',
    'dyslipidaemia',
    'cvd-any',
    'mash',
    'pcos',
  )
  const borderline =
    has(facts, 'prediabetes', 'masld') ||
    (facts.systolic !== null && facts.systolic >= 130 && facts.systolic < 140)
  const psychiatric = has(facts, 'psychosis', 'anorexia-bulimia', 'suicidality-active')
  const stage = eossStage({
    severeDisability: false,
    endOrganDamage: endOrgan || psychiatric,
    establishedComorbidity: comorbid,
    subclinical: borderline,
  })
  const why = [
    'no risk recorded',
    'subclinical risk',
    'established comorbidity',
    'end-organ damage or significant psychopathology',
    'severe',
  ]
  return { stage, why: why[stage] ?? '' }
}

function princeton(facts: Facts): NonNullable<Scores['princeton']> {
  const factors = [
    facts.age !== null && facts.age > 45,
    has(facts, 'hypertension'),
    has(facts, 't2dm', 't1dm', 'diabetes-unspecified'),
    has(facts, 'smoking'),
    has(facts, 'dyslipidaemia'),
    facts.bmi !== null && facts.bmi >= 30,
  ].filter(Boolean).length
  const infarction = (facts.byConcept.get('mi') ?? [])
    .flatMap((fact) => (fact.monthsAgo === null ? [] : [fact.monthsAgo * 4.345]))
    .reduce<number | null>((least, weeks) => (least === null || weeks < least ? weeks : least), null)
  const risk = princetonRisk({
    riskFactors: factors,
    unstableAngina: has(facts, 'unstable-angina', 'angina-with-sex'),
    uncontrolledHypertension:
      (facts.systolic !== null && facts.systolic > 170) ||
      (facts.diastolic !== null && facts.diastolic > 110),
    nyha: has(facts, 'heart-failure') ? facts.nyha : null,
    infarctionWeeks: infarction,
    outflowObstruction: has(facts, 'lvot-obstruction'),
    highRiskArrhythmia: has(facts, 'arrhythmia-life-threatening', 'arrhythmia-uncontrolled'),
    moderateStableAngina: false,
    nonCardiacAtherosclerosis: has(facts, 'stroke-tia'),
  })
  return { risk, why: `${factors} risk factors recorded` }
}

export function scoresOf(facts: Facts): Scores {
  const { shim, phq2, phq9, scoff, auditC } = facts.answers
  const { category, bmi, eGFR, creatinineClearance } = facts
  const norwood = facts.sex === 'female' ? null : facts.hair.norwood
  const { ludwig } = facts.hair
  const scores: { -readonly [Name in keyof Scores]: Scores[Name] } = {}
  if (bmi !== null) {
    scores.bmi = bmi
    scores.bmiClass = bmiClass(bmi)
  }
  if (shim !== null) scores.shim = { score: shim, band: shimBand(shim) }
  if (phq2 !== null) scores.phq2 = { score: phq2, positive: phq2Positive(phq2) }
  if (phq9 !== null) scores.phq9 = { score: phq9, band: phq9Band(phq9) }
  if (scoff !== null) scores.scoff = { score: scoff, positive: scoffPositive(scoff) }
  if (auditC !== null) scores.auditC = { score: auditC, band: auditCBand(auditC, facts.sex) }
  if (category === 'hair' && norwood !== null)
    scores.norwood = { stage: norwood, note: norwoodNote(norwood as NorwoodStage) }
  if (category === 'hair' && ludwig !== null)
    scores.ludwig = { stage: ludwig, note: ludwigNote(ludwig as LudwigStage) }
  if (category === 'weight' && facts.conditionsKnown) scores.eoss = eoss(facts)
  if (category === 'ed' && facts.conditionsKnown) scores.princeton = princeton(facts)
  if (eGFR !== null) scores.eGFR = eGFR
  if (creatinineClearance !== null) scores.creatinineClearance = creatinineClearance
  return scores
}
