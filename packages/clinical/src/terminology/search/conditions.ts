import type { ConditionSuggestion } from '../types.ts'
export function searchConditions(_query: string, _limit = 10): readonly ConditionSuggestion[] {
  return []
}
