/**
 * What patients write instead of a name. A phrase that fixes the class but not the drug gives the class; it is
 * `recognised` only where knowing the class is knowing enough, so that the drug is still asked for elsewhere.
 */
import type { DrugClass } from '../classes/ids.ts'
import type { Route } from '../types.ts'

export type Phrase = {
  readonly pattern: RegExp
  readonly classes: readonly DrugClass[]
  readonly recognised: boolean
  readonly route?: Route
}

const medicine =
  '(?:pills?|meds?|medicines?|medications?|tablets?|tabs?|drugs?|shots?|injections?|treatments?|therapy)'

export const phrases: readonly Phrase[] = [
  {
    pattern: /\b(?:birth control|contraceptive|contraception) (?:shots?|injections?)\b/,
    classes: ['CONTRACEPTIVE_NON_ORAL'],
    recognised: true,
    route: 'injection',
  },
  {
    pattern: /\b(?:birth control|contraceptive) (?:implant|rod)\b|\barm implant\b/,
    classes: ['CONTRACEPTIVE_NON_ORAL'],
    recognised: true,
    route: 'implant',
  },
  {
    pattern: /\b(?:birth control|contraceptive|vaginal|hormonal) ring\b/,
    classes: ['CONTRACEPTIVE_NON_ORAL'],
    recognised: true,
    route: 'ring',
  },
  {
    pattern: /\b(?:birth control|contraceptive) patch\b/,
    classes: ['CONTRACEPTIVE_NON_ORAL'],
    recognised: true,
    route: 'transdermal',
  },
  {
    pattern: /\biuds?\b|\bcoil\b|\bcopper iud\b|\bparagard\b/,
    classes: ['CONTRACEPTIVE_NON_ORAL'],
    recognised: true,
    route: 'iud',
  },
  {
    pattern:
      /\b(?:birth control|oral contraceptives?|ocps?|bcps?|contraceptive pills?|combined pill|contraceptives?|the pill)\b/,
    classes: ['OC'],
    recognised: true,
    route: 'oral',
  },
  {
    pattern: /\binsulin(?:s)?(?: pump| pen| shots?| injections?)?\b|\bsliding scale\b/,
    classes: ['INSULIN'],
    recognised: true,
    route: 'injection',
  },
  {
    pattern:
      /\bnitrates\b|\bnitrate (?:pills?|tablets?|spray|patch|paste|medicines?|medications?|meds?|therapy|drugs?)\b|\b(?:long acting|organic|sublingual|oral|heart|cardiac|angina|chest pain) nitrates?\b|\bnitrates? (?:for|from) (?:\w+ ){0,2}(?:heart|chest|angina|cardiologist)\b/,
    classes: ['NITRATE'],
    recognised: true,
  },
  {
    pattern:
      /\b(?:am[iy]le?|b[uy]t[iy]le?|isob[uy]t[iy]le?|isopropyle?|pent[iy]le?|alk[iy]le?) nitr[ai]tes?\b|\bnitrites? (?:inhal\w+|recreational\w*|at parties|for sex)\b|\b(?:inhaled|recreational) nitr[ai]tes?\b/,
    classes: ['NITRITE'],
    recognised: true,
    route: 'inhaled',
  },
  {
    // A class in doubt (review C6): neither passed over nor taken as certain. Salts of skin and vitamin products are not meant.
    pattern:
      /(?<!\b(?:thiamine|thiamin|b1|miconazole|econazole|isoconazole|butoconazole|sulconazole|oxiconazole|sertaconazole|tioconazole|fenticonazole|silver|potassium|sodium|calcium|magnesium|ammonium|cerium|gallium|beet|beetroot|no|zero|without|vegetable) )\b(?:mono|di)?nitr[ai]tes?\b(?![ -]free| toothpaste)/,
    classes: ['NITRATE_POSSIBLE'],
    recognised: false,
  },
  {
    pattern:
      /\b(?:pills?|tablets?|spray|tabs?) (?:for )?under (?:my |the )?tongue (?:for|when) (?:my )?(?:chest|heart|angina)|\b(?:chest pain|angina|heart) (?:pills?|spray|tablets?|patch)\b.*\btongue\b|\bangina (?:pills?|spray|tablets?|patch|medicine|meds)\b|\bchest pain (?:pills?|spray|tablets?)\b/,
    classes: ['NITRATE'],
    recognised: false,
  },
  {
    pattern: new RegExp(
      `\\b(?:blood pressure|bp|hypertension|high blood pressure|antihypertensives?|anti hypertensives?)(?: ${medicine})?\\b`,
    ),
    classes: ['ANTIHYPERTENSIVE'],
    recognised: false,
  },
  { pattern: /\bbeta ?blockers?\b/, classes: ['BETA_BLOCKER', 'ANTIHYPERTENSIVE'], recognised: false },
  { pattern: /\bcalcium channel blockers?\b/, classes: ['CCB', 'ANTIHYPERTENSIVE'], recognised: false },
  {
    pattern: /\bace inhibitors?\b|\barbs?\b|\bangiotensin receptor blockers?\b/,
    classes: ['ACEI_ARB', 'K_RAISING', 'ANTIHYPERTENSIVE'],
    recognised: false,
  },
  { pattern: /\balpha ?blockers?\b/, classes: ['ALPHA_BLOCKER'], recognised: false },
  {
    pattern: /\b(?:water|fluid) (?:pills?|tablets?)\b|\bdiuretics?\b/,
    classes: ['ANTIHYPERTENSIVE'],
    recognised: false,
  },
  { pattern: /\bblood thinners?\b|\banticoagulants?\b/, classes: ['ANTICOAGULANT'], recognised: false },
  { pattern: /\bstatins?\b/, classes: ['STATIN'], recognised: true, route: 'oral' },
  { pattern: /\bssris?\b/, classes: ['SSRI'], recognised: false },
  { pattern: /\bsnris?\b/, classes: ['SNRI'], recognised: false },
  {
    pattern: /\bmaois?\b|\bmao inhibitors?\b|\bmonoamine oxidase inhibitors?\b/,
    classes: ['MAOI'],
    recognised: false,
  },
  { pattern: /\btricyclics?(?: antidepressants?)?\b/, classes: ['TCA'], recognised: false },
  {
    pattern: /\bopioids?\b|\bopiates?\b|\bnarcotics?\b|\bnarcotic pain (?:pills?|meds?)\b/,
    classes: ['OPIOID'],
    recognised: false,
  },
  {
    pattern:
      /\b(?:pain|prescription pain) (?:pills?|meds?|medicines?|medications?|tablets?)\b|\b(?:strong|prescription|prescribed|rx) ?pain ?-?(?:killers?|relievers?)\b|\bpain ?-?killers?\b|\bpain (?:clinic|management|pump)\b/,
    classes: ['OPIOID_POSSIBLE'],
    recognised: false,
  },
  { pattern: /\bbenzos?\b|\bbenzodiazepines?\b/, classes: ['BENZODIAZEPINE'], recognised: false },
  { pattern: /\bantipsychotics?\b/, classes: ['ANTIPSYCHOTIC'], recognised: false },
  { pattern: /\bstimulants?\b/, classes: ['SYMPATHO_STIM'], recognised: false },
  {
    // "Allergy-D", "Lodrane-D": any "-D" cold product (review B23).
    pattern:
      /\bdecongestants?\b|\b(?:allergy|allergies|cold|sinus|antihistamine|(?:allergy|sinus) relief)[ -]d\b|\b[a-z]{5,}-d(?:12|24)?\b/,
    classes: ['SYMPATHO_STIM'],
    recognised: false,
  },
  { pattern: /\bnsaids?\b|\banti ?inflammator(?:y|ies)\b/, classes: ['NSAID'], recognised: false },
  {
    pattern:
      /\bglp ?1s?(?: agonists?| shots?| injections?| meds?)?\b|\bskinny shots?\b|\bweight loss (?:shots?|injections?)\b/,
    classes: ['INCRETIN'],
    recognised: false,
  },
  { pattern: /\bsulfonylureas?\b/, classes: ['SECRETAGOGUE'], recognised: false },
  {
    pattern:
      /\b(?:ed|erection|erectile dysfunction|male enhancement|sexual enhancement|sex|libido) (?:pills?|gumm(?:y|ies)|supplements?|meds?|medications?|chewables?|tablets?|honey)\b|\bmale enhancements?\b|\brhino(?: ?\d+| pills?)?\b|\b(?:royal|vital|wonderful|etumax|vip|kingdom|secret|leopard|sex|dose vital|black horse|golden|turkish|bio|magic|power|love) honey\b|\bhoney ?(?:packs?|packets?|sachets?)\b|\bhoneymoon honey\b|\bblack ant\b|\bgas station (?:\w+ )?(?:pills?|supplements?)\b|\b(?:black panther|stiff bull|spanish fly|boner bears?|blue diamond pills?|libigrow|stiff nights|zyrexin|vigrx|extenze|enzyte|virmax|vigorelle)\b/,
    classes: ['PDE5_HIDDEN'],
    recognised: false,
  },
  { pattern: /\bpde ?5(?: inhibitors?)?\b/, classes: ['PDE5'], recognised: false },
  {
    pattern: new RegExp(`\\b(?:hiv|antiretrovirals?|anti retrovirals?)(?: ${medicine})?\\b`),
    classes: ['ARV'],
    recognised: false,
  },
  { pattern: /\bchemo(?:therapy)?\b/, classes: ['CHEMOTHERAPY'], recognised: true },
  {
    pattern: /\bbuprenorphine implant\b|\bmethadone clinic\b|\bsubs clinic\b/,
    classes: ['OPIOID', 'OPIOID_LONG'],
    recognised: true,
  },
]

/** Words that mean a medicine of a kind too wide to act on: asked about, never passed over. */
export const vague =
  /\b(?:heart|cardiac|cholesterol|diabetes|diabetic|sugar|thyroid|allergy|cold|sinus|pain|sleep(?:ing)?|anxiety|depression|antidepressants?|mood|diet|weight loss|prostate|steroids?|inhalers?|antibiotics?|hormones?|herbal|supplements?|seizure|stomach|nausea|migraine|muscle relax(?:er|ant)s?|asthma|gout|acne|hair(?: loss)?|bladder|kidney|bipolar|adhd|nerve|arthritis|antihistamines?|antivirals?|antifungals?|eye drops|immunosuppressants?|painkillers?|mental health|psych|epilepsy)(?: (?:pills?|meds?|medicines?|medications?|tablets?|tabs?|drugs?|shots?|injections?|drops?|relievers?|aids?|stuff|treatments?))?\b/
