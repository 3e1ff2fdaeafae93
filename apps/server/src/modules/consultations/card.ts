/** What a queue card says, and whether the case may be approved from it. Pure: the engine's answer in, words out. */
import type { CaseAssessment, CaseInput, Option } from '@countersign/clinical'
import type { CardContent } from '@countersign/contract'

/** The option a provider would sign without changing anything. */
export const proposedOption = (assessment: CaseAssessment): Option | null =>
  assessment.options.find((option) => option.rank === 1 && option.plan !== null) ?? null

/**
 * Green: nothing to decide but whether to sign. Any red flag, contradiction, unanswered safety question,
 * major finding, duplicate, early refill or need for a live visit makes it a case to be read in full.
 */
export function readyToApprove(assessment: CaseAssessment): boolean {
  const option = proposedOption(assessment)
  if (option?.verdict !== 'offer' || option.requiresSync) return false
  if (assessment.redFlags.length > 0 || assessment.contradictions.length > 0) return false
  if (assessment.duplicate || assessment.refill === 'too_soon') return false
  if (assessment.unanswered.some((question) => question.required) || option.missing.length > 0) return false
  const grave = ['contraindicated', 'major', 'needs_info']
  return ![...assessment.findings, ...option.findings].some((finding) => grave.includes(finding.severity))
}

export function cardOf(
  assessment: CaseAssessment,
  input: CaseInput,
  content: { reason: string; photos: number },
): CardContent {
  const option = proposedOption(assessment)
  const blocked =
    option === null
      ? assessment.options.find((o) => o.verdict === 'block' || o.verdict === 'hold')
      : undefined
  return {
    reason: content.reason,
    figures: figures(assessment, input),
    flags: flags(assessment),
    proposal: option?.plan
      ? { label: labelOf(option), drugId: option.drugId, confidence: option.confidence ?? 0 }
      : null,
    blockedBy: blocked
      ? (blocked.findings.find((f) => f.severity === 'contraindicated')?.rule ?? null)
      : null,
    photos: content.photos,
  }
}

/** Short enough for one line of a card: "Wegovy 0.25 mg weekly". */
const labelOf = ({ drug, plan }: Option): string => {
  if (!plan) return drug
  const name = plan.product.brand ?? capital(drug.replace(/ daily$/, ''))
  const often = plan.frequency.replace(/^once /, '').replace(/, every day$/, '')
  return `${name} ${plan.doseMg} mg ${often}`
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function figures(assessment: CaseAssessment, { patient }: CaseInput): CardContent['figures'] {
  const { scores } = assessment
  const all = [
    scores.bmi !== undefined &&
      assessment.category === 'weight' && { label: 'BMI', value: scores.bmi.toFixed(1) },
    scores.shim && { label: 'SHIM', value: String(scores.shim.score) },
    scores.norwood && { label: 'Norwood', value: scores.norwood.stage },
    scores.ludwig && { label: 'Ludwig', value: scores.ludwig.stage },
    patient.systolic &&
      patient.diastolic && { label: 'BP', value: `${patient.systolic}/${patient.diastolic}` },
  ]
  return all.filter((figure) => typeof figure === 'object' && figure !== null).slice(0, 3)
}

function flags(assessment: CaseAssessment): CardContent['flags'] {
  const required = assessment.unanswered.filter((question) => question.required).length
  const danger = [
    ...assessment.redFlags.map((flag) => flag.text),
    ...assessment.contradictions.map((c) => `Conflict: ${c.fact}`),
    ...(assessment.duplicate ? ['Duplicate therapy'] : []),
    ...(assessment.refill === 'too_soon' ? ['Refill too soon'] : []),
  ]
  return [
    ...danger.map((text) => ({ tone: 'danger' as const, text })),
    ...(required > 0 ? [{ tone: 'ask' as const, text: `${required} missing` }] : []),
  ]
}
