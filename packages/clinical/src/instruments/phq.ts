/** PHQ-2 and PHQ-9 (Kroenke). Item 9 of 1 or more is a red flag whatever the sum. */

export type Phq9Band = 'minimal' | 'mild' | 'moderate' | 'moderately severe' | 'severe'

const valid = (items: readonly number[], count: number): boolean =>
  items.length === count && items.every((item) => Number.isInteger(item) && item >= 0 && item <= 3)

const sum = (items: readonly number[]): number => items.reduce((total, item) => total + item, 0)

export const scorePhq2 = (items: readonly number[]): number | null => (valid(items, 2) ? sum(items) : null)
export const scorePhq9 = (items: readonly number[]): number | null => (valid(items, 9) ? sum(items) : null)

/** 3 or more: go on to PHQ-9. */
export const phq2Positive = (score: number): boolean => score >= 3

/** 0–4 minimal, 5–9 mild, 10–14 moderate, 15–19 moderately severe, 20–27 severe. */
export function phq9Band(score: number): Phq9Band {
  if (score >= 20) return 'severe'
  if (score >= 15) return 'moderately severe'
  if (score >= 10) return 'moderate'
  if (score >= 5) return 'mild'
  return 'minimal'
}

export const phqItem9RedFlag = (item9: number): boolean => item9 >= 1
