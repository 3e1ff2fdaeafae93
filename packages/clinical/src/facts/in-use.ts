/** Medicines in use: the list, present therapies and what answers give away, by class and by ingredient. */

import { NO, YES } from '../logic/tri.ts'
import type { DrugClass } from '../terminology/types.ts'
import type { Answer, Category, MedicationEntry, PatientInput } from '../types.ts'
import { tellingWords, yesNo } from './answers.ts'
import type { Answers, MedicationFact, TherapyFact } from './facts.ts'
import { countsFor, readMedications, readTherapies } from './medications.ts'
import { behindNo, medicinesAmong, medicinesTold } from './misplaced.ts'
import { isOralContraceptive, mentionsDrospirenone } from './reproductive.ts'

const localRoutes: ReadonlySet<string> = new Set([
  'topical',
  'shampoo',
  'ophthalmic',
  'otic',
  'vaginal',
  'nasal',
  'iud',
])

/** @param listedNames the entries of the list that are medicines of the patient; @param told what answers name. */
export function medicinesInUse(
  patient: PatientInput,
  listedNames: readonly MedicationEntry[],
  told: readonly MedicationEntry[],
  category: Category,
  year: number,
): { readonly therapies: readonly TherapyFact[]; readonly medications: readonly MedicationFact[] } {
  const raw: Readonly<Record<string, Answer | undefined>> = patient.intakeAnswers ?? {}
  const listed = readMedications(listedNames, 'record', false, year)
  const { therapies, medications: therapyMedications } = readTherapies(patient.priorTherapy ?? [], category)
  const listKeys = ['recreationalDrugs', 'supplements', 'maoiText']
  const mentioned: MedicationFact[] = []
  for (const key of listKeys) {
    const text = tellingWords(raw[key])
    if (text === null || yesNo(text).tri === NO) continue
    mentioned.push(...readMedications([{ name: text }], 'answer', key !== 'supplements', year))
  }
  for (const key of ['nitrateUse', 'opioidUse', 'maoiLast14Days', 'recreationalNitrites', 'contraception']) {
    const answer = yesNo(raw[key])
    if (answer.text === null) continue
    const named = medicinesTold(answer.tri === YES ? answer.text : behindNo(answer.text))
    mentioned.push(...readMedications(named, 'answer', true, year))
  }
  mentioned.push(...readMedications(told, 'answer', true, year))
  mentioned.push(...readMedications(medicinesAmong(patient.conditions ?? [], year), 'answer', true, year))
  const known = new Set(listed.flatMap((fact) => fact.match.ingredients.map((ingredient) => ingredient.name)))
  const additional = [...therapyMedications, ...mentioned].filter(
    (fact) =>
      !fact.match.ingredients.every((ingredient) => known.has(ingredient.name)) ||
      fact.match.ingredients.length === 0,
  )
  return { therapies, medications: [...listed, ...additional] }
}

export type MedicineIndex = {
  readonly byClass: Map<DrugClass, MedicationFact[]>
  readonly byIngredient: Map<string, MedicationFact[]>
  readonly anyRoute: Map<string, MedicationFact[]>
}

/** A class known only from the contraception answer ("pill") counts as well. */
export function indexMedicines(medications: readonly MedicationFact[], answers: Answers): MedicineIndex {
  const byClass = new Map<DrugClass, MedicationFact[]>()
  const byIngredient = new Map<string, MedicationFact[]>()
  const anyRoute = new Map<string, MedicationFact[]>()
  const put = <Key>(index: Map<Key, MedicationFact[]>, key: Key, fact: MedicationFact) => {
    const list = index.get(key)
    if (list === undefined) index.set(key, [fact])
    else if (!list.includes(fact)) list.push(fact)
  }
  for (const fact of medications) {
    let counts = fact.active
    for (const drugClass of fact.classes)
      if (countsFor(drugClass, fact, answers)) {
        put(byClass, drugClass, fact)
        counts = true
      }
    const systemic = !localRoutes.has(fact.match.route)
    for (const ingredient of fact.match.ingredients) {
      if (counts && systemic) put(byIngredient, ingredient.name, fact)
      if (fact.active) put(anyRoute, ingredient.name, fact)
    }
  }
  const contraceptionText = answers.contraceptionText
  for (const [drugClass, said] of [
    ['OC', isOralContraceptive(contraceptionText)],
    ['DROSPIRENONE', mentionsDrospirenone(contraceptionText)],
  ] as const) {
    if (!said || byClass.has(drugClass) || contraceptionText === null) continue
    const fact = statedMedication(`contraception: ${contraceptionText}`, drugClass)
    put(byClass, drugClass, fact)
  }
  return { byClass, byIngredient, anyRoute }
}

/** A medicine known only by its class, from an answer ("pill"). */
function statedMedication(label: string, drugClass: DrugClass): MedicationFact {
  return {
    label,
    entry: label,
    match: {
      text: label,
      status: 'recognised',
      activity: 'active',
      stoppedDaysAgo: null,
      ingredients: [],
      route: 'oral',
      strengthMg: null,
      brand: null,
      matchedBy: 'synonym',
      impliedClasses: [drugClass],
      compounded: false,
      depot: false,
      asNeeded: false,
      partial: false,
    },
    classes: new Set([drugClass]),
    active: true,
    stoppedDaysAgo: null,
    doseMg: null,
    origin: 'answer',
    drugId: null,
  }
}
