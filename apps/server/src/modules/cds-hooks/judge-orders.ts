/** Draft orders judged against a chart, each with the others beside it, and told in cards. Pure. */
import {
  assessCase,
  assessProposal,
  type CaseInput,
  type ClinicPolicy,
  type Finding,
  type MedicationEntry,
} from '@countersign/clinical'
import { type CardContext, type GivenCard, noteCard, proposalCards, redFlagCard } from './cards.ts'
import type { Chart } from './fhir/read-chart.ts'
import type { DraftOrder } from './fhir/read-order.ts'
import { suggestionsFor } from './suggestions.ts'

export type Judging = CardContext & { now: string; policy: ClinicPolicy }

export function judgeOrders(
  chart: Chart,
  /** Those to be judged, of all that are drafted. */
  judged: readonly DraftOrder[],
  all: readonly DraftOrder[],
  context: Judging,
): GivenCard[] {
  const cards: GivenCard[] = []
  const flagged = new Set<string>()
  const unjudged: string[] = []
  for (const order of judged) {
    if (order.named.otherByCode !== null) cards.push(mismatch(order, context))
    if (order.judged === null) {
      unjudged.push(`${order.named.text}: no medicine of this service.`)
      continue
    }
    if (order.otherUse) {
      unjudged.push(`${order.named.text}: ordered for another use than this service judges.`)
      continue
    }
    const beside = all.filter((other) => other !== order)
    const { category, proposal } = order.judged
    const input: CaseInput = { category, patient: withDrafts(chart, beside) }
    const settings = { now: context.now, policy: context.policy }
    const whole = assessCase({ ...input, proposed: proposal }, settings)
    const assessment = whole.proposal ?? assessProposal(input, proposal, settings)
    const told = new Set(assessment.findings.map(({ rule }) => rule))
    for (const flag of whole.redFlags) {
      if (flagged.has(flag.code) || told.has(flag.code)) continue
      flagged.add(flag.code)
      cards.push(redFlagCard(flag, context))
    }
    cards.push(
      ...proposalCards(
        {
          drug: order.named.text,
          assessment,
          unanswered: whole.unanswered,
          redFlags: whole.redFlags,
          suggestions: suggestionsFor(order, assessment, whole, context.newId),
        },
        context,
      ),
    )
    if (order.furtherInstructions > 0) {
      unjudged.push(`${order.named.text}: only the first of its dosage instructions was judged.`)
    }
  }
  cards.push(...endangered(chart, judged, all, context))
  cards.push(...draftedTwice(judged, all, context))
  if (unjudged.length > 0) {
    cards.push(
      noteCard(
        unjudged.length === 1
          ? `Not checked here: ${unjudged[0]}`
          : `Not checked here: ${unjudged.length} parts of the orders`,
        'info',
        unjudged,
        { code: 'not-checked', display: 'Not checked' },
        context,
      ),
    )
  }
  return cards
}

/**
 * A selected order this service does not judge may still be the danger of a draft it does: a nitrate beside
 * sildenafil. Told is what the draft has against it only because of the selection.
 */
function endangered(
  chart: Chart,
  judged: readonly DraftOrder[],
  all: readonly DraftOrder[],
  context: Judging,
): GivenCard[] {
  const selected = judged.filter((order) => order.judged === null || order.otherUse)
  if (selected.length === 0) return []
  const settings = { now: context.now, policy: context.policy }
  return all.flatMap((order) => {
    if (judged.includes(order) || order.judged === null || order.otherUse) return []
    const { category, proposal } = order.judged
    const assessedBeside = (beside: readonly DraftOrder[]) =>
      assessCase({ category, patient: withDrafts(chart, beside), proposed: proposal }, settings)
    const others = all.filter((other) => other !== order)
    const whole = assessedBeside(others)
    const before = assessedBeside(others.filter((other) => !selected.includes(other)))
    const known = new Set((before.proposal?.findings ?? []).map(findingKey))
    const findings = (whole.proposal?.findings ?? []).filter(
      (finding) =>
        (finding.severity === 'contraindicated' || finding.severity === 'major') &&
        !known.has(findingKey(finding)),
    )
    if (findings.length === 0) return []
    return proposalCards(
      {
        drug: `${order.named.text} (drafted, not selected)`,
        assessment: { findings, missing: [], requiresSync: false },
        unanswered: [],
        redFlags: whole.redFlags,
        suggestions: [],
      },
      context,
    )
  })
}
const findingKey = ({ rule, severity, text }: Finding): string => `${rule} ${severity} ${text}`

/** What else is being ordered counts as taken. */
function withDrafts(chart: Chart, beside: readonly DraftOrder[]): CaseInput['patient'] {
  if (beside.length === 0) return chart.patient
  const drafts: MedicationEntry[] = beside.map(({ named, resource }) => ({
    name: named.text,
    dose: resource.dosageInstruction?.[0]?.text ?? null,
  }))
  const { medications, intakeAnswers } = chart.patient
  if (medications) return { ...chart.patient, medications: [...medications, ...drafts] }
  // Drafts alone are no list of what is taken: it stays unknown, and the engine reads them as words beside it.
  const otherOrders = drafts.map(({ name }) => name).join(', ')
  return { ...chart.patient, intakeAnswers: { ...intakeAnswers, otherOrders } }
}

/** The same drug in several drafts: the engine takes what is taken of it for the treatment that goes on. */
function draftedTwice(
  judged: readonly DraftOrder[],
  all: readonly DraftOrder[],
  context: Judging,
): GivenCard[] {
  const told = new Set<string>()
  return judged.flatMap((order) => {
    const drugId = order.judged?.proposal.drugId ?? null
    if (drugId === null || told.has(drugId)) return []
    told.add(drugId)
    const same = all.filter((other) => other.judged?.proposal.drugId === drugId)
    if (same.length < 2) return []
    return noteCard(
      `${order.named.text}: drafted ${same.length === 2 ? 'twice' : `${same.length} times`}`,
      'warning',
      same.map(({ named, reference }) => `${named.text} (${reference})`),
      { code: 'drafted-twice', display: 'Duplicate order' },
      context,
    )
  })
}

const mismatch = (order: DraftOrder, context: Judging): GivenCard =>
  noteCard(
    `${order.named.text}: the order’s code is of another medicine, ${order.named.otherByCode}`,
    'critical',
    [
      `In words: ${order.named.text}`,
      `By its code: ${order.named.otherByCode}`,
      'Correct the order before anything else.',
    ],
    { code: 'code-and-words-differ', display: 'Contradiction' },
    context,
  )
