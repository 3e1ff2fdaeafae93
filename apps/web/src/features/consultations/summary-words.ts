/** What the review says about a case, made from its summary. Pure. */
import type { CaseAssessment, ConsultationSummary, Finding, TreatmentOption } from '@countersign/contract'
import { count, shortDate, span } from '../../ui/format.ts'
import { sourceWords, trimmed } from './readings.ts'

/** "Wegovy 0.25 mg weekly": the brand where there is one, else the drug's name. */
export function treatmentTitle(option: Pick<TreatmentOption, 'drug' | 'plan' | 'start'>): string {
  const name = drugName(option)
  const start = option.plan ?? option.start
  if (!start) return name
  // A drug whose name tells its rhythm does not tell it twice.
  const said = / daily\b/.test(start.frequency) ? name.replace(/ daily$/, '') : name
  return `${said} ${doseWords(start.doseMg)} ${start.frequency}`
}

/** The brand as it is ordered, else the generic name with a capital. */
export function drugName(option: Pick<TreatmentOption, 'drug' | 'plan'>): string {
  return option.plan?.product.brand ?? capital(option.drug)
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** How many checks ran, of all that apply. What did not run is never counted as passed. */
export function checks(assessment: CaseAssessment): { ran: number; total: number; notRun: number } {
  const total = assessment.checksRun.length
  const notRun = assessment.checksRun.filter((check) => check.outcome === 'not_run').length
  return { ran: total - notRun, total, notRun }
}

/** "18 of 18 rules ran", and how many could not. */
export function checksWords(assessment: CaseAssessment): string {
  const { ran, total, notRun } = checks(assessment)
  return notRun === 0 ? `${ran} of ${total} rules ran` : `${ran} of ${total} rules ran, ${notRun} not run`
}

/** Treatments that can be offered, best first. */
export function rankedOptions(assessment: CaseAssessment): TreatmentOption[] {
  return assessment.options
    .filter((option) => option.rank !== null && option.verdict !== 'block' && option.verdict !== 'hold')
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
}

/** Treatments that are out for this patient, each with its reason. */
export function excludedOptions(assessment: CaseAssessment): TreatmentOption[] {
  return assessment.options.filter((option) => option.verdict === 'block' || option.verdict === 'hold')
}

/** The treatment the form starts from: the best that has a plan. */
export function proposedOption(assessment: CaseAssessment): TreatmentOption | null {
  return rankedOptions(assessment).find((option) => option.plan !== null) ?? null
}

/** What sets a treatment apart from the chosen one: what speaks against it, else a reason the chosen one has not. */
export function distinction(option: TreatmentOption, chosen: TreatmentOption | undefined): string | null {
  const shared = new Set(chosen?.reasons.map((reason) => reason.text))
  const own = option.reasons.filter((reason) => !shared.has(reason.text))
  return (own.find((reason) => !reason.for) ?? own[0])?.text ?? null
}

export type Exclusion = { drugs: string[]; text: string; source: Finding['source'] | null }

/** Why drugs are out: the gravest finding of each, those of one reason together. */
export function exclusions(assessment: CaseAssessment): Exclusion[] {
  const groups = new Map<string, Exclusion>()
  for (const option of excludedOptions(assessment)) {
    const grave = [...option.findings].sort((a, b) => severityRank[a.severity] - severityRank[b.severity])[0]
    const text =
      grave?.text ?? option.reasons.find((reason) => !reason.for)?.text ?? 'Not offered for this patient'
    const group = groups.get(text) ?? { drugs: [], text, source: grave?.source ?? null }
    group.drugs.push(drugName(option))
    groups.set(text, group)
  }
  return [...groups.values()]
}

/** The finding that stands against every drug, when none can be offered. */
export function firstStop(assessment: CaseAssessment): Finding | null {
  const all = excludedOptions(assessment)
    .flatMap((option) => option.findings)
    .concat(assessment.findings)
  return all.find((finding) => finding.severity === 'contraindicated') ?? null
}

export const severityRank = {
  contraindicated: 0,
  major: 1,
  needs_info: 2,
  moderate: 3,
  minor: 4,
  info: 5,
} as const

/** Labels that say of what kind a positive answer is, and not which. */
const kindLabels = new Set([
  'Condition',
  'Medicine',
  'Stopped medicine',
  'Allergy',
  'Intolerance',
  'Family history',
])

type Positive = CaseAssessment['positives'][number]
export type PositiveRow = { label: string; text: string; source: string | null }

/** The chart's own entry of a medicine that begins with this name: how much of it, and who said so. */
function entryOf(name: string, medications: ConsultationSummary['facts']['medications']) {
  const entry = medications.find((one) => one.text.toLowerCase().startsWith(name.toLowerCase()))
  const much = entry && [entry.text.slice(name.length), entry.dose].filter(Boolean).join(' ').trim()
  return entry && much ? { text: much, source: sourceWords[entry.source] } : null
}

/** A positive answer as a row: what it is, what is known of it, where it came from. Of two sources of one thing, one row. */
export function positiveRows(
  positives: readonly Positive[],
  medications: ConsultationSummary['facts']['medications'] = [],
): PositiveRow[] {
  const rows: PositiveRow[] = []
  for (const one of positives) {
    const [, name = one.text, code = ''] = /^(.*?)(?: \[([^\]]*)\])?$/.exec(one.text) ?? []
    const row = kindLabels.has(one.label)
      ? {
          label: name,
          text: [one.label, code].filter(Boolean).join(', '),
          source: one.source ?? null,
          ...(one.label === 'Medicine' && entryOf(name, medications)),
        }
      : { label: one.label, text: answerWords(one.text), source: one.source ?? null }
    if (!rows.some((other) => other.label === row.label && other.text === row.text)) rows.push(row)
  }
  return rows
}

