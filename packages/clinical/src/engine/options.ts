/** The options of a category: each drug judged, scored, ordered and planned. Runs for every change of a form. */

import type { Facts } from '../facts/facts.ts'
import { coreRequired, type DataState, dataOf, inOrder, questions } from '../knowledge/requirements.ts'
import { citation, sourceRef } from '../knowledge/sources.ts'
import type { DrugId, Finding, MissingCode, Option, Reason, Verdict } from '../types.ts'
import { limitsFor } from './dose.ts'
import { type DrugState, type Evaluation, evaluate } from './evaluate.ts'
import { buildPlan, suggestedDose } from './plan.ts'
import { confidenceOf, type Judged, ranked, type Scored, scoreOf } from './rank.ts'

const none: readonly MissingCode[] = []
const noData: DataState = { required: none, advised: none, known: 0, total: 0 }

const neededText = (codes: readonly MissingCode[]): string => codes.map((code) => questions[code]).join(' ')

/** The finding that stands for required data not given. */
function dataFinding(codes: readonly MissingCode[]): Finding {
  return {
    rule: 'G-13',
    ruleVersion: 1,
    severity: 'needs_info',
    text: `Required and not answered: ${codes.join(', ')}.`,
    management: neededText(codes),
    source: sourceRef('POLICY', '0.4'),
    confidence: 'P',
    overridable: false,
    missing: codes,
    facts: [],
  }
}

const excluded: Finding = {
  rule: 'POLICY',
  ruleVersion: 1,
  severity: 'contraindicated',
  text: 'This clinic does not offer the drug.',
  management: null,
  source: sourceRef('POLICY', null),
  confidence: 'P',
  overridable: false,
  missing: [],
  facts: [],
}

/** Verdict of one drug: block before hold before needs_info before warn before offer (§0.2, review A19). */
export function judge(state: DrugState, data: DataState, facts: Facts): Judged {
  if (facts.policy.excludedDrugs?.includes(state.drug.id) === true && !state.blocked) {
    state.findings.push(excluded)
    state.blocked = true
  }
  const required =
    data.required.length === 0 && state.asks.length === 0 ? none : inOrder([...data.required, ...state.asks])
  if (required.length > 0 && !state.blocked) {
    const stated = new Set(state.findings.flatMap((finding) => finding.missing))
    const open = required.filter((code) => !stated.has(code))
    if (open.length > 0) state.findings.push(dataFinding(open))
  }
  const verdict: Verdict = state.blocked
    ? 'block'
    : state.held
      ? 'hold'
      : state.needsInfo || required.length > 0
        ? 'needs_info'
        : state.majors > 0 || state.moderates > 0
          ? 'warn'
          : 'offer'
  return { state, data, verdict, missing: required }
}

const listable = (verdict: Verdict): boolean =>
  verdict === 'offer' || verdict === 'warn' || verdict === 'needs_info'

const severityRank = { contraindicated: 0, major: 1, needs_info: 2, moderate: 3, minor: 4, info: 5 } as const

/** Gravest first; the order of the rules between equals. */
function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  let last = 0
  let sorted = true
  for (const finding of findings) {
    const rank = severityRank[finding.severity]
    if (rank < last) sorted = false
    last = rank
  }
  // Array.prototype.sort is stable, so equals keep the order of the rules.
  return sorted ? findings : findings.toSorted((a, b) => severityRank[a.severity] - severityRank[b.severity])
}

const against = (finding: Finding): Reason => ({
  for: false,
  text: finding.text,
  source: citation(finding.source, finding.confidence),
})

function optionOf(judged: Judged, rank: number | null, scored: Scored | null, facts: Facts): Option {
  const { state, verdict } = judged
  const { drug } = state
  const limits = limitsFor(drug, facts, state.limits)
  const open = listable(verdict)
  const start = verdict === 'block' ? null : suggestedDose(drug, facts, limits)
  const confidence = scored === null ? null : confidenceOf(scored)
  const findings = bySeverity(state.findings)
  const reasons: Reason[] = scored === null ? [] : [...scored.reasons]
  for (const finding of findings)
    if (
      finding.severity === 'contraindicated' ||
      finding.severity === 'major' ||
      finding.severity === 'moderate'
    )
      reasons.push(against(finding))
  return {
    drug: drug.plainName,
    drugId: drug.id,
    verdict,
    rank,
    score: scored === null ? null : scored.score,
    confidence: confidence === null ? null : confidence.value,
    confidenceParts:
      confidence === null
        ? null
        : { evidence: confidence.evidence, completeness: confidence.completeness, safety: confidence.safety },
    reasons,
    start,
    plan:
      open && start !== null
        ? buildPlan(drug, start.doseMg, start.frequency, facts.today, limits.cap?.doseMg ?? null)
        : null,
    requiresSync: drug.schedule !== null,
    missing: judged.missing,
    monitoring: drug.monitoring,
    counselling: drug.counselling,
    findings,
  }
}

export type Assessed = {
  readonly facts: Facts
  readonly evaluation: Evaluation
  readonly judged: readonly Judged[]
  readonly options: readonly Option[]
  readonly missing: readonly MissingCode[]
}

/** Evaluates and orders the options on prepared facts: the part that runs for every change of a form. */
export function assessOptions(facts: Facts): Assessed {
  const evaluation = evaluate(facts)
  const data = dataOf(facts)
  const judgedAll = evaluation.states.map((state) => judge(state, data.get(state.drug.id) ?? noData, facts))
  const scored = new Map<DrugId, Scored>()
  for (const item of judgedAll)
    if (listable(item.verdict)) scored.set(item.state.drug.id, scoreOf(item, facts))
  const order = ranked([...scored.values()], evaluation.states, facts)
  const options: Option[] = order.map((item, index) => {
    return optionOf(item.judged, index + 1, item, facts)
  })
  for (const verdict of ['hold', 'block'] as const)
    for (const item of judgedAll)
      if (item.verdict === verdict) options.push(optionOf(item, null, null, facts))
  const missing = new Set<MissingCode>()
  for (const item of judgedAll) {
    const open = item.verdict !== 'block'
    for (const code of item.missing) if (open || coreRequired.has(code)) missing.add(code)
    if (open) for (const code of item.data.advised) missing.add(code)
  }
  return { facts, evaluation, judged: judgedAll, options, missing: inOrder(missing) }
}
