/** Hair loss, all drugs, and 5-alpha-reductase inhibitors: formulary §7.1 with review A17, B8, B9, B18. */

import {
  age,
  all,
  any,
  breastfeeding,
  certainly,
  childPugh,
  event,
  female,
  has,
  keyed,
  lab,
  male,
  not,
  predicate,
  pregnant,
  recorded,
  saysYes,
  taking,
  takingIngredient,
  unknownWhether,
  wocbp,
} from '../../logic/predicates.ts'
import { allergicTo, item9Positive, usingGroup } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import {
  CI,
  fiveAri,
  hairDrugs,
  inPersonFlag,
  MAJ,
  MIN,
  MOD,
  type Rule,
  rule,
  sameDayFlag,
  syncFlag,
} from '../rule.ts'
import { activeSuicidality } from '../suicidality.ts'
import { adjustedPsaHigh, depressed, notPatternLoss, psaOn5ari } from '../triggers.ts'

const conceptionPlanned = keyed(
  ['s:planning', 'c:planning-pregnancy', 'c:male-infertility'],
  predicate(
    'plans to father a child',
    (facts) => {
      if (facts.sex === 'female') return NO
      if (facts.pregnancyPlans === 'now' || facts.pregnancyPlans === 'later') return YES
      if (facts.byConcept.has('planning-pregnancy') || facts.byConcept.has('male-infertility')) return YES
      return facts.pregnancyPlans === 'unknown' ? UNKNOWN : NO
    },
    () => ['plans to father a child'],
  ),
)
const topicalFinasteride = keyed(
  ['medications', 'u:medications'],
  predicate(
    'uses topical (compounded) finasteride',
    (facts) =>
      facts.medications.some(
        (fact) =>
          (fact.match.route === 'topical' || fact.match.compounded) &&
          fact.match.ingredients.some((ingredient) => ingredient.name === 'finasteride'),
      )
        ? YES
        : facts.medicationsKnown
          ? NO
          : UNKNOWN,
    (facts) => (facts.anyRoute.get('finasteride') ?? []).map((fact) => fact.label),
  ),
  ['medications'],
)
const diagnosedHyperandrogenism = recorded('pcos', 'cah')
const irregularPeriods = keyed(
  ['periods:irregular'],
  predicate(
    'irregular periods',
    (facts) => (facts.periods === 'irregular' ? YES : NO),
    () => ['irregular periods'],
  ),
)
const recentTrigger = any(
  certainly(event(['telogen-effluvium', 'telogen-trigger', 'postpartum'], { upTo: 6 })),
  keyed(
    ['c:telogen-effluvium', 'c:postpartum'],
    predicate(
      'a telogen effluvium trigger without a date',
      (facts) =>
        (facts.byConcept.get('telogen-effluvium') ?? []).some((fact) => fact.monthsAgo === null) ||
        (facts.byConcept.get('postpartum') ?? []).some((fact) => fact.monthsAgo === null)
          ? YES
          : NO,
      (facts) => [
        ...new Set(
          [
            ...(facts.byConcept.get('telogen-effluvium') ?? []),
            ...(facts.byConcept.get('postpartum') ?? []),
          ].map((fact) => fact.label),
        ),
      ],
    ),
  ),
  certainly(usingGroup('INCRETIN')),
)

