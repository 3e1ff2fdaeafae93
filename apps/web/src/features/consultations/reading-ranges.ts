/** What is usual for an adult, drawn as a grey band behind a trend. It judges nothing: the rules do that. */

/** By the reading's label, in the unit it is shown in. */
const ranges: Record<string, [low: number, high: number]> = {
  // CDC adult BMI categories: healthy weight.
  BMI: [18.5, 24.9],
  // ADA Standards of Care, diagnosis: below prediabetes.
  A1c: [4, 5.6],
  // KDIGO CKD: G1 and G2.
  eGFR: [60, 120],
  // Common adult reference intervals of US laboratories.
  TSH: [0.4, 4],
  Potassium: [3.5, 5.1],
  Bicarbonate: [22, 29],
  'Heart rate': [60, 100],
}

export function usualRange(label: string): [low: number, high: number] | undefined {
  return ranges[label]
}
