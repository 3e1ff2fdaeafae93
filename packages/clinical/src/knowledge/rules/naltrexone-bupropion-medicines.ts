/** Naltrexone/bupropion with other medicines: formulary §5.4 with review A4, A7, A10, B13, B22. */

import {
  all,
  answered,
  any,
  certainly,
  recorded,
  saysYes,
  taking,
  takingExcept,
  takingIngredient,
} from '../../logic/predicates.ts'
import { auditPositive, heavyAlcohol } from '../../logic/questions.ts'
import { CI, MAJ, MOD, type Rule, rule } from '../rule.ts'

const only = ['naltrexone_bupropion'] as const
/** One tablet twice a day: 8 mg of naltrexone a taking, 16 mg a day. */
const oneTabletTwiceDaily = { naltrexone_bupropion: { max: 16, kind: 'interaction' } } as const

const steroidAndAntipsychotic = all(taking('CORTICOSTEROID_SYSTEMIC'), taking('ANTIPSYCHOTIC'))

export const naltrexoneBupropionMedicineRules: readonly Rule[] = [
  rule({
    id: 'CON-04',
    title: 'Opioids',
    drugs: only,
    source: ['L-CON', '4, 5'],
    confidence: 'H',
    cases: [
      {
        when: any(
          taking('OPIOID', 'OPIOID_LONG', 'OPIOID_DEPOT'),
          saysYes('opioidUse'),
          recorded('opioid-use-disorder', 'opioid-use', 'opioid-withdrawal'),
        ),
        severity: CI,
        text: 'Opioid in use, used too recently, or opioid withdrawal: naltrexone precipitates withdrawal and blocks analgesia',
        management:
          'Opioid-free 7–10 days first; 14 days after methadone or buprenorphine; 6 months after a buprenorphine depot.',
      },
      {
        when: recorded('opioid-use-disorder-remission'),
        severity: MAJ,
        text: 'Opioid use disorder in remission',
        management: 'Confirm the date of the last dose.',
      },
      {
        when: any(recorded('opioid-possible'), certainly(taking('OPIOID_POSSIBLE'))),
        severity: 'needs_info',
        confidence: 'P',
        source: ['POLICY', '0.6'],
        text: 'Pain medicine of unknown kind: an opioid is not excluded',
        management: 'Ask for the name on the package and the date of the last dose.',
        asks: ['opioidUse'],
      },
      { when: answered('opioidUse'), severity: CI, text: 'Opioid in use' },
    ],
  }),
  rule({
    id: 'CON-06',
    title: 'MAO inhibitors',
    drugs: only,
    source: ['L-CON', '4'],
    confidence: 'H',
    cases: [
      {
        when: any(taking('MAOI'), saysYes('maoi')),
        severity: CI,
        text: 'MAO inhibitor (linezolid and intravenous methylene blue included) now or in the last 14 days',
        management: 'Wait 14 days after the last dose.',
      },
      {
        when: taking('MAOI_METHYLENE_BLUE', 'MAOI_WEAK'),
        severity: MAJ,
        text: 'Oral methylene blue or a weak MAO inhibitor',
        management: 'Stop it 14 days before.',
      },
      { when: answered('maoi'), severity: CI, text: 'MAO inhibitor now or in the last 14 days' },
    ],
  }),
  rule({
    id: 'CON-12',
    title: 'CYP2B6 inhibitors',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('CYP2B6_INH'),
        severity: MAJ,
        text: 'Clopidogrel or ticlopidine raises bupropion',
        management: 'At most 1 tablet twice a day.',
        limits: oneTabletTwiceDaily,
      },
    ],
  }),
  rule({
    id: 'CON-13',
    title: 'CYP2B6 inducers',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'H',
    cases: [
      {
        when: any(
          taking('CYP2B6_IND'),
          takingIngredient(
            'ritonavir',
            'lopinavir',
            'efavirenz',
            'carbamazepine',
            'phenobarbital',
            'phenytoin',
            'rifampin',
          ),
        ),
        severity: MAJ,
        text: 'CYP2B6 inducer: avoid, less bupropion',
      },
    ],
  }),
  rule({
    id: 'CON-14a',
    title: 'Thioridazine, pimozide, eliglustat',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('CYP2D6_SUB_CI'),
        severity: CI,
        text: 'Bupropion blocks CYP2D6: torsade with thioridazine or pimozide, arrhythmia with eliglustat (partner label §4)',
      },
    ],
  }),
  rule({
    id: 'CON-14b',
    title: 'Tamoxifen',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('TAMOXIFEN'),
        severity: MAJ,
        text: 'Less endoxifen from tamoxifen',
        management: 'Ask oncology first.',
      },
    ],
  }),
  rule({
    id: 'CON-14c',
    title: 'Other CYP2D6 substrates',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'H',
    cases: [
      {
        when: takingExcept(['CYP2D6_SUB'], ['thioridazine', 'pimozide', 'eliglustat', 'tamoxifen']),
        severity: MOD,
        text: 'Bupropion raises medicines broken down by CYP2D6',
        management: 'Consider a lower dose of the partner.',
      },
    ],
  }),
  rule({
    id: 'CON-15',
    title: 'Medicines and habits that lower the seizure threshold',
    drugs: only,
    source: ['L-CON', '5.3, 7'],
    confidence: 'H',
    cases: [
      {
        when: steroidAndAntipsychotic,
        severity: MAJ,
        confidence: 'P',
        text: 'A systemic corticosteroid and an antipsychotic together lower the seizure threshold',
      },
      {
        when: any(
          taking(
            'SEIZURE_LOWER',
            'TCA',
            'SSRI',
            'SNRI',
            'ANTIDEPRESSANT_OTHER',
            'ANTIPSYCHOTIC',
            'SYMPATHO_STIM',
            'INSULIN',
            'SECRETAGOGUE',
            'ANORECTIC',
          ),
          heavyAlcohol,
          auditPositive,
        ),
        severity: MOD,
        text: 'Seizure threshold lowered',
        management: 'Keep to the dose and the schedule; avoid alcohol; avoid hypoglycaemia.',
      },
    ],
  }),
  rule({
    id: 'CON-16',
    title: 'Levodopa, amantadine',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'H',
    cases: [
      {
        when: taking('LEVODOPA_AMANTADINE'),
        severity: MOD,
        text: 'Toxicity to the nervous system with levodopa or amantadine',
      },
    ],
  }),
  rule({
    id: 'CON-17',
    title: 'Digoxin',
    drugs: only,
    source: ['L-CON', '7'],
    confidence: 'M',
    cases: [
      {
        when: taking('DIGOXIN'),
        severity: MOD,
        text: 'May lower the digoxin level',
        management: 'Check the level.',
      },
    ],
  }),
  rule({
    id: 'CON-27',
    title: 'Antihypertensives',
    drugs: only,
    source: ['POLICY', '8.5'],
    confidence: 'P',
    cases: [
      {
        when: taking('ANTIHYPERTENSIVE'),
        severity: MOD,
        text: 'Works against antihypertensives',
        management: 'Check blood pressure regularly.',
      },
    ],
  }),
]
