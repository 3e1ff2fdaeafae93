/** How a medicine is taken: what the entry says, else what the product fixes, else what its strength implies. */
import type { Ingredient, Route } from '../types.ts'

const local: Readonly<Record<string, Route>> = Object.fromEntries(
  (
    [
      [
        'ophthalmic',
        'latanoprost travoprost bimatoprost tafluprost dorzolamide brinzolamide netarsudil brimonidine levobunolol betaxolol carteolol pilocarpine ketotifen lifitegrast',
      ],
      [
        'topical',
        'clotrimazole clobetasol mupirocin tretinoin adapalene hydroquinone betamethasone fluocinonide fluocinolone desonide halobetasol permethrin lidocaine capsaicin menthol urea mometasone triamcinolone hydrocortisone econazole efinaconazole tavaborole crisaborole pimecrolimus imiquimod ciclopirox calcipotriene butoconazole tolnaftate bacitracin petrolatum eflornithine',
      ],
      [
        'inhaled',
        'albuterol levalbuterol tiotropium fluticasone budesonide salmeterol formoterol ipratropium beclomethasone umeclidinium vilanterol olodaterol ciclesonide',
      ],
      ['nasal', 'oxymetazoline azelastine olopatadine'],
      ['shampoo', 'selenium|sulfide zinc|pyrithione'],
      [
        'injection',
        'tirzepatide dulaglutide exenatide liraglutide lixisenatide pramlintide insulin|aspart,|human insulin|glargine insulin|lispro insulin|degludec insulin|detemir insulin|isophane insulin|regular, insulin|icodec enoxaparin adalimumab alprostadil medroxyprogesterone|acetate',
      ],
    ] as const
  ).flatMap(([route, names]) => names.split(' ').map((name) => [name.replaceAll('|', ' '), route])),
)

const eyeOnly =
  /\beye ?drops?\b|\bophth(?:almic)?\b|\bin (?:my |the |each |both |left |right )?eyes?\b|\bdrops? (?:in|to|into) .*eyes?\b|\beye\b/
const rules: readonly (readonly [RegExp, Route])[] = [
  [eyeOnly, 'ophthalmic'],
  [/\bear ?drops?\b|\botic\b|\bin (?:my |the |each |both )?ears?\b/, 'otic'],
  [
    /\bnasal(?:ly)?\b|\bnose spray\b|\bintranasal(?:ly)?\b|\bin (?:my |the |each )?(?:nose|nostrils?)\b|\bnostrils?\b/,
    'nasal',
  ],
  [/\bshampoo\b|\bwash my hair\b/, 'shampoo'],
  [/\bvaginal(?:ly)?\b|\bvag\b/, 'vaginal'],
  [
    /\brectal(?:ly)?\b|\bsuppositor(?:y|ies)\b|\benema\b|\banal fissure\b|\bhemorrhoids?\b|\bfor (?:anal |my )?fissures?\b/,
    'rectal',
  ],
  [/\bsublingual(?:ly)?\b|\bsl\b|\bunder (?:my |the |his |her )?tongue\b|\blingual\b/, 'sublingual'],
  [/\bbuccal(?:ly)?\b|\btroches?\b|\blozenges?\b/, 'buccal'],
  [
    /\binhalers?\b|\binhal(?:e|ed|ation)\b|\bnebuli[sz](?:er|ed)\b|\bnebs?\b|\bpuffs?\b|\bhfa\b|\bdiskus\b|\bellipta\b/,
    'inhaled',
  ],
  [/\bpatch(?:es)?\b|\btransdermal\b/, 'transdermal'],
  [
    /\binject(?:ion|ions|able|ed|s|ing)?\b|\bshots?\b|\bsub ?q\b|\bsubcut(?:aneous(?:ly)?)?\b|\bsq\b|\bpens?\b|\bvials?\b|\bsyringes?\b|\bintramuscular(?:ly)?\b|\bintravenous(?:ly)?\b|\biv\b|\bim\b|\bdepot\b|\binfusions?\b/,
    'injection',
  ],
  [
    /\bcreams?\b|\bointments?\b|\blotion\b|\btopical(?:ly)?\b|\bgel\b|\bpaste\b|\bfoam\b|\bscalp\b|\bapply\b|\bapplied\b|\bon (?:my |the )?skin\b|\bserum\b/,
    'topical',
  ],
  [
    /\btab(?:let)?s?\b|\bcap(?:sule|let)?s?\b|\bpills?\b|\boral(?:ly)?\b|\bpo\b|\bby mouth\b|\bsyrup\b|\belixir\b|\bchewables?\b|\bgumm(?:y|ies)\b|\bodt\b|\bsoftgels?\b|\bgelcaps?\b|\bsuspension\b|\bcough syrup\b/,
    'oral',
  ],
]

const skinSystemic = new Set([
  'fentanyl',
  'buprenorphine',
  'nitroglycerin',
  'estradiol',
  'testosterone',
  'nicotine',
  'clonidine',
  'scopolamine',
  'selegiline',
  'methylphenidate',
  'oxybutynin',
  'rivastigmine',
  'rotigotine',
  'dextroamphetamine',
  'asenapine',
  'granisetron',
  'donepezil',
  'norelgestromin',
  'levonorgestrel',
  'norethindrone',
  'ethinyl estradiol',
  'amphetamine',
])

/** `words`: the entry's words around the name. `fixed`: the product's own route, if it has one. */
export const routeOf = (
  words: string,
  fixed: Route | null,
  ingredients: readonly Ingredient[],
  strengthMg: number | null,
): Route => {
  const names = ingredients.map((one) => one.name)
  const first = names[0] ?? ''
  const nitroglycerin = names.includes('nitroglycerin')
  let said: Route | null = null
  for (const [pattern, route] of rules)
    if (pattern.test(words)) {
      said = route
      break
    }
  // "gel" of "gel caps" and the pen of a fixed injection say nothing new; nor does "tablet" of a wrongly put form.
  if (said === 'topical' && /\bgel (?:caps?|tabs?|capsules?)\b/.test(words)) said = 'oral'
  if (said === 'topical' && nitroglycerin) said = 'transdermal'
  if (said === 'transdermal' && !names.some((name) => skinSystemic.has(name))) said = 'topical'
  if (said === 'topical' && fixed !== null && ['vaginal', 'rectal', 'shampoo'].includes(fixed)) said = fixed
  if (said === null && /\bsprays?\b/.test(words)) {
    if (nitroglycerin) said = 'sublingual'
    else if (names.some((name) => name === 'minoxidil' || name === 'finasteride' || name === 'dutasteride'))
      said = 'topical'
  }
  if (said === null && /\bsolution\b|\bdrops\b|\bliquid\b/.test(words)) {
    if (local[first] === 'ophthalmic' || first === 'timolol') said = 'ophthalmic'
    else if (first === 'minoxidil' || first === 'finasteride' || first === 'ketoconazole') said = 'topical'
  }
  if (said !== null && !(said === 'oral' && fixed === 'sublingual')) return said
  if (fixed !== null) return fixed
  if (/\d ?(?:%|percent\b)/.test(words))
    return first === 'timolol' || local[first] === 'ophthalmic' ? 'ophthalmic' : 'topical'
  const usual = names.map((name) => local[name]).find((route) => route !== undefined)
  if (usual === 'topical' && strengthMg !== null) return 'oral'
  if (usual !== undefined) return usual
  if ((first === 'minoxidil' || first === 'ketoconazole' || first === 'timolol') && strengthMg !== null)
    return 'oral'
  return 'unknown'
}
