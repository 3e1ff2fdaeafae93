/**
 * Runs the rules of a category over prepared facts. Each trigger is tested at most once a case, and a finding is
 * one object shared by all drugs it concerns.
 */

import type { Facts } from '../facts/facts.ts'
import type { Drug } from '../knowledge/drug.ts'
import { drugsOf } from '../knowledge/drugs/index.ts'
import type { RedFlagSpec, Rule, RuleCase } from '../knowledge/rule.ts'
import { UNKNOWN, YES } from '../logic/tri.ts'
import type { CheckRun, ClinicPolicy, Finding, MissingCode, RedFlag } from '../types.ts'
import type { AppliedLimit } from './dose.ts'
import {
  type Applied,
  appliedOf,
  type CompiledCase,
  type CompiledRule,
  makeFinding,
  programs,
} from './program.ts'

export type DrugState = {
  readonly drug: Drug
  /** In the order of the rules. */
  readonly applied: Applied[]
  limits: readonly AppliedLimit[]
  asks: readonly MissingCode[]
  blocked: boolean
  held: boolean
  needsInfo: boolean
  majors: number
  moderates: number
}

export type Evaluation = {
  readonly states: readonly DrugState[]
  /** Findings of rules about the whole case. */
  readonly caseFindings: readonly Finding[]
  readonly redFlags: readonly RedFlag[]
  readonly checks: readonly CheckRun[]
}

const noLimits: readonly AppliedLimit[] = []
const noAsks: readonly MissingCode[] = []

const freshState = (drug: Drug): DrugState => ({
  drug,
  applied: [],
  limits: noLimits,
  asks: noAsks,
  blocked: false,
  held: false,
  needsInfo: false,
  majors: 0,
  moderates: 0,
})

function severityUnder(
  policy: ClinicPolicy,
  compiled: CompiledCase,
  rule: Rule,
): RuleCase['severity'] | 'off' {
  const { severity } = compiled
  const tuned = policy.rules?.[rule.id]
  if (tuned === undefined || compiled.confidence !== 'P' || severity === 'needs_info' || severity === 'info')
    return severity
  return tuned
}

function findingFor(
  rule: Rule,
  compiled: CompiledCase,
  severity: Finding['severity'],
  facts: Facts,
): Applied {
  const names = compiled.names(facts)
  if (names.length === 0 && severity === compiled.severity) return compiled.plain
  return appliedOf(makeFinding(rule, compiled, severity, names), compiled.cite)
}

function apply(state: DrugState, applied: Applied, compiled: CompiledCase, position: number): void {
  state.applied.push(applied)
  const { severity } = applied.finding
  if (severity === 'contraindicated') state.blocked = true
  else if (severity === 'major') state.majors += 1
  else if (severity === 'moderate') state.moderates += 1
  else if (severity === 'needs_info') state.needsInfo = true
  const limit = compiled.limits[position]
  if (limit !== null && limit !== undefined) state.limits = [...state.limits, limit]
  const { asks } = compiled
  if (asks.length > 0) {
    state.asks = [...state.asks, ...asks]
    state.needsInfo = true
  }
}

/**
 * Evaluates every rule of the category. Order of findings is the order of the rules. Only the cases with a key
 * present in the facts are asked; all others are no.
 */
export function evaluate(facts: Facts): Evaluation {
  const program = programs[facts.category]
  const states = drugsOf[facts.category].map(freshState)
  const caseFindings: Finding[] = []
  const redFlags: RedFlag[] = []
  const checks = program.clear.slice()
  const asked = program.always.slice()
  for (const key of facts.present) {
    const places = program.byKey[key]
    if (places !== undefined)
      for (const place of places) asked[place >> 5] = (asked[place >> 5] ?? 0) | (1 << (place & 31))
  }
  let holdAll = false
  let current: CompiledRule | null = null
  // Bits of the drugs for which a case of the current rule has spoken; all bits once a case rule has.
  let spoken = 0
  for (let word = 0; word < asked.length; word += 1) {
    let left = asked[word] ?? 0
    while (left !== 0) {
      const lowest = left & -left
      left ^= lowest
      const one = program.cases[(word << 5) + 31 - Math.clz32(lowest)]
      if (one === undefined) continue
      const compiled = one.rule
      if (compiled !== current) {
        current = compiled
        spoken = 0
      }
      if (compiled.aboutDrugs ? (one.mask & ~spoken) === 0 : spoken !== 0) continue
      const value = one.test(facts)
      if (value === UNKNOWN && checks[compiled.place] !== compiled.fired)
        checks[compiled.place] = compiled.notRun
      if (value !== YES) continue
      const { rule } = compiled
      const severity = severityUnder(facts.policy, one, rule)
      if (severity === 'off') continue
      checks[compiled.place] = compiled.fired
      const applied = findingFor(rule, one, severity, facts)
      const flag = one.redFlag
      if (compiled.aboutDrugs) {
        for (const position of one.at) {
          const state = states[position]
          if (state === undefined || (spoken & (1 << position)) !== 0) continue
          apply(state, applied, one, position)
          if (flag !== null) state.held = true
        }
        spoken |= one.mask
      } else {
        caseFindings.push(applied.finding)
        // Several emergencies may be stated at once; every one is shown.
        if (rule.id !== 'G-04') spoken = -1
      }
      if (flag !== null) {
        redFlags.push(redFlagOf(rule, flag, one.cite, applied.finding))
        if (flag.level !== 'P2' || !compiled.aboutDrugs) holdAll = true
      }
    }
  }
  if (holdAll) for (const state of states) state.held = true
  return { states, caseFindings, redFlags: distinct(redFlags), checks }
}

const redFlagOf = (rule: Rule, flag: RedFlagSpec, cite: string, finding: Finding): RedFlag => ({
  code: rule.id,
  route: flag.route,
  level: flag.level,
  text: finding.text,
  destination: flag.destination,
  source: cite,
})

const levels = { P0: 0, P1: 1, P2: 2 } as const

/** One flag a rule, gravest first; the order of rules decides between equals. */
function distinct(flags: readonly RedFlag[]): readonly RedFlag[] {
  if (flags.length < 2) return flags
  const seen = new Set<string>()
  const kept = flags.filter((flag) => {
    const key = `${flag.code} ${flag.level} ${flag.text}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  return kept
    .map((flag, index) => ({ flag, index }))
    .sort((a, b) => levels[a.flag.level] - levels[b.flag.level] || a.index - b.index)
    .map((item) => item.flag)
}
