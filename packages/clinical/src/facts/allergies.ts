/** Allergies and intolerances: formulary §8.4. No reaction given counts as an allergy. */

import { resolveAllergy } from '../terminology/index.ts'
import type { AllergyEntry } from '../types.ts'
import type { AllergyFact } from './facts.ts'
import { pieces } from './long-text.ts'

export function readAllergies(entries: readonly AllergyEntry[]): readonly AllergyFact[] {
  const facts: AllergyFact[] = []
  // Of a very long substance only the first piece keeps the reaction: the others count as allergies all the same.
  const stated = entries.flatMap((item) =>
    pieces(typeof item?.substance === 'string' ? item.substance.trim() : '').flatMap((substance, index) =>
      (index > 0 ? [''] : pieces(typeof item.reaction === 'string' ? item.reaction.trim() : '')).map(
        (words) => ({ substance, reaction: words === '' ? null : words }),
      ),
    ),
  )
  for (const { substance, reaction } of stated) {
    if (substance === '') continue
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
