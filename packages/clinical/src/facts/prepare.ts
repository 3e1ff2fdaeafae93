/**
 * Reads a case once into prepared facts. Records and answers are both read; where they disagree the more
 * dangerous reading is kept and the disagreement itself becomes a fact (G-08).
 */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId, DrugClass } from '../terminology/types.ts'
import type { CaseInput, ClinicPolicy, DrugId, LabName } from '../types.ts'
import { readAllergies } from './allergies.ts'
import { answerText, numeric, scoreBetween, yesNo } from './answers.ts'
import { impliedCondition, indexConcepts, readConditions } from './conditions.ts'
import { findContradictions } from './contradictions.ts'
import { drugNamed } from './drug-names.ts'
import type { Answers, ConditionFact, Facts, FillFact, MedicationFact } from './facts.ts'
import {
  type ExerciseTolerance,
  readAlcohol,
  readExerciseTolerance,
  readHairPattern,
  readOnset,
  readScalpSymptoms,
} from './lifestyle.ts'
import { countsFor, readMedications, readTherapies } from './medications.ts'
import {
  allergiesAmong,
  behindNo,
  diseasesAmong,
  isAllergyEntry,
  medicinesAmong,
  medicinesTold,
  tellsOfAnother,
} from './misplaced.ts'
import { keysOf } from './present.ts'
import { readAnswers } from './read-answers.ts'
import {
  type Contraception,
  isOralContraceptive,
  mentionsDrospirenone,
  readContraception,
  readPeriods,
} from './reproductive.ts'
import { kidneyOf, readHepatic, readPregnancy, readWocbp } from './status.ts'
import { plansOf, readExposure, tellsOfRelatives, tellsOfThePast } from './told.ts'
import { bodyMassIndex, pressureOf, readMeasures } from './vitals.ts'

const labNames: readonly LabName[] = [
  'hba1c',
  'potassium',
  'bicarbonate',
  'psa',
  'calcitonin',
  'tsh',
  'alt',
  'alp',
  'bilirubin',
  'albumin',
  'inr',
  'creatinine',
  'testosterone',
]

/** Keys with a reader of their own: not read again as free text. */
const ownKeys = new Set(
  'scoff phq2 phq9 phq9Item9 auditC shim symptomDurationMonths alcoholPerOccasion familyHistoryMTC pancreatitisHistory opioidUse seizureHistory maoiLast14Days nitrateUse recreationalNitrites recentCardiacEvent climbsTwoFlightsWithoutSymptoms familyHistoryHairLoss partnerPregnant sexualDysfunction sexuallyActive dizziness needleAverse alcoholUse contraception pregnancyTest pregnancyPlans periods exerciseTolerance familyHistoryText maoiText hairLossPattern pattern onset scalpPhoto partner plannedSurgery recreationalDrugs supplements childPugh nyhaClass bpMonthsAgo bloodPressureMonthsAgo missedDoses dosesMissed startingBmi bmiAtStart startBmi initialBmi startingWeightKg weightAtStartKg startWeightKg initialWeightKg weightGainKg pulseRise diabetesPrescriber sexInadvisable frequency topicalAversion breastfeeding pregnant preference'.split(
    ' ',
  ),
)

const localRoutes: ReadonlySet<string> = new Set([
  'topical',
  'shampoo',
  'ophthalmic',
  'otic',
  'vaginal',
  'nasal',
  'iud',
])

const words = (key: string) =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()

/** Days since 1970-01-01 of an ISO date; throws on anything else, since a wrong day makes wrong dates. */
export function dayOf(now: string): number {
  const parsed = Date.parse(now.length === 10 ? `${now}T00:00:00Z` : now)
  if (!Number.isFinite(parsed)) throw new RangeError('now must be an ISO date')
  return Math.floor(parsed / 86_400_000)
}

/** The calendar year with its part gone by (2026.89), so that "in September" can be dated. */
function yearOf(today: number): number {
  const date = new Date(today * 86_400_000)
  const months = date.getUTCMonth() + date.getUTCDate() / 31
  return date.getUTCFullYear() + Math.round((months / 12) * 1000) / 1000
}

