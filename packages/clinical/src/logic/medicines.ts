/** Questions about medicines in use, by class and ingredient. */

import type { MedicationFact } from '../facts/facts.ts'
import { classMembers } from '../terminology/index.ts'
import type { DrugClass } from '../terminology/types.ts'
import { certainly, type Predicate, predicate } from './predicate.ts'
import { NO, UNKNOWN, YES } from './tri.ts'

const classKeys = (classes: readonly string[]): readonly string[] => classes.map((name) => `t:${name}`)

const medicineName = (fact: MedicationFact): string =>
  fact.active
    ? fact.label
    : `${fact.label}, stopped ${fact.stoppedDaysAgo === null ? 'at an unknown date' : `${fact.stoppedDaysAgo} days ago`}`

/** Names of the medicines found under the keys of an index, each once. */
function medicineNames<Key>(
  index: ReadonlyMap<Key, readonly MedicationFact[]>,
  keys: readonly Key[],
  except: readonly string[] = [],
): readonly string[] {
  const names: string[] = []
  for (const key of keys) {
    const facts = index.get(key)
    if (facts === undefined) continue
    for (const fact of facts) {
      if (except.length > 0 && fact.match.ingredients.some((ingredient) => except.includes(ingredient.name)))
        continue
      const name = medicineName(fact)
      if (!names.includes(name)) names.push(name)
    }
  }
  return names
}

/** Takes a medicine of any of the classes (or stopped one inside its window). Unknown without a list. */
export function taking(...classes: readonly DrugClass[]): Predicate {
  return predicate(
    `takes ${classes.join(' / ')}`,
    (facts) => {
      for (const drugClass of classes) if (facts.byClass.has(drugClass)) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(facts.byClass, classes),
    ['medicationList'],
    [...classKeys(classes), 'u:medications'],
    classKeys(classes),
  )
}

export function takingIngredient(...ingredients: readonly string[]): Predicate {
  return predicate(
    `takes ${ingredients.join(' / ')}`,
    (facts) => {
      for (const name of ingredients) if (facts.byIngredient.has(name)) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(facts.byIngredient, ingredients),
    ['medicationList'],
    [...ingredients.map((name) => `i:${name}`), 'u:medications'],
    ingredients.map((name) => `i:${name}`),
  )
}

/** Takes a class, leaving out medicines that hold any of the named ingredients. */
export function takingExcept(classes: readonly DrugClass[], except: readonly string[]): Predicate {
  return predicate(
    `takes ${classes.join(' / ')} (not ${except.join(', ')})`,
    (facts) => {
      for (const drugClass of classes)
        for (const fact of facts.byClass.get(drugClass) ?? [])
          if (!fact.match.ingredients.some((ingredient) => except.includes(ingredient.name))) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(facts.byClass, classes, except),
    ['medicationList'],
    [...classKeys(classes), 'u:medications'],
    classKeys(classes),
  )
}

/** The agents of the class in one product, not what else it holds ("Jalyn" is one alpha-blocker). */
const agentsOf = (drugClass: DrugClass, fact: MedicationFact): readonly string[] => {
  const own = fact.match.ingredients.filter((one) => (classMembers.get(drugClass) ?? []).includes(one.name))
  return own.length === 0 ? [fact.label] : own.map((one) => one.name)
}

/** At least `count` different agents of the classes; a medicine known only by its class is one. */
export const takingAtLeast = (count: number, ...classes: readonly DrugClass[]): Predicate =>
  predicate(
    `takes at least ${count} of ${classes.join(' / ')}`,
    (facts) => {
      const distinct = new Set<string>()
      for (const drugClass of classes)
        for (const fact of facts.byClass.get(drugClass) ?? [])
          for (const name of agentsOf(drugClass, fact)) distinct.add(name)
      return distinct.size >= count ? YES : facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(facts.byClass, classes),
    ['medicationList'],
    [...classKeys(classes), 'u:medications'],
    classKeys(classes),
  )

/** Does not lose a "no" to an unanswered list: for rules that only sharpen another one. */
export const listed = (part: Predicate): Predicate => certainly(part)
