/**
 * The plan's `getRecommendations` and `validateTreatment` as server commands: thin shells over the pure
 * engine that load its input and the clinic's protocol, and keep what it said with the exact snapshot it saw.
 */
import {
  assessCase,
  assessProposal,
  type CaseAssessment,
  type CaseInput,
  type Context,
  ENGINE_VERSION,
  type Proposal,
  type ProposalAssessment,
  ruleVersions,
} from '@countersign/clinical'
import type { Category } from '@countersign/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { loadPatientFacts } from '../patients/index.ts'
import { loadProtocol } from '../protocols/index.ts'
import { buildCaseInput, type SafetyAnswers } from './case-input.ts'
import { insertAssessment, insertRecommendation, listEarlierPrescriptions } from './queries.ts'

type Subject = {
  clinicId: string
  patientId: string
  consultationId: string
  category: Category
  safetyAnswers: SafetyAnswers
  /** What this very visit prescribed counts as taken: true for the later steps of a series. */
  withOwn?: boolean
  now: Date
}
/** What the engine judges by: the chart as it stands in this transaction, and the protocol in force. */
type Loaded = { input: CaseInput; context: Context; protocolVersion: number | null }
/** One prescription judged, with the case it was judged in. */
export type JudgedTreatment = Loaded & { assessment: ProposalAssessment; case: CaseAssessment }

async function load(db: Db, subject: Subject): Promise<Loaded> {
  const { clinicId, patientId, consultationId, now } = subject
  const [facts, earlier, protocol] = await Promise.all([
    loadPatientFacts(db, clinicId, patientId),
    listEarlierPrescriptions(db, clinicId, patientId, subject.withOwn ? null : consultationId, now),
    loadProtocol(db, clinicId, now),
  ])
  const { category, safetyAnswers } = subject
  return {
    input: buildCaseInput(facts, { id: consultationId, category, safetyAnswers }, earlier, now),
    context: { now: now.toISOString(), policy: protocol.policy },
    protocolVersion: protocol.version,
  }
}

/** Ranks the category's treatments for this chart and keeps the run, so that it can be replayed. */
export async function getRecommendations(
  tx: Tx,
  subject: Subject,
): Promise<{ recommendationId: string; assessment: CaseAssessment; input: CaseInput }> {
  const { input, context, protocolVersion } = await load(tx, subject)
  const assessment = assessCase(input, context)
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
    ruleVersions: ruleVersions(),
    protocolVersion,
    input,
    at: subject.now,
  })
  return { recommendationId, assessment, input }
}

/** Judges one prescription against the chart and keeps nothing: the live check of the form. */
export async function judgeTreatment(db: Db, subject: Subject, proposal: Proposal): Promise<JudgedTreatment> {
  const loaded = await load(db, subject)
  return {
    ...loaded,
    assessment: assessProposal(loaded.input, proposal, loaded.context),
    case: assessCase(loaded.input, loaded.context),
  }
}

/** The same, and keeps what was said: the server's gate rests on this row. */
export async function validateTreatment(
  tx: Tx,
  subject: Subject,
  proposal: Proposal,
): Promise<JudgedTreatment & { assessmentId: string }> {
  const judged = await judgeTreatment(tx, subject, proposal)
  const assessmentId = newId()
  await insertAssessment(tx, {
    clinicId: subject.clinicId,
    id: assessmentId,
    consultationId: subject.consultationId,
    proposal,
    result: judged.assessment,
    engineVersion: ENGINE_VERSION,
    protocolVersion: judged.protocolVersion,
    input: judged.input,
    at: subject.now,
  })
  return { ...judged, assessmentId }
}
