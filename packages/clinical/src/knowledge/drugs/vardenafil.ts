/** Vardenafil: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { asNeeded, type Drug, productsOf } from '../drug.ts'

export const vardenafil: Drug = {
  id: 'vardenafil',
  plainName: 'vardenafil',
  category: 'ed',
  names: ['vardenafil', 'levitra', 'staxyn', 'vardenafil odt'],
  otherUseBrands: [],
  ingredients: ['vardenafil'],
  rxcui: '306674',
  atc: 'G04BE09',
  drugClass: 'PDE5i',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['PDE5'],
  route: 'oral',
  systemic: true,
  teratogen: false,
  base: { male: 72, female: null },
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
    source: { key: 'L-LEV', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 90, refills: 2, quantity: 8 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency}, about 1 hour before sexual activity.`,
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
  expectation: 'Works within about 1 hour, for 4–5 hours.',
  labelSource: 'L-LEV',
  products: productsOf('vardenafil', 'tablet', null, [
    ['402273', 'SCD', '00093765256', 'vardenafil 2.5 mg oral tablet', '2.5 mg', 'Oral Tablet', 2.5, null],
    ['349478', 'SCD', '00093765356', 'vardenafil 5 mg oral tablet', '5 mg', 'Oral Tablet', 5, null],
    ['349479', 'SCD', '00093765456', 'vardenafil 10 mg oral tablet', '10 mg', 'Oral Tablet', 10, null],
    ['349480', 'SCD', '00093765556', 'vardenafil 20 mg oral tablet', '20 mg', 'Oral Tablet', 20, null],
    ['404638', 'SBD', '00173083013', 'Levitra 10 mg oral tablet', '10 mg', 'Oral Tablet', 10, 'Levitra'],
    ['404639', 'SBD', '43353074802', 'Levitra 20 mg oral tablet', '20 mg', 'Oral Tablet', 20, 'Levitra'],
  ]),
}
