/**
 * Words and codes in, coded facts out: medicines, conditions, allergies, and type-ahead search over them.
 * Search over ICD-10-CM is apart, in `search/conditions.ts`, because it brings the whole table.
 * Pure: no I/O, no clock, no randomness; the same text always gives the same answer.
 */

export { resolveAllergy } from './allergies/resolve.ts'
export { classesOf } from './classes/classes-of.ts'
export { drugClassIds } from './classes/ids.ts'
export { classMembers } from './classes/members.ts'
export { conceptIds } from './concepts/ids.ts'
export { resolveCondition, tellsOfFamily } from './concepts/resolve.ts'
export { nameOfRxcui } from './medications/by-code.ts'
export { resolveMedication } from './medications/resolve.ts'
export { searchAllergens } from './search/allergens.ts'
export { searchMedications } from './search/medications.ts'
export type * from './types.ts'
