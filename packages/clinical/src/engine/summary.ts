/** What a clinician reads first: positives, clear answers, open questions, and what could change the answer. */

import { yesNo } from '../facts/answers.ts'
import type { Facts } from '../facts/facts.ts'
import { questions } from '../knowledge/requirements.ts'
import { NO, YES } from '../logic/tri.ts'
import {
  type AskedAndClear,
  type MissingCode,
  missingCodes,
  type Option,
  type Positive,
  type Unanswered,
  type WhatWouldChange,
} from '../types.ts'

const answerLabels: Readonly<Record<string, string>> = {
  familyHistoryMTC: 'Medullary thyroid cancer or MEN 2, self or family',
  pancreatitisHistory: 'Pancreatitis',
  opioidUse: 'Opioids in the last 14 days',
  seizureHistory: 'Seizures',
  maoiLast14Days: 'MAO inhibitor or linezolid in the last 14 days',
  nitrateUse: 'Nitrates in any form',
  recreationalNitrites: 'Poppers',
  recentCardiacEvent: 'Recent cardiac event',
  partnerPregnant: 'Partner pregnant',
  sexualDysfunction: 'Sexual dysfunction',
  dizziness: 'Dizziness',
  needleAverse: 'Does not want injections',
  familyHistoryHairLoss: 'Family history of hair loss',
  plannedSurgery: 'Planned operation or sedation',
  symptomsNow: 'Symptoms now',
  recreationalDrugs: 'Recreational drugs',
  virilisation: 'Virilisation',
  scalpSymptoms: 'Scalp symptoms',
}

const labelled = Object.entries(answerLabels)

/** The fact of a contradiction where it has another name than the answer. */
const factOfAnswer: Readonly<Record<string, string>> = { maoiLast14Days: 'maoiUse14d' }

/** Findings of the history and the measurements that are not normal. */
function recordedPositives(facts: Facts): Positive[] {
  const found: Positive[] = []
  for (const fact of facts.conditions)
    if (fact.origin !== 'implied' && !(fact.origin === 'answer' && fact.match.concepts.length === 0))
      found.push({
        label: 'Condition',
        text: fact.label,
        source: fact.origin === 'answer' ? 'intake' : 'record',
      })
  for (const list of facts.byFamilyConcept.values())
    for (const fact of list)
      if (!found.some((item) => item.text === fact.label))
        found.push({ label: 'Family history', text: fact.label })
  for (const fact of facts.medications)
    found.push({
      label: fact.active ? 'Medicine' : 'Stopped medicine',
      text: fact.match.status === 'unrecognised' ? `${fact.entry} (not recognised)` : fact.label,
      source: fact.origin === 'record' ? 'record' : 'intake',
    })
  for (const fact of facts.allergies)
    found.push({ label: fact.kind === 'intolerance' ? 'Intolerance' : 'Allergy', text: fact.label })
  if (facts.systolic !== null && facts.diastolic !== null) {
    const high = facts.systolic >= 140 || facts.diastolic >= 90
    const low = facts.systolic < 90 || facts.diastolic < 50
    if (high || low)
      found.push({
        label: high ? 'High blood pressure' : 'Low blood pressure',
        text: `${facts.systolic}/${facts.diastolic}`,
      })
  }
  if (facts.heartRate !== null && facts.heartRate > 100)
    found.push({ label: 'Fast pulse', text: `${facts.heartRate}/min` })
  if (facts.eGFR !== null && facts.eGFR < 60)
    found.push({ label: 'Reduced kidney function', text: `eGFR ${facts.eGFR}` })
  if (facts.pregnant === YES) found.push({ label: 'Pregnant', text: 'yes' })
  if (facts.breastfeeding === YES) found.push({ label: 'Breastfeeding', text: 'yes' })
  return found
}

/**
 * What the history, the measurements and the answers say that is not normal, and what was clearly denied.
 * A denial that something else contradicts is clear of nothing (G-08).
 */
export function answersRead(facts: Facts): {
  readonly positives: readonly Positive[]
  readonly clear: readonly AskedAndClear[]
} {
  const positives = recordedPositives(facts)
  const found: AskedAndClear[] = []
  const { patient } = facts.input
  const answers = patient.intakeAnswers ?? {}
  const stands = (fact: string) => !facts.contradictions.some((one) => one.fact === fact)
  for (const [key, label] of labelled) {
    const { tri, text } = yesNo(answers[key])
    if (tri === YES) positives.push({ label, text: text ?? 'yes', source: 'intake' })
    else if (tri === NO && stands(factOfAnswer[key] ?? key)) found.push({ label, answer: text ?? 'no' })
  }
  if (facts.medicationsKnown && facts.medications.length === 0)
    found.push({ label: 'Medicines', answer: 'none' })
  if (facts.allergiesKnown && facts.allergies.length === 0) found.push({ label: 'Allergies', answer: 'none' })
  if (facts.conditionsKnown && facts.conditions.length === 0)
    found.push({ label: 'Conditions', answer: 'none' })
  if (patient.pregnant === false && stands('pregnancyStatus')) found.push({ label: 'Pregnant', answer: 'no' })
  if (patient.breastfeeding === false && stands('breastfeedingStatus'))
    found.push({ label: 'Breastfeeding', answer: 'no' })
  return { positives, clear: found }
}

const openQuestions = (required: boolean) =>
  Object.fromEntries(
    missingCodes.map((code) => [code, { code, question: questions[code], required }]),
  ) as Readonly<Record<MissingCode, Unanswered>>
const neededQuestion = openQuestions(true)
const advisedQuestion = openQuestions(false)

export const unansweredOf = (
  missing: readonly MissingCode[],
  required: readonly MissingCode[],
): readonly Unanswered[] =>
  missing.map((code) => (required.includes(code) ? neededQuestion : advisedQuestion)[code])

/** Which open answers could move which drugs. */
export function whatWouldChange(
  required: readonly MissingCode[],
  options: readonly Option[],
): readonly WhatWouldChange[] {
  const waiting = options.filter((option) => option.verdict === 'needs_info')
  if (waiting.length === 0) return []
  const found: WhatWouldChange[] = []
  for (const code of required) {
    const drugs = waiting.filter((option) => option.missing.includes(code)).map((option) => option.drug)
    if (drugs.length > 0) found.push({ code, text: `${questions[code]} Needed for ${drugs.join(', ')}.` })
  }
  return found
}
