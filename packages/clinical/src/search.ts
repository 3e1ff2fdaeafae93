/** Type-ahead search over medicines, conditions and allergens; apart from the engine because of its tables. */
export { searchAllergens } from './terminology/search/allergens.ts'
export { searchConditions } from './terminology/search/conditions.ts'
export { searchMedications } from './terminology/search/medications.ts'
export type { AllergenSuggestion, ConditionSuggestion, MedicationSuggestion } from './terminology/types.ts'
