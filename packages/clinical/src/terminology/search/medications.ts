import type { MedicationSuggestion } from '../types.ts'
export function searchMedications(_query: string, _limit = 10): readonly MedicationSuggestion[] {
  return []
}
