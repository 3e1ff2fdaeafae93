/** PDE5 inhibitors and the heart: formulary §6.2 with review A2, A5, A16. */

import {
  all,
  any,
  certainly,
  diastolic,
  event,
  has,
  not,
  now,
  recorded,
  systolic,
} from '../../logic/predicates.ts'
import {
  CI,
  emergencyFlag,
  MAJ,
  MOD,
  pde5,
  type Rule,
  rule,
  sameDayFlag,
  syncFlag,
  tadalafils,
} from '../rule.ts'
import {
  exerciseLimited,
  exertionalRest,
  exertionalSymptoms,
  heartFailureOld,
  nyha,
  nyhaUnknown,
  oldEvent,
  recentEventStated,
  undatedEvent,
  unstableAngina,
} from '../triggers.ts'

const cardiology = syncFlag('cardiology clearance')
const anginaWithSex = has('angina-with-sex')
const noAcuteCoronary = all(
  not(certainly(unstableAngina)),
  not(certainly(anginaWithSex)),
  not(certainly(event(['mi'], { upTo: 6 }))),
)

export const pde5HeartRules: readonly Rule[] = [
  rule({
    id: 'ED-05',
    title: 'Low blood pressure',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: any(systolic('<', 90), diastolic('<', 50)),
        severity: CI,
        text: 'Resting blood pressure under 90/50',
        redFlag: sameDayFlag('same-day visit'),
      },
      {
        when: any(systolic('<=', 90), diastolic('<=', 50)),
        severity: MAJ,
        text: 'Blood pressure exactly 90 or 50',
        management: 'Repeat before deciding.',
      },
    ],
  }),
  rule({
    id: 'ED-06',
    title: 'Severe hypertension',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: any(systolic('>', 170), diastolic('>', 110)),
        severity: CI,
        text: 'Blood pressure over 170/110',
        management: 'Treat the blood pressure first.',
        redFlag: syncFlag('primary care'),
      },
      {
        when: diastolic('>', 100),
        only: ['avanafil', ...tadalafils],
        severity: CI,
        text: 'Diastolic blood pressure over 100',
        management: 'Treat the blood pressure first.',
      },
      {
        when: diastolic('>', 100),
        severity: MAJ,
        text: 'Diastolic blood pressure 101–110',
        management: 'Treat the blood pressure first.',
      },
    ],
  }),
  rule({
    id: 'ED-07',
    title: 'Raised blood pressure',
    drugs: pde5,
    source: ['PRI-4', null],
    confidence: 'P',
    cases: [
      {
        when: all(
          any(all(systolic('>=', 140), systolic('<=', 170)), all(diastolic('>=', 90), diastolic('<=', 100))),
          not(certainly(any(systolic('>', 170), diastolic('>', 100)))),
        ),
        severity: MOD,
        text: 'Blood pressure 140–170 / 90–100: no reason to stop',
        management: 'Treat the blood pressure.',
      },
    ],
  }),
  rule({
    id: 'ED-08',
    title: 'Myocardial infarction',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: any(certainly(event(['mi'], { upTo: 3 })), recentEventStated),
        severity: CI,
        text: 'Myocardial infarction in the last 90 days, or a recent cardiac event of unstated kind',
        management: 'Cardiology clearance; not in asynchronous care.',
        redFlag: cardiology,
      },
      {
        when: certainly(event(['mi'], { over: 3, upTo: 6 })),
        only: tadalafils,
        severity: MAJ,
        text: 'Myocardial infarction 3–6 months ago',
        management: 'Cardiology clearance.',
        redFlag: cardiology,
      },
      {
        when: certainly(event(['mi'], { over: 3, upTo: 6 })),
        severity: CI,
        text: 'Myocardial infarction 3–6 months ago',
        management: 'Cardiology clearance; not in asynchronous care.',
        redFlag: cardiology,
      },
      {
        when: undatedEvent('mi'),
        severity: MAJ,
        text: 'Myocardial infarction of unknown date',
        management: 'Find out the date.',
        asks: ['recentCardiacEvent'],
      },
    ],
  }),
  rule({
    id: 'ED-09',
    title: 'Stroke or life-threatening arrhythmia',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: certainly(event(['stroke-tia', 'arrhythmia-life-threatening'], { upTo: 6 })),
        severity: CI,
        text: 'Stroke, TIA or life-threatening arrhythmia in the last 6 months',
        redFlag: cardiology,
      },
      {
        when: undatedEvent('stroke-tia', 'arrhythmia-life-threatening'),
        severity: MAJ,
        text: 'Stroke, TIA or life-threatening arrhythmia of unknown date',
        management: 'Find out the date.',
        asks: ['recentCardiacEvent'],
      },
    ],
  }),
  rule({
    id: 'ED-10',
    title: 'Coronary revascularisation',
    drugs: pde5,
    source: ['L-STE', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: certainly(event(['revascularisation'], { upTo: 6 })),
        only: ['avanafil'],
        severity: CI,
        text: 'Coronary revascularisation in the last 6 months',
        redFlag: cardiology,
      },
      {
        when: certainly(event(['revascularisation'], { upTo: 6 })),
        severity: MAJ,
        text: 'Coronary revascularisation in the last 6 months',
        redFlag: cardiology,
      },
      {
        when: undatedEvent('revascularisation'),
        severity: MAJ,
        text: 'Coronary revascularisation of unknown date',
        management: 'Find out the date.',
        asks: ['recentCardiacEvent'],
      },
    ],
  }),
  rule({
    id: 'ED-11',
    title: 'Unstable angina, angina with sex',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: exertionalRest,
        severity: CI,
        text: 'Cardiac symptoms at rest, or new ones',
        redFlag: emergencyFlag('911'),
      },
      { when: now('chest-pain-now'), severity: CI, text: 'Chest pain now', redFlag: emergencyFlag('911') },
      {
        when: any(unstableAngina, anginaWithSex),
        severity: CI,
        text: 'Unstable angina, or angina during sex',
        redFlag: cardiology,
      },
    ],
  }),
  rule({
    id: 'ED-12',
    title: 'Heart failure',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      { when: certainly(nyha(3, 4)), severity: CI, text: 'Heart failure, NYHA III–IV', redFlag: cardiology },
      {
        when: certainly(nyha(2)),
        only: ['avanafil'],
        severity: CI,
        text: 'Heart failure, NYHA II',
        redFlag: cardiology,
      },
      {
        when: all(certainly(nyha(2)), not(heartFailureOld)),
        only: tadalafils,
        severity: CI,
        text: 'Heart failure, NYHA II, in the last 6 months',
        redFlag: cardiology,
      },
      { when: certainly(nyha(2)), severity: MAJ, text: 'Heart failure, NYHA II', redFlag: cardiology },
      { when: certainly(nyha(1)), severity: MOD, text: 'Heart failure, NYHA I' },
      {
        when: nyhaUnknown,
        severity: MAJ,
        text: 'Heart failure of unknown NYHA class',
        management: 'Find out the class.',
        asks: ['nyhaClass'],
      },
    ],
  }),
  rule({
    id: 'ED-13',
    title: 'Left ventricular outflow obstruction',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('lvot-obstruction'),
        severity: CI,
        text: 'Obstructive cardiomyopathy or severe aortic stenosis: sensitive to vasodilators',
        management: 'Cardiology clearance.',
        redFlag: cardiology,
      },
      {
        when: has('lvot-possible'),
        severity: MAJ,
        text: 'Aortic stenosis or hypertrophic cardiomyopathy of unknown severity',
        management: 'Ask for the severity (echocardiogram).',
      },
    ],
  }),
  rule({
    id: 'ED-14',
    title: 'Arrhythmia',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: has('arrhythmia-uncontrolled'),
        only: tadalafils,
        severity: CI,
        text: 'Uncontrolled arrhythmia',
        redFlag: cardiology,
      },
      {
        when: has('arrhythmia-uncontrolled'),
        severity: MAJ,
        text: 'Uncontrolled arrhythmia',
        redFlag: cardiology,
      },
      {
        when: recorded('atrial-fibrillation', 'arrhythmia'),
        severity: MOD,
        text: 'Arrhythmia, rate controlled',
      },
    ],
  }),
  rule({
    id: 'ED-15',
    title: 'Exercise tolerance',
    drugs: pde5,
    source: ['PRI-4', null],
    confidence: 'H',
    cases: [
      {
        when: exertionalSymptoms,
        severity: CI,
        text: 'Symptoms at under two flights of stairs or brisk walking',
        management: 'Stress test before treatment.',
        redFlag: cardiology,
      },
      {
        when: exerciseLimited,
        severity: MAJ,
        text: 'Exercise tolerance not tested or limited by something else',
        management: 'Ask about symptoms in daily effort; stress test if in doubt.',
        asks: ['exerciseTolerance'],
      },
    ],
  }),
  rule({
    id: 'ED-16',
    title: 'Stable coronary disease',
    drugs: pde5,
    source: ['PRI-4', null],
    confidence: 'H',
    cases: [
      {
        when: all(
          any(recorded('coronary-artery-disease', 'angina-stable'), oldEvent('mi', 'revascularisation')),
          noAcuteCoronary,
        ),
        severity: MOD,
        text: 'Stable coronary disease or an old infarction: allowed with good exercise tolerance and no nitrates',
      },
    ],
  }),
]
