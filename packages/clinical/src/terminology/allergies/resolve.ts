import type { AllergyMatch } from '../types.ts'
export function resolveAllergy(input: { substance: string; reaction?: string | null }): AllergyMatch {
  return {
    text: input.substance,
    status: 'unrecognised',
    ingredients: [],
    classes: [],
    excipients: [],
    severity: 'unknown',
    drugClasses: [],
    matchedBy: 'none',
    localReactionOnly: false,
  }
}
