/** Incretins: formulary §5.1 with review A12, B11, B19, B27, B31, B32. */

import {
  age,
  all,
  always,
  answered,
  any,
  breastfeeding,
  certainly,
  childPugh,
  dialysis,
  eGFR,
  familyHas,
  has,
  heartRate,
  keyed,
  lab,
  now,
  predicate,
  pregnant,
  recorded,
  saysYes,
  severe,
  yesKeyed,
} from '../../logic/predicates.ts'
import { allergicTo, scoffPositive } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import {
  CI,
  incretins,
  inPersonFlag,
  MAJ,
  MIN,
  MOD,
  type Rule,
  type RuleCase,
  rule,
  sameDayFlag,
  semaglutides,
  syncFlag,
  weightDrugs,
} from '../rule.ts'
import { acutePancreatitis, planningPregnancy, planningPregnancyNow } from '../triggers.ts'

const injectables = ['semaglutide_sc', 'tirzepatide', 'liraglutide'] as const

const mtcUnsure = keyed(
  ['mtc-unsure'],
  predicate(
    'unsure about medullary thyroid cancer in self or family',
    (facts) => (facts.answers.familyHistoryMTCUnsure ? YES : NO),
    () => ['intake: unsure, or thyroid cancer of unknown type'],
    ['familyHistoryMTC'],
  ),
)
/** Common laboratory limits: 8.4 pg/mL in men, 5.0 in women. */
const calcitoninRaised = yesKeyed(
  ['calcitonin'],
  predicate(
    'calcitonin above the laboratory range',
    (facts) =>
      facts.labs.calcitonin === null
        ? UNKNOWN
        : facts.labs.calcitonin > (facts.sex === 'female' ? 5 : 8.4)
          ? YES
          : NO,
    (facts) => [`calcitonin ${facts.labs.calcitonin} pg/mL`],
  ),
)
const plannedSurgery = keyed(
  ['s:surgery'],
  predicate(
    'an operation, anaesthetic or deep sedation is planned',
    (facts) =>
      facts.answers.plannedSurgery.tri === YES || facts.byConcept.has('planned-surgery')
        ? YES
        : facts.answers.plannedSurgery.tri === NO
          ? NO
          : UNKNOWN,
    (facts) => [
      facts.answers.plannedSurgery.text ??
        facts.byConcept.get('planned-surgery')?.[0]?.label ??
        'planned surgery',
    ],
    ['plannedSurgery'],
  ),
)
const lowBmiOrUnknown = predicate('BMI under 30 or unknown', (facts) =>
  facts.bmi === null || facts.bmi < 30 ? YES : NO,
)

