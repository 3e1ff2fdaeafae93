/** Duplicate therapy: formulary §8.1. The same group under any brand, any use, compounded copies included. */

import { taking } from '../../logic/predicates.ts'
import { duplicateOf, otherWeightDrug } from '../../logic/questions.ts'
import type { DrugId } from '../../types.ts'
import {
  CI,
  fiveAri,
  incretins,
  MAJ,
  MOD,
  pde5,
  phentermines,
  type Rule,
  type RuleCase,
  rule,
  weightDrugs,
} from '../rule.ts'
import type { SourceKey } from '../sources.ts'

const stopFirst = 'Stop the other first; say whether this is a continuation or a switch, with the stop date.'

const duplicateCases = (ids: readonly DrugId[], text: string): readonly RuleCase[] =>
  ids.map((id) => ({ when: duplicateOf(id), only: [id], severity: CI, text, management: stopFirst }))

const duplicateRule = (
  id: string,
  title: string,
  ids: readonly DrugId[],
  source: readonly [SourceKey, string | null],
  text: string,
): Rule => rule({ id, title, drugs: ids, source, confidence: 'H', cases: duplicateCases(ids, text) })

export const duplicateRules: readonly Rule[] = [
  duplicateRule(
    'INC-12',
    'Another incretin',
    incretins,
    ['L-INC', '1, 5'],
    'Another incretin is in use: never together, switching only',
  ),
  duplicateRule(
    'DUP-PHENTERMINE',
    'Another phentermine product or anorectic',
    phentermines,
    ['L-PHE', '5'],
    'Another phentermine product or sympathomimetic anorectic is in use',
  ),
  duplicateRule(
    'CON-07',
    'Other bupropion or naltrexone',
    ['naltrexone_bupropion'],
    ['L-CON', '4'],
    'Another bupropion or naltrexone product is in use',
  ),
  duplicateRule(
    'DUP-ORLISTAT',
    'Orlistat twice',
    ['orlistat'],
    ['L-XEN', '2'],
    'Orlistat is in use already (Xenical or Alli)',
  ),
  duplicateRule(
    'DUP-BIGUANIDE',
    'Metformin twice',
    ['metformin'],
    ['L-MET', '2'],
    'Metformin is in use already, alone or in a combination: do not add',
  ),
  rule({
    id: 'ED-04',
    version: 2,
    title: 'Another PDE5 inhibitor',
    drugs: pde5,
    source: ['L-PDE5', '5'],
    confidence: 'H',
    cases: [
      ...duplicateCases(
        pde5,
        'Another PDE5 inhibitor is in use (pulmonary-hypertension and prostate brands included)',
      ),
      {
        when: taking('PDE5_HIDDEN'),
        severity: MAJ,
        confidence: 'P',
        text: 'A product that often hides a PDE5 inhibitor is in use',
        management: 'Ask exactly what it is and have it stopped first.',
      },
      {
        when: taking('PDE5_HERB'),
        severity: MOD,
        confidence: 'P',
        text: 'Horny goat weed (Epimedium): icariin weakly inhibits PDE5, and such products may be adulterated',
        management: 'Have it stopped first; ask for the product.',
      },
    ],
  }),
  duplicateRule(
    'HR-05',
    'Other 5-alpha-reductase inhibitor',
    fiveAri,
    ['L-AVO', '5'],
    'Another 5-alpha-reductase inhibitor is in use',
  ),
  rule({
    id: 'DUP-MINOXIDIL',
    title: 'Minoxidil twice',
    drugs: ['minoxidil_topical', 'minoxidil_oral'],
    source: ['POLICY', '8.1'],
    confidence: 'P',
    cases: (['minoxidil_topical', 'minoxidil_oral'] as const).flatMap((id): readonly RuleCase[] => [
      {
        when: duplicateOf(id, true),
        only: [id],
        severity: CI,
        text: 'Minoxidil by the same route is in use already',
        management: stopFirst,
      },
      {
        when: duplicateOf(id, false),
        only: [id],
        severity: MAJ,
        text: 'Topical and oral minoxidil together',
        management: 'Use one route only.',
      },
    ]),
  }),
  duplicateRule(
    'DUP-MRA',
    'Another mineralocorticoid antagonist',
    ['spironolactone'],
    ['L-ALD', '4'],
    'Another mineralocorticoid-receptor antagonist is in use (spironolactone, eplerenone, finerenone)',
  ),
  rule({
    id: 'WT-01',
    title: 'Two weight drugs together',
    drugs: weightDrugs.filter((id) => id !== 'metformin'),
    source: ['L-all', '1'],
    confidence: 'H',
    cases: weightDrugs
      .filter((id) => id !== 'metformin')
      .map((id) => ({
        when: otherWeightDrug(id),
        only: [id],
        severity: MAJ,
        text: 'Combination of weight drugs not established',
        management: 'One weight drug at a time unless a specialist combines them.',
      })),
  }),
]
