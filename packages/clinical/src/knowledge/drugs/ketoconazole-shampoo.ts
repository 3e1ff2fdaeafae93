/** Ketoconazole shampoo: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, productsOf } from '../drug.ts'

export const ketoconazoleShampoo: Drug = {
  id: 'ketoconazole_shampoo',
  plainName: 'ketoconazole shampoo',
  category: 'hair',
  names: ['ketoconazole shampoo', 'nizoral', 'nizoral shampoo', 'ketoconazole 2% shampoo', 'ketoconazole'],
  otherUseBrands: [],
  ingredients: ['ketoconazole'],
  rxcui: '6135',
  atc: 'D01AC08',
  drugClass: 'azole, topical',
  schedule: null,
  offLabel: true,
  duplicateGroups: [],
  route: 'topical',
  systemic: false,
  teratogen: false,
  base: { male: 30, female: 28 },
  evidence: 0.5,
  firstLine: { male: false, female: false },
  dosing: {
    start: { doseMg: 20, frequency: '2–3 times a week' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [20],
    maxSingleMg: 20,
    maxPeriodMg: 20,

    regimen: { kind: 'timesWeekly', maxTakings: 3, minTakings: 1 },
    source: { key: 'L-KET', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'mL', firstFillDays: 30, maxDays: 90, refills: 2, quantity: 120 },
  sig: (doseText, frequency) =>
    `Lather ${doseText} into the wet scalp ${frequency}, leave for 3 to 5 minutes, then rinse.`,
  counselling: ['An adjunct, not a treatment on its own.'],
  monitoring: ['Photographs and review at 12–16 weeks, then yearly.'],
  expectation: 'Assess after 3–6 months.',
  labelSource: 'L-KET',
  products: productsOf('ketoconazole_shampoo', 'mL', null, [
    [
      '106336',
      'SCD',
      '00713059204',
      'ketoconazole 2 % medicated shampoo',
      '20 mg/mL',
      'Medicated Shampoo',
      20,
      null,
    ],
    [
      '206978',
      'SBD',
      '00247181177',
      'Nizoral 2 % medicated shampoo',
      '20 mg/mL',
      'Medicated Shampoo',
      20,
      'Nizoral',
    ],
  ]),
}
