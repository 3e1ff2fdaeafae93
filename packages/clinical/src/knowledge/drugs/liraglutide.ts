/** Liraglutide: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, onceDaily, productsOf } from '../drug.ts'

export const liraglutide: Drug = {
  id: 'liraglutide',
  plainName: 'liraglutide',
  category: 'weight',
  names: ['liraglutide', 'saxenda'],
  otherUseBrands: ['victoza', 'xultophy'],
  ingredients: ['liraglutide'],
  rxcui: '475968',
  atc: 'A10BJ02',
  drugClass: 'GLP-1 RA',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['INCRETIN'],
  route: 'injection',
  systemic: true,
  teratogen: false,
  base: { male: 66, female: 66 },
  evidence: 1,
  firstLine: { male: true, female: true },
  dosing: {
    start: { doseMg: 0.6, frequency: 'once daily' },

    steps: [
      { doseMg: 0.6, perDay: 1, frequency: 'once daily', minDays: 7 },
      { doseMg: 1.2, perDay: 1, frequency: 'once daily', minDays: 7 },
      { doseMg: 1.8, perDay: 1, frequency: 'once daily', minDays: 7 },
      { doseMg: 2.4, perDay: 1, frequency: 'once daily', minDays: 7 },
      { doseMg: 3, perDay: 1, frequency: 'once daily', minDays: 7 },
    ],
    labelledSchedule: true,
    usualMaintenanceMg: [3],
    maxSingleMg: 3,
    maxPeriodMg: 3,

    regimen: onceDaily,
    source: { key: 'L-SAX', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'pen', firstFillDays: 30, maxDays: 84, refills: 0 },
  sig: (doseText, frequency) =>
    `Inject ${doseText} under the skin ${frequency}, at any time of day, with or without meals.`,
  counselling: [
    'Small, low-fat meals and enough fluids; nausea usually passes.',
    'Stop and get urgent care for severe lasting abdominal pain, jaundice with fever, a neck lump or hoarseness, or a sudden change of sight.',
    'Tell the anaesthetist before any operation or sedation.',
    'More than 3 days missed: restart at 0.6 mg.',
  ],
  monitoring: [
    'Weight, blood pressure and heart rate monthly during titration.',
    'HbA1c and eyes in type 2 diabetes; kidney function after vomiting or diarrhoea.',
    'Reassess if less than 5 % is lost after 3 months on the highest tolerated maintenance dose.',
    'Stop if less than 4 % is lost at 16 weeks, or if 3 mg is not tolerated.',
  ],
  expectation: 'About 8 % mean weight loss.',
  labelSource: 'L-SAX',
  products: productsOf('liraglutide', 'pen', null, [
    [
      '1598268',
      'SBD',
      '00169280015',
      'Saxenda 18 mg/3 mL subcutaneous pen injector',
      '18 mg/3 mL',
      'Pen Injector',
      18,
      'Saxenda',
    ],
    [
      '897122',
      'SCD',
      '00143914401',
      'liraglutide 18 mg/3 mL subcutaneous pen injector',
      '18 mg/3 mL',
      'Pen Injector',
      18,
      null,
    ],
  ]),
}
