/**
 * The safety gate behind every approval. Pure. Contraindications, open red flags, missing required facts
 * and a controlled substance without a live visit stop it, whatever the browser showed; a major finding passes only with a
 * reason written for that very finding.
 */
import { type CaseAssessment, factNames, gateFor, type ProposalAssessment } from '@countersign/clinical'
import type { Override } from '@countersign/contract'

export type GateReason = { rule?: string; text: string }
export type GateResult =
  | { ok: true; overrides: { rule: string; ruleVersion: number; severity: string; reason: string }[] }
  | { ok: false; reasons: GateReason[] }

export function passGate(
  proposal: ProposalAssessment,
  whole: Pick<CaseAssessment, 'redFlags'>,
  overrides: readonly Override[],
  /** The signer saw the patient live: what a controlled substance needs first. */
  seenLive = false,
): GateResult {
  const gate = gateFor(proposal, whole.redFlags)
  const reasons: GateReason[] = [
    ...gate.redFlags.map((flag) => ({ rule: flag.code, text: flag.text })),
    ...gate.blocking.map((finding) => ({ rule: finding.rule, text: finding.text })),
    ...gate.missing.map((code) => ({ text: `Not known: ${factNames[code]}.` })),
  ]
  if (!gate.allowed && reasons.length === 0) reasons.push({ text: 'The safety check did not pass.' })
  if (proposal.requiresSync && !seenLive)
    reasons.push({ text: 'A controlled substance needs a live visit by audio and video first.' })
  const given = new Map(overrides.map((override) => [override.rule, override.reason]))
  for (const finding of gate.overridable) {
    if (finding.severity === 'major' && !given.has(finding.rule)) {
      reasons.push({ rule: finding.rule, text: `Write why you go past this: ${finding.text}` })
    }
  }
  if (reasons.length > 0) return { ok: false, reasons }
  const used = gate.overridable.flatMap(({ rule, ruleVersion, severity }) => {
    const reason = given.get(rule)
    return reason === undefined ? [] : [{ rule, ruleVersion, severity, reason }]
  })
  return { ok: true, overrides: used }
}
