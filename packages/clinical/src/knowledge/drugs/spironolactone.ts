/** Spironolactone: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { type Drug, productsOf } from '../drug.ts'

export const spironolactone: Drug = {
  id: 'spironolactone',
  plainName: 'spironolactone',
  category: 'hair',
  names: ['spironolactone', 'aldactone', 'carospir'],
  otherUseBrands: ['aldactazide'],
  ingredients: ['spironolactone'],
  rxcui: '9997',
  atc: 'C03DA01',
  drugClass: 'MRA / anti-androgen',
  schedule: null,
  offLabel: true,
  duplicateGroups: ['MRA'],
  route: 'oral',
  systemic: true,
  teratogen: true,
  base: { male: null, female: 70 },
  evidence: 0.5,
  firstLine: { male: false, female: false },
  dosing: {
    start: { doseMg: 50, frequency: 'once daily' },

    steps: [
      { doseMg: 50, perDay: 1, frequency: 'once daily', minDays: 28 },
      { doseMg: 100, perDay: 1, frequency: 'once daily', minDays: 28 },
    ],
    labelledSchedule: false,
    usualMaintenanceMg: [100],
    maxSingleMg: 200,
    maxPeriodMg: 200,

    regimen: { kind: 'daily', maxTakings: 2, minTakings: 1 },
    source: { key: 'AAD-FPHL', section: 'dose' },
    confidence: 'M',
    startIsCeiling: true,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 30, refills: 2 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency}, with or without food, always the same way.`,
  counselling: [
    'Effective contraception throughout: it can harm a male fetus.',
    'Avoid potassium supplements and salt substitutes.',
    'Dizziness at first; stop during vomiting or dehydration.',
  ],
  monitoring: [
    'Potassium and kidney function where required: before, at 1 and 4 weeks.',
    'Photographs and review at 12–16 weeks, then yearly.',
  ],
  expectation: 'Assess after 6 months.',
  labelSource: 'L-ALD',
  products: productsOf('spironolactone', 'tablet', null, [
    ['313096', 'SCD', '00378214601', 'spironolactone 25 mg oral tablet', '25 mg', 'Oral Tablet', 25, null],
    ['198223', 'SCD', '00378024301', 'spironolactone 50 mg oral tablet', '50 mg', 'Oral Tablet', 50, null],
    ['198222', 'SCD', '00378043701', 'spironolactone 100 mg oral tablet', '100 mg', 'Oral Tablet', 100, null],
    ['200820', 'SBD', '00025100131', 'Aldactone 25 mg oral tablet', '25 mg', 'Oral Tablet', 25, 'Aldactone'],
    ['200817', 'SBD', '00025104131', 'Aldactone 50 mg oral tablet', '50 mg', 'Oral Tablet', 50, 'Aldactone'],
  ]),
}
