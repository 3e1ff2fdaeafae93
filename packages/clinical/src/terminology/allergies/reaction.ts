/** How bad a described reaction was, and whether it was allergic at all (formulary §8.4). */
import type { AllergySeverity } from '../types.ts'

const anaphylaxis =
  /\banaphyla\w*|\bepi ?-?pen\b|\bepinephrine (?:given|needed)\b|\bthroat (?:\w+ )?clos\w+|\bclosing (?:of )?(?:my |the )?throat\b|\b(?:trouble|difficulty|hard time|could(?:n'?t| not)|can'?t|cannot|unable to) breath\w*|\bbreathing (?:problems?|difficult\w+|trouble)\b|\bwheez\w*|\bbronchospasm\b|\bstridor\b|\bshort(?:ness)? of breath\b|\bsob\b|\bairway\b|\bshock\b|\bstopped breathing\b/
const angioedema =
  /\bangio-? ?o?edema\b|\b(?:face|facial|lips?|tongue|throat|eyes?|mouth|neck) (?:\w+ )?(?:swell\w*|swollen|puff\w*)\b|\b(?:swell\w*|swollen)(?: of| in)?(?: my| the| his| her)? (?:face|lips?|tongue|throat|eyes?|mouth|neck)\b|\bswell(?:ing|ed)?\b|\bswollen\b/
const limbSwelling = /\b(?:ankles?|legs?|feet|foot|hands?|joints?|injection site|arm)\b/
const severeSkin =
  /\bstevens\b|\bsjs\b|\btoxic epidermal\b|\bten\b|\bdress\b(?! ?up)|\bblister\w*|\bskin (?:peel\w*|slough\w*|came off)|\bpeeling\b|\berythema multiforme\b|\bexfoliat\w+/
const mild =
  /\bhives?\b|\burticaria\b|\brash\w*|\bwelts?\b|\bitch\w*|\bprurit\w*|\bred(?:ness)?\b|\bdermatitis\b|\beczema\b|\bbumps?\b|\bskin reaction\b|\bbreak(?:ing)? out\b|\bbroke out\b|\bsneez\w*|\brunny nose\b|\bwatery eyes\b/
const intolerance =
  /\bnause\w*|\bvomit\w*|\bthrow(?:ing|s)? up\b|\bthrew up\b|\bdiarrh\w*|\bconstipat\w*|\bheadaches?\b|\bmigraines?\b|\bflush\w*|\bdizz\w*|\blight ?-?headed\w*|\b(?:back|muscle|stomach|abdominal|joint|body|leg) (?:pain|aches?|cramps?|upset|soreness)\b|\bmyalgia\w*|\bmuscles? (?:hurt|ached?|sore)\b|\baches?\b|\binsomnia\b|\bcan'?t sleep\b|\bupset (?:stomach|tummy)\b|\b(?:gi|g\.i\.|stomach) (?:upset|issues|intolerance|distress|problems)\b|\bdrows\w*|\bsleepy\b|\bfatigue\b|\btired\w*|\bjitter\w*|\bsweat\w*|\bdry mouth\b|\bcramp\w*|\bbloat\w*|\bgas\b|\bheartburn\b|\breflux\b|\bdry cough\b|\bcough\b|\bstuffy nose\b|\bcongestion\b|\bindigestion\b|\bintoleran\w*|\bside effects?\b|\bmood\b|\birritab\w*|\bbrain fog\b|\bfaint\w*|\bpalpitations\b|\bracing heart\b|\bheart raced\b|\banxi\w*|\bnightmares?\b|\bankles?\b|\bsick to (?:my )?stomach\b|\bsick\b|\bsensitiv\w*|\bshedding\b|\blibido\b|\bpersonality\b|\bhigh\b|\bout of it\b|\bgroggy\b|\b(?:tingl\w*|paresthesia\w*|numb\w*|pins and needles)\b(?!.*\b(?:lips?|tongue|mouth|throat)\b)|\bdepress\w*|\b(?:unwanted|extra|excess(?:ive)?|facial|body) hair\b|\bhair (?:growth|loss)\b|\bhypertrichosis\b|\b(?:blue|blurr\w*|yellow) (?:vision|tint)\b|\bbreast tenderness\b|\burinat\w+|\bweight (?:gain|loss)\b|\bed\b|\berectile\b|\bbruis\w+|\btaste\b|\bhot flash\w*|\bdid ?n[o']t work\b|\bhungover\b|\bweird\b|\bsleep\w*|\bconstipated\b|\bburp\w*|\bappetite\b/
const local =
  /\b(?:scalp|local|application|injection)[- ]?(?:site )?(?:itch\w*|irritat\w*|red\w*|flak\w*|dry\w*|burn\w*|reaction|rash|dermatitis)\b|\birritat\w*|\bcontact dermatitis\b|\bsite reaction\b|\bflak\w+\b|\bitchy scalp\b|\bburning scalp\b|\bskin irritation\b|\bstinging\b/
const systemic =
  /\bhives?\b|\burticaria\b|\bwelts?\b|\bfull[- ]body\b|\ball over\b|\bwhole body\b|\bgeneraliz\w*/

export type Reaction = { readonly severity: AllergySeverity; readonly localOnly: boolean }

/** The worst reading of a reaction's words. Denials ("no trouble breathing") are taken out first. */
export const reactionOf = (text: string): Reaction => {
  const said = text.replace(/\b(?:no|not|without|denies|never had)\b[^,.;]*/g, (part) =>
    /\bno(?:t)? (?:known|sure|breath)/.test(part) ? part : ' ',
  )
  const kept = /\bcould not breath|\bcannot breath|\bcan not breath/.test(text) ? text : said
  if (anaphylaxis.test(kept)) return { severity: 'anaphylaxis', localOnly: false }
  if (severeSkin.test(kept)) return { severity: 'severe-skin', localOnly: false }
  if (angioedema.test(kept) && !limbSwelling.test(kept)) return { severity: 'angioedema', localOnly: false }
  if (local.test(kept) && !systemic.test(kept))
    return {
      severity: /\bcontact dermatitis\b|\brash\b/.test(kept) ? 'mild' : 'intolerance',
      localOnly: true,
    }
  if (mild.test(kept)) return { severity: 'mild', localOnly: false }
  if (intolerance.test(kept) || limbSwelling.test(kept)) return { severity: 'intolerance', localOnly: false }
  return { severity: 'unknown', localOnly: false }
}

/** Words of a reaction that people put in the substance field. */
export const reactionWords =
  /\b(?:anaphyla\w*|angioedema|hives?|rash(?:es)?|swelling|itch(?:ing|y)?|nausea|vomiting|diarrhea|allerg(?:y|ies|ic)(?: to)?|reaction|severe|mild|sensitivity|sensitive(?: to)?|intoleran(?:ce|t)(?: to)?|hypersensitivity|causes?|gives? me|gets?|i get|makes? me|caused|products?|drugs?|medications?|medicines?|antibiotics?|drug class|class|upset stomach|unknown reaction|as a (?:child|kid|baby)|childhood)\b/g
