/** Score, rank and confidence: formulary §12 with review B27. Deterministic: equal scores keep §12's order. */

import type { Facts } from '../facts/facts.ts'
import type { Drug } from '../knowledge/drug.ts'
import { drugById } from '../knowledge/drugs/index.ts'
import type { DataState } from '../knowledge/requirements.ts'
import { YES } from '../logic/tri.ts'
import type { ConceptId } from '../terminology/types.ts'
import type { DrugId, MissingCode, Reason, Verdict } from '../types.ts'
import type { DrugState } from './evaluate.ts'

/** §12 lists them in this order; it decides between equal scores. */
const order: readonly DrugId[] = [
  'tirzepatide',
  'semaglutide_sc',
  'semaglutide_po',
  'orforglipron',
  'liraglutide',
  'phentermine_topiramate',
  'naltrexone_bupropion',
  'phentermine',
  'metformin',
  'orlistat',
  'tadalafil',
  'sildenafil',
  'tadalafil_daily',
  'avanafil',
  'vardenafil',
  'finasteride',
  'minoxidil_topical',
  'spironolactone',
  'minoxidil_oral',
  'dutasteride',
  'ketoconazole_shampoo',
]
const position = new Map(order.map((id, index) => [id, index]))

type Modifier = {
  readonly drugs: readonly DrugId[]
  readonly points: number
  readonly applies: (facts: Facts) => boolean
  readonly says: string
}

const has =
  (...concepts: readonly ConceptId[]) =>
  (facts: Facts): boolean =>
    concepts.some((concept) => facts.byConcept.has(concept))

const injectables: readonly DrugId[] = ['semaglutide_sc', 'tirzepatide', 'liraglutide']
const oralWeight: readonly DrugId[] = [
  'semaglutide_po',
  'orforglipron',
  'phentermine',
  'phentermine_topiramate',
  'naltrexone_bupropion',
  'orlistat',
  'metformin',
]
const established = has('cvd-any', 'coronary-artery-disease', 'mi', 'stroke-tia')
const smokerOrCravings = (facts: Facts): boolean =>
  facts.byConcept.has('smoking') || facts.byClass.has('NICOTINE') || facts.answers.preferences.cravings

const modifiers: readonly Modifier[] = [
  {
    drugs: ['semaglutide_sc'],
    points: 10,
    applies: established,
    says: 'Established cardiovascular disease: fewer events with semaglutide',
  },
  { drugs: ['tirzepatide'], points: 6, applies: established, says: 'Established cardiovascular disease' },
  {
    drugs: ['tirzepatide'],
    points: 10,
    applies: has('sleep-apnoea'),
    says: 'Sleep apnoea: labelled for tirzepatide',
  },
  { drugs: ['semaglutide_sc'], points: 8, applies: has('mash'), says: 'MASH: labelled for semaglutide' },
  {
    drugs: ['tirzepatide', 'semaglutide_sc', 'semaglutide_po'],
    points: 6,
    applies: has('t2dm'),
    says: 'Type 2 diabetes: lowers glucose as well',
  },
  {
    drugs: ['phentermine_topiramate'],
    points: 5,
    applies: has('migraine'),
    says: 'Migraine: topiramate prevents it',
  },
  { drugs: ['naltrexone_bupropion'], points: 5, applies: smokerOrCravings, says: 'Smoking or cravings' },
  {
    drugs: injectables,
    points: -25,
    applies: (facts) => facts.answers.needleAverse === YES,
    says: 'Does not want injections',
  },
  {
    drugs: oralWeight,
    points: 5,
    applies: (facts) => facts.answers.needleAverse === YES,
    says: 'Taken by mouth, as preferred',
  },
  {
    drugs: ['tadalafil_daily'],
    points: 10,
    applies: has('bph'),
    says: 'Enlarged prostate or urinary symptoms: treated as well',
  },
  {
    drugs: ['tadalafil_daily'],
    points: 6,
    applies: (facts) => facts.answers.preferences.frequentActivity,
    says: 'Frequent sexual activity',
  },
  {
    drugs: ['minoxidil_topical', 'ketoconazole_shampoo'],
    points: -15,
    applies: (facts) => facts.answers.preferences.topicalAversion,
    says: 'Does not want to apply it to the scalp',
  },
]

/** Gives every drug what a function makes for it. */
const forEachDrug = <Value>(make: (id: DrugId) => Value) =>
  Object.fromEntries(order.map((id) => [id, make(id)])) as Readonly<Record<DrugId, Value>>

const modifiersOf = forEachDrug((id) =>
  modifiers
    .filter((modifier) => modifier.drugs.includes(id))
    .map((modifier) => ({
      ...modifier,
      reason: { for: modifier.points > 0, text: `${modifier.says}.`, source: 'POLICY §12' },
    })),
)

const expectationOf = forEachDrug(
  (id): Reason => ({ for: true, text: drugById[id].expectation, source: drugById[id].labelSource }),
)

