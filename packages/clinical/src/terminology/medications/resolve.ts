import type { MedicationMatch } from '../types.ts'
export function resolveMedication(text: string): readonly MedicationMatch[] {
  return [
    {
      text,
      status: 'unrecognised',
      activity: 'active',
      stoppedDaysAgo: null,
      ingredients: [],
      route: 'unknown',
      strengthMg: null,
      brand: null,
      matchedBy: 'none',
      impliedClasses: [],
      compounded: false,
      depot: false,
      asNeeded: false,
      partial: false,
    },
  ]
}
