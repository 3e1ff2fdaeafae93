/** Edmonton Obesity Staging System (Sharma & Kushner 2009). */

export type EossInput = {
  /** Myocardial infarction, heart failure, stroke or other end-organ damage; significant psychopathology. */
  readonly endOrganDamage: boolean
  readonly severeDisability: boolean
  /** Hypertension, type 2 diabetes, sleep apnoea, osteoarthritis and the like. */
  readonly establishedComorbidity: boolean
  /** Borderline blood pressure, impaired fasting glucose, mild symptoms. */
  readonly subclinical: boolean
}

/** 0 none, 1 subclinical, 2 established comorbidity, 3 end-organ damage, 4 severe or terminal. */
export function eossStage(input: EossInput): 0 | 1 | 2 | 3 | 4 {
  if (input.severeDisability) return 4
  if (input.endOrganDamage) return 3
  if (input.establishedComorbidity) return 2
  return input.subclinical ? 1 : 0
}
