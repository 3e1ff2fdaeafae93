/**
 * What stands between this case and a signature, in the order it must be dealt with. It mirrors the server's
 * gate so that a provider knows before pressing; the server decides. Pure.
 */
import type {
  CaseAssessment,
  ConsultationSummary,
  Finding,
  Override,
  ProposalAssessment,
  RefillReview,
} from '@countersign/contract'
import { count } from '../../ui/format.ts'
import { proposedOption } from './summary-words.ts'

export type Gate = {
  open: boolean
  /** Nothing can be typed to get past it: ask, change the plan, deny or escalate. */
  absolute: boolean
  /** One line for the decision bar. */
  text: string
}

/** Reasons typed so far, by rule. */
export type Overrides = Readonly<Record<string, string>>

export const reasonMinimum = 15

/** Findings a provider may go past only with a written reason. A moderate one is told, and needs none. */
export function needsReason(finding: Finding): boolean {
  return finding.overridable && finding.severity === 'major'
}

/** Findings nothing can be typed against. */
export function isAbsolute(finding: Finding): boolean {
  return !finding.overridable && (finding.severity === 'contraindicated' || finding.severity === 'needs_info')
}

/** Has a reason of the needed length been written? */
export function hasReason(overrides: Overrides, rule: string): boolean {
  return (overrides[rule] ?? '').trim().length >= reasonMinimum
}

/** The reasons that go with a signature: those that are needed, long enough, and written. */
export function reasonsGiven(findings: readonly Finding[], overrides: Overrides): Override[] {
  return findings
    .filter((one) => needsReason(one) && hasReason(overrides, one.rule))
    .map(({ rule }) => ({ rule, reason: (overrides[rule] ?? '').trim() }))
}

/** The first sentence, short enough for the bar. */
function firstWords(whole: string): string {
  const text = whole.split(/[.;] /)[0]?.replace(/\.$/, '') ?? whole
  return text.length > 150 ? `${text.slice(0, text.lastIndexOf(' ', 148))} …` : text
}

export function gateOf(input: {
  licence: ConsultationSummary['licence']['status']
  redFlags: readonly { text: string; route: string }[]
  /** The check of the prescription as it stands; null while there is none to check. */
  assessment: ProposalAssessment | null
  hasPrescription: boolean
  /** Where the form contradicts itself: the server refuses each. */
  misfits: readonly string[]
  /** A controlled substance that may be signed here: that the patient was seen live is said with the signature. */
  controlled: boolean
  /** What stands against every drug when there is none to prescribe. */
  stop: Finding | null
  /** The form was edited and the answer is not here yet. */
  checking: boolean
  /** The check of the last edit could not be made. */
  checkFailed: boolean
  overrides: Overrides
  pharmacyChosen: boolean
  formProblem: string | null
}): Gate {
  const closed = (text: string, absolute = false): Gate => ({ open: false, absolute, text })
  if (input.licence !== 'active')
    return closed('Approve is off: no active license in the patient’s state.', true)
  const emergency = input.redFlags[0]
  if (emergency) return closed(`Approve is off: ${firstWords(emergency.text)}`, true)
  if (!input.hasPrescription)
    return input.stop
      ? closed(`Approve is off: ${firstWords(input.stop.text)} (${input.stop.rule}). No override.`, true)
      : closed('Approve is off: nothing can be proposed until more is known.', true)
  if (input.formProblem !== null) return closed(`Approve is off: ${input.formProblem}`)
  if (input.checkFailed) return closed('Approve is off: the last edit was not checked.')
  if (input.checking || input.assessment === null) return closed('Checking the prescription.')
  const stop = input.assessment.findings.find(isAbsolute)
  if (stop) {
    return stop.severity === 'needs_info'
      ? closed(`Approve is off: not known yet. ${firstWords(stop.text)} (${stop.rule})`, true)
      : closed(`Approve is off: ${firstWords(stop.text)} (${stop.rule}). No override.`, true)
  }
  const [misfit] = input.misfits
  if (misfit !== undefined) return closed(`Approve is off: ${misfit}`)
  if (input.assessment.requiresSync && !input.controlled)
    return closed('Approve is off: this needs a live visit before it may be prescribed.', true)
  if (
    (input.assessment.verdict === 'block' || input.assessment.verdict === 'hold') &&
    !input.assessment.findings.some(needsReason)
  )
    return closed('Approve is off: this drug or dose is blocked for this patient.', true)
  if (input.assessment.missing.length > 0)
    return closed(
      `Approve is off: ${input.assessment.missing.length === 1 ? 'a fact' : `${input.assessment.missing.length} facts`} it depends on ${input.assessment.missing.length === 1 ? 'is' : 'are'} not known.`,
      true,
    )
  const open = input.assessment.findings.filter(
    (finding) => needsReason(finding) && !hasReason(input.overrides, finding.rule),
  )
  if (open.length > 0)
    return closed(
      open.length === 1
        ? `Write why you go past ${open[0]?.rule}, at least ${reasonMinimum} characters.`
        : `Write why you go past ${open.length} findings, at least ${reasonMinimum} characters each.`,
    )
  if (input.assessment.verdict === 'needs_info')
    return closed('Approve is off: a fact it depends on is not known.', true)
  if (!input.pharmacyChosen) return closed('Approve is off: choose a pharmacy.')
  return { open: true, absolute: false, text: 'Ready to sign.' }
}

/** What still stands open in a case whose prescription may be signed: this drug does not depend on it. */
export function cautionOf(assessment: CaseAssessment): string | null {
  const open = assessment.unanswered.filter((one) => one.required).length
  const contradictions = assessment.contradictions.length
  if (contradictions > 0)
    return `${count(contradictions, 'contradiction')} not cleared; this drug may be signed.`
  return open > 0 ? `${count(open, 'question')} open; this drug may be signed without.` : null
}

/**
 * Nothing can be approved before something was asked. A refill goes on with one drug: what another one would have to
 * know is no question of it.
 */
export function isStuck(
  assessment: ConsultationSummary['assessment'],
  refill: Pick<RefillReview, 'blocking'> | undefined,
): boolean {
  if (assessment.contradictions.length > 0) return true
  if (refill) return refill.blocking.length > 0
  return proposedOption(assessment) === null || assessment.unanswered.some((one) => one.required)
}

/** The findings in one line: "1 to override, 2 to counsel". */
export function findingsLine(findings: readonly Finding[], counsel: number): string {
  const stops = findings.filter(isAbsolute).length
  const reasons = findings.filter(needsReason).length
  const rest = findings.length - stops - reasons
  const parts = [
    stops > 0 ? `${stops} that block` : '',
    reasons > 0 ? `${reasons} to give a reason for` : '',
    rest > 0 ? `${rest} to know` : '',
    counsel > 0 ? `${counsel} to counsel` : '',
  ].filter(Boolean)
  if (parts.length === 0) return 'None'
  return stops === 0 ? `${parts.join(', ')}, none block` : parts.join(', ')
}