export const incretinRules: readonly Rule[] = [
  rule({
    id: 'INC-BW',
    title: 'Boxed warning',
    drugs: incretins,
    source: ['L-INC', 'boxed warning'],
    confidence: 'H',
    cases: [
      {
        when: always,
        only: ['orforglipron'],
        severity: 'info',
        confidence: 'M',
        text: 'Boxed warning: thyroid C-cell tumours',
      },
      { when: always, severity: 'info', text: 'Boxed warning: thyroid C-cell tumours in rodents' },
    ],
  }),
  rule({
    id: 'INC-01',
    title: 'Medullary thyroid cancer or MEN 2',
    drugs: incretins,
    source: ['L-INC', '4, 5.1'],
    confidence: 'H',
    cases: [
      {
        when: any(recorded('mtc-men2'), familyHas('mtc-men2'), saysYes('familyHistoryMTC')),
        severity: CI,
        text: 'Medullary thyroid cancer or MEN 2, in the patient or the family',
        management: 'Never an incretin; choose another class.',
      },
      {
        when: any(mtcUnsure, recorded('thyroid-cancer-unknown'), familyHas('thyroid-cancer-unknown')),
        severity: MAJ,
        text: 'Thyroid cancer of unknown type, or the family history is not certain',
        management: 'Find out the histology before starting.',
        asks: ['familyHistoryMTC'],
      },
      {
        when: recorded('thyroid-cancer-other'),
        severity: MIN,
        text: 'Papillary or follicular thyroid cancer is not a contraindication',
        management: 'Confirm the histology.',
      },
      {
        when: answered('familyHistoryMTC'),
        severity: CI,
        text: 'Medullary thyroid cancer or MEN 2, in the patient or the family',
      },
    ],
  }),
  rule({
    id: 'INC-02',
    title: 'Hypersensitivity to the same incretin',
    drugs: incretins,
    source: ['L-INC', '4'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ ingredients: ['semaglutide'] }),
        only: semaglutides,
        severity: CI,
        text: 'Hypersensitivity to semaglutide',
      },
      {
        when: allergicTo({ ingredients: ['tirzepatide'] }),
        only: ['tirzepatide'],
        severity: CI,
        text: 'Hypersensitivity to tirzepatide',
      },
      {
        when: allergicTo({ ingredients: ['liraglutide'], excipients: ['propylene-glycol', 'phenol'] }),
        only: ['liraglutide'],
        severity: CI,
        text: 'Hypersensitivity to liraglutide or to propylene glycol or phenol in it',
      },
      {
        when: allergicTo({ ingredients: ['orforglipron'] }),
        only: ['orforglipron'],
        severity: CI,
        text: 'Hypersensitivity to orforglipron',
      },
    ],
  }),
  rule({
    id: 'INC-03',
    title: 'Hypersensitivity to another incretin',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ classes: ['incretin'], except: ['semaglutide'] }),
        only: semaglutides,
        severity: MAJ,
        text: 'Allergy to another incretin: not known whether this one is tolerated',
        management: 'Use with caution, first dose observed, or choose another class.',
      },
      ...(['tirzepatide', 'liraglutide', 'orforglipron'] as const).map(
        (id): RuleCase => ({
          when: allergicTo({ classes: ['incretin'], except: [id] }),
          only: [id],
          severity: MAJ,
          text: 'Allergy to another incretin: not known whether this one is tolerated',
          management: 'Use with caution, first dose observed, or choose another class.',
        }),
      ),
    ],
  }),
  rule({
    id: 'INC-04',
    title: 'Pregnancy',
    drugs: incretins,
    source: ['L-INC', '8.1'],
    confidence: 'H',
    cases: [
      { when: pregnant, severity: CI, text: 'Pregnant: stop; weight loss gives no benefit in pregnancy' },
    ],
  }),
  rule({
    id: 'INC-05',
    title: 'Planning a pregnancy',
    drugs: weightDrugs,
    source: ['L-INC', '8.3'],
    confidence: 'H',
    cases: [
      {
        when: planningPregnancyNow,
        severity: CI,
        confidence: 'P',
        source: ['POLICY', '5.1'],
        text: 'Trying to conceive now or within two months',
        management: 'No weight drug; refer for preconception advice.',
      },
      {
        when: planningPregnancy,
        only: incretins,
        severity: MAJ,
        text: 'Pregnancy is planned',
        management:
          'Agree a stop date: semaglutide 2 months before; tirzepatide and liraglutide 1 month (platform policy); orforglipron 3 weeks.',
      },
    ],
  }),
  rule({
    id: 'INC-06',
    title: 'Breastfeeding',
    drugs: incretins,
    source: ['L-INC', '8.2'],
    confidence: 'H',
    cases: [
      {
        when: breastfeeding,
        only: ['semaglutide_po'],
        severity: CI,
        text: 'Breastfeeding is not recommended with oral semaglutide (SNAC accumulates)',
      },
      {
        when: breastfeeding,
        only: [...injectables, 'orforglipron'],
        severity: MAJ,
        text: 'Breastfeeding: weigh benefit and risk individually',
      },
    ],
  }),
  rule({
    id: 'INC-07',
    title: 'Acute pancreatitis',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(acutePancreatitis, now('severe-abdominal-pain-now')),
        severity: CI,
        text: 'Acute pancreatitis, confirmed or suspected',
        management: 'Stop or do not start; do not restart if confirmed.',
        redFlag: inPersonFlag('emergency room or gastroenterology'),
      },
    ],
  }),
  rule({
    id: 'INC-08',
    title: 'History of pancreatitis',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(recorded('pancreatitis-history', 'pancreatitis-acute'), answered('pancreatitisHistory')),
        severity: MAJ,
        text: 'History of pancreatitis: not studied',
        management: 'Prefer another class; specialist input.',
      },
    ],
  }),
  rule({
    id: 'INC-09',
    title: 'Gastroparesis and severe gastrointestinal disease',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(severe('gastroparesis'), recorded('severe-gi-disease')),
        severity: CI,
        text: 'Severe gastrointestinal disease, severe gastroparesis included: not recommended',
      },
      {
        when: has('gastroparesis', 'bowel-obstruction'),
        severity: MAJ,
        text: 'Gastroparesis or bowel obstruction, severity not stated',
        management: 'Ask how severe it is; not for the severe forms.',
      },
    ],
  }),
  rule({
    id: 'INC-10',
    title: 'Gallbladder disease',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(
          all(
            recorded('gallbladder-disease', 'gallbladder-symptomatic'),
            now('jaundice-now', 'severe-abdominal-pain-now'),
          ),
          all(
            recorded('gallbladder-symptomatic'),
            predicate('an acute attack, fever or jaundice is stated', (facts) =>
              (facts.byConcept.get('gallbladder-symptomatic') ?? []).some(
                (fact) =>
                  (fact.monthsAgo === null || fact.monthsAgo < 1) &&
                  /acute|attack|fever|jaundice|now|current/i.test(fact.label),
              )
                ? YES
                : NO,
            ),
          ),
        ),
        severity: MAJ,
        text: 'Gallbladder attack',
        management: 'Same-day assessment; do not start.',
        redFlag: sameDayFlag('same-day surgical assessment'),
      },
      {
        when: has('gallbladder-symptomatic'),
        severity: MAJ,
        text: 'Symptomatic gallbladder disease: stones and cholecystitis are reported with incretins',
      },
      { when: has('gallbladder-disease'), severity: MOD, text: 'Gallstones without symptoms' },
    ],
  }),
  rule({
    id: 'INC-14',
    title: 'Type 1 diabetes',
    drugs: incretins,
    source: ['POLICY', '5.1'],
    confidence: 'P',
    cases: [
      {
        when: has('t1dm'),
        severity: MAJ,
        text: 'Type 1 diabetes: not studied; ketoacidosis if insulin is reduced',
        management: 'Endocrinology.',
        redFlag: syncFlag('endocrinology'),
      },
    ],
  }),
  rule({
    id: 'INC-15',
    title: 'Diabetic retinopathy',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('diabetic-retinopathy-proliferative'),
        only: [...semaglutides, 'tirzepatide'],
        severity: MAJ,
        text: 'Proliferative or unstable diabetic retinopathy: a rapid fall of glucose may worsen it',
        management: 'Eye examination first.',
      },
      {
        when: has('diabetic-retinopathy', 'diabetic-retinopathy-proliferative'),
        severity: MOD,
        text: 'Diabetic retinopathy: a rapid fall of glucose may worsen it',
        management: 'Eye examination first.',
      },
    ],
  }),
  rule({
    id: 'INC-16',
    title: 'Severe kidney disease',
    drugs: incretins,
    source: ['L-INC', '5, 8.6'],
    confidence: 'H',
    cases: [
      {
        when: any(eGFR('<', 30), dialysis),
        severity: MOD,
        text: 'eGFR under 30: limited experience; kidney injury with dehydration',
        management: 'No dose change; check kidney function after vomiting or diarrhoea.',
      },
    ],
  }),
  rule({
    id: 'INC-17',
    title: 'Severe liver impairment',
    drugs: incretins,
    source: ['L-INC', '8.7'],
    confidence: 'H',
    cases: [
      {
        when: childPugh('C'),
        only: ['orforglipron'],
        severity: CI,
        confidence: 'M',
        text: 'Child-Pugh C: not recommended',
      },
      { when: childPugh('C'), severity: MOD, text: 'Child-Pugh C: limited experience' },
    ],
  }),
  rule({
    id: 'INC-18',
    title: 'Fast heart rate',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: any(
          heartRate('>', 100),
          recorded('arrhythmia', 'atrial-fibrillation', 'tachycardia', 'arrhythmia-uncontrolled'),
        ),
        severity: MOD,
        text: 'Resting heart rate over 100 or a tachyarrhythmia',
        management: 'Monitor the heart rate; stop after a sustained rise.',
      },
    ],
  }),
  rule({
    id: 'INC-19',
    title: 'Planned anaesthesia',
    drugs: incretins,
    source: ['L-INC', '5'],
    confidence: 'H',
    cases: [
      {
        when: plannedSurgery,
        severity: MOD,
        text: 'Pulmonary aspiration during anaesthesia or deep sedation',
        management: 'Tell the anaesthesia team; decide individually whether to hold.',
      },
    ],
  }),
  rule({
    id: 'INC-20',
    title: 'NAION',
    drugs: incretins,
    source: ['EMA-25N', null],
    confidence: 'H',
    cases: [
      {
        when: has('naion'),
        only: semaglutides,
        severity: MAJ,
        text: 'History of NAION: very rare with semaglutide',
        management: 'Ophthalmology first; sudden loss of sight: stop, urgent eye care.',
      },
      { when: has('naion'), severity: MOD, text: 'History of NAION', management: 'Ophthalmology advice.' },
    ],
  }),
  rule({
    id: 'INC-24',
    title: 'Old age, frailty, unintended loss',
    drugs: incretins,
    source: ['POLICY', '5.1'],
    confidence: 'P',
    cases: [
      {
        when: any(age('>=', 75), recorded('frailty', 'unintended-weight-loss')),
        severity: MOD,
        text: 'Loss of muscle and bone, dehydration',
        management: 'Protein and resistance exercise; slower titration.',
      },
    ],
  }),
  rule({
    id: 'INC-25',
    title: 'Past suicidality',
    drugs: incretins,
    source: ['FDA-26S', null],
    confidence: 'H',
    cases: [
      {
        when: recorded('suicide-attempt-past', 'self-harm-nonsuicidal'),
        severity: MIN,
        text: 'Past suicidality is no reason to withhold an incretin (FDA, January 2026)',
      },
    ],
  }),
  rule({
    id: 'INC-26',
    title: 'Eating disorder',
    drugs: weightDrugs,
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: recorded('anorexia-bulimia', 'eating-disorder-unspecified'),
        severity: MAJ,
        text: 'Anorexia or bulimia nervosa, or an eating disorder of unknown kind, now or in the past',
        management: 'Specialist assessment before any weight drug.',
        redFlag: syncFlag('eating-disorder service'),
      },
      {
        when: all(scoffPositive, lowBmiOrUnknown),
        severity: MAJ,
        text: 'SCOFF positive with a BMI under 30',
        management: 'Specialist assessment before any weight drug.',
        redFlag: syncFlag('eating-disorder service'),
      },
      {
        when: scoffPositive,
        severity: MOD,
        text: 'SCOFF positive without purging or restriction',
        management: 'Ask about purging, laxatives and restriction.',
      },
    ],
  }),
  rule({
    id: 'INC-28',
    title: 'Calcitonin and thyroid nodules',
    drugs: incretins,
    source: ['L-WEG', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: certainly(lab('calcitonin', '>', 50)),
        severity: CI,
        confidence: 'P',
        text: 'Calcitonin over 50 pg/mL',
        management: 'Endocrinology before any incretin.',
        redFlag: syncFlag('endocrinology'),
      },
      {
        when: certainly(calcitoninRaised),
        severity: MAJ,
        text: 'Calcitonin above the laboratory range',
        management: 'Evaluate before starting.',
      },
      {
        when: has('thyroid-nodule'),
        severity: MAJ,
        text: 'Neck mass or thyroid nodule not yet evaluated',
        management: 'Evaluate before starting.',
      },
    ],
  }),
]
