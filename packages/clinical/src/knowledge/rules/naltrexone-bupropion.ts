/** Naltrexone/bupropion: formulary §5.4 with review A4, A7, A10, A19, B13, B15, B20, B22. */

import {
  age,
  always,
  any,
  breastfeeding,
  certainly,
  childPugh,
  eGFR,
  event,
  has,
  keyed,
  predicate,
  pregnant,
  recorded,
  taking,
} from '../../logic/predicates.ts'
import { allergicTo, item9Positive, stoppedWithin } from '../../logic/questions.ts'
import { NO, YES } from '../../logic/tri.ts'
import { CI, MAJ, MOD, type Rule, rule, sameDayFlag, syncFlag } from '../rule.ts'
import { activeSuicidality } from '../suicidality.ts'
import {
  bpAtLeast,
  depressed,
  endStageKidney,
  recentEventStated,
  seizureHistory,
  undatedEvent,
  unstableAngina,
} from '../triggers.ts'

const only = ['naltrexone_bupropion'] as const
const oneTabletTwiceDailyRisk = { naltrexone_bupropion: { max: 16, kind: 'risk' } } as const

const stoppingAlcohol = keyed(
  ['s:stopping-alcohol'],
  predicate(
    'stops drinking abruptly',
    (facts) => facts.alcohol.stoppingAbruptly,
    () => ['alcohol is being stopped abruptly'],
    ['alcoholUse'],
  ),
)
const openAngleOnly = keyed(
  ['c:glaucoma-angle-closure'],
  predicate('angle-closure glaucoma or narrow angles', (facts) =>
    facts.byConcept.has('glaucoma-angle-closure') ? YES : NO,
  ),
)

