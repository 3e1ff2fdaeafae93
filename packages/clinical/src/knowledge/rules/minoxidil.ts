/** Minoxidil, topical and oral: formulary §7.0–7.1 with review A6, B25. */

import {
  age,
  all,
  any,
  breastfeeding,
  certainly,
  dialysis,
  diastolic,
  eGFR,
  event,
  has,
  heartRate,
  keyed,
  not,
  now,
  predicate,
  pregnant,
  recorded,
  saysYes,
  systolic,
  taking,
  takingAtLeast,
} from '../../logic/predicates.ts'
import { allergicTo } from '../../logic/questions.ts'
import { NO, YES } from '../../logic/tri.ts'
import {
  CI,
  emergencyFlag,
  inPersonFlag,
  MAJ,
  MOD,
  minoxidils,
  type Rule,
  rule,
  sameDayFlag,
  syncFlag,
} from '../rule.ts'
import {
  eGFRBetween,
  notPatternLoss,
  oldEvent,
  planningPregnancy,
  planningPregnancyNow,
  recentEventStated,
  undatedEvent,
  unstableAngina,
  usingOralMinoxidil,
} from '../triggers.ts'

const oral = ['minoxidil_oral'] as const
const topical = ['minoxidil_topical'] as const
/** §7.0: elderly, antihypertensives, low-normal pressure, eGFR under 30. */
const lowStart = { minoxidil_oral: { start: 1.25, startFemale: 0.625, max: 2.5, kind: 'risk' } } as const
const lowStartElder = { minoxidil_oral: { start: 1.25, max: 2.5, kind: 'risk' } } as const

const inflamedScalp = recorded('scarring-or-infected-scalp')
const pressureAgents = ['ANTIHYPERTENSIVE', 'ALPHA_BLOCKER', 'VASODILATOR', 'PDE5', 'SGC_STIM'] as const
const postpartumLoss = recorded('postpartum')
const rapidGain = keyed(
  ['gain'],
  predicate(
    'gained more than 2.3 kg, or pulse up by 20 or more',
    (facts) =>
      (facts.answers.weightGainKgWeek !== null && facts.answers.weightGainKgWeek > 2.3) ||
      (facts.answers.pulseRise !== null && facts.answers.pulseRise >= 20)
        ? YES
        : NO,
    (facts) => [
      ...(facts.answers.weightGainKgWeek === null
        ? []
        : [`weight gain ${facts.answers.weightGainKgWeek} kg`]),
      ...(facts.answers.pulseRise === null ? [] : [`pulse up by ${facts.answers.pulseRise}`]),
    ],
  ),
)

