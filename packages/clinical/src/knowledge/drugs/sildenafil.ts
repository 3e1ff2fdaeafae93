/** Sildenafil: formulary §2, §5–§7, §12. Products: RxNorm (prescribable content). */

import { asNeeded, type Drug, productsOf } from '../drug.ts'

export const sildenafil: Drug = {
  id: 'sildenafil',
  plainName: 'sildenafil',
  category: 'ed',
  names: ['sildenafil', 'viagra', 'sildenafil citrate'],
  otherUseBrands: ['revatio', 'liqrev'],
  ingredients: ['sildenafil'],
  rxcui: '136411',
  atc: 'G04BE03',
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
    start: { doseMg: 50, frequency: 'as needed' },

    steps: [],
    labelledSchedule: false,
    usualMaintenanceMg: [25, 50, 100],
    maxSingleMg: 100,
    maxPeriodMg: 100,

    regimen: asNeeded,
    source: { key: 'L-VIA', section: '2' },
    confidence: 'H',
    startIsCeiling: false,
  },
  supply: { unit: 'tablet', firstFillDays: 30, maxDays: 90, refills: 2, quantity: 8 },
  sig: (doseText, frequency) =>
    `Take ${doseText} by mouth ${frequency}, about 1 hour (30 minutes to 4 hours) before sexual activity.`,
  counselling: [
    'A high-fat meal delays the effect.',
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
  expectation: 'Works within about 1 hour, for about 4 hours.',
  labelSource: 'L-VIA',
  products: productsOf('sildenafil', 'tablet', null, [
    ['314228', 'SCD', '00093534156', 'sildenafil 25 mg oral tablet', '25 mg', 'Oral Tablet', 25, null],
    ['312950', 'SCD', '00093534201', 'sildenafil 50 mg oral tablet', '50 mg', 'Oral Tablet', 50, null],
    ['314229', 'SCD', '00093534301', 'sildenafil 100 mg oral tablet', '100 mg', 'Oral Tablet', 100, null],
    ['213269', 'SBD', '00069420030', 'Viagra 25 mg oral tablet', '25 mg', 'Oral Tablet', 25, 'Viagra'],
    ['213270', 'SBD', '00069421030', 'Viagra 50 mg oral tablet', '50 mg', 'Oral Tablet', 50, 'Viagra'],
    ['213271', 'SBD', '00069422030', 'Viagra 100 mg oral tablet', '100 mg', 'Oral Tablet', 100, 'Viagra'],
  ]),
}
