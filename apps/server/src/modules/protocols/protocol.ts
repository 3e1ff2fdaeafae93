/**
 * What a clinic may tune. Pure. The engine's platform rows ([P]) may be re-graded or switched off; a label row never.
 * A row that raises a red flag, or that says a text was not understood, may be made stricter and never looser:
 * a protocol cannot switch danger off, nor turn "unknown" into "no".
 */
import { type ClinicPolicy, drugIds, formulary, type Rule, rules, sources } from '@countersign/clinical'
import type {
  FieldError,
  ProtocolChange,
  ProtocolPolicy,
  ProtocolRow,
  RuleSetting,
} from '@countersign/contract'

export type Protocol = {
  version: number
  policy: ProtocolPolicy
  reason: string
  author: string
  effectiveFrom: Date
  createdAt: Date
}

/** From strict to loose. */
const settings = ['contraindicated', 'major', 'moderate', 'minor', 'off'] as const satisfies RuleSetting[]
/** Rows by which the engine says that it did not understand or that sources disagree. */
const unknownGuards: ReadonlySet<string> = new Set(['G-08', 'G-11', 'ALG-03'])

type Tunable = Pick<ProtocolRow, 'rule' | 'ruleVersion' | 'title' | 'categories' | 'cases' | 'allowed'>

function tunableOf(rule: Rule): Tunable | null {
  const cases = rule.cases.filter(
    (item) =>
      (item.confidence ?? rule.confidence) === 'P' &&
      item.severity !== 'needs_info' &&
      item.severity !== 'info',
  )
  const flagged = cases.some((item) => item.redFlag !== undefined)
  // An emergency is not a matter of weight: its flag holds every drug whatever the finding is called.
  if (cases.length === 0 || (flagged && rule.drugs.length === 0)) return null
  const gravest = Math.min(...cases.map((item) => settings.indexOf(item.severity as RuleSetting)))
  const stricterOnly = flagged || unknownGuards.has(rule.id)
  const allowed = stricterOnly ? settings.slice(0, gravest + 1) : [...settings]
  if (allowed.length < 2) return null
  return {
    rule: rule.id,
    ruleVersion: rule.version,
    title: rule.title,
    categories: [...rule.categories],
    cases: cases.map((item) => {
      const [key, section] = item.source ?? rule.source
      return {
        text: item.text,
        severity: item.severity,
        source: `${sources[key]}${section === null ? '' : ` §${section}`}`,
      }
    }),
    allowed,
  }
}

const tunables: readonly Tunable[] = rules.flatMap((rule) => tunableOf(rule) ?? [])
const tunableById = new Map(tunables.map((row) => [row.rule, row]))
const known: ReadonlySet<string> = new Set(rules.map((rule) => rule.id))

/** Why a policy is refused, by JSON pointer; empty when it may stand. Ranges of numbers are the contract's. */
export function faultsOf(policy: ProtocolPolicy): FieldError[] {
  const faults: FieldError[] = []
  for (const [id, setting] of Object.entries(policy.rules)) {
    const row = tunableById.get(id)
    const pointer = `/policy/rules/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!known.has(id)) faults.push({ pointer, message: 'There is no such rule.' })
    else if (!row)
      faults.push({ pointer, message: 'Not the platform’s to tune: a label, a law or an emergency says so.' })
    else if (!row.allowed.includes(setting))
      faults.push({ pointer, message: 'This row can be made stricter, never looser.' })
  }
  policy.excludedDrugs.forEach((id, index) => {
    if (!(drugIds as readonly string[]).includes(id))
      faults.push({ pointer: `/policy/excludedDrugs/${index}`, message: 'Not in the formulary.' })
  })
  return faults
}

const nameOf = (drugId: string): string =>
  formulary.drugs.find((drug) => drug.id === drugId)?.plainName ?? drugId
const listOf = (policy: ProtocolPolicy | null): string | null => {
  const names = [...new Set(policy?.excludedDrugs ?? [])].sort().map(nameOf)
  return names.length === 0 ? null : names.join(', ')
}

/** What differs between two policies; null stands for the platform's own. */
export function changesBetween(
  before: ProtocolPolicy | null,
  after: ProtocolPolicy | null,
): ProtocolChange[] {
  const ids = [...new Set([...Object.keys(before?.rules ?? {}), ...Object.keys(after?.rules ?? {})])].sort()
  const all: ProtocolChange[] = [
    ...ids.map((id) => ({ what: id, from: before?.rules[id] ?? null, to: after?.rules[id] ?? null })),
    ...(['refillFraction', 'controlledRefillFraction'] as const).map((what) => ({
      what,
      from: before?.[what]?.toString() ?? null,
      to: after?.[what]?.toString() ?? null,
    })),
    { what: 'excludedDrugs', from: listOf(before), to: listOf(after) },
  ]
  return all.filter(({ from, to }) => from !== to)
}

/** The policy as the engine takes it. */
export function toClinicPolicy(version: number | 'draft', policy: ProtocolPolicy): ClinicPolicy {
  return {
    version: `protocol ${version}`,
    rules: policy.rules,
    ...(policy.refillFraction !== undefined && { refillFraction: policy.refillFraction }),
    ...(policy.controlledRefillFraction !== undefined && {
      controlledRefillFraction: policy.controlledRefillFraction,
    }),
    excludedDrugs: drugIds.filter((id) => policy.excludedDrugs.includes(id)),
  }
}

/** The newest version whose day has come; a newer one takes the place of what older ones had planned. */
export function inForce(versions: readonly Protocol[], now: Date): Protocol | null {
  return newestFirst(versions).find((one) => one.effectiveFrom <= now) ?? null
}

/** The newest version, while its day has not come. */
export function plannedOf(versions: readonly Protocol[], now: Date): Protocol | null {
  const [newest] = newestFirst(versions)
  return newest !== undefined && newest.effectiveFrom > now ? newest : null
}

const newestFirst = (versions: readonly Protocol[]): Protocol[] =>
  [...versions].sort((a, b) => b.version - a.version)

/** Every row a clinic may tune, with its setting now and who gave it that. @param versions in any order. */
export function rowsUnder(versions: readonly Protocol[], current: Protocol | null): ProtocolRow[] {
  const upToNow = newestFirst(versions)
    .filter((one) => current !== null && one.version <= current.version)
    .reverse()
  return tunables.map((row) => {
    let changed: ProtocolRow['changed'] = null
    let setting: RuleSetting | null = null
    for (const one of upToNow) {
      const next = one.policy.rules[row.rule] ?? null
      if (next === setting) continue
      setting = next
      changed = { version: one.version, by: one.author, at: one.createdAt.toISOString() }
    }
    return { ...row, setting, changed }
  })
}
