/** Orlistat: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, productsOf } from '../drug.ts'

export const orlistat: Drug = {
  id: 'orlistat',
  plainName: 'orlistat',
  category: 'weight',
  names: ['orlistat', 'xenical', 'alli'],
  otherUseBrands: ['alli'],
  ingredients: ['orlistat'],
  rxcui: '37925',
  atc: 'A08AB01',
  drugClass: 'lipase inhibitor',
  schedule: null,
  offLabel: false,
  duplicateGroups: ['ORLISTAT'],
  route: 'oral',
  systemic: false,
  teratogen: false,
  base: { male: 35, female: 35 },
  evidence: 1,
  firstLine: { male: false, female: false },
  dosing: {
    start: { doseMg: 120, frequency: 'three times daily with meals' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [120],
    maxSingleMg: 120,
    maxPeriodMg: 360,

    regimen: { kind: 'daily', maxTakings: 3, minTakings: 1 },
    source: { key: 'L-XEN', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'capsule', firstFillDays: 30, maxDays: 90, refills: 2 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency} that contain fat, during the meal or up to 1 hour after. Skip it when a meal is missed or has no fat.`,
  counselling: [
    'A daily multivitamin (A, D, E, K, beta-carotene) at bedtime, at least 2 hours apart.',
    'Oily stools with fatty meals are expected.',
  ],
  monitoring: ['Reassess after 3 months.'],
  expectation: 'About 3 % more weight loss than placebo.',
  labelSource: 'L-XEN',
  products: productsOf('orlistat', 'capsule', null, [
    ['314153', 'SCD', '61269056590', 'orlistat 120 mg oral capsule', '120 mg', 'Oral Capsule', 120, null],
    ['692876', 'SCD', null, 'orlistat 60 mg oral capsule', '60 mg', 'Oral Capsule', 60, null],
    ['226917', 'SBD', '00247202430', 'Xenical 120 mg oral capsule', '120 mg', 'Oral Capsule', 120, 'Xenical'],
    ['723846', 'SBD', '00135046101', 'Alli 60 mg oral capsule', '60 mg', 'Oral Capsule', 60, 'Alli'],
  ]),
}
