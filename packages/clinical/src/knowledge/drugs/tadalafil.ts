/** Tadalafil: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { asNeeded, type Drug, productsOf } from '../drug.ts'

export const tadalafil: Drug = {
  id: 'tadalafil',
  plainName: 'tadalafil',
  category: 'ed',
  names: ['tadalafil', 'cialis', 'tadalafil as needed', 'tadalafil prn', 'chewtadzy'],
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
  base: { male: 85, female: null },
  evidence: 1,
  firstLine: { male: true, female: false },
  dosing: {
    start: { doseMg: 10, frequency: 'as needed' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [5, 10, 20],
    maxSingleMg: 20,
    maxPeriodMg: 20,

    regimen: asNeeded,
    source: { key: 'L-CIA', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 90, refills: 2, quantity: 8 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency}, at least 30 minutes before sexual activity.`,
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
  expectation: 'Works within 30 minutes, for up to 36 hours.',
  labelSource: 'L-CIA',
  products: productsOf('tadalafil', 'tablet', null, [
    ['403957', 'SCD', '00093301730', 'tadalafil 5 mg oral tablet', '5 mg', 'Oral Tablet', 5, null],
    ['484814', 'SCD', '00093301856', 'tadalafil 10 mg oral tablet', '10 mg', 'Oral Tablet', 10, null],
    ['402019', 'SCD', '00093301956', 'tadalafil 20 mg oral tablet', '20 mg', 'Oral Tablet', 20, null],
    ['404711', 'SBD', '00002446230', 'Cialis 5 mg oral tablet', '5 mg', 'Oral Tablet', 5, 'Cialis'],
    ['402096', 'SBD', '00002446330', 'Cialis 10 mg oral tablet', '10 mg', 'Oral Tablet', 10, 'Cialis'],
    ['402097', 'SBD', '00002446430', 'Cialis 20 mg oral tablet', '20 mg', 'Oral Tablet', 20, 'Cialis'],
  ]),
}
