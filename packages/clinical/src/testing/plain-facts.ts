/**
 * Facts laid into a prepared case directly, past the reading of words, so that a trigger can be tested by the very
 * concept, class or ingredient it names. Not used by the engine.
 */

import type { AllergyFact, ConditionFact, Facts, MedicationFact } from '../facts/facts.ts'
import { prepareFacts } from '../facts/prepare.ts'
import { keysOf } from '../facts/present.ts'
import { YES } from '../logic/tri.ts'
import type { AllergyClass, ConceptId, DrugClass, Excipient } from '../terminology/types.ts'
import type { CaseInput } from '../types.ts'
import { type BaseName, person, today } from './people.ts'

const condition = (concept: string, monthsAgo: number | null): ConditionFact => ({
  label: concept,
  match: {
    text: concept,
    code: null,
    concepts: [concept as ConceptId],
    subject: 'self',
    negated: false,
    monthsAgo,
    recognised: true,
    severity: null,
    nyha: null,
    childPugh: null,
  },
  monthsAgo,
  origin: 'record',
})

const medicine = (ingredient: string | null, drugClass: string | null): MedicationFact => ({
  label: ingredient ?? drugClass ?? '',
  entry: ingredient ?? drugClass ?? '',
  match: {
    text: ingredient ?? drugClass ?? '',
    status: 'recognised',
    activity: 'active',
    stoppedDaysAgo: null,
    ingredients: ingredient === null ? [] : [{ rxcui: null, name: ingredient }],
    route: 'oral',
    strengthMg: null,
    brand: null,
    matchedBy: 'exact',
    impliedClasses: [],
    compounded: false,
    depot: false,
    asNeeded: false,
    partial: false,
  },
  classes: new Set(drugClass === null ? [] : [drugClass as DrugClass]),
  active: true,
  stoppedDaysAgo: null,
  doseMg: null,
  origin: 'record',
  drugId: null,
})

const allergy = (kind: string, name: string): AllergyFact => ({
  label: name,
  match: {
    text: name,
    status: 'recognised',
    ingredients: kind === 'ingredient' ? [{ rxcui: null, name }] : [],
    classes: kind === 'class' ? [name as AllergyClass] : [],
    excipients: kind === 'excipient' ? [name as Excipient] : [],
    severity: kind === 'anaphylaxis' ? 'anaphylaxis' : 'mild',
    drugClasses: [],
    matchedBy: 'exact',
    localReactionOnly: false,
  },
  reaction: 'rash',
  kind: 'allergy',
})

const labs = new Set(['potassium', 'bicarbonate', 'psa', 'tsh', 'alt', 'hba1c', 'testosterone', 'calcitonin'])

/** One fact laid into the facts: "concept mi", "concept mi 5" (months ago), "systolic 160", "answer maoi" … */
function laid(facts: Facts, name: string): Facts {
  const [kind = '', what = '', detail] = name.split(' ')
  const put = <Key, Value>(index: ReadonlyMap<Key, readonly Value[]>, key: Key, value: Value) =>
    new Map([...index, [key, [...(index.get(key) ?? []), value]]])
  switch (kind) {
    case 'concept': {
      const fact = condition(what, detail === undefined ? null : Number(detail))
      return {
        ...facts,
        conditions: [...facts.conditions, fact],
        byConcept: put(facts.byConcept, what as ConceptId, fact),
      }
    }
    case 'relative':
      return {
        ...facts,
        byFamilyConcept: put(facts.byFamilyConcept, what as ConceptId, condition(what, null)),
      }
    case 'takes': {
      const fact = medicine(null, what)
      return {
        ...facts,
        medications: [...facts.medications, fact],
        byClass: put(facts.byClass, what as DrugClass, fact),
      }
    }
    case 'ingredient': {
      const ingredient = what.replaceAll('_', ' ')
      const fact = medicine(ingredient, null)
      return {
        ...facts,
        medications: [...facts.medications, fact],
        byIngredient: put(facts.byIngredient, ingredient, fact),
        anyRoute: put(facts.anyRoute, ingredient, fact),
      }
    }
    case 'allergic':
      return { ...facts, allergies: [...facts.allergies, allergy(what, (detail ?? '').replaceAll('_', ' '))] }
    case 'answer':
      return { ...facts, answers: { ...facts.answers, [what]: YES } }
    case 'score':
      return { ...facts, answers: { ...facts.answers, [what]: Number(detail) } }
    case 'state':
      return { ...facts, [what]: detail ?? YES }
    default:
      return labs.has(kind)
        ? { ...facts, labs: { ...facts.labs, [kind]: Number(what) } }
        : { ...facts, [kind]: Number(what) }
  }
}

const prepared = new Map<BaseName, Facts>()

function plainFacts(base: BaseName | CaseInput): Facts {
  if (typeof base !== 'string') return prepareFacts(base, today, {})
  const facts = prepared.get(base) ?? prepareFacts(person(base), today, {})
  prepared.set(base, facts)
  return facts
}

/** The facts of a person with these laid in. */
export function factsWith(base: BaseName | CaseInput, names: readonly string[]): Facts {
  const facts = names.reduce(laid, plainFacts(base))
  return { ...facts, present: keysOf(facts) }
}
