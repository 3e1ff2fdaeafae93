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
  const { answers } = facts
  const norwood = facts.sex === 'female' ? null : facts.hair.norwood
  return {
    ...(facts.bmi === null ? {} : { bmi: facts.bmi, bmiClass: bmiClass(facts.bmi) }),
    ...(answers.shim === null ? {} : { shim: { score: answers.shim, band: shimBand(answers.shim) } }),
    ...(answers.phq2 === null ? {} : { phq2: { score: answers.phq2, positive: phq2Positive(answers.phq2) } }),
    ...(answers.phq9 === null ? {} : { phq9: { score: answers.phq9, band: phq9Band(answers.phq9) } }),
    ...(answers.scoff === null
      ? {}
      : { scoff: { score: answers.scoff, positive: scoffPositive(answers.scoff) } }),
    ...(answers.auditC === null
      ? {}
      : { auditC: { score: answers.auditC, band: auditCBand(answers.auditC, facts.sex) } }),
    ...(facts.category !== 'hair' || norwood === null
      ? {}
      : { norwood: { stage: norwood, note: norwoodNote(norwood as NorwoodStage) } }),
    ...(facts.category !== 'hair' || facts.hair.ludwig === null
      ? {}
      : { ludwig: { stage: facts.hair.ludwig, note: ludwigNote(facts.hair.ludwig as LudwigStage) } }),
    ...(facts.category === 'weight' && facts.conditionsKnown ? { eoss: eoss(facts) } : {}),
    ...(facts.category === 'ed' && facts.conditionsKnown ? { princeton: princeton(facts) } : {}),
    ...(facts.eGFR === null ? {} : { eGFR: facts.eGFR }),
    ...(facts.creatinineClearance === null ? {} : { creatinineClearance: facts.creatinineClearance }),
  }
}