/** The reading of a yes/no answer's own words ("yes: heart attack 2 months ago"), beyond the yes. */
const explanatoryKeys = [
  'recentCardiacEvent',
  'pancreatitisHistory',
  'seizureHistory',
  'sexualDysfunction',
] as const

export function prepareFacts(input: CaseInput, now: string, policy: ClinicPolicy): Facts {
  const patient = input.patient
  const raw = patient.intakeAnswers ?? {}
  const today = dayOf(now)
  const year = yearOf(today)
  const baseAnswers = readAnswers(raw)
  const labs = Object.fromEntries(
    labNames.map((name) => [name, numeric(patient.labs?.[name] ?? undefined)]),
  ) as Record<LabName, number | null>
  const measures = readMeasures(input, labs.creatinine)

  // What the answers say in words: symptoms, family, medicines, and every key the form does not know.
  const conditionTexts: { text: string }[] = []
  const proseMedications: { name: string }[] = []
  for (const [key, value] of Object.entries(raw)) {
    const text = answerText(value)
    if (text === null || ownKeys.has(key)) continue
    if (typeof value === 'number') continue
    const answer = yesNo(value)
    if (typeof value === 'boolean' || answer.text === null) {
      if (answer.tri === YES) conditionTexts.push({ text: words(key) })
      continue
    }
    // "Not sure" says nothing; "maybe pregnant" and "possibly a small stroke" say what is feared.
    if (
      answer.unsure &&
      !/^\W*(?:maybe|perhaps|possibl[ey]|might|not sure if|unsure if)\b.*[a-z]{4}/i.test(text)
    )
      continue
    conditionTexts.push({ text })
    if (answer.tri === YES) proseMedications.push(...medicinesTold(text))
  }
  let cardiacExplained = false
  const explained: { text: string }[] = []
  for (const key of explanatoryKeys) {
    const answer = yesNo(raw[key])
    if (answer.tri === YES && answer.text !== null) explained.push({ text: answer.text })
  }
  const record = readConditions(patient.conditions ?? [], year, 'record')
  const spoken = readConditions([...conditionTexts, ...explained], year, 'answer')
  const familyText = answerText(raw.familyHistoryText)
  const relatives =
    familyText === null || yesNo(familyText).unsure
      ? { present: [], family: [], denied: new Set<ConceptId>() }
      : readConditions([{ text: familyText }], year, 'answer', true)
  const lifestyle = ['recreationalDrugs', 'alcoholUse'].flatMap((key) => {
    const text = answerText(raw[key])
    return text === null || yesNo(text).tri === NO || yesNo(text).unsure ? [] : [{ text }]
  })
  const habits = readConditions(lifestyle, year, 'answer')
  const listedNames = (patient.medications ?? []).filter(
    (item) => typeof item?.name !== 'string' || !(isAllergyEntry(item.name) || tellsOfAnother(item.name)),
  )
  const conditions: ConditionFact[] = [
    ...record.present,
    ...spoken.present,
    ...habits.present,
    ...diseasesAmong(listedNames, year),
  ]
  if (yesNo(raw.recentCardiacEvent).text !== null)
    cardiacExplained = spoken.present.some(
      (fact) =>
        fact.monthsAgo !== null &&
        fact.match.concepts.some((concept) =>
          [
            'mi',
            'stroke-tia',
            'revascularisation',
            'arrhythmia-life-threatening',
            'unstable-angina',
          ].includes(concept),
        ),
    )

  // Medicines: the list, present therapies, and what answers give away.
  const listed = readMedications(listedNames, 'record', false, year)
  const { therapies, medications: therapyMedications } = readTherapies(
    patient.priorTherapy ?? [],
    input.category,
  )
  const listKeys = ['recreationalDrugs', 'supplements', 'maoiText']
  const mentioned: MedicationFact[] = []
  for (const key of listKeys) {
    const text = answerText(raw[key])
    if (text === null || yesNo(text).tri === NO || yesNo(text).unsure) continue
    mentioned.push(...readMedications([{ name: text }], 'answer', key !== 'supplements', year))
  }
  for (const key of ['nitrateUse', 'opioidUse', 'maoiLast14Days', 'recreationalNitrites', 'contraception']) {
    const answer = yesNo(raw[key])
    if (answer.text === null) continue
    const told = medicinesTold(answer.tri === YES ? answer.text : behindNo(answer.text))
    mentioned.push(...readMedications(told, 'answer', true, year))
  }
  mentioned.push(...readMedications(proseMedications, 'answer', true, year))
  mentioned.push(...readMedications(medicinesAmong(patient.conditions ?? [], year), 'answer', true, year))
  const known = new Set(listed.flatMap((fact) => fact.match.ingredients.map((ingredient) => ingredient.name)))
  const additional = [...therapyMedications, ...mentioned].filter(
    (fact) =>
      !fact.match.ingredients.every((ingredient) => known.has(ingredient.name)) ||
      fact.match.ingredients.length === 0,
  )
  const medications = [...listed, ...additional]

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
      if (countsFor(drugClass, fact, baseAnswers)) {
        put(byClass, drugClass, fact)
        counts = true
      }
    const systemic = !localRoutes.has(fact.match.route)
    for (const ingredient of fact.match.ingredients) {
      if (counts && systemic) put(byIngredient, ingredient.name, fact)
      if (fact.active) put(anyRoute, ingredient.name, fact)
    }
  }
  const contraceptionText = baseAnswers.contraceptionText
  for (const [drugClass, said] of [
    ['OC', isOralContraceptive(contraceptionText)],
    ['DROSPIRENONE', mentionsDrospirenone(contraceptionText)],
  ] as const) {
    if (!said || byClass.has(drugClass) || contraceptionText === null) continue
    const fact = statedMedication(`contraception: ${contraceptionText}`, drugClass)
    put(byClass, drugClass, fact)
  }

  // What the medicines give away about the patient.
  const byConceptRecord = indexConcepts(conditions)
  for (const drugClass of ['QT_ANTIARR', 'DIGOXIN', 'NITRATE', 'P2Y12'] as const) {
    for (const fact of byClass.get(drugClass) ?? []) {
      const notCardiac =
        fact.match.route === 'rectal' ||
        fact.match.ingredients.some((ingredient) => ingredient.name === 'dextromethorphan')
      if (!notCardiac && !byConceptRecord.has('cvd-any')) conditions.push(impliedCondition('cvd-any', fact))
    }
  }
  if (!byConceptRecord.has('hyperthyroidism') && !byConceptRecord.has('hyperthyroidism-treated'))
    for (const fact of byClass.get('ANTITHYROID') ?? [])
      conditions.push(impliedCondition('hyperthyroidism', fact))

  const byConcept = indexConcepts(conditions)
  const family = [...record.family, ...spoken.family, ...relatives.family]
  const periods = readPeriods(answerText(raw.periods)).state
  const wocbp = readWocbp(measures.sex, measures.age, periods, byConcept)
  const pregnancy = readPregnancy(patient, measures.sex, baseAnswers.pregnancyTest, byConcept, wocbp)
  const breastfeeding: Tri =
    measures.sex === 'male'
      ? NO
      : patient.breastfeeding === true || byConcept.has('breastfeeding')
        ? YES
        : patient.breastfeeding === false
          ? NO
          : UNKNOWN
  const hepatic = readHepatic(byConcept, answerText(raw.childPugh))
  const kidney = kidneyOf(measures.eGFR, byConcept)
  const pressure = pressureOf(measures, conditions)
  const exposure = readExposure(raw, patient.conditions ?? [])
  const contraceptionRead = exposure.partnerSterile ? 'long_acting' : readContraception(contraceptionText)
  const contraception =
    byConcept.has('sterilisation') ||
    (byClass.has('CONTRACEPTIVE_NON_ORAL') && contraceptionRead === 'unknown')
      ? byConcept.has('sterilisation')
        ? 'long_acting'
        : implantOrIud(byClass.get('CONTRACEPTIVE_NON_ORAL') ?? [])
          ? 'long_acting'
          : 'hormonal'
      : contraceptionRead === 'unknown' && byClass.has('OC')
        ? 'hormonal'
        : exposure.none && !effectiveAlone.has(contraceptionRead)
          ? 'no_exposure'
          : contraceptionRead
  const nyhaAnswer = scoreBetween(romanToNumber(answerText(raw.nyhaClass)), 1, 4)
  const nyha = conditions.reduce<number | null>(
    (most, fact) => (fact.match.nyha !== null && fact.match.nyha > (most ?? 0) ? fact.match.nyha : most),
    nyhaAnswer,
  )
  const fills: FillFact[] = []
  for (const fill of patient.priorFills ?? []) {
    if (
      typeof fill?.drug !== 'string' ||
      typeof fill.lastFillDaysAgo !== 'number' ||
      typeof fill.daysSupply !== 'number'
    )
      continue
    if (fill.lastFillDaysAgo < 0 || fill.daysSupply <= 0) continue
    const drugId = drugNamed(fill.drug, {}, input.category)
    if (drugId !== null)
      fills.push({
        drugId,
        label: fill.drug,
        lastFillDaysAgo: fill.lastFillDaysAgo,
        daysSupply: fill.daysSupply,
      })
  }
  const hair = readHairPattern(answerText(raw.hairLossPattern) ?? answerText(raw.pattern))
  const onset = readOnset(baseAnswers.onsetText, baseAnswers.symptomDurationMonths)
  const startBmiGiven = numeric(raw.startingBmi ?? raw.bmiAtStart ?? raw.startBmi ?? raw.initialBmi)
  const startWeight = numeric(
    raw.startingWeightKg ?? raw.weightAtStartKg ?? raw.startWeightKg ?? raw.initialWeightKg,
  )
  const conditionsKnown = Array.isArray(patient.conditions) && patient.conditionsComplete !== false
  const dialysis: Tri = byConcept.has('dialysis') ? YES : conditionsKnown ? NO : UNKNOWN
  const answers: Answers = {
    ...baseAnswers,
    recentCardiacEvent: cardiacExplained ? NO : baseAnswers.recentCardiacEvent,
    seizureHistory: tellsOfRelatives(raw.seizureHistory, year) ? NO : baseAnswers.seizureHistory,
    pancreatitisHistory: tellsOfRelatives(raw.pancreatitisHistory, year)
      ? NO
      : baseAnswers.pancreatitisHistory,
    opioidUse: tellsOfThePast(raw.opioidUse, 'OPIOID', baseAnswers) ? NO : baseAnswers.opioidUse,
    maoi: tellsOfThePast(raw.maoiLast14Days, 'MAOI', baseAnswers) ? NO : baseAnswers.maoi,
    recreationalNitrites: tellsOfThePast(raw.recreationalNitrites, 'NITRITE', baseAnswers)
      ? NO
      : baseAnswers.recreationalNitrites,
    onMinoxidilOral: medications.some((fact) => fact.active && fact.drugId === 'minoxidil_oral'),
  }
  const drinking = readAlcohol(answerText(raw.alcoholUse), answers.auditC, answers.alcoholPerOccasion)
  const base = {
    input,
    category: input.category,
    proposedId: proposedDrug(input),
    today,
    policy,
    ...measures,
    systolic: pressure?.systolic ?? measures.systolic,
    diastolic: pressure?.diastolic ?? measures.diastolic,
    eGFR: kidney.eGFR,
    eGFREstimated: measures.eGFREstimated || kidney.fromStage,
    startBmi:
      startBmiGiven ??
      (startWeight !== null && measures.heightCm !== null
        ? bodyMassIndex(measures.heightCm, startWeight)
        : null),
    labs,
    conditionsKnown,
    medicationsKnown: Array.isArray(patient.medications),
    allergiesKnown: Array.isArray(patient.allergies),
    conditions,
    medications,
    allergies: readAllergies([
      ...(patient.allergies ?? []),
      ...allergiesAmong([
        ...(patient.conditions ?? []).map((item) => item?.text),
        ...(patient.medications ?? []).map((item) => item?.name),
        ...conditionTexts.map((item) => item.text),
      ]),
    ]),
    byConcept,
    byFamilyConcept: indexConcepts(family),
    denied: new Set([...record.denied, ...spoken.denied, ...relatives.denied]),
    byClass,
    byIngredient,
    anyRoute,
    unrecognised: medications.filter((fact) => fact.match.status === 'unrecognised' && fact.active),
    therapy: therapies,
    fills,
    answers,
    alcohol: byConcept.has('alcohol-heavy') ? { ...drinking, any: YES, heavy: YES } : drinking,
    exercise: exerciseOf(
      readExerciseTolerance(raw.exerciseTolerance, raw.climbsTwoFlightsWithoutSymptoms),
      byConcept,
    ),
    contraception,
    pregnancyPlans: plansOf(raw, byConcept.get('planning-pregnancy') ?? []),
    periods,
    hair,
    suddenHairLoss: byConcept.has('sudden-hair-loss') || hair.sudden ? YES : onset.sudden,
    patchyHairLoss: hair.patchy || onset.patchy,
    scalpSymptoms: hair.scalp
      ? { tri: YES, text: answerText(raw.hairLossPattern) ?? answerText(raw.pattern) }
      : readScalpSymptoms(raw.scalpSymptoms),
    pregnant: pregnancy.tri,
    breastfeeding,
    wocbp,
    hepatic: hepatic.band,
    cirrhosis: hepatic.cirrhosis,
    dialysis,
    nyha,
  } satisfies Omit<Facts, 'contradictions' | 'present'>
  const unkeyed: Facts = {
    ...base,
    contradictions: findContradictions(base, raw),
    present: [],
  }
  return { ...unkeyed, present: keysOf(unkeyed) }
}
/** The drug the request names; the frequency tells tadalafil's two regimens apart. */
export function proposedDrug(input: CaseInput): DrugId | null {
  const proposal = input.proposed
  if (proposal === undefined || proposal === null) return null
  if (proposal.drugId !== undefined && proposal.drugId !== null) {
    return proposal.drugId === 'tadalafil' || proposal.drugId === 'tadalafil_daily'
      ? drugNamed('tadalafil', { doseMg: proposal.doseMg, frequency: proposal.frequency })
      : proposal.drugId
  }
  if (typeof proposal.drug !== 'string') return null
  const dose = { doseMg: proposal.doseMg, frequency: proposal.frequency }
  return drugNamed(proposal.drug, dose, input.category) ?? drugNamed(proposal.drug, dose)
}

function romanToNumber(text: string | null): string | null {
  if (text === null) return null
  const found = /\b(iv|iii|ii|i|[1-4])\b/i.exec(text)
  if (found === null) return null
  const value = (found[1] ?? '').toUpperCase()
  return { I: '1', II: '2', III: '3', IV: '4' }[value] ?? value
}

const effectiveAlone: ReadonlySet<Contraception> = new Set([
  'long_acting',
  'hormonal',
  'hormonal_with_barrier',
  'two_barriers',
])

const implantOrIud = (facts: readonly MedicationFact[]): boolean =>
  facts.some((fact) => fact.match.route === 'iud' || fact.match.route === 'implant')

/** Symptoms of exertion told anywhere outweigh a good exercise answer (G-08). */
const exerciseOf = (
  answered: ExerciseTolerance,
  byConcept: ReadonlyMap<ConceptId, readonly ConditionFact[]>,
): ExerciseTolerance =>
  byConcept.has('exertional-symptoms') && answered !== 'symptoms_at_rest' ? 'symptomatic' : answered

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
