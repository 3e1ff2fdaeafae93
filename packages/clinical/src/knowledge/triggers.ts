/** Named triggers shared by several rules, each a sentence a pharmacist can check. */

import type { ConditionFact, Facts } from '../facts/facts.ts'
import {
  all,
  any,
  certainly,
  dialysis,
  diastolic,
  eGFR,
  event,
  has,
  keyed,
  not,
  type Predicate,
  predicate,
  recorded,
  saysYes,
  systolic,
  taking,
  undated,
  yesKeyed,
} from '../logic/predicates.ts'
import { phq9AtLeast } from '../logic/questions.ts'
import { NO, type Tri, triNot, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId } from '../terminology/types.ts'

const labels = (facts: readonly ConditionFact[]) => [...new Set(facts.map((fact) => fact.label))]
const factsOf = (facts: Facts, ...concepts: readonly ConceptId[]) =>
  concepts.flatMap((concept) => facts.byConcept.get(concept) ?? [])

// --- mind -------------------------------------------------------------------------------------------------

/** Depression recorded, or a PHQ-9 of 10 or more (moderate). */
export const depressed = any(has('depression'), certainly(phq9AtLeast(10)))

// --- heart ------------------------------------------------------------------------------------------------

/** Symptoms at rest or new ones, told with the exercise answer (review A16). */
export const exertionalRest = keyed(
  ['s:exercise'],
  predicate(
    'cardiac symptoms at rest, or new ones',
    (facts) => (facts.exercise === 'symptoms_at_rest' ? YES : NO),
    () => ['exercise answer: symptoms at rest or new symptoms'],
  ),
)
export const exertionalSymptoms = keyed(
  ['s:exercise'],
  predicate(
    'cardiac symptoms at under two flights or brisk walking',
    (facts) =>
      facts.exercise === 'unknown'
        ? UNKNOWN
        : facts.exercise === 'symptomatic' || facts.exercise === 'symptoms_at_rest'
          ? YES
          : NO,
    () => ['symptoms climbing two flights or walking a mile in 20 minutes'],
    ['exerciseTolerance'],
  ),
)
export const exerciseLimited = keyed(
  ['s:exercise'],
  predicate(
    'exercise not tried, or limited by something else than heart and lungs',
    (facts) => (facts.exercise === 'limited' ? YES : NO),
    () => ['exercise tolerance not tested'],
    ['exerciseTolerance'],
  ),
)
/** Unstable angina or an acute coronary syndrome, unless it is dated to more than six months ago. */
export const unstableAngina = keyed(
  ['c:unstable-angina', 'u:conditions'],
  predicate(
    'unstable angina or acute coronary syndrome',
    (facts) => {
      const found = factsOf(facts, 'unstable-angina').some(
        (fact) => fact.monthsAgo === null || fact.monthsAgo <= 6,
      )
      return found ? YES : facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) =>
      labels(
        factsOf(facts, 'unstable-angina').filter((fact) => fact.monthsAgo === null || fact.monthsAgo <= 6),
      ),
  ),
  ['c:unstable-angina'],
)
/** A yes to "recent cardiac event" that no dated condition explains. */
export const recentEventStated = saysYes('recentCardiacEvent')
const eventDenied = predicate('denies a recent cardiac event', (facts) =>
  triNot(facts.answers.recentCardiacEvent),
)
/** Undated event and no answer that it is old. */
export const undatedEvent = (...concepts: readonly ConceptId[]): Predicate =>
  all(undated(...concepts), not(certainly(eventDenied)))

/** Old event: dated over six months ago, or undated while a recent one is denied. */
export const oldEvent = (...concepts: readonly ConceptId[]): Predicate =>
  any(certainly(event(concepts, { over: 6 })), all(undated(...concepts), certainly(eventDenied)))

export const nyha = (...classes: readonly number[]): Predicate =>
  keyed(
    ['c:heart-failure', 'u:conditions'],
    predicate(
      `heart failure, NYHA ${classes.join('/')}`,
      (facts) => {
        if (!facts.byConcept.has('heart-failure')) return facts.conditionsKnown ? NO : UNKNOWN
        return facts.nyha === null ? UNKNOWN : classes.includes(facts.nyha) ? YES : NO
      },
      (facts) => labels(factsOf(facts, 'heart-failure')),
      ['nyhaClass'],
    ),
    ['c:heart-failure'],
  )
export const nyhaUnknown = keyed(
  ['c:heart-failure'],
  predicate(
    'heart failure of unknown NYHA class',
    (facts) => (facts.byConcept.has('heart-failure') && facts.nyha === null ? YES : NO),
    (facts) => labels(factsOf(facts, 'heart-failure')),
    ['nyhaClass'],
  ),
)
/** Heart failure recorded as more than six months old and nothing since (tadalafil's label window). */
export const heartFailureOld = predicate('heart failure dated over six months ago', (facts) => {
  const facts_ = factsOf(facts, 'heart-failure')
  return facts_.length > 0 && facts_.every((fact) => fact.monthsAgo !== null && fact.monthsAgo > 6) ? YES : NO
})

