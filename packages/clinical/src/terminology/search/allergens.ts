/** Type-ahead over allergens: common classes, foods and additives first, then medicines. */
import { allowedEdits, editDistance } from '../text/edit-distance.ts'
import { keyOf } from '../text/tokens.ts'
import type { AllergenSuggestion } from '../types.ts'
import { searchMedications } from './medications.ts'

const common =
  `Penicillin|Sulfa antibiotics|Amoxicillin|Aspirin|Ibuprofen|NSAIDs|Codeine|Morphine|Cephalosporins|Latex|Peanuts|Tree nuts|Shellfish|Fish|Eggs|Milk|Soy|Wheat|Sesame|Iodinated contrast|Bee stings|Pollen|Dust mites|Cats|Dogs|Mold|Propylene glycol|Phenol|Tartrazine (FD&C Yellow No. 5)|Food dyes|Lactose|Gelatin|Polysorbate 80|Benzyl alcohol|Metacresol|Azole antifungals|GLP-1 medicines|PDE5 inhibitors|Pseudoephedrine|Decongestants|Amphetamines|Sulfites|Gluten|Nickel|Adhesive tape|Lidocaine|Local anesthetics|Tetracycline|Doxycycline|Ciprofloxacin|Levofloxacin|Erythromycin|Azithromycin|Clarithromycin|Vancomycin|Clindamycin|Nitrofurantoin|ACE inhibitors|Statins|Opioids|Insulin|Heparin`.split(
    '|',
  )
const keyed = common.map((name) => ({ name, key: keyOf(name) }))

/** Up to `limit` suggestions, best first. Never throws. */
export function searchAllergens(query: string, limit = 10): readonly AllergenSuggestion[] {
  const typed = keyOf(query.slice(0, 80))
  const wanted = Math.max(0, Math.min(100, Math.floor(limit)))
  if (typed === '' || wanted === 0) return []
  const names = new Map<string, string>()
  const offer = (name: string) => {
    const key = name.toLowerCase()
    if (names.size < wanted && !names.has(key)) names.set(key, name)
  }
  for (const one of keyed) if (one.key.startsWith(typed)) offer(one.name)
  for (const one of keyed) if (one.key.includes(` ${typed}`)) offer(one.name)
  const edits = allowedEdits(typed.length)
  if (names.size === 0 && edits > 0)
    for (const one of keyed)
      if (editDistance(typed, one.key.slice(0, Math.max(typed.length, 5)), edits) <= edits) offer(one.name)
  for (const one of searchMedications(query, wanted)) offer(one.name)
  return [...names.values()].map((name) => ({ name }))
}
