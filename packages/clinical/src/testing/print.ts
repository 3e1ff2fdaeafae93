/** A case as a clinician reads it, for the golden set. */

import type { CaseAssessment } from '../types.ts'

export function printCase(name: string, assessment: CaseAssessment): string {
  const lines = [`## ${name}`, `Priority ${assessment.priority} (${assessment.level}).`]
  for (const flag of assessment.redFlags)
    lines.push(`Red flag ${flag.level} ${flag.code}, ${flag.route} → ${flag.destination}: ${flag.text}`)
  for (const item of assessment.contradictions)
    lines.push(`Contradiction, ${item.fact}: intake "${item.intakeSays}", record "${item.recordSays}"`)
  if (assessment.missing.length > 0) lines.push(`Missing: ${assessment.missing.join(', ')}`)
  for (const finding of assessment.findings) lines.push(`Case: ${finding.rule} ${finding.text}`)
  for (const option of assessment.options) {
    const place = option.rank === null ? '–' : `${option.rank}.`
    const start = option.start === null ? '' : `, ${option.start.doseMg} mg ${option.start.frequency}`
    const confidence = option.confidence === null ? '' : ` (${option.confidence.toFixed(2)})`
    lines.push(
      `${place} ${option.drug}: ${option.verdict}${confidence}${start}${option.requiresSync ? ', live visit' : ''}`,
    )
    for (const finding of option.findings)
      if (finding.severity !== 'info')
        lines.push(
          `   ${finding.rule} ${finding.severity}: ${finding.text} [${finding.source.key} ${finding.confidence}]`,
        )
  }
  const { proposal } = assessment
  if (proposal !== null)
    lines.push(
      `Request ${proposal.drug}: ${proposal.verdict}, dose ${proposal.dose ?? 'not given'}. ${proposal.doseText ?? ''}`.trim(),
    )
  return lines.join('\n')
}
