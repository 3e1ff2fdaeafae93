/**
 * Replays stored recommendations on their exact input snapshots: identical, or which rules changed since. Pure.
 */

import { assessCase } from '../engine/assess.ts'
import { rules } from '../knowledge/rules/index.ts'
import type { CaseAssessment, CaseInput, ClinicPolicy, Finding } from '../types.ts'

/** What `treatment_recommendations` keeps. */
export type Recorded = {
  readonly input: CaseInput
  readonly now: string
  readonly policy?: ClinicPolicy
  readonly output: CaseAssessment
  /** Versions of the rules that were run, by id. */
  readonly ruleVersions?: Readonly<Record<string, number>>
}

export type Replay = {
  readonly identical: boolean
  readonly engineThen: string
  readonly engineNow: string
  /** Rules whose version differs, that are new or gone, or that found something else than was stored. */
  readonly changedRules: readonly string[]
  /** Drugs whose verdict differs. */
  readonly changedVerdicts: readonly {
    readonly drug: string
    readonly before: string
    readonly now: string
  }[]
}

/** The versions of all rules in force, to be stored with an output. */
export const ruleVersions = (): Readonly<Record<string, number>> =>
  Object.fromEntries(rules.map((rule) => [rule.id, rule.version]))

/** The same content, whatever order a store gave the keys of an object back in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** Everything each rule found, of the case, of its drugs and of the request. */
function foundBy(output: CaseAssessment): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (where: string, findings: readonly Finding[]) => {
    for (const finding of findings)
      found.set(finding.rule, `${found.get(finding.rule) ?? ''}${where} ${canonical(finding)}\n`)
  }
  add('case', output.findings)
  for (const option of output.options) add(option.drugId, option.findings)
  if (output.proposal !== null) add('request', output.proposal.findings)
  return found
}

/** Rules that found other things in one output than in the other. Which drug is listed first does not matter. */
function foundOtherwise(one: CaseAssessment, other: CaseAssessment): readonly string[] {
  const [before, now] = [foundBy(one), foundBy(other)]
  const lines = (text = '') => text.split('\n').sort().join('\n')
  return [...new Set([...before.keys(), ...now.keys()])].filter(
    (rule) => lines(before.get(rule)) !== lines(now.get(rule)),
  )
}

export function replay(recorded: Recorded): Replay {
  const again = assessCase(recorded.input, {
    now: recorded.now,
    ...(recorded.policy === undefined ? {} : { policy: recorded.policy }),
  })
  const versionsNow = ruleVersions()
  const versionsThen = recorded.ruleVersions ?? {}
  const ids = new Set([
    ...Object.keys(versionsThen),
    ...(recorded.ruleVersions === undefined ? [] : Object.keys(versionsNow)),
  ])
  const earlier = new Map(recorded.output.options.map((option) => [option.drug, option.verdict]))
  return {
    identical: canonical(again) === canonical(recorded.output),
    engineThen: recorded.output.engine,
    engineNow: again.engine,
    changedRules: [
      ...new Set([
        ...[...ids].filter((id) => versionsNow[id] !== versionsThen[id]),
        ...foundOtherwise(recorded.output, again),
      ]),
    ].sort(),
    changedVerdicts: again.options.flatMap((option) => {
      const before = earlier.get(option.drug)
      return before === undefined || before === option.verdict
        ? []
        : [{ drug: option.drug, before, now: option.verdict }]
    }),
  }
}
