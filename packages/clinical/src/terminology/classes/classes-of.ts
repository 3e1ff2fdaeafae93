/**
 * The drug classes a medicine belongs to, given how it is taken: what stays on the skin, in the eye or in the nose
 * meets no other drug, with the exceptions of formulary §0.6.4 and review A9.
 */
import { plain } from '../text/tokens.ts'
import type { Ingredient, MedicationMatch, Route } from '../types.ts'
import type { DrugClass } from './ids.ts'
import { classMembers, contraceptiveHormones } from './members.ts'

let index: Map<string, DrugClass[]> | null = null
const classesByIngredient = (): Map<string, DrugClass[]> => {
  if (index !== null) return index
  const built = new Map<string, DrugClass[]>()
  for (const [name, members] of classMembers)
    for (const member of members) {
      const list = built.get(member)
      if (list) list.push(name)
      else built.set(member, [name])
    }
  index = built
  return built
}

const localRoutes: ReadonlySet<Route> = new Set([
  'topical',
  'shampoo',
  'ophthalmic',
  'otic',
  'vaginal',
  'nasal',
  'iud',
])
/** Systemic whatever the route. */
const alwaysSystemic: ReadonlySet<DrugClass> = new Set([
  'NITRATE',
  'NITRITE',
  'OPIOID',
  'OPIOID_LONG',
  'OPIOID_DEPOT',
  'MAOI',
  'INSULIN',
  'TESTOSTERONE',
])
/** Membership that is about what is used, not about what reaches the blood: duplicates, allergy, a clue to a disease. */
const anyRoute: ReadonlySet<DrugClass> = new Set([
  'MINOXIDIL',
  '5ARI',
  'AZOLE',
  'PENICILLIN',
  'SULFONAMIDE_ANTIBIOTIC',
  'ED_OTHER',
  'NICOTINE',
  'PDE5_HIDDEN',
  'CONTRACEPTIVE_NON_ORAL',
  'PDE5',
])
const skinStimulants = new Set(['amphetamine', 'dextroamphetamine', 'methylphenidate'])
const inhaledSystemic: ReadonlySet<DrugClass> = new Set([
  'ANTIPSYCHOTIC',
  'LEVODOPA_AMANTADINE',
  'ILLICIT_STIMULANT',
  'CANNABIS',
  'SYMPATHO_STIM',
])
const nasalSystemic = new Set([
  'esketamine',
  'sumatriptan',
  'butorphanol',
  'fentanyl',
  'diazepam',
  'midazolam',
  'cocaine',
  'methamphetamine',
  'naloxone',
  'ketorolac',
  'desmopressin',
  'calcitonin',
])

const reaches = (name: DrugClass, ingredient: string, route: Route): boolean => {
  if (name === 'MINOXIDIL_ORAL') return route === 'oral'
  if (name === 'GLAUCOMA_DROPS')
    return (
      route === 'ophthalmic' ||
      (route === 'unknown' && ingredient !== 'brimonidine' && ingredient !== 'bimatoprost')
    )
  if (name === 'CORTICOSTEROID_SYSTEMIC')
    return !localRoutes.has(route) && route !== 'inhaled' && route !== 'rectal'
  if (alwaysSystemic.has(name) || anyRoute.has(name)) return true
  if (route === 'inhaled') return inhaledSystemic.has(name) && ingredient !== 'epinephrine'
  if (route === 'nasal' && nasalSystemic.has(ingredient)) return true
  if (route === 'topical' && skinStimulants.has(ingredient)) return true
  if (route === 'rectal')
    return ingredient !== 'hydrocortisone' && ingredient !== 'phenylephrine' && ingredient !== 'budesonide'
  if (name === 'ESTROGEN' && route === 'topical') return true
  return !localRoutes.has(route)
}

/** Classes by ingredient alone, as if taken by mouth. */
export const classesOfIngredients = (ingredients: readonly Ingredient[]): DrugClass[] => {
  const found = new Set<DrugClass>()
  for (const one of ingredients) for (const name of classesByIngredient().get(one.name) ?? []) found.add(name)
  if (ingredients.some((one) => contraceptiveHormones.has(one.name) && one.name !== 'medroxyprogesterone')) {
    found.add('OC')
    found.add('CONTRACEPTIVE_NON_ORAL')
  }
  return [...found]
}

const isContraceptive = (names: readonly string[], brand: string | null): boolean => {
  if (names.includes('estradiol') && !names.includes('dienogest') && !names.includes('nomegestrol'))
    return false
  if (names.includes('medroxyprogesterone')) return names.length === 1
  return (
    (names.some((name) => contraceptiveHormones.has(name)) ||
      (names.includes('cyproterone') && names.includes('ethinyl estradiol'))) &&
    brand !== 'Aygestin' &&
    !names.includes('relugolix')
  )
}

const nonOral: ReadonlySet<Route> = new Set(['injection', 'implant', 'iud', 'ring', 'transdermal', 'vaginal'])
/** Urinary antiseptics hold a little methylene blue: still a MAOI, but graded apart (review B22). */
const isUrinaryAntiseptic = (names: readonly string[]): boolean =>
  names.includes('methylene blue') && names.includes('methenamine')

/** Every class of a match. A stopped or negated medicine has its classes too: windows are the caller's rule. */
export function classesOf(match: MedicationMatch): ReadonlySet<DrugClass> {
  const found = new Set<DrugClass>(match.impliedClasses)
  const names = match.ingredients.map((one) => one.name)
  for (const name of names)
    for (const drugClass of classesByIngredient().get(name) ?? [])
      if (reaches(drugClass, name, match.route)) found.add(drugClass)

  // Methotrexate is chemotherapy when it is for a cancer; weekly for joints or skin it is not.
  if (
    names.includes('methotrexate') &&
    /\b(?:cancer|leuk\w+|lymphoma|chemo\w*|tumou?r|sarcoma)\b/.test(match.text)
  )
    found.add('CHEMOTHERAPY')
  // Citalopram prolongs the QT interval above 20 mg (review B21); of unknown strength it may.
  if (names.length === 1 && names[0] === 'citalopram' && match.strengthMg !== null && match.strengthMg <= 20)
    found.delete('QT_OTHER')
  // Beta-blocker eye drops act on the eye; a timolol of unknown route may be either.
  if (match.depot && names.includes('buprenorphine')) found.add('OPIOID_DEPOT')
  if (isUrinaryAntiseptic(names)) {
    found.delete('MAOI')
    found.add('MAOI_METHYLENE_BLUE')
  } else if (found.has('MAOI') && names.includes('methylene blue')) found.add('MAOI_METHYLENE_BLUE')
  if (isContraceptive(names, match.brand)) {
    if (nonOral.has(match.route)) found.add('CONTRACEPTIVE_NON_ORAL')
    else if (!names.includes('medroxyprogesterone')) found.add('OC')
  }
  if (
    match.route === 'iud' ||
    match.route === 'ring' ||
    match.route === 'implant' ||
    match.route === 'vaginal'
  )
    found.delete('K_RAISING')
  // Boosted with itself: a protease inhibitor alone is not.
  if (found.has('ARV_BOOSTED') && names.length === 1 && names[0] === 'ritonavir') found.add('ARV')
  if (names.includes('nirmatrelvir')) {
    found.delete('ARV')
    found.delete('ARV_BOOSTED')
  }
  if (names.includes('darunavir') && !found.has('BOOSTER') && found.has('CYP3A4_INH_STRONG'))
    found.add('ARV_BOOSTED')
  if (match.partial && /(?:^|\s)-?d$/.test(plain(match.brand ?? ''))) found.add('SYMPATHO_STIM')
  return found
}
