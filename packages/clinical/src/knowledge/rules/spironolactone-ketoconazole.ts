/** Spironolactone and ketoconazole shampoo: formulary §7.1 with review A18, B28. */

import {
  age,
  all,
  any,
  breastfeeding,
  certainly,
  dialysis,
  eGFR,
  female,
  has,
  keyed,
  lab,
  not,
  predicate,
  pregnant,
  recorded,
  systolic,
  taking,
  takingIngredient,
  wocbp,
} from '../../logic/predicates.ts'
import { allergicTo } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { noContraception, notEffectiveContraception, wocbpOrUnknown } from '../contraception.ts'
import { raisesPotassium } from '../medicine-triggers.ts'
import { CI, MAJ, MIN, MOD, type Rule, rule } from '../rule.ts'
import { eGFRBetween, planningPregnancy, planningPregnancyNow } from '../triggers.ts'

const only = ['spironolactone'] as const
const highDoseAspirin = keyed(
  ['t:SALICYLATE', 'u:medications'],
  predicate(
    'high-dose aspirin or another salicylate',
    (facts) => {
      const found = (facts.byClass.get('SALICYLATE') ?? []).some(
        (fact) => fact.doseMg === null || fact.doseMg >= 325,
      )
      return found ? YES : facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => (facts.byClass.get('SALICYLATE') ?? []).map((fact) => fact.entry),
  ),
  ['t:SALICYLATE'],
)
export const spironolactoneRules: readonly Rule[] = [
  rule({
    id: 'HR-31',
    title: 'Potassium, Addison, other mineralocorticoid antagonists, hypersensitivity',
    drugs: only,
    source: ['L-ALD', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(has('hyperkalaemia'), certainly(lab('potassium', '>', 5))),
        severity: CI,
        text: 'Potassium over 5.0 mmol/L',
      },
      { when: has('addison'), severity: CI, text: 'Addison disease or adrenal insufficiency' },
      {
        when: any(has('adrenal-insufficiency-unspecified'), certainly(taking('MINERALOCORTICOID'))),
        severity: CI,
        text: 'Adrenal insufficiency, or fludrocortisone until it is explained',
        management: 'Ask why fludrocortisone is taken.',
      },
      {
        when: takingIngredient('eplerenone', 'finerenone'),
        severity: CI,
        text: 'Another mineralocorticoid-receptor antagonist',
      },
      {
        when: allergicTo({ ingredients: ['spironolactone'] }),
        severity: CI,
        text: 'Allergy to spironolactone',
      },
    ],
  }),
  rule({
    id: 'HR-32',
    title: 'Kidney disease',
    drugs: only,
    source: ['L-ALD', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(eGFR('<', 30), dialysis, has('anuria')),
        severity: CI,
        confidence: 'P',
        text: 'eGFR under 30, anuria or dialysis',
      },
      {
        when: eGFRBetween(30, 60),
        severity: MAJ,
        text: 'eGFR 30–59',
        management: 'Potassium at 1 and 4 weeks.',
      },
    ],
  }),
  rule({
    id: 'HR-33',
    title: 'Pregnancy and contraception',
    drugs: only,
    source: ['L-ALD', '8.1'],
    confidence: 'H',
    cases: [
      { when: pregnant, severity: CI, text: 'Pregnant: feminisation of a male fetus' },
      {
        when: certainly(planningPregnancyNow),
        severity: CI,
        confidence: 'P',
        source: ['POLICY', '7.1'],
        text: 'Trying to conceive now or within two months',
        management: 'Not while trying; refer for preconception advice.',
      },
      {
        when: all(wocbp, noContraception),
        severity: CI,
        confidence: 'P',
        text: 'May become pregnant and uses no contraception',
        management: 'Effective contraception first.',
      },
      {
        when: all(wocbpOrUnknown, notEffectiveContraception),
        severity: 'needs_info',
        confidence: 'P',
        text: 'Effective contraception is not established',
        asks: ['contraception'],
      },
      {
        when: certainly(planningPregnancy),
        severity: MAJ,
        confidence: 'P',
        source: ['POLICY', '7.1'],
        text: 'Pregnancy is planned',
        management: 'Agree a stop date before contraception ends.',
      },
    ],
  }),
  rule({
    id: 'HR-34',
    title: 'Potassium-sparing medicines and potassium',
    drugs: only,
    source: ['ONC-HP', null],
    confidence: 'H',
    cases: [
      {
        when: taking('K_SPARING', 'K_SUPPLEMENT'),
        severity: MAJ,
        text: 'Amiloride, triamterene, potassium or a salt substitute: avoid',
      },
    ],
  }),
  rule({
    id: 'HR-35',
    title: 'ACE inhibitors, ARB, trimethoprim, calcineurin inhibitors',
    drugs: only,
    source: ['ONC-HP', null],
    confidence: 'H',
    cases: [
      {
        when: taking('ACEI_ARB', 'TRIMETHOPRIM', 'CALCINEURIN_INH', 'CYCLOSPORINE'),
        severity: MAJ,
        text: 'ACE inhibitor, ARB, trimethoprim, cyclosporine or tacrolimus: high potassium',
        management: 'Potassium before, at 1 week and at 4 weeks.',
      },
    ],
  }),
  rule({
    id: 'HR-36',
    title: 'NSAID, heparin, drospirenone',
    drugs: only,
    source: ['L-ALD', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('NSAID', 'HEPARIN', 'DROSPIRENONE'),
        severity: MOD,
        text: 'NSAID, heparin or drospirenone',
        management: 'Check potassium.',
      },
    ],
  }),
  rule({
    id: 'HR-37',
    title: 'Lithium',
    drugs: only,
    source: ['L-ALD', '7.2'],
    confidence: 'H',
    cases: [
      {
        when: taking('LITHIUM'),
        severity: MAJ,
        text: 'Lithium levels rise',
        management: 'Monitor the level.',
      },
    ],
  }),
  rule({
    id: 'HR-38',
    title: 'Digoxin, cholestyramine, aspirin',
    drugs: only,
    source: ['L-ALD', '7.4–7.6'],
    confidence: 'H',
    cases: [
      {
        when: any(taking('DIGOXIN'), takingIngredient('cholestyramine resin'), highDoseAspirin),
        severity: MOD,
        text: 'Digoxin, cholestyramine or high-dose aspirin',
      },
    ],
  }),
  rule({
    id: 'HR-39',
    title: 'Low pressure, dehydration, cirrhosis',
    drugs: only,
    source: ['L-ALD', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(systolic('<', 100), recorded('dehydration', 'cirrhosis')),
        severity: MAJ,
        text: 'Systolic pressure under 100, dehydration or cirrhosis: hypotension, encephalopathy',
      },
    ],
  }),
  rule({
    id: 'HR-40',
    title: 'Breast cancer history',
    drugs: only,
    source: ['L-ALD', '5'],
    confidence: 'M',
    cases: [
      {
        when: has('breast-cancer'),
        severity: MOD,
        text: 'Breast cancer history',
        management: 'Oncology opinion.',
      },
    ],
  }),
  rule({
    id: 'HR-41',
    title: 'Breastfeeding',
    drugs: only,
    source: ['L-ALD', '8.2'],
    confidence: 'M',
    cases: [{ when: breastfeeding, severity: MOD, text: 'Breastfeeding: canrenone passes into milk' }],
  }),
  rule({
    id: 'HR-42',
    title: 'Potassium monitoring',
    drugs: only,
    source: ['AAD-FPHL', null],
    confidence: 'M',
    cases: [
      {
        when: all(
          female,
          age('<', 45),
          not(raisesPotassium),
          not(
            certainly(
              has('hypertension', 't1dm', 't2dm', 'diabetes-unspecified', 'ckd', 'ckd-3', 'ckd-4', 'ckd-5'),
            ),
          ),
        ),
        severity: MIN,
        text: 'Healthy woman under 45 without an interacting medicine: no routine potassium monitoring',
      },
    ],
  }),
  rule({
    id: 'HR-51',
    title: 'Antihypertensives',
    drugs: only,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('ANTIHYPERTENSIVE'),
        severity: MOD,
        text: 'Blood pressure falls further',
        management: 'Check at 4 weeks.',
      },
    ],
  }),
]

export const ketoconazoleRules: readonly Rule[] = [
  rule({
    id: 'HR-43',
    title: 'Azole allergy',
    drugs: ['ketoconazole_shampoo'],
    source: ['L-KET', '4'],
    confidence: 'H',
    cases: [
      { when: allergicTo({ ingredients: ['ketoconazole'] }), severity: CI, text: 'Allergy to ketoconazole' },
      { when: allergicTo({ classes: ['azole'] }), severity: MOD, text: 'Allergy to another azole' },
    ],
  }),
]
