/**
 * The language rules are written in. A predicate says itself in words (for the generated rule book), answers
 * yes, no or unknown on prepared facts, names the facts behind a yes, and names what would settle an unknown.
 */

import type { ConditionFact, Facts, MedicationFact } from '../facts/facts.ts'
import type { ConceptId, DrugClass } from '../terminology/types.ts'
import type { LabName, MissingCode } from '../types.ts'
import { NO, type Tri, UNKNOWN, YES } from './tri.ts'

export type Predicate = {
  readonly says: string
  readonly test: (facts: Facts) => Tri
  readonly names: (facts: Facts) => readonly string[]
  readonly missing: readonly MissingCode[]
}

const noNames = (): readonly string[] => []

export const predicate = (
  says: string,
  test: (facts: Facts) => Tri,
  names: (facts: Facts) => readonly string[] = noNames,
  missing: readonly MissingCode[] = [],
): Predicate => ({ says, test, names, missing })

const union = (lists: readonly (readonly MissingCode[])[]): readonly MissingCode[] => [
  ...new Set(lists.flat()),
]

export function all(...parts: readonly Predicate[]): Predicate {
  return {
    says: parts.map((part) => part.says).join(' and '),
    test: (facts) => {
      let result: Tri = YES
      for (const part of parts) {
        const value = part.test(facts)
        if (value === NO) return NO
        if (value === UNKNOWN) result = UNKNOWN
      }
      return result
    },
    names: (facts) => [...new Set(parts.flatMap((part) => part.names(facts)))],
    missing: union(parts.map((part) => part.missing)),
  }
}

export function any(...parts: readonly Predicate[]): Predicate {
  return {
    says: `(${parts.map((part) => part.says).join(' or ')})`,
    test: (facts) => {
      let result: Tri = NO
      for (const part of parts) {
        const value = part.test(facts)
        if (value === YES) return YES
        if (value === UNKNOWN) result = UNKNOWN
      }
      return result
    },
    names: (facts) => [
      ...new Set(parts.filter((part) => part.test(facts) === YES).flatMap((part) => part.names(facts))),
    ],
    missing: union(parts.map((part) => part.missing)),
  }
}

export const not = (part: Predicate): Predicate => ({
  says: `not ${part.says}`,
  test: (facts) => {
    const value = part.test(facts)
    return value === UNKNOWN ? UNKNOWN : value === YES ? NO : YES
  },
  names: noNames,
  missing: part.missing,
})

/** Unknown counts as no: only for facts whose absence a rule of its own reports. */
export const certainly = (part: Predicate): Predicate => ({
  ...part,
  says: `known: ${part.says}`,
  test: (facts) => (part.test(facts) === YES ? YES : NO),
})

/** True when the answer to the part is not known. */
export const unknownWhether = (part: Predicate): Predicate => ({
  says: `unknown whether ${part.says}`,
  test: (facts) => (part.test(facts) === UNKNOWN ? YES : NO),
  names: noNames,
  missing: part.missing,
})

export const always = predicate('always', () => YES)

// --- people -----------------------------------------------------------------------------------------------

export const female = predicate(
  'female',
  (facts) => (facts.sex === null ? UNKNOWN : facts.sex === 'female' ? YES : NO),
  () => ['female'],
  ['sexAtBirth'],
)
export const male = predicate(
  'male',
  (facts) => (facts.sex === null ? UNKNOWN : facts.sex === 'male' ? YES : NO),
  () => ['male'],
  ['sexAtBirth'],
)

type Compare = '<' | '<=' | '>' | '>='

const compare = (value: number, how: Compare, limit: number): boolean =>
  how === '<' ? value < limit : how === '<=' ? value <= limit : how === '>' ? value > limit : value >= limit

function measure(
  label: string,
  unit: string,
  read: (facts: Facts) => number | null,
  missing: readonly MissingCode[],
): (how: Compare, limit: number) => Predicate {
  return (how, limit) => {
    const unitText = unit === '' ? '' : ` ${unit}`
    return predicate(
      `${label} ${how} ${limit}${unitText}`,
      (facts) => {
        const value = read(facts)
        return value === null ? UNKNOWN : compare(value, how, limit) ? YES : NO
      },
      (facts) => [`${label} ${read(facts)}${unitText}`],
      missing,
    )
  }
}

