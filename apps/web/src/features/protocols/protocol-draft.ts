/** A protocol while it is edited, and what differs in it, in words. Pure. */
import type { ProtocolChange, ProtocolPolicy, ProtocolRow, RuleSetting } from '@countersign/contract'

export const platform: ProtocolPolicy = { rules: {}, excludedDrugs: [] }

export const settingWords: Record<RuleSetting, string> = {
  contraindicated: 'Contraindicated',
  major: 'Major: reason needed',
  moderate: 'Moderate: shown',
  minor: 'Minor: noted',
  off: 'Off',
}
const verdictWords: Record<string, string> = {
  offer: 'offered',
  warn: 'offered with care',
  needs_info: 'needs information',
  hold: 'held',
  block: 'blocked',
}
export const verdictName = (verdict: string): string => verdictWords[verdict] ?? verdict

/** Null: as the platform has it. */
export function withSetting(
  policy: ProtocolPolicy,
  rule: string,
  setting: RuleSetting | null,
): ProtocolPolicy {
  const { [rule]: _, ...rest } = policy.rules
  return { ...policy, rules: setting === null ? rest : { ...rest, [rule]: setting } }
}

export function withDrug(policy: ProtocolPolicy, drugId: string, offered: boolean): ProtocolPolicy {
  const others = policy.excludedDrugs.filter((id) => id !== drugId)
  return { ...policy, excludedDrugs: offered ? others : [...others, drugId] }
}

export type FractionName = 'refillFraction' | 'controlledRefillFraction'
export function withFraction(
  policy: ProtocolPolicy,
  name: FractionName,
  percent: number | null,
): ProtocolPolicy {
  const { [name]: _, ...rest } = policy
  return percent === null ? rest : { ...rest, [name]: Math.round(percent) / 100 }
}

/** A rule, a fraction or a medicine; null: as the platform has it. */
export type DraftChange = { key: string; what: string; from: string; to: string }
type Names = { rows: readonly ProtocolRow[]; drugs: readonly { drugId: string; name: string }[] }

const AS_PLATFORM = 'as the platform has it'
const fractionNames: Record<FractionName, string> = {
  refillFraction: 'Refill no sooner than',
  controlledRefillFraction: 'Refill of a controlled medicine no sooner than',
}
const settingOf = (setting: RuleSetting | null | undefined): string =>
  setting ? settingWords[setting] : AS_PLATFORM
const percentOf = (fraction: number | undefined): string =>
  fraction === undefined ? AS_PLATFORM : `${Math.round(fraction * 100)} % of the supply`

export function draftChanges(before: ProtocolPolicy, after: ProtocolPolicy, names: Names): DraftChange[] {
  const rules = names.rows.flatMap(({ rule, title }) =>
    before.rules[rule] === after.rules[rule]
      ? []
      : [
          {
            key: rule,
            what: `${rule} ${title}`,
            from: settingOf(before.rules[rule]),
            to: settingOf(after.rules[rule]),
          },
        ],
  )
  const fractions = (['refillFraction', 'controlledRefillFraction'] as const).flatMap((name) =>
    before[name] === after[name]
      ? []
      : [{ key: name, what: fractionNames[name], from: percentOf(before[name]), to: percentOf(after[name]) }],
  )
  const offered = (policy: ProtocolPolicy, id: string) =>
    policy.excludedDrugs.includes(id) ? 'not offered' : 'offered'
  const drugs = names.drugs.flatMap(({ drugId, name }) => {
    const [from, to] = [offered(before, drugId), offered(after, drugId)]
    return from === to ? [] : [{ key: drugId, what: name, from, to }]
  })
  return [...rules, ...fractions, ...drugs]
}

/** One change of a saved version, as the history tells it. */
export function changeWords({ what, from, to }: ProtocolChange): string {
  const value = (text: string | null): string =>
    what === 'excludedDrugs'
      ? (text ?? 'none')
      : what.endsWith('raction')
        ? percentOf(text === null ? undefined : Number(text))
        : settingOf(text as RuleSetting | null)
  const name =
    what === 'excludedDrugs'
      ? 'Not offered'
      : what in fractionNames
        ? fractionNames[what as FractionName]
        : what
  return `${name}: ${value(from)} → ${value(to)}`
}

/** Rows whose words hold every word looked for, of one category, changed or all. */
export function rowsShown(
  rows: readonly ProtocolRow[],
  policy: ProtocolPolicy,
  filter: { text: string; category: ProtocolRow['categories'][number] | 'all'; changed: boolean },
): ProtocolRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    (row) =>
      (filter.category === 'all' || row.categories.includes(filter.category)) &&
      (!filter.changed || policy.rules[row.rule] !== undefined) &&
      words.every((word) =>
        `${row.rule} ${row.title} ${row.cases.map(({ text }) => text).join(' ')}`
          .toLowerCase()
          .includes(word),
      ),
  )
}
