/** Incretins with other medicines, and orforglipron's own interactions: formulary §5.1 with review B27, B31, B32. */

import { all, keyed, predicate, taking, takingIngredient } from '../../logic/predicates.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { muchGrapefruit } from '../medicine-triggers.ts'
import { CI, incretins, MAJ, MIN, MOD, type Rule, rule } from '../rule.ts'

const diabetesPlanRecorded = predicate(
  'a diabetes prescriber is named and the insulin plan recorded',
  (facts) => (facts.answers.diabetesPrescriberNamed ? YES : NO),
)
const compoundedIncretin = keyed(
  ['compounded', 'u:medications'],
  predicate(
    'uses a compounded or grey-market incretin',
    (facts) =>
      facts.medications.some((fact) => fact.match.compounded && fact.classes.has('INCRETIN'))
        ? YES
        : facts.medicationsKnown
          ? NO
          : UNKNOWN,
    (facts) =>
      facts.medications
        .filter((fact) => fact.match.compounded && fact.classes.has('INCRETIN'))
        .map((fact) => fact.entry),
  ),
  ['compounded'],
)
export const incretinMedicineRules: readonly Rule[] = [
  rule({
    id: 'INC-11',
    title: 'Insulin or a secretagogue',
    drugs: incretins,
    source: ['L-INC', '5, 7'],
    confidence: 'H',
    cases: [
      {
        when: all(taking('INSULIN', 'SECRETAGOGUE'), diabetesPlanRecorded),
        severity: MOD,
        text: 'Hypoglycaemia with insulin or a secretagogue',
        management: 'Follow the recorded plan of the diabetes prescriber; glucose self-monitoring.',
      },
      {
        when: taking('INSULIN', 'SECRETAGOGUE'),
        severity: MAJ,
        text: 'Hypoglycaemia with insulin or a secretagogue',
        management:
          'Name the diabetes prescriber and record the plan: consider less insulin or half the secretagogue, glucose self-monitoring.',
      },
    ],
  }),
  rule({
    id: 'INC-13',
    title: 'DPP-4 inhibitor',
    drugs: incretins,
    source: ['ADA-SOC', null],
    confidence: 'H',
    cases: [
      {
        when: taking('DPP4'),
        severity: MOD,
        text: 'No added benefit with a DPP-4 inhibitor',
        management: 'Stop the DPP-4 inhibitor.',
      },
    ],
  }),
  rule({
    id: 'INC-21',
    title: 'Oral contraceptive',
    drugs: ['tirzepatide', 'orforglipron'],
    source: ['L-ZEP', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('OC'),
        only: ['tirzepatide'],
        severity: MOD,
        text: 'Oral contraceptives are less reliable',
        management:
          'Change to a non-oral method or add a barrier for 4 weeks after the start and after each dose increase.',
      },
      {
        when: taking('OC'),
        only: ['orforglipron'],
        severity: MOD,
        confidence: 'M',
        source: ['L-FOU', '7'],
        text: 'Oral contraceptives are less reliable',
        management:
          'Change to a non-oral method or add a barrier for 30 days after the start and after each dose increase.',
      },
    ],
  }),
  rule({
    id: 'INC-22',
    title: 'Oral medicines with a narrow range',
    drugs: incretins,
    source: ['L-INC', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('VIT_K_ANTAG'),
        severity: MOD,
        text: 'Delayed gastric emptying with warfarin',
        management: 'Extra INR at the start and after each dose increase.',
      },
      {
        when: taking('DIGOXIN', 'THYROID', 'CYCLOSPORINE', 'AED'),
        severity: MIN,
        text: 'Delayed gastric emptying with an oral medicine of narrow range',
        management: 'Watch levels or effect at the start and after each dose increase.',
      },
    ],
  }),
  rule({
    id: 'INC-23',
    title: 'Levothyroxine with oral semaglutide',
    drugs: ['semaglutide_po'],
    source: ['L-WEGT', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('THYROID'),
        severity: MOD,
        text: 'Oral semaglutide raises thyroxine exposure by about 33 %',
        management: 'Separate the doses; check TSH.',
      },
    ],
  }),
  rule({
    id: 'INC-27',
    title: 'Compounded incretin in use',
    drugs: incretins,
    source: ['FDA-COMP', null],
    confidence: 'H',
    cases: [
      {
        when: compoundedIncretin,
        severity: MOD,
        text: 'Compounded incretin: dose errors and non-approved salts occur',
        management: 'Verify the mg actually taken.',
      },
    ],
  }),
  rule({
    id: 'INC-29',
    title: 'Lithium',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'M',
    cases: [
      {
        when: taking('LITHIUM'),
        severity: MOD,
        text: 'Dehydration can raise lithium to toxic levels',
        management: 'Check the level after vomiting or diarrhoea.',
      },
    ],
  }),
  rule({
    id: 'INC-30',
    title: 'Pramlintide',
    drugs: incretins,
    source: ['L-INC', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('AMYLIN'),
        severity: MAJ,
        text: 'Pramlintide: gastric emptying is slowed twice',
        management: 'Diabetes prescriber decides.',
      },
    ],
  }),
  rule({
    id: 'INC-31',
    title: 'Antihypertensives',
    drugs: incretins,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('ANTIHYPERTENSIVE'),
        severity: MIN,
        text: 'Blood pressure falls with weight',
        management: 'Check at each visit.',
      },
    ],
  }),
  rule({
    id: 'ORF-01',
    title: 'Orforglipron and boosted antiretrovirals',
    drugs: ['orforglipron'],
    source: ['POLICY', '5.1'],
    confidence: 'P',
    cases: [
      {
        when: taking('BOOSTER', 'ARV_BOOSTED'),
        severity: CI,
        text: 'Ritonavir or cobicistat blocks both ways orforglipron leaves the body',
      },
    ],
  }),
  rule({
    id: 'ORF-02',
    title: 'Orforglipron and inhibitors',
    drugs: ['orforglipron'],
    source: ['L-FOU', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('CYP3A4_INH_STRONG', 'OATP1B_INH', 'CYCLOSPORINE'),
        severity: MAJ,
        text: 'Strong CYP3A4 or OATP1B inhibitor raises orforglipron',
        management: 'At most 9 mg a day.',
        limits: { orforglipron: { max: 9, kind: 'interaction' } },
      },
      {
        when: all(taking('GRAPEFRUIT'), muchGrapefruit),
        severity: MOD,
        text: 'Much grapefruit juice raises orforglipron',
      },
      { when: taking('GRAPEFRUIT'), severity: MIN, text: 'Grapefruit may raise orforglipron a little' },
    ],
  }),
  rule({
    id: 'ORF-03',
    title: 'Orforglipron and inducers',
    drugs: ['orforglipron'],
    source: ['L-FOU', '7'],
    confidence: 'M',
    cases: [
      { when: taking('CYP3A4_INDUCER_STRONG'), severity: CI, text: 'Strong CYP3A4 inducer: avoid' },
      {
        when: taking('CYP3A4_INDUCER_MOD', 'CYP3A4_INDUCER'),
        severity: MOD,
        text: 'CYP3A4 inducer: less effect',
      },
    ],
  }),
  rule({
    id: 'ORF-04',
    title: 'Orforglipron and statins',
    drugs: ['orforglipron'],
    source: ['L-FOU', '7'],
    confidence: 'M',
    cases: [
      {
        when: takingIngredient('simvastatin'),
        severity: MOD,
        text: 'Simvastatin exposure rises',
        management: 'Simvastatin at most 20 mg a day.',
      },
      { when: takingIngredient('rosuvastatin'), severity: MIN, text: 'Rosuvastatin exposure may rise' },
    ],
  }),
]