// --- blood pressure ---------------------------------------------------------------------------------------

export const bpAtLeast = (high: number, low: number): Predicate =>
  any(systolic('>=', high), diastolic('>=', low))

// --- kidney and liver -------------------------------------------------------------------------------------

/** End-stage disease or dialysis; an eGFR under 15 counts (formulary §0.5). */
export const endStageKidney = any(dialysis, eGFR('<', 15))
export const eGFRBetween = (low: number, below: number): Predicate => all(eGFR('>=', low), eGFR('<', below))

/** Alanine aminotransferase over three times 40 U/L with hepatitis, cirrhosis or hepatic failure (review B16). */
export const significantLiverDisease = any(
  has('cirrhosis', 'hepatic-failure', 'decompensated-liver'),
  all(
    has('hepatitis', 'liver-disease'),
    predicate(
      'ALT over 120 U/L',
      (facts) => (facts.labs.alt === null ? NO : facts.labs.alt > 120 ? YES : NO),
      (facts) => [`ALT ${facts.labs.alt}`],
    ),
  ),
)

// --- endocrine --------------------------------------------------------------------------------------------

const tshNormal = (facts: Facts): boolean =>
  facts.labs.tsh !== null && facts.labs.tsh >= 0.4 && facts.labs.tsh <= 4.5

export const activeHyperthyroidism = keyed(
  ['c:hyperthyroidism', 'u:conditions'],
  predicate(
    'hyperthyroidism, untreated or not shown to be controlled',
    (facts) => {
      if (!facts.byConcept.has('hyperthyroidism')) return facts.conditionsKnown ? NO : UNKNOWN
      return facts.byConcept.has('hyperthyroidism-treated') || tshNormal(facts) ? NO : YES
    },
    (facts) => labels(factsOf(facts, 'hyperthyroidism')),
  ),
  ['c:hyperthyroidism'],
)
export const treatedHyperthyroidism = keyed(
  ['c:hyperthyroidism', 'c:hyperthyroidism-treated', 'u:conditions'],
  predicate(
    'hyperthyroidism, treated and euthyroid',
    (facts) =>
      facts.byConcept.has('hyperthyroidism-treated') ||
      (facts.byConcept.has('hyperthyroidism') && tshNormal(facts))
        ? YES
        : facts.conditionsKnown
          ? NO
          : UNKNOWN,
    (facts) => labels(factsOf(facts, 'hyperthyroidism-treated', 'hyperthyroidism')),
  ),
  ['c:hyperthyroidism', 'c:hyperthyroidism-treated'],
)

// --- pancreas ---------------------------------------------------------------------------------------------

/** Current: dated under three months, or stated in words without a date (review B11). */
const currentPancreatitis = (fact: ConditionFact) =>
  fact.monthsAgo === null
    ? fact.match.code === null || /acute|current|now|unresolved/i.test(fact.label)
    : fact.monthsAgo < 3
export const acutePancreatitis = keyed(
  ['c:pancreatitis-acute', 'u:conditions'],
  predicate(
    'acute pancreatitis, current or under three months ago',
    (facts) =>
      factsOf(facts, 'pancreatitis-acute').some(currentPancreatitis)
        ? YES
        : facts.conditionsKnown
          ? NO
          : UNKNOWN,
    (facts) => labels(factsOf(facts, 'pancreatitis-acute').filter(currentPancreatitis)),
  ),
  ['c:pancreatitis-acute'],
)

// --- substances -------------------------------------------------------------------------------------------

export const drugMisuse = any(
  has('drug-abuse', 'opioid-use-disorder', 'opioid-use-disorder-remission'),
  certainly(taking('ILLICIT_STIMULANT')),
)
export const drugUseUnspecified = any(
  has('drug-use-unspecified', 'opioid-use'),
  certainly(taking('CANNABIS')),
)

/** A seizure that is not only a childhood febrile one. */
export const seizureHistory = keyed(
  ['c:seizure', 'a:seizureHistory', 'u:conditions'],
  predicate(
    'seizure disorder or any seizure',
    (facts): Tri => {
      if (facts.byConcept.has('seizure')) return YES
      if (facts.answers.seizureHistory === YES) return facts.byConcept.has('febrile-seizure') ? NO : YES
      if (facts.answers.seizureHistory === UNKNOWN) return UNKNOWN
      return facts.conditionsKnown ? NO : UNKNOWN
    },
    (facts) => {
      const found = labels(factsOf(facts, 'seizure'))
      return found.length > 0 ? found : ['intake: seizure history']
    },
    ['seizureHistory'],
  ),
  ['c:seizure', 'y:seizureHistory'],
)

