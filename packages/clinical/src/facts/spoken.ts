/** What answers say in words beyond their own question: conditions, relatives, habits, and medicines named in passing. */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { Answer, MedicationEntry } from '../types.ts'
import { answerText, tellingWords, yesNo } from './answers.ts'
import { type ReadConditions, readConditions } from './conditions.ts'
import type { ConditionFact } from './facts.ts'
import { medicinesTold } from './misplaced.ts'

type Raw = Readonly<Record<string, Answer | undefined>>

/** Keys with a reader of their own: not read again as free text. */
const ownKeys = new Set(
  'scoff phq2 phq9 phq9Item9 auditC shim symptomDurationMonths alcoholPerOccasion familyHistoryMTC pancreatitisHistory opioidUse seizureHistory maoiLast14Days nitrateUse recreationalNitrites recentCardiacEvent climbsTwoFlightsWithoutSymptoms familyHistoryHairLoss partnerPregnant sexualDysfunction sexuallyActive dizziness needleAverse alcoholUse contraception pregnancyTest pregnancyPlans periods exerciseTolerance familyHistoryText maoiText hairLossPattern pattern onset scalpPhoto partner plannedSurgery recreationalDrugs supplements childPugh nyhaClass bpMonthsAgo bloodPressureMonthsAgo missedDoses dosesMissed startingBmi bmiAtStart startBmi initialBmi startingWeightKg weightAtStartKg startWeightKg initialWeightKg weightGainKg pulseRise diabetesPrescriber sexInadvisable frequency topicalAversion breastfeeding pregnant preference'.split(
    ' ',
  ),
)

const words = (key: string) =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()

/** The reading of a yes/no answer's own words ("yes: heart attack 2 months ago"), beyond the yes. */
const explanatoryKeys = [
  'recentCardiacEvent',
  'pancreatitisHistory',
  'seizureHistory',
  'sexualDysfunction',
] as const

const nothing: ReadConditions = { present: [], family: [], denied: new Set() }

export type Spoken = {
  /** The texts that are read as conditions; an allergy may stand in them. */
  readonly texts: readonly { readonly text: string }[]
  readonly conditions: ReadConditions
  readonly relatives: ReadConditions
  readonly habits: ReadConditions
  readonly medicines: readonly MedicationEntry[]
}

/** Symptoms, family, medicines, and every key that the form does not know. */
export function readSpoken(raw: Raw, year: number): Spoken {
  const texts: { text: string }[] = []
  const medicines: { name: string }[] = []
  for (const [key, value] of Object.entries(raw)) {
    const text = answerText(value)
    if (text === null || ownKeys.has(key)) continue
    if (typeof value === 'number') continue
    const answer = yesNo(value)
    if (typeof value === 'boolean' || answer.text === null) {
      if (answer.tri === YES) texts.push({ text: words(key) })
      continue
    }
    const told = tellingWords(value)
    if (told === null) continue
    texts.push({ text: told })
    if (answer.tri === YES || (answer.unsure && told !== text)) medicines.push(...medicinesTold(told))
  }
  const explained: { text: string }[] = []
  for (const key of explanatoryKeys) {
    const answer = yesNo(raw[key])
    const told = answer.tri === NO || answer.text === null ? null : tellingWords(answer.text)
    if (told !== null) explained.push({ text: told })
  }
  const familyText = tellingWords(raw.familyHistoryText)
  const lifestyle = ['recreationalDrugs', 'alcoholUse'].flatMap((key) => {
    const text = tellingWords(raw[key])
    return text === null || yesNo(text).tri === NO ? [] : [{ text }]
  })
  return {
    texts,
    conditions: readConditions([...texts, ...explained], year, 'answer'),
    relatives: familyText === null ? nothing : readConditions([{ text: familyText }], year, 'answer', true),
    habits: readConditions(lifestyle, year, 'answer'),
    medicines,
  }
}

const cardiacEvents: readonly ConceptId[] = [
  'mi',
  'stroke-tia',
  'revascularisation',
  'arrhythmia-life-threatening',
  'unstable-angina',
]

/**
 * A "yes" to the recent event that is told with its date is judged by the date. While another event has none, that
 * one may be the recent one: not known.
 */
export function recentEventOf(
  raw: Raw,
  answered: Tri,
  spoken: readonly ConditionFact[],
  conditions: readonly ConditionFact[],
): Tri {
  if (answered !== YES || yesNo(raw.recentCardiacEvent).text === null) return answered
  const events = (facts: readonly ConditionFact[]) =>
    facts.filter((fact) => fact.match.concepts.some((concept) => cardiacEvents.includes(concept)))
  if (!events(spoken).some((fact) => fact.monthsAgo !== null)) return YES
  return events(conditions).every((fact) => fact.monthsAgo !== null) ? NO : UNKNOWN
}
