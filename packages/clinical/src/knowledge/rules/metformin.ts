/** Metformin, off-label: formulary §5.6 with review B16. */

import {
  age,
  all,
  always,
  any,
  breastfeeding,
  certainly,
  childPugh,
  dialysis,
  eGFR,
  has,
  keyed,
  lab,
  predicate,
  recorded,
  taking,
  takingIngredient,
} from '../../logic/predicates.ts'
import { allergicTo, heavyAlcohol } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { CI, MAJ, MIN, MOD, type Rule, rule } from '../rule.ts'
import { eGFRBetween, nyha, significantLiverDisease } from '../triggers.ts'

const metformin = ['metformin'] as const

const alreadyOnMetformin = predicate(
  'takes metformin already',
  (facts) => (facts.anyRoute.has('metformin') ? YES : facts.medicationsKnown ? NO : UNKNOWN),
  (facts) => (facts.anyRoute.get('metformin') ?? []).map((fact) => fact.label),
)
const contrastPlanned = keyed(
  ['s:surgery'],
  predicate(
    'iodinated contrast is planned',
    (facts) => (/contrast|\bct\b|angiogra/i.test(facts.answers.plannedSurgery.text ?? '') ? YES : NO),
    (facts) => [facts.answers.plannedSurgery.text ?? ''],
  ),
)
const metforminUse = any(
  has('t2dm', 'prediabetes', 'pcos'),
  taking('ANTIPSYCHOTIC'),
  certainly(lab('hba1c', '>=', 5.7)),
)

export const metforminRules: readonly Rule[] = [
  rule({
    id: 'MET-00',
    version: 2,
    title: 'Off-label use',
    drugs: metformin,
    source: ['POLICY', '5.6'],
    confidence: 'P',
    cases: [
      {
        when: predicate(
          'none of type 2 diabetes, prediabetes, PCOS, antipsychotic weight gain',
          (facts) => {
            const use = metforminUse.test(facts)
            return use === YES ? NO : use === NO ? YES : UNKNOWN
          },
          () => ['no type 2 diabetes, prediabetes, PCOS or antipsychotic'],
        ),
        severity: CI,
        text: 'Metformin needs a reason beside weight',
      },
    ],
  }),
  rule({
    id: 'MET-BW',
    title: 'Boxed warning',
    drugs: metformin,
    source: ['L-MET', 'boxed warning'],
    confidence: 'H',
    cases: [{ when: always, severity: 'info', text: 'Boxed warning: lactic acidosis' }],
  }),
  rule({
    id: 'MET-01',
    title: 'eGFR under 30',
    drugs: metformin,
    source: ['L-MET', '4'],
    confidence: 'H',
    cases: [{ when: any(eGFR('<', 30), dialysis), severity: CI, text: 'eGFR under 30 or dialysis' }],
  }),
  rule({
    id: 'MET-02',
    title: 'eGFR 30–44',
    drugs: metformin,
    source: ['L-MET', '2, 5'],
    confidence: 'H',
    cases: [
      {
        when: all(eGFRBetween(30, 45), certainly(alreadyOnMetformin)),
        severity: MAJ,
        text: 'eGFR 30–44 on metformin',
        management: 'Halve the dose and reassess.',
        limits: { metformin: { max: 1000, kind: 'risk' } },
      },
      { when: eGFRBetween(30, 45), severity: CI, text: 'eGFR 30–44: do not start' },
    ],
  }),
  rule({
    id: 'MET-03',
    title: 'eGFR 45–59',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [
      {
        when: eGFRBetween(45, 60),
        severity: MOD,
        text: 'eGFR 45–59',
        management: 'Monitor kidney function every 3–6 months.',
      },
    ],
  }),
  rule({
    id: 'MET-04',
    title: 'Metabolic acidosis',
    drugs: metformin,
    source: ['L-MET', '4'],
    confidence: 'H',
    cases: [
      { when: has('metabolic-acidosis'), severity: CI, text: 'Metabolic acidosis, ketoacidosis included' },
    ],
  }),
  rule({
    id: 'MET-05',
    title: 'Hypersensitivity',
    drugs: metformin,
    source: ['L-MET', '4'],
    confidence: 'H',
    cases: [{ when: allergicTo({ ingredients: ['metformin'] }), severity: CI, text: 'Allergy to metformin' }],
  }),
  rule({
    id: 'MET-06',
    title: 'Liver disease',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [
      { when: childPugh('C'), severity: CI, confidence: 'P', text: 'Child-Pugh C' },
      {
        when: significantLiverDisease,
        severity: MAJ,
        text: 'Cirrhosis, hepatic failure, or hepatitis with ALT over 3 times normal: avoid',
      },
    ],
  }),
  rule({
    id: 'MET-07',
    title: 'Excessive alcohol',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [{ when: heavyAlcohol, severity: MAJ, text: 'Excessive alcohol: lactic acidosis' }],
  }),
  rule({
    id: 'MET-08',
    title: 'Iodinated contrast',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [
      {
        when: contrastPlanned,
        severity: MOD,
        text: 'Iodinated contrast',
        management: 'Hold it with eGFR 30–60, liver disease, alcoholism or heart failure.',
      },
    ],
  }),
  rule({
    id: 'MET-09',
    title: 'Medicines that raise metformin or acidosis',
    drugs: metformin,
    source: ['L-MET', '7'],
    confidence: 'H',
    cases: [
      {
        when: takingIngredient('dolutegravir'),
        severity: MOD,
        confidence: 'M',
        text: 'Dolutegravir raises metformin',
        management: 'At most 1,000 mg a day.',
        limits: { metformin: { max: 1000, kind: 'interaction' } },
      },
      {
        when: takingIngredient('ranolazine'),
        severity: MOD,
        text: 'Ranolazine raises metformin',
        management: 'At most 1,700 mg a day with ranolazine 1 g twice a day.',
        limits: { metformin: { max: 1700, kind: 'interaction' } },
      },
      {
        when: any(taking('CAI'), takingIngredient('cimetidine', 'vandetanib')),
        severity: MOD,
        text: 'Carbonic anhydrase inhibitor, cimetidine or vandetanib',
      },
    ],
  }),
  rule({
    id: 'MET-10',
    title: 'Heart failure, old age with reduced kidney function',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [
      {
        when: certainly(nyha(3, 4)),
        severity: MAJ,
        text: 'Unstable or advanced heart failure: lactic acidosis',
      },
      { when: recorded('heart-failure'), severity: MOD, text: 'Heart failure' },
      {
        when: all(age('>=', 65), eGFR('<', 60)),
        severity: MOD,
        text: 'Age 65 or more with reduced kidney function',
      },
    ],
  }),
  rule({
    id: 'MET-11',
    title: 'Vitamin B12',
    drugs: metformin,
    source: ['L-MET', '5'],
    confidence: 'H',
    cases: [
      { when: always, severity: MIN, text: 'Vitamin B12 falls', management: 'Measure every 1–2 years.' },
    ],
  }),
  rule({
    id: 'MET-12',
    title: 'Dofetilide',
    drugs: metformin,
    source: ['L-MET', '7'],
    confidence: 'H',
    cases: [
      {
        when: takingIngredient('dofetilide'),
        severity: MOD,
        text: 'Dofetilide: care is advised by its label',
      },
    ],
  }),
  rule({
    id: 'MET-13',
    title: 'Breastfeeding',
    drugs: metformin,
    source: ['L-MET', '8.2'],
    confidence: 'H',
    cases: [{ when: breastfeeding, severity: MIN, text: 'Breastfeeding: little passes into milk' }],
  }),
]
