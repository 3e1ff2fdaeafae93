/** Tadalafil daily: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, onceDaily, productsOf } from '../drug.ts'

export const tadalafilDaily: Drug = {
  id: 'tadalafil_daily',
  plainName: 'tadalafil daily',
  category: 'ed',
  names: [
    'tadalafil daily',
    'daily tadalafil',
    'cialis daily',
    'tadalafil once daily',
    'cialis for daily use',
  ],
  otherUseBrands: ['adcirca', 'alyq', 'tadliq', 'opsynvi', 'entadfi'],
  ingredients: ['tadalafil'],
  rxcui: '358263',
  atc: 'G04BE08',
  drugClass: 'PDE5i',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['PDE5'],
  route: 'oral',
  systemic: true,
  teratogen: false,
  base: { male: 82, female: null },
  evidence: 1,
  firstLine: { male: true, female: false },
  dosing: {
    start: { doseMg: 2.5, frequency: 'once daily, every day' },
    startWith: { concept: 'bph', doseMg: 5 },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [2.5, 5],
    maxSingleMg: 5,
    maxPeriodMg: 5,

    regimen: onceDaily,
    source: { key: 'L-CIA', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 90, refills: 2 },
  sig: (doseText, frequency) => `Take ${doseText} by mouth ${frequency}, at about the same time.`,
  counselling: [
    'Works only with sexual stimulation.',
    'Never with nitrates or poppers.',
    'An erection over 4 hours: emergency room.',
    'Chest pain: stop, call for help and say which tablet was taken.',
    'Does not protect against infections.',
  ],
  monitoring: [
    'Review after 4–8 weeks, then yearly.',
    'Morning total testosterone for every man with erectile dysfunction.',
  ],
  expectation: 'Steady effect after about 5 days.',
  labelSource: 'L-CIA',
  products: productsOf('tadalafil_daily', 'tablet', null, [
    ['757707', 'SCD', '00093301630', 'tadalafil 2.5 mg oral tablet', '2.5 mg', 'Oral Tablet', 2.5, null],
    ['403957', 'SCD', '00093301730', 'tadalafil 5 mg oral tablet', '5 mg', 'Oral Tablet', 5, null],
    ['762660', 'SBD', '00002446501', 'Cialis 2.5 mg oral tablet', '2.5 mg', 'Oral Tablet', 2.5, 'Cialis'],
    ['404711', 'SBD', '00002446230', 'Cialis 5 mg oral tablet', '5 mg', 'Oral Tablet', 5, 'Cialis'],
  ]),
}
