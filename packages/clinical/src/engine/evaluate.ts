/**
 * Runs the rules of a category over prepared facts. Rules are compiled once to a table indexed by drug; each
 * trigger is tested at most once a case, and a finding is one object shared by all drugs it concerns.
 */

import type { Facts } from '../facts/facts.ts'
import type { Drug } from '../knowledge/drug.ts'
import { drugsOf } from '../knowledge/drugs/index.ts'
import type { Rule, RuleCase } from '../knowledge/rule.ts'
import { rules } from '../knowledge/rules/index.ts'
import { citation, sourceRef } from '../knowledge/sources.ts'
import { UNKNOWN, YES } from '../logic/tri.ts'
import type {
  Category,
  CheckRun,
  ClinicPolicy,
  Finding,
  MissingCode,
  RedFlag,
  Severity,
  SourceRef,
} from '../types.ts'
import type { AppliedLimit } from './dose.ts'

type CompiledCase = {
  readonly item: RuleCase
  /** Positions, in the category, of the drugs it concerns; empty for case rules. */
  readonly at: readonly number[]
  readonly source: SourceRef
  readonly confidence: 'H' | 'M' | 'P'
}
type CompiledRule = {
  readonly rule: Rule
  /** A bit for each drug of the category that the rule concerns. */
  readonly everyDrug: number
  readonly cases: readonly CompiledCase[]
  readonly fired: CheckRun
  readonly notRun: CheckRun
}
type Program = {
  readonly rules: readonly CompiledRule[]
  /** Positions of rules to ask when a key is present. */
  readonly byKey: ReadonlyMap<number, readonly number[]>
  /** 1 for rules that must always be asked. */
  readonly always: Uint8Array
  /** The checks of a case in which nothing fires. */
  readonly clear: readonly CheckRun[]
}

/** Keys without any of which no case of the rule can speak; null when one case must always be asked. */
function keysOfRule(cases: readonly CompiledCase[]): readonly number[] | null {
  const keys = new Set<number>()
  for (const one of cases) {
    if (one.item.when.keys === null) return null
    for (const key of one.item.when.keys) keys.add(key)
  }
  return [...keys]
}

function compile(category: Category): Program {
  const drugs = drugsOf[category]
  const compiled = rules
    .filter((rule) => rule.categories.includes(category))
    .map((rule): CompiledRule => {
      const missing = [...new Set(rule.cases.flatMap((item) => item.when.missing))]
      return {
        rule,
        everyDrug: drugs.reduce(
          (mask, drug, index) => (rule.drugs.includes(drug.id) ? mask | (1 << index) : mask),
          0,
        ),
        cases: rule.cases
          .map((item) => ({
            item,
            at: drugs.flatMap((drug, index) =>
              rule.drugs.includes(drug.id) && (item.only?.includes(drug.id) ?? true) ? [index] : [],
            ),
            source: sourceRef(...(item.source ?? rule.source)),
            confidence: item.confidence ?? rule.confidence,
          }))
          .filter((item) => rule.drugs.length === 0 || item.at.length > 0),
        fired: { rule: rule.id, outcome: 'fired' },
        notRun: {
          rule: rule.id,
          outcome: 'not_run',
          why: missing.length === 0 ? 'conditions not answered' : `not answered: ${missing.join(', ')}`,
        },
      }
    })
  const byKey = new Map<number, number[]>()
  const always = new Uint8Array(compiled.length)
  compiled.forEach((one, position) => {
    const keys = keysOfRule(one.cases)
    if (keys === null) always[position] = 1
    else
      for (const key of keys) {
        const list = byKey.get(key)
        if (list === undefined) byKey.set(key, [position])
        else list.push(position)
      }
  })
  return {
    rules: compiled,
    byKey,
    always,
    clear: compiled.map((one) => ({ rule: one.rule.id, outcome: 'clear' })),
  }
}

const programs: Readonly<Record<Category, Program>> = {
  weight: compile('weight'),
  ed: compile('ed'),
  hair: compile('hair'),
}

