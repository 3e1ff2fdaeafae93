import type { DrugClass, MedicationMatch } from '../types.ts'
export function classesOf(match: MedicationMatch): ReadonlySet<DrugClass> {
  return new Set(match.impliedClasses)
}
