/** Dose adjustments of the PDE5 inhibitors: formulary §6.1 with review A8, B3, B30, B32. */

import {
  age,
  all,
  any,
  certainly,
  childPugh,
  creatinineClearance,
  dialysis,
  keyed,
  not,
  predicate,
  taking,
  takingExcept,
  takingIngredient,
} from '../../logic/predicates.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { CI, MAJ, MOD, pde5, type Rule, rule } from '../rule.ts'

const notDialysis = not(certainly(dialysis))
const severeRenal = all(creatinineClearance('<', 30), notDialysis)
/** Half-open at 30 and closed at 50, as the labels' "30 to 50 mL/min". */
const moderateRenal = all(creatinineClearance('>=', 30), creatinineClearance('<=', 50), notDialysis)
/** Ritonavir and cobicistat have a row of their own, stricter than this one. */
const strongUnboosted = takingExcept(['CYP3A4_INH_STRONG'], ['ritonavir', 'cobicistat'])
/** Ketoconazole or itraconazole at a stated 200 mg a day is the only strong inhibitor (vardenafil 5 mg, §6.1). */
const azole200 = keyed(
  ['t:CYP3A4_INH_STRONG'],
  predicate(
    'ketoconazole or itraconazole 200 mg a day and no other strong inhibitor',
    (facts) => {
      const found = facts.byClass.get('CYP3A4_INH_STRONG') ?? []
      const fits = found.every(
        (fact) =>
          fact.doseMg === 200 &&
          !/twice|bid|two|2x/i.test(fact.entry) &&
          fact.match.ingredients.every(
            (part) => part.name === 'ketoconazole' || part.name === 'itraconazole',
          ),
      )
      return found.length === 0 ? (facts.medicationsKnown ? NO : UNKNOWN) : fits ? YES : NO
    },
    (facts) => (facts.byClass.get('CYP3A4_INH_STRONG') ?? []).map((fact) => fact.entry),
  ),
)
const sparing = ['erythromycin'] as const

/** Any hepatic impairment short of Child-Pugh C: sildenafil starts at 25 mg. */
const hepaticMild = keyed(
  ['s:hepatic', 'u:conditions'],
  predicate(
    'hepatic impairment, Child-Pugh A or B',
    (facts) =>
      facts.hepatic === 'A' || facts.hepatic === 'B'
        ? YES
        : facts.hepatic === 'unknown' || !facts.conditionsKnown
          ? UNKNOWN
          : NO,
    (facts) => [`Child-Pugh ${facts.hepatic}`],
    ['childPugh'],
  ),
  ['s:hepatic'],
)

