/**
 * The rules of each category, compiled once: a bit for every rule under each key of the facts, so that a case
 * asks only the rules that a fact of its own speaks to; findings that name no fact are made once for all cases.
 */

import { drugsOf } from '../knowledge/drugs/index.ts'
import { factNames } from '../knowledge/requirements.ts'
import type { RedFlagSpec, Rule, RuleCase } from '../knowledge/rule.ts'
import { rules } from '../knowledge/rules/index.ts'
import { citation, sourceRef } from '../knowledge/sources.ts'
import type { Predicate } from '../logic/predicates.ts'
import type { Category, CheckRun, Finding, MissingCode, Reason, SourceRef } from '../types.ts'
import type { AppliedLimit } from './dose.ts'

/** Gravest first. */
export const severityRank = {
  contraindicated: 0,
  major: 1,
  needs_info: 2,
  moderate: 3,
  minor: 4,
  info: 5,
} as const

/** A finding as it was applied to a drug, with the reason against the drug that it makes. */
export type Applied = { readonly finding: Finding; readonly rank: number; readonly against: Reason | null }

export function appliedOf(finding: Finding, cite: string): Applied {
  const { severity } = finding
  const speaks = severity === 'contraindicated' || severity === 'major' || severity === 'moderate'
  return {
    finding,
    rank: severityRank[severity],
    against: speaks ? { for: false, text: finding.text, source: cite } : null,
  }
}

/** A case of a rule with all it may need at hand: every one has the same fields, which keeps reading them quick. */
export type CompiledCase = {
  readonly rule: CompiledRule
  readonly test: Predicate['test']
  readonly names: Predicate['names']
  readonly severity: RuleCase['severity']
  readonly text: string
  readonly management: string | null
  readonly asks: readonly MissingCode[]
  readonly redFlag: RedFlagSpec | null
  /** Positions, in the category, of the drugs it concerns; empty for case rules. */
  readonly at: readonly number[]
  /** The same as bits. */
  readonly mask: number
  readonly source: SourceRef
  readonly cite: string
  readonly confidence: 'H' | 'M' | 'P'
  /** Limits it sets, by position of the drug. */
  readonly limits: readonly (AppliedLimit | null)[]
  /** The finding when no fact is named. */
  readonly plain: Applied
}
export type CompiledRule = {
  readonly rule: Rule
  /** Its place in the list of checks. */
  readonly place: number
  readonly aboutDrugs: boolean
  readonly fired: CheckRun
  readonly notRun: CheckRun
}
export type Program = {
  /** The cases of all rules, in the order of the rules. */
  readonly cases: readonly CompiledCase[]
  /** By key: the places of the cases to ask when the key is present. */
  readonly byKey: readonly (readonly number[] | undefined)[]
  /** A bit for each case that must always be asked, 32 cases a word. */
  readonly always: Int32Array
  /** The checks of a case in which nothing fires. */
  readonly clear: readonly CheckRun[]
}

export function makeFinding(
  rule: Rule,
  compiled: Pick<CompiledCase, 'text' | 'management' | 'asks' | 'source' | 'confidence'>,
  severity: Finding['severity'],
  names: readonly string[],
): Finding {
  const { text, management, asks, source, confidence } = compiled
  return {
    rule: rule.id,
    ruleVersion: rule.version,
    severity,
    text: names.length === 0 ? `${text}.` : `${text}: ${names.length === 1 ? names[0] : names.join('; ')}.`,
    management,
    source,
    confidence,
    overridable: severity === 'major' || severity === 'moderate',
    missing: asks,
    facts: names,
  }
}

function compileCase(compiled: CompiledRule, item: RuleCase, category: Category): CompiledCase {
  const { rule } = compiled
  const drugs = drugsOf[category]
  const at = drugs.flatMap((drug, index) =>
    rule.drugs.includes(drug.id) && (item.only?.includes(drug.id) ?? true) ? [index] : [],
  )
  const source = sourceRef(...(item.source ?? rule.source))
  const confidence = item.confidence ?? rule.confidence
  const cite = citation(source, confidence)
  const said = {
    text: item.text,
    management: item.management ?? null,
    asks: item.asks ?? [],
    source,
    confidence,
  }
  return {
    ...said,
    rule: compiled,
    test: item.when.test,
    names: item.when.names,
    severity: item.severity,
    redFlag: item.redFlag ?? null,
    at,
    mask: at.reduce((mask, position) => mask | (1 << position), 0),
    cite,
    limits: drugs.map((drug) => {
      const limit = item.limits?.[drug.id]
      return limit === undefined ? null : { ...limit, rule: rule.id, text: item.text }
    }),
    plain: appliedOf(makeFinding(rule, said, item.severity, []), cite),
  }
}

function compile(category: Category): Program {
  const own = rules.filter((rule) => rule.categories.includes(category))
  const cases = own.flatMap((rule, place) => {
    const missing = [...new Set(rule.cases.flatMap((item) => item.when.missing))]
    const compiled: CompiledRule = {
      rule,
      place,
      aboutDrugs: rule.drugs.length > 0,
      fired: { rule: rule.id, outcome: 'fired' },
      notRun: {
        rule: rule.id,
        outcome: 'not_run',
        why:
          missing.length === 0
            ? 'conditions not answered'
            : `not answered: ${missing.map((code) => factNames[code]).join(', ')}`,
      },
    }
    return rule.cases
      .map((item) => ({ keys: item.when.keys, one: compileCase(compiled, item, category) }))
      .filter(({ one }) => !compiled.aboutDrugs || one.at.length > 0)
  })
  const byKey: (number[] | undefined)[] = []
  const always = new Int32Array(Math.ceil(cases.length / 32))
  cases.forEach(({ keys }, place) => {
    if (keys === null) always[place >> 5] = (always[place >> 5] ?? 0) | (1 << (place & 31))
    else
      for (const key of keys) {
        const places = byKey[key] ?? []
        byKey[key] = places
        places.push(place)
      }
  })
  return {
    cases: cases.map(({ one }) => one),
    byKey: Array.from(byKey),
    always,
    clear: own.map((rule) => ({ rule: rule.id, outcome: 'clear' })),
  }
}

export const programs: Readonly<Record<Category, Program>> = {
  weight: compile('weight'),
  ed: compile('ed'),
  hair: compile('hair'),
}
