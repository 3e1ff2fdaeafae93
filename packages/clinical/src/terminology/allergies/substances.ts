/** Allergens that are not the name of one medicine: classes, excipients, foods and surroundings. */
import type { DrugClass } from '../classes/ids.ts'
import type { AllergyClass, Excipient } from '../types.ts'

export type Substance = {
  readonly pattern: RegExp
  readonly classes?: readonly AllergyClass[]
  readonly excipients?: readonly Excipient[]
}

export const substances: readonly Substance[] = [
  {
    pattern:
      /\bsulfas?\b|\bsulpha\b|\bsulfa (?:drugs?|antibiotics?|meds?)\b|\bsulfonamides?\b|\bsulphonamides?\b|\bsulfur drugs?\b/,
    classes: ['sulfonamide-antibiotic'],
  },
  { pattern: /\bpenicillins?\b|\bpcns?\b|\bcillins?\b|\bbeta[- ]?lactams?\b/, classes: ['penicillin'] },
  { pattern: /\bopi(?:oid|ate)s?\b|\bnarcotics?\b/, classes: ['opioid'] },
  { pattern: /\bnsaids?\b|\banti[- ]?inflammator\w+/, classes: ['nsaid'] },
  { pattern: /\bazoles?\b|\bazole antifungals?\b|\bantifungals?\b/, classes: ['azole'] },
  { pattern: /\bglp[- ]?1s?\b|\bincretins?\b/, classes: ['incretin'] },
  { pattern: /\bpde[- ]?5\b|\bed (?:meds?|medications?|pills?|drugs?)\b/, classes: ['pde5'] },
  { pattern: /\b5[- ]?(?:alpha|ari|α)[- ]?(?:reductase)?(?: inhibitors?)?\b/, classes: ['5ari'] },
  {
    pattern:
      /\bsympathomimetics?\b|\bdecongestants?\b|\bstimulants?\b|\bamphetamines?\b|\bdiet pills?\b|\bsympathomimetic amines?\b/,
    classes: ['sympathomimetic-amine'],
  },
  { pattern: /\bpropylene glycol\b|\bpg\b/, excipients: ['propylene-glycol'] },
  { pattern: /\bphenol\b/, excipients: ['phenol'] },
  {
    pattern:
      /\btartrazine\b|\bfd ?&? ?c yellow(?: no\.?| #)? ?5\b|\byellow(?: dye)?(?: no\.?| #|#)? ?5\b|\byellow (?:food )?dye\b|\be102\b/,
    excipients: ['tartrazine', 'dye'],
  },
  {
    pattern:
      /\b(?:food |red |blue |artificial )?(?:dyes?|colou?rings?)\b|\bred(?: dye)?(?: no\.?| #|#)? ?40\b|\bfd ?&? ?c\b/,
    excipients: ['dye'],
  },
  { pattern: /\blactose\b|\bmilk\b|\bdairy\b|\bwhey\b|\bcasein\b/, excipients: ['lactose'] },
  {
    pattern: /\bgelatine?\b|\balpha[- ]?gal\b|\bpork\b|\bbeef\b|\bred meat\b|\bmammalian\b/,
    excipients: ['gelatin'],
  },
  { pattern: /\bpeanuts?\b|\barachis\b/, excipients: ['peanut'] },
  { pattern: /\bsoy(?:a|beans?)?\b|\blecithin\b/, excipients: ['soy'] },
  { pattern: /\bpolysorbates?\b|\btween ?80\b/, excipients: ['polysorbate'] },
  { pattern: /\bbenzyl alcohol\b/, excipients: ['benzyl-alcohol'] },
  { pattern: /\bm(?:eta)?-?cresol\b/, excipients: ['metacresol'] },
  { pattern: /\b(?:rubbing |isopropyl |ethyl )?alcohol\b|\bethanol\b/, excipients: ['alcohol'] },
  {
    pattern:
      /\b(?:shell ?fish|shrimp|crab|lobster|seafood|fish|latex|rubber|pollen|grass(?:es)?|ragweed|trees?|dust(?: mites?)?|mold|mildew|cats?|dogs?|pets?|animals?|dander|horses?|bees?|wasps?|hornets?|insects?|stings?|venom|mosquito\w*|fire ants?|eggs?|nuts?|tree nuts?|almonds?|cashews?|walnuts?|pecans?|pistachios?|hazelnuts?|wheat|gluten|corn|sesame|strawberr\w+|kiwi|bananas?|avocados?|mango\w*|pineapple|citrus|tomato\w*|melons?|peaches|apples?|chocolate|msg|sulfites?|iodine|contrast(?: dye| media)?|iv contrast|ct dye|betadine|shellfish|nickel|metals?|jewelry|adhesives?|tape|band-?aids?|bandages?|perfumes?|fragrances?|scents?|detergents?|soaps?|lanolin|cosmetics?|sunscreen|wool|feathers?|smoke|cigarette smoke|poison (?:ivy|oak|sumac)|seasonal|environmental|hay ?fever|outdoor|weeds|honey|garlic|onions?|mushrooms?|spices|cinnamon|mustard|celery|carrots?|coconut|oats?|barley|rye|yeast|bleach|chlorine|silicone|cold|sun|sunlight|vaccines?|flu shot|food|foods|fruits?)\b/,
    classes: ['irrelevant'],
  },
]

/** The allergy classes a drug class stands for. */
export const allergyClassOf: Partial<Readonly<Record<DrugClass, AllergyClass>>> = {
  INCRETIN: 'incretin',
  PDE5: 'pde5',
  '5ARI': '5ari',
  AZOLE: 'azole',
  SYMPATHO_STIM: 'sympathomimetic-amine',
  ANORECTIC: 'sympathomimetic-amine',
  SULFONAMIDE_ANTIBIOTIC: 'sulfonamide-antibiotic',
  OPIOID: 'opioid',
  PENICILLIN: 'penicillin',
  NSAID: 'nsaid',
}
