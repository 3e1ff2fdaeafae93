/**
 * Which single facts make a rule speak, grade by grade: the table `triggers.jsonl`, read against the formulary.
 * An entry may need two facts ("a + b") and tells the near miss of a number ("systolic 160 not 159").
 */

import { readFileSync } from 'node:fs'
import { evaluate } from '../engine/evaluate.ts'
import type { DoseLimit } from '../knowledge/rule.ts'
import type { BaseName } from '../testing/people.ts'
import { factsWith } from '../testing/plain-facts.ts'
import type { DrugId } from '../types.ts'

export type TriggerRow = {
  readonly rule: string
  readonly severity: string
  readonly base: BaseName
  /** Exactly these drugs of the category get the finding; empty: the case as a whole. */
  readonly drugs: readonly DrugId[]
  readonly each: readonly string[]
  /** What the finding brings with it: limits of the dose, a red flag, questions. */
  readonly with?: Effect
}
export type Effect = {
  readonly limits?: Readonly<Record<string, DoseLimit>>
  /** "P1 synchronous". */
  readonly flag?: string
  readonly asks?: readonly string[]
}

export const triggerRows = (): readonly TriggerRow[] =>
  readFileSync(new URL('./triggers.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TriggerRow)

/** The drugs that get the rule's finding with this severity, "case" for the case as a whole. */
export function spokenFor(
  row: Pick<TriggerRow, 'rule' | 'severity' | 'base'>,
  facts: readonly string[],
): string {
  const { states, caseFindings } = evaluate(factsWith(row.base, facts))
  const is = (finding: { rule: string; severity: string }) =>
    finding.rule === row.rule && finding.severity === row.severity
  return [
    ...(caseFindings.some(is) ? ['case'] : []),
    ...states
      .filter(({ applied }) => applied.some(({ finding }) => is(finding)))
      .map(({ drug }) => drug.id as string),
  ].join(' ')
}

/** What the rule's findings bring with them. */
export function effectOf(
  row: Pick<TriggerRow, 'rule' | 'severity' | 'base'>,
  facts: readonly string[],
): Effect {
  const { states, caseFindings, redFlags } = evaluate(factsWith(row.base, facts))
  const limits = states.flatMap(({ drug, limits: all }) =>
    all.flatMap(({ rule, text: _, ...limit }) => (rule === row.rule ? [[drug.id, limit] as const] : [])),
  )
  const findings = [
    ...caseFindings,
    ...states.flatMap(({ applied }) => applied.map(({ finding }) => finding)),
  ]
  const asks =
    findings.find(({ rule, severity }) => rule === row.rule && severity === row.severity)?.missing ?? []
  const flag = redFlags.find(({ code }) => code === row.rule)
  return {
    ...(limits.length === 0 ? {} : { limits: Object.fromEntries(limits) }),
    ...(flag === undefined ? {} : { flag: `${flag.level} ${flag.route}` }),
    ...(asks.length === 0 ? {} : { asks }),
  }
}

/** The facts of an entry, and the sets of facts near it that must not do. */
export function readEntry(entry: string): { facts: readonly string[]; near: readonly (readonly string[])[] } {
  const parts = entry.split(' + ')
  const facts = parts.map((part) => part.replace(/ not .*$/, ''))
  const near = parts.flatMap((part, place) => {
    const rest = facts.filter((_, index) => index !== place)
    const value = / not (.*)$/.exec(part)?.[1]
    return [rest, ...(value === undefined ? [] : [[...rest, part.replace(/ [\d.]+ not .*$/, ` ${value}`)]])]
  })
  return { facts, near }
}
