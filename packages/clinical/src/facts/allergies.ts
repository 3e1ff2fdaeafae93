/** Allergies and intolerances: formulary §8.4. No reaction given counts as an allergy. */

import { resolveAllergy } from '../terminology/index.ts'
import type { AllergyEntry } from '../types.ts'
import type { AllergyFact } from './facts.ts'

export function readAllergies(entries: readonly AllergyEntry[]): readonly AllergyFact[] {
  const facts: AllergyFact[] = []
  for (const item of entries) {
    const substance = typeof item?.substance === 'string' ? item.substance.trim() : ''
    if (substance === '') continue
    const reaction =
      typeof item.reaction === 'string' && item.reaction.trim() !== '' ? item.reaction.trim() : null
    const match = resolveAllergy({ substance, reaction })
    if (match.status === 'none') continue
    facts.push({
      label: reaction === null ? `${substance} (reaction not stated)` : `${substance} (${reaction})`,
      match,
      reaction,
      kind:
        match.severity === 'intolerance' || match.localReactionOnly
          ? 'intolerance'
          : match.severity === 'mild'
            ? 'probable'
            : 'allergy',
    })
  }
  return facts
}
