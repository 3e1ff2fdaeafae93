/**
 * What a patient types in pounds, feet and inches, kept metric. Factors are exact by definition
 * (international avoirdupois pound and inch: NIST Special Publication 811, appendix B.8).
 */
export type UnitSystem = 'us' | 'metric'

const KG_PER_LB = 0.45359237
const CM_PER_IN = 2.54

const round = (value: number, digits: number) => Number(value.toFixed(digits))

/** Kilograms with two decimals, so that a pound typed comes back as the same pound. */
export const kgFromLb = (lb: number): number => round(lb * KG_PER_LB, 2)
export const lbFromKg = (kg: number): number => round(kg / KG_PER_LB, 1)
export const cmFromFeet = (feet: number, inches: number): number => round((feet * 12 + inches) * CM_PER_IN, 2)

/** Feet and inches to the nearest half inch: 177.8 cm is 5 ft 10 in. */
export function feetFromCm(cm: number): { feet: number; inches: number } {
  const halves = Math.round((cm / CM_PER_IN) * 2)
  return { feet: Math.floor(halves / 24), inches: (halves % 24) / 2 }
}

/** A number as people type it ("1,250.5", " 70 "), or null when it is none. */
export function numberFrom(text: string): number | null {
  const plain = text.trim().replace(/,(?=\d{3}(\D|$))/g, '')
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null
  return Number(plain)
}

export const weightInWords = (kg: number, system: UnitSystem): string =>
  system === 'us' ? `${lbFromKg(kg)} lb` : `${round(kg, 1)} kg`

export function heightInWords(cm: number, system: UnitSystem): string {
  if (system === 'metric') return `${round(cm, 1)} cm`
  const { feet, inches } = feetFromCm(cm)
  return `${feet} ft ${inches} in`
}
