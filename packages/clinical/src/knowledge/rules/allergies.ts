/** Intolerances, excipients and unrecognised allergens: formulary §8.4. Class rules stand with their drugs. */

import { keyed, predicate } from '../../logic/predicates.ts'
import { allergicTo } from '../../logic/questions.ts'
import { NO, UNKNOWN, YES } from '../../logic/tri.ts'
import { drugs } from '../drugs/index.ts'
import { allDrugs, MIN, MOD, type Rule, rule } from '../rule.ts'

const oralTablets = drugs
  .filter((drug) => drug.route === 'oral' && drug.supply.unit === 'tablet')
  .map((drug) => drug.id)

const unrecognisedAllergy = keyed(
  ['allergy:unrecognised', 'u:allergies'],
  predicate(
    'an allergy entry is not recognised',
    (facts) =>
      facts.allergies.some((fact) => fact.match.status === 'unrecognised')
        ? YES
        : facts.allergiesKnown
          ? NO
          : UNKNOWN,
    (facts) =>
      facts.allergies
        .filter((fact) => fact.match.status === 'unrecognised')
        .map((fact) => `"${fact.match.text}"`),
    ['allergyList'],
  ),
  ['allergy:unrecognised'],
)

export const allergyRules: readonly Rule[] = [
  rule({
    id: 'ALG-01',
    title: 'Intolerance of the same drug',
    drugs: allDrugs.filter((id) => id !== 'minoxidil_topical' && id !== 'minoxidil_oral'),
    source: ['POLICY', '8.4'],
    confidence: 'P',
    cases: drugs
      .filter((drug) => !drug.ingredients.includes('minoxidil'))
      .map((drug) => ({
        when: allergicTo({ ingredients: drug.ingredients }, 'intolerance'),
        only: [drug.id],
        severity: MOD,
        text: 'Intolerance, not allergy, of this drug',
        management: 'Ask how bad it was; lower dose or another drug.',
      })),
  }),
  rule({
    id: 'ALG-02',
    title: 'Excipients',
    drugs: [...oralTablets, 'dutasteride', 'orlistat'],
    source: ['POLICY', '8.4'],
    confidence: 'M',
    cases: [
      {
        when: allergicTo({ excipients: ['gelatin'] }),
        only: ['dutasteride', 'orlistat'],
        severity: MOD,
        text: 'Gelatin allergy: the capsule is made of it',
      },
      {
        when: allergicTo({ excipients: ['lactose'] }),
        only: oralTablets,
        severity: MOD,
        text: 'Lactose allergy: many tablets contain it',
        management: 'Have the pharmacy check the product.',
      },
    ],
  }),
  rule({
    id: 'ALG-03',
    title: 'Unrecognised allergen',
    drugs: allDrugs,
    source: ['POLICY', '8.4'],
    confidence: 'P',
    cases: [
      {
        when: unrecognisedAllergy,
        severity: MIN,
        text: 'An allergy was not recognised',
        management: 'Ask what it is.',
      },
    ],
  }),
]
