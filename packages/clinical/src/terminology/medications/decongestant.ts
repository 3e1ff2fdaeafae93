/**
 * Cold and allergy products with a decongestant: the "-D", "Sinus" or "Cold" behind a name means pseudoephedrine or
 * phenylephrine, however the name before it is spelt (review B23: any "-D" cold product).
 */
import { classesOfIngredients } from '../classes/classes-of.ts'
import { allowedEdits, editDistance } from '../text/edit-distance.ts'
import type { Token } from '../text/tokens.ts'
import { dictionary, type Entry } from './dictionary.ts'

/** What such products hold beside the decongestant. */
const partners: ReadonlySet<string> = new Set([
  'acetaminophen',
  'aspirin',
  'azatadine',
  'brompheniramine',
  'cetirizine',
  'chlorpheniramine',
  'clemastine',
  'desloratadine',
  'dexbrompheniramine',
  'dexchlorpheniramine',
  'dextromethorphan',
  'diphenhydramine',
  'doxylamine',
  'fexofenadine',
  'guaifenesin',
  'ibuprofen',
  'levocetirizine',
  'loratadine',
  'naproxen',
  'triprolidine',
])

const holdsDecongestant = (entry: Entry): boolean =>
  classesOfIngredients(entry.ingredients).includes('SYMPATHO_STIM')

let known: readonly { readonly stem: string; readonly entry: Entry }[] | null = null
/** Every "-D" name, without its "d". */
const decongestants = () => {
  known ??= [...dictionary().entries.values()]
    .filter((entry) => / d$/.test(entry.key) && holdsDecongestant(entry))
    .map((entry) => ({ stem: entry.key.slice(0, -2).replace(/ /g, ''), entry }))
  return known
}

/** "D", "D12", "D-24", and a slip of the finger behind a hyphen: the mark of a decongestant. */
const mark = /^d{1,2}(?:12|24)?$/
const slip = /^(?:[serfx]|nd)$/
const sinus = /^(?:sinus|cold|colds|flu)$/
const isSinus = (word: string): boolean =>
  sinus.test(word) ||
  editDistance(word, 'sinus', 1) <= 1 ||
  editDistance(word, 'congestion', 2) <= 2 ||
  editDistance(word, 'decongestant', 2) <= 2
const between = /^(?:and|n|plus|allergy|severe|day|max|multi|symptom|relief)$/

/** Named for a cold, and without a decongestant. */
const free = /^(?:coricidin|nyquil)\b/

/** How many tokens from `at` on say that the product before them holds a decongestant. */
export function decongestantMark(list: readonly Token[], at: number, brand: boolean): number {
  const token = list[at]
  if (token === undefined || /^(?:break|comma|colon)$/.test(token.before)) return 0
  if (mark.test(token.word) || (token.before === 'hyphen' && slip.test(token.word))) return 1
  let more = 0
  for (let i = at; brand && i < at + 4; i++) {
    const word = list[i]?.word ?? ''
    if (isSinus(word)) more = i - at + 1
    else if (!between.test(word)) break
  }
  return more
}

/** The entries of a name with its decongestant; null when a "-D" behind it means something else ("vitamin D"). */
export function withDecongestant(entries: readonly Entry[]): readonly Entry[] | null {
  const [first] = entries
  if (first === undefined || free.test(first.key) || !first.ingredients.some((one) => partners.has(one.name)))
    return null
  if (entries.some(holdsDecongestant)) return entries
  const whole = dictionary().entries.get(`${first.key} d`)
  if (whole !== undefined && holdsDecongestant(whole)) return [whole]
  const added = dictionary().entries.get('pseudoephedrine')
  return added === undefined ? null : [...entries, added]
}

/** The "-D" product a misspelt word before a "D", or with the "d" grown on, is nearest to. */
export function nearestDecongestant(word: string): Entry | null {
  const limit = allowedEdits(word.length)
  if (limit === 0 || !/^[a-z]+$/.test(word)) return null
  let least = limit + 1
  let best: Entry | null = null
  for (const { stem, entry } of decongestants()) {
    const bound = Math.min(limit, allowedEdits(stem.length))
    const distance = editDistance(word, stem, bound)
    if (distance <= bound && distance < least) {
      least = distance
      best = entry
    }
  }
  return best
}
