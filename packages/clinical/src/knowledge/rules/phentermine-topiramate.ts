/** Phentermine/topiramate: formulary §5.3 with review B20, B22, B28. Rows shared with phentermine are there. */

import {
  all,
  any,
  certainly,
  childPugh,
  event,
  has,
  heartRate,
  lab,
  listed,
  now,
  predicate,
  recorded,
  taking,
  takingExcept,
  takingIngredient,
  wocbp,
} from '../../logic/predicates.ts'
import { allergicTo, anyAlcohol, item9Positive, usingGroup } from '../../logic/questions.ts'
import { NO, type Tri, YES } from '../../logic/tri.ts'
import { noContraception, notRemsEffective, wocbpOrUnknown } from '../contraception.ts'
import { CI, MAJ, MIN, MOD, type Rule, rule, sameDayFlag } from '../rule.ts'
import { activeSuicidality } from '../suicidality.ts'
import {
  bpAtLeast,
  depressed,
  drugMisuse,
  drugUseUnspecified,
  eGFRBetween,
  endStageKidney,
  oldEvent,
  planningPregnancy,
  recentEventStated,
  undatedEvent,
  unstableAngina,
} from '../triggers.ts'

const only = ['phentermine_topiramate'] as const
const noNegativeTest = predicate(
  'no negative pregnancy test',
  (facts): Tri => (facts.answers.pregnancyTest === 'negative' ? NO : YES),
  () => ['no negative pregnancy test'],
  ['pregnancyStatus'],
)
export const phentermineTopiramateRules: readonly Rule[] = [
  rule({
    id: 'QSY-01',
    title: 'Women who may become pregnant (REMS)',
    drugs: only,
    source: ['L-QSY', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: all(wocbp, noContraception),
        severity: CI,
        text: 'May become pregnant and uses no contraception: oral clefts',
        management: 'Effective contraception and a negative test first.',
      },
      {
        when: all(wocbpOrUnknown, notRemsEffective),
        severity: 'needs_info',
        text: 'Effective contraception is not established: oral clefts',
        management: 'A long-acting method, or a hormonal method with a barrier.',
        asks: ['contraception'],
      },
      {
        when: all(wocbpOrUnknown, noNegativeTest),
        severity: 'needs_info',
        text: 'A negative pregnancy test is needed before the start and monthly',
        asks: ['pregnancyStatus'],
      },
    ],
  }),
  rule({
    id: 'QSY-02',
    title: 'Planning a pregnancy',
    drugs: only,
    source: ['L-QSY', '5.1'],
    confidence: 'H',
    cases: [{ when: planningPregnancy, severity: CI, text: 'Planning a pregnancy: oral clefts' }],
  }),
  rule({
    id: 'QSY-03',
    title: 'Heart and brain vessels',
    drugs: only,
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(
          certainly(event(['mi', 'stroke-tia'], { upTo: 6 })),
          recentEventStated,
          certainly(unstableAngina),
          recorded('heart-failure', 'arrhythmia-uncontrolled', 'arrhythmia-life-threatening'),
        ),
        severity: CI,
        text: 'Myocardial infarction or stroke in the last 6 months, unstable disease or heart failure: not recommended',
      },
      {
        when: undatedEvent('mi', 'stroke-tia'),
        severity: MAJ,
        text: 'Myocardial infarction or stroke of unknown date',
        management: 'Find out the date: not within 6 months.',
        asks: ['recentCardiacEvent'],
      },
      {
        when: any(has('cvd-any'), oldEvent('mi', 'stroke-tia')),
        severity: MAJ,
        text: 'Stable cardiovascular disease',
        management: 'Monitor the heart rate.',
      },
    ],
  }),
  rule({
    id: 'QSY-04',
    title: 'High blood pressure or fast heart rate',
    drugs: only,
    source: ['POLICY', '5.3'],
    confidence: 'P',
    cases: [
      {
        when: any(bpAtLeast(160, 100), heartRate('>', 100)),
        severity: MAJ,
        text: 'Blood pressure of 160/100 or more, or resting heart rate over 100',
        management: 'Treat first.',
      },
    ],
  }),
  rule({
    id: 'QSY-05',
    title: 'Suicidality and depression',
    drugs: only,
    source: ['L-QSY', '5.3'],
    confidence: 'H',
    cases: [
      {
        when: any(certainly(item9Positive), activeSuicidality),
        severity: CI,
        text: 'Active suicidal ideation: avoid',
        redFlag: sameDayFlag('988 and same-day mental-health assessment'),
      },
      { when: recorded('suicide-attempt-past'), severity: CI, text: 'Past suicide attempt: avoid' },
      { when: depressed, severity: MOD, text: 'Depression', management: 'Watch mood; stop if it worsens.' },
    ],
  }),
  rule({
    id: 'QSY-06',
    title: 'Kidney stones',
    drugs: only,
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('nephrolithiasis'),
        severity: MAJ,
        text: 'Kidney stones: topiramate makes more',
        management: 'Fluids; no other carbonic anhydrase inhibitor.',
      },
    ],
  }),
  rule({
    id: 'QSY-07',
    title: 'Metabolic acidosis',
    drugs: only,
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(has('metabolic-acidosis'), certainly(lab('bicarbonate', '<', 21))),
        severity: MAJ,
        text: 'Metabolic acidosis or bicarbonate under 21',
        management: 'Bicarbonate before the start and periodically.',
      },
    ],
  }),
  rule({
    id: 'QSY-08',
    title: 'Kidney disease',
    drugs: only,
    source: ['L-QSY', '2, 8.6'],
    confidence: 'H',
    cases: [
      {
        when: eGFRBetween(15, 50),
        severity: MAJ,
        text: 'eGFR under 50',
        management: 'At most 7.5/46 mg a day.',
        limits: { phentermine_topiramate: { max: 7.5, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'QSY-09',
    title: 'End-stage kidney disease',
    drugs: only,
    source: ['L-QSY', '8.6'],
    confidence: 'H',
    cases: [{ when: endStageKidney, severity: CI, text: 'End-stage kidney disease or dialysis: avoid' }],
  }),
  rule({
    id: 'QSY-10',
    title: 'Liver impairment',
    drugs: only,
    source: ['L-QSY', '8.7'],
    confidence: 'H',
    cases: [
      { when: childPugh('C'), severity: CI, text: 'Child-Pugh C: avoid' },
      {
        when: childPugh('B'),
        severity: MAJ,
        text: 'Child-Pugh B',
        management: 'At most 7.5/46 mg a day.',
        limits: { phentermine_topiramate: { max: 7.5, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'QSY-11',
    title: 'Topiramate and other carbonic anhydrase inhibitors',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'H',
    cases: [
      {
        when: takingExcept(['TOPIRAMATE'], ['phentermine']),
        severity: CI,
        text: 'Topiramate is in use already',
        management: 'Never both.',
      },
      {
        when: takingExcept(['CAI'], ['topiramate']),
        severity: MAJ,
        text: 'Another carbonic anhydrase inhibitor: acidosis and stones',
      },
    ],
  }),
  rule({
    id: 'QSY-12',
    title: 'Valproate',
    drugs: only,
    source: ['L-QSY', '5, 7'],
    confidence: 'M',
    cases: [
      {
        when: taking('VALPROATE'),
        severity: MAJ,
        text: 'Valproate with topiramate: hyperammonaemia, hypothermia',
      },
    ],
  }),
  rule({
    id: 'QSY-13',
    title: 'Oral contraceptive',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('OC'),
        severity: MOD,
        text: 'Irregular bleeding with the pill',
        management: 'Do not stop the pill; add a barrier.',
      },
    ],
  }),
  rule({
    id: 'QSY-14',
    title: 'Diuretics that lose potassium',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('THIAZIDE', 'LOOP_DIURETIC'),
        severity: MOD,
        text: 'Low potassium with a thiazide or loop diuretic',
        management: 'Check potassium.',
      },
    ],
  }),
  rule({
    id: 'QSY-15',
    title: 'Insulin or a secretagogue',
    drugs: only,
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: taking('INSULIN', 'SECRETAGOGUE'),
        severity: MAJ,
        text: 'Hypoglycaemia with insulin or a secretagogue',
        management: 'Reduce with the diabetes prescriber; monitor.',
      },
    ],
  }),
  rule({
    id: 'QSY-16',
    title: 'Depressants of the nervous system',
    drugs: only,
    source: ['L-QSY', '5, 7'],
    confidence: 'H',
    cases: [
      {
        when: any(
          taking('CNS_DEPRESSANT', 'OPIOID', 'BENZODIAZEPINE', 'BARBITURATE', 'SEDATIVE_HYPNOTIC'),
          anyAlcohol,
        ),
        severity: MOD,
        text: 'Alcohol or a medicine that depresses the nervous system',
        management: 'Avoid alcohol; caution with driving.',
      },
    ],
  }),
  rule({
    id: 'QSY-17',
    title: 'History of drug abuse',
    drugs: only,
    source: ['L-QSY', '9'],
    confidence: 'H',
    cases: [
      { when: drugMisuse, severity: MAJ, text: 'History of drug abuse: schedule IV' },
      {
        when: drugUseUnspecified,
        severity: MAJ,
        confidence: 'P',
        text: 'Drug use of unstated degree',
        management: 'Ask.',
      },
    ],
  }),
  rule({
    id: 'QSY-18',
    title: 'Metformin',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'H',
    cases: [{ when: takingIngredient('metformin'), severity: MIN, text: 'Metformin exposure may rise' }],
  }),
  rule({
    id: 'QSY-19',
    title: 'Acute eye pain or blurred vision',
    drugs: only,
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: all(now('acute-eye-pain'), listed(usingGroup('TOPIRAMATE'))),
        severity: CI,
        text: 'Acute eye pain or blurred vision on topiramate: acute myopia or angle closure',
        management: 'Stop; emergency ophthalmology.',
        redFlag: { level: 'P0', route: 'emergency', destination: 'emergency ophthalmology' },
      },
      {
        when: now('acute-eye-pain'),
        severity: CI,
        text: 'Acute eye pain or blurred vision: acute myopia or angle closure',
        management: 'Stop; emergency ophthalmology.',
      },
    ],
  }),
  rule({
    id: 'QSY-20',
    title: 'Sulfonamide antibiotic allergy',
    drugs: only,
    source: ['L-QSY', '6'],
    confidence: 'M',
    cases: [
      {
        when: allergicTo({ classes: ['sulfonamide-antibiotic'] }),
        severity: MIN,
        text: 'Allergy to a sulfonamide antibiotic is not a contraindication to topiramate',
      },
    ],
  }),
  rule({
    id: 'QSY-21',
    title: 'Antiarrhythmics',
    drugs: only,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('QT_ANTIARR'),
        severity: MAJ,
        text: 'An antiarrhythmic points to an arrhythmia',
        management: 'Cardiology first.',
      },
    ],
  }),
  rule({
    id: 'QSY-22',
    title: 'Enzyme inducers',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'H',
    cases: [
      {
        when: takingIngredient('phenytoin', 'fosphenytoin', 'carbamazepine'),
        severity: MOD,
        text: 'Phenytoin or carbamazepine lowers topiramate',
      },
    ],
  }),
  rule({
    id: 'QSY-23',
    title: 'Lithium',
    drugs: only,
    source: ['L-QSY', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('LITHIUM'),
        severity: MOD,
        text: 'Lithium levels can change',
        management: 'Check the level.',
      },
    ],
  }),
]
