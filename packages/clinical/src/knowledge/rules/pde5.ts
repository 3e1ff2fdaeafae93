/** PDE5 inhibitors: formulary §6.2 with review A2, A5, A13, A16, A19, B3, B21, B32. */

import {
  all,
  any,
  certainly,
  diastolic,
  event,
  has,
  not,
  now,
  predicate,
  recorded,
  saysYes,
  systolic,
  taking,
  takingIngredient,
} from '../../logic/predicates.ts'
import { allergicTo, shimAtLeast, usingGroup } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import {
  CI,
  emergencyFlag,
  inPersonFlag,
  MAJ,
  MIN,
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
import { muchGrapefruit } from './incretins.ts'

const _shortActing = ['sildenafil', 'vardenafil'] as const
const cardiology = syncFlag('cardiology clearance')
const anginaWithSex = has('angina-with-sex')
const noAcuteCoronary = all(
  not(certainly(unstableAngina)),
  not(certainly(anginaWithSex)),
  not(certainly(event(['mi'], { upTo: 6 }))),
)

const recentAlphaBlocker = predicate(
  'an alpha-blocker was started or changed in the last 4 weeks',
  (facts) =>
    (facts.byClass.get('ALPHA_BLOCKER') ?? []).some((fact) =>
      /\b(new|just|recently) (start|chang|increas|add)|(start|chang|increas|began|since)\w* .{0,24}?\b([1-3] weeks?|[12]?\d days?|yesterday|today|this week|last week)\b/i.test(
        fact.entry,
      ),
    )
      ? YES
      : NO,
  (facts) => (facts.byClass.get('ALPHA_BLOCKER') ?? []).map((fact) => fact.entry),
)
const manyDrinks = predicate(
  '5 or more units of alcohol on an occasion',
  (facts) =>
    facts.answers.alcoholPerOccasion === null ? UNKNOWN : facts.answers.alcoholPerOccasion >= 5 ? YES : NO,
  (facts) => [`${facts.answers.alcoholPerOccasion} units on an occasion`],
  ['alcoholUse'],
)

/** Starts with an alpha-blocker (§6.1); vardenafil 2.5 mg when a CYP3A4 inhibitor is taken as well. */
const alphaStarts = {
  sildenafil: { start: 25, kind: 'interaction' },
  tadalafil: { start: 5, kind: 'interaction' },
  tadalafil_daily: { start: 2.5, kind: 'interaction' },
  vardenafil: { start: 5, kind: 'interaction' },
  avanafil: { start: 50, kind: 'interaction' },
} as const
const alphaStartsInhibited = { ...alphaStarts, vardenafil: { start: 2.5, kind: 'interaction' } } as const
const inhibitor = certainly(taking('CYP3A4_INH_STRONG', 'CYP3A4_INH_MOD'))

const alphaCases = (severity: typeof MAJ | typeof MOD, when: ReturnType<typeof taking>, text: string) => [
  { when: all(when, inhibitor), severity, text, management: stableFirst, limits: alphaStartsInhibited },
  { when, severity, text, management: stableFirst, limits: alphaStarts },
]
const stableFirst =
  'Stable on the alpha-blocker first; lowest starting dose. Tadalafil with an alpha-blocker for BPH is not recommended.'

export const pde5Rules: readonly Rule[] = [
  rule({
    id: 'ED-01',
    title: 'Nitrates and nitrites',
    drugs: pde5,
    source: ['L-PDE5', '4'],
    confidence: 'H',
    cases: [
      {
        when: all(
          any(taking('NITRATE', 'NITRITE'), saysYes('nitrateUse'), saysYes('recreationalNitrites')),
          certainly(usingGroup('PDE5')),
        ),
        severity: CI,
        text: 'Nitrate or nitrite in any form, with a PDE5 inhibitor already taken: severe hypotension',
        management:
          'Stop the PDE5 inhibitor today. Emergency nitrate only 24 h after sildenafil or vardenafil, 48 h after tadalafil, 12 h after avanafil, supervised.',
        redFlag: sameDayFlag('same-day call, cardiology'),
      },
      {
        when: any(taking('NITRATE', 'NITRITE'), saysYes('nitrateUse'), saysYes('recreationalNitrites')),
        severity: CI,
        text: 'Nitrate or recreational nitrite in any form, regular or kept in case: severe hypotension',
        management:
          'Never together. Vacuum device or in-person urology; cardiology decides about the nitrate.',
        redFlag: cardiology,
      },
    ],
  }),
  rule({
    id: 'ED-02',
    title: 'Guanylate cyclase stimulators',
    drugs: pde5,
    source: ['L-PDE5', '4'],
    confidence: 'H',
    cases: [{ when: taking('SGC_STIM'), severity: CI, text: 'Riociguat or vericiguat: hypotension' }],
  }),
  rule({
    id: 'ED-03',
    title: 'Hypersensitivity',
    drugs: pde5,
    source: ['L-PDE5', '4'],
    confidence: 'H',
    cases: [
      ...(
        [
          ['sildenafil', ['sildenafil']],
          ['tadalafil', tadalafils],
          ['vardenafil', ['vardenafil']],
          ['avanafil', ['avanafil']],
        ] as const
      ).flatMap(([name, ids]) => [
        {
          when: allergicTo({ ingredients: [name] }),
          only: ids,
          severity: CI,
          text: `Hypersensitivity to ${name}`,
        } as const,
        {
          when: allergicTo({
            classes: ['pde5'],
            ingredients: ['sildenafil', 'tadalafil', 'vardenafil', 'avanafil'],
            except: [name],
          }),
          only: ids,
          severity: MAJ,
          text: 'Hypersensitivity to another PDE5 inhibitor',
        } as const,
      ]),
    ],
  }),
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
  rule({
    id: 'ED-17',
    title: 'Retinitis pigmentosa',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('retinitis-pigmentosa'),
        severity: CI,
        text: 'Hereditary degenerative retinal disorder: not recommended',
      },
    ],
  }),
  rule({
    id: 'ED-18',
    title: 'NAION',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('naion'),
        severity: MAJ,
        text: 'History of NAION (contraindicated in Europe)',
        management: 'Ophthalmology first.',
        redFlag: inPersonFlag('ophthalmology'),
      },
    ],
  }),
  rule({
    id: 'ED-19',
    title: 'Priapism and penile deformity',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('priapism-history'),
        severity: MAJ,
        text: 'History of priapism',
        management: 'Urology first.',
        redFlag: inPersonFlag('urology'),
      },
      {
        when: has('priapism-predisposition'),
        severity: MAJ,
        text: 'Sickle cell disease, myeloma or leukaemia: priapism',
      },
      { when: has('penile-deformity'), severity: MOD, text: 'Penile deformity' },
    ],
  }),
  rule({
    id: 'ED-20',
    title: 'Alpha-blockers',
    drugs: pde5,
    source: ['L-PDE5', '5, 7'],
    confidence: 'H',
    cases: [
      ...alphaCases(MAJ, taking('ALPHA_BLOCKER_NONSELECTIVE'), 'Non-selective alpha-blocker: hypotension'),
      ...alphaCases(MAJ, recentAlphaBlocker, 'Alpha-blocker started or changed less than 4 weeks ago'),
      ...alphaCases(
        MOD,
        taking('ALPHA_BLOCKER', 'ALPHA_BLOCKER_UROSELECTIVE'),
        'Uroselective alpha-blocker: hypotension',
      ),
      { when: taking('ALPHA_BETA_BLOCKER'), severity: MIN, text: 'Beta-blocker with alpha effect' },
    ],
  }),
  rule({
    id: 'ED-21',
    title: 'QT prolongation',
    drugs: ['vardenafil'],
    source: ['L-LEV', '5.7'],
    confidence: 'H',
    cases: [
      {
        when: any(taking('QT_ANTIARR'), has('long-qt-congenital')),
        severity: CI,
        text: 'Class IA or III antiarrhythmic or congenital long QT: avoid vardenafil',
        management: 'Choose another PDE5 inhibitor.',
      },
      {
        when: has('qt-prolongation'),
        severity: CI,
        confidence: 'P',
        text: 'QT prolongation: avoid vardenafil',
        management: 'Choose another PDE5 inhibitor.',
      },
      { when: taking('QT_OTHER'), severity: MOD, text: 'Another medicine prolongs the QT interval' },
    ],
  }),
  rule({
    id: 'ED-22',
    title: 'Antihypertensives',
    drugs: pde5,
    source: ['L-PDE5', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('ANTIHYPERTENSIVE'),
        severity: MIN,
        text: 'Blood pressure falls a little further (about 8/7 mmHg with amlodipine)',
      },
    ],
  }),
  rule({
    id: 'ED-23',
    title: 'Alcohol',
    drugs: pde5,
    source: ['L-PDE5', '5, 7'],
    confidence: 'H',
    cases: [
      {
        when: manyDrinks,
        severity: MOD,
        text: 'Five or more drinks on an occasion: dizziness, low blood pressure',
        management: 'Fewer drinks with the tablet.',
      },
    ],
  }),
  rule({
    id: 'ED-24',
    title: 'Other treatment for erectile dysfunction',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: taking('ED_OTHER'),
        severity: MAJ,
        text: 'Alprostadil or another treatment: not studied together',
      },
    ],
  }),
  rule({
    id: 'ED-25',
    title: 'Bleeding disorder, active ulcer',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('bleeding-disorder', 'active-peptic-ulcer'),
        severity: MOD,
        text: 'Bleeding disorder or active peptic ulcer',
      },
    ],
  }),
  rule({
    id: 'ED-26',
    title: 'Sudden loss of vision or hearing',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: now('sudden-vision-loss', 'sudden-hearing-loss'),
        severity: CI,
        text: 'Sudden loss of vision or hearing',
        management: 'Stop; emergency care.',
        redFlag: emergencyFlag('emergency room'),
      },
    ],
  }),
  rule({
    id: 'ED-27',
    title: 'Sexual activity inadvisable',
    drugs: pde5,
    source: ['L-PDE5', '5.1'],
    confidence: 'H',
    cases: [
      {
        when: saysYes('sexInadvisable'),
        severity: CI,
        text: 'A clinician judged sexual activity inadvisable',
      },
    ],
  }),
  rule({
    id: 'ED-28',
    title: 'Vasodilators',
    drugs: pde5,
    source: ['POLICY', '6.2'],
    confidence: 'M',
    cases: [
      {
        when: any(taking('MINOXIDIL_ORAL'), taking('VASODILATOR')),
        severity: MOD,
        text: 'Oral minoxidil or another vasodilator: hypotension adds up',
      },
    ],
  }),
  rule({
    id: 'ED-29',
    title: 'Autonomic failure, pulmonary hypertension',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: has('pulmonary-hypertension'),
        severity: MAJ,
        text: 'Pulmonary hypertension or veno-occlusive disease',
        redFlag: syncFlag('cardiology'),
      },
      { when: has('autonomic-failure'), severity: MAJ, text: 'Severe autonomic failure: hypotension' },
    ],
  }),
  rule({
    id: 'ED-30',
    title: 'Score without erectile dysfunction',
    drugs: pde5,
    source: ['INS', '9.3'],
    confidence: 'P',
    cases: [
      {
        when: shimAtLeast(22),
        severity: MOD,
        text: 'The score shows no erectile dysfunction',
        management: 'Question the indication.',
      },
    ],
  }),
  rule({
    id: 'ED-31',
    title: 'L-arginine',
    drugs: pde5,
    source: ['POLICY', '6.2'],
    confidence: 'P',
    cases: [
      {
        when: takingIngredient('arginine', 'l-arginine'),
        severity: MIN,
        text: 'L-arginine may add a little to the fall of blood pressure',
      },
    ],
  }),
  rule({
    id: 'ED-32',
    title: 'Grapefruit',
    drugs: pde5,
    source: ['FDA-CYP', null],
    confidence: 'H',
    cases: [
      {
        when: all(taking('GRAPEFRUIT'), muchGrapefruit),
        severity: MOD,
        text: 'More than a glass of grapefruit juice a day',
      },
      { when: taking('GRAPEFRUIT'), severity: MIN, text: 'Grapefruit juice' },
    ],
  }),
]
