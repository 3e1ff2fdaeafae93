/** Princeton III/IV cardiac risk of sexual activity. Asynchronous care applies the stricter label windows. */

export type PrincetonInput = {
  /** Age over 45, hypertension, diabetes, smoking, dyslipidaemia, obesity, family history: how many. */
  readonly riskFactors: number
  readonly unstableAngina: boolean
  readonly uncontrolledHypertension: boolean
  readonly nyha: number | null
  /** Weeks since myocardial infarction, null for none. */
  readonly infarctionWeeks: number | null
  readonly outflowObstruction: boolean
  readonly highRiskArrhythmia: boolean
  readonly moderateStableAngina: boolean
  readonly nonCardiacAtherosclerosis: boolean
}
export type PrincetonRisk = 'low' | 'intermediate' | 'high'

export function princetonRisk(input: PrincetonInput): PrincetonRisk {
  if (
    input.unstableAngina ||
    input.uncontrolledHypertension ||
    input.nyha === 4 ||
    (input.infarctionWeeks !== null && input.infarctionWeeks < 2) ||
    input.outflowObstruction ||
    input.highRiskArrhythmia
  )
    return 'high'
  if (
    input.riskFactors >= 3 ||
    input.moderateStableAngina ||
    (input.infarctionWeeks !== null && input.infarctionWeeks <= 8) ||
    input.nyha === 3 ||
    input.nonCardiacAtherosclerosis
  )
    return 'intermediate'
  return 'low'
}