export const pde5DoseRules: readonly Rule[] = [
  rule({
    id: 'ED-AGE',
    title: 'Age 65 and over',
    drugs: ['sildenafil', 'vardenafil'],
    source: ['L-PDE5', '2.3'],
    confidence: 'H',
    cases: [
      {
        when: age('>=', 65),
        severity: 'info',
        text: 'Age 65 or more: lower start (sildenafil 25 mg, vardenafil 5 mg)',
        limits: { sildenafil: { start: 25, kind: 'risk' }, vardenafil: { start: 5, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'ED-RENAL',
    title: 'Kidney function',
    drugs: pde5,
    source: ['L-PDE5', '2, 8.6'],
    confidence: 'H',
    cases: [
      {
        when: dialysis,
        only: ['tadalafil_daily', 'vardenafil', 'avanafil'],
        severity: CI,
        text: 'Dialysis: not recommended',
      },
      {
        when: severeRenal,
        only: ['tadalafil_daily', 'avanafil'],
        severity: CI,
        text: 'Creatinine clearance under 30: not recommended',
      },
      {
        when: any(dialysis, severeRenal),
        only: ['sildenafil'],
        severity: 'info',
        text: 'Creatinine clearance under 30 or dialysis: start 25 mg',
        limits: { sildenafil: { start: 25, kind: 'risk' } },
      },
      {
        when: any(dialysis, severeRenal),
        only: ['tadalafil'],
        severity: 'info',
        text: 'Creatinine clearance under 30 or dialysis: at most 5 mg every 72 hours',
        limits: { tadalafil: { start: 5, max: 5, everyHours: 72, kind: 'risk' } },
      },
      {
        when: moderateRenal,
        only: ['tadalafil'],
        severity: 'info',
        text: 'Creatinine clearance 30–50: start 5 mg, at most 10 mg every 48 hours',
        limits: { tadalafil: { start: 5, max: 10, everyHours: 48, kind: 'risk' } },
      },
      {
        when: moderateRenal,
        only: ['tadalafil_daily'],
        severity: 'info',
        text: 'Creatinine clearance 30–50: start 2.5 mg',
        limits: { tadalafil_daily: { start: 2.5, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'ED-HEPATIC',
    title: 'Liver function',
    drugs: pde5,
    source: ['L-PDE5', '2, 8.7'],
    confidence: 'H',
    cases: [
      {
        when: childPugh('C'),
        only: ['sildenafil'],
        severity: MAJ,
        text: 'Child-Pugh C: not studied, 25 mg at most',
        limits: { sildenafil: { start: 25, max: 25, kind: 'risk' } },
      },
      { when: childPugh('C'), severity: CI, text: 'Child-Pugh C: not recommended' },
      {
        when: hepaticMild,
        only: ['sildenafil'],
        severity: 'info',
        text: 'Hepatic impairment: start 25 mg',
        limits: { sildenafil: { start: 25, kind: 'risk' } },
      },
      {
        when: hepaticMild,
        only: ['tadalafil'],
        severity: 'info',
        text: 'Child-Pugh A or B: at most 10 mg in 24 hours',
        limits: { tadalafil: { start: 10, max: 10, kind: 'risk' } },
      },
      {
        when: hepaticMild,
        only: ['tadalafil_daily'],
        severity: MOD,
        text: 'Child-Pugh A or B: caution with daily tadalafil',
      },
      {
        when: childPugh('B'),
        only: ['vardenafil'],
        severity: 'info',
        text: 'Child-Pugh B: start 5 mg, at most 10 mg',
        limits: { vardenafil: { start: 5, max: 10, kind: 'risk' } },
      },
    ],
  }),
  rule({
    id: 'ED-BOOST',
    title: 'Ritonavir or cobicistat',
    drugs: pde5,
    source: ['L-PDE5', '2, 7'],
    confidence: 'H',
    cases: [
      {
        when: taking('BOOSTER', 'ARV_BOOSTED'),
        only: ['avanafil'],
        severity: CI,
        text: 'Ritonavir or cobicistat: do not use avanafil',
      },
      {
        when: taking('BOOSTER', 'ARV_BOOSTED'),
        severity: MOD,
        text: 'Ritonavir or cobicistat raises PDE5 inhibitors many times',
        management:
          'Sildenafil at most 25 mg in 48 h, tadalafil 10 mg in 72 h (2.5 mg daily), vardenafil 2.5 mg in 72 h. With a short Paxlovid course wait until 3 days after it.',
        limits: {
          sildenafil: { start: 25, max: 25, everyHours: 48, kind: 'interaction' },
          tadalafil: { start: 10, max: 10, everyHours: 72, kind: 'interaction' },
          tadalafil_daily: { start: 2.5, max: 2.5, kind: 'interaction' },
          vardenafil: { start: 2.5, max: 2.5, everyHours: 72, kind: 'interaction' },
        },
      },
    ],
  }),
  rule({
    id: 'ED-3A4S',
    title: 'Strong CYP3A4 inhibitors',
    drugs: pde5,
    source: ['L-PDE5', '2, 7'],
    confidence: 'H',
    cases: [
      {
        when: strongUnboosted,
        only: ['avanafil'],
        severity: CI,
        text: 'Strong CYP3A4 inhibitor: do not use avanafil',
      },
      {
        when: certainly(azole200),
        only: ['vardenafil'],
        severity: MOD,
        text: 'Ketoconazole or itraconazole 200 mg a day raises vardenafil',
        management: 'At most 5 mg in 24 hours.',
        limits: { vardenafil: { start: 5, max: 5, everyHours: 24, kind: 'interaction' } },
      },
      {
        when: strongUnboosted,
        severity: MOD,
        text: 'Strong CYP3A4 inhibitor raises PDE5 inhibitors',
        management:
          'Sildenafil start 25 mg; tadalafil at most 10 mg in 72 h (2.5 mg daily); vardenafil 2.5 mg in 24 h.',
        limits: {
          sildenafil: { start: 25, kind: 'interaction' },
          tadalafil: { start: 10, max: 10, everyHours: 72, kind: 'interaction' },
          tadalafil_daily: { start: 2.5, max: 2.5, kind: 'interaction' },
          vardenafil: { start: 2.5, max: 2.5, everyHours: 24, kind: 'interaction' },
        },
      },
    ],
  }),
  rule({
    id: 'ED-3A4M',
    title: 'Moderate CYP3A4 inhibitors',
    drugs: pde5,
    source: ['L-PDE5', '2, 7'],
    confidence: 'H',
    cases: [
      {
        when: taking('CYP3A4_INH_MOD'),
        only: ['avanafil'],
        severity: MOD,
        text: 'Moderate CYP3A4 inhibitor raises avanafil',
        management: 'At most 50 mg in 24 hours.',
        limits: { avanafil: { start: 50, max: 50, everyHours: 24, kind: 'interaction' } },
      },
      {
        when: takingIngredient(...sparing),
        severity: MOD,
        text: 'Erythromycin raises PDE5 inhibitors',
        management: 'Sildenafil start 25 mg; vardenafil at most 5 mg in 24 hours.',
        limits: {
          sildenafil: { start: 25, kind: 'interaction' },
          vardenafil: { start: 5, max: 5, everyHours: 24, kind: 'interaction' },
        },
      },
      {
        when: takingExcept(['CYP3A4_INH_MOD'], sparing),
        severity: MOD,
        text: 'Moderate CYP3A4 inhibitor raises PDE5 inhibitors',
        management: 'Consider the lowest dose (sildenafil 25 mg).',
      },
    ],
  }),
  rule({
    id: 'ED-INDUCER',
    title: 'CYP3A4 inducers',
    drugs: pde5,
    source: ['L-PDE5', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('CYP3A4_INDUCER', 'CYP3A4_INDUCER_STRONG', 'CYP3A4_INDUCER_MOD'),
        only: ['avanafil'],
        severity: MAJ,
        text: 'CYP3A4 inducer: use with avanafil is not recommended',
      },
      {
        when: taking('CYP3A4_INDUCER', 'CYP3A4_INDUCER_STRONG', 'CYP3A4_INDUCER_MOD'),
        severity: MOD,
        text: 'CYP3A4 inducer: less effect',
      },
    ],
  }),
]
