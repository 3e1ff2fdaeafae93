/** Queue level and reasons: formulary §11. */

import type { Facts } from '../facts/facts.ts'
import type { CaseAssessment, ProposalAssessment, Scores } from '../types.ts'
import { currentTherapy } from './dose.ts'
import type { Assessed } from './options.ts'
import type { RefillAssessment } from './refill.ts'

type Level = CaseAssessment['level']
const ladder: readonly Level[] = ['P0', 'P1', 'P2', 'P3', 'P4']

export type Triage = {
  readonly level: Level
  readonly priority: CaseAssessment['priority']
  readonly reasons: readonly string[]
}

/** Days of medicine left from the last fill; null when no fill is known. */
function daysLeft(facts: Facts): number | null {
  let least: number | null = null
  for (const fill of facts.fills) {
    if (facts.proposedId !== null && fill.drugId !== facts.proposedId) continue
    const left = fill.daysSupply - fill.lastFillDaysAgo
    if (least === null || left < least) least = left
  }
  return least
}

export function triage(
  facts: Facts,
  assessed: Assessed,
  proposal: ProposalAssessment | null,
  refill: RefillAssessment,
  scores: Scores,
): Triage {
  const reasons: string[] = []
  let level = 'P4' as Level
  const raise = (to: Level, why: string) => {
    if (ladder.indexOf(to) < ladder.indexOf(level)) level = to
    if (!reasons.includes(why)) reasons.push(why)
  }
  for (const flag of assessed.evaluation.redFlags) raise(flag.level, flag.text)
  if (proposal?.requiresSync === true)
    raise('P2', `${proposal.drug} is a controlled substance: live visit first.`)
  const eoss = scores.eoss
  if (facts.category === 'weight' && eoss !== undefined && eoss.stage >= 3)
    raise('P2', `EOSS stage ${eoss.stage}: ${eoss.why}.`)
  else if (facts.category === 'weight' && eoss !== undefined && eoss.stage === 2)
    raise('P3', `EOSS stage 2: ${eoss.why}.`)
  const judged =
    proposal === null ? null : assessed.judged.find((item) => item.state.drug.id === proposal.drugId)
  const majors =
    proposal === null
      ? assessed.options.some(
          (item) => item.verdict === 'warn' && item.findings.some((finding) => finding.severity === 'major'),
        )
      : proposal.findings.some((finding) => finding.severity === 'major')
  if (majors) raise('P3', 'A major finding needs a clinician.')
  if (proposal !== null && proposal.verdict === 'block') raise('P3', 'The request is contraindicated.')
  if (assessed.missing.length > 0 && assessed.options.some((item) => item.verdict === 'needs_info'))
    raise('P3', 'Required data are missing.')
  if (proposal?.drugId !== null && proposal !== null && judged !== undefined && judged !== null) {
    const prior = currentTherapy(facts, judged.state.drug.id)
    if (prior === null) raise('P3', 'A new start.')
    else if (facts.input.proposed?.doseMg !== prior.doseMg) raise('P3', 'A dose change.')
  } else if (proposal === null) raise('P3', 'A new case.')
  if (refill.refill === 'too_soon') raise('P3', 'The refill is early.')
  const left = daysLeft(facts)
  if (left !== null && left <= 3 && level !== 'P0') {
    const up = ladder[ladder.indexOf(level) - 1]
    if (up !== undefined && (level === 'P3' || level === 'P4')) {
      level = up
      reasons.push(left < 0 ? `Out of medicine for ${-left} days.` : `Runs out in ${left} days.`)
    }
  }
  return {
    level,
    priority: level === 'P0' || level === 'P1' ? 'urgent' : level === 'P2' ? 'high' : 'normal',
    reasons,
  }
}
