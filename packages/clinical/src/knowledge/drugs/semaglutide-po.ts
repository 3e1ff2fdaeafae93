/** Oral semaglutide: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, onceDaily, productsOf } from '../drug.ts'

export const semaglutidePo: Drug = {
  id: 'semaglutide_po',
  plainName: 'oral semaglutide',
  category: 'weight',
  names: [
    'oral semaglutide',
    'semaglutide oral',
    'semaglutide tablets',
    'semaglutide tablet',
    'semaglutide po',
    'wegovy tablets',
    'wegovy tablet',
    'wegovy pill',
    'wegovy pills',
    'oral wegovy',
  ],
  otherUseBrands: ['rybelsus', 'ozempic tablets', 'ozempic'],
  ingredients: ['semaglutide'],
  rxcui: '1991302',
  atc: 'A10BJ06',
  drugClass: 'GLP-1 RA',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['INCRETIN'],
  route: 'oral',
  systemic: true,
  teratogen: false,
  base: { male: 78, female: 78 },
  evidence: 1,
  firstLine: { male: true, female: true },
  dosing: {
    start: { doseMg: 1.5, frequency: 'once daily' },

    steps: [
      { doseMg: 1.5, perDay: 1, frequency: 'once daily', minDays: 30 },
      { doseMg: 4, perDay: 1, frequency: 'once daily', minDays: 30 },
      { doseMg: 9, perDay: 1, frequency: 'once daily', minDays: 30 },
      { doseMg: 25, perDay: 1, frequency: 'once daily', minDays: 30 },
    ],
    labelledSchedule: true,
    usualMaintenanceMg: [25],
    maxSingleMg: 25,
    maxPeriodMg: 25,

    regimen: onceDaily,
    source: { key: 'L-WEGT', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 84, refills: 0 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency} in the morning on an empty stomach with no more than 4 ounces (120 mL) of plain water, swallowed whole, at least 30 minutes before food, drink or other medicines.`,
  counselling: [
    'Small, low-fat meals and enough fluids; nausea usually passes.',
    'Stop and get urgent care for severe lasting abdominal pain, jaundice with fever, a neck lump or hoarseness, or a sudden change of sight.',
    'Tell the anaesthetist before any operation or sedation.',
  ],
  monitoring: [
    'Weight, blood pressure and heart rate monthly during titration.',
    'HbA1c and eyes in type 2 diabetes; kidney function after vomiting or diarrhoea.',
    'Reassess if less than 5 % is lost after 3 months on the highest tolerated maintenance dose.',
  ],
  expectation: 'About 14 % mean weight loss at 25 mg.',
  labelSource: 'L-WEGT',
  products: productsOf('semaglutide_po', 'tablet', null, [
    ['2707547', 'SCD', null, 'semaglutide 1.5 mg oral tablet', '1.5 mg', 'Oral Tablet', 1.5, null],
    ['2707551', 'SCD', null, 'semaglutide 4 mg oral tablet', '4 mg', 'Oral Tablet', 4, null],
    ['2707555', 'SCD', null, 'semaglutide 9 mg oral tablet', '9 mg', 'Oral Tablet', 9, null],
    [null, 'SBD', null, 'Wegovy (semaglutide) 25 mg oral tablet', '25 mg', 'Oral Tablet', 25, 'Wegovy'],
  ]),
}