export type DrugState = {
  readonly drug: Drug
  readonly findings: Finding[]
  readonly limits: AppliedLimit[]
  readonly asks: MissingCode[]
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

function severityUnder(
  policy: ClinicPolicy,
  compiled: CompiledCase,
  rule: Rule,
): RuleCase['severity'] | 'off' {
  const { severity } = compiled.item
  const tuned = policy.rules?.[rule.id]
  if (tuned === undefined || compiled.confidence !== 'P' || severity === 'needs_info' || severity === 'info')
    return severity
  return tuned
}

function findingOf(
  rule: Rule,
  compiled: CompiledCase,
  severity: Severity | 'info' | 'needs_info',
  facts: Facts,
): Finding {
  const { item, source, confidence } = compiled
  const names = item.when.names(facts)
  return {
    rule: rule.id,
    ruleVersion: rule.version,
    severity,
    text: names.length === 0 ? `${item.text}.` : `${item.text}: ${names.join('; ')}.`,
    management: item.management ?? null,
    source,
    confidence,
    overridable: severity === 'major' || severity === 'moderate',
    missing: item.asks ?? [],
    facts: names,
  }
}

const levels = { P0: 0, P1: 1, P2: 2 } as const

function apply(state: DrugState, finding: Finding, rule: Rule, item: RuleCase): void {
  state.findings.push(finding)
  if (finding.severity === 'contraindicated') state.blocked = true
  else if (finding.severity === 'major') state.majors += 1
  else if (finding.severity === 'moderate') state.moderates += 1
  else if (finding.severity === 'needs_info') state.needsInfo = true
  const limit = item.limits?.[state.drug.id]
  if (limit !== undefined) state.limits.push({ ...limit, rule: rule.id, text: item.text })
  if (item.asks !== undefined) {
    state.asks.push(...item.asks)
    state.needsInfo = true
  }
}

/** None of the keys is present: the answer is no without asking. */
function silent(keys: readonly number[] | null, presence: Uint8Array): boolean {
  if (keys === null) return false
  for (const key of keys) if (presence[key] === 1) return false
  return true
}

/** Evaluates every rule of the category. Order of findings is the order of the rules. */
export function evaluate(facts: Facts): Evaluation {
  const states: DrugState[] = drugsOf[facts.category].map((drug) => ({
    drug,
    findings: [],
    limits: [],
    asks: [],
    blocked: false,
    held: false,
    needsInfo: false,
    majors: 0,
    moderates: 0,
  }))
  const caseFindings: Finding[] = []
  const redFlags: RedFlag[] = []
  const program = programs[facts.category]
  const checks = program.clear.slice()
  const asked = program.always.slice()
  for (const key of facts.present) {
    const positions = program.byKey.get(key)
    if (positions !== undefined) for (const position of positions) asked[position] = 1
  }
  let holdAll = false
  for (let ruleAt = 0; ruleAt < program.rules.length; ruleAt += 1) {
    const compiled = program.rules[ruleAt]
    if (asked[ruleAt] !== 1 || compiled === undefined) continue
    const { rule } = compiled
    let fired = false
    let unknown = false
    if (rule.drugs.length === 0) {
      for (const one of compiled.cases) {
        if (silent(one.item.when.keys, facts.presence)) continue
        const value = one.item.when.test(facts)
        if (value === UNKNOWN) unknown = true
        if (value !== YES) continue
        const severity = severityUnder(facts.policy, one, rule)
        if (severity === 'off') continue
        fired = true
        const finding = findingOf(rule, one, severity, facts)
        caseFindings.push(finding)
        if (one.item.redFlag !== undefined) {
          redFlags.push(redFlagOf(rule, one, finding))
          holdAll = true
        }
        // Several emergencies may be stated at once; every one is shown.
        if (rule.id !== 'G-04') break
      }
    } else {
      // Bits of the drugs for which a case has spoken: the first true case of a row wins.
      let resolved = 0
      for (const one of compiled.cases) {
        if (resolved === compiled.everyDrug) break
        if (silent(one.item.when.keys, facts.presence)) continue
        if (one.at.every((position) => (resolved & (1 << position)) !== 0)) continue
        const value = one.item.when.test(facts)
        if (value === UNKNOWN) unknown = true
        if (value !== YES) continue
        const severity = severityUnder(facts.policy, one, rule)
        if (severity === 'off') continue
        let finding: Finding | null = null
        for (const position of one.at) {
          const state = states[position]
          if (state === undefined || (resolved & (1 << position)) !== 0) continue
          finding ??= findingOf(rule, one, severity, facts)
          apply(state, finding, rule, one.item)
          if (one.item.redFlag !== undefined) state.held = true
          resolved |= 1 << position
        }
        if (finding !== null) {
          fired = true
          if (one.item.redFlag !== undefined) {
            redFlags.push(redFlagOf(rule, one, finding))
            if (one.item.redFlag.level !== 'P2') holdAll = true
          }
        }
      }
    }
    if (fired) checks[ruleAt] = compiled.fired
    else if (unknown) checks[ruleAt] = compiled.notRun
  }
  if (holdAll) for (const state of states) state.held = true
  return { states, caseFindings, redFlags: distinct(redFlags), checks }
}

const redFlagOf = (rule: Rule, one: CompiledCase, finding: Finding): RedFlag => ({
  code: rule.id,
  route: one.item.redFlag?.route ?? 'synchronous',
  level: one.item.redFlag?.level ?? 'P2',
  text: finding.text,
  destination: one.item.redFlag?.destination ?? '',
  source: citation(finding.source, finding.confidence),
})

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
