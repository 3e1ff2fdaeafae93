/** Triggers that need more than one fact: allergies, duplicates, indication, alcohol, screening scores. */

import type { AllergyFact, Facts, MedicationFact } from '../facts/facts.ts'
import type { DuplicateGroup } from '../knowledge/drug.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import type { AllergyClass, DrugClass, Excipient } from '../terminology/types.ts'
import type { DrugId } from '../types.ts'
import { keyed, type Predicate, predicate } from './predicates.ts'
import { NO, type Tri, UNKNOWN, YES } from './tri.ts'

// --- allergies --------------------------------------------------------------------------------------------

type AllergyTo = {
  readonly ingredients?: readonly string[]
  readonly classes?: readonly AllergyClass[]
  readonly excipients?: readonly Excipient[]
  readonly except?: readonly string[]
}
type Reaction = 'allergy' | 'intolerance' | 'serious' | 'any'

const reactionFits = (fact: AllergyFact, wanted: Reaction): boolean =>
  wanted === 'any'
    ? true
    : wanted === 'intolerance'
      ? fact.kind === 'intolerance'
      : wanted === 'serious'
        ? fact.match.severity === 'anaphylaxis' || fact.match.severity === 'angioedema'
        : fact.kind !== 'intolerance'

function substanceFits(fact: AllergyFact, to: AllergyTo): boolean {
  const { ingredients, classes, excipients } = fact.match
  if (
    to.except !== undefined &&
    ingredients.length > 0 &&
    ingredients.every(({ name }) => to.except?.includes(name))
  )
    return false
  if (to.ingredients !== undefined)
    for (const { name } of ingredients) if (to.ingredients.includes(name)) return true
  if (to.classes !== undefined) for (const name of classes) if (to.classes.includes(name)) return true
  if (to.excipients !== undefined)
    for (const name of excipients) if (to.excipients.includes(name)) return true
  return false
}

/** Keys of the substances, as a case has them that names one in an allergy. */
export const allergyKeys = ({
  ingredients = [],
  classes = [],
  excipients = [],
}: AllergyTo): readonly string[] => [
  ...ingredients.map((name) => `ai:${name}`),
  ...classes.map((name) => `ac:${name}`),
  ...excipients.map((name) => `ae:${name}`),
]

/** Allergic to any of the substances, with a reaction of that kind. Unknown while allergies are not answered. */
export const allergicTo = (to: AllergyTo, reaction: Reaction = 'allergy'): Predicate => {
  const parts = [...(to.ingredients ?? []), ...(to.classes ?? []), ...(to.excipients ?? [])]
  return predicate(
    `${reaction === 'intolerance' ? 'intolerance of' : reaction === 'serious' ? 'anaphylaxis or angioedema with' : 'allergy to'} ${parts.join(' / ')}`,
    (facts) => {
      for (const fact of facts.allergies)
        if (reactionFits(fact, reaction) && substanceFits(fact, to)) return YES
      return facts.allergiesKnown ? NO : UNKNOWN
    },
    (facts) => [
      ...new Set(
        facts.allergies
          .filter((fact) => reactionFits(fact, reaction) && substanceFits(fact, to))
          .map((fact) => `allergy: ${fact.label}`),
      ),
    ],
    ['allergyList'],
    [...allergyKeys(to), 'u:allergies'],
    allergyKeys(to),
  )
}

// --- duplicates -------------------------------------------------------------------------------------------

const groupIngredients: Readonly<Record<DuplicateGroup, readonly string[]>> = {
  INCRETIN: [
    'semaglutide',
    'tirzepatide',
    'liraglutide',
    'dulaglutide',
    'exenatide',
    'lixisenatide',
    'orforglipron',
    'albiglutide',
  ],
  SYMPATHO: ['phentermine', 'diethylpropion', 'phendimetrazine', 'benzphetamine'],
  PHENTERMINE: ['phentermine', 'diethylpropion', 'phendimetrazine', 'benzphetamine'],
  TOPIRAMATE: ['topiramate'],
  BUPROPION: ['bupropion'],
  NALTREXONE: ['naltrexone', 'samidorphan'],
  ORLISTAT: ['orlistat'],
  BIGUANIDE: ['metformin'],
  PDE5: ['sildenafil', 'tadalafil', 'vardenafil', 'avanafil', 'udenafil', 'mirodenafil'],
  '5ARI': ['finasteride', 'dutasteride'],
  MINOXIDIL: ['minoxidil'],
  MRA: ['spironolactone', 'eplerenone', 'finerenone'],
}
const groupClasses: Readonly<Partial<Record<DuplicateGroup, DrugClass>>> = {
  INCRETIN: 'INCRETIN',
  SYMPATHO: 'ANORECTIC',
  PHENTERMINE: 'ANORECTIC',
  BUPROPION: 'BUPROPION',
  NALTREXONE: 'NALTREXONE',
  BIGUANIDE: 'BIGUANIDE',
  PDE5: 'PDE5',
}