export const hairRules: readonly Rule[] = [
  rule({
    id: 'HR-01',
    title: 'Women of childbearing potential',
    drugs: fiveAri,
    source: ['L-PRO', '4, 5, 8.1'],
    confidence: 'H',
    cases: [
      {
        when: all(female, any(wocbp, pregnant, breastfeeding)),
        severity: CI,
        text: 'Woman who is, or may become, pregnant or is breastfeeding: abnormal genitalia of a male fetus',
        management: 'Must not handle crushed tablets or leaking capsules.',
      },
    ],
  }),
  rule({
    id: 'HR-02',
    title: 'Women of any age',
    drugs: fiveAri,
    source: ['L-PRO', '8'],
    confidence: 'P',
    cases: [
      { when: female, severity: CI, text: 'Labelled for men only', management: 'Refer to dermatology.' },
    ],
  }),
  rule({
    id: 'HR-03',
    title: 'Hypersensitivity to finasteride',
    drugs: ['finasteride'],
    source: ['L-PRO', '4'],
    confidence: 'H',
    cases: [
      { when: allergicTo({ ingredients: ['finasteride'] }), severity: CI, text: 'Allergy to finasteride' },
      { when: allergicTo({ ingredients: ['dutasteride'] }), severity: MAJ, text: 'Allergy to dutasteride' },
      {
        when: allergicTo({ classes: ['5ari'] }),
        severity: CI,
        text: 'Allergy to a 5-alpha-reductase inhibitor',
      },
    ],
  }),
  rule({
    id: 'HR-04',
    title: 'Hypersensitivity to any 5-alpha-reductase inhibitor',
    drugs: ['dutasteride'],
    source: ['L-AVO', '4'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ ingredients: ['dutasteride', 'finasteride'], classes: ['5ari'] }),
        severity: CI,
        text: 'Allergy to dutasteride or another 5-alpha-reductase inhibitor',
      },
    ],
  }),
  rule({
    id: 'HR-06',
    title: 'Active suicidal ideation',
    drugs: fiveAri,
    source: ['EMA-25F', null],
    confidence: 'P',
    cases: [
      {
        when: any(certainly(item9Positive), activeSuicidality),
        severity: CI,
        text: 'Suicidal thoughts: a confirmed side effect of finasteride',
        redFlag: sameDayFlag('988 and same-day mental-health assessment'),
      },
    ],
  }),
  rule({
    id: 'HR-07',
    title: 'Depression, past suicidality',
    drugs: fiveAri,
    source: ['EMA-25F', null],
    confidence: 'H',
    cases: [
      {
        when: any(depressed, recorded('suicide-attempt-past')),
        severity: MAJ,
        text: 'Depression or a past suicide attempt',
        management:
          'Informed choice; PHQ at 3 months; stop if mood changes. Topical minoxidil is an alternative.',
      },
      {
        when: recorded('self-harm-nonsuicidal'),
        severity: MOD,
        text: 'Past self-harm',
        management: 'Watch mood.',
      },
    ],
  }),
  rule({
    id: 'HR-08',
    title: 'Prostate cancer, raised PSA',
    drugs: fiveAri,
    source: ['L-PRO', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(has('prostate-cancer', 'raised-psa'), certainly(adjustedPsaHigh)),
        severity: MAJ,
        text: 'Prostate cancer or raised PSA',
        management: 'Urology before any 5-alpha-reductase inhibitor, which halves the PSA.',
        redFlag: inPersonFlag('urology'),
      },
      {
        when: psaOn5ari,
        severity: MOD,
        text: 'PSA on a 5-alpha-reductase inhibitor',
        management: 'Double the measured value.',
      },
    ],
  }),
  rule({
    id: 'HR-09',
    title: 'PSA baseline',
    drugs: fiveAri,
    source: ['POLICY', '7.1'],
    confidence: 'P',
    cases: [
      {
        when: all(male, age('>=', 45), unknownWhether(lab('psa', '>=', 0))),
        severity: 'info',
        text: 'Man of 45 or more without a PSA on file',
        management: 'Discuss a baseline PSA.',
      },
    ],
  }),
  rule({
    id: 'HR-10',
    title: 'Liver disease',
    drugs: fiveAri,
    source: ['L-PRO', '5, 8.6'],
    confidence: 'H',
    cases: [
      {
        when: any(recorded('cirrhosis'), certainly(childPugh('B', 'C'))),
        severity: MAJ,
        text: 'Cirrhosis or Child-Pugh B–C: metabolised by the liver',
      },
      {
        when: has('liver-disease', 'hepatitis', 'masld', 'mash', 'hepatic-failure'),
        severity: MOD,
        text: 'Liver disease: metabolised by the liver',
      },
    ],
  }),
  rule({
    id: 'HR-11',
    title: 'Breast',
    drugs: fiveAri,
    source: ['L-PRO', '5, 6'],
    confidence: 'H',
    cases: [
      {
        when: recorded('breast-lump'),
        severity: MAJ,
        text: 'New breast lump',
        management: 'Examination first.',
        redFlag: inPersonFlag('primary care or breast clinic'),
      },
      {
        when: has('gynaecomastia', 'breast-cancer'),
        severity: MAJ,
        text: 'Gynaecomastia or breast cancer history',
      },
    ],
  }),
  rule({
    id: 'HR-12',
    title: 'Existing sexual dysfunction',
    drugs: fiveAri,
    source: ['L-PRO', '6'],
    confidence: 'H',
    cases: [
      {
        when: any(has('erectile-dysfunction', 'low-libido'), saysYes('sexualDysfunction')),
        severity: MOD,
        text: 'Erectile dysfunction or low libido may worsen',
        management: 'Discuss before starting.',
      },
    ],
  }),
  rule({
    id: 'HR-13',
    title: 'Plans to father a child',
    drugs: fiveAri,
    source: ['L-PRO', '6, 8'],
    confidence: 'M',
    cases: [{ when: all(male, conceptionPlanned), severity: MOD, text: 'Semen quality falls, reversibly' }],
  }),
  rule({
    id: 'HR-14',
    title: 'CYP3A4 inhibitors',
    drugs: ['dutasteride'],
    source: ['L-AVO', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('CYP3A4_INH_STRONG', 'BOOSTER', 'ARV_BOOSTED'),
        severity: MOD,
        text: 'Strong CYP3A4 inhibitor raises dutasteride',
        management: 'Caution in long use.',
      },
      {
        when: taking('CYP3A4_INH_MOD'),
        severity: MIN,
        text: 'Moderate CYP3A4 inhibitor raises dutasteride a little',
      },
    ],
  }),
  rule({
    id: 'HR-16',
    title: 'Compounded topical finasteride',
    drugs: ['finasteride'],
    source: ['FDA-25T', null],
    confidence: 'H',
    cases: [
      {
        when: topicalFinasteride,
        severity: MOD,
        text: 'Compounded topical finasteride is not approved, is absorbed, and can transfer to women',
        management: 'Use the labelled tablet instead.',
      },
    ],
  }),
  rule({
    id: 'HR-45',
    title: 'Not pattern hair loss',
    drugs: hairDrugs,
    source: ['POLICY', '7.1'],
    confidence: 'P',
    cases: [
      {
        when: notPatternLoss,
        severity: MAJ,
        text: 'Sudden, patchy, scarring, inflamed or drug-related hair loss: not to be treated as pattern loss',
        management: 'Dermatology in person.',
        redFlag: inPersonFlag('dermatology'),
      },
    ],
  }),
  rule({
    id: 'HR-46',
    title: 'Androgen excess in women',
    drugs: hairDrugs,
    source: ['POLICY', '7.1'],
    confidence: 'P',
    cases: [
      {
        when: all(female, recorded('virilisation')),
        severity: MAJ,
        text: 'Virilisation',
        management: 'Endocrine tests first.',
        redFlag: syncFlag('endocrine tests'),
      },
      {
        when: all(female, diagnosedHyperandrogenism),
        severity: MOD,
        text: 'Diagnosed PCOS or adrenal hyperplasia under care',
        management: 'Check contraception and potassium.',
      },
      {
        when: all(female, any(recorded('hyperandrogenism'), irregularPeriods)),
        severity: MAJ,
        text: 'Signs of androgen excess or irregular periods without a diagnosis',
        management: 'Endocrine tests first.',
        redFlag: syncFlag('endocrine tests'),
      },
    ],
  }),
  rule({
    id: 'HR-47',
    title: 'Telogen effluvium',
    drugs: hairDrugs,
    source: ['AAD-FPHL', null],
    confidence: 'M',
    cases: [
      {
        when: all(recentTrigger, not(certainly(notPatternLoss))),
        severity: MOD,
        text: 'A recent trigger of telogen effluvium (childbirth, illness, crash diet, surgery, weight loss on an incretin)',
        management: 'Reassure; ferritin and TSH first.',
      },
      {
        when: takingIngredient('methotrexate'),
        severity: MOD,
        text: 'Methotrexate at the doses of joint and skin disease can cause shedding',
        management: 'Ask whether the loss began with it; the prescriber and folic acid first.',
      },
    ],
  }),
  rule({
    id: 'HR-49',
    title: 'Stage of hair loss',
    drugs: hairDrugs,
    source: ['INS', '10'],
    confidence: 'H',
    cases: [
      {
        when: keyed(
          ['hair:stage'],
          predicate(
            'Norwood I',
            (facts) => (facts.hair.norwood === 'I' ? YES : NO),
            () => ['Norwood I'],
          ),
        ),
        severity: 'info',
        text: 'Norwood I: no treatment is needed',
      },
      {
        when: keyed(
          ['hair:stage'],
          predicate(
            'Norwood VI–VII',
            (facts) => (facts.hair.norwood === 'VI' || facts.hair.norwood === 'VII' ? YES : NO),
            (facts) => [`Norwood ${facts.hair.norwood}`],
          ),
        ),
        severity: 'info',
        text: 'Norwood VI–VII: little to expect from medicines; surgery can be discussed',
      },
      {
        when: keyed(
          ['hair:stage'],
          predicate(
            'Ludwig III',
            (facts) => (facts.hair.ludwig === 'III' ? YES : NO),
            () => ['Ludwig III'],
          ),
        ),
        severity: 'info',
        text: 'Ludwig III: dermatology',
      },
    ],
  }),
]
