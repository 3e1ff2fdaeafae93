import type { AllergenSuggestion } from '../types.ts'
export function searchAllergens(_query: string, _limit = 10): readonly AllergenSuggestion[] {
  return []
}
