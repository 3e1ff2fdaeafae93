/**
 * Reads a case once into prepared facts. Records and answers are both read; where they disagree the more
 * dangerous reading is kept and the disagreement itself becomes a fact (G-08).
 */

import { NO, type Tri, UNKNOWN, YES } from '../logic/tri.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { CaseInput, ClinicPolicy, DrugId, LabName } from '../types.ts'
import { readAllergies } from './allergies.ts'
import { answerText, numeric, scoreBetween } from './answers.ts'
import { impliedCondition, indexConcepts, readConditions } from './conditions.ts'
import { findContradictions } from './contradictions.ts'
import { drugNamed } from './drug-names.ts'
import type { Answers, ConditionFact, Facts } from './facts.ts'
import { indexMedicines, medicinesInUse } from './in-use.ts'
import {
  type ExerciseTolerance,
  readAlcohol,
  readExerciseTolerance,
  readHairPattern,
  readOnset,
  readScalpSymptoms,
} from './lifestyle.ts'
import { readFills } from './medications.ts'
import { allergiesAmong, diseasesAmong, isAllergyEntry, tellsOfAnother } from './misplaced.ts'
import { keysOf } from './present.ts'
import { readAnswers } from './read-answers.ts'
import { readPeriods } from './reproductive.ts'
import { readSpoken, recentEventOf } from './spoken.ts'
import { contraceptionOf, kidneyOf, readHepatic, readPregnancy, readWocbp } from './status.ts'
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

  const record = readConditions(patient.conditions ?? [], year, 'record')
  const spoken = readSpoken(raw, year)
  const listedNames = (patient.medications ?? []).filter(
    (item) => typeof item?.name !== 'string' || !(isAllergyEntry(item.name) || tellsOfAnother(item.name)),
  )
  const conditions: ConditionFact[] = [
    ...record.present,
    ...spoken.conditions.present,
    ...spoken.habits.present,
    ...diseasesAmong(listedNames, year),
  ]
  const { therapies, medications } = medicinesInUse(
    patient,
    listedNames,
    spoken.medicines,
    input.category,
    year,
  )
  const { byClass, byIngredient, anyRoute } = indexMedicines(medications, baseAnswers)

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
  const family = [...record.family, ...spoken.conditions.family, ...spoken.relatives.family]
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
  const contraception = contraceptionOf(
    baseAnswers.contraceptionText,
    readExposure(raw, patient.conditions ?? []),
    byConcept,
    byClass,
  )
  const nyhaAnswer = scoreBetween(romanToNumber(answerText(raw.nyhaClass)), 1, 4)
  const nyha = conditions.reduce<number | null>(
    (most, fact) => (fact.match.nyha !== null && fact.match.nyha > (most ?? 0) ? fact.match.nyha : most),
    nyhaAnswer,
  )
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
    recentCardiacEvent: recentEventOf(
      raw,
      baseAnswers.recentCardiacEvent,
      spoken.conditions.present,
      conditions,
    ),
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
        ...spoken.texts.map((item) => item.text),
      ]),
    ]),
    byConcept,
    byFamilyConcept: indexConcepts(family),
    denied: new Set([...record.denied, ...spoken.conditions.denied, ...spoken.relatives.denied]),
    byClass,
    byIngredient,
    anyRoute,
    unrecognised: medications.filter((fact) => fact.match.status === 'unrecognised' && fact.active),
    therapy: therapies,
    fills: readFills(patient.priorFills ?? [], input.category),
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

/** Symptoms of exertion told anywhere outweigh a good exercise answer (G-08). */
const exerciseOf = (
  answered: ExerciseTolerance,
  byConcept: ReadonlyMap<ConceptId, readonly ConditionFact[]>,
): ExerciseTolerance =>
  byConcept.has('exertional-symptoms') && answered !== 'symptoms_at_rest' ? 'symptomatic' : answered
