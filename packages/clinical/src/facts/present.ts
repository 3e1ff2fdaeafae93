/** Which keys a case has: the rules without any of theirs need not be asked. */

import { drugById } from '../knowledge/drugs/index.ts'
import { presentKeys } from '../logic/keys.ts'
import { measuredKeys } from '../logic/predicates.ts'
import { allergyKeys, groupsInUse } from '../logic/questions.ts'
import { NO, YES } from '../logic/tri.ts'
import type { Facts } from './facts.ts'

const triAnswers = [
  'familyHistoryMTC',
  'pancreatitisHistory',
  'opioidUse',
  'seizureHistory',
  'maoi',
  'nitrateUse',
  'recreationalNitrites',
  'recentCardiacEvent',
  'partnerPregnant',
  'sexualDysfunction',
  'dizziness',
  'sexInadvisable',
] as const

/** Numbers of all keys present in the facts. */
export function keysOf(facts: Facts): readonly number[] {
  const names: string[] = [...measuredKeys(facts)]
  for (const concept of facts.byConcept.keys()) names.push(`c:${concept}`)
  for (const concept of facts.byFamilyConcept.keys()) names.push(`f:${concept}`)
  for (const drugClass of facts.byClass.keys()) names.push(`t:${drugClass}`)
  for (const ingredient of facts.byIngredient.keys()) names.push(`i:${ingredient}`)
  for (const group of groupsInUse(facts)) names.push(`d:${group}`)
  for (const key of triAnswers) {
    const value = facts.answers[key]
    if (value !== NO) names.push(`a:${key}`)
    if (value === YES) names.push(`y:${key}`)
  }
  const put = (name: string, present: boolean) => {
    if (present) names.push(name)
  }
  put('sex:not-male', facts.sex !== 'male')
  put('sex:not-female', facts.sex !== 'female')
  put('u:conditions', !facts.conditionsKnown)
  put('u:medications', !facts.medicationsKnown)
  put('u:allergies', !facts.allergiesKnown)
  for (const { match } of facts.allergies)
    names.push(
      ...allergyKeys({ ...match, ingredients: match.ingredients.map(({ name }) => name) }),
      `allergy:${match.status}`,
    )
  put('medications', facts.medications.length > 0)
  put(
    'weight-drug',
    facts.medications.some(
      (fact) =>
        fact.active &&
        fact.drugId !== null &&
        fact.drugId !== 'metformin' &&
        drugById[fact.drugId].category === 'weight',
    ),
  )
  put(
    'stopped',
    facts.medications.some((fact) => !fact.active),
  )
  put('unrecognised', facts.unrecognised.length > 0)
  put(
    'fuzzy',
    facts.medications.some((fact) => fact.match.matchedBy === 'fuzzy'),
  )
  put('contradictions', facts.contradictions.length > 0)
  put('s:pregnant', facts.pregnant !== NO)
  put('s:breastfeeding', facts.breastfeeding !== NO)
  put('s:wocbp', facts.wocbp !== NO)
  put('s:dialysis', facts.dialysis !== NO)
  put('s:hepatic', facts.hepatic !== 'none')
  put('s:alcohol', facts.alcohol.any !== NO)
  put('s:stopping-alcohol', facts.alcohol.stoppingAbruptly !== NO)
  put('s:heavy-alcohol', facts.alcohol.heavy !== NO || facts.byConcept.has('alcohol-use-disorder'))
  put('s:planning', facts.pregnancyPlans !== 'none')
  put('s:exercise', facts.exercise !== 'good')
  put('s:surgery', facts.answers.plannedSurgery.tri !== NO || facts.byConcept.has('planned-surgery'))
  put('n:item9', facts.answers.phq9Item9 !== null && facts.answers.phq9Item9 >= 1)
  put('u:item9', facts.answers.phq9Item9 === null)
  put('n:phq9', facts.answers.phq9 !== null)
  put('u:phq9', facts.answers.phq9 === null)
  put('n:scoff', facts.answers.scoff !== null && facts.answers.scoff >= 2)
  put('u:scoff', facts.answers.scoff === null)
  put('n:audit', facts.answers.auditC !== null && facts.answers.auditC >= 3)
  put('u:audit', facts.answers.auditC === null || facts.sex === null)
  put('n:shim', facts.answers.shim !== null && facts.answers.shim >= 22)
  put('u:shim', facts.answers.shim === null)
  put('n:drinks', facts.answers.alcoholPerOccasion === null || facts.answers.alcoholPerOccasion >= 5)
  put('mtc-unsure', facts.answers.familyHistoryMTCUnsure)
  put(
    'compounded',
    facts.medications.some((fact) => fact.match.compounded),
  )
  put('hair:other', facts.suddenHairLoss === YES || facts.patchyHairLoss || facts.scalpSymptoms.tri === YES)
  put('hair:stage', facts.hair.norwood !== null || facts.hair.ludwig !== null)
  put('periods:irregular', facts.periods === 'irregular')
  put('gain', facts.answers.weightGainKgWeek !== null || facts.answers.pulseRise !== null)
  put('psa', facts.labs.psa !== null)
  put('calcitonin', facts.labs.calcitonin !== null)
  put('oral-minoxidil', facts.answers.onMinoxidilOral || facts.byClass.has('MINOXIDIL_ORAL'))
  return presentKeys(names)
}
