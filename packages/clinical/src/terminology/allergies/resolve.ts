/** An allergy entry into ingredients, classes and excipients, with how bad the reaction was. */
import { classesOf } from '../classes/classes-of.ts'
import type { DrugClass } from '../classes/ids.ts'
import { resolveMedication } from '../medications/resolve.ts'
import { plain } from '../text/tokens.ts'
import type { AllergyClass, AllergyMatch, Excipient, Ingredient, MedicationMatch } from '../types.ts'
import { reactionOf, reactionWords } from './reaction.ts'
import { allergyClassOf, substances } from './substances.ts'

const nothing =
  /^(?:nkda?|nka|nkfa|none(?: known| reported)?|no|nil|n ?\/? ?a|nada|nothing|not applicable|no (?:known )?(?:drug |medication |food |other )*allerg(?:y|ies)(?: known)?|no known|denies(?: any| all)?(?: (?:drug |medication )?allerg(?:y|ies))?|not allergic to anything|no allergies to (?:medications?|medicines?|drugs?)|-+)\.?$/
const denied =
  /^(?:no|not|denies|never)\b.*\ballerg(?:y|ic|ies)\b|\bno (?:longer )?allergic\b|\bnot allergic\b/

const order: readonly MedicationMatch['matchedBy'][] = ['none', 'fuzzy', 'synonym', 'brand', 'exact']

/**
 * `substance` may name several allergens; all are returned in one match. `reaction` may be missing, or written into
 * the substance. A reaction not stated is 'unknown', which a rule must treat as allergic.
 */
export function resolveAllergy(input: { substance: string; reaction?: string | null }): AllergyMatch {
  const text = input.substance.trim()
  const said = plain(text).trim().replace(/\s+/g, ' ')
  const reaction = reactionOf(plain(`${input.reaction ?? ''} ; ${text}`))
  const empty = {
    text,
    ingredients: [],
    classes: [],
    excipients: [],
    drugClasses: [],
    matchedBy: 'none',
    localReactionOnly: false,
  } as const
  if (said === '' || nothing.test(said) || denied.test(said))
    return { ...empty, status: 'none', severity: 'unknown' }

  const classes = new Set<AllergyClass>()
  const excipients = new Set<Excipient>()
  const drugClasses = new Set<DrugClass>()
  const ingredients = new Map<string, Ingredient>()
  let matchedBy: MedicationMatch['matchedBy'] = 'none'
  const better = (by: MedicationMatch['matchedBy']) => {
    if (order.indexOf(by) > order.indexOf(matchedBy)) matchedBy = by
  }

  let recognised = 0
  let parts = 0
  for (const part of said.split(/[,;\n|•/]|\s(?:and|&|\+)\s/)) {
    if (!/[a-z0-9]/.test(part)) continue
    const bare = part
      .replace(reactionWords, ' ')
      .replace(/[()[\]:-]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (!/[a-z0-9]/.test(bare) || nothing.test(bare)) continue
    parts++
    let known = false
    let onlyIrrelevant = true
    for (const substance of substances) {
      if (!substance.pattern.test(part)) continue
      known = true
      for (const name of substance.classes ?? []) {
        classes.add(name)
        if (name !== 'irrelevant') onlyIrrelevant = false
      }
      for (const name of substance.excipients ?? []) {
        excipients.add(name)
        onlyIrrelevant = false
      }
    }
    if (known) better('synonym')
    // A food or an excipient is not also a medicine of that name ("fish" is not fish oil).
    if (!known || (!onlyIrrelevant && excipients.size === 0))
      for (const match of resolveMedication(bare)) {
        if (match.status !== 'recognised') continue
        known = true
        better(match.matchedBy)
        for (const one of match.ingredients) ingredients.set(one.name, one)
        for (const name of classesOf({ ...match, route: 'oral' })) {
          drugClasses.add(name)
          const allergy = allergyClassOf[name]
          if (allergy !== undefined) classes.add(allergy)
        }
      }
    if (known) recognised++
  }
  if (classes.size > 1) classes.delete('irrelevant')
  const severity =
    /\blactose intoleran/.test(said) && reaction.severity === 'unknown' ? 'intolerance' : reaction.severity
  return {
    text,
    status: parts > 0 && recognised === parts ? 'recognised' : 'unrecognised',
    ingredients: [...ingredients.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    classes: [...classes].sort(),
    excipients: [...excipients].sort(),
    severity,
    drugClasses: [...drugClasses].sort(),
    matchedBy,
    localReactionOnly: reaction.localOnly,
  }
}
