/**
 * What the engine found, as cards. Pure. A contraindication or a red flag is critical; what a clinician may go past
 * with a reason is a warning; the rest is told in one card. Nothing is left out: what was not checked has a card.
 */
import type { CaseAssessment, Finding, ProposalAssessment, RedFlag } from '@countersign/clinical'
import { ENGINE_VERSION } from '@countersign/clinical'
import type { CdsCard } from '@countersign/contract'
import { overrideReasons } from './override-reasons.ts'

type Suggestion = NonNullable<CdsCard['suggestions']>[number]
/** A card and what is kept of it. */
export type GivenCard = { card: CdsCard; rule: string | null; ruleVersion: number | null }
export type CardContext = { newId: () => string; protocolVersion: number | null; publicUrl: string }

/** Fewer than 140 characters (CDS Hooks 2.0, "Card Attributes"). */
const MOST_SUMMARY = 139
const TOPICS = 'urn:countersign:topic'

/** At a word's end, with an ellipsis where something is left for the detail. */
export function shorten(text: string, most = MOST_SUMMARY): string {
  const single = text.replace(/\s+/g, ' ').trim()
  if (single.length <= most) return single
  const cut = single.slice(0, most - 1)
  const end = cut.lastIndexOf(' ')
  return `${(end > most / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.–-]+$/, '')}…`
}

/** Words of a chart as words: no link, no emphasis and no markup of a record system's text in our detail. */
export const plainWords = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~!]/g, (mark) => `\\${mark}`)

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
const paragraphs = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join('\n\n')

const weights: Record<Finding['severity'], string> = {
  contraindicated: 'Contraindicated',
  major: 'Major',
  moderate: 'Moderate',
  minor: 'Minor',
  needs_info: 'Not known',
  info: 'Note',
}
const confidences: Record<Finding['confidence'], string> = {
  H: 'label or guideline',
  M: 'to be re-checked against the current label',
  P: 'clinic or platform policy, no label statement',
}

export const judgedUnder = ({ protocolVersion }: CardContext): string =>
  `Judged by rules of engine ${ENGINE_VERSION} under ${protocolVersion === null ? 'the platform’s own protocol' : `the clinic’s protocol ${protocolVersion}`}.`

const sourceOf = (
  { publicUrl }: CardContext,
  label: string,
  topic: { code: string; display: string },
): CdsCard['source'] => ({ label, url: publicUrl, topic: { system: TOPICS, ...topic } })

export function findingDetail(finding: Finding, context: CardContext): string {
  const { source, rule, ruleVersion, severity, confidence, facts, management, text } = finding
  const section = source.section === null ? '' : `, §${source.section}`
  return paragraphs(
    `**${weights[severity]}.** ${plainWords(text)}`,
    facts.length === 0 ? null : `Found in the record:\n${bullets(facts.map(plainWords))}`,
    management === null ? null : `**What to do:** ${plainWords(management)}`,
    `Rule ${rule}, version ${ruleVersion}: ${source.label}${section} (${confidences[confidence]}). ${judgedUnder(context)}`,
  )
}

function findingCard(
  drug: string,
  finding: Finding,
  flag: RedFlag | undefined,
  suggestions: readonly Suggestion[],
  context: CardContext,
): GivenCard {
  const critical = finding.severity === 'contraindicated'
  return {
    rule: finding.rule,
    ruleVersion: finding.ruleVersion,
    card: {
      uuid: context.newId(),
      summary: shorten(`${drug}: ${finding.text}`),
      indicator: critical ? 'critical' : 'warning',
      detail: paragraphs(flag ? whereTo(flag) : null, findingDetail(finding, context)),
      source: sourceOf(
        context,
        `${finding.source.label}${finding.source.section === null ? '' : ` §${finding.source.section}`}`,
        { code: finding.rule, display: weights[finding.severity] },
      ),
      ...(suggestions.length > 0 && {
        suggestions: [...suggestions],
        selectionBehavior: 'at-most-one' as const,
      }),
      ...(finding.overridable && { overrideReasons: [...overrideReasons] }),
    },
  }
}

const routes: Record<RedFlag['route'], string> = {
  emergency: 'Emergency care now',
  synchronous: 'A live visit before any treatment',
  in_person: 'An examination in person before any treatment',
}
const whereTo = (flag: RedFlag): string =>
  `**Red flag. ${routes[flag.route]}:** ${plainWords(flag.destination)}`

export function redFlagCard(flag: RedFlag, context: CardContext): GivenCard {
  return {
    rule: flag.code,
    ruleVersion: null,
    card: {
      uuid: context.newId(),
      summary: shorten(`${routes[flag.route]}: ${flag.text}`),
      indicator: 'critical',
      detail: paragraphs(
        whereTo(flag),
        plainWords(flag.text),
        `${flag.code}: ${plainWords(flag.source)}. ${judgedUnder(context)}`,
      ),
      source: sourceOf(context, 'Countersign red flags', { code: flag.code, display: 'Red flag' }),
    },
  }
}

