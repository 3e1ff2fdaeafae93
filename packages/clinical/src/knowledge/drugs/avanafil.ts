/** Avanafil: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { asNeeded, type Drug, productsOf } from '../drug.ts'

export const avanafil: Drug = {
  id: 'avanafil',
  plainName: 'avanafil',
  category: 'ed',
  names: ['avanafil', 'stendra', 'spedra'],
  otherUseBrands: [],
  ingredients: ['avanafil'],
  rxcui: null,
  atc: 'G04BE10',
  drugClass: 'PDE5i',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['PDE5'],
  route: 'oral',
  systemic: true,
  teratogen: false,
  base: { male: 75, female: null },
  evidence: 1,
  firstLine: { male: true, female: false },
  dosing: {
    start: { doseMg: 100, frequency: 'as needed' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [50, 100, 200],
    maxSingleMg: 200,
    maxPeriodMg: 200,

    regimen: asNeeded,
    source: { key: 'L-STE', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 90, refills: 2, quantity: 8 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency}, about 15 minutes (30 minutes for 50 mg) before sexual activity.`,
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
  expectation: 'Works within 15–30 minutes, for about 6 hours.',
  labelSource: 'L-STE',
  products: productsOf('avanafil', 'tablet', null, [
    [null, 'SBD', null, 'Stendra (avanafil) 50 mg oral tablet', '50 mg', 'Oral Tablet', 50, 'Stendra'],
    [null, 'SBD', null, 'Stendra (avanafil) 100 mg oral tablet', '100 mg', 'Oral Tablet', 100, 'Stendra'],
    [null, 'SBD', null, 'Stendra (avanafil) 200 mg oral tablet', '200 mg', 'Oral Tablet', 200, 'Stendra'],
  ]),
}