const groups = Object.keys(groupIngredients) as DuplicateGroup[]

/** The duplicate groups of §8.1 in use, by any brand, route or purpose. */
export function groupsInUse(facts: Pick<Facts, 'anyRoute' | 'byClass'>): readonly DuplicateGroup[] {
  return groups.filter((group) => {
    const drugClass = groupClasses[group]
    return (
      groupIngredients[group].some((name) => facts.anyRoute.has(name)) ||
      (drugClass !== undefined && facts.byClass.has(drugClass))
    )
  })
}

const sameProduct = (a: DrugId, b: DrugId): boolean =>
  a === b || (a.startsWith('tadalafil') && b.startsWith('tadalafil'))

/** The present use of this very product is documented: a proposal for it is a continuation or dose change. */
export function isDocumentedContinuation(facts: Facts, drugId: DrugId): boolean {
  const proposed = facts.proposedId
  if (facts.therapy.some((therapy) => therapy.current && sameProduct(therapy.drugId, drugId))) return true
  if (facts.fills.some((fill) => sameProduct(fill.drugId, drugId))) return true
  return proposed !== null && sameProduct(proposed, drugId)
}

/** Active medicines in the drug's duplicate groups that are not its own documented continuation. */
export function duplicatesOf(facts: Facts, drugId: DrugId): readonly MedicationFact[] {
  const drug = drugById[drugId]
  const found: MedicationFact[] = []
  const add = (fact: MedicationFact) => {
    if (!fact.active || found.includes(fact)) return
    if (fact.drugId !== null && sameProduct(fact.drugId, drugId) && isDocumentedContinuation(facts, drugId))
      return
    found.push(fact)
  }
  for (const group of drug.duplicateGroups) {
    for (const name of groupIngredients[group]) for (const fact of facts.anyRoute.get(name) ?? []) add(fact)
    const drugClass = groupClasses[group]
    if (drugClass !== undefined) for (const fact of facts.byClass.get(drugClass) ?? []) add(fact)
  }
  return found
}

const routeClass = (fact: MedicationFact): 'topical' | 'systemic' =>
  fact.match.route === 'topical' || fact.drugId === 'minoxidil_topical' ? 'topical' : 'systemic'

/** A duplicate of this drug is in use. `sameRoute` tells topical and systemic apart (minoxidil). */
export function duplicateOf(drugId: DrugId, sameRoute?: boolean): Predicate {
  const own = drugById[drugId].route === 'topical' ? 'topical' : 'systemic'
  const groupKeys = drugById[drugId].duplicateGroups.map((group) => `d:${group}`)
  const found = (facts: Facts) => {
    const duplicates = duplicatesOf(facts, drugId)
    return sameRoute === undefined
      ? duplicates
      : duplicates.filter((fact) => (routeClass(fact) === own) === sameRoute)
  }
  return predicate(
    `already uses a medicine of the group ${drugById[drugId].duplicateGroups.join(' / ')}${sameRoute === false ? ' by the other route' : ''}`,
    (facts) =>
      facts.medications.length > 0 && found(facts).length > 0 ? YES : facts.medicationsKnown ? NO : UNKNOWN,
    (facts) => found(facts).map((fact) => fact.label),
    ['medicationList'],
    [...groupKeys, 'u:medications'],
    groupKeys,
  )
}