/** What is told of one order or medicine. @param drug as the order names it. */
export type Told = {
  drug: string
  assessment: Pick<ProposalAssessment, 'findings' | 'missing' | 'requiresSync'>
  unanswered: CaseAssessment['unanswered']
  redFlags: readonly RedFlag[]
  suggestions: readonly Suggestion[]
}

/** Everything an assessment says, gravest first; a red flag that is a finding's own stands on its card. */
export function proposalCards(told: Told, context: CardContext): GivenCard[] {
  const { drug, assessment, unanswered, redFlags, suggestions } = told
  const of = (...severities: Finding['severity'][]) =>
    assessment.findings.filter(({ severity }) => severities.includes(severity))
  const grave = [...of('contraindicated'), ...of('major')]
  const cards = grave.map((finding, index) =>
    findingCard(
      drug,
      finding,
      redFlags.find(({ code }) => code === finding.rule),
      index === 0 ? suggestions : [],
      context,
    ),
  )
  const missing = unanswered.filter(({ code }) => assessment.missing.includes(code))
  const asks = of('needs_info')
  if (missing.length + asks.length > 0) {
    cards.push(
      unknownCard(
        drug,
        missing.map(({ question }) => question),
        asks,
        context,
      ),
    )
  }
  if (assessment.requiresSync) cards.push(controlledCard(drug, context))
  const milder = of('moderate', 'minor', 'info')
  if (milder.length > 0) cards.push(milderCard(drug, milder, context))
  return cards
}

function unknownCard(
  drug: string,
  questions: readonly string[],
  asks: readonly Finding[],
  context: CardContext,
): GivenCard {
  const all = [...questions, ...asks.map(({ text }) => text)]
  return {
    rule: asks[0]?.rule ?? null,
    ruleVersion: asks[0]?.ruleVersion ?? null,
    card: {
      uuid: context.newId(),
      summary: shorten(
        `${drug}: not fully checked, ${all.length === 1 ? 'a fact is' : `${all.length} facts are`} unknown`,
      ),
      indicator: 'warning',
      detail: paragraphs(
        'The record does not say the following, and the checks that need it did not run:',
        bullets(all.map(plainWords)),
        judgedUnder(context),
      ),
      source: sourceOf(context, 'Countersign required facts', {
        code: 'missing-facts',
        display: 'Not known',
      }),
      overrideReasons: [...overrideReasons],
    },
  }
}

function milderCard(drug: string, findings: readonly Finding[], context: CardContext): GivenCard {
  const [first] = findings
  const moderate = findings.some(({ severity }) => severity === 'moderate')
  return {
    rule: first?.rule ?? null,
    ruleVersion: first?.ruleVersion ?? null,
    card: {
      uuid: context.newId(),
      summary:
        findings.length === 1
          ? shorten(`${drug}: ${first?.text ?? ''}`)
          : shorten(`${drug}: ${findings.length} things to know, first: ${first?.text ?? ''}`),
      indicator: moderate ? 'warning' : 'info',
      detail: findings.map((finding) => findingDetail(finding, context)).join('\n\n---\n\n'),
      source: sourceOf(context, first?.source.label ?? 'Countersign', {
        code: first?.rule ?? 'notes',
        display: moderate ? 'Moderate' : 'Note',
      }),
      ...(moderate && { overrideReasons: [...overrideReasons] }),
    },
  }
}

const controlledCard = (drug: string, context: CardContext): GivenCard => ({
  rule: null,
  ruleVersion: null,
  card: {
    uuid: context.newId(),
    summary: shorten(`${drug}: a controlled substance needs a live visit first`),
    indicator: 'warning',
    detail: paragraphs(
      'Schedule IV: a synchronous audio-video visit and the state’s own rules come before it (21 CFR 1307.41).',
      judgedUnder(context),
    ),
    source: sourceOf(context, 'Controlled substances', {
      code: 'controlled',
      display: 'Controlled substance',
    }),
  },
})

/** A plain card in our own words. */
export function noteCard(
  summary: string,
  indicator: CdsCard['indicator'],
  lines: readonly string[],
  topic: { code: string; display: string },
  context: CardContext,
): GivenCard {
  return {
    rule: null,
    ruleVersion: null,
    card: {
      uuid: context.newId(),
      summary: shorten(summary),
      indicator,
      detail: paragraphs(bullets(lines.map(plainWords)), judgedUnder(context)),
      source: sourceOf(context, 'Countersign', topic),
    },
  }
}

const order: Record<CdsCard['indicator'], number> = { critical: 0, warning: 1, info: 2 }
export const gravestFirst = (cards: readonly GivenCard[]): GivenCard[] =>
  [...cards].sort((a, b) => order[a.card.indicator] - order[b.card.indicator])
