/** SHIM / IIEF-5 (Rosen 1999): five items; 0 is allowed in an item when nothing was attempted. */

export type ShimBand = 'no ED' | 'mild' | 'mild to moderate' | 'moderate' | 'severe'

/** Sum of the five items; null unless there are five whole numbers from 0 to 5. */
export function scoreShim(items: readonly number[]): number | null {
  if (items.length !== 5) return null
  if (!items.every((item) => Number.isInteger(item) && item >= 0 && item <= 5)) return null
  return items.reduce((sum, item) => sum + item, 0)
}

/** 22–25 none, 17–21 mild, 12–16 mild to moderate, 8–11 moderate, 1–7 severe. */
export function shimBand(score: number): ShimBand {
  if (score >= 22) return 'no ED'
  if (score >= 17) return 'mild'
  if (score >= 12) return 'mild to moderate'
  if (score >= 8) return 'moderate'
  return 'severe'
}
