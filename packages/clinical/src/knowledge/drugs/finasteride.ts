/** Finasteride: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, onceDaily, productsOf } from '../drug.ts'

export const finasteride: Drug = {
  id: 'finasteride',
  plainName: 'finasteride',
  category: 'hair',
  names: ['finasteride', 'propecia'],
  otherUseBrands: ['proscar', 'entadfi'],
  ingredients: ['finasteride'],
  rxcui: '25025',
  atc: 'D11AX10',
  drugClass: '5-ARI (II)',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['5ARI'],
  route: 'oral',
  systemic: true,
  teratogen: true,
  base: { male: 88, female: null },
  evidence: 1,
  firstLine: { male: true, female: false },
  dosing: {
    start: { doseMg: 1, frequency: 'once daily' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [1],
    maxSingleMg: 1,
    maxPeriodMg: 1,

    regimen: onceDaily,
    source: { key: 'L-PRO', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 90, maxDays: 90, refills: 1 },
  sig: (doseText, frequency) => `Take ${doseText} by mouth ${frequency}, with or without food.`,
  counselling: [
    'Sexual side effects and low mood can occur; stop and report any change of mood.',
    'Women who are or may become pregnant must not handle crushed tablets or leaking capsules.',
    'The benefit is lost within a year of stopping.',
    'It halves the measured PSA: tell whoever measures it.',
    'No blood donation while on it and for 1 month after.',
  ],
  monitoring: ['Photographs and review at 12–16 weeks, then yearly.', 'Mood (PHQ) at 3 months.'],
  expectation: 'First effect after 3 months, usually 6–12.',
  labelSource: 'L-PRO',
  products: productsOf('finasteride', 'tablet', null, [
    ['200172', 'SCD', '00378503577', 'finasteride 1 mg oral tablet', '1 mg', 'Oral Tablet', 1, null],
    ['213178', 'SBD', '00006007107', 'Propecia 1 mg oral tablet', '1 mg', 'Oral Tablet', 1, 'Propecia'],
  ]),
}