/** Another weight drug, of another group, is in use. */
export const otherWeightDrug = (drugId: DrugId): Predicate =>
  predicate(
    'uses another weight drug',
    (facts) =>
      facts.medications.length > 0 && otherWeightDrugs(facts, drugId).length > 0
        ? YES
        : facts.medicationsKnown
          ? NO
          : UNKNOWN,
    (facts) => otherWeightDrugs(facts, drugId).map((fact) => fact.label),
    ['medicationList'],
    ['weight-drug', 'u:medications'],
    ['weight-drug'],
  )

/** Any active medicine in the group, by ingredient whatever the route. */
export const usingGroup = (group: DuplicateGroup): Predicate => {
  const members = (facts: Facts) => groupIngredients[group].flatMap((name) => facts.anyRoute.get(name) ?? [])
  return predicate(
    `uses a medicine of the group ${group}`,
    (facts) => {
      for (const name of groupIngredients[group]) if (facts.anyRoute.has(name)) return YES
      return facts.medicationsKnown ? NO : UNKNOWN
    },
    (facts) => [...new Set(members(facts).map((fact) => fact.label))],
    ['medicationList'],
    [`d:${group}`, 'u:medications'],
    [`d:${group}`],
  )
}

/** Weight drugs used now, apart from the one being judged and from diabetes brands and metformin. */
export const otherWeightDrugs = (facts: Facts, drugId: DrugId): readonly MedicationFact[] => {
  const own = drugById[drugId]
  return facts.medications.filter((fact) => {
    if (!fact.active || fact.drugId === null || fact.drugId === drugId) return false
    const other = drugById[fact.drugId]
    if (other.category !== 'weight' || other.id === 'metformin') return false
    return !other.duplicateGroups.some((group) => own.duplicateGroups.includes(group))
  })
}

// --- weight indication (G-07, review B1) --------------------------------------------------------------------

export const comorbidities = [
  'hypertension',
  't2dm',
  'dyslipidaemia',
  'sleep-apnoea',
  'cvd-any',
  'coronary-artery-disease',
  'masld',
  'mash',
] as const

const isWeightDrug = (id: DrugId): boolean => drugById[id].category === 'weight' && id !== 'metformin'

/**
 * A documented anti-obesity treatment is continued or switched from: the BMI at its start counts. A bare entry
 * on the medication list documents it only when that very drug is asked for or the starting BMI is known.
 */
const onWeightTreatment = (facts: Facts): boolean =>
  facts.therapy.some((therapy) => therapy.current && isWeightDrug(therapy.drugId)) ||
  facts.fills.some((fill) => isWeightDrug(fill.drugId)) ||
  facts.medications.some(
    (fact) =>
      fact.active &&
      fact.drugId !== null &&
      isWeightDrug(fact.drugId) &&
      (facts.startBmi !== null || fact.drugId === facts.proposedId),
  )

const comorbid = (facts: Facts): Tri => {
  // What a medicine gives away warns of a danger; it does not earn an indication.
  for (const concept of comorbidities)
    if (facts.byConcept.get(concept)?.some((fact) => fact.origin !== 'implied') === true) return YES
  return facts.conditionsKnown ? NO : UNKNOWN
}

function indicated(facts: Facts): Tri {
  const judge = (value: number): Tri => (value >= 30 ? YES : value < 27 ? NO : comorbid(facts))
  if (onWeightTreatment(facts)) {
    if (facts.startBmi !== null) return judge(facts.startBmi)
    if (facts.bmi === null) return UNKNOWN
    const today = judge(facts.bmi)
    return today === NO ? UNKNOWN : today
  }
  return facts.bmi === null ? UNKNOWN : judge(facts.bmi)
}

const indicationNames = (facts: Facts): readonly string[] => [
  facts.startBmi !== null && onWeightTreatment(facts)
    ? `BMI ${facts.startBmi} at the start of treatment`
    : `BMI ${facts.bmi}`,
  ...(comorbid(facts) === YES ? [] : ['no qualifying comorbidity recorded']),
]

export const indicationNotMet = predicate(
  'BMI under 27, or 27–29.9 without a weight-related comorbidity (at the start of treatment when continuing)',
  (facts) => {
    const met = indicated(facts)
    return met === UNKNOWN ? UNKNOWN : met === YES ? NO : YES
  },
  indicationNames,
  ['heightWeight'],
)