export const age = measure('age', 'years', (facts) => facts.age, ['age'])
export const bmi = measure('BMI', 'kg/m²', (facts) => facts.bmi, ['heightWeight'])
export const systolic = measure('systolic', 'mmHg', (facts) => facts.systolic, ['bloodPressure'])
export const diastolic = measure('diastolic', 'mmHg', (facts) => facts.diastolic, ['bloodPressure'])
export const heartRate = measure('resting heart rate', '/min', (facts) => facts.heartRate, ['heartRate'])
export const eGFR = measure('eGFR', 'mL/min/1.73 m²', (facts) => facts.eGFR, ['eGFR'])
/** Cockcroft–Gault when it can be computed, else eGFR (formulary §0.5). */
export const creatinineClearance = measure(
  'CrCl/eGFR',
  'mL/min',
  (facts) => facts.creatinineClearance ?? facts.eGFR,
  ['eGFR'],
)

const labMissing: Readonly<Partial<Record<LabName, readonly MissingCode[]>>> = {
  hba1c: ['hba1c'],
  potassium: ['potassium'],
  bicarbonate: ['bicarbonate'],
  psa: ['psa'],
  testosterone: ['testosterone'],
  alt: ['liverStatus'],
}
const labUnits: Readonly<Partial<Record<LabName, string>>> = {
  potassium: 'mmol/L',
  bicarbonate: 'mmol/L',
  psa: 'ng/mL',
  calcitonin: 'pg/mL',
  tsh: 'mIU/L',
  alt: 'U/L',
}
export const lab = (name: LabName, how: Compare, limit: number): Predicate =>
  measure(name, labUnits[name] ?? '', (facts) => facts.labs[name], labMissing[name] ?? [])(how, limit)

// --- conditions -------------------------------------------------------------------------------------------

const conditionNames = (facts: readonly ConditionFact[]): readonly string[] => [
  ...new Set(facts.map((fact) => fact.label)),
]

/** Has, or has had, any of the concepts. Unknown while the conditions were not answered. */
export function has(...concepts: readonly ConceptId[]): Predicate {
  return predicate(
    concepts.join(' / '),
    (facts) => {
      for (const concept of concepts) if (facts.byConcept.has(concept)) return YES
      return facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) => conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? [])),
  )
}

/** Recorded, whatever else is unknown: absence of a record reads as no. */
export const recorded = (...concepts: readonly ConceptId[]): Predicate => {
  const base = has(...concepts)
  return { ...base, test: (facts) => (concepts.some((concept) => facts.byConcept.has(concept)) ? YES : NO) }
}

export const familyHas = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `family: ${concepts.join(' / ')}`,
    (facts) => (concepts.some((concept) => facts.byFamilyConcept.has(concept)) ? YES : NO),
    (facts) => conditionNames(concepts.flatMap((concept) => facts.byFamilyConcept.get(concept) ?? [])),
  )

/**
 * An event of these concepts in a span of months. An undated one is unknown: neither recent nor old.
 * `over` is exclusive, `upTo` inclusive.
 */
export function event(concepts: readonly ConceptId[], span: { over?: number; upTo?: number }): Predicate {
  const { over = -1, upTo = Number.POSITIVE_INFINITY } = span
  const label =
    over >= 0
      ? upTo === Number.POSITIVE_INFINITY
        ? `more than ${over} months ago`
        : `over ${over} and up to ${upTo} months ago`
      : `in the last ${upTo} months`
  const inside = (fact: ConditionFact) =>
    fact.monthsAgo !== null && fact.monthsAgo > over && fact.monthsAgo <= upTo
  return predicate(
    `${concepts.join(' / ')} ${label}`,
    (facts) => {
      let undated = false
      for (const concept of concepts)
        for (const fact of facts.byConcept.get(concept) ?? []) {
          if (inside(fact)) return YES
          if (fact.monthsAgo === null) undated = true
        }
      return undated ? UNKNOWN : facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) =>
      conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? []).filter(inside)),
    ['recentCardiacEvent'],
  )
}

