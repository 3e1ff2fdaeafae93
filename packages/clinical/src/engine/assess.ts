/** Assesses a case: every drug of its category, the request, red flags, what is missing and what would help. */

import type { Facts } from '../facts/facts.ts'
import { prepareFacts } from '../facts/prepare.ts'
import { drugsOf } from '../knowledge/drugs/index.ts'
import { coreRequired, inOrder } from '../knowledge/requirements.ts'
import { duplicatesOf, groupsInUse } from '../logic/questions.ts'
import type {
  CaseAssessment,
  CaseInput,
  Context,
  Proposal,
  ProposalAssessment,
  Recommendations,
} from '../types.ts'
import { ENGINE_VERSION } from '../version.ts'
import { assessOptions } from './options.ts'
import { judgeProposal } from './proposal.ts'
import { assessRefill } from './refill.ts'
import { scoresOf } from './scores.ts'
import { answersRead, unansweredOf, whatWouldChange } from './summary.ts'
import { triage } from './triage.ts'

/** An active medicine duplicates the request, or without one any drug of the category (§8.1). */
function isDuplicate(facts: Facts): boolean {
  if (facts.medications.length === 0) return false
  const wanted = facts.proposedId
  if (wanted !== null) return duplicatesOf(facts, wanted).length > 0
  if (groupsInUse(facts).length === 0) return false
  const documented = new Set(facts.therapy.filter((item) => item.current).map((item) => item.drugId))
  for (const fill of facts.fills) documented.add(fill.drugId)
  return drugsOf[facts.category].some((drug) =>
    duplicatesOf(facts, drug.id).some((fact) => fact.drugId === null || !documented.has(fact.drugId)),
  )
}

export const assessPrepared = (facts: Facts): CaseAssessment => {
  const assessed = assessOptions(facts)
  const { evaluation, options, missing } = assessed
  const refill = assessRefill(facts)
  const proposal: ProposalAssessment | null =
    facts.input.proposed === undefined || facts.input.proposed === null
      ? null
      : judgeProposal(facts, facts.input.proposed, assessed, refill)
  const findings = [...evaluation.caseFindings, ...refill.findings]
  const needed = missing.filter((code) => coreRequired.has(code))
  for (const item of assessed.judged) if (item.verdict !== 'block') needed.push(...item.missing)
  const required = inOrder(needed).filter((code) => missing.includes(code))
  const { positives, clear } = answersRead(facts)
  const scores = scoresOf(facts)
  const triaged = triage(facts, assessed, proposal, refill, scores)
  return {
    engine: ENGINE_VERSION,
    category: facts.category,
    redFlags: evaluation.redFlags,
    priority: triaged.priority,
    level: triaged.level,
    priorityReasons: triaged.reasons,
    missing,
    duplicate: isDuplicate(facts),
    refill: refill.refill,
    options,
    findings,
    contradictions: facts.contradictions,
    positives,
    askedAndClear: clear,
    unanswered: unansweredOf(missing, required),
    whatWouldChange: whatWouldChange(required, options),
    scores,
    checksRun: evaluation.checks,
    proposal,
  }
}

/** The whole assessment of a case. Throws RangeError when `now` is no ISO date. */
export function assessCase(input: CaseInput, context: Context): CaseAssessment {
  return assessPrepared(prepareFacts(input, context.now, context.policy ?? {}))
}

/** The plan's name for the ranked options of a category. */
export function getRecommendations(
  patientData: CaseInput,
  category: CaseInput['category'],
  context: Context,
): Recommendations {
  const assessment = assessCase({ ...patientData, category }, context)
  return {
    engine: assessment.engine,
    category,
    redFlags: assessment.redFlags,
    missing: assessment.missing,
    options: assessment.options,
    findings: assessment.findings,
    whatWouldChange: assessment.whatWouldChange,
  }
}

/** Re-checks a prescription form: same rules, same facts, the given proposal. */
export function assessProposal(input: CaseInput, proposal: Proposal, context: Context): ProposalAssessment {
  const facts = prepareFacts({ ...input, proposed: proposal }, context.now, context.policy ?? {})
  return judgeProposal(facts, proposal, assessOptions(facts), assessRefill(facts))
}
