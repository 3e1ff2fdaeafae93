/** PDE5 inhibitors: formulary §6.2 with review A2, A5, A13, A16, A19, B3, B21, B32. */

import {
  all,
  any,
  certainly,
  has,
  keyed,
  now,
  predicate,
  saysYes,
  taking,
  takingIngredient,
} from '../../logic/predicates.ts'
import { allergicTo, shimAtLeast, usingGroup } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { muchGrapefruit } from '../medicine-triggers.ts'
import {
  CI,
  cardiologyFlag,
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

const recentAlphaBlocker = keyed(
  ['t:ALPHA_BLOCKER'],
  predicate(
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
  ),
)
const manyDrinks = keyed(
  ['n:drinks'],
  predicate(
    '5 or more units of alcohol on an occasion',
    (facts) =>
      facts.answers.alcoholPerOccasion === null ? UNKNOWN : facts.answers.alcoholPerOccasion >= 5 ? YES : NO,
    (facts) => [`${facts.answers.alcoholPerOccasion} units on an occasion`],
    ['alcoholUse'],
  ),
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

const sgcWithinADay = keyed(
  ['t:SGC_STIM', 'u:medications'],
  predicate(
    'takes a guanylate cyclase stimulator, or stopped it in the last day',
    (facts) => {
      const found = (facts.byClass.get('SGC_STIM') ?? []).some(
        (fact) => fact.active || fact.stoppedDaysAgo === null || fact.stoppedDaysAgo <= 1,
      )
      return found ? YES : facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => (facts.byClass.get('SGC_STIM') ?? []).map((fact) => fact.label),
  ),
  ['t:SGC_STIM'],
)

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
        redFlag: cardiologyFlag,
      },
      {
        when: certainly(taking('NITRATE_POSSIBLE')),
        severity: 'needs_info',
        confidence: 'P',
        source: ['POLICY', '0.6'],
        text: 'A medicine that may be a nitrate or nitrite is named',
        management: 'Ask for the name on the package and what it is for; nothing is prescribed before that.',
        asks: ['nitrateUse'],
      },
    ],
  }),
  rule({
    id: 'ED-02',
    title: 'Guanylate cyclase stimulators',
    drugs: pde5,
    source: ['L-PDE5', '4'],
    confidence: 'H',
    cases: [
      {
        when: sgcWithinADay,
        severity: CI,
        text: 'Riociguat or vericiguat, now or in the last 24 hours: hypotension',
      },
      {
        when: taking('SGC_STIM'),
        only: tadalafils,
        severity: CI,
        text: 'Riociguat or vericiguat in the last 48 hours: hypotension',
      },
    ],
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
    version: 2,
    title: 'Other treatment for erectile dysfunction',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      {
        when: taking('ED_OTHER'),
        severity: MAJ,
        text: 'Not studied together with another treatment for erectile dysfunction',
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
        when: any(taking('MINOXIDIL_ORAL', 'VASODILATOR'), takingIngredient('minoxidil')),
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