/** An event of these concepts whose date is not known. */
export const undated = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `${concepts.join(' / ')} of unknown date`,
    (facts) =>
      concepts.some((concept) => (facts.byConcept.get(concept) ?? []).some((fact) => fact.monthsAgo === null))
        ? YES
        : NO,
    (facts) =>
      conditionNames(
        concepts
          .flatMap((concept) => facts.byConcept.get(concept) ?? [])
          .filter((fact) => fact.monthsAgo === null),
      ),
    ['recentCardiacEvent'],
  )

/** A symptom happening now: recorded without a date, or in the last month. */
export const now = (...concepts: readonly ConceptId[]): Predicate => {
  const current = (fact: ConditionFact) => fact.monthsAgo === null || fact.monthsAgo < 1
  return predicate(
    `now: ${concepts.join(' / ')}`,
    (facts) => (concepts.some((concept) => (facts.byConcept.get(concept) ?? []).some(current)) ? YES : NO),
    (facts) =>
      conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? []).filter(current)),
  )
}

export const severe = (...concepts: readonly ConceptId[]): Predicate =>
  predicate(
    `severe ${concepts.join(' / ')}`,
    (facts) =>
      concepts.some((concept) =>
        (facts.byConcept.get(concept) ?? []).some((fact) => fact.match.severity === 'severe'),
      )
        ? YES
        : NO,
    (facts) => conditionNames(concepts.flatMap((concept) => facts.byConcept.get(concept) ?? [])),
  )

// --- medicines --------------------------------------------------------------------------------------------

const medicineNames = (facts: readonly MedicationFact[]): readonly string[] => [
  ...new Set(
    facts.map((fact) =>
      fact.active
        ? fact.label
        : `${fact.label}, stopped ${fact.stoppedDaysAgo === null ? 'at an unknown date' : `${fact.stoppedDaysAgo} days ago`}`,
    ),
  ),
]

