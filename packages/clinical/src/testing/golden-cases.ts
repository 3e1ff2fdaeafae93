/** Whole cases whose printed assessment is kept in `golden.txt` and read against the formulary. */

import type { BaseName, Change } from './people.ts'

export const goldenCases: readonly (readonly [string, BaseName, Change])[] = [
  [
    'Healthy man of 40 asks for sildenafil',
    'ed',
    { proposed: { drug: 'sildenafil', doseMg: 50, frequency: 'as needed' } },
  ],
  [
    'Nitroglycerin kept just in case, denied on the form',
    'ed',
    {
      meds: ['nitrostat 0.4 SL prn, rarely use'],
      proposed: { drug: 'Cialis', doseMg: 10, frequency: 'as needed' },
    },
  ],
  [
    'Man of 70 on tamsulosin and amlodipine',
    'ed',
    {
      patient: { age: 70 },
      meds: ['Flomax', 'amlodipine'],
      proposed: { drug: 'vardenafil', doseMg: 20, frequency: 'as needed' },
    },
  ],
  ['Heart attack four months ago', 'ed', { conditions: [{ text: 'heart attack', monthsAgo: 4 }] }],
  ['HIV on Genvoya, eGFR 45', 'ed', { patient: { eGFR: 45 }, meds: ['Genvoya'] }],
  [
    'Woman of 34 with PCOS, no contraception',
    'weightWoman',
    { patient: { age: 34 }, conditions: ['PCOS'], answers: { contraception: 'none' } },
  ],
  [
    'Type 2 diabetes on insulin and glipizide',
    'weightMan',
    {
      conditions: ['type 2 diabetes', 'hypertension'],
      meds: ['Lantus 30 units', 'glipizide 5 mg', 'lisinopril'],
    },
  ],
  [
    'Mother with medullary thyroid cancer',
    'weightWoman',
    { answers: { familyHistoryText: 'my mother had medullary thyroid cancer' } },
  ],
  [
    'On Suboxone, asks for Contrave',
    'weightMan',
    { meds: ['suboxone 8/2'], proposed: { drug: 'Contrave', doseMg: 8, frequency: 'once daily' } },
  ],
  [
    'Wegovy 0.5 mg for four weeks, next step',
    'weightMan',
    {
      prior: [{ drug: 'Wegovy', doseMg: 0.5, weeksAtDose: 4, current: true, result: 'lost 5 kg' }],
      fills: [{ drug: 'Wegovy', lastFillDaysAgo: 26, daysSupply: 28 }],
      proposed: { drug: 'Wegovy', doseMg: 1, frequency: 'once weekly' },
    },
  ],
  [
    'Coronary stent without a date, asks for phentermine',
    'weightMan',
    {
      conditions: [{ code: 'Z95.5', text: 'stent' }],
      proposed: { drug: 'phentermine', doseMg: 37.5, frequency: 'once daily' },
    },
  ],
  ['Bulimia in the past', 'weightWoman', { conditions: ['history of bulimia'] }],
  [
    'Man of 52, PSA 3.1 on finasteride, asks for dutasteride',
    'hairMan',
    {
      patient: { age: 52 },
      meds: ['finasteride 1 mg'],
      labs: { psa: 3.1 },
      proposed: { drug: 'dutasteride', doseMg: 0.5, frequency: 'once daily' },
    },
  ],
  ['Depression, pattern hair loss', 'hairMan', { conditions: ['depression'], meds: ['Lexapro'] }],
  [
    'Woman on lisinopril asks for spironolactone',
    'hairWoman',
    {
      conditions: ['hypertension'],
      meds: ['Zestril'],
      proposed: { drug: 'spironolactone', doseMg: 50, frequency: 'once daily' },
    },
  ],
  [
    'Patchy hair loss',
    'hairMan',
    { answers: { hairLossPattern: 'two round bald patches', onset: 'sudden' } },
  ],
  ['Suicidal thoughts on the PHQ', 'hairMan', { answers: { phq2: 4, phq9: 15, phq9Item9: 1 } }],
  [
    'Nothing answered but age and sex',
    'weightWoman',
    {
      patient: {
        intakeAnswers: {},
        labs: {},
        conditions: null,
        medications: null,
        allergies: null,
        pregnant: null,
        breastfeeding: null,
        heightCm: null,
        systolic: null,
        heartRate: null,
        eGFR: null,
      },
    },
  ],
]
