/**
 * The plan's `getRecommendations` and `validateTreatment` as server commands: thin shells over the pure
 * engine that load its input, and keep what it said with the exact snapshot it saw.
 */
import {
  assessCase,
  assessProposal,
  type CaseAssessment,
  type CaseInput,
  ENGINE_VERSION,
  type Proposal,
  type ProposalAssessment,
} from '@countersign/clinical'
import type { Category } from '@countersign/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { buildCaseInput, type SafetyAnswers } from './case-input.ts'
import { insertAssessment, insertRecommendation, listEarlierPrescriptions } from './queries.ts'

type Subject = {
  clinicId: string
  patientId: string
  consultationId: string
  category: Category
  safetyAnswers: SafetyAnswers
  now: Date
}

/** What the engine is to judge, as the chart stands in this transaction. */
export async function loadCaseInput(db: Db, subject: Subject): Promise<CaseInput> {
  const [facts, earlier] = await Promise.all([
    loadPatientFacts(db, subject.clinicId, subject.patientId),
    listEarlierPrescriptions(db, subject.clinicId, subject.patientId, subject.consultationId, subject.now),
  ])
  const consultation = {
    id: subject.consultationId,
    category: subject.category,
    safetyAnswers: subject.safetyAnswers,
  }
  return buildCaseInput(facts, consultation, earlier, subject.now)
}

/** Ranks the category's treatments for this chart and keeps the run, so that it can be replayed. */
export async function getRecommendations(
  tx: Tx,
  subject: Subject,
): Promise<{ recommendationId: string; assessment: CaseAssessment; input: CaseInput }> {
  const input = await loadCaseInput(tx, subject)
  const assessment = assessCase(input, { now: subject.now.toISOString() })
  const best = assessment.options.find((option) => option.rank === 1)
  const recommendationId = newId()
  await insertRecommendation(tx, {
    clinicId: subject.clinicId,
    id: recommendationId,
    consultationId: subject.consultationId,
    assessment,
    confidence: best?.confidence ?? null,
    reasoning: best
      ? best.reasons.map((reason) => reason.text).join(' ')
      : 'No option can be offered on these facts.',
    engineVersion: ENGINE_VERSION,
    ruleVersions: ruleVersions(assessment),
    input,
    at: subject.now,
  })
  return { recommendationId, assessment, input }
}

/** Judges one prescription against the chart and keeps what was said: the server's gate rests on this row. */
export async function validateTreatment(
  tx: Tx,
  subject: Subject,
  proposal: Proposal,
): Promise<{ assessmentId: string; input: CaseInput; assessment: ProposalAssessment; case: CaseAssessment }> {
  const input = await loadCaseInput(tx, subject)
  const context = { now: subject.now.toISOString() }
  const assessment = assessProposal(input, proposal, context)
  const assessmentId = newId()
  await insertAssessment(tx, {
    clinicId: subject.clinicId,
    id: assessmentId,
    consultationId: subject.consultationId,
    proposal,
    result: assessment,
    engineVersion: ENGINE_VERSION,
    input,
    at: subject.now,
  })
  return { assessmentId, input, assessment, case: assessCase(input, context) }
}

const ruleVersions = (assessment: CaseAssessment): Record<string, number> =>
  Object.fromEntries(
    [...assessment.findings, ...assessment.options.flatMap((option) => option.findings)].map((f) => [
      f.rule,
      f.ruleVersion,
    ]),
  )