export const continuingWeightTreatment = predicate('continues an anti-obesity drug', (facts) =>
  onWeightTreatment(facts) ? YES : NO,
)

// --- screens and habits -----------------------------------------------------------------------------------

export const heavyAlcohol = keyed(
  ['s:heavy-alcohol'],
  predicate(
    'heavy alcohol use',
    (facts) => (facts.byConcept.has('alcohol-use-disorder') ? YES : facts.alcohol.heavy),
    (facts) => [
      facts.byConcept.get('alcohol-use-disorder')?.[0]?.label ??
        (facts.answers.auditC !== null && facts.answers.auditC >= 8
          ? `AUDIT-C ${facts.answers.auditC}`
          : 'heavy alcohol use stated'),
    ],
    ['alcoholUse'],
  ),
)
export const anyAlcohol = predicate(
  'drinks alcohol',
  (facts) => facts.alcohol.any,
  () => ['drinks alcohol'],
  ['alcoholUse'],
  ['s:alcohol'],
)
export const auditPositive = keyed(
  ['n:audit', 'u:audit'],
  predicate(
    'AUDIT-C positive (4 or more in men, 3 or more in women)',
    (facts) =>
      facts.answers.auditC === null && facts.alcohol.any === NO
        ? NO
        : facts.answers.auditC === null || facts.sex === null
          ? UNKNOWN
          : facts.answers.auditC >= (facts.sex === 'male' ? 4 : 3)
            ? YES
            : NO,
    (facts) => [`AUDIT-C ${facts.answers.auditC}`],
    ['alcoholUse'],
  ),
  ['n:audit'],
)
export const item9Positive = predicate(
  'PHQ-9 item 9 of 1 or more',
  (facts) => (facts.answers.phq9Item9 === null ? UNKNOWN : facts.answers.phq9Item9 >= 1 ? YES : NO),
  (facts) => [`PHQ-9 item 9: ${facts.answers.phq9Item9}`],
  ['suicidalityScreen'],
  ['n:item9', 'u:item9'],
  ['n:item9'],
)
export const phq9AtLeast = (limit: number): Predicate =>
  predicate(
    `PHQ-9 of ${limit} or more`,
    (facts) => (facts.answers.phq9 === null ? UNKNOWN : facts.answers.phq9 >= limit ? YES : NO),
    (facts) => [`PHQ-9 score ${facts.answers.phq9}`],
    ['suicidalityScreen'],
    ['n:phq9', 'u:phq9'],
    ['n:phq9'],
  )
export const scoffPositive = predicate(
  'SCOFF of 2 or more',
  (facts) => (facts.answers.scoff === null ? UNKNOWN : facts.answers.scoff >= 2 ? YES : NO),
  (facts) => [`SCOFF ${facts.answers.scoff}`],
  ['eatingDisorderScreen'],
  ['n:scoff', 'u:scoff'],
  ['n:scoff'],
)
export const shimAtLeast = (limit: number): Predicate =>
  keyed(
    ['n:shim', 'u:shim'],
    predicate(
      `SHIM of ${limit} or more`,
      (facts) => (facts.answers.shim === null ? UNKNOWN : facts.answers.shim >= limit ? YES : NO),
      (facts) => [`SHIM ${facts.answers.shim}`],
      ['shimScore'],
    ),
    ['n:shim'],
  )

/** A medicine of the class was stopped within `days`: its withdrawal may still be running. */
export const stoppedWithin = (days: number, ...classes: readonly DrugClass[]): Predicate => {
  const recent = (facts: Facts) =>
    facts.medications.filter(
      (fact) =>
        !fact.active &&
        fact.stoppedDaysAgo !== null &&
        fact.stoppedDaysAgo <= days &&
        classes.some((drugClass) => fact.classes.has(drugClass)),
    )
  return predicate(
    `stopped ${classes.join(' / ')} in the last ${days} days`,
    (facts) => (recent(facts).length > 0 ? YES : facts.medicationsKnown ? NO : UNKNOWN),
    (facts) => recent(facts).map((fact) => `${fact.label}, stopped ${fact.stoppedDaysAgo} days ago`),
    ['medicationList'],
    ['stopped', 'u:medications'],
    ['stopped'],
  )
}
