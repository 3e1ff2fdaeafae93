/** Dutasteride: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, onceDaily, productsOf } from '../drug.ts'

export const dutasteride: Drug = {
  id: 'dutasteride',
  plainName: 'dutasteride',
  category: 'hair',
  names: ['dutasteride', 'avodart'],
  otherUseBrands: ['jalyn'],
  ingredients: ['dutasteride'],
  rxcui: '228790',
  atc: 'G04CB02',
  drugClass: '5-ARI (I+II)',
  schedule: null,
  offLabel: true,
  duplicateGroups: ['5ARI'],
  route: 'oral',
  systemic: true,
  teratogen: true,
  base: { male: 66, female: null },
  evidence: 0.5,
  firstLine: { male: false, female: false },
  dosing: {
    start: { doseMg: 0.5, frequency: 'once daily' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [0.5],
    maxSingleMg: 0.5,
    maxPeriodMg: 0.5,

    regimen: onceDaily,
    source: { key: 'L-AVO', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'capsule', firstFillDays: 90, maxDays: 90, refills: 1 },
  sig: (doseText, frequency) => `Take ${doseText} by mouth ${frequency}. Swallow whole.`,
  counselling: [
    'Sexual side effects and low mood can occur; stop and report any change of mood.',
    'Women who are or may become pregnant must not handle crushed tablets or leaking capsules.',
    'The benefit is lost within a year of stopping.',
    'It halves the measured PSA: tell whoever measures it.',
    'No blood donation until 6 months after the last dose.',
  ],
  monitoring: ['Photographs and review at 12–16 weeks, then yearly.', 'Mood (PHQ) at 3 months.'],
  expectation: 'Assess after 6–12 months.',
  labelSource: 'L-AVO',
  products: productsOf('dutasteride', 'capsule', null, [
    ['351172', 'SCD', '00054039513', 'dutasteride 0.5 mg oral capsule', '0.5 mg', 'Oral Capsule', 0.5, null],
    ['352118', 'SBD', '00173071204', 'Avodart 0.5 mg oral capsule', '0.5 mg', 'Oral Capsule', 0.5, 'Avodart'],
  ]),
}