/** A seizure in the last month, dated or said to be new. */
export const seizureOfLate = keyed(
  ['c:seizure'],
  predicate(
    'a seizure in the last month',
    (facts) => (factsOf(facts, 'seizure').some(recentSeizure) ? YES : NO),
    (facts) => labels(factsOf(facts, 'seizure').filter(recentSeizure)),
  ),
)
function recentSeizure(fact: ConditionFact): boolean {
  if (fact.monthsAgo !== null) return fact.monthsAgo < 1
  return /\b(today|yesterday|now|just had|this (morning|week)|last (night|week)|days? ago)\b/i.test(
    fact.label,
  )
}

// --- medicines in use -------------------------------------------------------------------------------------

export const usingOralMinoxidil = keyed(
  ['oral-minoxidil', 'u:medications'],
  predicate(
    'takes oral minoxidil',
    (facts) =>
      facts.answers.onMinoxidilOral || facts.byClass.has('MINOXIDIL_ORAL')
        ? YES
        : facts.medicationsKnown
          ? NO
          : UNKNOWN,
    (facts) => labelsOfMinoxidil(facts),
    ['medicationList'],
  ),
  ['oral-minoxidil'],
)
const labelsOfMinoxidil = (facts: Facts) => [
  ...new Set((facts.anyRoute.get('minoxidil') ?? []).map((fact) => fact.label)),
]

export const planningPregnancyNow = keyed(
  ['s:planning'],
  predicate(
    'trying to conceive now or within two months',
    (facts) => {
      if (facts.sex === 'male') return NO
      if (facts.pregnancyPlans === 'now') return YES
      return facts.pregnancyPlans === 'unknown' ? UNKNOWN : NO
    },
    () => ['planning a pregnancy now or within two months'],
  ),
)
export const planningPregnancy = keyed(
  ['s:planning'],
  predicate(
    'planning a pregnancy',
    (facts) => {
      if (facts.sex === 'male') return NO
      if (facts.pregnancyPlans === 'now' || facts.pregnancyPlans === 'later') return YES
      return facts.pregnancyPlans === 'unknown' ? UNKNOWN : NO
    },
    () => ['planning a pregnancy'],
  ),
)

/** PSA doubled when a 5-ARI has been taken three months or more; an unknown time counts (review A17). */
export const adjustedPsa = (facts: Facts): number | null => {
  if (facts.labs.psa === null) return null
  const on5ari =
    (facts.anyRoute.get('finasteride')?.length ?? 0) + (facts.anyRoute.get('dutasteride')?.length ?? 0) > 0
  if (!on5ari) return facts.labs.psa
  const weeks = facts.therapy
    .filter((item) => item.current && (item.drugId === 'finasteride' || item.drugId === 'dutasteride'))
    .reduce<number | null>(
      (most, item) => (item.weeksAtDose === null ? most : Math.max(most ?? 0, item.weeksAtDose)),
      null,
    )
  return weeks !== null && weeks < 13 ? facts.labs.psa : facts.labs.psa * 2
}
export const adjustedPsaHigh = yesKeyed(
  ['psa'],
  predicate(
    'PSA of 4.0 ng/mL or more, doubled on a 5-ARI',
    (facts) => {
      const value = adjustedPsa(facts)
      return value === null ? UNKNOWN : value >= 4 ? YES : NO
    },
    (facts) => [
      adjustedPsa(facts) === facts.labs.psa
        ? `PSA ${facts.labs.psa} ng/mL`
        : `PSA ${facts.labs.psa} ng/mL, ${adjustedPsa(facts)} when doubled for the 5-ARI`,
    ],
    ['psa'],
  ),
)
export const psaOn5ari = keyed(
  ['psa'],
  predicate(
    'a PSA was measured on a 5-ARI',
    (facts) =>
      facts.labs.psa !== null && (facts.anyRoute.has('finasteride') || facts.anyRoute.has('dutasteride'))
        ? YES
        : NO,
    (facts) => [`PSA ${facts.labs.psa} ng/mL on a 5-ARI`],
  ),
)

/** Suspicious hair loss (HR-45, review B8): not pattern loss until a dermatologist says so. */
export const notPatternLoss = any(
  recorded('non-aga-alopecia', 'scarring-or-infected-scalp', 'sudden-hair-loss', 'trichotillomania'),
  keyed(
    ['hair:other'],
    predicate(
      'sudden or rapid shedding (under three months), or patches',
      (facts) => (facts.suddenHairLoss === YES || facts.patchyHairLoss ? YES : NO),
      (facts) => [
        facts.patchyHairLoss ? 'patchy hair loss' : `onset: ${facts.answers.onsetText ?? 'sudden'}`,
      ],
    ),
  ),
  keyed(
    ['hair:other'],
    predicate(
      'inflamed, painful, infected or scarring scalp, or loss of brows, lashes or body hair',
      (facts) => (facts.scalpSymptoms.tri === YES ? YES : NO),
      (facts) => [`scalp: ${facts.scalpSymptoms.text ?? 'symptoms'}`],
    ),
  ),
  recorded('cancer-chemotherapy'),
  certainly(taking('CHEMOTHERAPY')),
)
