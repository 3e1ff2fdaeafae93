/**
 * The ICD-10-CM codes sent with a prescription, from the facts it was decided on. Pure.
 * Sources: ICD-10-CM FY 2025 addenda (E66.811 to E66.813, from 1 October 2024); ICD-10-CM Official Guidelines FY
 * 2025, I.B.14 (a BMI code only beside its diagnosis); WHO classes of BMI.
 */
import type { CaseInput } from '@countersign/clinical'
import type { Category } from '@countersign/contract'

export type Diagnosis = { code: string; secondary: string | null }

const OBESITY_CLASSES_FROM = new Date('2024-10-01T00:00:00Z')

/** @param bmi kg/m² of one decimal at the decision, null when height or weight is not known. */
export function diagnosisOf(
  category: Category,
  conditions: CaseInput['patient']['conditions'],
  bmi: number | null,
  at: Date,
): Diagnosis {
  switch (category) {
    case 'weight':
      return { code: weightCode(bmi, at), secondary: bmi === null ? null : bmiCode(bmi) }
    case 'ed':
      // N52 excludes the psychogenic kind (F52.21); a recorded cause is more exact than "unspecified".
      return {
        code: recordedCode(conditions, /^(N52\.(0[123]|[128]|3[1-79])|F52\.21)$/) ?? 'N52.9',
        secondary: null,
      }
    case 'hair':
      return { code: recordedCode(conditions, /^L64\.[08]$/) ?? 'L64.9', secondary: null }
  }
}

/** Under 25 on treatment the obesity that is treated has no class of its own any more. */
function weightCode(bmi: number | null, at: Date): string {
  if (bmi === null || bmi < 25) return 'E66.9'
  if (bmi < 30) return 'E66.3'
  if (at < OBESITY_CLASSES_FROM) return 'E66.9'
  return bmi < 35 ? 'E66.811' : bmi < 40 ? 'E66.812' : 'E66.813'
}

/** Z68 for adults: one code a whole number from 20 to 39, then by spans. */
export function bmiCode(bmi: number): string {
  if (bmi < 20) return 'Z68.1'
  if (bmi < 40) return `Z68.${Math.floor(bmi)}`
  if (bmi < 45) return 'Z68.41'
  if (bmi < 50) return 'Z68.42'
  if (bmi < 60) return 'Z68.43'
  return bmi < 70 ? 'Z68.44' : 'Z68.45'
}

function recordedCode(conditions: CaseInput['patient']['conditions'], wanted: RegExp): string | null {
  for (const { code } of conditions ?? []) {
    const written = code?.trim().toUpperCase()
    if (written !== undefined && wanted.test(written)) return written
  }
  return null
}