export const minoxidilRules: readonly Rule[] = [
  rule({
    id: 'HR-17',
    title: 'Hair loss of another kind, inflamed scalp',
    drugs: topical,
    source: ['L-ROG', 'Drug Facts'],
    confidence: 'H',
    cases: [
      {
        when: any(notPatternLoss, inflamedScalp, postpartumLoss),
        severity: CI,
        text: 'Do not use: sudden, patchy or unexplained loss, loss with childbirth, or a red, inflamed, infected or painful scalp',
        management: 'Have it evaluated.',
        redFlag: inPersonFlag('dermatology'),
      },
    ],
  }),
  rule({
    id: 'HR-18',
    title: 'Heart disease, low blood pressure',
    drugs: topical,
    source: ['L-ROG', 'Drug Facts'],
    confidence: 'H',
    cases: [
      {
        when: any(
          has('cvd-any', 'coronary-artery-disease', 'heart-failure', 'hypotension'),
          recentEventStated,
        ),
        severity: MOD,
        text: 'Heart disease or low blood pressure: ask a doctor first',
        management: 'Chest pain, fast heartbeat or swelling: stop.',
      },
    ],
  }),
  rule({
    id: 'HR-19',
    title: 'Pregnancy, breastfeeding',
    drugs: topical,
    source: ['L-ROG', 'Drug Facts'],
    confidence: 'H',
    cases: [
      { when: pregnant, severity: CI, text: 'Pregnant: may be harmful' },
      { when: breastfeeding, severity: MAJ, text: 'Breastfeeding: may be harmful' },
      {
        when: certainly(planningPregnancyNow),
        severity: MAJ,
        confidence: 'P',
        source: ['POLICY', '7.1'],
        text: 'Trying to conceive now or within two months',
        management: 'Stop before conception; it may be harmful in pregnancy.',
      },
      {
        when: certainly(planningPregnancy),
        severity: MOD,
        confidence: 'P',
        source: ['POLICY', '7.1'],
        text: 'Pregnancy is planned',
        management: 'Stop before trying to conceive.',
      },
    ],
  }),
  rule({
    id: 'HR-20',
    title: 'Propylene glycol',
    drugs: topical,
    source: ['L-ROG', 'Drug Facts'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ excipients: ['propylene-glycol'] }, 'any'),
        severity: MAJ,
        text: 'Propylene glycol allergy or contact dermatitis: not the solution',
        management: 'Use the foam, which has none.',
      },
    ],
  }),
  rule({
    id: 'HR-21',
    title: 'Hypersensitivity to minoxidil',
    drugs: minoxidils,
    source: ['L-MIN', '4'],
    confidence: 'H',
    cases: [
      { when: allergicTo({ ingredients: ['minoxidil'] }), severity: CI, text: 'Allergy to minoxidil' },
      {
        when: allergicTo({ ingredients: ['minoxidil'] }, 'intolerance'),
        severity: MOD,
        text: 'Local irritation or intolerance of minoxidil',
      },
    ],
  }),
  rule({
    id: 'HR-22',
    title: 'Phaeochromocytoma',
    drugs: oral,
    source: ['L-MIN', '4'],
    confidence: 'H',
    cases: [
      { when: has('phaeochromocytoma'), severity: CI, text: 'Phaeochromocytoma' },
      {
        when: any(has('adrenal-mass'), certainly(taking('PHENOXYBENZAMINE'))),
        severity: MAJ,
        confidence: 'P',
        text: 'Adrenal mass of unknown kind, or phenoxybenzamine',
        management: 'Exclude phaeochromocytoma first.',
      },
    ],
  }),
  rule({
    id: 'HR-23',
    title: 'Heart failure, pericardial disease',
    drugs: oral,
    source: ['LDOM-25', null],
    confidence: 'H',
    cases: [
      {
        when: any(
          has('heart-failure', 'pericardial-disease'),
          all(has('pulmonary-hypertension'), has('mitral-stenosis')),
        ),
        severity: CI,
        text: 'Heart failure, pericardial disease, or pulmonary hypertension with mitral stenosis',
      },
    ],
  }),
  rule({
    id: 'HR-24',
    title: 'Pregnancy, breastfeeding',
    drugs: oral,
    source: ['LDOM-25', null],
    confidence: 'H',
    cases: [
      { when: pregnant, severity: CI, text: 'Pregnant' },
      { when: breastfeeding, severity: CI, text: 'Breastfeeding' },
      {
        when: certainly(planningPregnancyNow),
        severity: CI,
        confidence: 'P',
        source: ['POLICY', '7.1'],
        text: 'Trying to conceive now or within two months',
        management: 'Not while trying.',
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
    id: 'HR-25',
    title: 'Coronary disease',
    drugs: oral,
    source: ['L-MIN', 'boxed warning'],
    confidence: 'P',
    cases: [
      {
        when: any(certainly(event(['mi'], { upTo: 6 })), recentEventStated, certainly(unstableAngina)),
        severity: CI,
        text: 'Myocardial infarction in the last 6 months, a recent cardiac event or unstable angina',
        redFlag: syncFlag('cardiology'),
      },
      {
        when: undatedEvent('mi'),
        severity: MAJ,
        text: 'Myocardial infarction of unknown date',
        management: 'Find out the date.',
        asks: ['recentCardiacEvent'],
      },
      {
        when: any(recorded('coronary-artery-disease', 'angina-stable', 'revascularisation'), oldEvent('mi')),
        severity: MAJ,
        text: 'Coronary disease: minoxidil may bring on angina',
      },
    ],
  }),
  rule({
    id: 'HR-26',
    title: 'Low blood pressure',
    drugs: oral,
    source: ['LDOM-25', null],
    confidence: 'H',
    cases: [
      {
        when: any(systolic('<', 90), diastolic('<', 50)),
        severity: CI,
        confidence: 'P',
        text: 'Blood pressure under 90/50',
      },
      {
        when: any(
          all(systolic('>=', 90), systolic('<=', 100)),
          saysYes('dizziness'),
          recorded('hypotension'),
        ),
        severity: MAJ,
        text: 'Systolic pressure 90–100, or symptoms of low blood pressure',
        management: 'Start low; blood-pressure log.',
        limits: lowStart,
      },
    ],
  }),
  rule({
    id: 'HR-27',
    title: 'Fast heart rate, arrhythmia',
    drugs: oral,
    source: ['LDOM-25', null],
    confidence: 'H',
    cases: [
      {
        when: any(
          heartRate('>', 100),
          has(
            'arrhythmia',
            'atrial-fibrillation',
            'arrhythmia-uncontrolled',
            'arrhythmia-life-threatening',
            'tachycardia',
          ),
        ),
        severity: MAJ,
        text: 'Resting heart rate over 100 or arrhythmia',
        management: 'ECG first.',
      },
    ],
  }),
  rule({
    id: 'HR-28',
    title: 'Kidney disease',
    drugs: oral,
    source: ['L-MIN', '8'],
    confidence: 'H',
    cases: [
      {
        when: any(eGFR('<', 30), dialysis),
        severity: MAJ,
        text: 'eGFR under 30 or dialysis',
        management: 'At most half the dose.',
        limits: lowStart,
      },
      { when: eGFRBetween(30, 60), severity: MOD, text: 'eGFR 30–59', management: 'Watch for fluid.' },
    ],
  }),
  rule({
    id: 'HR-29',
    version: 2,
    title: 'Medicines that lower blood pressure',
    drugs: oral,
    source: ['L-MIN', '7'],
    confidence: 'H',
    cases: [
      {
        when: any(
          taking('NITRATE', 'GUANETHIDINE'),
          saysYes('nitrateUse'),
          certainly(takingAtLeast(2, ...pressureAgents)),
        ),
        severity: MAJ,
        text: 'A nitrate, guanethidine, or two or more medicines that lower blood pressure',
        management: 'Start at most 1.25 mg (women 0.625 mg); blood-pressure log.',
        limits: lowStart,
      },
      {
        when: taking(...pressureAgents),
        severity: MOD,
        text: 'A medicine that lowers blood pressure',
        management: 'Start at most 1.25 mg (women 0.625 mg); blood-pressure log.',
        limits: lowStart,
      },
    ],
  }),
  rule({
    id: 'HR-30',
    title: 'Baseline tests',
    drugs: oral,
    source: ['LDOM-25', null],
    confidence: 'H',
    cases: [
      {
        when: not(
          any(
            has('cvd-any', 'hypotension', 'ckd', 'arrhythmia'),
            taking(...pressureAgents),
            heartRate('>', 100),
            eGFR('<', 60),
          ),
        ),
        severity: 'info',
        text: 'No precaution recorded: no routine laboratory tests or ECG',
      },
    ],
  }),
  rule({
    id: 'HR-48',
    title: 'Fluid overload on oral minoxidil',
    drugs: oral,
    source: ['L-MIN', 'boxed warning, 5'],
    confidence: 'H',
    cases: [
      {
        when: all(certainly(usingOralMinoxidil), now('chest-pain-now', 'dyspnoea-now', 'syncope')),
        severity: CI,
        text: 'Chest pain, breathlessness or fainting on oral minoxidil: effusion or tamponade',
        management: 'Stop; emergency assessment with echocardiogram.',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: all(certainly(usingOralMinoxidil), any(now('oedema-now'), rapidGain)),
        severity: CI,
        text: 'New swelling, rapid weight gain or faster pulse on oral minoxidil',
        management: 'Stop; same-day assessment.',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  rule({
    id: 'HR-52',
    title: 'Stimulants',
    drugs: oral,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('SYMPATHO_STIM', 'ILLICIT_STIMULANT', 'ANORECTIC'),
        severity: MOD,
        text: 'A stimulant: the pulse rises further',
        management: 'Check pulse and blood pressure at 4 weeks.',
      },
    ],
  }),
  rule({
    id: 'HR-50',
    title: 'Older people on oral minoxidil',
    drugs: oral,
    source: ['LDOM-25', 'doses'],
    confidence: 'H',
    cases: [
      {
        when: age('>=', 65),
        severity: 'info',
        text: 'Age 65 or more: start 0.625–1.25 mg, at most 2.5 mg',
        limits: lowStartElder,
      },
    ],
  }),
]
