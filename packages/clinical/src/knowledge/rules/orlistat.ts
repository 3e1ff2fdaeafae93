/** Orlistat: formulary §5.5 with review A14, B24. */

import {
  all,
  any,
  breastfeeding,
  certainly,
  dialysis,
  eGFR,
  has,
  keyed,
  predicate,
  pregnant,
  taking,
  takingIngredient,
} from '../../logic/predicates.ts'
import { allergicTo } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { CI, MAJ, MOD, type Rule, rule, syncFlag } from '../rule.ts'

const orlistat = ['orlistat'] as const

/** Coeliac disease counts as malabsorption only when it is not controlled (review B24). */
const malabsorbing = keyed(
  ['c:malabsorption', 'u:conditions'],
  predicate(
    'chronic malabsorption (coeliac disease only when not controlled)',
    (facts) => {
      const found = (facts.byConcept.get('malabsorption') ?? []).some(
        (fact) =>
          !fact.match.concepts.includes('coeliac') ||
          /uncontrolled|active|refractory|malabsor/i.test(fact.label),
      )
      return found ? YES : facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) => [...new Set((facts.byConcept.get('malabsorption') ?? []).map((fact) => fact.label))],
  ),
  ['c:malabsorption'],
)

export const orlistatRules: readonly Rule[] = [
  rule({
    id: 'ORL-01',
    title: 'Malabsorption, cholestasis, pregnancy, hypersensitivity',
    drugs: orlistat,
    source: ['L-XEN', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(malabsorbing, has('cholestasis')),
        severity: CI,
        text: 'Chronic malabsorption or cholestasis',
      },
      { when: taking('PANCRELIPASE'), severity: CI, text: 'Pancreatic enzymes: exocrine insufficiency' },
      { when: pregnant, severity: CI, text: 'Pregnant' },
      { when: allergicTo({ ingredients: ['orlistat'] }), severity: CI, text: 'Allergy to orlistat' },
      {
        when: has('coeliac'),
        severity: MAJ,
        text: 'Coeliac disease',
        management: 'Only when controlled, without malabsorption.',
      },
    ],
  }),
  rule({
    id: 'ORL-02',
    title: 'Cyclosporine or organ transplant',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'P',
    cases: [
      {
        when: any(taking('CYCLOSPORINE'), has('organ-transplant')),
        severity: CI,
        text: 'Cyclosporine or an organ transplant: loss of the graft',
        management:
          'If the transplant team approves: cyclosporine at least 3 hours after orlistat, with levels.',
      },
    ],
  }),
  rule({
    id: 'ORL-03',
    title: 'Levothyroxine',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('THYROID'),
        severity: MOD,
        text: 'Less levothyroxine absorbed',
        management: 'At least 4 hours apart; check TSH.',
      },
    ],
  }),
  rule({
    id: 'ORL-04',
    title: 'Warfarin',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('VIT_K_ANTAG'),
        severity: MAJ,
        text: 'Warfarin: less vitamin K',
        management: 'Monitor INR.',
      },
    ],
  }),
  rule({
    id: 'ORL-05',
    title: 'Antiepileptics',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'H',
    cases: [{ when: taking('AED'), severity: MAJ, text: 'Antiepileptic: convulsions are reported' }],
  }),
  rule({
    id: 'ORL-06',
    title: 'Antiretrovirals',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('ARV'),
        severity: MAJ,
        text: 'Antiretroviral: loss of viral control is reported',
        management: 'Monitor; stop if the viral load rises.',
      },
    ],
  }),
  rule({
    id: 'ORL-07',
    title: 'Amiodarone',
    drugs: orlistat,
    source: ['L-XEN', '7'],
    confidence: 'H',
    cases: [{ when: takingIngredient('amiodarone'), severity: MOD, text: 'Lower amiodarone level' }],
  }),
  rule({
    id: 'ORL-08',
    title: 'Fat-soluble vitamins',
    drugs: orlistat,
    source: ['L-XEN', '2'],
    confidence: 'H',
    cases: [
      {
        when: taking('FAT_SOLUBLE_VITAMIN'),
        severity: MOD,
        text: 'Fat-soluble vitamins are absorbed less',
        management: 'A multivitamin at bedtime, at least 2 hours apart.',
      },
    ],
  }),
  rule({
    id: 'ORL-09',
    title: 'Oxalate and kidney disease',
    drugs: orlistat,
    source: ['L-XEN', '5'],
    confidence: 'H',
    cases: [
      {
        when: all(has('nephrolithiasis', 'hyperoxaluria'), eGFR('<', 60)),
        severity: MAJ,
        text: 'Kidney stones and reduced kidney function: oxalate nephropathy',
      },
      {
        when: any(
          has('hyperoxaluria', 'nephrolithiasis', 'ckd', 'ckd-3', 'ckd-4', 'ckd-5'),
          dialysis,
          certainly(eGFR('<', 60)),
        ),
        severity: MOD,
        text: 'Oxalate stones or kidney disease',
        management: 'Fluids; check kidney function.',
      },
    ],
  }),
  rule({
    id: 'ORL-10',
    title: 'Gallstones, liver',
    drugs: orlistat,
    source: ['L-XEN', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('gallbladder-disease', 'gallbladder-symptomatic', 'hepatitis', 'jaundice-now'),
        severity: MOD,
        text: 'Gallstones or hepatic symptoms',
      },
    ],
  }),
  rule({
    id: 'ORL-11',
    title: 'Bariatric surgery',
    drugs: orlistat,
    source: ['L-XEN', '5'],
    confidence: 'M',
    cases: [{ when: has('bariatric-surgery'), severity: MAJ, text: 'Bariatric surgery: malabsorption' }],
  }),
  rule({
    id: 'ORL-12',
    title: 'Bulimia or anorexia nervosa',
    drugs: orlistat,
    source: ['POLICY', '5.5'],
    confidence: 'P',
    cases: [
      {
        when: has('anorexia-bulimia'),
        severity: MAJ,
        text: 'Bulimia or anorexia nervosa: orlistat is misused',
        redFlag: syncFlag('eating-disorder service'),
      },
    ],
  }),
  rule({
    id: 'ORL-13',
    title: 'Breastfeeding',
    drugs: orlistat,
    source: ['L-XEN', '8'],
    confidence: 'H',
    cases: [{ when: breastfeeding, severity: MOD, text: 'Breastfeeding: vitamins in milk may fall' }],
  }),
  rule({
    id: 'ORL-14',
    title: 'Insulin or a secretagogue',
    drugs: orlistat,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('INSULIN', 'SECRETAGOGUE'),
        severity: MOD,
        text: 'The need for insulin or a secretagogue may fall',
      },
    ],
  }),
]
