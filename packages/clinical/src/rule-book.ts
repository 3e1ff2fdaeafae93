/** The rules as a pharmacist reads them: one Markdown document, made from the rules themselves. Pure. */

import type { Drug } from './knowledge/drug.ts'
import { drugById, drugs } from './knowledge/drugs/index.ts'
import { requirements } from './knowledge/requirements.ts'
import type { Rule, RuleCase } from './knowledge/rule.ts'
import { rules } from './knowledge/rules/index.ts'
import { type SourceKey, sources } from './knowledge/sources.ts'
import type { DrugId } from './types.ts'

const severityWords: Readonly<Record<RuleCase['severity'], string>> = {
  contraindicated: 'CI',
  major: 'MAJ',
  moderate: 'MOD',
  minor: 'MIN',
  info: 'info',
  needs_info: 'ask',
}

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim()

const cite = (source: readonly [SourceKey, string | null]): string =>
  source[1] === null ? source[0] : `${source[0]} §${source[1]}`

const namesOf = (ids: readonly DrugId[]): string => ids.map((id) => drugById[id].plainName).join(', ')

function effectOf(item: RuleCase): string {
  const parts: string[] = []
  if (item.redFlag !== undefined)
    parts.push(
      `red flag ${item.redFlag.level}, ${item.redFlag.route.replace('_', ' ')}: ${item.redFlag.destination}`,
    )
  for (const [id, limit] of Object.entries(item.limits ?? {})) {
    const bounds = [
      limit.start === undefined ? '' : `start ${limit.start} mg`,
      limit.startFemale === undefined ? '' : `women ${limit.startFemale} mg`,
      limit.max === undefined ? '' : `at most ${limit.max} mg`,
      limit.everyHours === undefined ? '' : `every ${limit.everyHours} h`,
    ].filter((text) => text !== '')
    parts.push(`${drugById[id as DrugId].plainName}: ${bounds.join(', ')}`)
  }
  if (item.asks !== undefined) parts.push(`asks ${item.asks.join(', ')}`)
  return parts.join('; ')
}

function ruleSection(rule: Rule): string {
  const scope = rule.drugs.length === 0 ? `every case (${rule.categories.join(', ')})` : namesOf(rule.drugs)
  const rows = rule.cases.map((item) => {
    const own = item.only === undefined ? '' : namesOf(item.only)
    const tag = item.confidence ?? rule.confidence
    return `| ${severityWords[item.severity]} | ${cell(item.when.says)} | ${cell(own)} | ${cell(item.text)} | ${cell(item.management ?? '')} | ${cell(effectOf(item))} | ${cell(cite(item.source ?? rule.source))} [${tag}] |`
  })
  return [
    `### ${rule.id}: ${rule.title}`,
    '',
    `Version ${rule.version}, reviewed ${rule.reviewed}. Drugs: ${scope}.`,
    '',
    '| severity | when | only | text | management | effect | source |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function drugSection(drug: Drug): string {
  const { dosing } = drug
  const steps = dosing.steps
    .map((step) => `${step.doseMg} mg ${step.frequency} (at least ${step.minDays} days)`)
    .join(' → ')
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
  return [
    `### ${drug.plainName}`,
    '',
    `Id ${drug.id}; RxCUI ${drug.rxcui ?? 'not sourced'}; ATC ${drug.atc ?? 'not sourced'}; ${drug.drugClass}; ${drug.schedule === null ? 'not controlled' : `schedule ${drug.schedule}`}; ${drug.offLabel ? 'off-label here' : 'labelled use'}.`,
    '',
    `Start ${dosing.start.doseMg} mg ${dosing.start.frequency}${dosing.startFemale === undefined ? '' : ` (women ${dosing.startFemale.doseMg} mg ${dosing.startFemale.frequency})`}; at most ${dosing.maxSingleMg} mg a dose and ${dosing.maxPeriodMg} mg a ${dosing.regimen.kind === 'weekly' ? 'week' : 'day'}. Source ${dosing.source.key} §${dosing.source.section} [${dosing.confidence}].`,
    '',
    ...(steps === '' ? [] : [`Schedule: ${steps}.`, '']),
    `Base score: men ${drug.base.male ?? 'not used'}, women ${drug.base.female ?? 'not used'}. Evidence ${drug.evidence}.`,
    '',
    `Products: ${drug.products.map((product) => `${product.description} (${product.rxcui ?? 'no RxCUI sourced'})`).join('; ')}.`,
    '',
    'Monitoring:',
    '',
    list(drug.monitoring),
    '',
    'Counselling:',
    '',
    list(drug.counselling),
    '',
  ].join('\n')
}

function requirementRows(): string {
  return requirements
    .map(
      (item) =>
        `| ${item.code} | ${item.level === 'R' ? 'required' : 'advised'} | ${item.drugs.length === drugs.length ? 'all' : namesOf(item.drugs)} |`,
    )
    .join('\n')
}

/** The whole document, ending in a line break. */
export function ruleBook(): string {
  return [
    '# Clinical rules',
    '',
    'Generated from `packages/clinical/src/knowledge` by `node packages/clinical/scripts/rules-doc.ts`; do not edit. `--check` fails when it differs.',
    '',
    'Severities: CI contraindicated (blocks), MAJ major (never ranked first, acknowledged with a reason), MOD moderate (warning), MIN minor, info, ask (needs an answer). Tags: H label or guideline, M re-check against the current label, P platform policy, which a clinic may tune. In a rule the first line that is true applies. A P0 or P1 red flag holds every drug of the request, a P2 flag the drugs of its rule.',
    '',
    `${rules.length} rules, ${drugs.length} drugs.`,
    '',
    '## Rules',
    '',
    ...rules.map(ruleSection),
    '## Drugs',
    '',
    ...drugs.map(drugSection),
    '## Data needed',
    '',
    '| datum | level | drugs |',
    '|---|---|---|',
    requirementRows(),
    '',
    '## Sources',
    '',
    ...Object.entries(sources).map(([key, label]) => `- **${key}**: ${label}`),
    '',
  ].join('\n')
}