const goodResult = /good|effective|works?\b|worked|success|excellent|great|helped|lost \d|improv|respond/i
const failedResult =
  /fail|ineffective|no (response|effect|benefit|improvement|change|result)|did(n'?t| not) (work|help)|inadequate|insufficient|poor response|partial|not (work|effective|help)/i
const intolerantResult =
  /side effect|intoleran|not tolerat|nausea|vomit|headache|flush|dizz|stopped (due|because)|adverse/i

/** Points from earlier use of this drug. A PDE5 inhibitor has failed only after 4 proper attempts (§6.2). */
function historyOf(drug: Drug, facts: Facts): readonly { points: number; says: string }[] {
  const found: { points: number; says: string }[] = []
  for (const item of facts.therapy) {
    if (item.drugId !== drug.id && !(item.drugId.startsWith('tadalafil') && drug.id.startsWith('tadalafil')))
      continue
    const words = `${item.result ?? ''} ${item.tolerability ?? ''}`
    if (intolerantResult.test(words) || /poor|bad/i.test(item.tolerability ?? ''))
      found.push({ points: -20, says: `Earlier intolerance of ${item.label}` })
    else if (failedResult.test(item.result ?? '')) {
      const enough = drug.category !== 'ed' || item.attempts === null || item.attempts >= 4
      if (enough) found.push({ points: -30, says: `Earlier adequate failure of ${item.label}` })
    } else if (goodResult.test(item.result ?? ''))
      found.push({ points: 10, says: `Earlier good response to ${item.label}` })
  }
  return found
}

const round = (value: number, digits: number): number => {
  const factor = 10 ** digits
  return Math.round(value * factor + 1e-9) / factor
}

/** A drug with its verdict. */
export type Judged = {
  readonly state: DrugState
  readonly data: DataState
  readonly verdict: Verdict
  readonly missing: readonly MissingCode[]
}

export type Scored = {
  readonly judged: Judged
  readonly state: DrugState
  readonly data: DataState
  readonly ready: boolean
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Score of §12 and the sentences that explain it. */
export function scoreOf(judged: Judged, facts: Facts, grounds: readonly Reason[]): Scored {
  const { state, data } = judged
  const { drug } = state
  const base =
    (facts.sex === 'female' ? drug.base.female : drug.base.male) ??
    Math.max(drug.base.male ?? 0, drug.base.female ?? 0)
  const reasons: Reason[] = [...grounds, expectationOf[drug.id]]
  let score = base
  for (const modifier of modifiersOf[drug.id]) {
    if (!modifier.applies(facts)) continue
    score += modifier.points
    reasons.push(modifier.reason)
  }
  for (const item of historyOf(drug, facts)) {
    score += item.points
    reasons.push({ for: item.points > 0, text: `${item.says}.`, source: 'POLICY §12' })
  }
  if (
    drug.teratogen &&
    facts.wocbp === YES &&
    (facts.contraception === 'none' || facts.contraception === 'unreliable')
  ) {
    score -= 40
    reasons.push({
      for: false,
      text: 'No reliable contraception with a drug that harms a fetus.',
      source: 'POLICY §12',
    })
  }
  score -= 25 * state.majors + Math.min(18, 6 * state.moderates) + 3 * data.advised.length
  return { judged, state, data, ready: judged.verdict !== 'needs_info', score, reasons }
}

/** The three parts of §12's confidence and their capped sum, two decimals. */
export function confidenceOf(scored: Scored): {
  readonly value: number
  readonly evidence: number
  readonly completeness: number
  readonly safety: number
} {
  const { state, data } = scored
  const evidence = state.drug.evidence
  const completeness = data.total === 0 ? 1 : data.known / data.total
  const safety = Math.max(0, 1 - 0.3 * state.majors - 0.1 * state.moderates)
  let value = 0.45 * evidence + 0.3 * completeness + 0.25 * safety
  if (state.majors > 0) value = Math.min(value, 0.6)
  if (!scored.ready) value = Math.min(value, 0.4)
  return { value: round(value, 2), evidence, completeness: round(completeness, 2), safety: round(safety, 2) }
}

/** "Two weight drugs together" is answered by stopping one: it never excuses a major finding. */
const togetherRule = 'WT-01'

/** Rule ids of the majors that every listable first-line drug carries (review B27). */
function sharedMajors(all: readonly DrugState[], facts: Facts): ReadonlySet<string> {
  const first = all.filter(
    (state) =>
      !state.blocked &&
      !state.held &&
      (facts.sex === 'female' ? state.drug.firstLine.female : state.drug.firstLine.male),
  )
  if (first.length === 0) return new Set()
  const majorsOf = (state: DrugState) =>
    new Set(
      state.applied
        .filter(({ finding }) => finding.severity === 'major' && finding.rule !== togetherRule)
        .map(({ finding }) => finding.rule),
    )
  const [head, ...rest] = first.map(majorsOf)
  return new Set([...(head ?? [])].filter((rule) => rest.every((set) => set.has(rule))))
}

/**
 * Ready before needs-info, then by score. A drug with a major finding is never first while a ready one without
 * is listed, except for the majors that all first-line drugs share.
 */
export function ranked(
  scored: readonly Scored[],
  all: readonly DrugState[],
  facts: Facts,
): readonly Scored[] {
  const sorted = [...scored].sort(
    (a, b) =>
      Number(b.ready) - Number(a.ready) ||
      b.score - a.score ||
      (position.get(a.state.drug.id) ?? 0) - (position.get(b.state.drug.id) ?? 0),
  )
  const head = sorted[0]
  if (head === undefined || head.state.majors === 0) return sorted
  const shared = sharedMajors(all, facts)
  const ownMajors = (item: Scored) =>
    item.state.applied.filter(({ finding }) => finding.severity === 'major' && !shared.has(finding.rule))
      .length
  const fit = sorted.findIndex((item) => item.ready === head.ready && ownMajors(item) === 0)
  if (fit <= 0) return sorted
  const chosen = sorted[fit]
  return chosen === undefined ? sorted : [chosen, ...sorted.filter((item) => item !== chosen)]
}
