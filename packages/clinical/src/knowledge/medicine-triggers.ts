/** Triggers about medicines in use that several rule files share. */

import { keyed, predicate, taking } from '../logic/predicates.ts'
import { NO, YES } from '../logic/tri.ts'

export const muchGrapefruit = keyed(
  ['t:GRAPEFRUIT'],
  predicate(
    'more than one glass of grapefruit juice a day',
    (facts) =>
      (facts.byClass.get('GRAPEFRUIT') ?? []).some((fact) =>
        /\b([2-9]|two|three|four|several|large|lots?|litre|liter|quart)\b/i.test(fact.entry),
      )
        ? YES
        : NO,
    (facts) => (facts.byClass.get('GRAPEFRUIT') ?? []).map((fact) => fact.entry),
  ),
)

/** Medicines that raise potassium, for the monitoring rule and for the potassium requirement (§0.4). */
export const raisesPotassium = taking(
  'K_RAISING',
  'K_SUPPLEMENT',
  'K_SPARING',
  'ACEI_ARB',
  'TRIMETHOPRIM',
  'CALCINEURIN_INH',
  'NSAID',
  'HEPARIN',
  'DROSPIRENONE',
)