/** Takes a medicine of any of the classes (or stopped one inside its window). Unknown without a list. */
export function taking(...classes: readonly DrugClass[]): Predicate {
  return predicate(
    `takes ${classes.join(' / ')}`,
    (facts) => {
      for (const drugClass of classes) if (facts.byClass.has(drugClass)) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(classes.flatMap((drugClass) => facts.byClass.get(drugClass) ?? [])),
    ['medicationList'],
  )
}

export function takingIngredient(...ingredients: readonly string[]): Predicate {
  return predicate(
    `takes ${ingredients.join(' / ')}`,
    (facts) => {
      for (const name of ingredients) if (facts.byIngredient.has(name)) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(ingredients.flatMap((name) => facts.byIngredient.get(name) ?? [])),
    ['medicationList'],
  )
}

/** Takes a class, leaving out medicines that hold any of the named ingredients. */
export function takingExcept(classes: readonly DrugClass[], except: readonly string[]): Predicate {
  const wanted = (facts: Facts) =>
    classes
      .flatMap((drugClass) => facts.byClass.get(drugClass) ?? [])
      .filter((fact) => !fact.match.ingredients.some((ingredient) => except.includes(ingredient.name)))
  return predicate(
    `takes ${classes.join(' / ')} (not ${except.join(', ')})`,
    (facts) => {
      for (const drugClass of classes)
        for (const fact of facts.byClass.get(drugClass) ?? [])
          if (!fact.match.ingredients.some((ingredient) => except.includes(ingredient.name))) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(wanted(facts)),
    ['medicationList'],
  )
}

/** At least `count` different medicines among the classes. */
export const takingAtLeast = (count: number, ...classes: readonly DrugClass[]): Predicate =>
  predicate(
    `takes at least ${count} of ${classes.join(' / ')}`,
    (facts) => {
      const distinct = new Set<string>()
      for (const drugClass of classes)
        for (const fact of facts.byClass.get(drugClass) ?? [])
          for (const ingredient of fact.match.ingredients) distinct.add(ingredient.name)
      return distinct.size >= count ? YES : facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => medicineNames(classes.flatMap((drugClass) => facts.byClass.get(drugClass) ?? [])),
    ['medicationList'],
  )

/** Does not lose a "no" to an unanswered list: for rules that only sharpen another one. */
export const listed = (part: Predicate): Predicate => certainly(part)

// --- answers ----------------------------------------------------------------------------------------------

export type TriAnswer =
  | 'familyHistoryMTC'
  | 'pancreatitisHistory'
  | 'opioidUse'
  | 'seizureHistory'
  | 'maoi'
  | 'nitrateUse'
  | 'recreationalNitrites'
  | 'recentCardiacEvent'
  | 'partnerPregnant'
  | 'sexualDysfunction'
  | 'dizziness'
  | 'sexInadvisable'

const answerCodes: Readonly<
  Record<TriAnswer, { readonly label: string; readonly missing: readonly MissingCode[] }>
> = {
  familyHistoryMTC: {
    label: 'medullary thyroid cancer or MEN 2 (self or family)',
    missing: ['familyHistoryMTC'],
  },
  pancreatitisHistory: { label: 'history of pancreatitis', missing: ['pancreatitisHistory'] },
  opioidUse: { label: 'opioid use', missing: ['opioidUse'] },
  seizureHistory: { label: 'seizure history', missing: ['seizureHistory'] },
  maoi: { label: 'MAOI or linezolid in the last 14 days', missing: ['maoiUse14d'] },
  nitrateUse: { label: 'nitrate use', missing: ['nitrateUse'] },
  recreationalNitrites: { label: 'recreational nitrites', missing: ['recreationalNitrites'] },
  recentCardiacEvent: { label: 'recent cardiac event', missing: ['recentCardiacEvent'] },
  partnerPregnant: { label: 'pregnant partner', missing: [] },
  sexualDysfunction: { label: 'existing sexual dysfunction', missing: [] },
  dizziness: { label: 'dizziness', missing: [] },
  sexInadvisable: { label: 'sexual activity judged inadvisable', missing: [] },
}

/** The intake answered yes. */
export const answered = (key: TriAnswer): Predicate =>
  predicate(
    `answers yes: ${answerCodes[key].label}`,
    (facts) => facts.answers[key],
    () => [`intake: ${answerCodes[key].label}`],
    answerCodes[key].missing,
  )

/** The intake answered yes; unanswered reads as no because the requirement table reports it. */
export const saysYes = (key: TriAnswer): Predicate => certainly(answered(key))

// --- states -----------------------------------------------------------------------------------------------

export const pregnant = predicate(
  'pregnant',
  (facts) => facts.pregnant,
  (facts) => ['pregnant', ...conditionNames(facts.byConcept.get('pregnancy') ?? [])],
  ['pregnancyStatus'],
)
export const breastfeeding = predicate(
  'breastfeeding',
  (facts) => facts.breastfeeding,
  () => ['breastfeeding'],
  ['breastfeedingStatus'],
)
export const wocbp = predicate(
  'woman of childbearing potential',
  (facts) => facts.wocbp,
  () => ['childbearing potential'],
  ['age', 'sexAtBirth'],
)
export const dialysis = predicate(
  'dialysis or end-stage kidney disease',
  (facts) => facts.dialysis,
  (facts) => conditionNames(facts.byConcept.get('dialysis') ?? []),
)
export const childPugh = (...classes: readonly ('A' | 'B' | 'C')[]): Predicate =>
  predicate(
    `Child-Pugh ${classes.join('/')}`,
    (facts) =>
      facts.hepatic === 'unknown'
        ? UNKNOWN
        : facts.hepatic !== 'none' && classes.includes(facts.hepatic)
          ? YES
          : facts.conditionsKnown
            ? NO
            : UNKNOWN,
    (facts) => [`Child-Pugh ${facts.hepatic}`],
    ['childPugh'],
  )
export const childPughUnknown = predicate(
  'cirrhosis or hepatic failure without a Child-Pugh class',
  (facts) => (facts.hepatic === 'unknown' ? YES : NO),
  (facts) =>
    conditionNames([
      ...(facts.byConcept.get('cirrhosis') ?? []),
      ...(facts.byConcept.get('hepatic-failure') ?? []),
    ]),
  ['childPugh'],
)