export const naltrexoneBupropionRules: readonly Rule[] = [
  rule({
    id: 'CON-BW',
    title: 'Boxed warning',
    drugs: only,
    source: ['L-CON', 'boxed warning'],
    confidence: 'H',
    cases: [{ when: always, severity: 'info', text: 'Boxed warning: suicidal thoughts and behaviours' }],
  }),
  rule({
    id: 'CON-01',
    title: 'Hypertension not controlled',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'P',
    cases: [
      {
        when: any(bpAtLeast(160, 100), recorded('hypertensive-crisis', 'hypertension-uncontrolled')),
        severity: CI,
        text: 'Uncontrolled hypertension: 160/100 or more',
        management: 'Treat the blood pressure first.',
      },
      {
        when: bpAtLeast(140, 90),
        severity: MAJ,
        text: 'Blood pressure of 140/90 or more',
        management: 'Repeat, and treat first; check regularly.',
      },
    ],
  }),
  rule({
    id: 'CON-02',
    title: 'Seizures',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'H',
    cases: [
      { when: seizureHistory, severity: CI, text: 'Seizure disorder or a seizure in the past' },
      {
        when: recorded('febrile-seizure'),
        severity: MAJ,
        confidence: 'P',
        text: 'Childhood febrile seizure',
        management: 'Ask: a single one only, and none since.',
      },
    ],
  }),
  rule({
    id: 'CON-03',
    title: 'Bulimia or anorexia nervosa',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'H',
    cases: [
      {
        when: has('anorexia-bulimia'),
        severity: CI,
        text: 'Bulimia or anorexia nervosa, now or in the past',
        redFlag: syncFlag('eating-disorder service'),
      },
    ],
  }),
  rule({
    id: 'CON-05',
    title: 'Abrupt stop of alcohol or sedatives',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(
          recorded('alcohol-sedative-withdrawal'),
          certainly(stoppingAlcohol),
          certainly(stoppedWithin(14, 'BENZODIAZEPINE', 'BARBITURATE', 'AED')),
        ),
        severity: CI,
        text: 'Abrupt discontinuation of alcohol, a benzodiazepine, a barbiturate or an antiepileptic: seizures',
      },
    ],
  }),
  rule({
    id: 'CON-08',
    title: 'Hypersensitivity',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ ingredients: ['bupropion', 'naltrexone'] }),
        severity: CI,
        text: 'Allergy to bupropion or naltrexone',
      },
    ],
  }),
  rule({
    id: 'CON-09',
    title: 'Pregnancy',
    drugs: only,
    source: ['L-CON', '8.1'],
    confidence: 'P',
    cases: [{ when: pregnant, severity: CI, text: 'Pregnant: weight loss gives no benefit' }],
  }),
  rule({
    id: 'CON-10',
    title: 'End-stage kidney or severe liver disease',
    drugs: only,
    source: ['L-CON', '2, 8'],
    confidence: 'H',
    cases: [
      {
        when: any(endStageKidney, childPugh('C')),
        severity: CI,
        text: 'End-stage kidney disease or Child-Pugh C: not recommended',
      },
    ],
  }),
  rule({
    id: 'CON-11',
    title: 'Kidney or liver impairment',
    drugs: only,
    source: ['L-CON', '2.4, 2.5'],
    confidence: 'H',
    cases: [
      {
        when: any(eGFR('<', 60), childPugh('B')),
        severity: MAJ,
        text: 'eGFR under 60 or Child-Pugh B',
        management: 'At most 1 tablet in the morning and 1 in the evening.',
        limits: oneTabletTwiceDailyRisk,
      },
    ],
  }),
  rule({
    id: 'CON-18',
    title: 'Suicidality; young age; depression',
    drugs: only,
    source: ['L-CON', 'boxed warning'],
    confidence: 'H',
    cases: [
      {
        when: any(certainly(item9Positive), activeSuicidality),
        severity: CI,
        confidence: 'P',
        text: 'Active suicidal ideation',
        redFlag: sameDayFlag('988 and same-day mental-health assessment'),
      },
      {
        when: any(age('<', 25), depressed, recorded('suicide-attempt-past')),
        severity: MOD,
        text: 'Under 25, or depression: suicidal thoughts can emerge',
        management: 'Watch mood in the first weeks.',
      },
    ],
  }),
  rule({
    id: 'CON-19',
    title: 'Bipolar disorder',
    drugs: only,
    source: ['L-CON', '5'],
    confidence: 'H',
    cases: [
      { when: has('bipolar', 'mania'), severity: MAJ, text: 'Bipolar disorder or mania can be activated' },
    ],
  }),
  rule({
    id: 'CON-20',
    title: 'Narrow angles',
    drugs: only,
    source: ['L-CON', '5'],
    confidence: 'H',
    cases: [
      {
        when: openAngleOnly,
        severity: MAJ,
        text: 'Angle-closure glaucoma or narrow angles',
        management: 'Only after an iridectomy.',
      },
    ],
  }),
  rule({
    id: 'CON-21',
    title: 'Recent or unstable heart disease',
    drugs: only,
    source: ['L-CON', '5'],
    confidence: 'M',
    cases: [
      {
        when: any(
          certainly(event(['mi'], { upTo: 6 })),
          recentEventStated,
          certainly(unstableAngina),
          undatedEvent('mi'),
        ),
        severity: MAJ,
        text: 'Myocardial infarction in the last 6 months (or undated) or unstable heart disease: not studied',
      },
    ],
  }),
  rule({
    id: 'CON-22',
    title: 'Age 65 and over',
    drugs: only,
    source: ['L-CON', '8.5'],
    confidence: 'P',
    cases: [
      { when: age('>', 75), severity: MAJ, text: 'Over 75' },
      { when: age('>=', 65), severity: MOD, text: 'Age 65 or more', management: 'Check kidney function.' },
    ],
  }),
  rule({
    id: 'CON-24',
    title: 'Breastfeeding',
    drugs: only,
    source: ['L-CON', '8.2'],
    confidence: 'M',
    cases: [{ when: breastfeeding, severity: MAJ, text: 'Breastfeeding' }],
  }),
  rule({
    id: 'CON-26',
    title: 'Brain injury, lesions, hyponatraemia, stimulants',
    drugs: only,
    source: ['L-CON', '5.3'],
    confidence: 'H',
    cases: [
      {
        when: any(
          has('head-injury', 'cns-lesion', 'hyponatraemia', 'stimulant-use'),
          certainly(taking('ILLICIT_STIMULANT')),
        ),
        severity: MAJ,
        text: 'Head injury, brain lesion or infection, hyponatraemia or stimulant use: seizures',
      },
    ],
  }),
]
