/** Phentermine, and the rows it shares with phentermine/topiramate: formulary §5.2 with review A3, B14, B15, B22. */

import {
  age,
  answered,
  any,
  breastfeeding,
  dialysis,
  eGFR,
  has,
  heartRate,
  now,
  pregnant,
  recorded,
  saysYes,
  taking,
} from '../../logic/predicates.ts'
import { allergicTo, anyAlcohol, otherWeightDrug } from '../../logic/questions.ts'
import { CI, MAJ, MIN, MOD, phentermines, type Rule, rule, sameDayFlag } from '../rule.ts'
import {
  activeHyperthyroidism,
  bpAtLeast,
  drugMisuse,
  drugUseUnspecified,
  eGFRBetween,
  recentEventStated,
  treatedHyperthyroidism,
} from '../triggers.ts'

export const phentermineRules: readonly Rule[] = [
  rule({
    id: 'PHE-01',
    title: 'Cardiovascular disease',
    drugs: ['phentermine'],
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(has('cvd-any'), recentEventStated),
        severity: CI,
        text: 'Cardiovascular disease, present or past (coronary disease, stroke, arrhythmia, heart failure, valve disease, pulmonary hypertension)',
      },
    ],
  }),
  rule({
    id: 'PHE-02',
    title: 'Hypertension not controlled',
    drugs: ['phentermine'],
    source: ['L-PHE', '4'],
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
        management: 'Repeat, and treat first.',
      },
    ],
  }),
  rule({
    id: 'PHE-03',
    title: 'MAO inhibitors',
    drugs: phentermines,
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(taking('MAOI'), saysYes('maoi')),
        severity: CI,
        text: 'MAO inhibitor now or in the last 14 days: hypertensive crisis',
        management: 'Wait 14 days after the last dose.',
      },
      {
        when: taking('MAOI_METHYLENE_BLUE', 'MAOI_WEAK'),
        severity: MAJ,
        text: 'Oral methylene blue or a weak MAO inhibitor',
        management: 'Stop it 14 days before.',
      },
      {
        when: answered('maoi'),
        severity: CI,
        text: 'MAO inhibitor now or in the last 14 days: hypertensive crisis',
      },
    ],
  }),
  rule({
    id: 'PHE-04',
    title: 'Hyperthyroidism; glaucoma',
    drugs: phentermines,
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      { when: activeHyperthyroidism, severity: CI, text: 'Hyperthyroidism' },
      { when: has('glaucoma', 'glaucoma-angle-closure'), severity: CI, text: 'Glaucoma' },
      {
        when: treatedHyperthyroidism,
        severity: MAJ,
        confidence: 'P',
        text: 'Treated hyperthyroidism',
        management: 'Ask for a recent TSH.',
      },
      {
        when: has('glaucoma-suspect'),
        severity: MAJ,
        confidence: 'P',
        text: 'Glaucoma suspect or ocular hypertension',
        management: 'Clearance by the eye doctor first.',
      },
      {
        when: taking('GLAUCOMA_DROPS'),
        severity: MAJ,
        confidence: 'P',
        text: 'Uses glaucoma drops, but no glaucoma is recorded',
        management: 'Ask why; not with glaucoma.',
      },
    ],
  }),
  rule({
    id: 'PHE-05',
    title: 'Agitation; history of drug abuse',
    drugs: ['phentermine'],
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      { when: has('agitation', 'mania'), severity: CI, text: 'Agitated state or mania' },
      { when: drugMisuse, severity: CI, text: 'History of drug abuse or dependence' },
      {
        when: drugUseUnspecified,
        severity: MAJ,
        confidence: 'P',
        text: 'Drug use of unstated degree',
        management: 'Ask: not with a history of abuse.',
      },
    ],
  }),
  rule({
    id: 'PHE-06',
    title: 'Pregnancy; nursing',
    drugs: phentermines,
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      { when: pregnant, severity: CI, text: 'Pregnant' },
      { when: breastfeeding, severity: CI, text: 'Breastfeeding' },
    ],
  }),
  rule({
    id: 'PHE-07',
    title: 'Hypersensitivity',
    drugs: phentermines,
    source: ['L-PHE', '4'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ ingredients: ['topiramate'] }),
        only: ['phentermine_topiramate'],
        severity: CI,
        text: 'Hypersensitivity to topiramate',
      },
      {
        when: allergicTo({
          ingredients: [
            'phentermine',
            'pseudoephedrine',
            'ephedrine',
            'phenylephrine',
            'amphetamine',
            'dextroamphetamine',
            'lisdexamfetamine',
            'diethylpropion',
            'phendimetrazine',
            'benzphetamine',
            'methamphetamine',
          ],
        }),
        severity: CI,
        text: 'Hypersensitivity to phentermine or another sympathomimetic amine',
      },
      {
        when: allergicTo({ ingredients: ['methylphenidate', 'dexmethylphenidate'] }),
        severity: MOD,
        text: 'Allergy to methylphenidate',
      },
      {
        when: allergicTo({ classes: ['sympathomimetic-amine'] }),
        severity: CI,
        text: 'Hypersensitivity to a sympathomimetic amine',
      },
    ],
  }),
  rule({
    id: 'PHE-08',
    title: 'End-stage kidney disease',
    drugs: ['phentermine'],
    source: ['L-PHE', '8.6'],
    confidence: 'H',
    cases: [{ when: any(eGFR('<', 15), dialysis), severity: CI, text: 'eGFR under 15 or dialysis: avoid' }],
  }),
  rule({
    id: 'PHE-09',
    title: 'Severe kidney disease',
    drugs: ['phentermine'],
    source: ['L-PHE', '8.6'],
    confidence: 'H',
    cases: [
      {
        when: eGFRBetween(15, 30),
        severity: MAJ,
        text: 'eGFR 15–29',
        management: 'At most 15 mg a day.',
        limits: { phentermine: { max: 15, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'PHE-10',
    title: 'Other weight drugs, SSRI, SNRI, bupropion',
    drugs: phentermines,
    source: ['L-PHE', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: otherWeightDrug('phentermine'),
        only: ['phentermine'],
        severity: MOD,
        text: 'Another weight drug: use together is not recommended',
      },
      {
        when: taking('SSRI', 'SNRI', 'BUPROPION'),
        severity: MOD,
        text: 'Antidepressant (SSRI, SNRI or bupropion): use together is not recommended by the label',
        management: 'Watch mood, blood pressure and heart rate.',
      },
    ],
  }),
  rule({
    id: 'PHE-11',
    title: 'Stimulants',
    drugs: phentermines,
    source: ['L-PHE', '5, 7'],
    confidence: 'H',
    cases: [
      {
        when: taking('SYMPATHO_STIM', 'ILLICIT_STIMULANT'),
        severity: MAJ,
        text: 'Another stimulant: blood pressure, heart rate and agitation add up',
        management: 'Stop the decongestant or stimulant, or choose another drug.',
      },
      { when: taking('SYMPATHO_WEAK'), severity: MOD, text: 'A medicine with sympathomimetic effect' },
    ],
  }),
  rule({
    id: 'PHE-12',
    title: 'Insulin or a secretagogue',
    drugs: ['phentermine'],
    source: ['L-PHE', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('INSULIN', 'SECRETAGOGUE'),
        severity: MOD,
        text: 'The need for insulin or a secretagogue may fall',
      },
    ],
  }),
  rule({
    id: 'PHE-13',
    title: 'Alcohol',
    drugs: ['phentermine'],
    source: ['L-PHE', '7'],
    confidence: 'H',
    cases: [
      { when: anyAlcohol, severity: MOD, text: 'Alcohol with phentermine', management: 'Avoid alcohol.' },
    ],
  }),
  rule({
    id: 'PHE-14',
    title: 'Age 65 and over',
    drugs: ['phentermine'],
    source: ['L-PHE', '8'],
    confidence: 'H',
    cases: [
      {
        when: age('>=', 65),
        severity: MOD,
        text: 'Age 65 or more',
        management: 'Check kidney function; lowest dose.',
      },
    ],
  }),
  rule({
    id: 'PHE-15',
    title: 'Fast heart rate, anxiety, insomnia',
    drugs: ['phentermine'],
    source: ['POLICY', '5.2'],
    confidence: 'P',
    cases: [
      {
        when: heartRate('>', 100),
        severity: MAJ,
        text: 'Resting heart rate over 100',
        management: 'ECG and TSH first.',
      },
      { when: recorded('anxiety', 'insomnia'), severity: MOD, text: 'Anxiety or insomnia may worsen' },
    ],
  }),
  rule({
    id: 'PHE-16',
    title: 'New breathlessness, angina, syncope, oedema',
    drugs: ['phentermine'],
    source: ['L-PHE', '5'],
    confidence: 'H',
    cases: [
      {
        when: now('dyspnoea-now', 'syncope', 'oedema-now', 'chest-pain-now'),
        severity: CI,
        text: 'New breathlessness, chest pain, fainting or leg swelling',
        management: 'Stop; look for pulmonary hypertension and valve disease.',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  rule({
    id: 'PHE-17',
    title: 'Antihypertensives',
    drugs: phentermines,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('ANTIHYPERTENSIVE'),
        only: ['phentermine'],
        severity: MOD,
        text: 'Works against antihypertensives',
        management: 'Check blood pressure at 2–4 weeks.',
      },
      {
        when: taking('ANTIHYPERTENSIVE'),
        severity: MIN,
        text: 'Blood pressure may change',
        management: 'Check at each visit.',
      },
    ],
  }),
  rule({
    id: 'PHE-18',
    title: 'Tartrazine',
    drugs: ['phentermine'],
    source: ['L-PHE', '11'],
    confidence: 'H',
    cases: [
      {
        when: allergicTo({ excipients: ['tartrazine'] }),
        severity: MOD,
        text: 'Tartrazine (FD&C Yellow 5) is in some capsules',
        management: 'Choose a product without it.',
      },
    ],
  }),
]