/** The entries of the chart that a contradiction speaks of, each with its date and where it came from. */
export function recordBehind(
  recordSays: string,
  facts: ConsultationSummary['facts'],
  now: Date,
): string | null {
  const word = recordSays
    .toLowerCase()
    .split(/[^a-z]+/)
    .find((part) => part.length > 3)
  if (word === undefined) return null
  const behind = [
    ...facts.medications.map((one) => ({
      text: [one.text, one.dose].filter(Boolean).join(' '),
      from: one.lastFilledOn
        ? `last filled ${shortDate(one.lastFilledOn, now)}`
        : `${sourceWords[one.source]}, ${shortDate(one.recordedAt, now)}`,
    })),
    ...facts.conditions.map((one) => ({
      text: one.text,
      from: `${sourceWords[one.source]}, ${shortDate(one.recordedAt, now)}`,
    })),
  ].filter((one) => one.text.toLowerCase().includes(word))
  return behind.length === 0 ? null : behind.map((one) => `${one.text}: ${one.from}`).join('; ')
}

/** An engine's raw value as an answer: "no" for false. */
export function answerWords(value: string): string {
  if (value === 'false') return 'no'
  return value === 'true' ? 'yes' : value
}

/** A fact's code in words: "nitrate use" for `nitrateUse`. */
export function factWords(code: string): string {
  return /^[a-z]+([A-Z0-9][a-z0-9]*)+$/.test(code) ? code.replace(/([A-Z]+)/g, ' $1').toLowerCase() : code
}

/** "4 pens, 28 days, no refills." */
export function supplyWords(plan: {
  quantity: number
  daysSupply: number
  refills: number
  product: { form: string }
}): string {
  const unit = unitOf(plan.product.form)
  return `${count(plan.quantity, unit)}, ${count(plan.daysSupply, 'day')}, ${plan.refills === 0 ? 'no refills' : count(plan.refills, 'refill')}.`
}

/** The word a pharmacist counts in. */
export function unitOf(form: string): string {
  const words: readonly [RegExp, string][] = [
    [/pen|auto-?injector/i, 'pen'],
    [/capsule/i, 'capsule'],
    [/tablet/i, 'tablet'],
    [/foam/i, 'can'],
    [/solution|shampoo/i, 'bottle'],
    [/injection|vial/i, 'dose'],
  ]
  return words.find(([pattern]) => pattern.test(form))?.[1] ?? 'unit'
}

/** A product as a clinician names it: the way it is given stands in the directions. The order keeps the full name. */
export function productWords(description: string): string {
  return description
    .replace('subcutaneous pen injector', 'pen')
    .replace(/extended-release/i, 'ER')
    .replace('hydrochloride', 'HCl')
    .replace(/ oral (tablet|capsule)/, ' $1')
}

/** "0.25 mg"; whole numbers without decimals, small ones with what they need. */
export function doseWords(doseMg: number): string {
  return doseMg >= 1000 && doseMg % 1000 === 0 ? `${doseMg / 1000} g` : `${trimmed(doseMg)} mg`
}

/** The weeks of a titration step: "Wk 1–4", "17 on". */
export function weekWords(step: { fromWeek: number; toWeek: number | null }, first: boolean): string {
  const range = step.toWeek === null ? `${step.fromWeek} on` : `${step.fromWeek}–${step.toWeek}`
  return first ? `Wk ${range}` : range
}

/** "Texas license active", "no license in Texas". */
export function licenceWords(licence: ConsultationSummary['licence']): string {
  if (licence.status === 'active') return `${licence.state} license active`
  if (licence.status === 'expired') return `${licence.state} license expired`
  return `no ${licence.state} license`
}

export const identityWords = {
  matched: 'ID matched',
  unverified: 'ID not checked',
  mismatch: 'ID does not match',
} as const

/** What can be told of a case that is not waiting any more. */
export const statusWords: Record<ConsultationSummary['consultation']['status'], string> = {
  submitted: 'Waiting',
  claimed: 'Being reviewed',
  info_requested: 'Waiting for the patient’s answer',
  escalated: 'Escalated to a visit',
  approved: 'Approved',
  denied: 'Denied',
  completed: 'Completed',
  cancelled: 'Cancelled',
  expired: 'Expired',
}

/** How long a hold has lasted: "3 min". */
export function heldFor(claimedAt: string, now: number): string {
  return span(Math.max(0, now - Date.parse(claimedAt)))
}

type GivenAnswer = NonNullable<ConsultationSummary['requests'][number]['answers']>[number]

/** A patient's answer to a typed question, in words. */
export function answerText(answer: GivenAnswer): string {
  if (answer.yes !== undefined)
    return answer.text ? `${answer.yes ? 'Yes' : 'No'}. ${answer.text}` : answer.yes ? 'Yes' : 'No'
  if (answer.option !== undefined) return answer.option
  if (answer.systolic !== undefined && answer.diastolic !== undefined)
    return `${answer.systolic}/${answer.diastolic}`
  if (answer.number !== undefined) return String(answer.number)
  if (answer.documentId !== undefined) return 'A photo, under Documents'
  return answer.text ?? 'unknown'
}
