/** The options of a category: each drug judged, scored, ordered and planned. Runs for every change of a form. */

import type { Facts } from '../facts/facts.ts'
import {
  coreRequired,
  type DataState,
  dataOf,
  factNames,
  inOrder,
  questions,
} from '../knowledge/requirements.ts'
import { sourceRef } from '../knowledge/sources.ts'
import { remember } from '../terminology/text/memo.ts'
import type { Finding, MissingCode, Option, Reason, Verdict } from '../types.ts'
import { limitsFor } from './dose.ts'
import { type DrugState, type Evaluation, evaluate } from './evaluate.ts'
import { groundsOf } from './grounds.ts'
import { buildPlan, suggestedDose } from './plan.ts'
import { type Applied, appliedOf } from './program.ts'
import { confidenceOf, type Judged, ranked, type Scored, scoreOf } from './rank.ts'

const none: readonly MissingCode[] = []
const noData: DataState = { required: none, advised: none, known: 0, total: 0 }

/** The finding that stands for required data not given; `list` is the codes, joined by ", ". */
const dataFinding = remember(256, (list): Applied => {
  const codes = list.split(', ') as MissingCode[]
  return appliedOf(
    {
      rule: 'G-13',
      ruleVersion: 2,
      severity: 'needs_info',
      text: `Required and not answered: ${codes.map((code) => factNames[code]).join(', ')}.`,
      management: codes.map((code) => questions[code]).join(' '),
      source: sourceRef('POLICY', '0.4'),
      confidence: 'P',
      overridable: false,
      missing: codes,
      facts: [],
    },
    'POLICY §0.4 [P]',
  )
})

const excluded: Applied = appliedOf(
  {
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
  },
  'POLICY [P]',
)

/** Verdict of one drug: block before hold before needs_info before warn before offer (§0.2, review A19). */
export function judge(state: DrugState, data: DataState, facts: Facts): Judged {
  if (facts.policy.excludedDrugs?.includes(state.drug.id) === true && !state.blocked) {
    state.applied.push(excluded)
    state.blocked = true
  }
  const required =
    data.required.length === 0 && state.asks.length === 0 ? none : inOrder([...data.required, ...state.asks])
  if (required.length > 0 && !state.blocked) {
    const open = required.filter(
      (code) => !state.applied.some((applied) => applied.finding.missing.includes(code)),
    )
    if (open.length > 0) state.applied.push(dataFinding(open.join(', ')))
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

/** Gravest first; the order of the rules between equals. */
function bySeverity(applied: readonly Applied[]): readonly Applied[] {
  let last = 0
  let sorted = true
  for (const { rank } of applied) {
    if (rank < last) sorted = false
    last = rank
  }
  if (sorted) return applied
  const ordered: Applied[] = []
  for (let rank = 0; ordered.length < applied.length; rank += 1)
    for (const item of applied) if (item.rank === rank) ordered.push(item)
  return ordered
}

function optionOf(judged: Judged, rank: number | null, scored: Scored | null, facts: Facts): Option {
  const { state, verdict } = judged
  const { drug } = state
  const limits = limitsFor(drug, facts, state.limits)
  const open = listable(verdict)
  const start = verdict === 'block' ? null : suggestedDose(drug, facts, limits)
  const confidence = scored === null ? null : confidenceOf(scored)
  const findings: Finding[] = []
  const reasons: Reason[] = scored === null ? [] : [...scored.reasons]
  for (const applied of bySeverity(state.applied)) {
    findings.push(applied.finding)
    if (applied.against !== null) reasons.push(applied.against)
  }
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
  const grounds = groundsOf(facts)
  const judged: Judged[] = []
  const scored: Scored[] = []
  const codes: MissingCode[] = []
  evaluation.states.forEach((state, position) => {
    const item = judge(state, data[position] ?? noData, facts)
    judged.push(item)
    if (listable(item.verdict)) scored.push(scoreOf(item, facts, grounds))
    const open = item.verdict !== 'block'
    for (const code of item.missing) if (open || coreRequired.has(code)) codes.push(code)
    if (open) codes.push(...item.data.advised)
  })
  const options = ranked(scored, evaluation.states, facts).map((item, index) =>
    optionOf(item.judged, index + 1, item, facts),
  )
  for (const verdict of ['hold', 'block'] as const)
    for (const item of judged) if (item.verdict === verdict) options.push(optionOf(item, null, null, facts))
  return { facts, evaluation, judged, options, missing: inOrder(codes) }
}
